"""How to phase: which combinations of phase size, gate, staffing, trust and investment cannot be bettered?

A race over Sobol points with the same luck for all, then a pattern search around the best. What comes out is a frontier
to choose from, not one best: more homes against more continuous work, among the choices within the stated risks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import scipy

from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.scaleup import futures, progress
from alliance_lib.scaleup.case import Case
from alliance_lib.scaleup.plan import Plan

CHOICES = {  # what can be chosen: from, to
    "growing": (0.6, 1.8), "gate_share": (0.3, 0.9), "gate_kept": (0.0, 0.6), "staffed": (0.6, 1.0), "trust": (0.3, 0.9), "invest": (0.0, 1.0)}
HEAT, SETTLED, STEP = 64, 256, 0.15  # futures in the race, futures in the search, first step of the search


@dataclass(frozen=True, eq=False)
class Course:
    """What is being chosen on: plan, case, luck, the homes called too few, and the risks accepted (too few, loss)."""

    plan: Plan
    case: Case
    luck: np.ndarray
    few: float
    accepted: tuple[float, float]


def non_dominated(values: np.ndarray) -> np.ndarray:
    """Which rows are not bettered: no other is at least as good in every column and better in one?

    Reads: values (n, k), higher is better. Gives: booleans (n,).

    >>> non_dominated([[1, 3], [2, 2], [1, 2]]).tolist()
    [True, True, False]
    """
    held = np.asarray(values, dtype=float)
    as_good = (held[None, :, :] >= held[:, None, :]).all(axis=2)
    better = (held[None, :, :] > held[:, None, :]).any(axis=2)
    return ~(as_good & better).any(axis=1)


def changes(course: Course, chosen: np.ndarray) -> dict[str, object]:
    """Which fields of the case follow from a choice?

    Reads: chosen, values in the order of CHOICES. growing e: the share of the homes in the phases up to p becomes
        share^e (above 1: start smaller, grow faster); gate_share and gate_kept: each shut gate asks that share of the
        homes up to it, and of the promises due; invest above a half: yes.
    """
    growing, share, kept, staffed, trust, invest = map(float, chosen)
    fields = dict(course.case.fields)
    phase = _phases(course, growing)
    size = np.bincount(phase, weights=np.asarray(fields["h"], dtype=float), minlength=fields["P"]).cumsum()[:-1]
    shut = np.arange(fields["P"] - 1) >= course.case.open_gates
    made = {"phase": phase, "plan": _flow(course, phase), "staff_for": staffed, "trust": trust,
            "gate_homes": np.where(shut, np.maximum(share * size - course.case.base_homes, 0.0), 0.0), "gate_theta": np.where(shut, kept, 0.0)}
    return made if invest > 0.5 else made | {"F": 0.0 * fields["F"], "u": 1.0, "v": 1.0}


def _phases(course: Course, growing: float) -> np.ndarray:
    """The phase of each complex: those not begun move over the new boundaries, in the order of the promises."""
    fields, case = course.case.fields, course.case
    homes, phase = np.asarray(fields["h"], dtype=float), np.asarray(fields["phase"])
    bounds = (np.bincount(phase, weights=homes, minlength=fields["P"]).cumsum() / homes.sum())[:-1] ** growing
    order = np.lexsort((np.arange(len(homes)), course.plan.rows["promised"], phase))
    place = np.empty(len(homes))
    place[order] = (homes[order].cumsum() - homes[order] / 2) / homes.sum()
    moved = np.maximum(np.searchsorted(bounds, place, side="left"), case.open_gates)
    return np.where(case.done | case.under_way, phase, moved)


def _flow(course: Course, phase: np.ndarray) -> np.ndarray:
    """The promised homes per month of phases up to each, with these phases."""
    old, fields = course.case.flow, course.case.fields
    made = np.zeros_like(fields["plan"])
    builder = np.asarray(fields["builder"])
    for p in range(len(made)):
        np.add.at(made[p], builder[phase <= p], old[phase <= p])
    return made


def _scores(course: Course, chosen: np.ndarray, scenarios: int) -> np.ndarray:
    """Homes when the plan ends, continuity, P(too few homes), P(investment made and lost)."""
    from alliance_lib.scaleup import kernel  # compiled: loaded only when something is played out

    fields = course.case.fields | changes(course, chosen)
    luck = course.luck[:scenarios]
    found = kernel.simulate(fields, len(luck), 0, uniforms=luck)
    end = 3 * (progress.plan_end(course.plan) + 1)
    done = ((found["done_month"] >= 0) & (found["done_month"] < end)) @ np.asarray(fields["h"], dtype=float) + course.case.base_homes
    return np.array([done.mean(), found["continuity"][:, :-1].mean(), (done < course.few).mean(), (found["npv"] < 0).mean()])


def _race(course: Course, points: int, seed: int) -> dict[tuple[float, ...], np.ndarray]:
    """The front runners of a race over Sobol points, then a pattern search around each."""
    low, high = np.array(list(CHOICES.values())).T
    unit = scipy.stats.qmc.Sobol(len(CHOICES), rng=np.random.default_rng(seed)).random(points)
    at = _round(low + unit * (high - low))
    heat = np.array([_scores(course, one, HEAT) for one in at])
    best = np.argsort(-heat[:, 0] * heat[:, 1] + 1e6 * _over(course, heat), kind="stable")[: max(2, points // 8)]
    held = {tuple(one): _scores(course, one, SETTLED) for one in at[best]}
    for one in list(held):
        held |= _search(course, np.array(one), held[one], (low, high))
    return held


def _search(course: Course, at: np.ndarray, score: np.ndarray, bounds: tuple[np.ndarray, np.ndarray]) -> dict[tuple[float, ...], np.ndarray]:
    """One round of steps along each choice; a step that is not worse is taken at once."""
    seen, (low, high) = {}, bounds
    for k in range(len(at)):
        for way in (STEP, -STEP):
            tried = at.copy()
            tried[k] = 1.0 - round(at[k]) if k == len(at) - 1 else np.clip(at[k] + way * (high[k] - low[k]), low[k], high[k])
            found = _scores(course, tried, SETTLED)
            seen[tuple(_round(tried))] = found
            if _over(course, found[None])[0] <= _over(course, score[None])[0] and (found[:2] >= score[:2]).all():
                at, score = _round(tried), found
                break
    return seen


def _round(chosen: np.ndarray) -> np.ndarray:
    """Nobody chooses to the third decimal; investing is yes or no."""
    return np.where(np.arange(chosen.shape[-1]) == chosen.shape[-1] - 1, np.round(chosen), np.round(chosen, 2))


def _over(course: Course, scores: np.ndarray) -> np.ndarray:
    """By how much are the stated risks passed?"""
    return np.maximum(scores[:, 2:] - np.array(course.accepted), 0.0).sum(axis=1)


def table(plan: Plan, case: Case, assume: Assumptions, seed: int) -> list[dict]:
    """Which choices cannot be bettered?

    Reads: plan, its case; assumptions frontier_points (0: not asked), enough_homes_share, accepted_risks; seed.
    Gives: rows of the table frontier, most homes first; without a shut gate none. If no choice keeps within the
        stated risks, those that pass them least, and within_risks says so.
    Leaves out: choices outside the bounds of CHOICES; what parties would decide on the way.
    """
    if case.open_gates >= case.fields["P"] - 1 or not assume["frontier_points"] or case.done.all():
        return []
    planned = float(plan.rows["homes_count"].sum())
    course = Course(plan, case, futures.luck(plan, case, case.fields, seed), assume["enough_homes_share"] * planned, tuple(assume["accepted_risks"]))
    held = _race(course, int(assume["frontier_points"]), seed)
    chosen, scores = np.array(list(held)), np.array(list(held.values()))
    over = _over(course, scores)
    kept = over <= over.min() + 1e-12
    front = np.flatnonzero(kept)[non_dominated(scores[kept][:, :2])]
    return [_row(chosen[i], scores[i], over[i] == 0) for i in front[np.argsort(-scores[front, 0], kind="stable")]]


def _row(chosen: np.ndarray, score: np.ndarray, within: bool) -> dict[str, object]:
    named: Mapping[str, float] = dict(zip(CHOICES, chosen.tolist(), strict=True))
    return {"homes": float(score[0]), "continuity_share": float(score[1]), "few_share": float(score[2]), "loss_share": float(score[3]),
            "within_risks": bool(within), **named, "invest": bool(named["invest"] > 0.5)}


def say(rows: list[dict], assume: Assumptions) -> list[Finding]:
    """Between which ends of the frontier is there something to choose?"""
    if not rows:
        return []
    most, steady = rows[0], max(rows, key=lambda row: row["continuity_share"])
    facts = {"n": len(rows), "homes": round(most["homes"]), "at": most["continuity_share"], "fewer": round(steady["homes"]),
             "steady": steady["continuity_share"], "few": assume["accepted_risks"][0], "loss": assume["accepted_risks"][1]}
    code = "scaleup.frontier" if most["within_risks"] else "scaleup.frontier_over"
    return [Finding(code, facts=facts, weight=0.58)]
