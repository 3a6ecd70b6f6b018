"""Decisions and actions for other programs: a workbook, and a calendar of what is due."""

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from icalendar import Calendar, Event
from openpyxl import Workbook
from openpyxl.styles import Font

from alliance_lib.briefing import parts
from alliance_lib.briefing.word import clean
from alliance_lib.words import Words
from alliance_lib.workbook.template import put, repack

WIDTH = 110  # characters over all columns
NOBODY = ""


def write(about: Mapping, words: Words, folder: Path) -> tuple[Path, ...]:
    """Write the workbook and, if anything is due, the calendar; nothing if there is neither a decision nor an action.

    Reads: about as publication.about gives it: organisations by name, people never.
    Gives: the files that were made. No text becomes a formula; no file tells who made it, where or when.
    """
    tables = [table for table in (parts.decisions(about, words), parts.actions(about, words)) if table.rows]
    base = folder / words.say("brief.agreed.file").lower()
    made = (_workbook(tables, base.with_suffix(".xlsx")),) if tables else ()
    events = list(_events(about, words))
    return (*made, _calendar(events, base.with_suffix(".ics"))) if events else made


def _workbook(tables: list[parts.Table], path: Path) -> Path:
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = book.properties.lastModifiedBy = NOBODY
    for table in tables:
        sheet = book.create_sheet(table.caption)
        for at, (head, share) in enumerate(zip(table.heads, table.shares, strict=True), 1):
            put(sheet, 1, at, head).font = Font(bold=True)
            sheet.column_dimensions[sheet.cell(1, at).column_letter].width = WIDTH * share
        for number, row in enumerate(table.rows, 2):
            for at, text in enumerate(row, 1):
                put(sheet, number, at, text)
        sheet.freeze_panes = "A2"
    held = BytesIO()
    book.save(held)
    repack(held, path)
    return path


def _events(about: Mapping, words: Words) -> Iterator[tuple[str, datetime.date]]:
    """What is still to be decided or done, by whom, and on which day?"""
    for row in about["decisions"]:
        if row["needed_date"] and not row["decided_date"]:
            yield _summary(words.say("brief.agreed.decide", what=row["subject"]), row, words), datetime.date.fromisoformat(row["needed_date"])
    for row in about["actions"]:
        if row["due_date"] and not row["done_date"]:
            yield _summary(row["text"], row, words), datetime.date.fromisoformat(row["due_date"])


def _summary(what: str, row: Mapping, words: Words) -> str:
    return words.say("brief.agreed.due", what=what, who=row["owner"]) if row["owner"] else what


def _calendar(events: list[tuple[str, datetime.date]], path: Path) -> Path:
    """An all-day entry per date, known by its text and day, so that a new file replaces and does not double."""
    made = Calendar()
    made.add("prodid", "-//alliance-lib//NL")
    made.add("version", "2.0")
    for summary, day in events:
        text = " ".join(clean(summary).split())
        event = Event()
        event.add("uid", f"{hashlib.sha256(f'{day} {text}'.encode()).hexdigest()[:32]}@alliance-lib")
        event.add("dtstamp", datetime.datetime.combine(day, datetime.time(), datetime.UTC))
        event.add("dtstart", day)
        event.add("dtend", day + datetime.timedelta(days=1))
        event.add("summary", text)
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    path.write_bytes(made.to_ical())
    return path
