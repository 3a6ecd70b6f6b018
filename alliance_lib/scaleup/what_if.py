"""What if release, consent, staffing, investing or the phases were otherwise? The same luck, another setting."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.scaleup import case, frontier, futures, plan, progress, track
from alliance_lib.scaleup.case import Case
from alliance_lib.scaleup.outlook import WEEKS_PER_MONTH, weeks_of_plan
from alliance_lib.scaleup.plan import Plan

SETTINGS = {  # column of the table scenarios: lowest, highest, step
    "delay_weeks": (-26.0, 52.0, 2.0), "condition_points": (-20.0, 20.0, 2.0), "consent_points": (-20.0, 20.0, 2.0),
    "trust_share": (0.0, 1.0, 0.05), "staffing_share": (0.4, 1.4, 0.05), "investing_share": (0.0, 1.0, 0.1),
    "growing_number": (0.6, 1.8, 0.1), "gate_homes_share": (0.0, 1.5, 0.05), "gate_kept_share": (0.0, 1.5, 0.05)}


@dataclass(frozen=True, eq=False)
class Ground:
    """What is tried out on: the plan, its case, and the seed of the luck."""

    plan: Plan
    case: Case
    seed: int


@dataclass(frozen=True, eq=False)
class Answer:
    """What came of a setting?

    fan (3, Q): low, middle and high of the homes done by the end of each quarter; end, the quarter in which the plan
        ends; whole, chance that all homes planned by then are done; gates, place of each gate still shut -> chance
        that it opens; idle (B,), weeks without work per builder (median), and weeks (B,) of its plan; back, chance that what builders invest
        together earns itself back, NaN if nothing is invested.
    """

    fan: np.ndarray
    end: int
    whole: float
    gates: Mapping[int, float]
    idle: np.ndarray
    weeks: np.ndarray
    back: float


def ground(alliance: Alliance, assume: Assumptions, seed: int, private: bool) -> Ground | None:
    """What do we try things out on? None if no complex can be forecast or all are done.

    Reads: the tables of `forecast`; private, whether only the facilitator sees it: otherwise the assumptions'
        reference figures stand for every builder's own.
    """
    found = plan.read(alliance, assume)
    if found.rows.empty or found.rows["done"].notna().all():
        return None
    figures = alliance["builders"] if private else alliance["builders"].iloc[:0]
    return Ground(found, case.build(found, track.read(alliance, assume), figures, assume, seed), seed)


def as_planned(base: Ground) -> dict[str, float]:
    """Which setting changes nothing?"""
    fields = base.case.fields
    return dict.fromkeys(SETTINGS, 0.0) | dict.fromkeys(("investing_share", "growing_number", "gate_homes_share", "gate_kept_share"), 1.0) | {
        "trust_share": float(fields["trust"]), "staffing_share": float(fields["staff_for"])}


def changes(base: Ground, setting: Mapping[str, float]) -> dict[str, object]:
    """Which fields of the case follow from a setting?

    Reads: setting, a value for each of SETTINGS. delay_weeks: so many weeks later on the mean lead, mu + log(1 +
        weeks / lead in weeks); condition_points, consent_points: percentage points added to the chance of a shortfall,
        of consent; investing_share s: F s, u = 1 - (1 - u) s, v = 1 + (v - 1) s; growing_number e: the share of the homes
        up to each phase becomes share^e; the gate's shares multiply what each shut gate asks in all.
    """
    fields, share = base.case.fields, setting["investing_share"]
    still = ~(base.case.done | base.case.under_way)
    weeks = WEEKS_PER_MONTH * (float(np.mean(np.asarray(fields["lead"])[still])) if still.any() else 1.0)
    shut = np.arange(fields["P"] - 1) >= base.case.open_gates
    asked = (fields["gate_homes"] + base.case.base_homes) * setting["gate_homes_share"] - base.case.base_homes
    made = {
        "mu_shift": math.log1p(max(setting["delay_weeks"] / weeks, -0.95)), "cond_shift": setting["condition_points"] / 100,
        "consent_shift": -setting["consent_points"] / 100, "trust": setting["trust_share"], "staff_for": setting["staffing_share"],
        "F": fields["F"] * share, "u": 1 - (1 - fields["u"]) * share, "v": 1 + (fields["v"] - 1) * share,
        "gate_homes": np.where(shut, asked, fields["gate_homes"]),
        "gate_theta": np.where(shut, np.minimum(fields["gate_theta"] * setting["gate_kept_share"], 1.0), fields["gate_theta"])}
    if setting["growing_number"] == 1.0:
        return made
    course = frontier.Course(base.plan, base.case, np.empty((0, 0)), 0.0, (1.0, 1.0))
    moved = frontier.changes(course, np.array([setting["growing_number"], 1.0, 1.0, 1.0, 1.0, 1.0]))
    return made | {name: moved[name] for name in ("phase", "plan")}


def answer(base: Ground, setting: Mapping[str, float]) -> Answer:
    """What becomes of the plan with this setting?"""
    fields = changes(base, setting)
    found = futures.play(base.plan, base.case, base.seed, fields)
    done, end, months = progress.completed(base.plan, found), progress.plan_end(base.plan), base.plan.months
    gates = {g: float((found.gate_month[:, g] < months).mean()) for g in range(base.case.open_gates, len(base.plan.phases) - 1)}
    invested = found.gate_month.min(axis=1, initial=months) < months
    back = float((invested & (found.npv >= 0)).mean()) if fields["F"].sum() > 0 and gates else math.nan
    return Answer(futures.quantiles(done), end, float((done[:, end] >= planned(base.plan)[end] - 1e-6).mean()), gates,
                  np.median(found.idle_months, axis=0) * WEEKS_PER_MONTH, weeks_of_plan(fields.get("plan", base.case.fields["plan"])[-1]), back)


def planned(found: Plan) -> np.ndarray:
    """How many homes are planned to be done by the end of each quarter? Gives: array (Q,)."""
    days = [found.month_start(3 * (q + 1)) for q in range(found.months // 3)]
    finished = found.rows["finish_date"].to_numpy()[None, :] <= np.array(days, dtype="datetime64[us]")[:, None]
    return finished @ found.rows["homes_count"].to_numpy(dtype=float)
