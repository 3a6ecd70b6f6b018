"""Decisions and actions for a spreadsheet and a calendar: text stays text, and no file tells who made it."""

import datetime
import zipfile

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from workbook_frames import HOSTILE

from alliance_lib.briefing import lists
from alliance_lib.words import Words

NL = Words("nl")
DUE = {"owner": "Woonstichting De Vliet", "due_date": "2026-04-15", "done_date": None}
DECISION = {"subject": "Openen van fase 2", "level_code": "steering", "owner": None, "asked_date": "2026-01-01", "needed_date": "2026-06-01",
            "decided_date": None}


def about(actions=(), decisions=()) -> dict:
    return {"actions": list(actions), "decisions": list(decisions)}


def events(path) -> list[tuple[str, datetime.date]]:
    return [(str(one["summary"]), one["dtstart"].dt) for one in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]


def test_what_is_open_stands_in_the_calendar_on_its_day_with_the_organisation(tmp_path):
    done = {"text": "Klaar"} | DUE | {"done_date": "2026-04-01"}
    book, calendar = lists.write(about([{"text": "Advies afronden"} | DUE, done], [DECISION]), NL, tmp_path)
    assert events(calendar) == [("Besluiten: Openen van fase 2", datetime.date(2026, 6, 1)),
                                ("Advies afronden (Woonstichting De Vliet)", datetime.date(2026, 4, 15))]
    sheets = load_workbook(book)
    assert sheets.sheetnames == ["Besluiten", "Acties"] and [cell.value for cell in sheets["Acties"][2]][:2] == ["Advies afronden", DUE["owner"]]


def test_without_decisions_and_actions_there_is_no_file(tmp_path):
    assert lists.write(about(), NL, tmp_path) == () and list(tmp_path.iterdir()) == []


def test_the_same_lists_give_the_same_bytes(tmp_path):
    made = []
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
        made.append([path.read_bytes() for path in lists.write(about([{"text": "x"} | DUE], [DECISION]), NL, tmp_path / name)])
    assert made[0] == made[1]


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()], ids=range(len([t for t in HOSTILE if t.strip()])))
def test_hostile_text_is_no_formula_and_no_line_of_the_calendar(tmp_path, text):
    book, calendar = lists.write(about([{"text": text[:3000]} | DUE]), NL, tmp_path)
    cell = load_workbook(book)["Acties"]["A2"]
    assert cell.data_type == "s"
    raw = calendar.read_bytes()
    assert len(events(calendar)) == 1 and raw.count(b"BEGIN:") == 2
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "a line is not folded"


def test_properties_name_nobody_no_time_and_no_place(tmp_path):
    book, calendar = lists.write(about([{"text": "x"} | DUE]), NL, tmp_path)
    with zipfile.ZipFile(book) as held:
        told = "".join(held.read(name).decode() for name in held.namelist() if name.startswith("docProps"))
        assert {one.date_time for one in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for trace in ("creator>o", "openpyxl</dc", str(tmp_path), "modified"):
        assert trace not in told
    assert b"ORGANIZER" not in calendar.read_bytes() and b"ATTENDEE" not in calendar.read_bytes()
