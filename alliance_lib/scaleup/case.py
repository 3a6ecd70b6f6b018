"""From plan, record and builders' figures to a case for the kernel, as things stand today."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from alliance_lib.assumptions import Assumptions
from alliance_lib.scaleup import plan as plans
from alliance_lib.scaleup.plan import Plan
from alliance_lib.scaleup.track import Track

LONG_AGO = -1000  # a month before every clock: what happened then is known from the first month on
NO_BOUND = 1e12  # a unit cost no builder reaches; unlike infinity it waits for the first work
CERTAIN = 1 - 2.0**-32  # just below the highest draw, which what has happened gets: nothing is open of it
FIGURES = ("first_home_keur", "capacity_homes_per_month", "investment_keur")
SCALARS = {  # field of a case -> assumption
    "rho_g": "common_delay_share", "rho_o": "owner_delay_share", "beta": "learning_exponent", "lab": "learning_share",
    "u": "investment_unit_cost", "v": "investment_speed", "Linv": "investment_months", "trust": "trust", "H": "backlog_months",
    "g": "growth_limit", "d": "shrink_limit", "staff_for": "staff_for", "lmin": "continuous_load", "rate": "discount_per_month",
    "tol": "tolerance_months", "m_cons": "consent_means", "kappa": "consent_concentration",
    "c_round": "consent_first_months", "c_retry": "consent_retry_months", "rep_m": "repair_months",
    "rep_c": "repair_cost_keur", "rep_s": "repair_cost_spread", "margin": "market_margin", "n0m": "market_experience_homes",
    "small_rule": "small_complex_rule", "court_months": "court_months",
    "lesson_lag": "lesson_lag_months", "q0": "defect_chance", "gamma": "defect_learning", "rework": "rework_keur",
    "leave": "leave_per_month", "inflation": "price_rise_per_month", "remedy_after": "remedy_after_months",
    "remedy_gain": "remedy_gain", "remedy_cost": "remedy_cost_keur",
}


@dataclass(frozen=True, eq=False)
class Case:
    """What does the kernel play out?

    fields: the case, complexes in the order of the plan. Behind the owners stands one more, of what is known: its
        delay is its lead, for certain. Behind the builders stands one more, of what is done: it never builds.
    done, under_way, overdue: which complexes are done, released, or promised before today and not released;
    base_homes: homes done before the clock's today; open_gates: gates that are open today;
    flow (N, T): planned homes of each complex per month from today on, none of what is done.
    """

    fields: Mapping[str, object]
    done: np.ndarray
    under_way: np.ndarray
    overdue: np.ndarray
    base_homes: float
    open_gates: int
    flow: np.ndarray


def build(plan: Plan, track: Track, builders: pd.DataFrame, assume: Assumptions, seed: int) -> Case:
    """Which case follows from the dossier?

    Reads: plan with at least one complex; track; builders, the figures in this snapshot (party_id and FIGURES);
        where a figure is missing the assumptions' reference stands in.
    Gives: Case. What is done or released is certain; a promise that is overdue has not been released before
        today (see futures); a gate whose criteria hold today is open.
    Leaves out: how far work under way has come: it starts anew today.
    """
    rows, now, tol = plan.rows, plan.now, math.floor(assume["tolerance_months"])
    done = rows["done"].notna().to_numpy()
    under_way = rows["released"].notna().to_numpy() & ~done
    past = done | under_way
    owner = rows["owner_party_id"].map({o: k for k, o in enumerate(plan.owners)}).to_numpy()
    builder = rows["builder_party_id"].map({b: k for k, b in enumerate(plan.builders)}).to_numpy()
    base = float(rows.loc[done, "homes_count"].sum())
    tp, lead = _certain(rows, (done, under_way), now - math.ceil(assume["consent_first_months"]), tol)
    gates, flow = _gates(plan, tol, base), np.where(done[:, None], 0.0, plans.flow(_replanned(plan, assume), 0, plan.months))
    fields = {
        "h": rows["homes_count"].to_numpy(), "owner": np.where(past, len(plan.owners), owner),
        "builder": np.where(done, len(plan.builders), builder), "phase": rows["phase"].to_numpy(), "tp": tp, "lead": lead,
        "score": np.where(past, 6, rows["score"]), "T": plan.months, "P": len(plan.phases), "O": len(plan.owners) + 1,
        "B": len(plan.builders) + 1, "buffer": 0.0, **_extensions(assume), **{field: assume[name] for field, name in SCALARS.items()},
        **_promises(plan, track, assume["scenarios"], seed), **_builders(plan, builders, (builder, flow), assume), **gates[0]}
    if not fields["F"].any():
        fields |= {"u": 1.0, "v": 1.0}  # who does not invest gains nothing
    fields["tp"] = pulled_forward(fields["tp"], now, ~past, assume["promise_buffer"])
    overdue = (rows["promised"] < now).to_numpy() & ~past
    return Case(fields, done, under_way, overdue, base, gates[1], flow)


def pulled_forward(tp: np.ndarray, now: int, still: np.ndarray, share: float) -> np.ndarray:
    """When is property asked for, if each date still to come is pulled forward by this share?

    Gives: array (N,): now + floor((tp - now) / (1 + share)) where still open and ahead, tp elsewhere.
    """
    months = np.asarray(tp, dtype=float)
    return np.where(still & (months > now), now + np.floor((months - now) / (1 + share) + 1e-9), months)


def _extensions(assume: Assumptions) -> dict[str, object]:
    """Conditions that may still be open, and the window of the gate; their formulas stand with `tables.prepare`."""
    listed = [{"p": min(p, CERTAIN), "months": months, "window": (int(first) - 1, int(length))} for p, months, first, length in assume["open_conditions"]]
    return {"conditions": listed, "gate_window": int(assume["gate_window_months"]) or None, "court_p": min(assume["court_chance"], CERTAIN)}


def _certain(rows: pd.DataFrame, past: tuple[np.ndarray, np.ndarray], ready: int, tol: int) -> tuple[np.ndarray, np.ndarray]:
    """Promised month and lead. Of what happened: due long ago, kept or one month too late; work under way is ready today."""
    done, under_way = past
    kept = (rows["released"] <= rows["promised"] + tol).to_numpy()
    tp = np.where(done, LONG_AGO, np.where(under_way, np.where(kept, ready, LONG_AGO), rows["promised"]))
    late = np.where(kept, 0, np.where(done, tol + 1, ready - LONG_AGO))
    return tp, np.where(done | under_way, late, rows["lead"])


def _promises(plan: Plan, track: Track, scenarios: int, seed: int) -> dict[str, np.ndarray]:
    """Plausible delay and shortfall per owner; the last owner is of what is known: twice its lead is certain."""
    known = np.tile([math.log(2.0), 0.0], (scenarios, 1))
    each = [track.posterior.parameters(owner, scenarios, [seed, k]) for k, owner in enumerate(plan.owners)]
    posterior = np.stack([*each, known], axis=1)
    cond = [track.shortfall.get(owner, track.shortfall[""]) for owner in plan.owners]
    return {"posterior": posterior, "mu": posterior[:, :, 0].mean(0), "sig": posterior[:, :, 1].mean(0),
            "cond": np.vstack([*cond, np.ones(4)])}


def capacity(plan: Plan, assume: Assumptions) -> np.ndarray:
    """What capacity does each builder's plan ask for, where it gave no figure?

    Gives: array (B,), homes per month: the busiest twelve months of its plan times the headroom, at least 1.
    """
    first = int(min(0, plan.rows["start"].min()))
    last = int((plan.rows["start"] + plan.rows["months"]).max())
    each = plans.flow(plan, first, last + 12)
    found = []
    for builder in plan.builders:
        running = np.cumsum(np.append(np.zeros(12), each[(plan.rows["builder_party_id"] == builder).to_numpy()].sum(0)))
        found.append(max((running[12:] - running[:-12]).max(initial=0.0) / 12 * assume["capacity_headroom"], 1.0))
    return np.array(found)


def _builders(plan: Plan, given: pd.DataFrame, work: tuple[np.ndarray, np.ndarray], assume: Assumptions) -> dict[str, np.ndarray]:
    """Figures per builder, the reference where there is none; the last builder is of what is done."""
    own = given.drop_duplicates("party_id").set_index("party_id").reindex(plan.builders)[list(FIGURES)]
    size = own["capacity_homes_per_month"].fillna(pd.Series(capacity(plan, assume), index=plan.builders)).to_numpy()
    count, phases = len(plan.builders), len(plan.phases)
    each = np.zeros((phases, count + 1, plan.months))
    for phase, builder, homes in zip(plan.rows["phase"], *work, strict=True):
        each[phase:, builder] += homes
    rest = lambda values, last: np.append(np.broadcast_to(values, count), last).astype(float)  # noqa: E731
    return {"plan": each, "cap": np.tile(rest(size, 0.0)[:, None], phases),
            "c_min": rest(assume["minimum_capacity_share"] * size, 0.0),
            "c1": rest(own["first_home_keur"].fillna(assume["reference_first_home_keur"]), 0.0),
            "n0": rest(assume["experience_homes"], 1.0), "idle": rest(assume["idle_cost_keur"], 0.0),
            "F": rest(own["investment_keur"].fillna(assume["reference_investment_keur"]), 0.0)}


def _replanned(plan: Plan, assume: Assumptions) -> Plan:
    """Work that should have begun is planned from today; what is not released first needs consent."""
    rows = plan.rows
    first = plan.now + np.where(rows["released"].notna(), 0, math.ceil(assume["consent_first_months"]))
    return replace(plan, rows=rows.assign(start=np.maximum(rows["start"], first)))


def _gates(plan: Plan, tol: int, base: float) -> tuple[dict[str, np.ndarray], int]:
    """What each gate still asks, and how many gates are open today. A criterion that is not filled in asks nothing."""
    homes, theta = (plan.phases[name].fillna(0.0).to_numpy()[:-1].astype(float) for name in ("gate_homes", "gate_kept_share"))
    through = plans.opened(plan)
    while through < len(homes):
        kept, due = plans.kept_so_far(plan, tol, through)
        if base < homes[through] - 1e-6 or kept < theta[through] * due - 1e-9:
            break
        through += 1
    shut = np.arange(len(homes)) >= through
    return {"gate_homes": np.where(shut, homes - base, 0.0), "gate_theta": np.where(shut, theta, 0.0),
            "gate_cost": np.where(shut, NO_BOUND, np.inf)}, through
