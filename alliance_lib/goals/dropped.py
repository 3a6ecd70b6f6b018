"""Which goals were struck, why, and what does each party lose by it?"""

import re
from collections.abc import Collection, Mapping

import pandas as pd

from alliance_lib.goals.consequences import swaps
from alliance_lib.goals.decided import LATEST, Decided
from alliance_lib.goals.proposal import Proposal
from alliance_lib.goals.worth import Worth
from alliance_lib.result import Finding


def kept_now(decided: Decided, found: Proposal | None, goals: Collection) -> tuple:
    """Which goals stay: as decided, without decision as proposed, without either all of them?"""
    if len(decided.latest):
        return decided.kept
    return tuple(goals) if found is None else found.selected


def struck_now(decided: Decided, found: Proposal | None) -> list:
    """Which goals are struck: as decided, and as proposed only while nothing has been decided?"""
    if len(decided.latest):
        return [*decided.later, *decided.no]
    return [] if found is None else [goal for goal in found.codes if goal not in found.selected]


def dropped_rows(decided: Decided, why: list[dict], losses: list[dict], served: list[dict],
                 goals: Mapping[str, str]) -> list[dict]:
    """Struck, and why? Rows of the table dropped: the decision's reason beside the calculation's, and what is lost."""
    said = {row["goal_id"]: row for row in why}
    rows = []
    for goal in (*decided.later, *decided.no):
        latest = decided.latest.loc[goal, LATEST].to_dict()
        rows.append(latest | {
            "reason": by_name(latest["reason"], goals), "goal_id": goal, "goal": goals[goal], "reason_code": said.get(goal, {}).get("reason_code"),
            "saved_at_cost": said.get(goal, {}).get("saved_at_cost", float("nan")),
            "losers": tuple(row["party"] for row in sorted(losses, key=lambda row: -row["points"]) if row["goal_id"] == goal and row["points"] > 0),
            "interests": tuple(row["interest"].rstrip(".") for row in served if goals[goal] in row["goals_before"] and not row["goals_now"])})
    return rows


def by_name(text: str, goals: Mapping[str, str]) -> str:
    """What does a reason say to who does not know the codes of the goals? Each code of a letter and a number as the goal's name.

    >>> by_name("Zit al in D07.", {"D07": "Korter in de woning"})
    "Zit al in 'Korter in de woning'."
    """
    return re.sub(r"\b[A-Z]+\d+\b", lambda code: f"'{goals[code[0]]}'" if code[0] in goals else code[0], text)


def loss_rows(struck: list, worth: Worth, goals: Mapping[str, str], parties: Mapping[str, str]) -> list[dict]:
    """What does each strike take from each party? Rows of the table losses, for the goals that parties valued."""
    votes = worth.utilities
    return [{"goal_id": goal, "goal": goals[goal], "party_id": party, "party": parties[party], "points": float(points)}
            for goal in struck if goal in votes for party, points in votes[goal].items()]


def swap_rows(worth: Worth, kept: Collection, budget: float, goals: Mapping[str, str], parties: Mapping[str, str]) -> list[dict]:
    """Too many goals kept: what happens if one of them drops? Rows of the table swaps; none if they fit."""
    valued = [goal for goal in kept if goal in worth.utilities]
    if worth.utilities.empty or worth.costs[valued].sum() <= budget:
        return []
    found = swaps(worth.utilities, worth.costs, budget, valued)
    return [{"goal_id": row["goal"], "goal": goals[row["goal"]], "attention_points": row["spent"], "fits": row["fits"],
             "least": row["least"], "empty_handed": tuple(parties[p] for p in row["empty_handed"])} for row in found.to_dict("records")]


def say_swaps(rows: list[dict]) -> list[Finding]:
    """Which goal could drop with the least harm to the party that keeps least?"""
    if not rows or pd.isna(rows[0]["least"]):
        return []
    return [Finding("goals.drop_first", rows[0]["goal_id"], {"goal": rows[0]["goal"], "share": rows[0]["least"]}, 0.91)]


def say_losses(rows: list[dict]) -> list[Finding]:
    """Whom do the strikes together cost most, and how many points does that party give up?"""
    if not rows:
        return []
    total = pd.DataFrame(rows).groupby("party", sort=False)["points"].sum()
    most = [party for party, points in total.items() if points == total.max()]
    if total.max() == 0:
        return [Finding("goals.strikes_cost_nothing", facts={"n": len({row["goal_id"] for row in rows})}, weight=0.5)]
    facts = {"n": len({row["goal_id"] for row in rows}), "parties": most, "points": float(total.max())}
    return [Finding("goals.strikes_cost", facts=facts, weight=0.58)]
