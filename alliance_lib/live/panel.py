"""A room's panel: its parts, one on the screen at a time, and the rounds."""

import datetime
from collections import UserDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import ipywidgets as widgets
from IPython.display import display

from alliance_lib.live import distant
from alliance_lib.live.bar import Bar
from alliance_lib.live.desk import FACILITATOR, SHARED, Desk
from alliance_lib.live.rows import Rows
from alliance_lib.live.screen import button, framed
from alliance_lib.schema import stored
from alliance_lib.words import Words

AGREED = ("decisions", "actions")  # made at any table, in whatever room: who does what, by when
PICTURE = "picture"  # the key chart of a room, if it has one


class Parts(UserDict):
    """The parts by name, each made when it is first asked for."""

    def __init__(self, makers: Mapping[str, Callable], place: Callable) -> None:
        self._makers, self._place = dict(makers), place
        super().__init__(dict.fromkeys(makers))

    def __getitem__(self, name: str) -> object:
        if name in self._makers:
            self[name] = self._makers[name]()
            self._place(self.data[name])
        return self.data[name]

    def __setitem__(self, name: str, part: object) -> None:
        self.data[name] = part
        if part is not None:
            self._makers.pop(name, None)

    @property
    def made(self) -> list:
        """The parts that are there already."""
        return [part for part in self.data.values() if part is not None]


class Panel:
    """The parts of a room's panel, one on the screen at a time; closing this round and beginning the next.

    Reads: desk; words; round; build, which names the parts of a round: name -> what makes the part, which has a
        `box`, `look` if it must know that it is looked at, and `stay` if it leaves something in the notebook. A name is
        that of a table, or has words of its own under [panel]. Decisions and actions are in every panel. On a shared
        screen only the parts stand that are tables it may change, the picture, and those named in shared.
    Gives: bar; parts; box; show, to put it in a notebook.
    """

    def __init__(self, desk: Desk, words: Words, round: int, build: Callable[[Bar, int], Mapping[str, Callable]],
                 shared: Sequence[str] = ()) -> None:
        self.bar, self.round, self._build, self._sure = Bar(desk, words), round, build, False
        self._shared, self._own = SHARED.union(shared, (PICTURE,)), desk.audience == FACILITATOR
        self.part = widgets.Dropdown(description=words.say("live.part" if self._own else "live.on_screen"), style={"description_width": "15rem"})
        self.part.observe(self.bar.calm(self._turn), "value")
        self.close, self.next = button(words.say("live.close")), button("")
        self.close.on_click(self.bar.calm(self._close))
        self.next.on_click(self.bar.calm(self._next))
        self.body = widgets.VBox()
        rounds = [widgets.HBox([self.close, self.next])] if self._own else []
        self.box = framed([self.part, self.body, self.bar.box, *rounds], words, self._own, self.bar.calm(self._opened))
        self.bar.afterwards.append(self._rounds)
        self._make()

    def show(self) -> None:
        """Show the panel, and under it what stays when the kernel is gone: what was entered, and the picture."""
        display(self.box)
        self.bar.show()
        kept = [*self.parts.made, *([self.parts[PICTURE]] if PICTURE in self.parts else [])]
        for part in dict.fromkeys(kept):
            if hasattr(part, "stay"):
                part.stay()
        if distant.kept():
            distant.ask("ready")

    def _make(self) -> None:
        """Name the parts of this round; what belonged to another round no longer listens."""
        del self.bar.afterwards[1:]
        self.body.children, words, kept = (), self.bar.words, self.part.value
        self.parts = Parts(self._makers(), self._place)
        names = list(self.parts)
        labels = [stored()[name].title(words.lang) if name in stored() else words.say(f"panel.{name}") for name in names]
        self.part.options = list(zip(labels, names, strict=True))
        self.part.value = kept if kept in names else next(iter(names), None)
        self._turn()
        self._rounds()
        papers = self.bar.desk.read()
        self._seen = papers.revision
        if papers.closed(self.round) is not None:
            self.bar.say(words.say("live.closed" if self._own else "live.closed_shared", round=self.round, day=papers.closed(self.round)))
        elif not names:
            self.bar.say(words.say("live.no_parts" if self._own else "live.nothing_shared"))

    def _makers(self) -> dict[str, Callable]:
        """The parts of the room that may stand here, and those of every room where there is somebody to agree."""
        makers = dict(self._build(self.bar, self.round))
        if not self.bar.desk.read().frames["parties"].empty:
            makers |= {name: partial(Rows, self.bar, name, self.round) for name in AGREED if name not in makers}
        names = sorted(makers, key=lambda name: (name == PICTURE) == self._own)  # others see it first, who enters comes to enter
        return {name: makers[name] for name in names if self._own or name in self._shared}

    def _place(self, part: object) -> None:
        part.box.layout.display = "none"
        self.body.children = [*self.body.children, part.box]

    def _turn(self) -> None:
        chosen = self.parts[self.part.value] if self.part.value is not None else None
        for part in self.parts.made:
            part.box.layout.display = None if part is chosen else "none"
        self.bar.rereads = hasattr(getattr(chosen, "sheet", chosen), "again")
        if self.bar.rereads:
            self.bar.again.layout.display = "none"
        if hasattr(chosen, "look"):
            chosen.look()

    def _opened(self) -> None:
        """Somebody looks: what was warmed up before a later change reads again."""
        if self.bar.desk.read().revision != self._seen:
            self.bar.renew()

    def _rounds(self) -> None:
        papers, say = self.bar.desk.read(), self.bar.words.say
        (self.box.add_class if self.bar.desk.sketching else self.box.remove_class)("sketch")
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
