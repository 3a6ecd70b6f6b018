"""The agreement in Word: the stripped text with its annexes, and one page on how we work."""

import datetime
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from alliance_lib import page
from alliance_lib.briefing.word import Paper
from alliance_lib.result import Result
from alliance_lib.words import Words

WHAT = ("agreement", "how_we_work")
HARD = ("goals.no_release", "goals.release_inadequate")
REVIEW = ("goals.review_procurement", "goals.review_without_clause", "goals.no_exit", "goals.release_lacking", "goals.duties_lacking",
          "goals.unprotected", "goals.uncovered", "goals.to_simplify")
SHORTER = ("goals.stripped", "goals.strip_proposed", "goals.not_shorter")
SIZES = (11, 10.5, 10, 9.5, 9, 8.5, 8)  # of the one page, tried in turn until it fits
COLUMNS = (0.4, 0.19, 0.18, 0.23)
WIDE, HIGH = 0.56, 1.25  # of the size: an average letter, a line with its air
BROAD = frozenset("WMmw@%")  # letters nearly twice as wide as the average
HEADER = 0.9  # of the page, on a template: its header may push the text down
HEADED = 8.5  # lines for the title, the name, the heading of the table and a warning below it
FULL = 0.94  # of the page; the rest is for letters that are wider than the average


def write(what: str, result: Result, about: Mapping, words: Words, to: tuple[Path, Path | None]) -> tuple[Path, int]:
    """Write the agreement or the page on how we work.

    Reads: what, of WHAT; result of the goals room for this audience; about as publication.about gives it; to, the
        folder and the facilitator's own template or None.
    Gives: the file, and how many working agreements did not fit on the page.
    Refuses: AllianceError for a template that cannot be used.
    """
    folder, template = to
    day = about["reference_date"]
    path = folder / f"{words.say(f'word.{what}.file').lower()}.docx"
    paper, left = (_agreement if what == "agreement" else _how_we_work)(result, about, words, template)
    private = words.say("page.private") if about["audience"] == "facilitator" else ""
    paper.foot(" · ".join(one for one in (private, _name(about), _version(result, "agreement", words, "short")) if one))
    paper.save(path, " – ".join(one for one in (words.say(f"word.{what}.title"), _name(about)) if one),
               None if day is None else datetime.date.fromisoformat(day))
    return path, left


def _name(about: Mapping) -> str:
    return str(about["name"] or "")


def _version(result: Result, what: str, words: Words, form: str = "version") -> str:
    """Which version is this? The number on paper is the one in the dossier."""
    rows = result["versions"].set_index("adopted_code")
    if what not in rows.index:
        return ""
    row = rows.loc[what]
    state = row["state_code"] + ("_first" if form == "version" and row["state_code"] == "proposal" and not row["version_number"] else "")
    return words.say(f"word.{form}.{state}", version=int(row["version_number"]), mark=row["mark"], parties=row["parties"],
                     missing=row["missing"], day="" if pd.isna(row["adopted_date"]) else row["adopted_date"])


def _agreement(result: Result, about: Mapping, words: Words, template: Path | None) -> tuple[Paper, int]:
    paper = Paper(words, template)
    _top(paper, "agreement", about, words, _version(result, "agreement", words))
    for found in result.findings:
        if found.code in HARD:
            paper.warning(words.say("word.attention", said=words.finding(found)))
    for found in [one for one in result.findings if one.code in SHORTER][:1]:
        paper.text(words.finding(found))
    _parties(paper, result, words)
    _goals(paper, result, words)
    _articles(paper, result, words)
    _signing(paper, result, words)
    _phases(paper, result, words)
    _terms(paper, result, words)
    _gone(paper, result, words)
    _review(paper, result, words)
    return paper, 0


def _top(paper: Paper, what: str, about: Mapping, words: Words, version: str) -> None:
    paper.heading(words.say(f"word.{what}.title"), 0)
    paper.text(_name(about), bold=True)
    paper.note(_line(version, about, words))


def _line(version: str, about: Mapping, words: Words) -> str:
    return " ".join(one for one in (version, page.moment(about, words)) if one)


def _parties(paper: Paper, result: Result, words: Words) -> None:
    if len(result["parties"]):
        paper.heading(words.say("word.agreement.parties"))
        for row in result["parties"].to_dict("records"):
            paper.text(f"{row['name']} ({words.label('party_type', row['type_code'])})")


def _goals(paper: Paper, result: Result, words: Words) -> None:
    paper.heading(words.say("word.agreement.goals"))
    kept = _kept(result)
    for row in kept:
        paper.text(row["goal"], bold=True, keep=True)
        paper.text(row["text"])
    if not kept:
        paper.text(words.say("word.agreement.no_goals"))


def _kept(result: Result) -> list[dict]:
    """The goals that stay by decision."""
    rows = result["goals"]
    return rows[rows["choice_code"] == "keep"].to_dict("records")


def _articles(paper: Paper, result: Result, words: Words) -> None:
    paper.heading(words.say("word.agreement.articles"))
    rows = result["articles"]
    standing = rows[rows["place_code"] == "agreement"].to_dict("records")
    for row in standing:
        paper.heading(f"{row['clause_id']} {row['title']}", 2)
        told = [f"{words.say(f'word.{name}')}: {row[column]}" for name, column in
                (("who", "who"), ("when", "when_text"), ("fails", "if_it_fails")) if not pd.isna(row[column])]
        for part in str(row["text"]).split("\n") if not pd.isna(row["text"]) else ():
            paper.text(part, keep=bool(told))
        if told:
            paper.text(" · ".join(told))
        if row["to_simplify"]:
            paper.note(words.say("word.simplify", reason="" if pd.isna(row["reason"]) else row["reason"]))
    if not standing:
        paper.text(words.say("word.agreement.none"))


def _signing(paper: Paper, result: Result, words: Words) -> None:
    if len(result["parties"]):
        paper.heading(words.say("word.agreement.signing"))
        paper.table([words.say("word.party"), words.say("word.signature")], [(name, "\n") for name in result["parties"]["name"]], (0.5, 0.5))


def _phases(paper: Paper, result: Result, words: Words) -> None:
    rows = result["phases"].to_dict("records")
    if rows:
        paper.heading(words.say("word.agreement.phases"))
        paper.table([words.say("word.phase"), words.say("word.aim"), words.say("word.gate")],
                    [(f"{row['phase_number']}. {row['name']}", _said(row["aim"]), _gate(row, words)) for row in rows], (0.25, 0.4, 0.35))


def _gate(row: Mapping, words: Words) -> str:
    homes, kept = row["gate_homes"], row["gate_kept_share"]
    told = [] if pd.isna(homes) else [words.say("word.gate_homes", n=int(homes))]
    told += [] if pd.isna(kept) else [words.say("word.gate_kept", share=kept)]
    return ", ".join(told) or page.MISSING


def _terms(paper: Paper, result: Result, words: Words) -> None:
    rows = result["glossary"]
    said = rows[rows["meaning"].notna() & (rows["used_count"] > 0)] if len(rows) else rows
    if len(said):
        paper.heading(words.say("word.agreement.terms"))
        paper.table([words.say("word.word"), words.say("word.meaning")], zip(said["term"], said["meaning"], strict=True), (0.25, 0.75))


def _gone(paper: Paper, result: Result, words: Words) -> None:
    """What moved, and what was struck: each with its reason, as chosen or else as proposed."""
    proposed = result["clauses"].set_index("clause_id")["reason_code"].to_dict()
    rows = [row | {"why": words.label("clause_reason", proposed[row["clause_id"]]) if pd.isna(row["reason"]) else row["reason"]}
            for row in result["articles"].to_dict("records")]
    moved = [row for row in rows if row["place_code"] in ("annex", "how_we_work")]
    struck = [row for row in rows if row["place_code"] == "struck"]
    heads = [words.say(f"word.{name}") for name in ("clause", "title", "where", "why")]
    if moved:
        paper.heading(words.say("word.agreement.moved"))
        paper.table(heads, [(row["clause_id"], row["title"], words.label("place", row["place_code"]), row["why"]) for row in moved],
                    (0.13, 0.25, 0.22, 0.4))
    if struck:
        paper.heading(words.say("word.agreement.struck"))
        paper.table([heads[0], heads[1], heads[3]], [(row["clause_id"], row["title"], row["why"]) for row in struck], (0.13, 0.29, 0.58))


def _review(paper: Paper, result: Result, words: Words) -> None:
    said = [words.finding(one) for one in result.findings if one.code in REVIEW]
    if said and len(result["articles"]):
        paper.heading(words.say("word.agreement.review"))
        paper.note(words.say("word.agreement.about_review"))
        for sentence in said:
            paper.text(sentence)


def _how_we_work(result: Result, about: Mapping, words: Words, template: Path | None) -> tuple[Paper, int]:
    rows = [tuple(_said(row[name], words.say("word.open")) for name in ("what_text", "who", "when_text", "if_it_fails"))
            for row in result["how_we_work"].to_dict("records")]
    goals = [row["goal"] for row in _kept(result)]
    short = _version(result, "agreement", words, "short")
    version = words.say("word.how_we_work.version", version=short[:1].lower() + short[1:]) if short else ""
    above = [_line(version, about, words), *([words.say("word.how_we_work.goals", goals=goals)] if goals else [])]
    wide, high = Paper(words, template).room
    room = (wide, high if template is None else high * HEADER)
    size = next((one for one in SIZES if fitting(rows, one, room, above) == len(rows)), SIZES[-1])
    paper, fits = Paper(words, template, size), fitting(rows, size, room, above)
    _top(paper, "how_we_work", about, words, version)
    for line in above[1:]:
        paper.text(line)
    if rows:
        paper.table([words.say(f"word.{name}") for name in ("what", "who", "when", "fails")], rows[:fits], COLUMNS)
    else:
        paper.text(words.say("word.how_we_work.none"))
    if fits < len(rows):
        paper.warning(words.say("word.too_many", n=len(rows) - fits))
    return paper, len(rows) - fits


def fitting(rows: Sequence[Sequence[str]], size: float, room: tuple[float, float], above: Sequence[str] = ()) -> int:
    """How many rows of this table fit on the page at this size of letters?

    Reads: rows of texts, size in points, room (width and height of the text area in points), above, the
        paragraphs over the table.
    Leaves out: the exact width of letters; the page is filled to FULL, so that a wide letter does no harm.
    """
    wide, high = room
    left = high * FULL - (HEADED + sum(_lines(text, wide, size) + 0.5 for text in above)) * size * HIGH
    for place, row in enumerate(rows):
        lines = max(_lines(text, wide * share - 11, size) for text, share in zip(row, COLUMNS, strict=True))
        left -= lines * size * HIGH + 3
        if left < 0:
            return place
    return len(rows)


def _lines(text: str, wide: float, size: float) -> int:
    letters = "".join(letter * 2 if letter in BROAD or unicodedata.east_asian_width(letter) in "WF" else letter for letter in text)
    return max(1, sum(len(textwrap.wrap(part, max(1, int(wide / (size * WIDE))))) or 1 for part in letters.split("\n")))


def _said(value, otherwise: str = page.MISSING) -> str:
    return otherwise if pd.isna(value) or not str(value).strip() else str(value)
