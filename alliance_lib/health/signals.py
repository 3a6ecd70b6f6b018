"""What stands out in the pulse: where people are split, low or high, where levels differ, what changed?"""

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding


def signals(pulse: pd.DataFrame, assume: Assumptions) -> list[Finding]:
    """Which sentences follow from the pulse of this round?

    Reads: the rows of `pulse.with_change`; assume low_below and high_from (points of the scale).
    Gives: Findings per level with the items they are about: "health.split", "health.low" (the whole band
        below low_below, or the published band low), "health.strong" (the whole band from high_from on and
        agreement above chance, or the published band high), "health.levels_differ", or
        "health.pulse_quiet" if none of those; "health.down", "health.up" or
        "health.no_demonstrable_change"; "health.as_chance", "health.not_everyone".
    """
    strong = (pulse["mean_low"] >= assume["high_from"]) & (pulse["agreement_code"] == "agreed")
    standing = [
        *_per_cell("health.split", pulse, pulse["agreement_code"] == "split", 0.66),
        *_per_cell("health.low", pulse, (pulse["mean_high"] < assume["low_below"]) | (pulse["figure_code"] == "low"), 0.64),
        *_per_cell("health.strong", pulse, strong | (pulse["figure_code"] == "high"), 0.3),
        *_levels_differ(pulse),
    ]
    shown = pulse["mean"].notna() | pulse["figure_code"].notna()
    quiet = [Finding("health.pulse_quiet", weight=0.3)] if shown.any() and not standing else []
    moved = [
        *_moved("health.down", pulse, ("down", "band_down"), 0.7),
        *_moved("health.up", pulse, ("up", "band_up"), 0.5),
        *_unchanged(pulse),
    ]
    return [*standing, *quiet, *moved, *_as_chance(pulse), *_not_everyone(pulse)]


def _per_cell(code: str, pulse: pd.DataFrame, which: pd.Series, weight: float) -> list[Finding]:
    return [Finding(code, cell, _items(rows) | {"cell": cell}, weight + len(rows) / 1000)
            for cell, rows in pulse[which].groupby("cell_code", sort=False)]


def _moved(code: str, pulse: pd.DataFrame, which: Sequence[str], weight: float) -> list[Finding]:
    moved = pulse[pulse["change_code"].isin(which)].groupby(["cell_code", "previous_round"], sort=False)
    return [Finding(code, cell, _items(rows) | {"cell": cell, "previous": int(previous)}, weight + len(rows) / 1000)
            for (cell, previous), rows in moved]


def _items(rows: pd.DataFrame) -> dict:
    return {"items": list(rows["item_code"]), "n": len(rows)}


def _levels_differ(pulse: pd.DataFrame) -> list[Finding]:
    """Where the bands of two levels do not touch: numbers that exclude each other, or low against high."""
    apart: dict[tuple, list] = {}
    for item, rows in pulse.groupby("item_code", sort=False):
        for one, other in combinations(rows.to_dict("records"), 2):
            for upper, lower in ((one, other), (other, one)):
                bands = (upper["figure_code"], lower["figure_code"]) == ("high", "low")
                if bands or upper["mean_low"] > lower["mean_high"]:
                    apart.setdefault((upper["cell_code"], lower["cell_code"]), []).append(item)
    return [Finding("health.levels_differ", upper, {"items": items, "n": len(items), "upper": upper, "lower": lower}, 0.6)
            for (upper, lower), items in apart.items()]


def _as_chance(pulse: pd.DataFrame) -> list[Finding]:
    told = pulse[pulse["agreement_code"].notna()]
    return [Finding("health.as_chance", cell, {"n": int(as_chance), "total": len(rows), "cell": cell}, 0.35)
            for cell, rows in told.groupby("cell_code", sort=False)
            if (as_chance := (rows["agreement_code"] == "chance").sum())]


def _unchanged(pulse: pd.DataFrame) -> list[Finding]:
    """Said per level where nothing moved; an item that was not compared is no reason to say it."""
    compared = pulse[pulse["change_code"].notna() & (pulse["change_code"] != "too_few_pairs")]
    found = []
    for cell, rows in compared.groupby("cell_code", sort=False):
        if rows["change_code"].isin(("not_demonstrable", "band_same")).all():
            facts = {"cell": cell, "previous": int(rows["previous_round"].max())}
            found.append(Finding("health.no_demonstrable_change", cell, facts, 0.4))
    return found


def _not_everyone(pulse: pd.DataFrame) -> list[Finding]:
    found = []
    for cell, rows in pulse[pulse["answered"].notna()].groupby("cell_code", sort=False):
        fewest, people = int(rows["answered"].min()), int(rows["people"].max())
        if fewest < people:
            found.append(Finding("health.not_everyone", cell, {"cell": cell, "answered": fewest, "people": people}, 0.38))
    return found
