"""Which decisions are owed, by whom, and how long have they been waiting?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.intake.waiting import time_to_decision_by_level
from alliance_lib.result import Finding
from alliance_lib.schema import codes


def asked_by_now(alliance: Alliance) -> pd.DataFrame:
    """Which decisions had been asked for on the reference date, and how long did each wait?

    Reads: decisions, complaints; without a reference date nobody knows how long open ones wait.
    Gives: the decisions with is_open, waiting_days, overdue_days (NaN where not open or not known),
        owner (name of the party) and complaints_count (NaN if no complaint names a decision).
    """
    rows, day = alliance["decisions"], alliance.reference_date
    if day is not None:
        rows = rows[rows["asked_date"] <= day]
    until = rows["decided_date"].fillna(pd.NaT if day is None else day)
    is_open = rows["decided_date"].isna()
    named = alliance["complaints"]["decision_id"].dropna()
    late = (until - rows["needed_date"]).dt.days.clip(lower=0).where(is_open)
    return rows.assign(
        is_open=is_open, waiting_days=(until - rows["asked_date"]).dt.days.astype(float), overdue_days=late.astype(float),
        owner=rows["owner_party_id"].map(alliance.party_names),
        complaints_count=rows["decision_id"].map(named.value_counts()).astype(float).fillna(0.0 if len(named) else float("nan")),
    ).reset_index(drop=True)


def open_decisions(decisions: pd.DataFrame) -> pd.DataFrame:
    """Which decisions are owed? Rows of the table owed, the longest waiting first."""
    columns = ["decision_id", "subject", "level_code", "owner", "asked_date", "needed_date", "waiting_days", "overdue_days",
               "postponed_count", "complaints_count"]
    return decisions[decisions["is_open"]].sort_values(["asked_date", "decision_id"])[columns].reset_index(drop=True)


def waiting_by_level(decisions: pd.DataFrame) -> list[dict]:
    """How long does a decision wait at each level, open ones counted? Rows of the table waiting, low to high.

    Leaves out: decisions of which the dates cannot be right, or without a reference date.
    """
    usable = decisions[decisions["waiting_days"] >= 0]
    found = time_to_decision_by_level(usable["waiting_days"], ~usable["is_open"], usable["level_code"])
    return [{"level_code": level, "decisions_count": int((usable["level_code"] == level).sum()),
             "open_count": found[level].open_count, "median_days": found[level].median_days}
            for level in codes()["level"] if level in found]


def waiting_curve(decisions: pd.DataFrame) -> list[dict]:
    """Which share of the decisions is still open after so many days, per level? Rows of the table waiting_curve.

    Source: Kaplan & Meier 1958. Each level starts at day 0 with everything open and ends with its last day.
    """
    usable = decisions[decisions["waiting_days"] >= 0]
    found = time_to_decision_by_level(usable["waiting_days"], ~usable["is_open"], usable["level_code"])
    last = usable.groupby("level_code")["waiting_days"].max()
    rows = []
    for level in (level for level in codes()["level"] if level in found):
        days, still = found[level].days.tolist(), found[level].still_open.tolist()
        days, still = [0.0, *days], [1.0, *still]
        if last[level] > days[-1]:
            days, still = [*days, float(last[level])], [*still, still[-1]]
        rows += [{"level_code": level, "days": day, "still_open_share": share} for day, share in zip(days, still, strict=True)]
    return rows


def say(decisions: pd.DataFrame, owed: pd.DataFrame) -> list[Finding]:
    """Which sentences follow from the decisions that are owed?"""
    said = []
    reversed_count = int((decisions["waiting_days"] < 0).sum())
    if reversed_count:
        said.append(Finding("intake.dates_reversed", facts={"n": reversed_count}, weight=0.45))
    if len(decisions) and owed.empty:
        said.append(Finding("intake.nothing_owed", facts={"of": len(decisions)}, weight=0.5))
    if len(owed):
        late = int((owed["overdue_days"] > 0).sum())
        said.append(Finding("intake.owed", facts={"n": len(owed), "of": len(decisions), "late": late}, weight=0.75))
        said += _oldest(owed)
    waits = owed["complaints_count"].sum()
    if waits > 0:
        said.append(Finding("intake.complaints_wait", facts={"n": int(waits)}, weight=0.6))
    unowned = owed.loc[owed["owner"].isna(), "subject"].tolist()
    if unowned:
        said.append(Finding("intake.unowned", facts={"n": len(unowned), "subjects": unowned}, weight=0.6))
    return said


def _oldest(owed: pd.DataFrame) -> list[Finding]:
    known = owed[owed["waiting_days"].notna()]
    if known.empty:
        return []
    first = known.iloc[0]
    facts = {"subject": first["subject"], "level": first["level_code"], "days": int(first["waiting_days"])}
    if pd.isna(first["owner"]):
        return [Finding("intake.oldest_unowned", first["decision_id"], facts, 0.82)]
    return [Finding("intake.oldest", first["decision_id"], facts | {"owner": first["owner"]}, 0.82)]
