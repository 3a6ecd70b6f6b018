"""Does a rendered page hold anything that may not leave the room? A last look before it is shown.

A shared page is made by a kernel that has only the publication, so nothing should ever be found. This
looks all the same: into text, attributes, comments, embedded data, Base64 arrays and properties.
"""

import base64
import importlib
import inspect
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
from pypdf import PdfReader

from alliance_lib import publication
from alliance_lib.alliance import Alliance
from alliance_lib.checker import PARTICLES, WORDS_IN_A_ROW
from alliance_lib.publication import Publication
from alliance_lib.words import Words

TOKENS = ("Traceback (most recent call last)", ".alliance", "file://", "ipykernel")
ID_COLUMNS = (("people", "person_id"), ("notes", "note_id"), ("complaints", "complaint_id"))
LOADING = ("src", "href", "srcset", "data", "poster", "action")
OUTSIDE = re.compile(r"\s*(?:[a-z]+:)?//", re.IGNORECASE)


@dataclass(frozen=True)
class Leak:
    """What was found where? kind: name, note, id, token, figure or address."""

    file: str
    kind: str
    found: str


@dataclass(frozen=True)
class Secrets:
    """What may not be found, and which numbers may: everything the publication itself says is allowed."""

    names: frozenset[str]
    ids: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    numbers: frozenset[float]


class _Parts(HTMLParser):
    """Everything a page says anywhere: text, attribute values, comments and embedded data."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts, self.data, self.addresses, self._inside = [], [], [], ""

    def handle_starttag(self, tag, attrs) -> None:
        facts = {name: value or "" for name, value in attrs}
        json_data = facts.get("type") == "application/json"
        self._inside = "data" if json_data else tag if tag in ("script", "style") else ""
        self.texts += [value for name, value in facts.items() if name not in ("content", "class")]
        self.addresses += [value for name, value in facts.items() if name in LOADING and OUTSIDE.match(value)]

    def handle_endtag(self, tag) -> None:
        self._inside = ""

    def handle_data(self, data) -> None:
        if self._inside == "data":
            self.data.append(json.loads(data))
        elif not self._inside:
            self.texts.append(data)

    def handle_comment(self, data) -> None:
        self.texts.append(data)


def secrets(alliance: Alliance, found: Publication) -> Secrets:
    """What may not stand on a page of this publication?

    Reads: the facilitator's snapshot with names; the publication. What the publication says (names by
        consent, approved text) is allowed.
    """
    said = publication.dump(found)
    shown = [*_numbers(json.loads(said)), *(n for figure in drawn(found) for n in _numbers(figure["data"]))]
    open_words = set(_words(said))
    raw = [*alliance["notes"]["raw_text"].dropna(), *alliance["complaints"]["text"].dropna()]
    runs = {run for text in raw for run in _runs(_words(text))} - set(_runs(_words(said)))
    names = {part for name in alliance.names.values() for part in [name, *name.split()] if len(part) > 3}
    hidden = {n for n in names if n.casefold() not in PARTICLES and not set(_words(n)) <= open_words}
    ids = {str(v) for table, column in ID_COLUMNS for v in alliance[table][column].dropna() if not str(v).isdecimal()}
    return Secrets(frozenset(hidden), frozenset(ids), frozenset(runs), frozenset(shown))


def drawn(found: Publication) -> Iterator[dict]:
    """Every chart of this publication, drawn here from what it holds: where a mark stands is allowed on the page too."""
    for room, result in found.results.items():
        charts = importlib.import_module(f"alliance_lib.{room}.charts")
        for name, draw in vars(charts).items():
            if inspect.isfunction(draw) and draw.__module__ == charts.__name__ and not name.startswith("_"):
                figure = draw(result, Words("nl", str(found.about["term_code"]))).figure
                yield {"data": []} if figure is None else json.loads(figure.to_json())


def scan(files: Iterable[Path], held: Secrets) -> list[Leak]:
    """What in these files may not leave the room? An empty list means that nothing was found.

    Leaves out: pictures, and numbers outside charts (sentences and tables come from the publication by
        words; their numbers are rounded in the language).
    """
    return [leak for path in files for leak in _scan_one(Path(path), held)]


def _scan_one(path: Path, held: Secrets) -> Iterator[Leak]:
    texts, data, addresses = _pdf(path) if path.suffix == ".pdf" else _html(path)
    told = list(_strings(data))
    texts = [*texts, *told, *(re.sub(r"<[^<>]+>", " ", text) for text in told)]  # a chart breaks its lines with <br>
    whole = "\n".join(texts)
    yield from (Leak(path.name, "id", one) for one in sorted(held.ids) if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", whole))
    yield from (Leak(path.name, "name", one) for one in sorted(held.names) if re.search(rf"\b{re.escape(one)}\b", whole))
    yield from (Leak(path.name, "token", one) for one in TOKENS if one in whole)
    yield from (Leak(path.name, "address", one) for one in sorted(set(addresses)))
    spoken = {run for text in texts for run in _runs(_words(text))}
    yield from (Leak(path.name, "note", " ".join(run)) for run in sorted(held.runs & spoken))
    marks = {n for chart in data for n in _numbers(chart.get("data", []))}
    unknown = sorted(n for n in marks if not _is_known(n, held.numbers))
    yield from (Leak(path.name, "figure", f"{n:g}") for n in unknown)


def _is_known(number: float, known: frozenset[float]) -> bool:
    return any(abs(number - other) <= 1e-9 * max(1.0, abs(other)) or abs(number - 100 * other) <= 1e-7 for other in known)


def _html(path: Path) -> tuple[list[str], list, list[str]]:
    parts = _Parts()
    parts.feed(path.read_text(encoding="utf-8"))
    return [path.name, *parts.texts], parts.data, parts.addresses


def _pdf(path: Path) -> tuple[list[str], list, list[str]]:
    reader = PdfReader(path)
    return [path.name, *(p.extract_text() for p in reader.pages), *map(str, (reader.metadata or {}).values())], [], []


def _strings(node) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (text for key, value in node.items() for text in (key, *_strings(value)))
    elif isinstance(node, list):
        yield from (text for value in node for text in _strings(value))


def _numbers(node) -> Iterator[float]:
    """Every number in plain data, those packed in Base64 arrays included."""
    if isinstance(node, bool) or node is None:
        return
    if isinstance(node, (int, float)):
        yield float(node)
    elif isinstance(node, dict) and {"bdata", "dtype"} <= set(node):
        yield from np.frombuffer(base64.b64decode(node["bdata"]), node["dtype"]).astype(float).tolist()
    elif isinstance(node, dict):
        yield from (n for key, value in node.items() if key not in STYLING for n in _numbers(value))
    elif isinstance(node, list):
        yield from (n for value in node for n in _numbers(value))


# How a mark looks, not what it says.
STYLING = frozenset({"marker", "line", "textfont", "width", "opacity", "font", "hoverlabel", "connector", "xaxis", "yaxis"})


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.casefold())


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i:i + WORDS_IN_A_ROW]) for i in range(len(words) - WORDS_IN_A_ROW + 1)]
