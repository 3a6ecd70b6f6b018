"""Widget parts that the rooms' panels share: a form of declared columns, saving, undo, and what stays behind.

Widgets are views: what counts stands in the dossier, and "saved" is said only after the dossier has it.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import anywidget
import ipywidgets as widgets
import pandas as pd
from IPython import get_ipython
from IPython.display import HTML, display
from markupsafe import Markup

from alliance_lib import page
from alliance_lib.dossier import Change, Dossier, Reversal
from alliance_lib.dossier.values import stored_value
from alliance_lib.errors import AllianceError
from alliance_lib.schema import DECLINED, Column, codes, stored
from alliance_lib.words import Words

Row = tuple[str, Mapping[str, object], Mapping[str, object] | None]  # table, key, values or None to take it away
EMPTY = ""  # a widget that holds nothing
ABOUT = {"people": ("level_code", "role_code", "party_id"), "topics": ("name",), "parties": ("name",), "decisions": ("subject",),
         "goals": ("name",)}  # what a row is called beside its code; never a name of a person
LONGEST = 70


def attended() -> bool:
    """Does somebody sit at the screen? Only a kernel that may ask a person something runs a live notebook."""
    kernel = getattr(get_ipython(), "kernel", None)
    return kernel is not None and kernel.get_parent("shell").get("content", {}).get("allow_stdin") is True


@dataclass(frozen=True)
class Papers:
    """What stood in the dossier, and at which revision? Without names of people."""

    revision: int
    frames: Mapping[str, pd.DataFrame]

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
        key, columns = stored()[table].key[0], stored()[table].columns
        rows = self.frames[table].astype(object).to_dict("records")
        return [(" · ".join([row[key], *(_said(columns[c], row[c], words) for c in ABOUT[table] if not pd.isna(row[c]))])[:LONGEST],
                 row[key]) for row in rows]


class Desk:
    """What may a panel do with a dossier? Read, record, undo and redo. It knows no path.

    Reads: opened, which opens the dossier anew each time, so that several windows can work in turn; words.
    Refuses: AllianceError in the reader's language, without values; nothing is stored then.
    """

    def __init__(self, opened: Callable[[], AbstractContextManager[Dossier]], words: Words) -> None:
        self._opened, self._words, self._papers = opened, words, None

    def read(self) -> Papers:
        """What stands there now? The revision is read first: a later change is told, never overwritten."""
        with self._open() as held:
            revision = held.revision
            if self._papers is None or self._papers.revision != revision:
                self._papers = Papers(revision, held.frames())
        return self._papers

    def _open(self) -> AbstractContextManager[Dossier]:
        try:
            return self._opened()
        except AllianceError as fault:
            raise AllianceError(self._words.say("live.unreadable")) from fault

    def record(self, rows: Sequence[Row], by: str, seen: int) -> None:
        """Store these rows together; refused if somebody changed one of them after revision `seen`."""
        changes = [Change(table, key, values, by) for table, key, values in rows]
        with self._open() as held:
            try:
                held.record_all(changes, seen)
            except AllianceError as fault:
                raise AllianceError(self._reason(held, changes, seen)) from fault

    def undo(self, by: str) -> str:
        """Take back the last change of this author; gives the sentence that says what."""
        return self._back("undo", by)

    def redo(self, by: str) -> str:
        """Do again what this author undid last; gives the sentence that says what."""
        return self._back("redo", by)

    def _back(self, way: str, by: str) -> str:
        with self._open() as held:
            try:
                found: Reversal = getattr(held, way)(by)
            except AllianceError as fault:
                raise AllianceError(self._words.say(f"live.no_{way}", by=by)) from fault
        row = row_name(found.table, found.key, self._words)
        return self._words.say(f"live.{way}", n=found.count, row=row, what=self._headings(found.table, found.values or found.before))

    def _reason(self, held: Dossier, changes: Sequence[Change], seen: int) -> str:
        """Why was nothing stored? Told without what was typed."""
        told = held.journal()
        told = told[(told["revision"] > seen) & told["table"].notna()]
        for entry in told.iloc[::-1].to_dict("records"):
            if any(entry["table"] == change.table and entry["key"] == change.stored_key() for change in changes):
                what = self._headings(entry["table"], entry["after"] or {})
                return self._words.say("live.meanwhile" if entry["after"] and entry["before"] else "live.meanwhile_row", by=entry["by"],
                                       row=row_name(entry["table"], entry["key"], self._words), what=what)
        return self._words.say("live.refused")

    def _headings(self, table: str, held: Mapping[str, object]) -> list[str]:
        columns, key = stored()[table].columns, stored()[table].key
        return [columns[name].heading(self._words.lang) for name in held if name in columns and name not in (*key, "round")]


def row_name(table: str, key: Mapping[str, object], words: Words) -> str:
    """What do we call this row? Its sheet and its codes."""
    return f"{stored()[table].title(words.lang)} {', '.join(str(value) for name, value in key.items() if name != 'round')}".strip()


def _said(column: Column, value: object, words: Words) -> str:
    """How is one value shown in a list? Codes by their label."""
    if column.type == "code":
        return words.label(column.codes, value)
    if value == DECLINED and column.type == "answer":
        return words.say("live.declined")
    return words.format_field(value, "") if isinstance(value, datetime.date) else str(value)


class Form:
    """Fields for declared columns: lists for codes and references, answer buttons, dates, text.

    Reads: columns; papers, for what a reference may refer to; words.
    Gives: fields by column name, box to show, values and changes as they would be stored.
    Leaves out: columns with numbers; no panel asks for one in a form yet.
    """

    def __init__(self, columns: Sequence[Column], papers: Papers, words: Words) -> None:
        self._columns, self._words = {column.name: column for column in columns}, words
        self.fields = {column.name: self._field(column, papers) for column in columns}
        self.box = widgets.VBox(list(self.fields.values()))
        self.fill(None)

    def fill(self, row: Mapping[str, object] | None, closed: bool = False) -> None:
        """Show what stands in this row, or nothing; in a closed round only late columns stay open."""
        for name, field in self.fields.items():
            value = None if row is None else row[name]
            field.disabled = closed and not (row is not None and self._columns[name].late)
            blank = None if isinstance(field, widgets.DatePicker) else EMPTY
            field.value = blank if value is None else value.date() if isinstance(value, pd.Timestamp) else value
        self._shown = self.values

    @property
    def values(self) -> dict[str, object]:
        """What do the fields say? Nothing filled in is None."""
        said = {name: field.value.strip() if isinstance(field.value, str) else field.value for name, field in self.fields.items()}
        return {name: None if value == EMPTY else value for name, value in said.items()}

    @property
    def changes(self) -> dict[str, object]:
        """What differs from the row that was shown?"""
        return {name: value for name, value in self.values.items() if value != self._shown[name]}

    def fault(self) -> str | None:
        """What cannot be stored like this? One sentence that names the field, without its value."""
        for name, value in self.values.items():
            column = self._columns[name]
            if column.required and value is None:
                return self._words.say("live.needed", column=column.heading(self._words.lang))
            try:
                stored_value(column, value)
            except AllianceError:
                return self._words.say("live.wrong", column=column.heading(self._words.lang))
        return None

    def _field(self, column: Column, papers: Papers) -> widgets.Widget:
        lang = self._words.lang
        asked = {"description": column.heading(lang)[:1].upper() + column.heading(lang)[1:], "tooltip": column.help(lang),
                 "style": {"description_width": "15rem"}}
        nothing = [(self._words.say("live.nothing"), EMPTY)]
        if column.type == "answer":
            steps = [(str(step), str(step)) for step in range(1, column.points + 1)]
            more = [(self._words.say("live.declined"), DECLINED), (self._words.say("live.not_asked"), EMPTY)]
            return widgets.ToggleButtons(options=steps + more, value=EMPTY, **asked)
        if column.type == "code":
            known = [(self._words.label(column.codes, code), code) for code in codes()[column.codes]]
            return widgets.Dropdown(options=nothing + known, value=EMPTY, **asked)
        if column.type == "ref":
            return widgets.Dropdown(options=nothing + papers.listed(column.ref, self._words), value=EMPTY, **asked)
        if column.type == "date":
            return widgets.DatePicker(**asked)
        return {"text": widgets.Textarea, "id": widgets.Text}[column.type](rows=3, **asked)


class Bar:
    """Who enters, undo and redo, the line that says what happened, and the list that stays behind.

    Gives: record, which says "saved" only after the dossier has it; after every change what is in
    `afterwards` is called, so that the parts show what stands there now.
    """

    def __init__(self, desk: Desk, words: Words) -> None:
        self.desk, self.words, self.afterwards, self._kept, self._trail = desk, words, [], [], None
        self.who = widgets.Text(value=words.label("audience", "facilitator"), description=words.say("live.who"),
                                style={"description_width": "initial"})
        self.undo, self.redo = button(words.say("live.undo_button")), button(words.say("live.redo_button"))
        self.message = widgets.HTML()
        self.undo.on_click(self.calm(lambda: self._back(desk.undo)))
        self.redo.on_click(self.calm(lambda: self._back(desk.redo)))
        self.box = widgets.VBox([self.message, widgets.HBox([self.undo, self.redo, self.who])])

    def say(self, sentence: str, wrong: bool = False) -> None:
        """Show one sentence, and let a screen reader say it."""
        fill = Markup('<div role="{}" class="{}">{}</div>')
        self.message.value = str(fill.format("alert" if wrong else "status", "wrong" if wrong else "said", sentence))

    def record(self, rows: Sequence[Row], seen: int) -> bool:
        """Store these rows, say so, and keep them in the list; or say why not. Gives whether they are stored."""
        if not self._by:
            self.say(self.words.say("live.nobody"), wrong=True)
            return False
        if not self._tried(lambda: self.desk.record(rows, self._by, seen)):
            return False
        self._keep([self._told(row) for row in rows])
        self.say(self.words.say("live.saved", n=len(rows), row=row_name(*rows[0][:2], self.words)))
        self._after()
        return True

    def show(self) -> None:
        """Show the list that stays behind when the kernel is gone."""
        self._trail = display(HTML(self.kept), display_id=True)

    @property
    def kept(self) -> str:
        """What was entered here, as HTML; free text is not repeated."""
        lines = Markup("").join(Markup("<li>{}</li>").format(line) for line in self._kept)
        return str(Markup("<h3>{}</h3><ul>{}</ul>").format(self.words.say("live.kept"), lines)) if self._kept else ""

    @property
    def _by(self) -> str:
        return self.who.value.strip()

    def _back(self, reverse: Callable[[str], str]) -> None:
        said = []
        if self._by and self._tried(lambda: said.append(reverse(self._by))):
            self._keep(said)
            self.say(said[0])
            self._after()

    def calm(self, act: Callable[[], object]) -> Callable[..., bool]:
        """The act as an answer to a click or a choice: whatever fails is one sentence on the screen."""
        return lambda *_: self._tried(act)

    def _tried(self, act: Callable[[], object]) -> bool:
        """Do it, or say why not: no traceback and no value reaches the screen."""
        try:
            act()
        except AllianceError as fault:
            self.say(fault.what, wrong=True)
        except Exception:  # whatever it is, a table of people is looking at this screen
            self.say(self.words.say("live.broken"), wrong=True)
        else:
            return True
        return False

    def _after(self) -> None:
        for show in self.afterwards:
            show()

    def _keep(self, lines: Sequence[str]) -> None:
        self._kept += lines
        if self._trail is not None:
            self._trail.update(HTML(self.kept))

    def _told(self, row: Row) -> str:
        table, key, values = row
        columns = stored()[table].columns
        told = [f"{columns[name].heading(self.words.lang)}: {self._shown(columns[name], value)}"
                for name, value in (values or {}).items() if name != "round"]
        return f"{row_name(table, key, self.words)}: {'; '.join(told) or self.words.say('live.removed')}"

    def _shown(self, column: Column, value: object) -> str:
        if value is None:
            return self.words.say("live.not_asked" if column.type == "answer" else "live.nothing")
        return self.words.say("live.filled") if column.type == "text" else _said(column, value, self.words)


class Sheet:
    """One row as a form: read it, change it, save it, or read it again.

    Reads: bar; table; names of its columns; round. `go` shows another row; with key None a new one, whose
    key is made by `new` from what stands there when it is saved.
    Gives: box; `locked`, widgets that wait while something is filled in and not saved.
    """

    def __init__(self, bar: Bar, table: str, names: Sequence[str], round: int, new: Callable[[Papers], dict] | None = None) -> None:
        self.bar, self.table, self.round, self._new, self.locked, self.key = bar, table, round, new, [], None
        self._papers = bar.desk.read()
        self.form = Form([stored()[table].columns[name] for name in names], self._papers, bar.words)
        self.save, self.again = button(bar.words.say("live.save"), "primary"), button(bar.words.say("live.again"))
        self.save.on_click(bar.calm(self.stored))
        self.again.on_click(bar.calm(self._reread))
        self.buttons = widgets.HBox([self.save, self.again])
        self.box = widgets.VBox([self.form.box, self.buttons])
        for field in self.form.fields.values():
            field.observe(lambda _: self._lock(), "value")
        bar.afterwards.append(lambda: None if self.form.changes else self.go(self.key))

    def go(self, key: Mapping[str, object] | None) -> None:
        """Show this row as it stands now, or an empty new one."""
        self._papers, self.key = self.bar.desk.read(), key
        row = None if key is None else self._papers.row(self.table, key)
        self.form.fill(row, self._papers.closed(self.round) is not None)
        self._lock()

    def stored(self) -> bool:
        """Save what was changed; gives whether it is stored."""
        changes, fault = self.form.changes, self.form.fault()
        if not changes or fault:
            self.bar.say(fault if changes else self.bar.words.say("live.unchanged"), wrong=bool(changes))
            return False
        papers = self.bar.desk.read() if self.key is None else self._papers
        key = self._new(papers) if self.key is None else self.key
        whole = changes if "round" in key else {"round": self.round} | changes
        if not self.bar.record([(self.table, key, whole)], papers.revision):
            return False
        self.go(self.key)
        return True

    def _reread(self) -> None:
        self.go(self.key)
        self.bar.say(self.bar.words.say("live.reread"))

    def _lock(self) -> None:
        waiting = bool(self.form.changes)
        for widget in self.locked:
            widget.disabled = waiting


def button(label: str, kind: str = "") -> widgets.Button:
    """A button that is as wide as its words."""
    return widgets.Button(description=label, button_style=kind, layout={"width": "auto"})


def framed(parts: Sequence[widgets.Widget]) -> widgets.VBox:
    """The parts of a panel in the house style: type that is read from a distance, a focus that is seen, keys of its own."""
    style, keys = (page.templates().get_template(f"live.{kind}").render() for kind in ("css", "js"))
    box = widgets.VBox([widgets.HTML(f"<style>{style}</style>"), anywidget.AnyWidget(_esm=keys), *parts])
    box.add_class("alliance-panel")
    return box
