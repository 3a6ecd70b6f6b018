"""axe-core in a real browser on every page of a briefing: nothing serious or critical; and colours that do without colour."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from dossiers import copied
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from alliance_lib import briefing, style
from alliance_lib.briefing import pdf
from alliance_lib.words import LANGUAGES

pytestmark = [pytest.mark.slow, pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium, Chrome or Edge here")]
GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return copied("demo", tmp_path_factory.mktemp("accessible"))


@pytest.fixture(scope="module")
def browser():
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(pdf.find_browser()), args=["--disable-gpu", *root])
        yield opened
        opened.close()


@pytest.mark.parametrize(("audience", "lang"), [("facilitator", "nl"), ("steering_group", "en")])
def test_axe_finds_nothing_serious_on_any_page_and_the_pdf_is_tagged(store, browser, tmp_path, audience, lang):
    made = briefing.brief(store, audience=audience, lang=lang, out=tmp_path)
    assert made.problems == ()
    for path in (made.html, *made.notebooks):
        page = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
        page.goto(path.as_uri())
        page.wait_for_function("document.getElementById('drawn') === null || document.getElementById('drawn').textContent !== '0'")
        found = [one for one in Axe().run(page).response["violations"] if one["impact"] in GRAVE]
        assert not found, {one["id"]: [node["html"][:160] for node in one["nodes"][:3]] for one in found}
        charts = page.evaluate("[...document.querySelectorAll('.chart')].map(c => [c.getAttribute('role'), c.getAttribute('aria-label').length > 20])")
        assert all(one == ["img", True] for one in charts), path.name
        tables = page.evaluate("[...document.querySelectorAll('table')].map(t => [!!t.caption, [...t.querySelectorAll('th')].every(h => h.scope)])")
        assert all(one == [True, True] for one in tables), path.name
        page.context.close()
    catalogue = PdfReader(made.pdf).root_object
    assert "/StructTreeRoot" in catalogue and catalogue["/MarkInfo"]["/Marked"] and catalogue["/Lang"].startswith(lang)
    assert made.html.stat().st_size < 6_000_000


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_is_read_and_marks_are_seen_on_white():
    assert min(contrast(one, "#ffffff") for one in (style.INK, style.GREY)) >= 4.5
    assert contrast(style.INK, style.PALE) >= 4.5 and all(contrast(hue, "#ffffff") >= 2 for hue in style.HUES)


def test_in_grey_and_for_the_colour_blind_every_hue_has_a_shape_and_a_line_of_its_own():
    assert len(style.HUES) == len(set(style.SYMBOLS)) == len(set(style.DASHES)) <= 6
    assert {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"} == set(style.HUES), "not the hues of Okabe and Ito (2008)"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_on_how_we_work_is_one_sheet_of_a4_a48(store, tmp_path, lang):
    made = briefing.brief(store, audience="session", lang=lang, out=tmp_path)
    title = {"nl": "Zo werken wij", "en": "How we work"}[lang]
    texts = [page.extract_text() for page in PdfReader(made.pdf).pages]
    first = max(number for number, text in enumerate(texts) if title in text)
    assert "eerste week van" in " ".join(texts[first].split()), "the last agreement is not on the same sheet"
    assert title not in texts[first + 1]
