"""Have the executives met, before the content is discussed?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd


@dataclass(frozen=True)
class PairsMet:
    """Which pairs of parties have met, and may the content begin?

    pairs: party_id, other_party_id, met (one row per pair); parties: party_id, met, others;
    coverage: share of the pairs that met, NaN without pairs; gate_open: every pair has met;
    warnings: (code, subjects) from urgent to mild.
    """

    pairs: pd.DataFrame
    parties: pd.DataFrame
    coverage: float
    gate_open: bool
    warnings: tuple[tuple[str, tuple], ...]


def pairs_met(parties: Sequence, meetings: Iterable[tuple], *, content_started: bool) -> PairsMet:
    """Which executives have met each other, and is the gate to the content open?

    Reads: parties, ids; meetings, pairs of ids in any order and any number of times; content_started,
        whether the first session on content was held.
    Gives: PairsMet, parties in the given order. Warnings: "content_before_meeting" (started while
        the gate is closed; subjects: the missing pairs), "party_met_nobody" (subjects: parties),
        "pairs_missing" (not started yet; subjects: the pairs). One party alone has no pairs and
        no open gate.
    Refuses: ValueError for an unknown or repeated party, or a party that met itself.
    Source: many collaborations fail because there is no match at the level of the executives:
        meet first, then speak of content.
    Leaves out: how the meeting went; chemistry is never put in a figure.

    >>> pairs_met(["C1", "C2", "B1"], [("C2", "C1")], content_started=False).warnings
    (('party_met_nobody', ('B1',)), ('pairs_missing', (('C1', 'B1'), ('C2', 'B1'))))
    """
    ids = list(parties)
    if len(set(ids)) < len(ids):
        raise ValueError(f"every party once, got {ids}")
    held = {_pair(pair, set(ids)) for pair in meetings}
    every = list(combinations(ids, 2))
    missing = tuple(pair for pair in every if frozenset(pair) not in held)
    pairs = pd.DataFrame(every, columns=["party_id", "other_party_id"]).assign(met=[p not in missing for p in every])
    met = [sum(party in pair for pair in held) for party in ids]
    by_party = pd.DataFrame({"party_id": ids, "met": met, "others": len(ids) - 1})
    coverage = (len(every) - len(missing)) / len(every) if every else float("nan")
    warnings = _warnings(missing, by_party, content_started)
    return PairsMet(pairs, by_party, coverage, bool(every) and not missing, warnings)


def _pair(pair: tuple, known: set) -> frozenset:
    met = frozenset(pair)
    if len(met) != 2 or not met <= known:
        raise ValueError(f"a meeting is of two different known parties, got {tuple(pair)}")
    return met


def _warnings(missing: tuple, by_party: pd.DataFrame, started: bool) -> tuple[tuple[str, tuple], ...]:
    alone = tuple(by_party.loc[(by_party["met"] == 0) & (by_party["others"] > 0), "party_id"])
    found = [
        ("content_before_meeting", missing if started else ()),
        ("party_met_nobody", alone),
        ("pairs_missing", () if started else missing),
    ]
    return tuple((code, subjects) for code, subjects in found if subjects)
