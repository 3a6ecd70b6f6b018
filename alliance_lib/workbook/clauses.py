"""Which clauses stand in an agreement in Word? Headings and numbered paragraphs become clauses of the dossier."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pandas as pd

from alliance_lib import dossier
from alliance_lib.schema import HERE, read_toml, stored
from alliance_lib.words import Words
from alliance_lib.workbook import Book, Imported, import_book, wordfile
from alliance_lib.workbook.grid import Place, Problems
from alliance_lib.workbook.wordfile import Paragraph

# "Artikel 4.2: Vrijgave", "4.2 Vrijgave", "Art. 4", "4.1a. Vrijgave", "§ 3"; a year or an amount is no number of a clause.
NUMBERED = re.compile(r"(?:(?:artikel|article|clause|art\.|§)\s*)?(\d{1,2}(?:\.\d{1,2}){0,4}[a-z]?)(?:[.:)\]](?!\d)|\s*[-–—:]|(?=\s)|$)"
                      r"\s*(.*)", re.IGNORECASE)
NAMED = re.compile(r"(?:artikel|article|clause|art\.|§)\s*\d", re.IGNORECASE)
ANNEX = re.compile(r"(bijlage|annex|appendix|ondertekening|aldus overeengekomen|signing|signed by)\b", re.IGNORECASE)
TITLE = 80  # longer is text; so is what ends in a full stop
WORDS_OF_TITLE = 6


@dataclass(frozen=True)
class Clause:
    """A clause as found: its number, title and text, and under which heading it stood."""

    number: str
    title: str
    text: tuple[str, ...] = ()
    chapter: str = ""
    is_heading: bool = False


def found(paragraphs: Sequence[Paragraph]) -> tuple[list[Clause], int]:
    """Which clauses follow from these paragraphs, and how many paragraphs are no part of a clause?

    Reads: paragraphs with Word's own numbers and levels of headings, or with numbers typed in the text.
    Gives: Clause in order; a heading with numbered clauses under it and no text of its own is a chapter, not a clause.
        A clause without number gets its place: "A1", "A2".
    Leaves out: what stands before the first clause, such as parties and considerations, and from a heading of
        signatures or annexes on everything.
    """
    clauses, chapter = [], ""
    last = next((place for place, one in enumerate(paragraphs) if one.level and ANNEX.match(_number(one)[1])), len(paragraphs))
    before = len(paragraphs) - last
    for one in paragraphs[:last]:
        made = _begin(one, chapter)
        if made is not None:
            chapter = made.title if made.is_heading else chapter
            clauses.append(made)
        elif clauses:
            clauses[-1] = replace(clauses[-1], text=(*clauses[-1].text, f"{one.number} {one.text}".strip()))
        else:
            before += 1
    held = [one for one, after in zip(clauses, (*clauses[1:], None)) if not _is_chapter(one, after)]
    return [one if one.number else replace(one, number=f"A{place}") for place, one in enumerate(held, 1)], before


def _begin(one: Paragraph, chapter: str) -> Clause | None:
    number, rest = _number(one)
    if one.level:
        return Clause(number, rest or number, (), chapter, True)
    if not number or not re.match(r"\d", number):
        return None
    if not rest:
        return Clause(number, chapter or number, (), chapter)
    if len(rest) <= TITLE and not rest.endswith((".", ";")):
        return Clause(number, rest, (), chapter, True)
    return Clause(number, chapter or _first(rest), (rest,), chapter)


def _number(one: Paragraph) -> tuple[str, str]:
    """The number of the clause and the rest of the text; Word's own number goes first."""
    own = NUMBERED.fullmatch(one.number) if one.number else None
    if own:
        return own[1], one.text
    typed = NUMBERED.fullmatch(one.text)
    sure = typed and (one.level or NAMED.match(one.text) or "." in typed[1] or re.match(r"\d+[.)]\s", one.text))
    return (typed[1], typed[2]) if sure else ("", one.text)


def _first(text: str) -> str:
    words = text.split()
    return " ".join(words[:WORDS_OF_TITLE]) + ("…" if len(words) > WORDS_OF_TITLE else "")


def _is_chapter(one: Clause, after: Clause | None) -> bool:
    """Headed, without a word of its own, and followed by what stands under it."""
    if not one.is_heading or one.text or after is None:
        return False
    return after.chapter == one.title and (not one.number or after.number.startswith(f"{one.number}.") or not after.is_heading)


@cache
def _lists() -> dict[str, list[str]]:
    return read_toml(HERE / "workbook" / "clauses.toml")


def kind(title: str, text: str) -> str:
    """Which type of clause is this, by its words? The title counts first; "legal" when no word tells.

    >>> kind("Beschikbaar stellen van bezit", ""), kind("Slotbepalingen", "")
    ('release', 'legal')
    """
    for said in (title.casefold(), text.casefold()):
        for code, words in _lists().items():
            if any(word in said for word in words):
                return code
    return "legal"


def rows(clauses: Sequence[Clause], held: pd.DataFrame, round: int) -> pd.DataFrame:
    """What stands in the table of clauses after this import?

    Reads: clauses found; held, the clauses of the dossier; round, in which new clauses are added.
    Gives: the clauses held, with title and text of those found again, and the new ones behind them.
    """
    columns = list(stored()["clauses"].columns)
    known = {row["clause_id"]: row for row in held.astype(object).where(held.notna(), None).to_dict("records")}
    for one in clauses:
        text = "\n".join(one.text)
        new = {"clause_id": one.number, "type_code": kind(one.title, text), "round": round}
        known[one.number] = known.get(one.number, new) | {"title": one.title, "text": text or None}
    return pd.DataFrame(list(known.values()), columns=columns, dtype=object)


def import_agreement(path: str | Path, file: str | Path, *, dry_run: bool = False, lang: str = "nl",
                     by: str = "workbook") -> Imported:
    """Take the clauses of an agreement in Word over in a dossier: all of them, or nothing if anything is wrong.

    Reads: path of the dossier; file, a .docx; dry_run to look only.
    Gives: Imported; remarks say per clause what was found, what stays and what was left out.
    Leaves out: owner, time limit, consequence and what a clause serves: a person fills those in.
    """
    path, file, words = Path(path), Path(file), Words(lang)
    problems = Problems(words)
    place = Place(0, kind="file", facts=(("file", file.name),))
    clauses, before = _read(file, problems, place)
    if problems.all():
        return Imported({}, problems.all())
    held, round = _held(path)
    frame = rows(clauses, held, round)
    done = import_book(path, Book({"clauses": frame}, None, ()), dry_run=dry_run, lang=lang, by=by)
    return Imported(done.rows, done.problems, (*_told(clauses, held, frame, words), *_left(clauses, before, held, words), *done.remarks))


def _read(file: Path, problems: Problems, place: Place) -> tuple[list[Clause], int]:
    fault = wordfile.fault(file)
    read = []
    if not fault:
        try:
            read = wordfile.paragraphs(file)
        except ValueError as stopped:
            fault = str(stopped)
    clauses, before = found(read)
    if fault or not clauses:
        problems.add(fault or "no_clauses", place)
    numbers = [one.number for one in clauses]
    for number in dict.fromkeys(one for one in numbers if numbers.count(one) > 1):
        problems.add("double_clause", place, value=number)
    return clauses, before


def _held(path: Path) -> tuple[pd.DataFrame, int]:
    """The clauses in the dossier, and the round in which new ones are added: the one that is open, or the next."""
    if not path.exists():
        return pd.DataFrame(columns=list(stored()["clauses"].columns)), 1
    with dossier.open(path) as opened:
        alliance = opened.snapshot()
        rounds = alliance["rounds"].set_index("round")["closed_date"].dropna()
        return opened.frames()["clauses"], alliance.round + (alliance.round in rounds.index)


def _told(clauses: Sequence[Clause], held: pd.DataFrame, frame: pd.DataFrame, words: Words) -> list[str]:
    known, types = set(held["clause_id"]), dict(zip(frame["clause_id"], frame["type_code"], strict=True))
    return [words.say("clauses.again" if one.number in known else "clauses.new", number=one.number, title=one.title,
                      kind=types[one.number], n=len(" ".join(one.text).split())) for one in clauses]


def _left(clauses: Sequence[Clause], before: int, held: pd.DataFrame, words: Words) -> list[str]:
    gone = [code for code in held["clause_id"] if code not in {one.number for one in clauses}]
    said = [words.say("clauses.stay", n=len(gone), clauses=gone)] if gone else []
    return [*said, *([words.say("clauses.before", n=before)] if before else []), words.say("clauses.check")]
