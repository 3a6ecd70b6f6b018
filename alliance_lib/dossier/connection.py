"""Can this file be opened and trusted? The settings of SQLite, its transactions, and its faults in sentences."""

import difflib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alliance_lib.dossier import backups, store
from alliance_lib.dossier import journal as journals
from alliance_lib.dossier.passphrase import PLAIN_HEAD, bare, faults, locked
from alliance_lib.errors import AllianceError

SETTINGS = (
    "PRAGMA journal_mode = TRUNCATE", "PRAGMA synchronous = EXTRA", "PRAGMA fullfsync = ON",
    "PRAGMA secure_delete = ON", "PRAGMA foreign_keys = ON", "PRAGMA trusted_schema = OFF", "PRAGMA busy_timeout = 5000",
)
FAULTS = {
    sqlite3.SQLITE_BUSY: ("another window is writing.", "Try again in a moment."),
    sqlite3.SQLITE_READONLY: ("this file may not be written.", "Copy it to a folder of your own."),
    sqlite3.SQLITE_FULL: ("the disk is full; nothing was stored.", "Make room and try again."),
    sqlite3.SQLITE_IOERR: ("the disk does not answer; nothing was stored.", "Check the disk or the connection to it."),
    sqlite3.SQLITE_CANTOPEN: ("this file cannot be opened.", "Check whether the folder may be written."),
    sqlite3.SQLITE_CORRUPT: ("this dossier is damaged.", ""),
    sqlite3.SQLITE_NOTADB: ("this dossier is damaged.", ""),
}


def connect(path: Path, passphrase: str | None = None) -> sqlite3.Connection:
    """A connection that loses no acknowledged change when the power goes; it never makes a file.

    Refuses: AllianceError for a passphrase that does not open the file.
    """
    connection = bare(path, passphrase, "rw")
    try:
        if passphrase is not None:
            _unlock(connection, path)
        for setting in SETTINGS:
            connection.execute(setting).close()
    except BaseException:
        connection.close()
        raise
    return connection


def _unlock(connection: sqlite3.Connection, path: Path) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").close()
    except faults("DatabaseError") as fault:
        if fault.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
            raise
        raise AllianceError("that passphrase is not right.", str(path),
                            f"If you are sure of it, the file is damaged or no dossier. {_restore(path)}") from fault


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written in here, or nothing; a reference that leads nowhere is an AllianceError."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        try:
            connection.execute("COMMIT")
        except faults("IntegrityError") as fault:
            raise store.dangling(connection) from fault
    except BaseException:
        connection.rollback()
        raise


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """What SQLite cannot do is said in a sentence; a fault of the program stays one."""
    try:
        yield
    except faults("ProgrammingError"):
        raise
    except (*faults("DatabaseError"), json.JSONDecodeError, UnicodeDecodeError) as fault:
        # Text that is not text any more has no code of SQLite: Python finds it, in a page that was overwritten.
        code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code not in FAULTS:
            raise
        what, remedy = FAULTS[code]
        raise AllianceError(what, str(path), remedy or _restore(path)) from fault


def _restore(path: Path) -> str:
    newest = backups.kept(path)[-1:]
    return f"The newest backup is {newest[0]}; copy it to a new name." if newest else "There is no backup beside it."


def check_file(path: Path) -> None:
    """Is there a file that could be a dossier? If not, which names come near?"""
    if path.is_dir():
        raise AllianceError("this is a folder, not a dossier.", str(path))
    if not path.is_file():
        there = [found.name for found in path.absolute().parent.glob("*.alliance")]
        near = difflib.get_close_matches(path.name, there, n=3, cutoff=0.3)
        listed = f"In that folder is: {', '.join(sorted(there)[:5]) or 'no dossier'}."
        said = f"Do you mean {' or '.join(near)}?" if near else listed
        raise AllianceError("there is no such dossier.", str(path), said)
    with path.open("rb") as file:
        plain = file.read(len(PLAIN_HEAD)) == PLAIN_HEAD
    if not plain and not locked(path):
        raise AllianceError("this file is not a dossier.", str(path), _restore(path) if backups.kept(path) else "")


def check_dossier(connection: sqlite3.Connection, path: Path) -> None:
    """Is it a dossier, whole, and of this version?"""
    if connection.execute("PRAGMA application_id").fetchone()[0] != store.APPLICATION_ID:
        raise AllianceError("this file is not a dossier.", str(path))
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > store.VERSION:
        raise AllianceError(f"this dossier was made by a newer version of the program ({version}, this is {store.VERSION}).",
                            str(path), "Install the newer version.")
    if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise AllianceError("this dossier is damaged.", str(path), _restore(path))
    made = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    if not made.issuperset((*store.ddl(), *journals.DDL)):
        raise AllianceError("this dossier was made by a version with other tables.", str(path),
                            "Export it to a workbook with that version and import it here.")
