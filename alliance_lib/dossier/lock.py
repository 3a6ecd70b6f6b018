"""Give a dossier a passphrase, change it, or take it off: no plain text is left in the file and its backups."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from alliance_lib import dossier
from alliance_lib.dossier import backups
from alliance_lib.dossier.connection import speaking
from alliance_lib.dossier.passphrase import ciphered, needed, typed
from alliance_lib.errors import AllianceError


def lock(path: str | Path, new: str | None, passphrase: str | None = None) -> Path:
    """Which new backup holds this dossier under its new passphrase?

    Reads: new, or None to take the passphrase off; passphrase, the present one, as in `dossier.open`.
    Refuses: AllianceError for what `dossier.open` refuses, an empty passphrase, and while another window
        is writing; the dossier and its backups are then as they were.
    Gives: the path of the backup. The older backups are removed, after it was verified.
    Leaves out: copies that others keep, and what a disk does not overwrite when it is told to.
    """
    path = Path(path).resolve()
    dossier.open(path, passphrase=passphrase).close()
    present = needed(path, passphrase)
    if present is None and new is None:
        raise AllianceError("this dossier has no passphrase.", str(path))
    before = [*backups.kept(path), *backups.folder(path).glob("*.partial")]
    with speaking(path):
        _convert(path, present, new)
    with dossier.open(path, passphrase=new) as held:
        made = held.backup()
    for old in filter(Path.exists, before):
        with old.open("r+b") as file:
            _overwrite(file)
        old.unlink()
    return made


def _convert(path: Path, old: str | None, new: str | None) -> None:
    made = path.with_name(f"{path.name}.partial")
    made.unlink(missing_ok=True)
    # Both by SQLCipher, also on a plain file: two libraries in one process undo each other's locks.
    with closing(ciphered(path, old)) as guard, closing(ciphered(path, old)) as source:
        guard.execute("PRAGMA busy_timeout = 1000").close()
        guard.execute("BEGIN IMMEDIATE")
        try:
            _export(source, made, new)
            with closing(ciphered(made, new)) as copy:
                backups.check(copy, source, path)
            shutil.copymode(path, made)
            if os.name == "posix":
                _swap(made, path)
        except BaseException:
            made.unlink(missing_ok=True)
            raise
    if os.name != "posix":  # there no file is replaced that any window has open, so nothing can be lost between
        made.replace(path)


def _export(source: sqlite3.Connection, made: Path, new: str | None) -> None:
    """SQLCipher cannot lock a plain file in place; it copies all but the two marks in the head."""
    source.execute("ATTACH DATABASE ? AS made KEY ?", (str(made), "" if new is None else typed(new)))
    source.execute("SELECT sqlcipher_export('made')").fetchone()
    for mark in ("application_id", "user_version"):
        source.execute(f"PRAGMA made.{mark} = {source.execute(f'PRAGMA main.{mark}').fetchone()[0]}")
    source.execute("DETACH DATABASE made")


def _swap(made: Path, path: Path) -> None:
    """Put the new file in place and wipe the old one: a window that still has that open cannot write in it unheard."""
    with path.open("r+b") as old:
        made.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        _overwrite(old)


def _overwrite(file) -> None:
    file.write(bytes(os.fstat(file.fileno()).st_size))
    file.flush()
    os.fsync(file.fileno())
