"""A room on the projector, in Chromium: nothing of outside, nothing secret, blank at once, and back after a crash."""

import os
import re
import signal
import subprocess
import sys
import time

import pandas as pd
import psutil
import pytest
from dossiers import QUOTE, small_frames
from playwright.sync_api import sync_playwright

from alliance_lib import dossier
from alliance_lib.briefing import pdf

pytestmark = [pytest.mark.slow, pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium, Chrome or Edge here")]
SECRETS = ("Kanarie", "Geelvink", QUOTE[:20], "person_id", "w.alliance", "NOTITIE7")
BLANKED = """() => new Promise((done) => { const began = performance.now();
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', bubbles: true }));
  requestAnimationFrame(() => done([!!document.querySelector('.alliance-blank'), performance.now() - began])) })"""


class Screen:
    """`alliance live` in a process of its own, and its page."""

    def __init__(self, folder, browser, *more: str) -> None:
        self.folder, self.browser, self.asked, self.said = folder, browser, [], []
        self.process = subprocess.Popen([sys.executable, "-m", "alliance_lib", "live", str(folder / "w.alliance"), "--no-browser", *more],
                                        stdout=subprocess.PIPE, text=True, cwd=folder, start_new_session=True)
        told = (re.search(r"http://127\.0\.0\.1:\d+/\?token=[\w-]+", line) for line in self.process.stdout)
        self.address = next(found[0] for found in told if found)  # after what the preflight says

    def show(self):
        page = self.browser.new_page(viewport={"width": 1280, "height": 720})
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda told: self.said.append(told.text))
        page.goto(self.address)
        page.wait_for_selector(".alliance-panel[data-keys]", timeout=90_000)
        page.locator(".alliance-panel select").first.select_option(label="Agenda van de sessie")
        page.wait_for_selector(".agenda-line input")
        return page

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture(scope="module")
def browser():
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=str(pdf.find_browser()), args=["--disable-gpu", *root])
        yield made
        made.close()


@pytest.fixture
def folder(tmp_path):
    frames = small_frames(closed=1)
    agenda = pd.DataFrame([{"round": 2, "place_number": 1, "topic_id": "T0", "minutes": 30, "confirmed_date": "2026-01-02"}])
    dossier.create(tmp_path / "w.alliance", frames | {"agenda_items": agenda}, {"S0": "Kanarie Geelvink"})
    return tmp_path


@pytest.fixture
def screen(folder, browser):
    made = []

    def start(*more: str) -> Screen:
        made.append(Screen(folder, browser, *more))
        return made[-1]

    yield start
    for one in made:
        if one.process.poll() is None:
            one.kill()


def agenda(folder) -> list:
    with dossier.open(folder / "w.alliance") as held:
        return held.frames()["agenda_items"]["minutes"].tolist()


def confirm(page, minutes: int) -> None:
    page.locator(".agenda-line input").first.fill(str(minutes))
    page.locator(".agenda-line input").first.press("Tab")
    page.locator("button", has_text="Agenda bevestigen").click()
    page.wait_for_selector(".alliance-panel .said:has-text('Opgeslagen')")


def test_a_shared_screen_shows_agreed_work_and_nothing_secret_and_asks_nothing_of_outside(folder, screen):
    one = screen("--room", "intake")
    page = one.show()
    state = page.evaluate("() => document.documentElement.outerHTML") + page.title() + " ".join(one.said) + one.address
    assert [secret for secret in SECRETS if secret in state] == []
    assert not re.search(r"\b[SJ]\d\b", page.inner_text("body")), "a code of a person is on the screen"
    assert [url for url in one.asked if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))] == []
    assert page.locator("button", has_text="Ronde afsluiten").count() == 0 and page.locator(".alliance-panel.private").count() == 0
    confirm(page, 45)
    assert agenda(folder) == [45], "in the dossier before the screen says so"
    page.locator("button", has_text="Ongedaan maken").click()
    page.wait_for_selector(".alliance-panel .said:has-text('Ongedaan gemaakt')")
    assert agenda(folder) == [30]
    page.close()


def test_the_picture_is_blank_within_a_fifth_of_a_second_and_comes_back(screen):
    page = screen("--room", "intake").show()
    there, took = page.evaluate(BLANKED)
    assert there and took < 200
    assert page.locator(".alliance-blank").bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}
    page.keyboard.press("f")
    page.wait_for_selector(".alliance-blank", state="detached")
    page.locator(".agenda-line input").first.focus()
    page.keyboard.press("f")
    assert page.locator(".alliance-blank").count() == 0, "a letter typed in a field is a letter"
    page.close()


def test_after_a_power_cut_the_screen_is_back_at_the_last_acknowledged_change(folder, screen):
    one = screen("--room", "intake")
    page = one.show()
    confirm(page, 55)
    one.kill()
    page.close()
    began = time.monotonic()
    again = screen("--room", "intake").show()
    assert again.locator(".agenda-line input").first.input_value() == "55" and agenda(folder) == [55]
    print(f"back after {time.monotonic() - began:.1f} s")
    again.close()


@pytest.mark.parametrize("by", [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)])
def test_a_screen_that_is_closed_leaves_no_process_behind(screen, by):
    one = screen("--room", "intake")
    there = psutil.Process(one.process.pid).children(recursive=True)
    assert len(there) > 1, "the server and its kernel"
    one.process.send_signal(by)
    assert one.process.wait(30) == 0
    assert psutil.wait_procs(there, timeout=10)[1] == []


def test_of_two_windows_the_second_is_told_who_changed_what_and_nothing_is_overwritten(folder, screen):
    one = screen("--room", "intake")
    first, second = one.show(), one.show()
    confirm(first, 55)
    second.locator(".agenda-line input").first.fill("40")
    second.locator(".agenda-line input").first.press("Tab")
    second.locator("button", has_text="Agenda bevestigen").click()
    told = second.wait_for_selector(".alliance-panel .wrong[role=alert]").inner_text()
    assert "sessie (projector)" in told and "tijd" in told and agenda(folder) == [55]
    first.close()
    second.close()


def test_the_facilitators_screen_is_asked_for_and_carries_its_frame(screen):
    page = screen("--room", "intake", "--audience", "facilitator").show()
    assert "NIET DELEN" in page.locator(".alliance-panel.private .own").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('.alliance-panel')).borderTopWidth") == "8px"
    page.close()


def test_the_type_is_big(screen):
    page = screen("--room", "intake").show()
    sizes = page.evaluate("""() => [...document.querySelectorAll('.alliance-panel :is(button, select, label, .widget-label, .said, p)')]
        .filter(e => e.offsetParent && e.innerText.trim()).map(e => parseFloat(getComputedStyle(e).fontSize))""")
    assert sizes and min(sizes) >= 24
    page.close()
