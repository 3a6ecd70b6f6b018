"""People in one published cell exchange their answers: the figure stays, so nothing else may change."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

import pandas as pd
from adversary.published import AUDIENCES, COLUMNS, members

from alliance_lib import publication
from alliance_lib.alliance import Alliance
from alliance_lib.publication import history
from alliance_lib.publication.history import NO_TOPIC


def swapped(alliance: Alliance, seed: int, most: int = 10) -> Iterator[Alliance]:
    """The same alliance with another pair of different answers exchanged each time."""
    draw, cells = random.Random(seed), list(_cells(alliance))
    for name, column, given in draw.choices(cells, k=most) if cells else ():
        pairs = [(a, b) for a in given.index for b in given.index if given[a] < given[b]]
        if pairs:
            one, other = draw.choice(pairs)
            yield _changed(alliance, name, column, given.loc[[one, other]].set_axis([other, one]))


def shuffled(alliance: Alliance, seed: int) -> Alliance:
    """The same alliance with all answers handed out anew inside each published cell."""
    draw = random.Random(seed)
    for name, column, given in _cells(alliance):
        alliance = _changed(alliance, name, column, given.set_axis(draw.sample(list(given.index), len(given))))
    return alliance


def _cells(alliance: Alliance) -> Iterator[tuple[str, str, pd.Series]]:
    """Every cell that would be published: its table and column, and the answers by their row."""
    for _, row, people in members(publication.publish(alliance, {}, "session", history.empty()).history):
        name, column = COLUMNS[row["question_code"]]
        rows = alliance[name]
        here = (rows["round"] == row["asked_round"]) & rows["person_id"].isin(people)
        here &= (rows["topic_id"] == row["topic_text"]) if row["topic_text"] != NO_TOPIC else True
        yield name, column.name, rows.loc[here, column.name]


def _changed(alliance: Alliance, name: str, column: str, answers: pd.Series) -> Alliance:
    rows = alliance[name]
    rows.loc[answers.index, column] = answers
    return replace(alliance, frames=MappingProxyType({**alliance.frames, name: rows}))


def files(alliance: Alliance, ask: Mapping = MappingProxyType({})) -> list[str]:
    """The publication files of three audiences.

    ask: the rooms' questions. Without any, the fingerprint on the page still covers every value of every
    table that the rooms would be shown.
    """
    return [publication.dump(publication.publish(alliance, ask, a, history.empty())) for a in AUDIENCES]


def differing(one: list[str], other: list[str]) -> int:
    """How many bytes differ?"""
    pairs = [(a.encode(), b.encode()) for a, b in zip(one, other, strict=True)]
    return sum(sum(x != y for x, y in zip(a, b, strict=False)) + abs(len(a) - len(b)) for a, b in pairs)
