"""The key chart of a room on one screen: its question, the figure, and the answer in a sentence."""

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
LEAST = 18  # pixels of the smallest type in a figure on the projector
HEIGHT = 440  # pixels that are left for a figure on a screen of 720, under its question and above its answer


class Picture:
    """What does the room's key chart say now? Drawn again after a change, or when it is chosen after one.

    Reads: bar; round; ask, the question of the room, of a snapshot; draw, its key chart.
    Gives: box, to show; figure, one for as long as the panel stands.
    """

    def __init__(self, bar: Bar, round: int, ask: Callable[..., Result], draw: Callable[[Result, Words], Drawing]) -> None:
        self._bar, self._round, self._ask, self._draw, self._trail, self._drawn = bar, round, ask, draw, None, None
        self.question, self.conclusion, self.figure = widgets.HTML(), widgets.HTML(), go.FigureWidget()
        self.box = widgets.VBox([self.question, self.figure, self.conclusion])
        self.box.add_class("picture")
        bar.afterwards.append(self._renew)

    def look(self) -> None:
        """Draw it as the dossier stands now, unless that is on the screen already."""
        papers = self._bar.desk.read()
        if self._bar.desk.sketching or papers.revision != self._drawn:
            self._drawn = None if self._bar.desk.sketching else papers.revision
            self._show(self._draw(self._ask(self._bar.desk.snapshot(self._round), seed=SEED), self._bar.words))

    def stay(self) -> None:
        """Leave the chart in the notebook as well, for who reads it without a kernel."""
        settle(self.figure)
        if not kept():
            self._trail = display(HTML(""), display_id=True)

    def _renew(self) -> None:
        if self.box.layout.display == "none":
            self._drawn = None
        else:
            self.look()

    def _show(self, drawing: Drawing) -> None:
        say, found = self._bar.words, drawing.figure
        self.question.value = page.question(say.say(drawing.question), drawing.question)
        self.conclusion.value = page.conclusion(say.finding(drawing.conclusion))
        if found is not None:
            redrawn(self.figure, projected(found) if kept() else found)
        self.box.children = [self.question, *([] if found is None else [self.figure]), self.conclusion]
        if self._trail is not None:
            told = {"text/html": self.question.value + self.conclusion.value} | ({} if found is None else still(found))
            self._trail.update(told, raw=True)


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
    """The same figure to be read from a distance: no type smaller than LEAST, low enough not to scroll.

    >>> projected(go.Figure(layout={"font": {"size": 12}, "height": 900})).layout.font.size
    18
    """
    told = figure.to_dict()
    told["layout"].setdefault("font", {})
    _enlarge(told)
    told["layout"] |= {"height": min(told["layout"].get("height") or height, height), "autosize": True}
    return go.Figure(told)


def _enlarge(told: object) -> None:
    for name, held in told.items() if isinstance(told, dict) else ():
        if name.endswith("font") and isinstance(held, dict):
            size = held.get("size", LEAST)
            held["size"] = max(size, LEAST) if isinstance(size, (int, float)) else LEAST
        for inner in held if isinstance(held, (list, tuple)) else [held]:
            _enlarge(inner)
