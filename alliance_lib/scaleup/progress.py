"""How far are we, beside the plan: homes done and property released, and the gap in homes and weeks?"""

import numpy as np
import pandas as pd

from alliance_lib.result import Finding
from alliance_lib.scaleup.futures import Futures, quantiles
from alliance_lib.scaleup.plan import Plan


def completed(plan: Plan, found: Futures) -> np.ndarray:
    """How many homes of complete complexes are there by the end of each quarter? Gives: array (S, T/3)."""
    quarters = plan.months // 3
    homes = plan.rows["homes_count"].to_numpy(dtype=float)
    done = plan.rows["done"].notna().to_numpy()
    months, scenarios = found.done_month[:, ~done], len(found.done_month)
    places = np.where(months < 0, quarters, months // 3) + np.arange(scenarios)[:, None] * (quarters + 1)
    weights = np.broadcast_to(homes[~done], months.shape)
    each = np.bincount(places.ravel(), weights.ravel(), scenarios * (quarters + 1)).reshape(scenarios, quarters + 1)
    return homes[done].sum() + each[:, :quarters].cumsum(axis=1)


def table(plan: Plan, done: np.ndarray | None) -> pd.DataFrame:
    """What do plan, state of affairs and forecast say at the end of each quarter, cumulative?

    Reads: plan; done (S, T/3) from `completed`, None without a forecast.
    Gives: the table progress, from the first planned quarter to the last (or the end of the clock), the
        reference date in between; the state of affairs until the reference date, the forecast after it.
    """
    rows = plan.rows
    if rows.empty:
        return pd.DataFrame()
    first = int(min(rows["promised"].min(), rows["start"].min()) // 3)
    last = min(last_quarter(plan), plan.months // 3 - 1)
    days = {plan.month_start(3 * (q + 1)): q for q in range(first, last + 1)} | ({} if plan.day is None else {plan.day: None})
    fan = None if done is None else quantiles(done)
    return pd.DataFrame([_row(plan, day, None if fan is None or q is None else fan[:, q] if q >= 0 else None)
                         for day, q in sorted(days.items())])


def _row(plan: Plan, day: pd.Timestamp, fan: np.ndarray | None) -> dict:
    known = plan.day is not None and day <= plan.day
    count = lambda column: float(plan.rows.loc[plan.rows[column] <= day, "homes_count"].sum())  # noqa: E731
    low, middle, high = [np.nan] * 3 if known or fan is None else fan
    released = plan.rows["released_date"].fillna(plan.rows["done_date"]) <= day
    return {"day_date": day, "promised_homes": count("promised_date"), "planned_homes": count("finish_date"),
            "released_homes": float(plan.rows.loc[released, "homes_count"].sum()) if known else np.nan,
            "done_homes": count("done_date") if known else np.nan,
            "low_homes": low, "middle_homes": middle, "high_homes": high}


def last_quarter(plan: Plan) -> int:
    """In which quarter of the clock does the plan end?"""
    ends = plan.rows["start"] + np.ceil(plan.rows["months"]) - 1
    return int(ends.max() // 3)


def plan_end(plan: Plan) -> int:
    """In which quarter of the clock do we look back: where the plan ends, within the clock?"""
    return min(max(last_quarter(plan), 0), plan.months // 3 - 1)


def weeks_behind(plan: Plan) -> float:
    """Since how many weeks does the plan have more homes done than there are? 0 if it does not."""
    done = plan.rows.loc[plan.rows["done_date"] <= plan.day, "homes_count"].sum()
    ends = plan.rows.sort_values("finish_date", kind="stable")
    more = ends.loc[ends["homes_count"].cumsum() > done, "finish_date"]
    return 0.0 if more.empty or more.iloc[0] > plan.day else (plan.day - more.iloc[0]).days / 7


def say(plan: Plan) -> list[Finding]:
    """Which sentences follow from plan and state of affairs at the reference date?"""
    if plan.day is None or plan.rows.empty:
        return []
    now = _row(plan, plan.day, None)
    facts = {"day": plan.day, "done": int(now["done_homes"]), "planned": int(now["planned_homes"])}
    gap = facts["planned"] - facts["done"]
    if gap > 0:
        behind = Finding("scaleup.behind", facts=facts | {"gap": gap, "weeks": round(weeks_behind(plan))}, weight=0.8)
    else:
        behind = Finding("scaleup.ahead" if gap < 0 else "scaleup.on_plan", facts=facts | {"gap": -gap}, weight=0.7)
    late = plan.rows[(plan.rows["promised_date"] <= plan.day) & plan.rows["released"].isna()]
    if late.empty:
        return [behind]
    return [behind, Finding("scaleup.overdue", facts={"n": len(late), "homes": int(late["homes_count"].sum()), "complexes": late["name"].tolist()},
                            weight=0.75)]
