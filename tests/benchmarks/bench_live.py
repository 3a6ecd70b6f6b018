"""How fast does a screen answer in the session? Slider to redrawn figure, strike to consequences, first usable screen. Needs Chromium.

    python tests/benchmarks/bench_live.py [--times 15] [--without-lab]

Wall time is what people wait for; the time of the processor beside it says what is ours on a busy machine.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from types import MappingProxyType

import nbformat
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

import bench_panel
from demo_frames import demo

from alliance_lib import dossier, projector
from alliance_lib.assumptions import load
from alliance_lib.briefing import pdf
from alliance_lib.live.distant import ADDRESS, KEY, SOURCE
from alliance_lib.projector.keeper import Keeper, Line
from alliance_lib.scaleup import what_if

SIZES = (10_000, 2_000)
BOUNDS = {"slider, Voila, 10000": 150, "slider, Lab, 10000": 200, "slider, Voila, 2000": 80, "slider, Lab, 2000": 120, "strike": 150}
MORE = """from dataclasses import replace
from types import MappingProxyType
from alliance_lib.scaleup import panel
held = panel.load("scaleup")
more = MappingProxyType(dict(held.entries) | {"scenarios": replace(held.entries["scenarios"], value=%d)})
panel.load = lambda room: replace(held, entries=more)
"""
OPEN, SHOW = bench_panel.CELLS
EFFECT = ".alliance-panel .strike-effect .widget-html-content"
WATCH = """([at, name]) => { window.moved = new Promise(done => { let start = null;
  addEventListener('keydown', () => { start ??= performance.now() }, {once: true, capture: true});
  const told = () => { const e = document.querySelector(at); return name ? e?.getAttribute(name) : e?.innerHTML };
  const before = told();
  const look = () => start !== null && (told() !== before || performance.now() - start > 9000)
    ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  look() }) }"""


def say(name, spent):
    """One line: median, nine of ten, and what it should be at most."""
    high = quantiles(spent, n=10)[-1] if len(spent) > 1 else spent[0]
    bound = f" (at most {BOUNDS[name]})" if name in BOUNDS else ""
    print(f"{name}: median {median(spent):.0f} ms, 90 % {high:.0f} ms, of {len(spent)}{bound}", flush=True)


def alone(futures, times=12):
    """The computing of a setting that was not asked before: wall and processor time in milliseconds."""
    held = load("scaleup")
    more = MappingProxyType(dict(held.entries) | {"scenarios": replace(held.entries["scenarios"], value=futures)})
    base = what_if.ground(demo(3), replace(held, entries=more), 1, private=False)
    setting, wall, used = what_if.as_planned(base), [], []
    for at in range(times + 2):
        start, work = time.perf_counter(), time.process_time()
        what_if.answer(base, setting | {"delay_weeks": 2.0 * at - 20})
        wall.append(1e3 * (time.perf_counter() - start))
        used.append(1e3 * (time.process_time() - work))
    return wall[2:], used[2:]


@contextmanager
def screen(folder, room, before=""):
    """A room in Voila as the session sees it, its kernel warm; gives the address."""
    keeper = Keeper(folder / "w.alliance", "session", "nl")
    line = Line(keeper)
    given = {"source": SOURCE, "round": 3, "audience": "session", "lang": "nl"}
    path = projector.live_notebook(folder / f"{room}.ipynb", room, given)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].source = before + notebook.cells[1].source
    nbformat.write(notebook, path)
    server = projector.voila(path, {ADDRESS: line.address, KEY: line.key.hex()}, folder / "live.log")
    try:
        if not keeper.ready.wait(120):
            raise TimeoutError("the kernel did not get warm")
        yield server.address
    finally:
        server.stop()
        line.close()


def opened(browser, address, at):
    """The page with this on it, and after how many milliseconds."""
    start, page = time.perf_counter(), browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(address)
    page.wait_for_selector(at, timeout=120_000, state="attached")
    return page, 1e3 * (time.perf_counter() - start)


def moved(page, press, times, at, name=None):
    """Milliseconds from the key to the frame that shows the change, each time; the first does not count."""
    spent = []
    for number in range(times + 1):
        page.evaluate(WATCH, [at, name])
        press(number)
        spent.append(page.evaluate("window.moved"))
        page.wait_for_timeout(300)
    return spent[1:]


def slide(page, times):
    """One step to the right on the first slider each time: no setting is asked twice."""
    page.locator(".alliance-panel .noUi-handle").first.focus()
    return moved(page, lambda _: page.keyboard.press("ArrowRight"), times, bench_panel.LINE, "d")


def strike(page, times):
    """Strike and keep a goal in turn."""
    page.locator(".alliance-panel select").first.select_option(label="Doelen strepen")
    page.wait_for_selector(EFFECT, timeout=30_000)
    buttons = page.locator(".alliance-panel .widget-toggle-buttons:visible button")

    def press(_):
        first = "mod-active" in buttons.nth(0).get_attribute("class")
        buttons.nth(2 if first else 0).focus()
        page.keyboard.press("Space")

    return moved(page, press, times, EFFECT)


def back(browser, folder):
    """Milliseconds from starting `alliance live` again after a kill -9 to its first screen."""
    command = [sys.executable, "-m", "alliance_lib", "live", str(folder / "w.alliance"), "--no-browser", "--room", "health"]
    for _ in range(2):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder, start_new_session=True)
        told = (re.search(r"http://127\.0\.0\.1:\d+/\?token=[\w-]+", line) for line in process.stdout)
        page, _ = opened(browser, next(found[0] for found in told if found), ".alliance-panel .js-plotly-plot .main-svg")
        spent = 1e3 * (time.perf_counter() - start)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        page.close()
    return spent


def main():
    """All lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--without-lab", action="store_true")
    asked = parser.parse_args()
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for futures in SIZES:
        wall, used = alone(futures)
        say(f"computing alone, {futures}", wall)
        say(f"computing alone, {futures}, processor", used)
    if pdf.find_browser() is None:
        print("the rest: no browser here")
        return
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as play, tempfile.TemporaryDirectory() as held:
        browser, folder = play.chromium.launch(executable_path=str(pdf.find_browser()), args=["--disable-gpu", *root]), Path(held)
        frames = {name: rows for name, rows in demo(3).frames.items() if name != "published"}
        dossier.create(folder / "w.alliance", frames | {"rounds": frames["rounds"].assign(closed_date=None)})
        print(f"back after a kill -9, the whole command: {back(browser, folder):.0f} ms (at most 10000)", flush=True)
        with screen(folder, "goals") as address:
            page, first = opened(browser, address, ".alliance-panel .js-plotly-plot .main-svg")
            print(f"first usable screen, goals: {first:.0f} ms (at most 8000)", flush=True)
            say("strike", strike(page, asked.times))
            page.close()
        for futures in SIZES:
            with screen(folder, "scaleup", MORE % futures) as address:
                page, first = opened(browser, address, bench_panel.LINE)
                print(f"first usable screen, scaleup: {first:.0f} ms (at most 8000)", flush=True)
                page.wait_for_timeout(1000)
                say(f"slider, Voila, {futures}", slide(page, asked.times))
                page.close()
        for futures in () if asked.without_lab else SIZES:
            bench_panel.CELLS = (MORE % futures + OPEN, SHOW)
            with tempfile.TemporaryDirectory() as other, bench_panel.lab(Path(other)) as address:
                page = browser.new_page(viewport={"width": 1280, "height": 1100})
                bench_panel.open_panel(page, address)
                say(f"slider, Lab, {futures}", slide(page, asked.times))
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
