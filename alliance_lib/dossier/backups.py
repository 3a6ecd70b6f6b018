"""Is there a copy that can be trusted? Verified backups in a folder beside the dossier.

Order comes from the number in the file name, never from the clock.
"""

import hashlib
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from alliance_lib.dossier.passphrase import bare
from alliance_lib.errors import AllianceError

KEEP = 10


def folder(path: Path) -> Path:
    """Where do the backups of this dossier stand?"""
    return path.with_name(f"{path.name}.backups")


def kept(path: Path) -> list[Path]:
    """Which backups are there, the oldest first?"""
    named = re.compile(rf"{re.escape(path.stem)}-\d+{re.escape(path.suffix)}")
    there = folder(path).iterdir() if folder(path).is_dir() else []
    return sorted((file for file in there if named.fullmatch(file.name)), key=_number)


def make(connection: sqlite3.Connection, path: Path, passphrase: str | None = None) -> Path:
    """Copy the dossier, verify the copy, and remove the oldest beyond KEEP.

    Reads: a connection that holds the write lock, so that nothing changes meanwhile and two windows do
        not make the same number; passphrase of the dossier, which its copies have too.
    Refuses: AllianceError if the copy is not whole or not equal; the older backups then stay.
    """
    folder(path).mkdir(exist_ok=True)
    before = kept(path)
    number = _number(before[-1]) + 1 if before else 1
    made = folder(path) / f"{path.stem}-{number:06}{path.suffix}"
    partial = made.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    try:
        with closing(bare(partial, passphrase)) as copy:
            # A connection that holds the write lock cannot be copied from; a second one reads beside it.
            with closing(bare(path, passphrase)) as source:
                source.backup(copy)
            check(copy, connection, path)
    except AllianceError:
        partial.unlink(missing_ok=True)
        raise
    partial.replace(made)
    for old in [*before, made][:-KEEP]:
        old.unlink()
    return made


def check(copy: sqlite3.Connection, original: sqlite3.Connection, path: Path) -> None:
    """Is this copy whole, and equal to the original? Refuses: AllianceError if not."""
    if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)] or content(copy) != content(original):
        raise AllianceError("the copy is not equal to the dossier and was thrown away.", str(path), "Check the disk.")


def content(connection: sqlite3.Connection) -> str:
    """sha256 of everything in the file: its marks, tables, rows, journal."""
    marks = [connection.execute(f"PRAGMA {mark}").fetchone() for mark in ("application_id", "user_version")]
    made = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    digest = hashlib.sha256(repr((marks, made)).encode())
    for name in [name for kind, name, *_ in made if kind == "table"]:
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):
            digest.update(repr(row).encode())
    return digest.hexdigest()


def _number(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])
