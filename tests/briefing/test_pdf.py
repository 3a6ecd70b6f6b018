"""Printing: A4, everything there, nothing of the machine in it; or a sentence that says what is wrong."""

import shutil

import pytest
from pypdf import PdfReader

from alliance_lib.briefing import pdf

browser = pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium, Chrome or Edge here")
PAGE = ("<!doctype html><html lang=nl><title>Proef</title><style>@page {{ size: {size} }}</style>"
        "<h1>Één zin, en <em>nog</em> een</h1><p>Getekend: {drawn} / 3</p>")


@pytest.fixture
def html(tmp_path):
    def write(size="A4", drawn=3):
        path = tmp_path / "proef & test.html"
        path.write_text(PAGE.format(size=size, drawn=drawn), encoding="utf-8")
        return path

    return write


@pytest.mark.skipif(shutil.which("sh") is None, reason="the search path is only emptied on Unix")
def test_without_a_browser_the_page_stays_and_a_sentence_says_so(html, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    if pdf.find_browser() is not None:
        pytest.skip("a browser stands in one of the usual places")
    assert pdf.make(html(), tmp_path / "uit.pdf", [], 0) == ("brief.problem.no_browser", {})
    assert html().is_file() and not (tmp_path / "uit.pdf").exists()


@browser
@pytest.mark.slow
def test_a_complete_page_is_printed_on_a4_without_a_trace_of_the_machine_and_the_same_each_time(html, tmp_path):
    made = [tmp_path / "een.pdf", tmp_path / "twee.pdf"]
    for path in made:
        assert pdf.make(html(), path, ["Één zin, en nog een"], 3) is None
    assert made[0].read_bytes() == made[1].read_bytes()
    reader = PdfReader(made[0])
    assert dict(reader.metadata) == {"/Title": "Proef"} and "/StructTreeRoot" in reader.root_object
    assert str(tmp_path).encode() not in made[0].read_bytes()


@browser
@pytest.mark.slow
@pytest.mark.parametrize(("page", "headings", "fault"), [
    ({"drawn": 2}, [], ("brief.problem.charts", {"n": 3, "drawn": 2})),
    ({}, ["Een kop die er niet is"], ("brief.problem.headings", {"names": ["Een kop die er niet is"]})),
    ({"size": "Letter"}, [], ("brief.problem.paper", {}))], ids=["charts", "headings", "paper"])
def test_an_incomplete_pdf_is_not_kept_and_is_explained(html, tmp_path, page, headings, fault):
    assert pdf.make(html(**page), tmp_path / "uit.pdf", headings, 3) == fault
    assert not (tmp_path / "uit.pdf").exists()
