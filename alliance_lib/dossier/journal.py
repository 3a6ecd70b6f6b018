"""Who changed what, in which order? The journal of a dossier: history, audit, undo.

Rows are only added. What a row says about people can be erased (before, after, key, subjects, author,
why), so that a forgotten person leaves nothing; order, time and kind stay. Order is the revision, a
sequence, never the clock.
"""

import datetime
import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from alliance_lib.dossier.values import Plain, stored_value
from alliance_lib.schema import Table, stored

BARRIERS = ("closed_round", "publication", "forget")
DDL = (
    "CREATE TABLE journal (revision INTEGER PRIMARY KEY AUTOINCREMENT, written_at TEXT NOT NULL, kind TEXT NOT NULL,"
    " batch INTEGER NOT NULL, reverses INTEGER, author TEXT NOT NULL, why TEXT NOT NULL,"
    " table_name TEXT, row_key TEXT, before TEXT, after TEXT, subjects TEXT NOT NULL) STRICT",
    "CREATE INDEX journal_rows ON journal (table_name, row_key)",
    "CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal"
    " BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END",
    "CREATE TRIGGER journal_is_only_erased BEFORE UPDATE ON journal WHEN NOT (NEW.revision IS OLD.revision"
    " AND NEW.written_at IS OLD.written_at AND NEW.kind IS OLD.kind AND NEW.batch IS OLD.batch"
    " AND NEW.reverses IS OLD.reverses AND NEW.table_name IS OLD.table_name"
    " AND NEW.row_key IS NULL AND NEW.before IS NULL AND NEW.after IS NULL)"
    " BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END",
)

Held = Mapping[str, Plain] | None


@dataclass(frozen=True)
class Change:
    """What should stand in one row from now on?

    Reads: table; key, a tuple in the order of the table's key or a dict; values by column, where columns
        not named stay as they are, or None to take the row away; by, who changes it; why, in a sentence.
    Refuses: ValueError for an unknown table or column, an incomplete key, or nobody in `by`.
    """

    table: str
    key: tuple | Mapping[str, object]
    values: Mapping[str, object] | None
    by: str
    why: str = ""

    def __post_init__(self) -> None:
        if self.table not in stored():
            raise ValueError(f"unknown table {self.table!r}")
        table, key = stored()[self.table], self.key
        given = key if isinstance(key, Mapping) else dict(zip(table.key, key, strict=True))
        unknown = set(given) ^ set(table.key) | set(self.values or {}) - set(table.columns)
        if unknown or not self.by:
            raise ValueError(f"{self.table}: the key is {table.key}, by is {self.by!r}, does not fit: {sorted(unknown)}")
        object.__setattr__(self, "key", {name: given[name] for name in table.key})

    def stored_key(self) -> dict[str, Plain]:
        """The key as it is kept; AllianceError where it cannot be one."""
        table = stored()[self.table]
        return {name: stored_value(table.columns[name], value, table.en) for name, value in self.key.items()}


@dataclass(frozen=True)
class Reversal(Change):
    """Which change was undone or redone? `before` is what stood there, `count` how many rows went together."""

    before: Held = None
    count: int = 1


@dataclass(frozen=True)
class Entry:
    """What does one row of the journal say? `before` and `after` hold the changed columns, or the whole row."""

    kind: str
    by: str
    why: str = ""
    table: str | None = None
    key: Held = None
    before: Held = None
    after: Held = None
    subjects: tuple[str, ...] = ()
    revision: int = 0

    def told(self) -> str:
        """Who changed what, as a sentence; values only of what everybody may see."""
        table = stored()[self.table]
        if self.before is None or self.after is None:
            return f"{self.by} {'added' if self.before is None else 'removed'} this row."
        shown = [self._said(table, name) for name in self.after if name in table.columns]
        return f"{self.by} changed {', '.join(shown) or 'the order of the rows'}."

    def _said(self, table: Table, name: str) -> str:
        column = table.columns[name]
        if table.see != "all" or column.see != "all":
            return f"'{column.en}'"
        return f"'{column.en}' from {self.before[name] or 'empty'!r} to {self.after[name] or 'empty'!r}"


class Journal:
    """The journal of one open dossier. Reads and writes within the transaction under way."""

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], datetime.datetime]) -> None:
        self._connection, self._now = connection, now

    @property
    def revision(self) -> int:
        """How far is the journal?"""
        return self._connection.execute("SELECT coalesce(max(revision), 0) FROM journal").fetchone()[0]

    def add(self, entry: Entry, batch: int | None = None, reverses: int | None = None) -> int:
        """Add one row; rows of one `batch` are undone together. Gives the revision."""
        number = self.revision + 1
        together = number if batch is None else batch
        self._connection.execute(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, self._now().isoformat(timespec="seconds"), entry.kind, together, reverses, entry.by, entry.why,
             entry.table, _written(entry.key), _written(entry.before), _written(entry.after), json.dumps(entry.subjects)))
        return number

    def entries(self, batch: int) -> list[Entry]:
        """What was changed together?"""
        return self._entries("batch = ?", (batch,))

    def since(self, table: str, key: Held, revision: int) -> list[Entry]:
        """What happened to this row after that revision?"""
        return self._entries("table_name = ? AND row_key = ? AND revision > ?", (table, _written(key), revision))

    def stacks(self, by: str) -> tuple[list[int], list[int]]:
        """Which batches of this author can be undone, and which redone? The last one is the next.

        Nothing before a barrier counts: not a closed round, a publication, or a person forgotten.
        """
        marks = ", ".join("?" * len(BARRIERS))
        found = self._connection.execute(
            "SELECT DISTINCT batch, kind, reverses FROM journal WHERE author = ? AND revision >"
            f" (SELECT coalesce(max(revision), 0) FROM journal WHERE kind IN ({marks})) ORDER BY batch", (by, *BARRIERS))
        done, undone = [], []
        for batch, kind, reverses in found:
            if kind == "undone":
                undone.append(done.pop(done.index(reverses)))
            elif kind == "redone":
                done.append(undone.pop(undone.index(reverses)))
            elif kind in ("recorded", "imported"):
                done.append(batch)
                undone.clear()
        return done, undone

    def frame(self) -> pd.DataFrame:
        """The whole journal: key, before and after as dicts, subjects as a tuple of person codes."""
        rows = self._connection.execute(
            "SELECT revision, written_at, kind, batch, reverses, author, why, table_name, row_key, before, after, subjects"
            " FROM journal ORDER BY revision").fetchall()
        found = pd.DataFrame(rows, columns=["revision", "written_at", "kind", "batch", "reverses", "by", "why", "table",
                                            "key", "before", "after", "subjects"])
        for name in ("key", "before", "after"):
            found[name] = pd.Series([_read(text) for text in found[name]], dtype=object)
        found["subjects"] = pd.Series([tuple(json.loads(text)) for text in found["subjects"]], dtype=object)
        return found

    def _entries(self, where: str, values: tuple) -> list[Entry]:
        rows = self._connection.execute(
            "SELECT kind, author, why, table_name, row_key, before, after, subjects, revision FROM journal"
            f" WHERE {where} ORDER BY revision", values)
        return [Entry(kind, by, why, table, _read(key), _read(before), _read(after), tuple(json.loads(subjects)), revision)
                for kind, by, why, table, key, before, after, subjects, revision in rows]


def people_in(table: Table, *rows: Held) -> tuple[str, ...]:
    """Whom does this row concern? The codes of every person it is about or refers to."""
    columns = [c.name for c in table.columns.values() if c.ref == "people" or (table.name == "people" and c.type == "id")]
    return tuple(sorted({str(row[name]) for row in rows if row for name in columns if row[name] is not None}))


def _written(held: Held) -> str | None:
    return None if held is None else json.dumps(dict(held), ensure_ascii=False)


def _read(text: str | None) -> dict | None:
    return json.loads(text) if isinstance(text, str) else None
