"""What did the people decide about the goals, and what does each party keep?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.goals.completion import shares
from alliance_lib.goals.proposal import Proposal
from alliance_lib.goals.worth import Worth
from alliance_lib.result import Finding

LATEST = ["choice_code", "reason", "agreed_by"]
EVEN = 1e-9  # two shares closer than this are the same share
# What to say when the worst-off party keeps nothing, something or everything.
SAID = {"proposed": ("goals.empty_proposed", "goals.least_proposed", "goals.whole_proposed"),
        "decided": ("goals.empty_decided", "goals.least_decided", "goals.whole_decided")}


@dataclass(frozen=True)
class Decided:
    """The latest choice on each goal, and which goals are on which side."""

    latest: pd.DataFrame  # by goal: choice_code, reason, agreed_by, empty_reason
    kept: tuple
    later: tuple
    no: tuple
    open: tuple  # goals nobody chose about yet

    @property
    def struck(self) -> set:
        return {*self.later, *self.no}

    @property
    def empty_reasons(self) -> list[str]:
        """Why may a party end with nothing, in people's own words?"""
        return list(dict.fromkeys(self.latest["empty_reason"].dropna()))


def read_decided(alliance: Alliance) -> Decided:
    """What was decided about each goal?

    Reads: goals, goal_choices of this round and earlier; a later choice replaces an earlier one.
    Gives: Decided, goals in the order of their sheet.
    """
    goals = list(alliance["goals"]["goal_id"])
    latest = latest_choices(alliance["goal_choices"], "goal_id")[[*LATEST, "empty_reason"]]
    by_code = {code: tuple(g for g in goals if g in latest.index and latest.loc[g, "choice_code"] == code)
               for code in ("keep", "later", "no")}
    return Decided(latest, by_code["keep"], by_code["later"], by_code["no"], tuple(g for g in goals if g not in latest.index))


def latest_choices(choices: pd.DataFrame, key: str) -> pd.DataFrame:
    """Which choice holds now? The last round's choice per key, with the key as index."""
    return choices.sort_values("round", kind="stable").drop_duplicates(key, keep="last").set_index(key)


def goal_rows(goals: pd.DataFrame, worth: Worth, found: Proposal | None, decided: Decided) -> list[dict]:
    """What is proposed and what was decided, per goal? Rows of the table goals."""
    votes = worth.utilities
    rows = []
    for goal in goals.to_dict("records"):
        code = goal["goal_id"]
        valued = found is not None and code in found.codes
        chosen = decided.latest.loc[code, LATEST].to_dict() if code in decided.latest.index else dict.fromkeys(LATEST)
        rows.append({
            "goal_id": code, "goal": goal["name"], "text": goal["text"], "kind_code": goal["kind_code"], "attention_points": goal["attention_points"],
            "supporters_count": float((votes[code] > 0).sum()) if valued else np.nan,
            "selected": code in found.selected if valued else None, "survival": found.survival[code] if valued else np.nan,
            "proposal_code": found.codes[code] if valued else None} | chosen)
    return rows


def share_rows(worth: Worth, found: Proposal | None, decided: Decided, parties: Mapping[str, str],
               types: Mapping[str, str]) -> list[dict]:
    """What does each party keep of the most it could get, as proposed and as decided? Rows of the table shares.

    Leaves out: parties that no goal serves more than it threatens; goals that nobody valued.
    """
    if found is None:
        return []
    kept = [goal for goal in decided.kept if goal in found.codes]
    told = {"proposed": found.selected} | ({"decided": kept} if kept else {})
    by = {name: shares(worth.utilities, worth.costs, found.budget, chosen) for name, chosen in told.items()}
    return [{"party_id": party, "party": parties[party], "type_code": types.get(party, "other"), "most": most} |
            {f"{what}_{name}": _of(by, name, party, what) for name in ("proposed", "decided") for what in ("share", "loss")}
            for party, most in by["proposed"]["most"].items()]


def _of(by: dict, name: str, party: str, what: str) -> float:
    if name not in by:
        return np.nan
    row = by[name].loc[party]
    return float(row["share"] if what == "share" else row["most"] - row["got"])


def say_shares(rows: Sequence[Mapping], worth: Worth, parties: Mapping[str, str], stated: Sequence[str] = ()) -> list[Finding]:
    """Who ends with nothing, who with least, and whom does no goal serve? Stated: why a party may end with nothing."""
    held = {name: {row["party"]: row[f"share_{name}"] for row in rows if row[f"share_{name}"] == row[f"share_{name}"]} for name in SAID}
    same = held["proposed"] == held["decided"]
    types = {row["party"]: row["type_code"] for row in rows}
    said = [_least(shares, SAID[name], types) for name, shares in held.items() if shares and not (same and name == "proposed")]
    if stated and any(found.code == "goals.empty_decided" for found in said):
        said.append(Finding("goals.empty_stated", facts={"n": len(stated), "reasons": list(stated)}, weight=0.925))
    without = [parties[p] for p in worth.served.index if p not in {row["party_id"] for row in rows}]
    if without and len(worth.served.columns):
        said.append(Finding("goals.nothing_to_gain", facts={"n": len(without), "parties": without}, weight=0.85))
    return said


def _least(held: Mapping[str, float], codes: tuple[str, str, str], types: Mapping[str, str]) -> Finding:
    nothing, least, everything = codes
    lowest = min(held.values())
    last = [party for party, share in held.items() if share <= lowest + EVEN]
    if lowest == 0:
        kinds = list(dict.fromkeys(types[party] for party in last))
        return Finding(nothing, facts={"n": len(last), "parties": last, "types": kinds}, weight=0.93)
    if lowest >= 1 - EVEN:
        return Finding(everything, facts={"n": len(held)}, weight=0.67)
    return Finding(least, facts={"n": len(last), "parties": last, "share": lowest}, weight=0.7)


def say_risk(worth: Worth, kept: Sequence, goals: Mapping[str, str], parties: Mapping[str, str]) -> list[Finding]:
    """To whom does a goal that stays bring more risk than it serves?"""
    said = []
    for goal in kept:
        against = [parties[p] for p, net in worth.net[goal].items() if net < 0] if goal in worth.net else []
        if against:
            said.append(Finding("goals.more_risk", goal, {"n": len(against), "goal": goals[goal], "parties": against}, 0.76))
    return said


def say_decided(decided: Decided, found: Proposal | None, goals: pd.DataFrame, budget: float) -> list[Finding]:
    """What was decided, does it fit, and where does it differ from the proposal?"""
    names = dict(zip(goals["goal_id"], goals["name"], strict=True))
    if not names:
        return []
    if len(decided.open) == len(names):
        return [Finding("goals.missing_choices", "goal_choices", weight=0.5)]
    said = [_count(decided, names)]
    points = float(goals.set_index("goal_id").loc[list(decided.kept), "attention_points"].sum())
    if points > budget:
        said.append(Finding("goals.over_budget", facts={"n": len(decided.kept), "points": points, "budget": budget}, weight=0.92))
    if decided.open:
        said.append(Finding("goals.undecided", facts={"n": len(decided.open), "goals": [names[g] for g in decided.open]}, weight=0.68))
    return said + (_compare(decided, found, names) if found is not None else [])


def _count(decided: Decided, names: Mapping[str, str]) -> Finding:
    facts = {"n": len(decided.kept), "of": len(names), "goals": [names[g] for g in decided.kept],
             "later": len(decided.later), "no": len(decided.no)}
    return Finding("goals.decided" if decided.kept else "goals.decided_none", facts=facts, weight=0.88)


def _compare(decided: Decided, found: Proposal, names: Mapping[str, str]) -> list[Finding]:
    kept, proposed = set(decided.kept), set(found.selected)
    more = [names[g] for g in decided.kept if g not in proposed and g in found.codes]
    less = [names[g] for g in found.selected if g in decided.struck]
    if kept == proposed:
        return [Finding("goals.same_as_proposed", facts={"n": len(kept)}, weight=0.65)]
    said = [Finding("goals.kept_unproposed", facts={"n": len(more), "goals": more}, weight=0.74)] if more else []
    return said + ([Finding("goals.struck_proposed", facts={"n": len(less), "goals": less}, weight=0.74)] if less else [])
