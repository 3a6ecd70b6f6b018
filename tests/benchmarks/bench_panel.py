"""How long from a slider to the redrawn figure, in a real JupyterLab? Needs Chromium, Chrome or Edge.

    python tests/benchmarks/bench_panel.py [--picture FILE.png]
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from alliance_lib import dossier
from alliance_lib.assumptions import load
from alliance_lib.briefing import pdf
from alliance_lib.scaleup import what_if
from demo_frames import demo

CELLS = ('import alliance_lib\nview = alliance_lib.open("w.alliance", audience="facilitator")', 'view.panel("scaleup")')
LINE = ".alliance-panel .js-plotly-plot .scatterlayer .trace:nth-child(3) path.js-line"
WAIT = """(selector) => { window.moved = new Promise(done => { let start = null;
  addEventListener('keydown', () => { start ??= performance.now() }, {once: true, capture: true});
  const before = document.querySelector(selector).getAttribute('d');
  const look = () => document.querySelector(selector)?.getAttribute('d') !== before && start !== null
    ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  look() }) }"""


@contextmanager
def lab(folder):
    """JupyterLab on the loopback with the demo's dossier; gives its address."""
    frames = {name: rows for name, rows in demo(3).frames.items() if name != "published"}
    dossier.create(folder / "w.alliance", frames | {"rounds": frames["rounds"].assign(closed_date=None)})
    known = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=[new_code_cell(cell) for cell in CELLS], metadata=known), folder / "w.ipynb")
    quiet = folder / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True)
    quiet.write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {name: str(folder / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
    env = os.environ | places | {"JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "spaces")}
    server = subprocess.Popen([sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
                               "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"],
                              cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        ready(f"http://127.0.0.1:{port}/api/status")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def ready(address):
    """Wait until the server answers."""
    for _ in range(240):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError("JupyterLab did not start")


def open_panel(page, address):
    """Run both cells and wait for the figure."""
    page.goto(f"{address}/lab/tree/w.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell .cm-content", timeout=60_000)
    cells = page.locator(".jp-Notebook .jp-CodeCell .cm-content")
    for _ in range(20):  # Lab drops what is run before it is connected to its kernel
        cells.first.click()
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(1500)
        if "[ ]" not in page.locator(".jp-InputPrompt").first.inner_text():
            break
    cells.nth(1).click()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(LINE, timeout=120_000, state="attached")
    page.wait_for_timeout(1000)


def moves(page, times=9):
    """Milliseconds from the key on the first slider to the frame with the new line, each time."""
    handle, spent = page.locator(".alliance-panel .noUi-handle").first, []
    handle.focus()
    for at in range(times + 1):
        page.evaluate(WAIT, LINE)
        page.keyboard.press("ArrowRight" if at % 2 == 0 else "ArrowLeft")
        spent.append(page.evaluate("window.moved"))
        page.wait_for_timeout(300)
    return spent[1:]


def computed():
    """The computing alone, least of nine, in milliseconds."""
    base = what_if.ground(demo(3), load("scaleup"), 1, private=True)
    setting, spent = what_if.as_planned(base), []
    for at in range(10):
        start = time.perf_counter()
        what_if.answer(base, setting | {"delay_weeks": 2.0 * (at % 2)})
        spent.append(time.perf_counter() - start)
    return 1e3 * min(spent[1:])


def main():
    """Both lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--picture")
    asked = parser.parse_args()
    futures = load("scaleup")["scenarios"]
    print(f"what if, one setting of the demo, {futures} futures, computing alone: {computed():.0f} ms", flush=True)
    if pdf.find_browser() is None:
        print("slider to redrawn figure: no browser here")
        return
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder, lab(Path(folder)) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(pdf.find_browser()), args=["--disable-gpu", *root])
        page = browser.new_page(viewport={"width": 1280, "height": 1100})
        open_panel(page, address)
        spent = moves(page)
        print(f"slider to redrawn figure in JupyterLab, demo, {futures} futures: least {min(spent):.0f} ms, middle {median(spent):.0f} ms")
        if asked.picture:
            page.screenshot(path=asked.picture)
        browser.close()


if __name__ == "__main__":
    main()
