"""Has this file a passphrase, and which library opens it? SQLCipher reads what is locked, SQLite all else.

SQLCipher is an optional extra and is imported only for a file with a passphrase.
"""

import os
import sqlite3
import sys
import unicodedata
from pathlib import Path

from alliance_lib.errors import AllianceError

VARIABLE = "ALLIANCE_PASSPHRASE"  # where the facilitator's own notebooks and scripts find it
PLAIN_HEAD = b"SQLite format 3\x00"
PAGE = 4096  # SQLCipher 4 writes whole pages, and its first bytes are random


def locked(path: Path) -> bool:
    """Can this file be a dossier with a passphrase? It is noise, in whole pages."""
    with path.open("rb") as file:
        head = file.read(len(PLAIN_HEAD))
    return any(head) and head != PLAIN_HEAD and path.stat().st_size % PAGE == 0


def keyless() -> dict[str, str]:
    """The environment for a process that must not open a dossier: everything but the passphrase."""
    return {name: held for name, held in os.environ.items() if name != VARIABLE}


def needed(path: Path, given: str | None) -> str | None:
    """Which passphrase opens this file: the given one, that of the environment, or None for a plain file?

    Refuses: AllianceError if the file has a passphrase and there is none.
    """
    if not locked(path):
        return None
    found = given or os.environ.get(VARIABLE)
    if not found:
        raise AllianceError("this dossier has a passphrase.", str(path),
                            f"Type it when a command asks for it, or put it in the environment variable {VARIABLE}.")
    return found


def bare(path: Path, passphrase: str | None, mode: str = "rwc") -> sqlite3.Connection:
    """A connection without settings, that has read nothing yet: of SQLite if passphrase is None, else of SQLCipher."""
    if passphrase is None:
        return sqlite3.connect(_uri(path, mode), uri=True, isolation_level=None)
    return ciphered(path, passphrase, mode)


def ciphered(path: Path, passphrase: str | None, mode: str = "rwc") -> sqlite3.Connection:
    """A connection of SQLCipher, also to a plain file. Refuses: AllianceError if SQLCipher is not installed."""
    try:
        import sqlcipher3
    except ImportError as fault:
        raise AllianceError("a passphrase needs the package sqlcipher3, which is not installed.", str(path),
                            "Install it: python -m pip install sqlcipher3") from fault
    key = None if passphrase is None else typed(passphrase)
    connection = sqlcipher3.connect(_uri(path, mode), uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE").close()  # else a wrong passphrase fills the screen
    if key is not None:
        connection.set_key(key)
    return connection


def typed(passphrase: str) -> str:
    """The same characters whichever keyboard typed the accents; an empty one is refused, as it would not lock."""
    if not passphrase.strip():
        raise AllianceError("a passphrase may not be empty.", "", "Choose some words that nobody else would put together.")
    return unicodedata.normalize("NFC", passphrase)


def faults(name: str) -> tuple[type[Exception], ...]:
    """The exceptions of this name, of the libraries in use."""
    return tuple(getattr(library, name) for library in (sqlite3, sys.modules.get("sqlcipher3")) if library)


def _uri(path: Path, mode: str) -> str:
    return f"{path.resolve().as_uri()}?mode={mode}"
