"""How does a change come to stand in a dossier? Checks it, writes it, and journals it; and the way back.

Everything here happens inside the write transaction under way: an error leaves nothing behind.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace

from alliance_lib.dossier.journal import Change, Entry, Held, Journal, Reversal, people_in
from alliance_lib.dossier.store import PLACE, Row, delete_row, next_place, read_row, read_rows, row_title, write_row
from alliance_lib.dossier.values import stored_row, stored_value
from alliance_lib.errors import AllianceError
from alliance_lib.schema import Table, stored


def record(connection: sqlite3.Connection, journal: Journal, changes: Iterable[Change], seen: int | None) -> None:
    """Write these changes as one batch. Refuses a row that somebody changed after revision `seen`."""
    changes = list(changes)
    if seen is not None:
        for change in changes:
            _check_seen(journal, change, seen)
    batch = journal.revision + 1
    for change in changes:
        table, key = stored()[change.table], change.stored_key()
        old = read_row(connection, table, key)
        new = _wanted(connection, table, key, old, change)
        entry = Entry("recorded", change.by, change.why, table.name, key)
        _put(connection, journal, entry, (old, new), (batch, None))


def take_over(connection: sqlite3.Connection, journal: Journal, rows: Mapping[str, list[Row]], by: str) -> None:
    """Make the given tables hold exactly these rows, as one batch; tables not given stay as they are."""
    batch = journal.revision + 1
    closed = closed_rounds(connection)
    puts = []
    for name, wanted in rows.items():
        table = stored()[name]
        new = {tuple(row[k] for k in table.key): row for row in wanted}
        old = {tuple(row[k] for k in table.key): row for row in read_rows(connection, table)}
        for key in [*(k for k in old if k not in new), *new]:  # what goes, goes first
            entry = Entry("imported", by, "", name, dict(zip(table.key, key, strict=True)))
            puts.append((entry, old.get(key), new.get(key)))
    for entry, before, after in puts:
        _check_open(stored()[entry.table], entry.key, (before, after), closed)
    for entry, before, after in puts:
        _write(connection, journal, entry, (before, after), (batch, None))
    for round in sorted(set(closed_rounds(connection)) - set(closed)):
        journal.add(Entry("closed_round", by, f"round {round} came in as closed"))


def reverse(connection: sqlite3.Connection, journal: Journal, by: str, kind: str) -> Reversal:
    """Undo ("undone") or redo ("redone") the next batch of this author.

    Refuses: AllianceError if there is none, or if a row no longer stands as this author left it.
    """
    done, undone = journal.stacks(by)
    stack = done if kind == "undone" else undone
    if not stack:
        verb = "undo" if kind == "undone" else "redo"
        raise AllianceError(f"there is nothing to {verb} for {by}.", "",
                            "What was done before a closed round or a publication stays." if kind == "undone" else "")
    entries, batch = journal.entries(stack[-1]), journal.revision + 1
    for entry in reversed(entries) if kind == "undone" else entries:
        left, wanted = (entry.after, entry.before) if kind == "undone" else (entry.before, entry.after)
        table = stored()[entry.table]
        old = read_row(connection, table, entry.key)
        if not _stands(old, left):
            raise _overtaken(journal, entry, table)
        new = None if wanted is None else (old or {}) | dict(wanted)
        _put(connection, journal, Entry(kind, by, entry.why, entry.table, entry.key), (old, new), (batch, stack[-1]))
    last = entries[-1]
    return Reversal(last.table, last.key, _declared(last, last.after), last.by, last.why, _declared(last, last.before),
                    len(entries))


def close(connection: sqlite3.Connection, journal: Journal, round: int, on: object, by: str) -> None:
    """Close a round on a day: its rows stay as they are from now on."""
    table = stored()["rounds"]
    where, key = row_title(table, {"round": round}), {"round": round}
    old = read_row(connection, table, key)
    if old is None:
        raise AllianceError("this round has no reference date.", where, "Add the round with its reference date first.")
    if old["closed_date"] is not None:
        raise AllianceError(f"this round was closed on {old['closed_date']}.", where)
    column = replace(table.columns["closed_date"], required=True)
    new = old | {"closed_date": stored_value(column, on, where)}
    _write(connection, journal, Entry("closed_round", by, "", "rounds", key), (old, new), (None, None))


def closed_rounds(connection: sqlite3.Connection) -> dict[int, str]:
    """Which rounds are closed? Round -> reference date."""
    return dict(connection.execute("SELECT round, reference_date FROM rounds WHERE closed_date IS NOT NULL"))


def _put(connection: sqlite3.Connection, journal: Journal, entry: Entry, rows: tuple[Row | None, Row | None],
         numbers: tuple[int | None, int | None]) -> None:
    _check_open(stored()[entry.table], entry.key, rows, closed_rounds(connection))
    _write(connection, journal, entry, rows, numbers)


def _write(connection: sqlite3.Connection, journal: Journal, entry: Entry, rows: tuple[Row | None, Row | None],
           numbers: tuple[int | None, int | None]) -> None:
    """Write one row and its entry; what stays the same is not written. numbers: batch, batch reversed."""
    old, new = rows
    if old == new:
        return
    table = stored()[entry.table]
    if new is None:
        delete_row(connection, table, entry.key)
    else:
        write_row(connection, table, new)
    before, after = old, new
    if old is not None and new is not None:
        changed = [name for name in new if new[name] != old[name]]
        before, after = {name: old[name] for name in changed}, {name: new[name] for name in changed}
    whole = replace(entry, before=before, after=after, subjects=people_in(table, old, new))
    journal.add(whole, *numbers)


def _wanted(connection: sqlite3.Connection, table: Table, key: Held, old: Row | None, change: Change) -> Row | None:
    where = row_title(table, key)
    if change.values is None:
        if old is None:
            raise AllianceError("this row is not there.", where, "Perhaps somebody removed it; read the dossier again.")
        return None
    if old is None and table.single and read_rows(connection, table):
        raise AllianceError("there is one row already.", where, "Change that one.")
    place = next_place(connection, table) if old is None else old[PLACE]
    held = {} if old is None else {name: old[name] for name in table.columns}
    new = stored_row(table, held | dict(change.values) | dict(key), where) | {PLACE: place}
    moved = [name for name in table.key if name in change.values and change.values[name] != change.key[name]]
    if moved:
        raise ValueError(f"the key of a row cannot change: {moved}")
    if table.name == "rounds" and new["closed_date"] != held.get("closed_date"):
        raise AllianceError("a round is closed by closing it, not by filling in a date.", where, "Use close_round.")
    return new


def _check_seen(journal: Journal, change: Change, seen: int) -> None:
    key = change.stored_key()
    since = [entry for entry in journal.since(change.table, key, seen) if set(entry.after or key) != {PLACE}]
    if since:
        raise AllianceError(f"meanwhile {since[-1].told()}", row_title(stored()[change.table], key),
                            "Nothing was stored; read the row again and decide.")


def _check_open(table: Table, key: Held, rows: tuple[Row | None, Row | None], closed: Mapping[int, str]) -> None:
    """A row of a closed round stays; only later events and columns declared `late` may still be filled in."""
    if not table.by_round or rows[0] == rows[1]:
        return
    for round in {row["round"] for row in rows if row is not None} & set(closed):
        if not _may_change(table, rows, closed[round]):
            raise AllianceError(f"round {round} is closed; its rows cannot change any more.", row_title(table, key),
                                "Record it in the round that is open.")


def _may_change(table: Table, rows: tuple[Row | None, Row | None], day: str) -> bool:
    old, new = rows
    if old is None or new is None:
        return False
    changed = [name for name in new if new[name] != old[name] and name != PLACE]
    if all(table.columns[name].late for name in changed):
        return True
    events = all(table.columns[name].event for name in changed)
    return events and all(row[name] is None or row[name] > day for row in rows for name in changed)


def _declared(entry: Entry, held: Held) -> Held:
    return None if held is None else {name: value for name, value in held.items() if name != PLACE}


def _stands(row: Row | None, left: Held) -> bool:
    if row is None or left is None:
        return row is None and left is None
    return all(row[name] == value for name, value in left.items())


def _overtaken(journal: Journal, entry: Entry, table: Table) -> AllianceError:
    later = [other for other in journal.since(entry.table, entry.key, entry.revision) if other.by != entry.by]
    said = f"meanwhile {later[-1].told()}" if later else "this row was changed meanwhile."
    return AllianceError(said, row_title(table, entry.key), "Nothing was changed; do it by hand if it is still needed.")
