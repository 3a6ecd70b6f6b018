"""The only style: template, palette, separators, and Drawing, a chart with its question and conclusion."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from alliance_lib.result import Finding

# Okabe and Ito (2008), safe for colour-blind readers; each hue has its own marker and line.
INK, GREY, PALE = "#1a1a1a", "#595959", "#d9d9d9"
BLUE, ORANGE, GREEN, PINK, SKY, YELLOW = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"
HUES = (BLUE, ORANGE, GREEN, PINK, SKY, YELLOW)
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SEPARATORS = {"nl": ",.", "en": ".,"}


@dataclass(frozen=True)
class Drawing:
    """Which question does this chart answer, and what is the answer?

    question: key of the question in words; figure: a plotly figure, or None where there is nothing to
    draw; conclusion: the Finding said under it (where there is no figure, it explains why).
    """

    question: str
    figure: go.Figure | None
    conclusion: Finding


def figure(lang: str, rows: int = 8) -> go.Figure:
    """An empty figure in the house style, high enough for so many rows of marks or bars."""
    axis = {"gridcolor": PALE, "zerolinecolor": GREY, "linecolor": GREY, "ticks": "outside", "automargin": True,
            "title": {"standoff": 12, "font": {"size": 15}}, "tickfont": {"size": 15}, "fixedrange": True}
    return go.Figure(layout=dict(
        font={"family": "Arial, Helvetica, sans-serif", "size": 15, "color": INK}, paper_bgcolor="white",
        plot_bgcolor="white", colorway=list(HUES), separators=SEPARATORS[lang], height=max(280, 130 + 44 * rows),
        margin={"l": 10, "r": 20, "t": 20, "b": 10}, xaxis=axis, yaxis=axis, hovermode=False, dragmode=False,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 15}}, bargap=0.25,
    ))


def still(figure: go.Figure) -> dict:
    """A figure as a notebook keeps it: data that whoever reads it draws, without a kernel and without the library inside."""
    told = json.loads(figure.to_json())
    return {"application/vnd.plotly.v1+json": {"data": told["data"], "layout": told["layout"]}}


def write(made: go.Figure, notes: Iterable[Mapping], **look: object) -> None:
    """Texts in a figure, without arrows, what they share in look. All at once: plotly checks every text again for each that is added."""
    made.layout.annotations = [*made.layout.annotations, *({"showarrow": False} | look | dict(note) for note in notes)]


def plain(texts: Sequence[str], width: int = 34) -> list[str]:
    """Participants' text for inside a figure: no markup, broken over lines at this width."""
    return [_wrap(str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), width) for text in texts]


def _wrap(text: str, width: int) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines, line = [*lines, line], word
        else:
            line = f"{line} {word}".strip()
    return "<br>".join([*lines, line][:3])
