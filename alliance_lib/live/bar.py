"""Who enters, undo and redo, the line that says what happened, and the list that stays behind."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets
from IPython.display import HTML, display
from markupsafe import Markup

from alliance_lib.errors import AllianceError
from alliance_lib.live.desk import FACILITATOR, Desk, said
from alliance_lib.live.screen import button
from alliance_lib.live.sketch import Row
from alliance_lib.schema import Column, stored
from alliance_lib.words import Words


class Bar:
    """Who enters, undo and redo, the line that says what happened, and the list that stays behind.

    Gives: record, which says "saved" only after the dossier has it; after every change what is in
    `afterwards` is called, so that the parts show what stands there now. `rereads` says whether the part on the
    screen has a button of its own to read again; where it has none, one comes here once something is refused.
    """

    def __init__(self, desk: Desk, words: Words) -> None:
        self.desk, self.words, self.afterwards, self._kept, self._trail = desk, words, [], [], None
        self.who = widgets.Text(value=words.label("audience", "facilitator"), description=words.say("live.who"),
                                style={"description_width": "initial"})
        self.undo, self.redo = button(words.say("live.undo_button")), button(words.say("live.redo_button"))
        self.message, self.again, self.rereads = widgets.HTML(), button(words.say("live.again")), False
        self.undo.on_click(self.calm(lambda: self._back(desk.undo)))
        self.redo.on_click(self.calm(lambda: self._back(desk.redo)))
        self.again.on_click(self.calm(self._reread))
        self.again.layout.display = "none"  # until something was refused in a part that cannot be read again by itself
        self.sketch = widgets.ToggleButton(description=words.say("live.sketch"), layout={"width": "auto"})
        self.sketch.observe(self.calm(self._sketched), "value")
        if desk.audience != FACILITATOR:
            self.who.layout.display = "none"  # a shared screen changes things in its own name
        self.box = widgets.VBox([self.message, widgets.HBox([self.again, self.undo, self.redo, self.sketch, self.who])])
        self.box.add_class("bar")
        self.message.add_class("message")

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
            self.again.layout.display = "none" if self.rereads else None
            return False
        self.again.layout.display = "none"
        if not self.desk.sketching:
            self._keep([self._told(row) for row in rows])
        self.say(self.words.say("live.sketched" if self.desk.sketching else "live.saved", n=len(rows), row=self.desk.row_name(*rows[0][:2])))
        self.renew()
        return True

    def close_round(self, round: int) -> bool:
        """Close a round in the name of who enters; gives whether it is closed."""
        if not self._by:
            self.say(self.words.say("live.nobody"), wrong=True)
            return False
        return self._tried(lambda: self.desk.close_round(round, self._by))

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
            self._keep([] if self.desk.sketching else said)
            self.say(said[0])
            self.renew()

    def _reread(self) -> None:
        self.again.layout.display = "none"
        self.renew()
        self.say(self.words.say("live.reread"))

    def _sketched(self) -> None:
        """From now on nothing counts, or what was tried goes away."""
        self.desk.sketch(self.sketch.value)
        self.say(self.words.say("live.sketch_on" if self.sketch.value else "live.sketch_off"))
        self.renew()

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

    def renew(self) -> None:
        """Let every part show what stands there now."""
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
        return f"{self.desk.row_name(table, key)}: {'; '.join(told) or self.words.say('live.removed')}"

    def _shown(self, column: Column, value: object) -> str:
        if value is None:
            return self.words.say("live.not_asked" if column.type == "answer" else "live.nothing")
        return self.words.say("live.filled") if column.type == "text" else said(column, value, self.words)
