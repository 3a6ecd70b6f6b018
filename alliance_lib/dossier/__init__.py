"""What do we know of this alliance, who changed it, and can it be trusted? One SQLite file per alliance.

`create` makes a dossier, `open` gives a Dossier. Every acknowledged change is on the disk, with its row in
the journal, in one transaction.
"""

import datetime
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from alliance_lib.alliance import Alliance, from_frames
from alliance_lib.dossier import backups, changes, store
from alliance_lib.dossier import journal as journals
from alliance_lib.dossier.connection import check_dossier, check_file, connect, speaking, transaction
from alliance_lib.dossier.journal import BARRIERS, Change, Entry, Journal, Reversal
from alliance_lib.dossier.passphrase import needed
from alliance_lib.errors import AllianceError
from alliance_lib.schema import stored

__all__ = ["Change", "Dossier", "create", "open"]
NOTHING: Mapping = MappingProxyType({})


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def create(path: str | Path, frames: Mapping[str, pd.DataFrame] = NOTHING, names: Mapping[str, str] = NOTHING, *,
           now: Callable[[], datetime.datetime] = _now, passphrase: str | None = None) -> None:
    """Make a new dossier of these tables.

    Reads: frames by table name, any subset; names of people by person code. All of it is checked first.
        passphrase, if the file must be unreadable without it.
    Refuses: AllianceError for a file that exists already, a folder that does not, and for every value,
        code or reference that may not be there; nothing is left behind then.
    """
    path, rows = Path(path), store.rows_from(frames, names)
    try:
        path.open("xb").close()
    except FileExistsError as fault:
        raise AllianceError("there is a file with this name already.", str(path), "Choose another name.") from fault
    except OSError as fault:
        raise AllianceError("here no file can be made.", str(path), "Check whether the folder exists.") from fault
    try:
        with speaking(path), closing(connect(path, passphrase)) as connection, transaction(connection):
            for statement in (*store.ddl(), *journals.DDL):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {store.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {store.VERSION}")
            for name, table_rows in rows.items():
                for row in table_rows:
                    store.write_row(connection, stored()[name], row)
            filled = ", ".join(name for name, given in rows.items() if given and name != "alliance")
            Journal(connection, now).add(Entry("created", "create", filled))
    except BaseException:
        for made in (path, path.with_name(f"{path.name}-journal")):
            made.unlink(missing_ok=True)
        raise


def open(path: str | Path, *, now: Callable[[], datetime.datetime] = _now, passphrase: str | None = None) -> "Dossier":
    """Open a dossier; use it in a `with` statement, or close it.

    Reads: passphrase, for a dossier that has one; if None, that of the environment (ALLIANCE_PASSPHRASE).
    Refuses: AllianceError for no such file (with the nearest names), a file that is no dossier, one of a
        newer version or with other tables, a damaged one (with the newest backup), and a missing or wrong
        passphrase.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     create(f"{folder}/demo.alliance", {"topics": pd.DataFrame({"topic_id": ["T1"], "name": ["vrijgave"]})})
    ...     with open(f"{folder}/demo.alliance") as held:
    ...         revision = held.record(Change("topics", ("T1",), {"stake_1to5": 5}, by="Anna", why="zei de stuurgroep"))
    ...         undone = held.undo("Anna")
    ...         undone.values, held.snapshot()["topics"]["stake_1to5"].tolist()
    ({'stake_1to5': 5}, [nan])
    """
    path = Path(path)
    check_file(path)
    key = needed(path, passphrase)
    with speaking(path):
        connection = connect(path, key)
        try:
            check_dossier(connection, path)
        except BaseException:
            connection.close()
            raise
    return Dossier(path, connection, now, key)


class Dossier:
    """One open dossier: what is in it, and every way to change it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, now: Callable[[], datetime.datetime],
                 passphrase: str | None) -> None:
        self.path, self._connection, self._passphrase = path, connection, passphrase
        self._journal = Journal(connection, now)

    def __enter__(self) -> "Dossier":
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. What was acknowledged is on the disk already."""
        self._connection.close()

    @property
    def revision(self) -> int:
        """How many journal rows are there? Give it back as `seen` when a change was made on what was read now."""
        with self._reading():
            return self._journal.revision

    @property
    def fresh(self) -> bool:
        """Was this dossier made here from nothing, so that it has no past elsewhere?"""
        with self._reading() as connection:
            return not connection.execute("SELECT count(*) FROM journal WHERE kind = 'imported'"
                                          " OR kind = 'created' AND why <> ''").fetchone()[0]

    @property
    def retention_date(self) -> datetime.date | None:
        """Until when may this dossier be kept? None if nobody said."""
        with self._reading() as connection:
            found = connection.execute('SELECT retention_date FROM "alliance"').fetchone()
        return datetime.date.fromisoformat(found[0]) if found and found[0] else None

    def journal(self) -> pd.DataFrame:
        """Who changed what? In order; key, before and after are dicts, subjects the people concerned."""
        with self._reading():
            return self._journal.frame()

    def frames(self, names: bool = False, only: Collection[str] | None = None) -> dict[str, pd.DataFrame]:
        """The stored tables as they were entered, every round, all unless `only`; people.name is empty unless `names`."""
        with self._reading() as connection:
            return {name: store.frame(t, store.read_rows(connection, t), names) for name, t in stored().items()
                    if only is None or name in only}

    def changed(self, since: int) -> set[str]:
        """Which tables may stand differently than at this revision? All where more than rows was changed."""
        with self._reading() as connection:
            told = {name for (name,) in connection.execute("SELECT DISTINCT table_name FROM journal WHERE revision > ?", (since,))}
        return set(stored()) if None in told else told

    def names(self) -> dict[str, str]:
        """Person code -> name, for the facilitator only."""
        with self._reading() as connection:
            return dict(connection.execute('SELECT person_id, name FROM "names" ORDER BY person_id'))

    def rounds(self) -> list[int]:
        """Which rounds are there, in the table of rounds or in any other? Round 1 if none."""
        queries = [f'SELECT round FROM "{name}"' for name, table in stored().items() if table.by_round]
        with self._reading() as connection:
            return [round for (round,) in connection.execute(f"{' UNION '.join(queries)} ORDER BY 1")] or [1]

    def snapshot(self, round: int | None = None, names: bool = False) -> Alliance:
        """What did we know in this round?

        Reads: round, the latest if None; names True for the facilitator's own view.
        Gives: Alliance without rows of later rounds and without later events.
        Refuses: AllianceError for a round that does not exist, with the list of rounds.
        """
        with self._reading():
            known = self.rounds()
            if round is not None and round not in known:
                raise AllianceError(f"there is no round {round}.", str(self.path),
                                    f"Choose one of: {', '.join(map(str, known))}.")
            frames, named = self.frames(names), self.names() if names else {}
        return from_frames(frames, known[-1] if round is None else int(round), named)

    def record(self, change: Change, seen: int | None = None) -> int:
        """Store one change and its journal row, or nothing. Gives the revision.

        Reads: seen, the revision at which the row was read; None to overrule.
        Refuses: AllianceError for a value that may not be there, a row of a closed round, or a row that
            was changed after `seen`: it says by whom.
        """
        return self.record_all([change], seen)

    def record_all(self, changed: Iterable[Change], seen: int | None = None) -> int:
        """Store these changes together, or none of them. They are undone together too."""
        with self.writing() as connection:
            changes.record(connection, self._journal, changed, seen)
            return self._journal.revision

    def undo(self, by: str) -> Reversal:
        """Take back the last change of this author; gives what was undone.

        Refuses: AllianceError if there is nothing to undo since the last closed round or publication, or if
            somebody else changed the row meanwhile.
        """
        with self.writing() as connection:
            return changes.reverse(connection, self._journal, by, "undone")

    def redo(self, by: str) -> Reversal:
        """Do again what this author undid last; gives what was redone."""
        with self.writing() as connection:
            return changes.reverse(connection, self._journal, by, "redone")

    def barrier(self, kind: str, by: str) -> int:
        """Put a mark that undo never passes: "closed_round", "publication" or "forget". Gives the revision."""
        if kind not in BARRIERS:
            raise ValueError(f"a barrier is one of {BARRIERS}, got {kind!r}")
        with self.writing():
            return self._journal.add(Entry(kind, by))

    def close_round(self, round: int, on: datetime.date, by: str) -> Path:
        """Close a round: its rows cannot change any more and undo stops here. Gives the backup made."""
        with self.writing() as connection:
            changes.close(connection, self._journal, round, on, by)
        return self.backup()

    def replace(self, frames: Mapping[str, pd.DataFrame], names: Mapping[str, str] | None, by: str) -> int:
        """Take over a whole workbook, all or nothing. Gives the revision.

        Reads: frames; a table that is not among them stays as it is, an empty frame empties its table.
            names per person code; None keeps the names of the people who stay.
        Refuses: AllianceError for what may not be there and for a difference in a closed round. A backup
            is made first, and the import can be undone as one change.
        """
        if names is None:
            people = set(frames["people"]["person_id"]) if "people" in frames else set()
            names = {person: name for person, name in self.names().items() if person in people}
        rows = store.rows_from(frames, names)
        self.backup()
        with self.writing() as connection:
            changes.take_over(connection, self._journal, rows, by)
            return self._journal.revision

    def backup(self) -> Path:
        """Make a verified copy beside the dossier; the ten newest are kept. Gives its path."""
        with self.writing() as connection:
            return backups.make(connection, self.path, self._passphrase)

    def shelved(self, round: int, audience: str) -> str | None:
        """What was published last of this round for this audience, to reprint? None if nothing was."""
        with self._reading() as connection:
            found = connection.execute("SELECT content FROM shelf WHERE round = ? AND audience = ?", (round, audience)).fetchone()
        return None if found is None else found[0]

    def shelve(self, round: int, audience: str, content: str) -> None:
        """Keep what is published, so that it is reprinted and never computed anew."""
        with self.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO shelf VALUES (?, ?, ?)", (round, audience, content))

    def vacuum(self) -> None:
        """Write the file anew, so that no freed page holds anything."""
        with speaking(self.path):
            self._connection.execute("VACUUM")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One write transaction around several steps: all of them or none. A second one joins the first."""
        if self._connection.in_transaction:
            yield self._connection
            return
        with speaking(self.path), transaction(self._connection):
            yield self._connection

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Everything read in here stood there at one moment."""
        if self._connection.in_transaction:
            yield self._connection
            return
        with speaking(self.path):
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._connection.rollback()
