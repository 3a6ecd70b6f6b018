"""Are we scaling as planned, and does release become more reliable: quarter by quarter until today?"""

import numpy as np
import pandas as pd

from alliance_lib.result import Finding
from alliance_lib.scaleup.plan import Plan

RECENT = 4  # quarters that count as recently


def table(plan: Plan, tolerance: float) -> pd.DataFrame:
    """What was planned and done in each quarter, and how many promises of that quarter were kept?

    Reads: plan with its reference date; tolerance in months: within it a release still counts as on time.
    Gives: the table ramp, from the first promised or planned quarter up to the reference date: homes per quarter,
        promises due by promised date, kept of those.
    Leaves out: promises whose tolerance has not yet passed and that are not released.
    """
    rows, day = plan.rows, plan.day
    if rows.empty or day is None:
        return pd.DataFrame()
    first, last = min(rows["promised_date"].min(), rows["finish_date"].min()), day
    starts = pd.date_range(pd.Timestamp(first.year, 3 * ((first.month - 1) // 3) + 1, 1), last, freq="QS")
    due = (rows["promised"] + tolerance <= plan.now) | rows["released"].notna()
    kept = due & (rows["released"] <= rows["promised"] + tolerance)
    made = []
    for start in starts:
        end = min(start + pd.DateOffset(months=3), day + pd.Timedelta(days=1))
        within = lambda dates, a=start, b=end: (dates >= a) & (dates < b)  # noqa: E731
        promised = within(rows["promised_date"]) & due
        made.append({"quarter_date": start, "planned_homes": float(rows.loc[within(rows["finish_date"]), "homes_count"].sum()),
                     "done_homes": float(rows.loc[within(rows["done_date"]), "homes_count"].sum()),
                     "due_count": int(promised.sum()), "kept_count": int((promised & kept).sum()),
                     "kept_share": float((promised & kept).sum() / promised.sum()) if promised.any() else np.nan})
    return pd.DataFrame(made)


def say(rows: pd.DataFrame) -> list[Finding]:
    """Which sentences follow: the ramp of the last year, and whether promises are kept more often than before?"""
    if rows.empty:
        return []
    late, early = rows.iloc[-RECENT:], rows.iloc[:-RECENT]
    said = [Finding("scaleup.ramp", facts={"n": len(late), "done": int(late["done_homes"].sum()), "planned": int(late["planned_homes"].sum())},
                    weight=0.63)]
    due, kept = int(late["due_count"].sum()), int(late["kept_count"].sum())
    before, held = int(early["due_count"].sum()), int(early["kept_count"].sum())
    if due and before:
        said.append(Finding("scaleup.kept_trend", facts={"due": due, "kept": kept, "before": before, "held": held}, weight=0.64))
    elif due or before:
        said.append(Finding("scaleup.kept_only", facts={"n": due or before, "kept": kept if due else held}, weight=0.6))
    return said
