"""What may it become: homes per quarter, the calendar of releases, work per builder?"""

from collections.abc import Set

import numpy as np
import pandas as pd

from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.scaleup import plan as plans
from alliance_lib.scaleup.case import Case
from alliance_lib.scaleup.futures import Futures, monthly, quantiles
from alliance_lib.scaleup.likelihood import chance, level
from alliance_lib.scaleup.plan import Plan
from alliance_lib.scaleup.progress import last_quarter

WEEKS_PER_MONTH = 52 / 12
WHEN = {"low_date": 0.1, "p50_date": 0.5, "p80_date": 0.8, "high_date": 0.9}


def homes(plan: Plan, found: Futures) -> pd.DataFrame:
    """How many homes per quarter: plan, and low, middle and high of the futures?

    Gives: the table homes, whole quarters from today on, until both plan and high have ended.
    """
    planned = plans.flow(plan, 0, plan.months).sum(axis=0).reshape(-1, 3).sum(axis=1)
    low, middle, high = quantiles(found.quarter_homes)
    first = -(-plan.now // 3)
    busy = np.flatnonzero((planned > 0) | (high > 0.5))
    last = int(busy.max()) if busy.size else -1
    return pd.DataFrame([{"quarter_date": plan.month_start(3 * q), "planned_homes": planned[q], "low_homes": low[q],
                          "middle_homes": middle[q], "high_homes": high[q]} for q in range(first, last + 1)])


def calendar(plan: Plan, case: Case, found: Futures, tolerance: float) -> list[dict]:
    """When does each promised complex of this phase and the next come free, in the promised condition?

    Gives: rows of the table calendar, by promised date; the date is the day after the month, and missing
        if it lies beyond the clock.
    """
    rows = plan.rows
    chosen = rows["released"].isna() & (rows["phase"] <= case.open_gates + 1)
    made = []
    for i in rows[chosen].sort_values(["promised_date", "complex_id"]).index:
        months, row = found.release_month[:, i], rows.loc[i]
        when = {name: _date(plan, monthly(months, p)) for name, p in WHEN.items()}
        made.append({"complex_id": row["complex_id"], "complex": row["name"], "owner": row["owner"],
                     "phase_number": plan.phases["phase_number"].iloc[row["phase"]], "homes_count": row["homes_count"],
                     "package": row["package"], "method_code": row["method_code"], "promised_date": row["promised_date"], **when,
                     "on_time_share": float((months <= row["promised"] + tolerance).mean())})
    return made


def _date(plan: Plan, month: float) -> pd.Timestamp:
    return plan.month_start(month + 1) if month < plan.months else pd.NaT


def weeks_of_plan(planned: np.ndarray) -> np.ndarray:
    """How many weeks does each builder's plan last: from its first month to the end of the quarter of its last?

    Reads: planned (B, T), homes planned per builder and month. Gives: array (B,); 0 for who has no plan.
    """
    busy = planned > 0
    first, last = busy.argmax(axis=1), busy.shape[1] - 1 - busy[:, ::-1].argmax(axis=1)
    return np.where(busy.any(axis=1), 3 * (last // 3 + 1) - first, 0) * WEEKS_PER_MONTH


def builders(plan: Plan, case: Case, found: Futures, names: dict[str, str], own: Set[str]) -> list[dict]:
    """How much work does each builder get until the plan ends, and how continuous is it?

    Reads: names, code -> name; own, the builders whose figures are in this snapshot.
    Gives: rows of the table builders; weeks with and without work, together those of its plan, only for a builder
        whose own figures count. A week with half work counts half in each.
    """
    rows, end = plan.rows, 3 * (min(last_quarter(plan), plan.months // 3 - 1) + 1)
    todo = rows["done"].isna().to_numpy()
    size = rows["homes_count"].to_numpy(dtype=float)
    finished = (found.done_month >= 0) & (found.done_month < end) & todo
    made, weeks = [], weeks_of_plan(case.fields["plan"][-1])
    for k, builder in enumerate(plan.builders):
        mine = (rows["builder_party_id"] == builder).to_numpy()
        low, middle, high = quantiles((finished[:, mine] * size[mine]).sum(axis=1))
        idle = float(np.median(found.idle_months[:, k])) * WEEKS_PER_MONTH
        made.append({"builder_id": builder, "builder": names.get(builder, builder), "planned_homes": float(size[mine & todo].sum()),
                     "low_homes": low, "middle_homes": middle, "high_homes": high,
                     "continuity_share": float(found.continuity[:, k].mean()), "idle_weeks": idle if builder in own else np.nan,
                     "work_weeks": float(weeks[k]) - idle if builder in own else np.nan,
                     "idle_share": float((found.idle_months[:, k] > 0).mean()) if builder in own else np.nan,
                     "own_figures": builder in own})
    return made


def say_homes(plan: Plan, done: np.ndarray, assume: Assumptions) -> list[Finding]:
    """How many homes when the plan ends, and how likely is the whole plan by then?

    Reads: done (S, T/3), homes complete by the end of each quarter.
    """
    last = min(last_quarter(plan), plan.months // 3 - 1)
    if last < 0:
        last = plan.months // 3 - 1
    day, total = plan.month_start(3 * (last + 1)), float(plan.rows["homes_count"].sum())
    planned = float(plan.rows.loc[plan.rows["finish_date"] <= day, "homes_count"].sum())
    low, middle, high = (float(round(value)) for value in quantiles(done[:, last]))
    facts = {"day": day, "planned": int(planned), "low": int(low), "middle": int(middle), "high": int(high)}
    share = float((done[:, last] >= planned - 1e-6).mean())
    said = [Finding("scaleup.homes_by", facts=facts, weight=0.95),
            Finding(f"scaleup.whole_plan_{level(share, assume['likelihood_bounds'])}",
                    facts={"day": day, "planned": int(planned), "total": int(total), "p": chance(share)}, weight=0.86)]
    promises = plan.rows.loc[plan.rows["released"].isna(), "promised_date"]
    end = plan.month_start(plan.months)
    if len(promises) and promises.min() >= end:
        said.append(Finding("scaleup.beyond_term", facts={"day": end, "first": promises.min()}, weight=0.9))
    return said


def say_calendar(rows: list[dict]) -> list[Finding]:
    """How many of the next promises will be kept?"""
    if not rows:
        return [Finding("scaleup.all_released", weight=0.5)]
    expected = sum(row["on_time_share"] for row in rows)
    return [Finding("scaleup.next_promises", facts={"n": len(rows), "kept": round(expected), "share": expected / len(rows)}, weight=0.83)]


def say_builders(rows: list[dict]) -> list[Finding]:
    """Which builder has the least continuous work, and on whose figures does that rest?"""
    least = min(rows, key=lambda row: row["continuity_share"])
    facts = {"builder": least["builder"], "share": least["continuity_share"]}
    said = [Finding("scaleup.continuity", least["builder_id"], facts, 0.66)]
    idle = [row for row in rows if row["own_figures"]]
    if idle:
        most = max(idle, key=lambda row: row["idle_weeks"])
        said.append(Finding("scaleup.idle", most["builder_id"], {"builder": most["builder"], "weeks": round(most["idle_weeks"]), "of": round(most["idle_weeks"] + most["work_weeks"])}, 0.64))
    bare = [row["builder"] for row in rows if not row["own_figures"]]
    if bare:
        said.append(Finding("scaleup.reference_figures", facts={"n": len(bare), "builders": bare}, weight=0.5))
    return said
