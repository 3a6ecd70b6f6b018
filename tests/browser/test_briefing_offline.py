"""A briefing in a real browser without a network: nothing is asked for, nothing runs but our charts, nothing is cut off."""

import os

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from alliance_lib import briefing, dossier
from alliance_lib.briefing import pdf
from alliance_lib.rooms import NAMES, NOTEBOOKS

pytestmark = [pytest.mark.slow, pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium, Chrome or Edge here")]
RUNS = ('</td> </style> </script> <script> window.ran=1 </script> <img src="http://example.invalid" onerror="window.ran=1">'
        ' <a href="javascript:window.ran=1">x</a> "; } body { display: none }')
PARAMETERS = 'source = "x"  # file\nround = 1  # round\naudience = "session"  # whom\nlang = "nl"  # language\nseed = 1  # seed'
CELL = '''from IPython.display import HTML, display
import alliance_lib
from alliance_lib import page, style
view = alliance_lib.open(source, round=round, lang=lang, audience=audience, seed=seed)
view.opening("{room}")
view.arrived("{room}")
names = list(view.about["party_names"].values())
drawn = style.figure(lang, rows=2).add_bar(x=[1, 2, 3], y=style.plain(names, 22), orientation="h", name=style.plain(names)[0])
drawn.update_xaxes(title={{"text": "hoeveel woningen per jaar op tijd en in de toegezegde staat loskomen"}})
drawn.update_layout(meta={{"alt": names[0]}})
display(HTML(page.question(names[0], "{room}.chart.count")), drawn, HTML(page.conclusion(names[0])))'''
INSIDE = """() => [...document.querySelectorAll('.chart')].flatMap(box => {
  const frame = box.getBoundingClientRect();
  return [...box.querySelectorAll('text')].filter(t => t.textContent.trim()).filter(t => {
    const b = t.getBoundingClientRect();
    return b.left < frame.left - 2 || b.right > frame.right + 2 || b.top < frame.top - 2 || b.bottom > frame.bottom + 2;
  }).map(t => t.textContent) })"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A briefing with markup that would run, in every text that a page shows."""
    base = tmp_path_factory.mktemp("browser")
    parties = pd.DataFrame({"party_id": ["C1", "C2", "B1"], "name": [RUNS, "Twee", "Drie"],
                            "type_code": ["corporation", "corporation", "builder"]})
    texts = dict.fromkeys(("name", "help_request", "help_request_by", "success_criterion"), RUNS)
    dossier.create(base / "w.alliance", {"alliance": pd.DataFrame([{"alliance_id": "W"} | texts]), "parties": parties})
    for room in NAMES:
        cells = [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), new_code_cell(CELL.format(room=room))]
        nbformat.write(new_notebook(cells=cells), base / f"{NOTEBOOKS[room]}.ipynb")
    return briefing.brief(base / "w.alliance", audience="facilitator", out=base / "reports", notebooks=base)


@pytest.fixture(scope="module")
def browser():
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(pdf.find_browser()), args=["--disable-gpu", *root])
        yield opened
        opened.close()


def visit(browser, path, width):
    """Open a page without a network; gives the page, what it asked for, and what it complained about."""
    context = browser.new_context(viewport={"width": width, "height": 720}, offline=True)
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.goto(path.as_uri())
    page.wait_for_function("document.getElementById('drawn').textContent !== '0'")
    return page, [url for url in asked if url != path.as_uri()], said


@pytest.mark.parametrize("width", [1280, 400])
def test_the_briefing_asks_for_nothing_runs_nothing_and_fits(made, browser, width):
    page, asked, said = visit(browser, made.html, width)
    assert asked == [] and said == [] and page.evaluate("window.ran") is None
    assert page.inner_text("#drawn") == "5"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page is wider than the screen"
    assert page.evaluate(INSIDE) == [], "text in a chart is cut off"


@pytest.mark.parametrize("width", [1280, 400])
def test_the_page_prints_the_same_as_its_pdf_from_whatever_screen(made, browser, tmp_path, width):
    page, _, _ = visit(browser, made.html, width)
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    shown, kept = ([sorted(sheet.extract_text().split()) for sheet in PdfReader(path).pages] for path in (tmp_path / "printed.pdf", made.pdf))
    assert shown == kept, "the same words on the same sheets, in whatever order a chart drew them"


def test_every_single_page_draws_its_chart_and_asks_for_nothing(made, browser):
    for path in made.notebooks:
        page, asked, said = visit(browser, path, 1280)
        assert asked == [] and said == [] and page.inner_text("#drawn") == "1"
        page.context.close()


def test_nothing_runs_even_without_the_policy(made, browser, tmp_path):
    bare = tmp_path / "bare.html"
    bare.write_text(made.html.read_text(encoding="utf-8").replace("Content-Security-Policy", "x-none"), encoding="utf-8")
    page, asked, _ = visit(browser, bare, 1280)
    assert asked == [] and page.evaluate("window.ran") is None


def test_the_warning_stands_on_every_page_of_the_facilitators_pdf(made):
    assert made.problems == ()
    for page in PdfReader(made.pdf).pages:
        assert "NIET DELEN" in page.extract_text()
