"""HTML fragments: what a notebook shows of a result, escaped and in the reader's language."""

import datetime
from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding, Result
from alliance_lib.schema import HERE, Table, codes, tables
from alliance_lib.words import LANGUAGES, Words

BASE = ("parties", "people", "topics")
NUMBERS = ("int", "1", "2", "pct")
MISSING = "–"
WIDE = 8  # columns that fit on a page


@cache
def templates() -> Environment:
    """Where do the pages' templates come from? Everything filled in is escaped."""
    return Environment(loader=FileSystemLoader([HERE, HERE / "briefing"]), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)


def _fill(macro: str, **facts) -> str:
    return str(getattr(templates().get_template("page.html").module, macro)(**facts))


def audience(about: Mapping, words: Words) -> str:
    """For whom is this page, in words? A party is called by its name."""
    kind, _, party = about["audience"].partition(":")
    name = words.label("audience", kind)
    return f"{name}: {about['party_names'].get(party, party)}" if party else name


def date(about: Mapping, words: Words) -> str:
    """The state of affairs of which day? Empty if nobody said."""
    day = about["reference_date"]
    return "" if day is None else words.date(datetime.date.fromisoformat(day))


def moment(about: Mapping, words: Words) -> str:
    """Which round is this, and the state of affairs of which day?"""
    day = date(about, words)
    return words.say("page.round_on" if day else "page.round", round=about["round"], day=day)


def opening(room: str, about: Mapping, words: Words) -> str:
    """Which question does this page answer, for whom, about which round?

    Reads: room; about as publication.about gives it.
    Gives: HTML with the room's name as its anchor; for the facilitator the warning not to share it.
    """
    warning = words.say("page.private") if about["audience"] == "facilitator" else ""
    return _fill("opening", room=room, title=words.say(f"{room}.title"), question=words.say(f"{room}.question"),
                 reader=words.say("page.reader", audience=audience(about, words)), day=moment(about, words),
                 warning=warning)


def arrived(room: str, about: Mapping, words: Words) -> str:
    """What came in for this room, and about what does the page say nothing because a table is empty?

    Leaves out: tables that this audience may not count; the sentence under it says that they exist.
    """
    rows, wanted = about["rows"], [t for t in tables().values() if _belongs(t, room)]
    known = [t for t in wanted if t.name in rows]
    counted = [(words.number(rows[t.name], 0), t.title(words.lang)) for t in known if rows[t.name]]
    empty = [(t.title(words.lang), t.about(words.lang)) for t in known if not rows[t.name]]
    withheld = words.say("page.withheld") if len(known) < len(wanted) else ""
    return _fill("arrived", heading=words.say("page.arrived"), counted=counted, empty=empty, withheld=withheld,
                 lacking=words.say("page.lacking", n=len(empty)))


def _belongs(table: Table, room: str) -> bool:
    return not table.derived and (table.room == room or table.name in BASE)


def findings(found: Sequence[Finding], words: Words) -> str:
    """What was found, as sentences, in the order given? A briefing reads the weights and drops them."""
    said = [(f.weight, words.finding(f)) for f in found]
    return _fill("findings", heading=words.say("page.findings"), said=said, nothing=words.say("page.no_findings"))


def question(text: str, key: str) -> str:
    """The question a chart answers, with a fixed anchor made of its key."""
    return _fill("question", text=text, anchor=key.replace(".", "-"))


def conclusion(text: str) -> str:
    """The answer a chart gives, in a sentence."""
    return _fill("conclusion", text=text)


def note(text: str) -> str:
    """A remark beside what a page says."""
    return _fill("note", text=text)


def table(rows: pd.DataFrame, shape: Mapping, words: Words) -> str:
    """Show one table: headings, numbers and codes in the language; an empty table is a sentence.

    Reads: rows; shape as declared in the room's results.toml (caption, columns, how each is shown).
    Gives: HTML with a caption and scopes; columns shown as "id" or in the other language are left out, and where
        there are more than fit on a page those in which nothing stands.
    """
    told = rows.astype(object)
    columns = {name: column for name, column in shape["columns"].items()
               if column.get("show", "") != "id" and not _foreign(name, shape["columns"], words)}
    said = {name: [cell(value, column.get("show", ""), words) for value in told[name]] for name, column in columns.items()}
    kept = [name for place, name in enumerate(said) if place == 0 or len(said) <= WIDE or set(said[name]) != {MISSING}]
    heads = [_capital(columns[name][words.lang]) for name in kept]
    numeric = [columns[name].get("show", "") in NUMBERS for name in kept]
    cells = list(zip(*(said[name] for name in kept), strict=True))
    return _fill("table", caption=shape[words.lang], heads=heads, numeric=numeric, rows=cells,
                 nothing=words.say("page.no_rows"))


def _foreign(name: str, columns: Mapping, words: Words) -> bool:
    """Is this the text in the other language of a column that is there in the reader's?"""
    stem, _, lang = name.rpartition("_")
    return lang in LANGUAGES and lang != words.lang and f"{stem}_{words.lang}" in columns


def cell(value, show: str, words: Words) -> str:
    """How is one value of a table written?

    Reads: show: "" (as it is), "int", "1", "2" (decimals), "pct" (share of 1), "date", or a code list.
    """
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(one, show, words) for one in value) or MISSING
    if pd.isna(value) or value == "":
        return MISSING
    if isinstance(value, bool):
        return words.say("page.yes" if value else "page.no")
    if show in codes():
        return words.label(show, value)
    if show in ("int", "1", "2"):
        return words.number(float(value), 0 if show == "int" else int(show))
    said = words.format_field(value, "pct" if show == "pct" else "")
    return said.replace(" ", "\N{NO-BREAK SPACE}", 1) if isinstance(value, datetime.date) else said  # the day stays with its month


def steps(result: Result, words: Words, most: int = 20) -> str:
    """Why: which rule touched what, before and after? The first `most`, and how many more there are."""
    rows = result.steps.astype(object)
    said = [_step(result.room, row, words) for row in rows[:most].to_dict("records")]
    left = len(rows) - len(said)
    return _fill("steps", heading=words.say("page.steps"), said=said,
                 more=words.say("page.more", n=left) if left else "", nothing=words.say("page.no_steps"))


def _step(room: str, row: Mapping, words: Words) -> str:
    facts = {name: _sayable(row[name], words) for name in ("subject", "before", "after")}
    return words.say(f"{room}.step.{row['rule_code']}", **facts)


def _sayable(value, words: Words):
    if isinstance(value, bool):
        return cell(value, "", words)
    return float("nan") if not isinstance(value, (list, tuple)) and pd.isna(value) else value


def assumptions(assume: Assumptions, words: Words) -> str:
    """Which numbers are not data, where do they come from, and what depends on them?"""
    entries = [{"what": getattr(a, words.lang), "impact": getattr(a, f"impact_{words.lang}"),
                "value": value(a.value, words, a.show), "unit": own(a.unit, words), "source": own(a.source, words),
                "date": words.date(datetime.date.fromisoformat(str(a.date))),
                "quality": words.say(f"page.quality.{a.quality}")} for a in assume.entries.values()]
    heads = [words.say(f"page.assumption.{name}") for name in ("what", "value", "source", "quality")]
    return _fill("assumptions", heading=words.say("page.assumptions"), caption=words.say("page.assumptions_caption"),
                 heads=heads, entries=entries, nothing=words.say("page.no_assumptions"))


def own(text: str, words: Words) -> str:
    """Which half of a text in both languages, "maanden / months", is the reader's? A text in neither is said whole."""
    said = text.split(" / ")
    half = len(said) // 2
    return text if len(said) % 2 else " / ".join(said[:half] if words.lang == "nl" else said[half:])


def value(held, words: Words, show: str = "") -> str:
    """An assumption with all its decimals: .25 is not rounded to 0,2; a code by its name in the lists of show."""
    if isinstance(held, (list, tuple)):
        between = "; " if any(isinstance(one, (list, tuple)) for one in held) else ", "
        return between.join(value(one, words, show) for one in held)
    for name in show.split():
        if held in codes()[name]:
            return words.label(name, held)
    if isinstance(held, float):
        return words.number(held, len(f"{held:.10f}".rstrip("0").partition(".")[2]))
    return cell(held, "", words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
