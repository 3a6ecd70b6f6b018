"""A room's panel: its parts, one on the screen at a time, and the rounds."""

import datetime
from collections.abc import Callable, Mapping, Sequence

import ipywidgets as widgets
from IPython.display import display

from alliance_lib.live.bar import Bar
from alliance_lib.live.desk import FACILITATOR, SHARED, Desk
from alliance_lib.live.screen import button, framed
from alliance_lib.schema import stored
from alliance_lib.words import Words


class Panel:
    """The parts of a room's panel, one on the screen at a time; closing this round and beginning the next.

    Reads: desk; words; round; build, which names the parts of a round: name -> what makes the part, which has a
        `box`. A name is that of a table, or has words of its own under [panel]. On a shared screen only the
        parts stand that are tables it may change, and those named in shared.
    Gives: bar; parts; box; show, to put it in a notebook.
    """

    def __init__(self, desk: Desk, words: Words, round: int, build: Callable[[Bar, int], Mapping[str, Callable]],
                 shared: Sequence[str] = ()) -> None:
        self.bar, self.round, self._build, self._shared, self._sure = Bar(desk, words), round, build, SHARED.union(shared), False
        self.part = widgets.ToggleButtons(description=words.say("live.part"), style={"description_width": "15rem"})
        self.part.observe(lambda _: self._turn(), "value")
        self.close, self.next = button(words.say("live.close")), button("")
        self.close.on_click(self.bar.calm(self._close))
        self.next.on_click(self.bar.calm(self._next))
        self.body = widgets.VBox()
        own = desk.audience == FACILITATOR
        self.box = framed([self.part, self.body, self.bar.box, *([widgets.HBox([self.close, self.next])] if own else [])], words, own)
        self.bar.afterwards.append(self._rounds)
        self._make()

    def show(self) -> None:
        """Show the panel, and under it the list of what was entered, which stays when the kernel is gone."""
        display(self.box)
        self.bar.show()

    def _make(self) -> None:
        """Make the parts of this round; what belonged to another round no longer listens."""
        del self.bar.afterwards[1:]
        makers, own = self._build(self.bar, self.round), self.bar.desk.audience == FACILITATOR
        self.parts = {name: make() for name, make in makers.items() if own or name in self._shared}
        self.body.children = [part.box for part in self.parts.values()]
        words, names, kept = self.bar.words, list(self.parts), self.part.value
        labels = [stored()[name].title(words.lang) if name in stored() else words.say(f"panel.{name}") for name in names]
        self.part.options = list(zip(labels, names, strict=True))
        self.part.value = kept if kept in names else next(iter(names), None)
        self._turn()
        self._rounds()
        papers = self.bar.desk.read()
        if papers.closed(self.round) is not None:
            self.bar.say(words.say("live.closed", round=self.round, day=papers.closed(self.round)))
        elif not names:
            self.bar.say(words.say("live.no_parts" if own else "live.nothing_shared"))

    def _turn(self) -> None:
        for name, part in self.parts.items():
            part.box.layout.display = None if name == self.part.value else "none"

    def _rounds(self) -> None:
        papers, say = self.bar.desk.read(), self.bar.words.say
        closed = papers.closed(self.round) is not None
        known = papers.row("rounds", {"round": self.round}) is not None
        self.close.layout.display = "none" if closed or not known else None
        self.close.description, self._sure = say("live.close"), False
        self.next.layout.display = None if closed else "none"
        self.next.description = say("live.next", round=self.round + 1)

    def _close(self) -> None:
        """The second press closes: what is closed stays closed."""
        if not self._sure:
            self._sure, self.close.description = True, self.bar.words.say("live.close_sure", round=self.round)
            self.bar.say(self.bar.words.say("live.closing", round=self.round))
        elif self.bar.close_round(self.round):
            self._make()

    def _next(self) -> None:
        """Go on in the next round, which begins today if it is not there yet."""
        following = self.round + 1
        papers = self.bar.desk.read()
        key, new = {"round": following}, papers.row("rounds", {"round": following}) is None
        if not new or self.bar.record([("rounds", key, {"reference_date": datetime.date.today()})], papers.revision):
            self.round = following
            self._make()
