"""What are the next steps: those agreed on, or at most three that follow from the figures?"""

from dataclasses import dataclass

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding

MOST = 3


@dataclass(frozen=True)
class Signs:
    """What in the figures asks for a step?

    late: the open decision that is longest overdue, (subject, days), or None. unspoken: topics that were
    undiscussed. left: people not spoken to yet. homeless: kinds of decisions without a meeting.
    same: practices as in the market, if that is better; otherwise 0. lost: messages that
    did not arrive. unknown: complaints whose cause was not discussed. aimless: who starts out has so many goals
    without an owner or a date, 0 where there are no goals yet; None for others.
    """

    late: tuple[str, float] | None = None
    unspoken: tuple[str, ...] = ()
    left: int = 0
    homeless: tuple[str, ...] = ()
    same: int = 0
    lost: int = 0
    unknown: int = 0
    aimless: int | None = None


def proposed(signs: Signs) -> list[tuple[str, str, float]]:
    """Which steps follow from the figures, the first ones first? At most three are proposed.

    Reads: Signs. The order is fixed: who starts out first says what is wanted; then what holds work up, then
        what stays unsaid, then who was not heard, then how decisions, the market, messages and causes are handled.
    Gives: every step that applies: (its code, what it is about, the figure behind it).
    Leaves out: what the facilitator knows; the steps are confirmed or replaced in the table next_steps.

    >>> proposed(Signs(left=2, lost=1))
    [('speak', '', 2), ('message', '', 1)]
    """
    found = []
    if signs.aimless is not None:
        found.append(("ambition", "", signs.aimless))
    if signs.late:
        found.append(("decide", *signs.late))
    if signs.unspoken:
        found.append(("discuss", signs.unspoken[0], len(signs.unspoken)))
    if signs.left:
        found.append(("speak", "", signs.left))
    if signs.homeless:
        found.append(("appoint", signs.homeless[0], len(signs.homeless)))
    if signs.same:
        found.append(("market", "", signs.same))
    if signs.lost:
        found.append(("message", "", signs.lost))
    if signs.unknown:
        found.append(("cause", "", signs.unknown))
    return found


def aimless(alliance: Alliance) -> int | None:
    """How many goals of who starts out have no owner or no date? None if that is no first step."""
    goals = alliance["goals"]
    bare = int(goals[["owner_party_id", "due_date"]].isna().any(axis=1).sum())
    return bare if alliance.facts["route_code"] == "start" and (bare or goals.empty) else None


def signs(tables: dict, unknown: int, tender: bool, aimless: int | None) -> Signs:
    """What in the tables of the intake asks for a step?

    Reads: owed, agreement, coverage, decision_types, mirror and messages; complaints with unknown
        cause; tender, whether the market would do the same; aimless as above.
    """
    late = tables["owed"]
    late = late[late["overdue_days"] > 0].sort_values("overdue_days", ascending=False, kind="stable")
    kinds, covered = tables["decision_types"], tables["coverage"]
    unspoken = sorted((row for row in tables["agreement"] if row["undiscussed"]), key=lambda row: -row["gap"])
    people, spoken = (sum(row[name] for row in covered) for name in ("people_count", "spoken_count"))
    alike = {row["market_code"]: row["practices_count"] for row in tables["mirror"]} if tender else {}
    return Signs(
        late=None if late.empty else (late["subject"].iloc[0], float(late["overdue_days"].iloc[0])),
        unspoken=tuple(row["topic"] for row in unspoken), left=people - spoken,
        homeless=tuple(kinds.loc[kinds["decides"].isna(), "name"]), same=alike.get("same", 0),
        unknown=unknown, aimless=aimless,
        lost=sum(row["sent_count"] - row["arrived_count"] for row in tables["messages"]))


def steps(alliance: Alliance, seen: Signs) -> tuple[list[dict], list[Finding], list[tuple]]:
    """What are the next steps: as agreed on this round, and as long as there are none the proposal?

    Reads: next_steps of this round; seen. Nothing is proposed to a shared audience.
    Gives: rows of the table next_steps, a finding, and which rules gave the proposal.
    """
    agreed = alliance["next_steps"]
    agreed = agreed[agreed["round"] == alliance.round].sort_values("place_number")
    if len(agreed):
        rows = agreed.assign(step_code=None, subject=agreed["text"], owner=agreed["owner_party_id"].map(alliance.party_names))
        kept = ["place_number", "step_code", "subject", "owner", "due_date", "confirmed_date"]
        return rows[kept].to_dict("records"), _agreed(rows["subject"].tolist()), []
    found = [] if alliance.shared else proposed(seen)
    rows = [{"place_number": place, "step_code": code, "subject": subject, "owner": None, "due_date": pd.NaT, "confirmed_date": pd.NaT}
            for place, (code, subject, _) in enumerate(found[:MOST], 1)]
    trace = [(f"next_{code}", subject, figure, place) for place, (code, subject, figure) in enumerate(found, 1)]
    said = [Finding("intake.steps_proposed", facts={"n": len(rows), "steps": [row["step_code"] for row in rows]}, weight=0.69)] if rows else []
    return rows, said, trace


def say_route(alliance: Alliance) -> list[Finding]:
    """Where does who starts out begin? With the ambition; who is stuck begins with what this room finds."""
    return [Finding("intake.route_start", "alliance", weight=0.95)] if alliance.facts["route_code"] == "start" else []


def _agreed(texts: list[str]) -> list[Finding]:
    return [Finding("intake.steps_agreed", facts={"n": len(texts), "first": texts[0].rstrip(". ")}, weight=0.69)]
