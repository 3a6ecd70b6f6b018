"""One row of a table as a form: read it, change it, save it, or read it again."""

from collections.abc import Callable, Mapping, Sequence

import ipywidgets as widgets

from alliance_lib.live.bar import Bar
from alliance_lib.live.desk import Papers
from alliance_lib.live.form import Form
from alliance_lib.live.screen import button
from alliance_lib.schema import stored


class Sheet:
    """One row as a form: read it, change it, save it, or read it again.

    Reads: bar; table; names of its columns; round. `go` shows another row; with key None a new one, whose
    key is what `new` makes of what stands there when it is saved, and what was filled in for the columns of
    the key that are among names; those are fixed once the row is there.
    Gives: box; `locked`, widgets that wait while something is filled in and not saved.
    """

    def __init__(self, bar: Bar, table: str, names: Sequence[str], round: int, new: Callable[[Papers], dict] = lambda _: {}) -> None:
        self.bar, self.table, self.round, self._new, self.locked, self.key = bar, stored()[table], round, new, [], None
        self._papers, self._keyed = bar.desk.read(), [name for name in names if name in self.table.key]
        self.form = Form([self.table.columns[name] for name in names], self._papers, bar.words)
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
        row = None if key is None else self._papers.row(self.table.name, key)
        closed = self.table.by_round and self._papers.closed(self.round if row is None else int(row["round"])) is not None
        self.form.fill(row, closed, () if key is None else self._keyed)
        self._lock()

    def stored(self) -> bool:
        """Save what was changed; gives whether it is stored."""
        changes, fault = self.form.changes, self.form.fault()
        if not changes or fault:
            self.bar.say(fault if changes else self.bar.words.say("live.unchanged"), wrong=bool(changes))
            return False
        papers = self.bar.desk.read() if self.key is None else self._papers
        key = self._made(papers) if self.key is None else self.key
        if self.key is None and self._keyed and papers.row(self.table.name, key) is not None:
            self.bar.say(self.bar.words.say("live.there"), wrong=True)
            return False
        whole = {name: value for name, value in changes.items() if name not in key}
        if papers.row(self.table.name, key) is None and self.table.by_round and "round" not in key:
            whole["round"] = self.round
        if not self.bar.record([(self.table.name, key, whole)], papers.revision):
            return False
        self.go(self.key)
        return True

    def _made(self, papers: Papers) -> dict:
        made = self._new(papers) | {name: self.form.values[name] for name in self._keyed}
        return made | {"round": self.round} if "round" in self.table.key else made

    def _reread(self) -> None:
        self.go(self.key)
        self.bar.say(self.bar.words.say("live.reread"))

    def _lock(self) -> None:
        waiting = bool(self.form.changes)
        for widget in self.locked:
            widget.disabled = waiting
