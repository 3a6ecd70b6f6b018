"""Where does each party stand towards each goal by now, and who has influence on whom?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding


@dataclass(frozen=True, eq=False)
class Positions:
    """Stances parties x goals, -4..4, NaN where there is none; the round each was given; names by code."""

    stances: pd.DataFrame
    given: pd.DataFrame
    party_names: Mapping[str, str]
    goal_names: Mapping[str, str]

    @property
    def heard(self) -> pd.DataFrame:
        """The stances of the parties that have any."""
        return self.stances[self.stances.notna().any(axis=1)]


def positions(alliance: Alliance) -> Positions:
    """Which stance did each party last take towards each goal?

    Reads: stances of this round and earlier, parties, goals.
    Gives: Positions: every party, and the goals towards which somebody takes a stance, both in the order
        of their sheets. A later empty cell (not asked) leaves the earlier stance standing.
    Leaves out: how a stance changed over the rounds.
    """
    rows = alliance["stances"].dropna().sort_values("round", kind="stable")
    rows = rows.drop_duplicates(["party_id", "goal_id"], keep="last")
    parties = _named(alliance.party_names, rows["party_id"])
    goals = alliance.frames["goals"]
    goal_names = _named(dict(zip(goals["goal_id"], goals["name"], strict=True)), rows["goal_id"])
    taken = [goal for goal in goal_names if goal in set(rows["goal_id"])]
    stances, given = (rows.pivot(index="party_id", columns="goal_id", values=column).reindex(list(parties))[taken].astype(float)
                      for column in ("stance_minus4to4", "round"))
    return Positions(stances, given, parties, goal_names)


def direct_influence(alliance: Alliance, parties: Iterable[str]) -> pd.DataFrame | None:
    """How much influence has each party on each other, as the facilitator sees it?

    Reads: influence; parties, the codes to look at.
    Gives: frame parties x parties, 0..4, NaN where no estimate was made, 0 on the diagonal; None if there
        is no estimate at all.
    """
    parties = list(parties)
    rows = alliance["influence"].dropna()
    rows = rows[rows["party_id"].isin(parties) & rows["on_party_id"].isin(parties) & (rows["party_id"] != rows["on_party_id"])]
    if rows.empty:
        return None
    table = rows.pivot(index="party_id", columns="on_party_id", values="influence_0to4").reindex(index=parties, columns=parties)
    return table.astype(float).mask(np.eye(len(parties), dtype=bool), 0.0)


def long_form(held: Positions) -> list[dict]:
    """The stances as rows, goal by goal, each with the round it was given in."""
    return [{"goal_id": goal, "goal": held.goal_names[goal], "party_id": party, "party": held.party_names[party],
             "stance_minus4to4": held.stances.at[party, goal], "given_round": held.given.at[party, goal]}
            for goal in held.stances for party in held.heard.index if not np.isnan(held.stances.at[party, goal])]


def say_gaps(alliance: Alliance, held: Positions, direct: pd.DataFrame | None) -> list[Finding]:
    """On how many parties and goals do these figures rest, and what is missing?"""
    found = [Finding(code, table, weight=0.45) for table, code in (
        ("parties", "interests.missing_parties"), ("goals", "interests.missing_goals")) if alliance.frames[table].empty]
    found += _who(alliance, held) + _which(alliance, held)
    if direct is None:
        code = "interests.not_shared_influence" if alliance.shared else "interests.missing_influence"
        return [*found, Finding(code, "influence", weight=0.4)]
    cells = len(direct) * (len(direct) - 1)
    gaps = int(direct.isna().sum().sum())
    return found + ([Finding("interests.influence_gaps", "influence", {"n": gaps, "of": cells}, 0.5)] if gaps else [])


def _who(alliance: Alliance, held: Positions) -> list[Finding]:
    heard, of = list(held.heard.index), len(held.party_names)
    facts = {"n": len(heard), "of": of}
    silent = [name for party, name in held.party_names.items() if party not in heard]
    found = []
    if alliance.shared and of:
        found.append(Finding("interests.approved" if heard else "interests.none_approved", "stances", facts,
                             0.97 if len(heard) < of else 0.5))
    elif not heard:
        found.append(Finding("interests.missing_stances", "stances", weight=0.5))
    elif silent:
        found.append(Finding("interests.no_stances_of", "stances", {"n": len(silent), "of": of, "parties": silent}, 0.6))
    if of == 1 or len(heard) == 1:
        found.append(Finding("interests.one_party", weight=0.5))
    return found


def _which(alliance: Alliance, held: Positions) -> list[Finding]:
    if held.heard.empty:
        return []
    goals = [name for goal, name in held.goal_names.items() if goal not in held.stances]
    partly = [held.goal_names[goal] for goal in held.heard if held.heard[goal].isna().any()]
    earlier = int((held.given < alliance.round).sum().sum())
    found = [Finding(code, "stances", {"n": len(names), "goals": names}, 0.35) for code, names in (
        ("interests.goals_without_stance", goals), ("interests.goals_partly_asked", partly)) if names]
    return found + ([Finding("interests.earlier_stances", "stances", {"n": earlier}, 0.4)] if earlier else [])


def _named(known: Mapping[str, str], used: Iterable[str]) -> dict[str, str]:
    """Code -> name in the order of the sheet; a code that is on no sheet is its own name."""
    return dict(known) | {code: code for code in used if code not in known}
