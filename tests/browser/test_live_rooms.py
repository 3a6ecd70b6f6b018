"""Every room on the projector, in Chromium, in the session's view: nothing secret, nothing of outside, big, and reachable with the keyboard."""

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from demo_canaries import canary_dossier
from playwright.sync_api import sync_playwright

from alliance_lib import dossier
from alliance_lib.briefing import circulation, pdf
from alliance_lib.rooms import NAMES

pytestmark = [pytest.mark.slow, pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium, Chrome or Edge here")]
HERE = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
SIZES = """() => [...document.querySelectorAll('.alliance-panel *')].filter(e => e.checkVisibility() && !e.closest('style')
    && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => [!!e.closest('.xaxislayer-above, .yaxislayer-above, .g-xtitle, .g-ytitle'), parseFloat(getComputedStyle(e).fontSize),
               e.textContent.trim().slice(0, 30)])"""
ON_TOP = """e => { const b = e.getBoundingClientRect(); return document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2) === e }"""
CONTROLS = """() => [...document.querySelectorAll('.alliance-panel :is(button, select, input, textarea, .noUi-handle)')]
    .filter(e => e.checkVisibility() && !e.disabled).map((e, at) => (e.dataset.at = at, at))"""
CUT = """() => [...document.querySelectorAll('.alliance-panel :is(label, button, p, li, td, th, input[type=date])')]
    .filter(e => e.checkVisibility() && (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible'
        || e.type === 'date' && e.clientWidth < 180 || e.getBoundingClientRect().right > innerWidth))
    .map(e => e.outerHTML.slice(0, 120))"""
FOCUS = """() => { const e = document.activeElement;
    return [e.dataset.at ?? null, getComputedStyle(e).outlineWidth] }"""


@pytest.fixture(scope="module")
def browser():
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as play:
        made = play.chromium.launch(executable_path=str(pdf.find_browser()), args=["--disable-gpu", *root])
        yield made
        made.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = canary_dossier(tmp_path_factory.mktemp("demo"))
    with dossier.open(path) as held:
        circulation.publish(held, 3, "session")
    return path


@pytest.fixture(scope="module", params=NAMES)
def page(request, made, browser, tmp_path_factory):
    """The room's first screen in the session."""
    round = "3" if request.param == "intake" else "4"  # of an open round nothing about answers is published
    with shown(request.param, "session", round, made, browser, tmp_path_factory.mktemp(request.param)) as opened:
        opened.wait_for_selector(".alliance-panel .js-plotly-plot .main-svg", timeout=30_000)
        yield opened


@pytest.fixture(scope="module", params=NAMES)
def own(request, made, browser, tmp_path_factory):
    """The room's first screen for the facilitator."""
    with shown(request.param, "facilitator", "3", made, browser, tmp_path_factory.mktemp(request.param)) as opened:
        yield opened


@contextmanager
def shown(room: str, audience: str, round: str, made, browser, folder):
    """A room on a screen; what it asked for, said, and was sent."""
    shutil.copy(made, folder / "w.alliance")
    command = [sys.executable, "-m", "alliance_lib", "live", str(folder / "w.alliance"), "--no-browser", "--room", room,
               "--round", round, "--audience", audience]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder, start_new_session=True)
    try:
        told = ""
        while "http://" not in told:
            line = process.stdout.readline()
            assert line, told
            told += line
        opened = browser.new_page(viewport={"width": 1280, "height": 720})
        opened.asked, opened.heard, opened.told, opened.room = [], [], told, room
        opened.on("request", lambda asked: opened.asked.append(asked.url))
        opened.on("console", lambda said: opened.heard.append(said.text))
        opened.on("websocket", lambda line: line.on("framereceived", lambda held: opened.heard.append(
            held if isinstance(held, str) else held.decode("latin-1"))))
        opened.goto(re.search(r"http://127\.0\.0\.1:\d+/\?token=[\w-]+", told)[0])
        opened.wait_for_selector(".alliance-panel[data-keys]", timeout=90_000)
        yield opened
        opened.close()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def test_the_terminal_said_what_the_screen_would_get_before_it_opened(page):
    assert "geen namen zonder instemming" in page.told


def test_the_key_chart_stands_on_one_screen_in_type_that_is_read_from_a_distance(page):
    box = page.locator(".alliance-panel .js-plotly-plot:visible").bounding_box()
    assert box["y"] + box["height"] <= 720 and box["x"] + box["width"] <= 1280 and page.evaluate("scrollY") == 0
    assert page.locator(".blank-button").bounding_box()["height"] > 40 and page.locator(".blank-button").evaluate(ON_TOP)
    assert page.locator(".alliance-panel .js-plotly-plot:visible").count() == 1, "one figure on a screen"
    sizes = page.evaluate(SIZES)
    assert [text for axis, size, text in sizes if size < (18 if axis else 24)] == []
    assert len(sizes) > 3


def serious(page) -> list:
    found = Axe().run(page, context=".alliance-panel").response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in ("serious", "critical")]


def parts(page):
    """The names of the parts; each stands on the screen when it is given."""
    chooser = page.locator(".alliance-panel select").first
    labels = chooser.locator("option").all_inner_texts()
    assert len(labels) > 2
    for label in labels:
        chooser.select_option(label=label)
        page.wait_for_function("() => !document.querySelector('.alliance-panel .wrong[role=alert]')")
        page.wait_for_timeout(300)
        assert not page.locator(".alliance-panel .wrong[role=alert]").count(), label
        yield label


def test_axe_finds_nothing_serious(page):
    assert serious(page) == []


def test_in_no_part_of_the_facilitators_screen_anything_is_cut_off_or_hard_to_use(own):
    for label in parts(own):
        assert own.evaluate(CUT) == [], label
        assert serious(own) == [], label
        if label == "Grafiek" and own.locator(".js-plotly-plot").count():
            own.wait_for_function("document.querySelector('.js-plotly-plot .main-svg').getBoundingClientRect().width > 1150")  # as the screen


def test_every_control_is_reached_with_the_keyboard_and_its_focus_is_seen(page):
    wanted, reached = set(page.evaluate(CONTROLS)), set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(2 * len(wanted) + 20):
        page.keyboard.press("Tab")
        at, width = page.evaluate(FOCUS)
        if at is not None:
            assert width == "4px", f"the focus on control {at} is not seen"
            reached.add(int(at))
    assert reached == wanted


def test_nothing_secret_and_nothing_of_outside_in_any_part(page):
    assert len(list(parts(page))) > 3
    state = page.evaluate("document.documentElement.outerHTML") + page.title() + page.url + " ".join(page.heard)
    assert len(state) > 10_000 and page.locator(".alliance-panel.private").count() == 0
    assert "KANARIE" not in state.upper() and "w.alliance" not in state
    assert [url for url in page.asked if not url.startswith(HERE)] == []
