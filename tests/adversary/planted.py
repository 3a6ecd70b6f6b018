"""Leaks planted in a real page: each is one that somebody could make by accident in a chart or a template."""

import base64
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pypdf import PdfWriter

from alliance_lib.alliance import Alliance

FIGURE = re.compile(r'(<script type="application/json"[^>]*>)(.*?)(</script>)', re.DOTALL)


@dataclass(frozen=True)
class Secrets:
    """What the one who makes the page knows and the page may not say."""

    alliance: Alliance
    name: str
    code: str
    note: str
    path: str

    def words(self) -> list[str]:
        return [self.name, self.code, self.note, self.path]

    def answers(self) -> list[float]:
        """Everybody's private answers, in the order of the people."""
        given = self.alliance.answers("opinions", "private_1to5")
        return given.sort_values(["topic_id", "person_id"])["answer"].dropna().tolist()

    def means(self) -> list[tuple[float, str]]:
        """The mean answer of every party and its name: what may never be shown, nor its order."""
        given = self.alliance.answers("opinions", "private_1to5")
        return sorted((mean, self.alliance.party_names[p]) for p, mean in given.groupby("party_id")["answer"].mean().items())


def in_page(text: str) -> Callable:
    """Something written at the end of the page; {name}, {code}, {note}, {path} are filled in."""
    return lambda page, known: page.replace("</main>", text.format(**vars(known)) + "</main>")


def in_head(text: str) -> Callable:
    return lambda page, known: page.replace("</head>", text.format(**vars(known)) + "</head>")


def in_trace(change: Callable[[dict, Secrets], None]) -> Callable:
    """A change in the first trace of the first chart."""
    def plant(page: str, known: Secrets) -> str:
        def changed(found: re.Match) -> str:
            figure = json.loads(found[2])
            change(figure["data"][0], known)
            return found[1] + json.dumps(figure) + found[3]
        return FIGURE.sub(changed, page, count=1)
    return plant


def _packed(trace: dict, known: Secrets) -> None:
    packed = base64.b64encode(np.array(known.answers(), dtype="f8").tobytes()).decode()
    trace["x"] = {"dtype": "f8", "bdata": packed}


def _by_person(trace: dict, known: Secrets) -> None:
    trace["marker"] = {"color": ["#0072B2" if a > 3 else "#D55E00" for a in known.answers()]}


def _ordered(page: str, known: Secrets) -> str:
    rows = "".join(f'<tr><th scope="row">{html.escape(name)}</th></tr>' for _, name in known.means())
    return page.replace("</main>", f"<table><tbody>{rows}</tbody></table></main>")


def _mean_in_cell(page: str, known: Secrets) -> str:
    return page.replace("</main>", f'<table><tr><td class="number">{known.means()[0][0]:.3f}</td></tr></table></main>')


def _mean_in_sentence(page: str, known: Secrets) -> str:
    mean, name = known.means()[0]
    return page.replace("</main>", f"<p>{name}: gemiddeld {mean:.3f}</p></main>")


def _escaped(page: str, known: Secrets) -> str:
    hidden = "".join(f"\\u{ord(letter):04x}" for letter in known.name)
    return page.replace("</main>", f'<script type="application/json">{{"data": [], "x": "{hidden}"}}</script></main>')


PAGES: dict[str, Callable[[str, Secrets], str]] = {
    "name in hover text": in_trace(lambda trace, known: trace.update(hovertext=[known.name])),
    "codes behind the marks": in_trace(lambda trace, known: trace.update(customdata=[known.code])),
    "answers in a base64 array": in_trace(_packed),
    "an invisible trace": in_trace(lambda trace, known: trace.update(visible=False)),
    "a transparent trace": in_trace(lambda trace, known: trace.update(opacity=0)),
    "colour by person": in_trace(_by_person),
    "identifiers of marks": in_trace(lambda trace, known: trace.update(ids=list(known.alliance["people"]["person_id"]))),
    "code in an anchor": in_page('<a id="{code}" href="#{code}">.</a>'),
    "code of another kind in an anchor": in_page('<a href="#P07">.</a>'),
    "note in a comment": in_page("<!-- {note} -->"),
    "path in the metadata": in_head('<meta name="generator" content="{path}">'),
    "description of a chart": in_page('<div role="img" aria-label="Het antwoord van {name}"></div>'),
    "a parameter in JSON": in_page('<script type="application/json">{{"data": [], "source": "{path}"}}</script>'),
    "a name escaped in JSON": _escaped,
    "order by score": _ordered,
    "a mean in a table": _mean_in_cell,
    "a mean in a sentence": _mean_in_sentence,
    "the title": lambda page, known: re.sub("<title>", f"<title>{known.name} ", page),
    "a tooltip": in_page('<span title="{name}">.</span>'),
    "a class per person": in_page('<span class="person-{code}">.</span>'),
    "a traceback": in_page("<pre>Traceback (most recent call last): a.py, line 3</pre>"),
    "a machine's path": in_page("<p>/" + "home/iemand/dossier</p>"),
    "a name in capitals": lambda page, known: page.replace("</main>", f"<p>{known.name.upper()}</p></main>"),
    "a data attribute": in_page('<td data-party="C1">.</td>'),
    "a style per person": in_page('<p style="color:#0072B2">.</p>'),
}


def named(page: Path, known: Secrets) -> Path:
    """The page under the name of a person."""
    return page.rename(page.with_name(f"{known.name}.html"))


def printed(folder: Path, leak: Callable[[PdfWriter], None] = lambda writer: None) -> Path:
    """A small PDF, with a leak in it."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.metadata = {"/Title": "Briefing"}
    leak(writer)
    made = folder / "briefing.pdf"
    writer.write(made)
    return made


PRINTED: dict[str, Callable[[Secrets], Callable[[PdfWriter], None]]] = {
    "path in the properties of a PDF": lambda known: lambda writer: writer.add_metadata({"/Author": known.path}),
    "name in the title of a PDF": lambda known: lambda writer: writer.add_metadata({"/Title": known.name}),
    "a note attached to a PDF": lambda known: lambda writer: writer.add_attachment("a.txt", known.note.encode()),
    "a bookmark in a PDF": lambda known: lambda writer: writer.add_outline_item(title=known.name, page_number=0),
}
