"""Is there a copy that can be trusted? Verified backups in a folder beside the dossier.

Order comes from the number in the file name, never from the clock.
"""

import hashlib
import re
import sqlite3
from contextlib import closing
from pathlib import Path

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


def make(connection: sqlite3.Connection, path: Path) -> Path:
    """Copy the dossier, verify the copy, and remove the oldest beyond KEEP.

    Reads: a connection that holds the write lock, so that nothing changes meanwhile and two windows do
        not make the same number.
    Refuses: AllianceError if the copy is not whole or not equal; the older backups then stay.
    """
    folder(path).mkdir(exist_ok=True)
    before = kept(path)
    number = _number(before[-1]) + 1 if before else 1
    made = folder(path) / f"{path.stem}-{number:06}{path.suffix}"
    partial = made.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(partial)) as copy:
        # A connection that holds the write lock cannot be copied from; a second one reads beside it.
        with closing(sqlite3.connect(path)) as source:
            source.backup(copy)
        whole = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        equal = whole and content(copy) == content(connection)
    if not equal:
        partial.unlink()
        raise AllianceError("the backup is not equal to the dossier and was thrown away.", str(path), "Check the disk.")
    partial.replace(made)
    for old in [*before, made][:-KEEP]:
        old.unlink()
    return made


def content(connection: sqlite3.Connection) -> str:
    """sha256 of everything in the file: tables, rows, journal."""
    digest = hashlib.sha256()
    for line in connection.iterdump():
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _number(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])
