"""How do the declared tables stand in SQLite? Tables, checks, and one row in or out.

Every table has one column more than declared, `sheet_row`: the order in which people put their rows.
"""

import sqlite3
from collections.abc import Mapping

import pandas as pd

from alliance_lib.alliance import blank, typed
from alliance_lib.dossier.values import Plain, stored_row, stored_value
from alliance_lib.errors import AllianceError
from alliance_lib.schema import DECLINED, Column, Table, codes, stored

APPLICATION_ID = 0x416C6C69  # "Alli", so that a file says of itself that it is a dossier
VERSION = 1
PLACE = "sheet_row"
NAMES = (
    'CREATE TABLE "names" ("person_id" TEXT NOT NULL PRIMARY KEY'
    ' REFERENCES "people" ("person_id") DEFERRABLE INITIALLY DEFERRED,'
    ' "name" TEXT NOT NULL CHECK (length("name") > 0)) STRICT'
)

SHELF = ('CREATE TABLE "shelf" ("round" INTEGER NOT NULL, "audience" TEXT NOT NULL, "content" TEXT NOT NULL,'
         ' PRIMARY KEY ("round", "audience")) STRICT')

Row = dict[str, Plain]


def ddl() -> list[str]:
    """Which statements make the empty tables?"""
    single = [f'CREATE UNIQUE INDEX "single_{name}" ON "{name}" ((1))' for name, t in stored().items() if t.single]
    return [*map(table_sql, stored().values()), NAMES, SHELF, *single]


def table_sql(table: Table) -> str:
    """Which statement makes this table? Types, checks, references and key follow from the declaration."""
    lines = [column_sql(column) for column in table.columns.values() if not column.apart]
    lines += [f'"{PLACE}" INTEGER NOT NULL', f"PRIMARY KEY ({_quoted(table.key)})"]
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)}) STRICT'


def column_sql(column: Column) -> str:
    """Which type and checks has this column?"""
    kind = {"int": "INTEGER", "number": "REAL"}.get(column.type, "TEXT")
    needed = " NOT NULL" if column.required else ""
    refers = ""
    if column.ref:
        target = stored()[column.ref]
        refers = f' REFERENCES "{target.name}" ({_quoted(target.key)}) DEFERRABLE INITIALLY DEFERRED'
    return f'"{column.name}" {kind}{needed} CHECK ({_check(column)}){refers}'


def _check(column: Column) -> str:
    name = f'"{column.name}"'
    if column.type in ("code", "answer"):
        steps = [*map(str, range(1, column.points + 1)), DECLINED]
        allowed = steps if column.type == "answer" else codes()[column.codes]
        return f"{name} IN ({', '.join(map(_text, allowed))})"
    if column.type == "date":
        return f"{name} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date({name}, '+0 days') IS {name}"
    if column.type in ("int", "number"):
        low = -1.7976931348623157e308 if column.min is None else column.min
        high = 1.7976931348623157e308 if column.max is None else column.max
        return f"{name} BETWEEN {low} AND {high}"
    return f"length({name}) > 0"


def read_row(connection: sqlite3.Connection, table: Table, key: Mapping[str, Plain]) -> Row | None:
    """What stands in this row, the name of a person included? None if it is not there."""
    found = connection.execute(f"{_select(table)} WHERE {_matches(table)}", tuple(key.values())).fetchone()
    return None if found is None else dict(zip([*table.columns, PLACE], found, strict=True))


def read_rows(connection: sqlite3.Connection, table: Table) -> list[Row]:
    """What stands in this table, in the order of the sheet?"""
    found = connection.execute(f'{_select(table)} ORDER BY "{PLACE}", "{table.name}".rowid')
    return [dict(zip([*table.columns, PLACE], row, strict=True)) for row in found]


def write_row(connection: sqlite3.Connection, table: Table, row: Row) -> None:
    """Put a whole row in its place: new, or instead of the one with the same key."""
    kept = [name for name, column in table.columns.items() if not column.apart] + [PLACE]
    renewed = ", ".join(f'"{name}" = excluded."{name}"' for name in kept if name not in table.key)
    connection.execute(
        f'INSERT INTO "{table.name}" ({_quoted(kept)}) VALUES ({", ".join("?" * len(kept))})'
        f" ON CONFLICT ({_quoted(table.key)}) DO UPDATE SET {renewed}", [row[name] for name in kept])
    if _has_names(table):
        _write_name(connection, row["person_id"], row["name"])


def delete_row(connection: sqlite3.Connection, table: Table, key: Mapping[str, Plain]) -> None:
    """Take a row away, the name of a person included."""
    if _has_names(table):
        _write_name(connection, key["person_id"], None)
    connection.execute(f'DELETE FROM "{table.name}" WHERE {_matches(table)}', tuple(key.values()))


def next_place(connection: sqlite3.Connection, table: Table) -> int:
    """Where does a new row come? After all others."""
    return connection.execute(f'SELECT coalesce(max("{PLACE}"), 0) + 1 FROM "{table.name}"').fetchone()[0]


def rows_from(frames: Mapping[str, pd.DataFrame], names: Mapping[str, str] | None) -> dict[str, list[Row]]:
    """Which rows of which tables do these frames hold? Every value checked, every row in its place.

    Reads: frames by table name; names per person code, which come before a name in the sheet of people.
    Refuses: AllianceError for a value that may not be there and for a code used twice; ValueError for
        tables and columns that are not declared.
    """
    unknown = set(frames) - set(stored())
    if unknown:
        raise ValueError(f"unknown tables: {sorted(unknown)}")
    found = {name: _table_rows(table, frames[name]) for name, table in stored().items() if name in frames}
    people = {row["person_id"]: row for row in found.get("people", [])}
    for person, name in (names or {}).items():
        if person not in people:
            raise AllianceError(f"there is a name for '{person}', who is not there.", stored()["people"].en)
        people[person]["name"] = stored_value(stored()["people"].columns["name"], name, stored()["people"].en)
    return found


def _table_rows(table: Table, frame: pd.DataFrame) -> list[Row]:
    found: dict[tuple, Row] = {}
    for place, given in enumerate(frame.to_dict("records"), start=1):
        where = row_title(table, {name: given.get(name) for name in table.key})
        row = stored_row(table, given, where)
        key = tuple(row[name] for name in table.key)
        if key in found:
            raise AllianceError("this row is there twice.", where, "Keep one of them.")
        found[key] = row | {PLACE: place}
    if table.single and len(found) > 1:
        raise AllianceError("there is more than one row.", table.en, "Keep one of them.")
    return list(found.values())


def frame(table: Table, rows: list[Row], names: bool) -> pd.DataFrame:
    """These rows as a frame of the declared columns and types; without `names` the column of names is empty."""
    if not rows:
        return blank(table.name)
    given = pd.DataFrame(rows, columns=[*table.columns], dtype=object)
    if not names:
        given[[c.name for c in table.columns.values() if c.apart]] = None
    return typed(table.columns, given, defaults=False)


def dangling(connection: sqlite3.Connection) -> AllianceError:
    """Which reference leads nowhere? For when SQLite refuses to commit."""
    name, rowid, parent, number = connection.execute("PRAGMA foreign_key_check").fetchone()
    refers = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
    source = next(line[3] for line in refers if line[0] == number)
    table = stored().get(name, stored()["people"])
    row = connection.execute(f'SELECT * FROM "{name}" WHERE rowid = ?', (rowid,))
    held = dict(zip([about[0] for about in row.description], row.fetchone(), strict=True))
    where = f"{row_title(table, {k: held[k] for k in table.key})}, {table.columns[source].en}"
    return AllianceError(f"there is no '{held[source]}' in the table {stored()[parent].en}.", where,
                         "Add it there first, or remove what refers to it.")


def row_title(table: Table, key: Mapping[str, object]) -> str:
    """What do we call this row to the facilitator? The sheet and the codes."""
    parts = [f"round {value}" if name == "round" else str(value) for name, value in key.items()]
    return f"{table.en} ({', '.join(parts)})"


def _has_names(table: Table) -> bool:
    return any(column.apart for column in table.columns.values())


def _write_name(connection: sqlite3.Connection, person: Plain, name: Plain) -> None:
    if name is None:
        connection.execute('DELETE FROM "names" WHERE "person_id" = ?', (person,))
        return
    connection.execute('INSERT INTO "names" VALUES (?, ?) ON CONFLICT DO UPDATE SET "name" = excluded."name"',
                       (person, name))


def _select(table: Table) -> str:
    held = [f'"{"names" if c.apart else table.name}"."{c.name}"' for c in table.columns.values()]
    join = ' LEFT JOIN "names" USING ("person_id")' if _has_names(table) else ""
    return f'SELECT {", ".join(held)}, "{PLACE}" FROM "{table.name}"{join}'


def _matches(table: Table) -> str:
    return " AND ".join(f'"{table.name}"."{name}" = ?' for name in table.key)


def _text(code: str) -> str:
    return "'" + code.replace("'", "''") + "'"


def _quoted(names) -> str:
    return ", ".join(f'"{name}"' for name in names)
