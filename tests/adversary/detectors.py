"""What does a page hold that its publication does not?

`inspect` is used on the real pages, where it must find nothing, and on pages with planted leaks, where
it must find every one.
"""

import base64
import datetime
import importlib
import inspect as python
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
from adversary import readings
from plotly.offline import get_plotlyjs

from alliance_lib import __version__, assumptions, page, publication
from alliance_lib.publication import Publication
from alliance_lib.result import shapes
from alliance_lib.rooms import NAMES
from alliance_lib.words import Words, sentences

ROOM = "|".join(NAMES)
ID = re.compile(rf"({ROOM})(-plot-\d+(-data)?|-chart-[a-z_]+)?|contents(-head)?|findings|who|provenance|drawn|changes|agreed|struck|assumed|glossary|how")
# What an attribute may say; text that is said (headings, descriptions of charts) is read like any text.
ATTRIBUTES = {
    "id": ID, "href": re.compile(rf"#({ID.pattern})"), "aria-labelledby": ID, "class": re.compile(r"[a-z -]+"),
    "style": re.compile(r"min-height:\d+px|width:\d+%|--size: \d+(\.\d)?pt"), "lang": re.compile("nl|en"), "role": re.compile("img"),
    "scope": re.compile("row|col"), "type": re.compile("application/json"), "charset": re.compile("utf-8"),
    "name": re.compile("viewport|referrer"), "http-equiv": re.compile("Content-Security-Policy"),
    "content": re.compile(r"default-src 'none'.*|width=device-width, initial-scale=1|no-referrer"),
}
SAID = ("aria-label", "data-label", "data-fault")
BEHIND = ("customdata", "hovertext", "hovertemplate", "hoverinfo", "ids", "meta", "uid")  # not drawn, but there
NUMBER, DECIMAL = re.compile(r"-?\d[\d.,]*"), re.compile(r"(?<![\d.,])\d+[.,]\d+(?![.,]?\d)")
MACHINE = re.compile(r"Traceback|File \"|ipykernel|/(?:tmp|home|root|Users)/|[A-Z]:\\|\.alliance\b|\.ipynb\b|\.json\b")


def inspect(path: Path, found: Publication, lang: str, secrets: Iterable[str]) -> list[str]:
    """Which leaks are in this page? An empty list is what must come out."""
    texts = list(readings.readings(path))
    told = [f"secret: {one}" for one in readings.secrets_in(texts, secrets)]
    told += [f"machine: {one}" for text in texts for one in MACHINE.findall(text)]
    if path.suffix == ".pdf":
        return told + readings.properties(path)
    parts = parse(path)
    return [*told, *parts.faults, *_undrawn(parts, found, lang), *_unknown_figures(parts, found, lang)]


class Parts(HTMLParser):
    """A page taken apart: what may not be there, the charts' data, the cells of tables, and all other text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.charts: list[dict] = []
        self.cells: list[str] = []
        self.sentences: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        facts = dict(attrs)
        self._open.append("json" if facts.get("type") == "application/json" else tag)
        self.cells += [""] if tag in ("td", "th") else []
        self.sentences += [value for name, value in attrs if name in SAID]
        self.faults += [f"attribute: {name}={value}" for name, value in attrs if name not in SAID
                        and not (name in ATTRIBUTES and ATTRIBUTES[name].fullmatch(value or ""))]

    def handle_endtag(self, tag) -> None:
        while self._open and self._open.pop() not in (tag, "json" if tag == "script" else tag):
            pass

    def handle_data(self, data) -> None:
        inside = self._open[-1] if self._open else ""
        if inside == "json":
            self.charts.append(json.loads(data))
        elif self.cells and {"td", "th"} & set(self._open):
            self.cells[-1] += data
        elif inside not in ("style", "script"):
            self.sentences.append(data)

    def handle_comment(self, data) -> None:
        self.faults.append(f"comment: {data}")


def parse(path: Path) -> Parts:
    parts = Parts()
    parts.feed(path.read_text(encoding="utf-8").replace(get_plotlyjs(), ""))
    return parts


def _undrawn(parts: Parts, found: Publication, lang: str) -> list[str]:
    """What is in the charts' data that no chart draws from this publication, or that nobody would see?"""
    drawn = _drawn(publication.dump(found), lang)
    leaves = {leaf for chart in parts.charts for leaf in _leaves(chart)}
    traces = [trace for chart in parts.charts for trace in chart.get("data", [])]
    hidden = [f"behind the chart: {key}" for trace in traces for key in BEHIND if key in trace]
    hidden += ["invisible trace" for t in traces if t.get("visible", True) is not True or t.get("opacity", 1) == 0]
    return hidden + [f"not drawn from the publication: {key} {value[:80]}" for key, value in sorted(leaves - drawn)]


@cache
def _drawn(dumped: str, lang: str) -> set[tuple[str, str]]:
    """Every piece of data of every chart that the rooms draw from this publication, and from nothing else."""
    found, leaves = publication.parse(dumped), {("alt", "")}
    words = Words(lang, found.about["term_code"])
    for room, held in found.results.items():
        module = importlib.import_module(f"alliance_lib.{room}.charts")
        for name, draw in python.getmembers(module, python.isfunction):
            if draw.__module__ == module.__name__ and not name.startswith("_"):
                figure = draw(held, words).figure
                leaves |= set() if figure is None else set(_leaves(json.loads(figure.to_json())))
    return leaves


def _leaves(node, key: str = "") -> Iterator[tuple[str, str]]:
    """All values in a chart with the name they stand under; an array is one value, packed or not."""
    if isinstance(node, Mapping) and "bdata" in node:
        numbers = np.frombuffer(base64.b64decode(node["bdata"]), node["dtype"]).astype(float)
        yield key, json.dumps(numbers.tolist())
    elif isinstance(node, Mapping):
        for name, value in node.items():
            yield from _leaves(value, name)
    elif isinstance(node, list) and any(isinstance(one, Mapping) for one in node):
        for one in node:
            yield from _leaves(one, key)
    else:
        yield key, json.dumps(_floats(node))


def _floats(node):
    if isinstance(node, list):
        return [_floats(one) for one in node]
    return float(node) if isinstance(node, (int, float)) and not isinstance(node, bool) else node


def _unknown_figures(parts: Parts, found: Publication, lang: str) -> list[str]:
    """Which numbers in a table, or with decimals in a sentence, does the publication not hold?"""
    known = _said(publication.dump(found), lang)
    shown = [(n, cell.strip()) for cell in parts.cells for n in NUMBER.findall(cell)]
    shown += [(n, text.strip()) for text in parts.sentences for n in DECIMAL.findall(text)]
    return [f"figure: {n} in '{cell}'" for n, cell in shown if n.strip(".,") not in known]


@cache
def _said(dumped: str, lang: str) -> set[str]:
    """Every number of the publication, the assumptions and the headings, as words writes it in this language."""
    words, data = Words(lang), json.loads(dumped)
    numbers = [n for room in data["results"].values() for n in _numbers([room["tables"], room["findings"]])]
    said = {words.number(scale * n, d) for n in numbers for scale in (1, 100) for d in (None, 0, 1, 2)}
    days = [words.date(datetime.date.fromisoformat(day)) for day in re.findall(r"\d{4}-\d\d-\d\d", dumped)]
    texts = [__version__, *days, *_texts(data), *(said[lang] for said in sentences().values())]
    texts += [text for room in NAMES for text in _static(room, lang)]
    return said | {n.strip(".,") for text in texts for n in NUMBER.findall(text)}


def _static(room: str, lang: str) -> Iterator[str]:
    """What a room's tables say whatever the answers are: headings, and numbers that are not data."""
    yield page.assumptions(assumptions.load(room), Words(lang))
    for shape in shapes(room).values():
        yield from (shape[lang], *(column[lang] for column in shape["columns"].values()))


def _numbers(node) -> Iterator[float]:
    if isinstance(node, (list, dict)):
        for one in node.values() if isinstance(node, dict) else node:
            yield from _numbers(one)
    elif isinstance(node, (int, float)) and not isinstance(node, bool):
        yield float(node)


def _texts(node) -> Iterator[str]:
    """The texts of the publication, such as names of goals with a number in them."""
    if isinstance(node, (list, dict)):
        for one in node.values() if isinstance(node, dict) else node:
            yield from _texts(one)
    elif isinstance(node, str):
        yield node
