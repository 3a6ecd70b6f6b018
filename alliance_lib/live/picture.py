"""The key chart of a room on one screen: its question, the figure, and the answer in a sentence."""

import re
from collections.abc import Callable

import ipywidgets as widgets
import plotly.graph_objects as go
from IPython.display import HTML, display

from alliance_lib import page
from alliance_lib.live.bar import Bar
from alliance_lib.live.distant import kept
from alliance_lib.result import Result
from alliance_lib.style import Drawing, still
from alliance_lib.words import Words

SEED = 1  # of the room's draws: the same picture at every table
LEAST, AXIS = 24, 18  # pixels of the smallest type in a figure on the projector; along its axes, and beside rows that stand close
HEIGHT = 440  # pixels that are left for a figure on a screen of 720, under its question and above its answer
CROWDED = 1.5  # times the height there is: where a figure wants this much, notes beside its rows stand close, and it gets
MORE = 90  # pixels more, of its answer


class Picture:
    """What does the room's key chart say now? Drawn again after a change, or when it is chosen after one.

    Reads: bar; round; ask, the question of the room, of a snapshot; draw, its key chart.
    Gives: box, to show; figure, one for as long as the panel stands.
    """

    def __init__(self, bar: Bar, round: int, ask: Callable[..., Result], draw: Callable[[Result, Words], Drawing]) -> None:
        self._bar, self._round, self._ask, self._draw, self._trail = bar, round, ask, draw, None
        self._known: tuple[int | None, Drawing] | None = None  # as the dossier stood at this revision
        self._shown: Drawing | None = None
        self.question, self.conclusion, self.figure = widgets.HTML(), widgets.HTML(), go.FigureWidget()
        self.box = widgets.VBox()  # the figure comes in when it is looked at: plotly mismeasures what it draws out of sight
        self.box.add_class("picture")
        bar.afterwards.append(self._renew)

    def look(self) -> None:
        """Draw it as the dossier stands now, unless that is on the screen already."""
        now = self._now()
        if now is not self._shown:
            self._shown = now
            self._show(now)
            self._leave(now)

    def stay(self) -> None:
        """Leave the chart in the notebook as well, for who reads it without a kernel, whether or not somebody looked at it."""
        if not kept():
            self._trail = display(HTML(""), display_id=True)
            self._bar.calm(lambda: self._leave(self._now()))()
        settle(self.figure)

    def _renew(self) -> None:
        if self.box.layout.display != "none":
            self.look()

    def _now(self) -> Drawing:
        revision = None if self._bar.desk.sketching else self._bar.desk.read().revision
        if self._known is None or revision is None or self._known[0] != revision:
            self._known = revision, self._draw(self._ask(self._bar.desk.snapshot(self._round), seed=SEED), self._bar.words)
        return self._known[1]

    def _show(self, drawing: Drawing) -> None:
        say, found = self._bar.words, drawing.figure
        self.question.value = page.question(say.say(drawing.question), drawing.question)
        self.conclusion.value = page.conclusion(say.finding(drawing.conclusion))
        if found is not None:
            redrawn(self.figure, projected(found) if kept() else found)
        self.box.children = [self.question, *([] if found is None else [self.figure]), self.conclusion]

    def _leave(self, drawing: Drawing) -> None:
        if self._trail is not None:
            say, found = self._bar.words, drawing.figure
            told = page.question(say.say(drawing.question), drawing.question) + page.conclusion(say.finding(drawing.conclusion))
            self._trail.update({"text/html": told} | ({} if found is None else still(found)), raw=True)


def redrawn(shown: go.FigureWidget, now: go.Figure) -> None:
    """Put another drawing in a figure that is on the screen; the browser keeps what it has of plotly."""
    with shown.batch_update():
        shown.data = ()
        shown.add_traces(now.data)
        shown.layout = now.layout


def settle(figure: go.FigureWidget) -> None:
    """Let a page that opens later get the figure as it stands: inside other widgets plotly would give it as it was made."""
    figure._repr_mimebundle_()  # what showing it by itself does


def projected(figure: go.Figure, height: int = HEIGHT) -> go.Figure:
    """The same figure to be read from a distance: no type smaller than LEAST, along the axes and close rows AXIS, low enough not to scroll.

    >>> big = projected(go.Figure(layout={"font": {"size": 12}, "height": 600, "xaxis": {"tickfont": {"size": 9}}}))
    >>> big.layout.font.size, big.layout.xaxis.tickfont.size, big.layout.height
    (24, 18, 440)
    """
    told, wanted = figure.to_dict(), figure.layout.height or height
    layout, crowded = told["layout"], wanted >= CROWDED * height and len(figure.layout.annotations) > 0
    layout.setdefault("font", {})
    _enlarge(told, AXIS if crowded else LEAST)
    layout |= {"height": min(wanted, height + MORE * crowded), "autosize": True}
    for note in layout.get("annotations", ()) if crowded else ():
        note.pop("bgcolor", None)  # it would cover what stands close to it
    return go.Figure(told)


def _enlarge(told: object, least: int) -> None:
    for name, held in told.items() if isinstance(told, dict) else ():
        small = AXIS if re.match("[xy]axis", name) else LEAST if name == "legend" else least
        if name.endswith("font") and isinstance(held, dict):
            size = held.get("size", small)
            held["size"] = max(size, small) if isinstance(size, (int, float)) else small
        for inner in held if isinstance(held, (list, tuple)) else [held]:
            _enlarge(inner, small)
