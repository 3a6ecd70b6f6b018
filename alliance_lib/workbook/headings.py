"""Which table is this sheet, and which column stands under this heading? In Dutch, English or by name."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from alliance_lib.schema import Column, Table, stored
from alliance_lib.words import sentences
from alliance_lib.workbook.grid import Grid, Place, Problems

LOOK_DOWN = 10  # a home-made sheet may have a title above its headings
LISTS = {"nl": "_keuzelijsten", "en": "_lists"}  # the hidden sheet behind the drop-downs of our own template


@dataclass(frozen=True)
class Layout:
    """Where the headings of a table stand: the row, and the column of the grid for each of its columns."""

    grid: Grid
    header: int
    columns: dict[str, int]


def heading(column: Column, lang: str) -> str:
    """What stands above a column: its name in the language and its unit; an identifier says that it is a code."""
    kind = column.unit or ("code" if column.type in ("id", "ref") else "")
    said, unit = column.heading(lang), sentences()[f"input.unit.{kind}"][lang] if kind else ""
    return f"{said} ({unit})" if unit not in said else said


def plain(text: object) -> str:
    """The text as it is compared: small letters, single spaces, no underscores."""
    return " ".join(str(text).replace("_", " ").casefold().split())


def nearest(given: str, known: Iterable[str]) -> str:
    """Which known word looks most like the given one? "" if none does."""
    asked, by_plain = plain(given), {plain(word): word for word in known}
    begun = [word for word in by_plain if len(asked) > 3 and word.startswith(asked)]
    found = begun or difflib.get_close_matches(asked, by_plain, n=1, cutoff=0.6)
    return by_plain[found[0]] if found else ""


def table_named(title: str) -> Table | None:
    """Which table of a dossier has this name or title?"""
    asked = plain(title)
    found = [t for t in stored().values() if asked in (plain(t.name), plain(t.nl), plain(t.en))]
    return found[0] if found else None


def fitting(table: Table, given: object) -> Column | None:
    """Which column has this heading? The whole heading counts first, then the one without its unit."""
    if given is None:
        return None
    asked, bare = plain(given), plain(str(given).partition(" (")[0])
    whole = [c for c in table.columns.values() if asked in (plain(c.name), plain(heading(c, "nl")), plain(heading(c, "en")))]
    named = [c for c in table.columns.values() if asked in (plain(c.nl), plain(c.en))]
    # A unit in other words is forgiven if only one column can be meant.
    loose = [c for c in table.columns.values() if bare in (plain(c.nl), plain(c.en))]
    return next((found[0] for found in (whole, named, loose) if found and (found is whole or len(found) == 1)), None)


def locate(table: Table, grid: Grid, problems: Problems) -> Layout | None:
    """Where do the headings stand, and which of them are unknown, missing or double?

    Gives: Layout; for a start sheet of a grid with its headings below each other. None if there are no headings.
    """
    count, grid, header = max(_candidates(table, grid), key=lambda each: each[0], default=(0, grid, 0))
    if not count:
        if not all(blank(cell) for row in grid.rows for cell in row):
            problems.add("no_headings", grid.whole, known=_known(table, problems.words.lang))
        return None
    columns, guessed = _columns(table, grid, header, problems)
    filled = not all(blank(cell) for row in grid.rows[header + 1:] for cell in row)
    for column in table.columns.values():
        if column.required and column.name not in {*columns, *guessed} and filled:
            problems.add("no_column", grid.whole, column=heading(column, problems.words.lang))
    return Layout(grid, header, columns)


def _candidates(table: Table, grid: Grid) -> list[tuple[int, Grid, int]]:
    ways = [grid, grid.swapped()] if table.single and not grid.csv else [grid]
    return [(len({c.name for cell in row if (c := fitting(table, cell))}), way, number)
            for way in ways for number, row in enumerate(way.rows[:LOOK_DOWN])]


def _columns(table: Table, grid: Grid, header: int, problems: Problems) -> tuple[dict[str, int], set[str]]:
    """The known columns with their place, and those that a mistyped heading was probably meant for."""
    columns, guessed = {}, set()
    for number, given in enumerate(grid.rows[header]):
        below = [row for row in range(header + 1, len(grid.rows)) if not blank(grid.rows[row][number])]
        column = fitting(table, given)
        if column and column.name in columns:
            problems.add("double_heading", grid.place(header, number), heading=str(given))
        elif column:
            columns[column.name] = number
        elif blank(given) and below:
            problems.add("no_heading", grid.place(below[0], number))
        elif not blank(given) and (below or not grid.flat):
            guessed.add(_unknown(table, grid.place(header, number), str(given), problems))
    return columns, guessed


def _unknown(table: Table, place: Place, given: str, problems: Problems) -> str:
    lang = problems.words.lang
    other = "en" if lang == "nl" else "nl"
    near = nearest(given, _known(table, lang)) or nearest(given, _known(table, other))
    problems.add("unknown_heading", place, near, heading=given, known=_known(table, lang))
    meant = fitting(table, near) if near else None
    return meant.name if meant else ""


def _known(table: Table, lang: str) -> list[str]:
    return [heading(column, lang) for column in table.columns.values()]


def blank(cell: object) -> bool:
    """Is there nothing in this cell?"""
    return cell is None or (isinstance(cell, str) and not cell.strip())
