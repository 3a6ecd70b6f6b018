"""Hostile text in every field of a dossier: nothing runs, nothing is asked for, in any room, for any audience."""

import os

import pytest
from playwright.sync_api import sync_playwright
from workbook_frames import full_frames

from alliance_lib import briefing, dossier
from alliance_lib.briefing import pdf
from alliance_lib.publication import history

pytestmark = [pytest.mark.slow, pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium, Chrome or Edge here")]
RUNS = '</script></style><script>window.ran=1</script><img src=http://example.invalid onerror="window.ran=1"><svg onload="window.ran=1">'


def hostile_dossier(path) -> None:
    """Eight rows in every table; every text carries markup that would run."""
    frames, names = full_frames(8)
    frames = {name: rows for name, rows in frames.items() if name not in history.TABLES}  # an invented history stops publishing
    for name, rows in frames.items():
        for column in set(rows.columns) & set(FREE.get(name, ())):
            texts = rows[column].map(lambda v: isinstance(v, str))
            rows.loc[texts, column] = rows.loc[texts, column].map(lambda v: f"{RUNS}{v[:200]}")
    dossier.create(path, frames, {person: RUNS for person in names})


FREE = {"parties": ["name"], "topics": ["name", "statement"], "goals": ["name", "text", "indicator"], "complaints": ["text"],
        "decisions": ["subject"], "interests": ["text"], "clauses": ["title", "text"], "complexes": ["name"],
        "phases": ["name", "aim"], "actions": ["text"], "alliance": ["name", "help_request", "success_criterion"],
        "notes": ["raw_text", "paraphrase"], "goal_choices": ["reason", "agreed_by"], "clause_choices": ["reason"],
        "practices": ["activity"], "bodies": ["name"], "stakeholders": ["name"], "events": ["text"], "messages": ["subject"]}


@pytest.mark.parametrize("audience", ["facilitator", "session"])
def test_nothing_runs_and_nothing_is_asked_for(tmp_path, audience):
    hostile_dossier(tmp_path / "h.alliance")
    made = briefing.brief(tmp_path / "h.alliance", audience=audience, lang="en", pdf=False, out=tmp_path / "reports")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(pdf.find_browser()), args=["--disable-gpu", *root])
        for policy in (True, False):
            text = made.html.read_text(encoding="utf-8")
            path = tmp_path / "page.html"
            path.write_text(text if policy else text.replace("Content-Security-Policy", "x-none"), encoding="utf-8")
            page, asked = browser.new_page(), []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(path.as_uri())
            page.wait_for_timeout(3000)
            assert page.evaluate("window.ran") is None, "text of a participant ran"
            assert asked == [path.as_uri()], "the page asked for something"
        browser.close()
