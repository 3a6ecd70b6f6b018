"""Executed notebook -> standalone HTML: no source, no paths, no metadata, nothing loaded from outside."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from alliance_lib import __version__, page
from alliance_lib.briefing.parts import HowWeWork, Part
from alliance_lib.schema import HERE
from alliance_lib.words import Words

PLOTLY = "application/vnd.plotly.v1+json"
HIDDEN = frozenset({"parameters", "injected-parameters", "digest", "panel"})
DETAIL = "detail"  # the tag of cells that stand on the room's own page only
MOST_FINDINGS = 10  # as many as fit on one page in Dutch
NONE = "'none'"
_WEIGHED = re.compile(r'<li data-weight="([0-9.]+)">(.*?)</li>', re.DOTALL)
_SAID = re.compile(r'<h3 class="question"[^>]*>(.*?)</h3>|<p class="conclusion">(.*?)</p>'
                   r'|<div class="chart[^"]*" id="([^"]+)" role="img" aria-label="([^"]*)"', re.DOTALL)
_HEADING = re.compile(r"<(h[1-3])[^>]*>(.*?)</\1>", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """What is said at a chart, as plain text? Its question, its conclusion, and (name, alternative text) of what is drawn."""

    question: str
    conclusion: str
    charts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """What did one notebook show? short leaves out what was tagged as detail; findings: (weight, sentence as HTML),
    heaviest first as the room gave them; answers: what is said at each chart."""

    room: str
    html: Markup
    short: Markup
    charts: int
    short_charts: int
    findings: tuple[tuple[float, Markup], ...]
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Beside:
    """What stands in the combined briefing beside the rooms: its parts, the page on how we work, and what went wrong."""

    parts: Sequence[Part] = ()
    how: HowWeWork | None = None
    faults: Sequence[str] = ()


def section(notebook: Mapping, room: str, words: Words) -> Section:
    """What did this executed notebook show to readers?

    Reads: the notebook's cells; only what cells displayed counts, as HTML or as a Plotly figure.
    Gives: Section; chart identifiers follow from the room and the order, so reruns are equal.
    Leaves out: code, Markdown (its text is said by the page), prints, parameters, digests, metadata.
    """
    blocks, short, charts, drawn = [], [], 0, 0
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code" or HIDDEN & set(cell["metadata"].get("tags", ())):
            continue
        parts, before = [], charts
        for data in (o["data"] for o in cell["outputs"] if o["output_type"] in ("display_data", "execute_result")):
            if PLOTLY in data:
                charts += 1
                parts.append(_chart(data[PLOTLY], f"{room}-plot-{charts}", words))
            elif "text/html" in data:
                parts.append(Markup("".join(data["text/html"])))
        if parts:
            kind = "chart-block" if any('class="chart' in p for p in parts) else "block"
            blocks.append(Markup('<div class="{}">\n{}</div>\n').format(kind, Markup("").join(parts)))
            if DETAIL not in cell["metadata"].get("tags", ()):
                short, drawn = [*short, blocks[-1]], drawn + charts - before
    found = tuple((float(weight), Markup(sentence)) for weight, sentence in _WEIGHED.findall(str(Markup("").join(blocks))))
    return Section(room, _unweighed(blocks), _unweighed(short), charts, drawn, found, _answers("".join(blocks)))


def _answers(shown: str) -> tuple[Answer, ...]:
    """Each question with the charts and the conclusion that follow it."""
    found, asked, charts = [], "", ()
    for question, conclusion, name, alt in _SAID.findall(shown):
        if name:
            charts = (*charts, (name, html.unescape(alt)))
            continue
        if conclusion and asked:
            found.append(Answer(asked, _plain(conclusion), charts))
        asked, charts = _plain(question), ()
    return tuple(found)


def _plain(inner: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", inner)).strip()


def _unweighed(blocks: Sequence[Markup]) -> Markup:
    return Markup(_WEIGHED.sub(r"<li>\2</li>", str(Markup("").join(blocks))))


def _chart(figure: Mapping, name: str, words: Words) -> Markup:
    """One chart as data; `<` cannot close the script element that holds it."""
    layout = dict(figure.get("layout", {}))
    alt = layout.pop("meta", {}).get("alt", "")
    data = json.dumps({"data": figure["data"], "layout": layout}, sort_keys=True, ensure_ascii=True)
    data = data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    fill = page.templates().get_template("page.html").module.chart
    return fill(name=name, alt=alt, height=layout.get("height"), data=Markup(data),
                no_script=words.say("brief.no_script"), not_drawn=words.say("brief.not_drawn"))


def heaviest(sections: Sequence[Section], most: int = MOST_FINDINGS) -> list[tuple[str, Markup]]:
    """Which findings go on the one page? (room, sentence), heaviest first; ties in the order of the rooms."""
    found = [(weight, s.room, sentence) for s in sections for weight, sentence in s.findings]
    return [(room, sentence) for _, room, sentence in sorted(found, key=lambda f: -f[0])[:most]]


def document(about: Mapping, sections: Sequence[Section], words: Words, seed: int, beside: Beside | None = None) -> str:
    """One HTML file that opens anywhere: the briefing (with what stands beside the rooms) or the page of one room.

    Reads: about as publication.about gives it; sections in the order of the rooms; beside, None for a room's page.
    Gives: HTML in words' language under a policy that runs only our two scripts and loads nothing.
    """
    charts = sum(s.charts if beside is None else s.short_charts for s in sections)
    scripts = [_plotly(), _read("briefing.js")] if charts else []
    return page.templates().get_template("briefing.html").render(
        about=about, sections=sections, words=words, seed=seed, beside=beside, version=__version__, charts=charts,
        found=heaviest(sections), audience=_capital(page.audience(about, words)), kind=about["audience"].partition(":")[0],
        name=about["name"] or words.say("brief.nameless"), date=page.date(about, words),
        style=Markup(stylesheet()), foot=Markup(_css_text(f"{about['name']} · {page.moment(about, words)}")),
        private=Markup(_css_text(words.say("page.private"))), scripts=[Markup(s) for s in scripts],
        policy=Markup(policy(scripts)))


def policy(scripts: Sequence[str]) -> str:
    """What may a page do? Run exactly these scripts, be styled, and load nothing."""
    allowed = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
    return (f"default-src 'none'; script-src {allowed or NONE}; style-src 'unsafe-inline'; img-src data:; "
            "base-uri 'none'; form-action 'none'")


def headings(text: str) -> list[str]:
    """Which headings does a page have? Their plain text, in order."""
    return [_plain(inner) for _, inner in _HEADING.findall(text)]


def _css_text(text: str) -> str:
    """A CSS string that cannot end early, whatever stands in it."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text) + '"'


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def stylesheet() -> str:
    """The style of every page we make."""
    return _read("briefing.css")


def _read(name: str) -> str:
    return (HERE / "briefing" / name).read_text(encoding="utf-8")


def _plotly() -> str:
    from plotly.offline import get_plotlyjs

    return get_plotlyjs()
