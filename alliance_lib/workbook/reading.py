"""From the grids of a workbook to the rows of a dossier: every problem is noted, nothing is guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from alliance_lib.schema import Column, Table, stored
from alliance_lib.workbook.entries import value
from alliance_lib.workbook.grid import Grid, Place, Problems
from alliance_lib.workbook.headings import LISTS, Layout, blank, heading, locate, nearest, plain, table_named


@dataclass(frozen=True)
class Row:
    """One row of a table: its values by column, None where nothing stands or it could not be read."""

    values: Mapping[str, object]
    layout: Layout
    number: int

    def place(self, column: str) -> Place:
        """Where does this column of the row stand?"""
        return self.layout.grid.place(self.number, self.layout.columns.get(column, 0))


@dataclass(frozen=True)
class Pending:
    """A reference to a table that the book does not hold: the dossier must know it."""

    table: str
    value: str
    place: Place


@dataclass(frozen=True)
class Found:
    """What was read: rows by table, and the references that only a dossier can answer."""

    rows: Mapping[str, Sequence[Row]]
    pending: tuple[Pending, ...]

    def frames(self) -> dict[str, pd.DataFrame]:
        """The rows as frames, without names of people."""
        return {name: pd.DataFrame({column.name: [row.values.get(column.name) for row in rows]
                                    for column in stored()[name].columns.values() if not column.apart}, dtype=object)
                for name, rows in self.rows.items()}

    def names(self) -> dict[str, str] | None:
        """Person code -> name; None if the book has no column of names, so that nobody loses a name."""
        rows = self.rows.get("people", ())
        if not any("name" in row.layout.columns for row in rows):
            return None
        told = [(row.values.get("person_id"), row.values.get("name")) for row in rows]
        return {person: name for person, name in told if person is not None and name is not None}


def read(grids: Sequence[Grid], problems: Problems) -> Found:
    """Which rows of which tables do these grids hold?

    Reads: one Grid per sheet or file; a table whose sheet is missing is simply not there.
    Refuses: as problems: hidden, unknown and double sheets, merged cells, what locate() and value() refuse,
        missing values, identifiers used twice, references to what is not there.
    """
    rows: dict[str, list[Row]] = {}
    for grid in grids:
        table = _table(grid, rows, problems)
        layout = locate(table, grid, problems) if table else None
        if layout:
            rows[table.name] = _rows(table, layout, problems)
    if not rows and not problems.all():
        problems.add("nothing")
    for name, held in rows.items():
        _unique(stored()[name], held, problems)
    return Found(rows, _references(rows, problems))


def _table(grid: Grid, seen: Mapping[str, object], problems: Problems) -> Table | None:
    if grid.title in LISTS.values():
        return None
    if grid.hidden:
        return problems.add("hidden", grid.whole)
    name = grid.title[:-4] if grid.csv else grid.title
    table = table_named(name)
    if table is None:
        titles = [t.title(problems.words.lang) for t in stored().values()]
        if not all(map(blank, (cell for row in grid.rows for cell in row))):
            problems.add("unknown_sheet", grid.whole, nearest(name, titles), sheet=name)
        return None
    if table.name in seen:
        return problems.add("double_sheet", grid.whole, table=table.title(problems.words.lang))
    for ref in grid.merged:
        problems.add("merged", grid.merge(ref))
    return table


def _rows(table: Table, layout: Layout, problems: Problems) -> list[Row]:
    found = []
    for number in range(layout.header + 1, len(layout.grid.rows)):
        cells = {name: layout.grid.rows[number][at] for name, at in layout.columns.items()}
        filled = {name: cell for name, cell in cells.items() if not blank(cell)}
        if filled and not _is_help(table, filled) and not _untouched(table, filled):
            found.append(_row(table, layout, number, problems))
    for row in found[1:] if table.single else ():
        problems.add("one_row", row.place(table.key[0]))
    return found


def _row(table: Table, layout: Layout, number: int, problems: Problems) -> Row:
    values = {}
    for name, at in layout.columns.items():
        column, cell, place = table.columns[name], layout.grid.rows[number][at], layout.grid.place(number, at)
        # Spaces alone are text only where text may be missing.
        if cell is None or (blank(cell) and (column.type != "text" or column.required)):
            if column.required:
                problems.add("missing", place, column=heading(column, problems.words.lang))
        else:
            values[name] = value(column, cell, place, problems)
    return Row(values, layout, number)


def _is_help(table: Table, filled: Mapping[str, object]) -> bool:
    """The line of explanation under the headings; sorting may have moved it."""
    explained = sum(cell in (table.columns[n].help_nl, table.columns[n].help_en) for n, cell in filled.items())
    return 2 * explained > len(filled)


def _untouched(table: Table, filled: Mapping[str, object]) -> bool:
    """A start sheet on which only the template's own choice of route stands."""
    return table.single and all(table.columns[name].default is not None for name in filled)


def _unique(table: Table, rows: Sequence[Row], problems: Problems) -> None:
    first: dict[tuple, Row] = {}
    for row in rows:
        key = tuple(row.values.get(name) for name in table.key)
        if None in key:
            continue
        if key in first:
            there = first[key].place(table.key[-1])
            said = problems.words.say(f"input.where.{there.kind}", **dict(there.facts))
            problems.add("duplicate", row.place(table.key[-1]), value=", ".join(map(str, key)), first=said)
        first.setdefault(key, row)


def _references(rows: Mapping[str, Sequence[Row]], problems: Problems) -> tuple[Pending, ...]:
    pending = []
    for name, held in rows.items():
        for column in (c for c in stored()[name].columns.values() if c.ref):
            known = _known(column, rows)
            for row in held:
                asked = row.values.get(column.name)
                if asked is None or (known is not None and asked in known):
                    continue
                if known is None:
                    pending.append(Pending(column.ref, asked, row.place(column.name)))
                else:
                    dangling(Pending(column.ref, asked, row.place(column.name)), known, problems)
    return tuple(pending)


def _known(column: Column, rows: Mapping[str, Sequence[Row]]) -> set | None:
    """The codes on the sheet that a column refers to; None if there is no such sheet or it has no such column."""
    key = stored()[column.ref].key[0]
    held = rows.get(column.ref)
    if held is None or any(key not in row.layout.columns for row in held):
        return None
    return {row.values.get(key) for row in held} - {None}


def dangling(asked: Pending, known: set, problems: Problems) -> None:
    """Note that a reference leads nowhere, with the nearest code that is there."""
    title = stored()[asked.table].title(problems.words.lang)
    # Among short codes everything is near: only another case or one letter more or less is a slip.
    near = [code for code in known if plain(code) == plain(asked.value)]
    near = near[0] if near else nearest(asked.value, known) if len(asked.value) > 4 else ""
    problems.add("dangling", asked.place, near, value=asked.value, sheet=title)
