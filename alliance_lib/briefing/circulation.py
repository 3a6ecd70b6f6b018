"""From a dossier to what an audience gets: published once, kept, and reprinted.

The dossier keeps the history and the last publication of every round and audience. A publication of a
round that is over is reprinted from there, never computed anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pandas as pd

from alliance_lib import answers, dossier, publication
from alliance_lib.dossier import Change, Dossier
from alliance_lib.publication import Publication, history
from alliance_lib.rooms import NAMES
from alliance_lib.schema import tables

BY = "publication"


@dataclass(frozen=True)
class Material:
    """What is a briefing made of? now, what its audience may see; earlier(), the same of the round before, or None."""

    now: Publication
    earlier: Callable[[], Publication | None]


def gather(path: Path, audience: str, round: int | None = None, seed: int = 1, rehearsal: bool = False) -> Material:
    """What does a briefing for this audience hold? For a shared audience it is published by asking, unless rehearsed.

    Reads: path of a dossier; round, the latest if None.
    Gives: Material.
    Refuses: as publication.publish.
    """
    with dossier.open(path) as held:
        if audience == "facilitator":
            now = own(held, round, seed)
        else:
            now = (rehearse if rehearsal else publish)(held, round, audience, seed)
    return Material(now, cache(partial(_before, path, audience, int(now.about["round"]), seed)))


def _before(path: Path, audience: str, round: int, seed: int) -> Publication | None:
    """The round before; for a shared audience as it was published then, never computed anew."""
    with dossier.open(path) as held:
        rounds = [one for one in held.rounds() if one < round]
        if not rounds:
            return None
        if audience == "facilitator":
            return own(held, rounds[-1], seed)
        kept = held.shelved(rounds[-1], audience)
        return None if kept is None else publication.parse(kept)


def own(held: Dossier, round: int | None, seed: int = 1) -> Publication:
    """What does the facilitator see of this round? Made like a publication, but of everything, and never kept."""
    alliance = held.snapshot(round)
    return Publication(publication.about(alliance, "facilitator"), {room: ask(alliance) for room, ask in questions(seed).items()})


def publish(held: Dossier, round: int | None, audience: str, seed: int = 1) -> Publication:
    """What does this shared audience get of this round?

    Reads: an open dossier; round, the latest if None; audience; seed of the rooms' draws.
    Gives: Publication. New figures, the history and the publication itself are in the dossier when this
        returns, in one transaction; undo does not reach behind it.
    Refuses: as publication.publish.
    """
    with held.writing():
        found = rehearse(held, round, audience, seed)
        number = int(found.about["round"])
        new = publication.dump(found) != held.shelved(number, audience)
        if new:
            _keep(held, found, number)
    if new:
        held.backup()  # so that going back to the newest backup never forgets what was published
    return found


def rehearse(held: Dossier, round: int | None, audience: str, seed: int = 1) -> Publication:
    """What would this audience get of this round? The same as `publish`, but nothing is kept."""
    alliance = held.snapshot(round, names=True)
    kept = held.shelved(alliance.round, audience)
    if kept is not None and alliance.round < held.rounds()[-1]:
        return publication.parse(kept)
    return publication.publish(alliance, questions(seed), audience, history.of(alliance, held.fresh))


def questions(seed: int) -> Mapping:
    """What is asked of every room: its front verb, on whatever snapshot it is given."""
    return {room: partial(answers.compute, room, seed=seed) for room in NAMES}


def _keep(held: Dossier, found: Publication, round: int) -> None:
    before = held.frames()
    for name, rows in found.history.frames().items():
        key = list(tables()[name].key)
        known = set(before[name][key].itertuples(index=False, name=None))
        held.record_all([Change(name, tuple(row[k] for k in key), _given(row), BY)
                         for row in rows.to_dict("records") if tuple(row[k] for k in key) not in known])
    held.shelve(round, found.audience, publication.dump(found))
    held.barrier("publication", BY)


def _given(row: Mapping) -> dict:
    return {name: None if pd.isna(value) else value for name, value in row.items()}
