"""A dossier at a distance: what a shared screen's kernel gets in its place.

The keeper (projector/keeper.py) holds the dossier in a process of its own and answers a fixed list of questions
with what this audience may see. The kernel knows an address and a key, no path and no passphrase.
"""

import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from multiprocessing.connection import Client

import pandas as pd

from alliance_lib.alliance import Alliance, from_frames
from alliance_lib.dossier import Change, Reversal
from alliance_lib.errors import AllianceError
from alliance_lib.result import frame_from_plain

SOURCE = "live"  # what a notebook opens instead of a path
ADDRESS, KEY = "ALLIANCE_KEEPER", "ALLIANCE_KEEPER_KEY"


def kept() -> bool:
    """Does a keeper hold the dossier for this kernel?"""
    return ADDRESS in os.environ


def ask(do: str, **facts: object) -> object:
    """Ask the keeper one thing.

    Refuses: AllianceError as the dossier would, or if nobody keeps a dossier for this kernel.
    """
    if not kept():
        raise AllianceError("no dossier is kept open for this notebook.", "", "Start it with alliance live.")
    try:
        with Client(os.environ[ADDRESS], authkey=bytes.fromhex(os.environ[KEY])) as line:
            line.send_bytes(json.dumps({"do": do} | facts, default=str).encode())
            told = json.loads(line.recv_bytes())
    except (OSError, EOFError) as fault:
        raise AllianceError("the dossier is not open any more.", "", "Start alliance live again; nothing saved is lost.") from fault
    if "fault" in told:
        raise AllianceError(told["fault"])
    return told["found"]


class Distant:
    """The dossier as a shared screen may use it: the same questions as to a dossier, fewer answers."""

    def __enter__(self) -> "Distant":
        return self

    def __exit__(self, *fault: object) -> None:
        """There is nothing to let go of: each question is one conversation."""

    @property
    def revision(self) -> int:
        return ask("revision")

    def frames(self, only: Collection[str] | None = None) -> dict[str, pd.DataFrame]:
        """The tables this audience may see, all unless `only`; what it may not see is empty."""
        return {name: frame_from_plain(rows) for name, rows in ask("frames", only=None if only is None else sorted(only)).items()}

    def changed(self, since: int) -> set[str]:
        """Which tables may stand differently than at this revision?"""
        return set(ask("changed", since=since))

    def snapshot(self, round: int | None = None) -> Alliance:
        """The snapshot that this audience's figures are computed from."""
        told = ask("snapshot", round=round)
        found = from_frames({name: frame_from_plain(rows) for name, rows in told["frames"].items()}, told["round"])
        return replace(found, shared=told["shared"])

    def journal(self) -> pd.DataFrame:
        """Who changed what, among the tables this screen may change?"""
        return frame_from_plain(ask("journal")).map(lambda held: json.loads(held) if isinstance(held, str) and held[:1] == "{" else held)

    def record_all(self, changes: Iterable[Change], seen: int) -> None:
        """Store these changes together; the keeper refuses what this screen may not change."""
        ask("record", seen=seen, rows=[[change.table, change.key, change.values] for change in changes])

    def undo(self, by: str) -> Reversal:
        return _reversal(ask("undo"))

    def redo(self, by: str) -> Reversal:
        return _reversal(ask("redo"))


def _reversal(told: Mapping) -> Reversal:
    return Reversal(told["table"], told["key"], told["values"], told["by"], before=told["before"], count=told["count"])
