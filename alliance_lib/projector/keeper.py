"""Who holds the dossier while a shared screen is on? A process apart, with a fixed list of answers.

The screen's kernel runs notebook code that anybody may have touched; it gets published tables and may ask for a
few changes. Entering answers of people is not among them.
"""

import json
import secrets
from collections.abc import Mapping
from multiprocessing import AuthenticationError
from multiprocessing.connection import Listener
from pathlib import Path
from threading import Event, Thread

from alliance_lib import dossier, publication
from alliance_lib.alliance import Alliance, from_frames
from alliance_lib.errors import AllianceError
from alliance_lib.live.desk import SHARED
from alliance_lib.publication import history
from alliance_lib.result import frame_to_plain
from alliance_lib.schema import stored
from alliance_lib.words import Words

CONSENT = ("alliance", "rounds", "parties", "people", "approvals")  # what decides who may see what
JOURNAL = ["revision", "by", "table", "key", "before", "after"]


class Keeper:
    """What may a screen of this audience ask of a dossier, and what does it get?

    Reads: path of the dossier; audience; lang, for what the author of a change is called.
    Gives: answer, for one question; every answer is plain data. ready is set once a screen says that it stands.
    """

    def __init__(self, path: Path, audience: str, lang: str) -> None:
        self._path, self._audience, self._by = path, audience, Words(lang).label("audience", audience.partition(":")[0])
        self._known: tuple[tuple, Alliance] | None = None
        self.ready = Event()  # a screen is warm
        with dossier.open(path) as held:
            publication.check_audience(audience, held.snapshot())

    def answer(self, asked: Mapping) -> object:
        """Answer one question; refuses with AllianceError what is not on the list."""
        ways = {"about": self._about, "revision": self._revision, "frames": self._frames, "snapshot": self._snapshot,
                "changed": self._changed, "journal": self._journal, "record": self._record, "undo": self._back, "redo": self._back}
        if asked.get("do") == "ready":
            return self.ready.set()
        if asked.get("do") not in ways:
            raise AllianceError("this screen cannot ask that.")
        with dossier.open(self._path) as held:
            return ways[asked["do"]](held, asked)

    def _permitted(self, held: dossier.Dossier, round: int | None) -> Alliance:
        """What this audience may see now; worked out once for each revision."""
        at = (held.revision, round)
        if self._known is None or self._known[0] != at:
            whole = held.snapshot(round, names=self._audience != "facilitator")
            self._known = (at, whole if self._audience == "facilitator" else publication.frozen(whole, self._audience, history.of(whole, held.fresh)))
        return self._known[1]

    def _about(self, held: dossier.Dossier, asked: Mapping) -> dict:
        return publication.about(self._permitted(held, asked.get("round")), self._audience)

    def _revision(self, held: dossier.Dossier, asked: Mapping) -> int:
        return held.revision

    def _frames(self, held: dossier.Dossier, asked: Mapping) -> dict:
        only = stored() if asked["only"] is None else [name for name in stored() if name in asked["only"]]
        if self._audience == "facilitator":
            return {name: frame_to_plain(rows) for name, rows in held.frames(only=only).items()}
        whole = from_frames(held.frames(names=True, only={*only, *CONSENT}), held.rounds()[-1])
        seen = publication.permitted(whole, self._audience)
        return {name: frame_to_plain(seen.frames[name]) for name in only}

    def _changed(self, held: dossier.Dossier, asked: Mapping) -> list:
        return sorted(held.changed(asked["since"]))

    def _snapshot(self, held: dossier.Dossier, asked: Mapping) -> dict:
        seen = self._permitted(held, asked["round"])
        return {"round": seen.round, "shared": seen.shared,
                "frames": {name: frame_to_plain(rows) for name, rows in seen.frames.items()}}

    def _journal(self, held: dossier.Dossier, asked: Mapping) -> dict:
        told = held.journal()
        told = told.loc[told["table"].isin(self._writes), JOURNAL]
        for name in ("before", "after"):  # which columns, not what stood in them
            told[name] = told[name].map(lambda held: json.dumps(dict.fromkeys(held or ())))
        return frame_to_plain(told.assign(key=told["key"].map(json.dumps)))

    def _record(self, held: dossier.Dossier, asked: Mapping) -> int:
        rows = [dossier.Change(table, key, values, self._by) for table, key, values in asked["rows"]]
        if not {change.table for change in rows} <= self._writes:
            raise AllianceError("this cannot be changed from a shared screen.")
        return held.record_all(rows, asked["seen"])

    def _back(self, held: dossier.Dossier, asked: Mapping) -> dict:
        found = getattr(held, asked["do"])(self._by)
        return {"table": found.table, "key": found.key, "values": found.values, "before": found.before, "count": found.count,
                "by": found.by}

    @property
    def _writes(self) -> frozenset:
        return frozenset(stored()) if self._audience == "facilitator" else SHARED


class Line:
    """The door of a keeper: an address on this machine and a key; one question at a time."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper, self.key = keeper, secrets.token_bytes(32)
        self._door = Listener(authkey=self.key)
        Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return str(self._door.address)

    def close(self) -> None:
        """Let nobody in any more."""
        self._door.close()

    def _serve(self) -> None:
        while True:
            try:
                with self._door.accept() as line:
                    line.send_bytes(json.dumps(self._told(line.recv_bytes())).encode())
            except (EOFError, ConnectionError, AuthenticationError):
                continue  # somebody left in the middle, or spoke without the key
            except OSError:
                return  # the door was closed

    def _told(self, asked: bytes) -> dict:
        try:
            return {"found": self._keeper.answer(json.loads(asked))}
        except AllianceError as fault:
            return {"fault": fault.what}
        except (ValueError, KeyError, TypeError):
            return {"fault": "this screen cannot ask that."}
