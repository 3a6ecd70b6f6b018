"""The page handed over before each interview: every promise, every limit, in the reader's language, without traces."""

import datetime
import html
import re

import pytest

from alliance_lib.briefing import leaflet, pdf
from alliance_lib.words import LANGUAGES, Words, sentences

UNTIL = datetime.date(2028, 3, 1)


def texts(lang: str, until: datetime.date | None = None) -> str:
    """What a reader reads: the page without its markup."""
    made = re.sub(r"<style>.*?</style>", "", leaflet.document(Words(lang), until), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", made))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_promise_and_every_limit_is_on_the_page_in_order(lang):
    words, page = Words(lang), texts(lang)
    keys = [key for key in sentences() if re.fullmatch(r"leaflet\.(?:promise|limit)_\d+", key)]
    places = [page.index(words.say(key)) for key in keys]
    assert len(keys) >= 10 and places == sorted(places)
    assert page.index(words.say("leaflet.promises")) < page.index(words.say("leaflet.limits")), "limits are not hidden first"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_two_parties_the_page_does_not_promise_anonymity_B02(lang):
    assert Words(lang).say("leaflet.limit_3") in texts(lang)


@pytest.mark.parametrize(("lang", "day"), [("nl", "1 maart 2028"), ("en", "1 March 2028")])
def test_the_retention_date_stands_on_it_and_without_one_no_date_is_promised(lang, day):
    assert day in texts(lang, UNTIL) and day not in texts(lang)
    assert Words(lang).say("leaflet.kept_unset") in texts(lang) and Words(lang).say("leaflet.kept_unset") not in texts(lang, UNTIL)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_one_page_that_loads_nothing_and_runs_nothing(lang):
    made = leaflet.document(Words(lang))
    assert f'<html lang="{lang}">' in made and "script-src 'none'" in html.unescape(made)
    assert "<script" not in made and not re.search(r"(?:src|href)=", made)


def test_no_sentence_promises_what_the_program_cannot_do():
    """Absolute words would be promises; "never" and "nobody" do not stand among them."""
    for lang, absolute in (("nl", r"\b(?:nooit|niemand|gegarandeerd|anoniem|volledig anoniem)\b"),
                           ("en", r"\b(?:never|nobody|guaranteed?|anonymous)\b")):
        promises = [said[lang] for key, said in sentences().items() if key.startswith("leaflet.promise_")]
        assert promises and not [one for one in promises if re.search(absolute, one, re.IGNORECASE)]


@pytest.mark.parametrize("name", ["vooraf", "vooraf.html", "gesprekken/vooraf.html"])
def test_without_a_browser_there_is_html_only(tmp_path, monkeypatch, name):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "MAC", ())
    made = leaflet.leaflet(tmp_path / name, Words("nl"), UNTIL)
    expected = (tmp_path / name).with_suffix(".html")
    assert made == [expected] and expected.read_text(encoding="utf-8") == leaflet.document(Words("nl"), UNTIL)
    assert not expected.with_suffix(".pdf").exists()


@pytest.mark.slow
@pytest.mark.skipif(pdf.find_browser() is None, reason="no browser on this machine")
def test_with_a_browser_it_fits_on_one_sheet_of_two_sides(tmp_path):
    from pypdf import PdfReader

    made = leaflet.leaflet(tmp_path / "vooraf", Words("nl"), UNTIL)
    assert [path.suffix for path in made] == [".html", ".pdf"]
    assert len(PdfReader(made[1]).pages) == 1 and str(tmp_path) not in str(PdfReader(made[1]).metadata)
