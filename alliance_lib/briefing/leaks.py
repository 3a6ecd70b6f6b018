"""Does a rendered page hold anything that may not leave the room? A last look before it is shown.

A shared page is made by a kernel that has only the publication, so nothing should ever be found. This
looks all the same: into text, attributes, comments, embedded data, Base64 arrays and properties.
"""

import html
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from pypdf import PdfReader

from alliance_lib import __version__, assumptions, page, publication
from alliance_lib.alliance import Alliance
from alliance_lib.briefing.wordings import charts
from alliance_lib.publication import Publication
from alliance_lib.publication.checker import PARTICLES, WORDS_IN_A_ROW
from alliance_lib.rooms import NAMES
from alliance_lib.words import Words, sentences

# Traces of a machine: a fault, the dossier's file, a path of Unix, macOS or Windows.
TRACE = re.compile(r"Traceback \(most recent call last\)|\.alliance\b|file://|ipykernel|/(?:home|Users|root|tmp)/|:\\Users\\")
DECIMAL = re.compile(r"(?<![\w.,])\d+[.,]\d+(?![\w.,]*\d)")
ID_COLUMNS = (("people", "person_id"), ("notes", "note_id"), ("complaints", "complaint_id"))
LOADING = ("src", "href", "srcset", "data", "poster", "action")
OUTSIDE = re.compile(r"\s*(?:[a-z]+:)?//", re.IGNORECASE)


@dataclass(frozen=True)
class Leak:
    """What was found where? kind: name, note, id, token, chart, figure or address."""

    file: str
    kind: str
    found: str


@dataclass(frozen=True)
class Secrets:
    """What may not be found: names, codes and words of notes; and all that may: charts and numbers of the publication."""

    names: frozenset[str]
    ids: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    charts: frozenset[str]
    numbers: frozenset[str]


class _Parts(HTMLParser):
    """Everything a page says anywhere: text, attribute values, comments and embedded data."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts, self.data, self.addresses, self._inside = [], [], [], ""

    def handle_starttag(self, tag, attrs) -> None:
        facts = {name: value or "" for name, value in attrs}
        json_data = facts.get("type") == "application/json"
        self._inside = "data" if json_data else tag if tag in ("script", "style") else ""
        policy = facts.get("http-equiv", "").lower() == "content-security-policy"
        self.texts += [value for name, value in facts.items() if name not in ("class", "style") and not policy]
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


def secrets(alliance: Alliance, found: Publication, lang: str = "nl") -> Secrets:
    """What may not stand on a page of this publication?

    Reads: the facilitator's snapshot with names; the publication; the language of the pages. What the
        publication says (names by consent, approved text) is allowed.
    """
    said, words = publication.dump(found), Words(lang, str(found.about["term_code"]))
    open_words = set(_words(said))
    raw = [*alliance["notes"]["raw_text"].dropna(), *alliance["complaints"]["text"].dropna()]
    runs = {run for text in raw for run in _runs(_words(text))} - set(_runs(_words(said)))
    names = {part for name in alliance.names.values() for part in [name, *name.split()] if len(part) > 3}
    hidden = {n for n in names if n.casefold() not in PARTICLES and not set(_words(n)) <= open_words}
    ids = {str(v) for table, column in ID_COLUMNS for v in alliance[table][column].dropna() if not str(v).isdecimal()}
    return Secrets(frozenset(hidden), frozenset(ids), frozenset(runs), frozenset(_drawn(found, words)),
                   frozenset(_spoken(said, words)))


def _drawn(found: Publication, words: Words) -> Iterator[str]:
    """Every chart of this publication, drawn here from what it holds: a page shows these and no others."""
    for room, result in found.results.items():
        for draw in charts(room).values():
            figure = draw(result, words).figure
            if figure is not None:
                yield _canonical(json.loads(figure.to_json()))


def _canonical(chart: dict) -> str:
    """What a chart shows, however its parts are ordered: traces, axes, annotations; without the house style."""
    layout = {name: held for name, held in chart["layout"].items() if name not in ("meta", "template")}
    return json.dumps([chart["data"], layout], sort_keys=True)


def _spoken(said: str, words: Words) -> Iterator[str]:
    """Every number with decimals that words, headings, assumptions and the publication can say in this language."""
    data = json.loads(said)
    yield from (words.number(scale * n, d) for n in _numbers(data) for scale in (1, 100) for d in (None, 1, 2))
    texts = [__version__, *_strings(data), *(one[words.lang] for one in sentences().values())]
    texts += [page.assumptions(assumptions.load(room), words) for room in NAMES]
    yield from (n for text in texts for n in DECIMAL.findall(text))


def scan(files: Iterable[Path], held: Secrets) -> list[Leak]:
    """What in these files may not leave the room? An empty list means that nothing was found.

    Leaves out: pictures (those in Word are of the charts, which are looked at in the page), and whole numbers in
        sentences and tables.
    """
    return [leak for path in files for leak in _scan_one(Path(path), held)]


def _scan_one(path: Path, held: Secrets) -> Iterator[Leak]:
    texts, data, addresses = READERS[path.suffix](path)
    told = list(_strings(data))
    texts = [*texts, *told, *(re.sub(r"<[^<>]+>", " ", text) for text in told)]  # a chart breaks its lines with <br>
    whole = "\n".join(texts)
    yield from (Leak(path.name, "id", one) for one in sorted(held.ids) if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", whole))
    yield from (Leak(path.name, "name", one) for one in sorted(held.names) if re.search(rf"\b{re.escape(one)}\b", whole, re.IGNORECASE))
    yield from (Leak(path.name, "token", one) for one in sorted(set(TRACE.findall(whole))))
    yield from (Leak(path.name, "address", one) for one in sorted(set(addresses)))
    spoken = {run for text in texts for run in _runs(_words(text))}
    yield from (Leak(path.name, "note", " ".join(run)) for run in sorted(held.runs & spoken))
    yield from (Leak(path.name, "chart", f"{number}") for number, chart in enumerate(data, 1)
                if _canonical(chart) not in held.charts)
    numbers = {n for text in texts[1:len(texts) - 2 * len(told)] for n in DECIMAL.findall(text)}
    yield from (Leak(path.name, "figure", n) for n in sorted(numbers - held.numbers))


def _html(path: Path) -> tuple[list[str], list, list[str]]:
    parts = _Parts()
    parts.feed(path.read_text(encoding="utf-8"))
    return [path.name, *parts.texts], parts.data, parts.addresses


def _pdf(path: Path) -> tuple[list[str], list, list[str]]:
    reader = PdfReader(path)
    return [path.name, *(p.extract_text() for p in reader.pages), *map(str, (reader.metadata or {}).values())], [], []


def _packed(path: Path) -> tuple[list[str], list, list[str]]:
    """A Word file or workbook: the text of every part, properties included, and what it would load."""
    with zipfile.ZipFile(path) as held:
        parts = [held.read(name).decode("utf-8", "replace") for name in held.namelist() if not name.endswith(".png")]
    addresses = [one for part in parts for one in re.findall(r'Target="([^"]+)"[^>]*TargetMode="External"', part)]
    return [path.name, *(html.unescape(re.sub("<[^>]+>", " ", part)) for part in parts)], [], addresses


def _calendar(path: Path) -> tuple[list[str], list, list[str]]:
    lines = re.sub(r"\\([,;\\])", r"\1", path.read_text(encoding="utf-8").replace("\r\n ", "")).splitlines()
    return [path.name, "\n".join(line for line in lines if line != CALENDAR_FORMAT)], [], []


CALENDAR_FORMAT = "VERSION:2.0"
READERS = {".html": _html, ".pdf": _pdf, ".docx": _packed, ".xlsx": _packed, ".ics": _calendar}


def _strings(node) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (text for key, value in node.items() for text in (key, *_strings(value)))
    elif isinstance(node, list):
        yield from (text for value in node for text in _strings(value))


def _numbers(node) -> Iterator[float]:
    if isinstance(node, (int, float)) and not isinstance(node, bool):
        yield float(node)
    elif isinstance(node, (list, dict)):
        yield from (n for value in (node.values() if isinstance(node, dict) else node) for n in _numbers(value))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.casefold())


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i:i + WORDS_IN_A_ROW]) for i in range(len(words) - WORDS_IN_A_ROW + 1)]
