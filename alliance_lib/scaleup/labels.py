"""Which energy labels does the property have at the end of each year, as planned and done?"""

import pandas as pd

from alliance_lib.result import Finding
from alliance_lib.scaleup.plan import Plan
from alliance_lib.schema import codes

POOR = ("E", "F", "G")


def table(plan: Plan) -> pd.DataFrame:
    """How many homes have which label at the end of each year?

    Reads: the plan's rows with label_before_code and label_target_code; a home changes label in the year it is
        done, or else planned to be done, but not before the reference date.
    Gives: the table labels: per year and label the homes; the first row of years is the start. Complexes without
        both labels are left out.
    """
    rows = plan.rows[plan.rows["label_before_code"].notna() & plan.rows["label_target_code"].notna()]
    if rows.empty:
        return pd.DataFrame()
    ends = rows["finish_date"] if plan.day is None else rows["finish_date"].clip(lower=plan.day)
    year = rows["done_date"].fillna(ends).dt.year
    labels = sorted(set(rows["label_before_code"]) | set(rows["label_target_code"]), key=list(codes()["energy_label"]).index)
    made = []
    for end in range(int(year.min()) - 1, int(year.max()) + 1):
        now = rows["label_target_code"].where(year <= end, rows["label_before_code"])
        homes = rows.groupby(now)["homes_count"].sum()
        made += [{"year": end, "label_code": label, "homes_count": int(homes.get(label, 0))} for label in labels]
    return pd.DataFrame(made)


def say(rows: pd.DataFrame, total: int) -> list[Finding]:
    """How many homes with label E, F or G are there at the start and at the end of the plan?"""
    if rows.empty:
        return [Finding("scaleup.missing_labels", "complexes", weight=0.3)] if total else []
    poor = rows[rows["label_code"].isin(POOR)].groupby("year")["homes_count"].sum().reindex(rows["year"].unique(), fill_value=0)
    known = int(rows.loc[rows["year"] == rows["year"].min(), "homes_count"].sum())
    facts = {"homes": known, "first": str(poor.index[0]), "before": int(poor.iloc[0]), "last": str(poor.index[-1]), "after": int(poor.iloc[-1])}
    return [Finding("scaleup.label_shift", facts=facts, weight=0.57)]
