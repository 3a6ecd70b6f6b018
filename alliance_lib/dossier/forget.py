"""Erase a person: nothing of them is left in tables, journal, undo and the backups we manage.

The history of publications keeps a random number that nothing links to anybody any more.
"""

import json
import sqlite3
from dataclasses import dataclass

from alliance_lib.dossier import Dossier, backups
from alliance_lib.errors import AllianceError
from alliance_lib.schema import Column, stored


@dataclass(frozen=True)
class Forgotten:
    """What went, and what remains for people to do?

    rows: how many rows went per table; publications: numbers of the publications in which an answer of
    this person was counted; briefings: (round, audience) of kept briefings that showed the name or an
    approved text and were thrown away; mentions: sheets and rows whose text still holds the name.
    """

    rows: dict[str, int]
    publications: tuple[int, ...]
    briefings: tuple[tuple[int, str], ...]
    mentions: tuple[str, ...]


def forget(held: Dossier, person: str, by: str) -> Forgotten:
    """Erase this person from an open dossier.

    Refuses: AllianceError for a person who is not there.
    Gives: Forgotten. Undo cannot bring the person back; older backups are removed, a new one is made.
    Leaves out: copies that others keep, and pages that were handed out; those are listed.
    """
    names = held.names()
    if person not in set(held.frames()["people"]["person_id"]):
        raise AllianceError(f"there is no person '{person}'.", str(held.path), "Look in the sheet of people.")
    with held.writing() as connection:
        counted = _counted(connection, person)
        briefings = _unshelve(connection, person, names.get(person))
        rows = _erase_rows(connection, person)
        _erase_journal(connection, person, names.get(person, ""))
        held.barrier("forget", by)
    _compact(held)
    return Forgotten(rows, counted, briefings, _mentions(held, names.get(person, "")))


def _counted(connection: sqlite3.Connection, person: str) -> tuple[int, ...]:
    found = connection.execute(
        "SELECT DISTINCT publication_number FROM published_cells, person_numbers WHERE person_id = ?"
        " AND ' ' || members_text || ' ' LIKE '% ' || number_text || ' %' ORDER BY 1",
        (person,),
    )
    return tuple(number for (number,) in found)


def _unshelve(connection: sqlite3.Connection, person: str, name: str | None) -> tuple[tuple[int, str], ...]:
    """Throw away kept briefings in which this person can be read."""
    said = connection.execute("SELECT paraphrase FROM notes WHERE person_id = ? UNION"
                              " SELECT paraphrase FROM complaints WHERE person_id = ?", (person, person))
    texts = [json.dumps(text, ensure_ascii=False)[1:-1] for text in [name, *(text for (text,) in said)] if text]
    found = [(round, audience) for round, audience, content in connection.execute("SELECT * FROM shelf ORDER BY 1, 2")
             if any(text in content for text in texts)]
    connection.executemany("DELETE FROM shelf WHERE round = ? AND audience = ?", found)
    return tuple(found)


def _erase_rows(connection: sqlite3.Connection, person: str) -> dict[str, int]:
    rows = {}
    for name, table in stored().items():
        for column in filter(_names_a_person, table.columns.values()):
            done = connection.execute(f'DELETE FROM "{name}" WHERE "{column.name}" = ?', (person,))
            rows[name] = rows.get(name, 0) + done.rowcount
    rows["names"] = connection.execute('DELETE FROM "names" WHERE person_id = ?', (person,)).rowcount
    return {name: count for name, count in rows.items() if count}


def _names_a_person(column: Column) -> bool:
    return column.ref == "people" or column.name == "person_id"


def _erase_journal(connection: sqlite3.Connection, person: str, name: str) -> None:
    """Empty every journal row that concerns the person or writes the name; order, time and kind stay."""
    found = connection.execute("SELECT revision, subjects, why, author, before, after FROM journal").fetchall()
    for revision, subjects, why, author, before, after in found:
        written = name and any(name in (text or "") for text in (why, author, before, after))
        if person in json.loads(subjects) or written:
            connection.execute(
                "UPDATE journal SET row_key = NULL, before = NULL, after = NULL, subjects = '[]',"
                " why = '', author = ? WHERE revision = ?",
                ("" if name and name in author else author, revision),
            )


def _compact(held: Dossier) -> None:
    """Rewrite the file so that no freed page holds anything, and replace the backups."""
    held.vacuum()
    for old in backups.kept(held.path):
        old.unlink()
    held.backup()


def _mentions(held: Dossier, name: str) -> tuple[str, ...]:
    if not name:
        return ()
    found = []
    for table, rows in held.frames(names=True).items():
        texts = rows.select_dtypes("str")
        hits = texts.apply(lambda column: column.str.contains(name, regex=False, na=False)).any(axis=1) if len(texts) else []
        found += [f"{stored()[table].nl}, {position + 1}" for position, hit in enumerate(hits) if hit]
    return tuple(found)
