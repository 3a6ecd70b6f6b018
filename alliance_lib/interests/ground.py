"""Per goal: do the parties agree, can they trade, or does it rub?"""

from itertools import combinations

import pandas as pd

from alliance_lib.assumptions import Assumptions
from alliance_lib.interests import common_ground
from alliance_lib.interests.positions import Positions
from alliance_lib.result import Finding

# Which rule decided, and the part of the screen the goal then stands in.
PLACES = {"agree": "agree", "reject": "agree", "trade": "trade", "veto": "rub", "rub": "rub", "open": "open", "unasked": "open"}
TOLD = 3  # trades told in a sentence; the table holds them all


def ground(held: Positions, assume: Assumptions) -> tuple[list[dict], list[dict]]:
    """On which goals do the parties that take a stance agree, which can they trade, which rub?

    Reads: held; assume agree_at, strong_from, mild_to, veto_at.
    Gives: a row per goal, in the order of the goals, and the trades (`exchanges`). The rules, first that
        fits: fewer than two stances: open. All against: agreed, as shared rejection. Somebody strongly
        against: rubs. All parties at least agree_at: agreed. Part of a trade: trade. Somebody for and
        somebody against: rubs. Otherwise open.
    Source: common ground as shared support without veto, and complementary interests (Fisher & Ury).
    Leaves out: parties without any stance; goals towards which nobody takes one.
    """
    stances = held.heard
    rules = {goal: _rule(stances[goal], assume) for goal in stances}
    loose = [goal for goal, rule in rules.items() if rule in ("rub", "open") and not (stances[goal] < -assume["mild_to"]).any()]
    pairs = exchanges(stances[loose], assume)
    traded = {goal for pair in pairs for goal in (*pair["wants_a"], *pair["wants_b"])}
    rows = [_row(held, goal, "trade" if goal in traded else rule, assume) | weak for (goal, rule), weak in
            zip(rules.items(), weakest(held, assume), strict=True)]
    return rows, [_told(held, pair) for pair in pairs]


def weakest(held: Positions, assume: Assumptions) -> list[dict]:
    """How far does the weakest party go along with each goal, and with rejecting it, and which party is that?

    Reads: held; assume agree_at. A party is a group of one vote: for, against, or neither.
    Gives: a row per goal: agree_weakest and reject_weakest (`group_consensus`, the weakest group: 1/3 to 2/3), and the
        names of the parties with the lowest stance. A party that is there twice changes neither figure.
    """
    stances = held.heard
    votes = (stances >= assume["agree_at"]).astype(float).mask(stances < 0, -1.0).where(stances.notna())
    shares = {side: common_ground.group_consensus(votes, list(votes.index), side=side, how="min") for side in common_ground.SIDES}
    return [{"agree_weakest": shares["agree"][goal], "reject_weakest": shares["disagree"][goal],
             "weakest": [held.party_names[p] for p in stances.index[stances[goal] == stances[goal].min()]]} for goal in stances]


def exchanges(stances: pd.DataFrame, assume: Assumptions) -> list[dict]:
    """Which pairs each strongly want something that the other hardly minds?

    Reads: stances, parties x goals, NaN for none (which is not the same as hardly minding).
    Gives: a row per pair of parties, in their order: party_a_id, party_b_id, wants_a and wants_b (goals).
    Source: `common_ground.trades`, with "wants strongly" and "hardly minds" as yes or no.
    """
    wants, yields = stances >= assume["strong_from"], stances.abs() <= assume["mild_to"]
    drivers = pd.DataFrame([(party, goal, float(wants.at[party, goal]), float(yields.at[party, goal]))
                            for party in stances.index for goal in stances], columns=["party", "driver", "value", "ease"])
    found = common_ground.trades(drivers, at_least=1)
    rows = []
    for a, b in combinations(stances.index, 2):
        first, second = sorted((a, b), key=str)  # as `trades` tells each pair once
        here = found[(found["party_a"] == first) & (found["party_b"] == second)]
        if len(here):
            got = {first: set(here["gives_b"]), second: set(here["gives_a"])}
            rows.append({"party_a_id": a, "party_b_id": b, "wants_a": [g for g in stances if g in got[a]],
                         "wants_b": [g for g in stances if g in got[b]]})
    return rows


def steps(rows: list[dict]) -> list[tuple]:
    """By which rule did each goal get its place: how many for, how many against?"""
    return [(f"ground_{row['rule_code']}", row["goal"], row["for_count"], row["against_count"]) for row in rows]


def say_ground(rows: list[dict], trades: list[dict]) -> list[Finding]:
    """Which goals stand where, who is strongly against, and what could be traded?"""
    if not rows:
        return []
    places = [row["place_code"] for row in rows]
    counts = {place: places.count(place) for place in ("agree", "trade", "rub", "open")}
    found = [Finding("interests.summary", facts={"of": len(rows)} | counts, weight=0.94)]
    for code, rules, weight in (("interests.rub", ("veto", "rub"), 0.9), ("interests.agree", ("agree",), 0.85),
                                ("interests.reject", ("reject",), 0.7), ("interests.trade", ("trade",), 0.8),
                                ("interests.open", ("open", "unasked"), 0.5)):
        goals = [row["goal"] for row in rows if row["rule_code"] in rules]
        if goals:
            found.append(Finding(code, facts={"n": len(goals), "of": len(rows), "goals": goals}, weight=weight))
    for row in rows:
        if row["rule_code"] == "veto":
            facts = {"n": len(row["veto"]), "goal": row["goal"], "parties": row["veto"]}
            found.append(Finding("interests.veto", row["goal_id"], facts, 0.88))
    for pair in trades[:TOLD]:
        facts = {name: pair[name] for name in ("party_a", "wants_a", "party_b", "wants_b")}
        found.append(Finding("interests.exchange", f"{pair['party_a_id']} {pair['party_b_id']}", facts, 0.75))
    return found


def _rule(taken: pd.Series, assume: Assumptions) -> str:
    known = taken.dropna()
    if len(known) < 2:
        return "unasked"
    whole = len(known) == len(taken)
    if whole and (known < 0).all():
        return "reject"
    if (known <= assume["veto_at"]).any():
        return "veto"
    if whole and (known >= assume["agree_at"]).all():
        return "agree"
    return "rub" if (known < 0).any() and (known >= assume["agree_at"]).any() else "open"


def _row(held: Positions, goal: str, rule: str, assume: Assumptions) -> dict:
    taken = held.heard[goal]
    known = taken.dropna()
    favour, against = int((known >= assume["agree_at"]).sum()), int((known < 0).sum())
    return {
        "goal_id": goal, "goal": held.goal_names[goal], "place_code": PLACES[rule], "rule_code": rule,
        "agree": PLACES[rule] == "agree", "trade": rule == "trade", "rub": PLACES[rule] == "rub",
        "asked_count": len(known), "for_count": favour, "against_count": against,
        "for_share": favour / len(known), "against_share": against / len(known),
        "lowest": known.min(), "highest": known.max(), "spread": known.max() - known.min(),
        "veto": [held.party_names[party] for party in known.index[known <= assume["veto_at"]]],
    }


def _told(held: Positions, pair: dict) -> dict:
    parties = {f"party_{side}": held.party_names[pair[f"party_{side}_id"]] for side in "ab"}
    return pair | parties | {f"wants_{side}": [held.goal_names[g] for g in pair[f"wants_{side}"]] for side in "ab"}
