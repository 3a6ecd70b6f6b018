"""Which decisions go back and forth between meetings, and how often are they postponed?"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding


@dataclass(frozen=True)
class Path:
    """How did one decision travel? moves: to another place; returns: moves to a place where it was before."""

    moves: int
    returns: int


def path(places: Sequence[Hashable]) -> Path:
    """How often did a decision move on, and how often did it come back?

    Reads: places, where it was on the table, in the order of time.
    Gives: Path; a decision with returns goes back and forth.
    Leaves out: what was said there, and how long it lay in each place.

    >>> path(["project", "steering", "steering", "project", "steering"])
    Path(moves=3, returns=2)
    """
    visited = [place for at, place in enumerate(places) if at == 0 or place != places[at - 1]]
    returns = sum(place in visited[:at] for at, place in enumerate(visited))
    return Path(max(len(visited) - 1, 0), returns)


def travelled(alliance: Alliance) -> tuple[list[dict], list[Finding]]:
    """Which decisions bounced, and how often was each postponed?

    Reads: decision_steps (the meeting, or the level where there is none), decisions.
    Gives: rows of the table bounces, most returns first, and findings.
    Leaves out: decisions of which no step was written down.
    """
    steps, decisions = alliance["decision_steps"], alliance.frames["decisions"].set_index("decision_id")
    steps = steps[steps["decision_id"].isin(decisions.index)].sort_values(["decision_id", "step_date"])
    steps = steps.assign(place=steps["body_id"].fillna(steps["level_code"]))
    rows = []
    for decision, taken in steps.groupby("decision_id", sort=True):
        went, held = path(taken["place"].tolist()), decisions.loc[decision]
        rows.append({"decision_id": decision, "subject": held["subject"], "level_code": held["level_code"],
                     "steps_count": len(taken), "moves_count": went.moves, "returns_count": went.returns,
                     "postponed_count": int((taken["outcome_code"] == "postponed").sum()),
                     "is_open": bool(pd.isna(held["decided_date"]))})
    rows.sort(key=lambda row: (-row["returns_count"], -row["moves_count"], -row["postponed_count"], row["decision_id"]))
    return rows, _say(rows)


def _say(rows: list[dict]) -> list[Finding]:
    if not rows:
        return []
    said, back = [], [row for row in rows if row["returns_count"]]
    if back:
        facts = {"n": len(back), "of": len(rows), "subject": back[0]["subject"], "returns": back[0]["returns_count"]}
        said.append(Finding("intake.bounced", back[0]["decision_id"], facts, 0.73))
    later = [row["postponed_count"] for row in rows if row["postponed_count"]]
    if later:
        said.append(Finding("intake.postponed", facts={"n": len(later), "of": len(rows), "times": sum(later)}, weight=0.52))
    return said
