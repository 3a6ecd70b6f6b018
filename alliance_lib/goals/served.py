"""Which interests and risks does each goal touch, and which have no goal left?"""

from collections.abc import Collection, Mapping

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding

LOST = {"risk": ("goals.risk_without_goal", 0.75)}  # every other kind is said as an interest
INTEREST = ("goals.interest_without_goal", 0.79)


def read_links(alliance: Alliance, effect: str = "serves") -> pd.DataFrame:
    """Which goal serves (or harms) which interest or risk?

    Reads: goal_interests and interests, as far as this audience may see them.
    Gives: frame goal_id, interest_id.
    """
    held = alliance["goal_interests"]
    known = held["goal_id"].isin(alliance["goals"]["goal_id"]) & held["interest_id"].isin(alliance["interests"]["interest_id"])
    return held.loc[known & (held["effect_code"] == effect), ["goal_id", "interest_id"]].reset_index(drop=True)


def served_rows(alliance: Alliance, kept: Collection, goals: Mapping[str, str]) -> list[dict]:
    """Which goals served each interest or risk, and which still do? Rows of the table served."""
    links, parties = read_links(alliance), alliance.party_names
    rows = []
    for one in alliance["interests"].to_dict("records") if len(links) else ():
        by = list(links.loc[links["interest_id"] == one["interest_id"], "goal_id"])
        rows.append({"interest_id": one["interest_id"], "party": parties.get(one["party_id"], one["party_id"]),
                     "kind_code": one["kind_code"], "interest": one["text"], "goals_before": tuple(goals[g] for g in by),
                     "goals_now": tuple(goals[g] for g in by if g in kept)})
    return rows


def say_served(alliance: Alliance, rows: list[dict], kept: Collection, goals: Mapping[str, str]) -> list[Finding]:
    """Which interests and risks lose their goal, which never had one, and which does a kept goal work against?"""
    if not goals or alliance["interests"].empty:
        return []
    if not rows:
        return [Finding("goals.missing_links", "goal_interests", weight=0.43)]
    said = []
    for is_risk, (code, weight) in ((True, LOST["risk"]), (False, INTEREST)):
        lost = [_quoted(row) for row in rows if row["goals_before"] and not row["goals_now"] and (row["kind_code"] == "risk") == is_risk]
        if lost:
            said.append(Finding(code, facts={"n": len(lost), "interests": lost}, weight=weight))
    return said + _against(alliance, kept, goals, {row["interest_id"]: _quoted(row) for row in rows})


def _against(alliance: Alliance, kept: Collection, goals: Mapping[str, str], texts: Mapping[str, str]) -> list[Finding]:
    harmed = read_links(alliance, "harms")
    told = {goal: [texts[one] for one in harmed.loc[harmed["goal_id"] == goal, "interest_id"]] for goal in kept}
    return [Finding("goals.works_against", goal, {"n": len(harms), "goal": goals[goal], "interests": harms}, 0.69)
            for goal, harms in told.items() if harms]


def _quoted(row: Mapping) -> str:
    return f"'{str(row['interest']).rstrip('.')}' ({row['party']})"
