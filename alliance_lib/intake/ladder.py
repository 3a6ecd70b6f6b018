"""Where is it felt, and how many levels higher does the cause lie?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from alliance_lib.result import Finding


@dataclass(frozen=True)
class Ladder:
    """How many complaints go from which level to which?

    levels: from low to high. links (felt, cause): complaints per pair. unknown (felt): the cause is
    not discussed yet. higher, same, lower: complaints whose cause lies there, seen from where it is felt.
    """

    levels: tuple[str, ...]
    links: np.ndarray
    unknown: np.ndarray
    higher: int
    same: int
    lower: int


def ladder(symptom, cause, levels: Sequence[str]) -> Ladder:
    """How many complaints have their cause one level higher, or more?

    Reads: symptom and cause, one level per complaint, cause None or NaN where not discussed; levels
        from low to high.
    Gives: Ladder; higher + same + lower + unknown.sum() is the number of complaints.
    Refuses: ValueError for unequal lengths or a level that is not in levels.
    Leaves out: how heavy a complaint is, and whether two complaints are about the same thing.

    >>> ladder(["low", "low", "mid"], ["mid", None, "low"], ["low", "mid", "top"]).higher
    1
    """
    felt, lies = pd.Series(list(symptom), dtype=object), pd.Series(list(cause), dtype=object)
    if len(felt) != len(lies):
        raise ValueError("symptom and cause must be of equal length")
    position = {level: at for at, level in enumerate(levels)}
    wrong = set(felt) | set(lies.dropna())
    if wrong - set(position):
        raise ValueError(f"unknown levels: {sorted(map(str, wrong - set(position)))}")
    start, known = felt.map(position).to_numpy(dtype=int), lies.notna().to_numpy()
    end = lies[known].map(position).to_numpy(dtype=int)
    links = np.zeros((len(position), len(position)), dtype=int)
    np.add.at(links, (start[known], end), 1)
    unknown = np.bincount(start[~known], minlength=len(position))
    for counts in (links, unknown):
        counts.setflags(write=False)
    sides = (int(np.triu(links, 1).sum()), int(np.trace(links)), int(np.tril(links, -1).sum()))
    return Ladder(tuple(levels), links, unknown, *sides)


def rungs(found: Ladder) -> list[dict]:
    """Which rows has the ladder: from level, to level (None: not discussed), complaints, levels up?"""
    rows = []
    for felt, level in enumerate(found.levels):
        rows += [{"symptom_level_code": level, "cause_level_code": found.levels[lies],
                  "complaints_count": int(found.links[felt, lies]), "levels_up": float(lies - felt)}
                 for lies in range(len(found.levels)) if found.links[felt, lies]]
        if found.unknown[felt]:
            rows.append({"symptom_level_code": level, "cause_level_code": None,
                         "complaints_count": int(found.unknown[felt]), "levels_up": float("nan")})
    return rows


def say(found: Ladder) -> list[Finding]:
    """Which sentences follow from the ladder?"""
    known, open_count = found.higher + found.same + found.lower, int(found.unknown.sum())
    said = []
    if known:
        code = "intake.cause_higher" if found.higher else "intake.cause_not_higher"
        said.append(Finding(code, facts={"n": found.higher, "of": known}, weight=0.85))
    if open_count:
        said.append(Finding("intake.cause_unknown", facts={"n": open_count, "of": known + open_count}, weight=0.5))
    return said
