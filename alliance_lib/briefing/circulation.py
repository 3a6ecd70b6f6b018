"""From a dossier to what an audience gets: published once, kept, and reprinted.

The dossier keeps the history and the last publication of every round and audience. A publication of a
round that is over is reprinted from there, never computed anew.
"""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from alliance_lib import publication, view
from alliance_lib.dossier import Change, Dossier
from alliance_lib.publication import Publication, history
from alliance_lib.rooms import NAMES
from alliance_lib.schema import tables

BY = "publication"


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
    return {room: partial(view.compute, room, seed=seed) for room in NAMES}


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
