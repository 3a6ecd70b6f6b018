"""The parts of a briefing beside the rooms: what changed, what was agreed, what was struck, what it rests on.

Each part is data: sentences under a heading, and tables. The page, the Word file and the workbook show the same.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from alliance_lib import assumptions, page
from alliance_lib.briefing import agreement, changes
from alliance_lib.publication import Publication
from alliance_lib.rooms import NAMES
from alliance_lib.words import Words

UNSURE = ("illustrative", "expert")
FEW = 3  # assumptions per room
PAPER = (487.0, 700.0)  # points: the text area of A4 within the margins of our pages


@dataclass(frozen=True)
class Table:
    """A table to show: name, the key of its caption; shares of the width per column."""

    name: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Part:
    """One part: its name and title, what is said first, lists of sentences each under a heading, and tables."""

    name: str
    title: str
    said: tuple[str, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class HowWeWork:
    """One page on how we work: what is said first, the agreements, the size of the letters in points, and how many
    agreements did not fit."""

    said: tuple[str, ...]
    table: Table
    size: float
    left: int


def parts(now: Publication, before: Publication | None, words: Words) -> tuple[Part, ...]:
    """Which parts does this briefing have beside the rooms? In the order of reading.

    Reads: now, what is shown; before, the same of the round before, None if there is nothing to compare with.
    """
    return (_changed(now, before, words), _agreed(now, words), _struck(now, words), _assumed(words), _glossary(now, words))


def _part(name: str, words: Words, said: Sequence[str] = (), **more) -> Part:
    return Part(name, words.say(f"brief.part.{name}"), tuple(said), **more)


def _changed(now: Publication, before: Publication | None, words: Words) -> Part:
    if before is None:
        first = int(now.about["round"]) == 1
        return _part("changes", words, [words.say("brief.change.first" if first else "brief.change.nothing_kept", round=int(now.about["round"]) - 1)])
    found = changes.changes(now, before)
    moved = [(words.finding(was), words.finding(is_now)) for was, is_now in found.moved]
    told = {"fresh": map(words.finding, found.fresh), "gone": map(words.finding, found.gone),
            "moved": (words.say("brief.change.was_now", was=was, now=is_now) for was, is_now in moved if was != is_now),
            "decided": found.decided, "done": found.done}
    told = {kind: tuple(said) for kind, said in told.items()}
    lists = tuple((words.say(f"brief.change.{kind}"), said) for kind, said in told.items() if said)
    said = [words.say("brief.change.since" if lists else "brief.change.none", round=found.since)]
    said += [words.say("brief.change.left", n=found.left)] if found.left else []
    return _part("changes", words, said, lists=lists)


def _agreed(now: Publication, words: Words) -> Part:
    made = tuple(table for table in (decisions(now.about, words), actions(now.about, words)) if table.rows)
    return _part("agreed", words, [words.say("brief.agreed.about" if made else "brief.agreed.none")], tables=made)


def decisions(about: Mapping, words: Words) -> Table:
    """Which decisions are asked for or taken?"""
    rows = [(row["subject"], words.label("level", row["level_code"]), row["owner"] or page.MISSING, _day(row["needed_date"], words),
             _day(row["decided_date"], words)) for row in about["decisions"]]
    return _table("decisions", ("subject", "level", "owner", "needed", "decided"), rows, words, (0.32, 0.17, 0.23, 0.14, 0.14))


def actions(about: Mapping, words: Words) -> Table:
    """Who does what by when?"""
    rows = [(row["text"], row["owner"] or page.MISSING, _day(row["due_date"], words), _day(row["done_date"], words)) for row in about["actions"]]
    return _table("actions", ("what", "who", "due", "done"), rows, words, (0.46, 0.24, 0.15, 0.15))


def _struck(now: Publication, words: Words) -> Part:
    rows = now.results["goals"]["dropped"]
    gone = [(row["goal"], words.label("goal_choice", row["choice_code"]), _text(row["reason"]), _text(row["agreed_by"]))
            for row in rows[rows["choice_code"].notna()].to_dict("records")]
    table = _table("struck", ("goal", "choice", "reason", "agreed_by"), gone, words, (0.24, 0.12, 0.39, 0.25))
    return _part("struck", words, [words.say("brief.struck.about" if gone else "brief.struck.none")], tables=(table,) if gone else ())


def _assumed(words: Words) -> Part:
    rows = [row for room in NAMES for row in list(_unsure(room, words))[:FEW]]
    table = _table("assumed", ("what", "value", "depends", "quality"), rows, words, (0.32, 0.19, 0.31, 0.18))
    return _part("assumed", words, [words.say("brief.assumed.about")], tables=(table,))


def _unsure(room: str, words: Words) -> Iterator[tuple[str, ...]]:
    """The numbers of a room that nobody measured, the least certain first; lists of numbers stand on its own page."""
    entries = [one for one in assumptions.load(room).entries.values() if isinstance(one.value, (int, float))]
    for quality in UNSURE:
        for one in entries:
            if one.quality == quality:
                yield (getattr(one, words.lang), f"{page.value(one.value, words, one.show)} {page.own(one.unit, words)}".strip(), getattr(one, f"impact_{words.lang}"),
                       words.say(f"page.quality.{quality}"))


def _glossary(now: Publication, words: Words) -> Part:
    rows = now.results["goals"]["glossary"]
    meant = [(row["term"], row["meaning"]) for row in rows[rows["meaning"].notna()].to_dict("records")]
    table = _table("glossary", ("term", "meaning"), meant, words, (0.25, 0.75))
    return _part("glossary", words, () if meant else [words.say("brief.glossary.none")], tables=(table,) if meant else ())


def how_we_work(now: Publication, words: Words) -> HowWeWork | None:
    """Which agreements fit on one A4, in which size? None if there are none."""
    held = now.results["goals"]
    columns = ("what_text", "who", "when_text", "if_it_fails")
    rows = [tuple(_text(row[name]) for name in columns) for row in held["how_we_work"].to_dict("records")]
    if not rows:
        return None
    kept = held["goals"]
    goals = kept.loc[kept["choice_code"] == "keep", "goal"].tolist()
    said = (words.say("word.how_we_work.goals", goals=goals),) if goals else ()
    size = next((one for one in agreement.SIZES if agreement.fitting(rows, one, PAPER, said) == len(rows)), agreement.SIZES[-1])
    fits = agreement.fitting(rows, size, PAPER, said)
    heads = tuple(words.say(f"word.{name}") for name in ("what", "who", "when", "fails"))
    return HowWeWork(said, Table("how", words.say("word.how_we_work.title"), heads, tuple(rows[:fits]), agreement.COLUMNS), size, len(rows) - fits)


def _table(name: str, heads: Sequence[str], rows: Sequence[tuple], words: Words, shares: Sequence[float]) -> Table:
    return Table(name, words.say(f"brief.{name}.caption"), tuple(words.say(f"brief.{name}.{head}") for head in heads), tuple(rows), tuple(shares))


def _day(day: str | None, words: Words) -> str:
    return page.MISSING if day is None else words.date(datetime.date.fromisoformat(day))


def _text(value) -> str:
    return page.MISSING if pd.isna(value) else str(value)
