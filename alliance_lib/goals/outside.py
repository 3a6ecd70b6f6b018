"""Which obligations from outside overlap or conflict, with each other or with our own goals?"""

from collections.abc import Mapping
from itertools import combinations
from math import inf

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding

SAME = ["party_id", "theme_code", "number_unit", "due_year"]
PAIR_COLUMNS = ["first", "second", "pair_code"]
SAID = {("double", False): "goals.obligations_double", ("conflict", False): "goals.obligations_conflict",
        ("double", True): "goals.obligation_is_goal", ("conflict", True): "goals.obligation_against_goal"}
WEIGHTS = {"goals.obligations_conflict": 0.74, "goals.obligation_against_goal": 0.73, "goals.obligations_double": 0.46,
           "goals.obligation_is_goal": 0.45}


def pairs(obligations: pd.DataFrame) -> pd.DataFrame:
    """Which two obligations say the same twice, and which two cannot both be met?

    Reads: obligation_id, party_id, theme_code, number_unit, due_year, bound_code (at_least, at_most or exactly;
        exactly if missing), obliged_number.
    Gives: frame first, second (obligation_ids in the order given), pair_code: two obligations of one party on one
        theme, in one unit and for one year, are double if a number exists that meets both, else a conflict.
    Refuses: ValueError for an unknown bound.
    Leaves out: obligations without number, unit or year; conflicts between different units or years.
    """
    rows = obligations.dropna(subset=[*SAME, "obliged_number"])
    rows = rows.assign(number_unit=rows["number_unit"].str.strip().str.casefold())
    found = []
    for _, same in rows.groupby(SAME, sort=False):
        for one, other in combinations(same.to_dict("records"), 2):
            found.append((one["obligation_id"], other["obligation_id"], _verdict(_span(one), _span(other))))
    return pd.DataFrame(found, columns=PAIR_COLUMNS)


def against_goals(obligations: pd.DataFrame, goals: pd.DataFrame) -> pd.DataFrame:
    """Which goals of ours were promised elsewhere already, and which fall short of what was promised?

    Reads: obligations as pairs, with goal_id; goals (goal_id, indicator_unit, target_number, due_date).
    Gives: frame first (obligation_id), second (goal_id), pair_code: double if the goal meets the obligation in its
        year, conflict if it does so later or not at all.
    Leaves out: a goal or obligation without number, and different units.
    """
    both = obligations.dropna(subset=["goal_id", "obliged_number"]).merge(goals.dropna(subset=["target_number"]), on="goal_id", suffixes=("", "_goal"))
    found = []
    for row in both.to_dict("records"):
        if str(row["number_unit"]).strip().casefold() != str(row["indicator_unit"]).strip().casefold():
            continue
        low, high = _span(row)
        late = not pd.isna(row["due_year"]) and not pd.isna(row["due_date"]) and row["due_date"].year > row["due_year"]
        meets = low <= row["target_number"] <= high and not late
        found.append((row["obligation_id"], row["goal_id"], "double" if meets else "conflict"))
    return pd.DataFrame(found, columns=PAIR_COLUMNS)


def _span(row: Mapping) -> tuple[float, float]:
    number, bound = row["obliged_number"], row["bound_code"]
    spans = {"at_least": (number, inf), "at_most": (-inf, number), "exactly": (number, number)}
    bound = "exactly" if pd.isna(bound) else bound
    if bound not in spans:
        raise ValueError(f"bound_code must be one of {sorted(spans)}, got {bound!r}")
    return spans[bound]


def _verdict(one: tuple[float, float], other: tuple[float, float]) -> str:
    return "double" if max(one[0], other[0]) <= min(one[1], other[1]) else "conflict"


def obligation_rows(alliance: Alliance) -> list[dict]:
    """What does each obligation from outside stand beside? Rows of the table obligations, pairs and goals apart."""
    held, goals = alliance["obligations"], alliance["goals"]
    texts, names = held.set_index("obligation_id"), alliance.party_names
    own = dict(zip(goals["goal_id"], goals["name"], strict=True))
    rows = []
    for is_goal, found in ((False, pairs(held)), (True, against_goals(held, goals))):
        for one in found.to_dict("records"):
            first = texts.loc[one["first"]]
            other = own[one["second"]] if is_goal else texts.loc[one["second"], "text"]
            rows.append({"party": names.get(first["party_id"], first["party_id"]), "theme_code": first["theme_code"],
                         "source_code": first["source_code"], "first": first["text"], "pair_code": one["pair_code"],
                         "other_source_code": None if is_goal else texts.loc[one["second"], "source_code"],
                         "second": other, "is_goal": is_goal})
    return rows


def say_obligations(rows: list[dict], alliance: Alliance) -> list[Finding]:
    """How much was promised elsewhere, and where does that clash?"""
    held = alliance["obligations"]
    if held.empty:
        return []
    facts = {"n": len(held), "parties": held["party_id"].nunique()}
    said = [Finding("goals.obligations", facts=facts, weight=0.37)]
    for row in rows:
        code = SAID[row["pair_code"], row["is_goal"]]
        told = {name: str(row[name]).rstrip(".") for name in ("party", "first", "second")}
        said.append(Finding(code, facts=told, weight=WEIGHTS[code]))
    return said
