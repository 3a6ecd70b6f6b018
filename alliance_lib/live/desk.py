"""A dossier as a panel may use it: read, record, undo, redo, close a round. It knows no path."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import pandas as pd

from alliance_lib.alliance import Alliance, from_frames
from alliance_lib.dossier import Change, Dossier, Reversal
from alliance_lib.errors import AllianceError
from alliance_lib.live.sketch import Row, Sketch
from alliance_lib.schema import DECLINED, Column, Table, stored
from alliance_lib.words import Words

ABOUT = {"people": ("level_code", "role_code", "party_id")}  # what a row is called beside its code; never a name of a person
LONGEST = 70
FACILITATOR = "facilitator"
# What may be changed from a shared screen: agreed work only, never an answer or a position.
SHARED = frozenset({"agenda_items", "goal_choices", "clause_choices", "decisions", "actions", "scenarios", "gate_decisions", "lessons",
                    "planned_sessions", "session_steps"})


@dataclass(frozen=True)
class Papers:
    """What stood in the dossier, and at which revision? Without names of people; own: for the facilitator, who knows the codes."""

    revision: int
    frames: Mapping[str, pd.DataFrame]
    own: bool = True

    def row(self, table: str, key: Mapping[str, object]) -> dict[str, object] | None:
        """What stands in this row? Missing values are None; None if there is no such row."""
        rows = self.frames[table]
        for name, value in key.items():
            rows = rows[rows[name] == value]
        return None if rows.empty else {name: None if pd.isna(v) else v for name, v in rows.iloc[0].items()}

    def closed(self, round: int) -> datetime.date | None:
        """On which day was this round closed? None while it is open."""
        found = self.row("rounds", {"round": round})
        return found["closed_date"].date() if found and found["closed_date"] is not None else None

    def listed(self, table: str, words: Words) -> list[tuple[str, str]]:
        """Which rows can be chosen, each as (what it is called, code)?"""
        key = stored()[table].key[0]
        return [(self.called(table, row, words), row[key]) for row in self.frames[table].astype(object).to_dict("records")]

    def called(self, table: str, row: Mapping[str, object], words: Words) -> str:
        """What is this row called? By its codes too where the facilitator works, by what it is about on a shared screen."""
        if self.own:
            return called(table, row, words)
        declared, open_text = stored()[table], _open_text(stored()[table])
        names = [name for name in declared.key if name != "round" and not (open_text and declared.columns[name].type == "id")]
        return " · ".join(self._open(declared.columns[name], row[name], words) for name in dict.fromkeys([*names, *open_text])
                          if not pd.isna(row[name]))[:LONGEST]

    def _open(self, column: Column, value: object, words: Words) -> str:
        if column.type != "ref":
            return said(column, value, words)
        told = _open_text(stored()[column.ref])
        found = self.row(column.ref, {stored()[column.ref].key[0]: value}) if told else None
        return found[told[0]] if found and found[told[0]] else said(column, value, words)


def called(table: str, row: Mapping[str, object], words: Words) -> str:
    """What is this row called in a list? Its codes, and beside them what it is about; never a name of a person or free text of one."""
    declared = stored()[table]
    keys = [name for name in declared.key if name != "round"]
    about = ABOUT.get(table) or [*(name for name, column in declared.columns.items() if column.type == "ref"), *_open_text(declared)]
    told = [said(declared.columns[name], row[name], words) for name in [*keys, *(name for name in about if name not in keys)]
            if not pd.isna(row[name])]
    return " · ".join(told)[:LONGEST]


def _open_text(declared: Table) -> list[str]:
    """The column that says what a row is about, where others may see it."""
    if declared.see in ("person", "facilitator"):
        return []
    return [name for name in ("name", "title", "subject", "text") if name in declared.columns][:1]


class Desk:
    """What may a panel do with a dossier? Read, record, undo and redo. It knows no path.

    Reads: opened, which opens the dossier anew each time, so that several windows can work in turn; words;
        audience, who sees this screen: a shared one offers less; closing, how a round is closed.
    Refuses: AllianceError in the reader's language, without values; nothing is stored then.
    """

    def __init__(self, opened: Callable[[], AbstractContextManager[Dossier]], words: Words, audience: str = FACILITATOR,
                 closing: Callable = Dossier.close_round) -> None:
        self._opened, self._words, self._papers, self.audience, self._closing = opened, words, None, audience, closing
        self._sketch: Sketch | None = None
        self._known: tuple[tuple[int, int], Alliance] | None = None

    def read(self) -> Papers:
        """What stands there now? The revision is read first: a later change is told, never overwritten."""
        with self._open() as held:
            revision = held.revision
            own = self.audience == FACILITATOR
            if self._papers is None:
                self._papers = Papers(revision, held.frames(), own)
            elif self._papers.revision != revision:
                again = held.frames(only=held.changed(self._papers.revision))
                self._papers = Papers(revision, self._papers.frames | again, own)
        return self._papers if self._sketch is None else replace(
            self._papers, frames=self._papers.frames | self._sketch.over(self._papers.frames))

    @property
    def sketching(self) -> bool:
        """Does nothing count now?"""
        return self._sketch is not None

    def sketch(self, on: bool) -> None:
        """From now on nothing is stored, or: throw away what was sketched."""
        self._sketch = Sketch() if on else None

    def _open(self) -> AbstractContextManager[Dossier]:
        try:
            return self._opened()
        except AllianceError as fault:
            raise AllianceError(self._words.say("live.unreadable")) from fault

    def record(self, rows: Sequence[Row], by: str, seen: int) -> None:
        """Store these rows together; refused if somebody changed one of them after revision `seen`."""
        changes = [Change(table, key, values, by) for table, key, values in rows]
        if self._sketch is not None:
            self._sketch.add(rows)
            return
        with self._open() as held:
            try:
                held.record_all(changes, seen)
            except AllianceError as fault:
                raise AllianceError(self._reason(held, changes, seen)) from fault

    def snapshot(self, round: int) -> Alliance:
        """What did we know in this round? Without names of people."""
        with self._open() as held:
            at = (held.revision, round)
            if self._known is None or self._known[0] != at:
                self._known = (at, held.snapshot(round))
        found = self._known[1]
        return found if self._sketch is None else replace(from_frames(found.frames | self._sketch.over(self.read().frames), round), shared=found.shared)

    def close_round(self, round: int, by: str) -> None:
        """Close a round today: its rows stay as they are, and undo stops here."""
        with self._open() as held:
            try:
                self._closing(held, round, datetime.date.today(), by)
            except AllianceError as fault:
                raise AllianceError(self._words.say("live.not_closed", round=round)) from fault

    def undo(self, by: str) -> str:
        """Take back the last change of this author; gives the sentence that says what."""
        return self._back("undo", by)

    def redo(self, by: str) -> str:
        """Do again what this author undid last; gives the sentence that says what."""
        return self._back("redo", by)

    def _back(self, way: str, by: str) -> str:
        if self._sketch is not None:
            return self._words.say("live.sketch_back" if getattr(self._sketch, way)() else f"live.no_{way}", by=by)
        with self._open() as held:
            try:
                found: Reversal = getattr(held, way)(by)
            except AllianceError as fault:
                raise AllianceError(self._words.say(f"live.no_{way}", by=by)) from fault
        row = self.row_name(found.table, found.key)
        return self._words.say(f"live.{way}", n=found.count, row=row, what=self._headings(found.table, found.values or found.before))

    def row_name(self, table: str, key: Mapping[str, object]) -> str:
        """What do we call this row here? Its sheet, and for the facilitator its codes."""
        shown = key if self.audience == FACILITATOR else {name: value for name, value in key.items() if not isinstance(value, str)}
        return row_name(table, shown, self._words)

    def _reason(self, held: Dossier, changes: Sequence[Change], seen: int) -> str:
        """Why was nothing stored? Told without what was typed."""
        told = held.journal()
        told = told[(told["revision"] > seen) & told["table"].notna()]
        for entry in told.iloc[::-1].to_dict("records"):
            if any(entry["table"] == change.table and entry["key"] == change.stored_key() for change in changes):
                what = self._headings(entry["table"], entry["after"] or {})
                return self._words.say("live.meanwhile" if entry["after"] and entry["before"] else "live.meanwhile_row", by=entry["by"],
                                       row=self.row_name(entry["table"], entry["key"]), what=what)
        return self._words.say("live.refused")

    def _headings(self, table: str, held: Mapping[str, object]) -> list[str]:
        columns, key = stored()[table].columns, stored()[table].key
        return [columns[name].heading(self._words.lang) for name in held if name in columns and name not in (*key, "round")]


def row_name(table: str, key: Mapping[str, object], words: Words) -> str:
    """What do we call this row? Its sheet and its codes."""
    return f"{stored()[table].title(words.lang)} {', '.join(str(value) for name, value in key.items() if name != 'round')}".strip()


def said(column: Column, value: object, words: Words) -> str:
    """How is one value shown in a list? Codes by their label."""
    if column.type == "code":
        return words.label(column.codes, value)
    if value == DECLINED and column.type == "answer":
        return words.say("live.declined")
    if isinstance(value, float):
        return words.format_field(int(value) if value.is_integer() else value, "")
    return words.format_field(value, "") if isinstance(value, datetime.date) else str(value)
