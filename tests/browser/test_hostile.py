"""A hundred hostile strings in every text of a dossier: nothing runs, nothing is asked for, no file tells what it should not."""

import os
import re
import zipfile

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import sync_playwright
from workbook_frames import full_frames

from alliance_lib import briefing, dossier
from alliance_lib.briefing import pdf
from alliance_lib.publication import history
from alliance_lib.schema import stored

pytestmark = [pytest.mark.slow, pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium, Chrome or Edge here")]
RUN = "window.ran=1"
AWAY = "http://example.invalid/x"
OPENERS = ("", '">', "'>", "</script>", "</style>", "</title>", "-->", "]]>", "\\", "{{7*7}}")
PAYLOADS = (f"<script>{RUN}</script>", f"<img src={AWAY} onerror={RUN}>", f"<svg onload={RUN}>", f"<a href='javascript:{RUN}'>x</a>",
            f"<iframe src={AWAY}></iframe>", f"<link rel=stylesheet href={AWAY}>", f"<style>@import '{AWAY}'</style>",
            f"<meta http-equiv=refresh content='0;url={AWAY}'>", f"=HYPERLINK(\"{AWAY}\")", f"<form action={AWAY}><button autofocus onfocus={RUN}>")
HUNDRED = [opener + payload for opener in OPENERS for payload in PAYLOADS]
PER_TEXT = 25  # four rows hold all hundred
KEPT = (*history.TABLES, "approvals")  # an invented history stops publishing; a consent names a table and a row


def hostile_dossier(path) -> None:
    """Eight rows in every table; every text of every table carries markup that would run, and four rows carry all of it."""
    frames, names = full_frames(8)
    frames = {name: rows for name, rows in frames.items() if name not in history.TABLES}
    for name, rows in frames.items():
        for column in [one.name for one in stored()[name].columns.values() if one.type == "text" and not one.apart and name not in KEPT]:
            if column not in stored()[name].key:
                rows[column] = [f"{_loaded(number)}{text[:60]}" if isinstance(text, str) else text for number, text in enumerate(rows[column])]
    dossier.create(path, frames, {person: _loaded(number) for number, person in enumerate(names)})


def _loaded(number: int) -> str:
    start = number * PER_TEXT % len(HUNDRED)
    return "".join(HUNDRED[start:start + PER_TEXT])


def test_there_are_a_hundred_and_four_rows_hold_them_all():
    assert len(set(HUNDRED)) == 100 and all(one in "".join(_loaded(number) for number in range(4)) for one in HUNDRED)


@pytest.fixture(scope="module", params=["facilitator", "session"])
def made(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    hostile_dossier(folder / "h.alliance")
    return briefing.brief(folder / "h.alliance", audience=request.param, lang="en", pdf=False, out=folder / "reports"), folder


def test_nothing_runs_and_nothing_is_asked_for_with_and_without_the_policy(made, tmp_path):
    briefed, _ = made
    assert briefed.problems == ()
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(pdf.find_browser()), args=["--disable-gpu", *root])
        for policy in (True, False):
            text = briefed.html.read_text(encoding="utf-8")
            path = tmp_path / "page.html"
            path.write_text(text if policy else text.replace("Content-Security-Policy", "x-none"), encoding="utf-8")
            page, asked = browser.new_page(), []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(path.as_uri())
            page.wait_for_timeout(3000)
            assert page.evaluate("window.ran") is None, "text of a participant ran"
            assert asked == [path.as_uri()], "the page asked for something"
        browser.close()


def test_word_workbook_and_calendar_hold_text_only_and_load_nothing(made):
    briefed, folder = made
    book, *calendars = briefed.lists
    for packed in (briefed.word, book):
        with zipfile.ZipFile(packed) as held:
            parts = {name: held.read(name).decode("utf-8", "replace") for name in held.namelist()}
        assert not any('TargetMode="External"' in part for part in parts.values()), f"{packed.name} loads something"
        told = "".join(part for name, part in parts.items() if name.startswith("docProps"))
        assert str(folder) not in "".join(parts.values()) and not re.search(r"(?:creator|lastModifiedBy)>[^<]", told)
    assert all(cell.data_type == "s" for sheet in load_workbook(book) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    for calendar in calendars:
        events = Calendar.from_ical(calendar.read_bytes()).walk("VEVENT")
        assert {key for one in events for key in one} == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP"}
