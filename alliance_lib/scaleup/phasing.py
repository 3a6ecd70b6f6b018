"""Think big, start small, scale fast: the phases, what each gate asks, and what holds it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.scaleup.case import Case
from alliance_lib.scaleup.futures import Futures, monthly
from alliance_lib.scaleup.likelihood import chance, level
from alliance_lib.scaleup.plan import Plan, kept_so_far


def table(plan: Plan, tolerance: float, case: Case | None, found: Futures | None) -> list[dict]:
    """How large is each phase, what does its gate ask, and how likely does it open when?

    Reads: plan; tolerance in months; case and futures, None where nothing can be forecast.
    Gives: rows of the table phases. Homes and kept promises of a gate are counted over the phases up to it, today.
    """
    made, last = [], len(plan.phases) - 1
    for p, phase in enumerate(plan.phases.to_dict("records")):
        rows, upto = plan.rows[plan.rows["phase"] == p], plan.rows[plan.rows["phase"] <= p]
        kept, due = kept_so_far(plan, tolerance, p)
        is_gate = p < last
        made.append({
            "phase_number": phase["phase_number"], "phase": phase["name"], "aim": phase["aim"], "complexes_count": len(rows),
            "homes_count": int(rows["homes_count"].sum()), "done_homes": int(rows.loc[rows["done"].notna(), "homes_count"].sum()),
            "gate_homes": phase["gate_homes"] if is_gate else np.nan,
            "counted_homes": float(upto.loc[upto["done"].notna(), "homes_count"].sum()) if is_gate else np.nan,
            "gate_kept_share": phase["gate_kept_share"] if is_gate else np.nan,
            "kept_share": kept / due if is_gate and due else np.nan,
            **_opening(plan, p if is_gate else None, case, found)})
    return made


def _opening(plan: Plan, gate: int | None, case: Case | None, found: Futures | None) -> dict:
    """Chance that a gate opens within the term (0 only if it never did) and, where it does, by the end of which month."""
    blank = {"open_now": None, "open_share": np.nan, "p50_date": pd.NaT, "p80_date": pd.NaT}
    if gate is None or case is None or found is None:
        return blank
    if gate < case.open_gates:
        return blank | {"open_now": True, "open_share": 1.0}
    months = found.gate_month[:, gate]
    opens = months[months < plan.months]
    when = {f"p{k}_date": plan.month_start(monthly(opens, k / 100) + 1) for k in (50, 80)} if opens.size else {}
    return blank | {"open_now": False, "open_share": chance(float((months < plan.months).mean())) if opens.size else 0.0} | when


def held_by_promises(gate: int, case: Case, found: Futures) -> float:
    """Of the futures in which this gate stays shut, in which share are the homes there and the promises not?

    Gives: share 0..1; NaN if it opens in all of them. Leaves out futures in which an earlier gate is shut.
    """
    last = np.full(found.gate_month.shape[1] + 1, found.quarter_homes.shape[1] * 3)
    before = found.gate_month[:, gate - 1] < last[0] if gate else np.ones(len(found.gate_month), dtype=bool)
    shut = before & (found.gate_month[:, gate] >= last[0])
    enough = found.quarter_homes[shut].sum(axis=1) >= case.fields["gate_homes"][gate] - 1e-6
    return float(enough.mean()) if shut.any() else float("nan")


def say(rows: Sequence[dict], case: Case | None, found: Futures | None, assume: Assumptions) -> list[Finding]:
    """Which sentences follow from the phases: big, small, and each gate's chance in words?"""
    homes, done = (sum(row[name] for row in rows) for name in ("homes_count", "done_homes"))
    if not homes:
        return []
    first = next(row for row in rows if row["homes_count"])
    said = [Finding("scaleup.big_small", facts={"homes": homes, "phase": first["phase"], "first": first["homes_count"], "done": done,
                                                "share": done / homes}, weight=0.78)]
    if len(rows) == 1:
        return [*said, Finding("scaleup.missing_phases", "phases", weight=0.45)]
    silent = [row["phase"] for row in rows[:-1] if not row["gate_homes"] > 0 and not row["gate_kept_share"] > 0]
    if silent:
        said.append(Finding("scaleup.gate_asks_nothing", facts={"n": len(silent), "phases": silent}, weight=0.6))
    if case is None or found is None:
        return said
    for gate, (row, after) in enumerate(zip(rows[:-1], rows[1:], strict=True)):
        said.append(_say_gate(row, after["phase"], assume))
        share = held_by_promises(gate, case, found)
        if row["open_share"] < assume["likelihood_bounds"][-1] and share == share:
            code = "scaleup.held_by_promises" if share >= 0.5 else "scaleup.held_by_homes"
            said.append(Finding(code, str(row["phase_number"]), {"phase": after["phase"], "share": max(share, 1 - share)}, 0.68))
    return said


def _say_gate(row: dict, after: str, assume: Assumptions) -> Finding:
    number = str(row["phase_number"])
    if row["open_now"]:
        return Finding("scaleup.gate_open", number, {"phase": after}, 0.6)
    if pd.isna(row["p50_date"]):
        return Finding("scaleup.gate_never", number, {"phase": after}, 0.9)
    facts = {"phase": after, "p": row["open_share"], "p50": row["p50_date"], "p80": row["p80_date"]}
    return Finding(f"scaleup.gate_{level(row['open_share'], assume['likelihood_bounds'])}", number, facts, 0.88)


def steps(rows: Sequence[dict]) -> list[tuple]:
    """What does each shut gate ask, and how far are we? Trace: rule, the phase it leads to, now, needed."""
    made = []
    for row, after in zip(rows[:-1], rows[1:], strict=True):
        if row["open_now"]:
            made.append(("gate_open", after["phase"], row["counted_homes"], row["gate_homes"]))
            continue
        if row["gate_homes"] > 0:
            made.append(("gate_homes", after["phase"], row["counted_homes"], row["gate_homes"]))
        if row["gate_kept_share"] > 0 and row["kept_share"] == row["kept_share"]:
            made.append(("gate_kept", after["phase"], row["kept_share"], row["gate_kept_share"]))
        elif row["gate_kept_share"] > 0:
            made.append(("gate_kept_none", after["phase"], np.nan, row["gate_kept_share"]))
    return made


def ambitions(alliance: Alliance, assume: Assumptions) -> list[Finding]:
    """Which goals have no first step, or one that comes later than the days in which it is due?

    Reads: goals, goal_choices up to this round (a goal that was struck does not count), the reference date.
    Leaves out: actions, which do not say to which goal they belong; whether the step was taken.
    """
    goals, chosen, day = alliance["goals"], alliance["goal_choices"], alliance.reference_date
    latest = chosen.sort_values("round", kind="stable").drop_duplicates("goal_id", keep="last")
    goals = goals[~goals["goal_id"].isin(latest.loc[latest["choice_code"] != "keep", "goal_id"])]
    if goals.empty or day is None:
        return [Finding("scaleup.missing_goals", "goals", weight=0.35)]
    until = day + pd.Timedelta(days=assume["first_step_days"])
    without = goals[~(goals["first_step"].notna() & (goals["first_step_date"] <= until))]
    facts = {"n": len(without), "of": len(goals), "days": assume["first_step_days"], "goals": without["name"].tolist()}
    if without.empty:
        return [Finding("scaleup.all_first_steps", facts={"of": len(goals), "days": facts["days"]}, weight=0.4)]
    return [Finding("scaleup.no_first_step", facts=facts, weight=0.62)]
