"""What weighs most for each party, and on which values do they differ? A difference, no judgement."""

from dataclasses import dataclass

import numpy as np

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding
from alliance_lib.schema import codes


@dataclass(frozen=True)
class Ranks:
    """Which places do the parties give each value? One number per value; NaN where nobody ranked it."""

    parties: np.ndarray
    highest: np.ndarray
    lowest: np.ndarray
    spread: np.ndarray


def rank_spread(ranks) -> Ranks:
    """How far apart are the places that the parties give each value?

    Reads: ranks, parties x values, 1 weighs most, NaN for not ranked.
    Gives: Ranks; spread = largest minus smallest place, NaN with fewer than two parties.
    Refuses: ValueError for another shape, infinite numbers or places below 1.
    Leaves out: who gave which place, and whether a place is right: there is no right or wrong.

    >>> rank_spread([[1, 2], [1, 4]]).spread.tolist()
    [0.0, 2.0]
    """
    given = np.asarray(ranks, dtype=float)
    if given.ndim != 2 or np.isinf(given).any() or (given < 1).any():
        raise ValueError("ranks must be parties x values, finite, 1 or more")
    known = ~np.isnan(given)
    parties = known.sum(axis=0)
    first = np.where(known, given, np.inf).min(axis=0, initial=np.inf)
    last = np.where(known, given, -np.inf).max(axis=0, initial=-np.inf)
    highest, lowest = (np.where(parties > 0, edge, np.nan) for edge in (first, last))
    with np.errstate(invalid="ignore"):
        spread = np.where(parties > 1, last - first, np.nan)
    for values in (parties, highest, lowest, spread):
        values.setflags(write=False)
    return Ranks(parties, highest, lowest, spread)


def values(alliance: Alliance) -> tuple[list[dict], list[Finding]]:
    """On which values do the parties differ most, and on which least?

    Reads: party_values; for a shared audience those that a party approved, and its own.
    Gives: rows of the table values, the widest difference first, and findings.
    """
    held, parties = alliance["party_values"], list(alliance.party_names)
    listed = [value for value in codes()["value"] if value in set(held["value_code"])]
    wide = held.pivot(index="party_id", columns="value_code", values="rank_number").reindex(columns=listed)
    found = rank_spread(wide.to_numpy(dtype=float))
    rows = [{"value_code": value, "parties_count": int(found.parties[at]), "highest_place": float(found.highest[at]),
             "lowest_place": float(found.lowest[at]), "spread": float(found.spread[at])} for at, value in enumerate(listed)]
    rows.sort(key=lambda row: -np.nan_to_num(row["spread"], nan=-1.0))
    return rows, _say(rows, held["party_id"].nunique(), len(parties))


def _say(rows: list[dict], ranked: int, parties: int) -> list[Finding]:
    said = []
    widest = max((row["spread"] for row in rows if row["spread"] == row["spread"]), default=0.0)
    if widest > 0:
        apart = [row["value_code"] for row in rows if row["spread"] == widest]
        said.append(Finding("intake.values_apart", facts={"n": len(apart), "values": apart, "places": int(widest)}, weight=0.48))
    if rows and ranked < parties:
        said.append(Finding("intake.values_of", facts={"n": ranked, "of": parties}, weight=0.38))
    return said
