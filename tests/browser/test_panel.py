"""The facilitator's panel in a real JupyterLab: entered with the keyboard, kept in the dossier, nothing asked of outside."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from dossiers import small_frames
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect, sync_playwright

from alliance_lib import dossier
from alliance_lib.briefing import pdf

pytestmark = [pytest.mark.slow, pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium, Chrome or Edge here")]
CELLS = ['import alliance_lib\nview = alliance_lib.open("w.alliance", round=2, audience="facilitator")', 'view.panel("intake")']

FOCUSED = """() => { const at = document.activeElement, group = at.closest('.widget-toggle-buttons');
  return [group ? group.querySelector('.widget-label').innerText : '', at.innerText] }"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on the loopback, in a folder with a dossier whose second round is open; gives the folder and the address."""
    folder = tmp_path_factory.mktemp("lab")
    dossier.create(folder / "w.alliance", small_frames(closed=1))
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
    told = (folder / "lab.log").open("w")
    server = subprocess.Popen([sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
                               "--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"], cwd=folder, env=env, stdout=told, stderr=told)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status")
        yield folder, address
    finally:
        server.terminate()
        server.wait(30)
        told.close()


def _wait_for(address: str) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError("JupyterLab did not start")


@pytest.fixture(scope="module")
def page(lab):
    """The notebook in Lab with the panel opened, and every address that was asked for."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(pdf.find_browser()), args=["--disable-gpu", *root])
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.asked = []
        opened.on("request", lambda request: opened.asked.append(request.url))
        opened.goto(f"{lab[1]}/lab/tree/w.ipynb")
        opened.wait_for_selector(".jp-Notebook .jp-CodeCell .cm-content", timeout=60_000)
        cells = opened.locator(".jp-Notebook .jp-CodeCell .cm-content")
        for _ in range(20):  # Lab drops what is run before it is connected to its kernel
            cells.first.click()
            opened.keyboard.press("Control+Enter")
            opened.wait_for_timeout(1500)
            if "[ ]" not in opened.locator(".jp-InputPrompt").first.inner_text():
                break
        cells.nth(1).click()
        opened.keyboard.press("Control+Enter")
        opened.wait_for_selector(".alliance-panel[data-keys] select", timeout=60_000)
        yield opened
        browser.close()


def held(folder: Path) -> dict:
    with dossier.open(folder / "w.alliance") as opened:
        rows = opened.frames()["opinions"]
    row = rows[(rows["round"] == 2) & (rows["person_id"] == "S0") & (rows["topic_id"] == "T0")]
    return row.iloc[0].to_dict()


def test_an_answer_is_entered_with_the_keyboard_only_and_is_in_the_dossier_when_the_screen_says_so(lab, page):
    folder, _ = lab
    wanted = "5" if held(folder)["private_1to5"] != "5" else "1"
    page.locator(".alliance-panel select").nth(1).focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == ["In het gesprek gezegd", wanted]:
            break
    else:
        pytest.fail("the answer cannot be reached with the Tab key")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "4px", "the focus is not seen"
    page.keyboard.press("Space")
    page.wait_for_selector(".alliance-panel select:disabled")
    page.locator(".alliance-panel button:visible", has_text="Opslaan").last.focus()
    page.keyboard.press("Space")
    page.wait_for_selector(".alliance-panel .said:has-text('Opgeslagen')")
    assert held(folder)["private_1to5"] == wanted


def test_keys_in_the_panel_are_the_panels_and_a_digit_or_x_answers(lab, page):
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    chosen = page.locator(".alliance-panel .widget-toggle-buttons:visible").nth(1).locator(".mod-active")
    page.locator(".alliance-panel button:visible", has_text="Niet gevraagd").nth(1).focus()
    for key, said in (("2", "2"), ("b", "2"), ("x", "Wil niet antwoorden"), ("ArrowDown", "Wil niet antwoorden"), ("3", "3")):
        page.keyboard.press(key)
        expect(chosen).to_have_text(said)
        assert page.evaluate("!!document.activeElement.closest('.alliance-panel')")
    page.locator(".alliance-panel select:visible").last.focus()
    page.keyboard.press("b")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells, "a key pressed in the panel changed the notebook"
    page.locator(".alliance-panel button:visible", has_text="Opnieuw lezen").click()
    page.wait_for_selector(".alliance-panel .said:has-text('Opnieuw gelezen')")


def test_what_was_entered_stays_behind_as_text_outside_the_widgets(lab, page):
    page.wait_for_selector(".jp-OutputArea h3:has-text('Hier ingevoerd')")
    kept = page.locator(".jp-OutputArea-output", has_text="Hier ingevoerd").last
    assert "S0, T0: in het gesprek gezegd" in kept.inner_text()
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")
    for _ in range(40):
        saved = json.loads((lab[0] / "w.ipynb").read_text())
        if "Hier ingevoerd" in json.dumps(saved):
            break
        time.sleep(0.25)
    assert "Hier ingevoerd" in json.dumps(saved["cells"][1]["outputs"]), "a saved notebook cannot be read without a kernel"
    assert "widgets" not in saved["metadata"], "the state of the widgets was stored"


def test_undo_says_what_was_undone(lab, page):
    before = held(lab[0])["private_1to5"]
    page.locator(".alliance-panel button", has_text="Ongedaan maken").click()
    page.wait_for_selector(".alliance-panel .said:has-text('Ongedaan gemaakt: Antwoorden S0, T0')")
    assert held(lab[0])["private_1to5"] != before


def test_the_panel_is_big_enough_and_fits(page):
    sizes = page.evaluate("""() => [...document.querySelectorAll('.alliance-panel :is(button, select, label, .widget-label, .said)')]
        .filter(e => e.offsetParent && e.innerText.trim()).map(e => parseFloat(getComputedStyle(e).fontSize))""")
    assert sizes and min(sizes) >= 18
    box = page.locator(".alliance-panel").bounding_box()
    assert box["x"] + box["width"] <= 1280


def test_nothing_is_asked_of_outside(lab, page):
    assert [url for url in page.asked if not url.startswith((lab[1], "data:", "blob:", "ws://127.0.0.1"))] == []
