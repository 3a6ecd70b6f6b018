"""The briefing in Word: the same findings and parts as the page, no maker in it, the same bytes each time."""

import re
import struct
import zipfile
import zlib

import docx
import pytest
from docx.shared import Pt
from markupsafe import Markup
from workbook_frames import HOSTILE

from alliance_lib.briefing import render, report
from alliance_lib.briefing.parts import HowWeWork, Part, Table
from alliance_lib.briefing.word import HIGHEST, Paper, clean
from alliance_lib.words import Words

NL = Words("nl")
ABOUT = {"name": "Waterrijk", "help_request": "Hoe nu verder?", "help_request_by": "stuurgroep", "success_criterion": "", "audience": "steering_group",
         "round": 3, "reference_date": "2027-03-01", "fingerprint": "f" * 64, "party_names": {"C1": "Een", "C2": "Twee"}}
TABLE = Table("actions", "Acties", ("Wat", "Wie"), (("Lijst maken", "Een"),), (0.6, 0.4))
BESIDE = render.Beside((Part("changes", "Wat is er veranderd", ("Vergeleken.",), (("Nieuw", ("Dit is nieuw.",)),)), Part("agreed", "Besluiten", (), (), (TABLE,))),
                       HowWeWork((), TABLE, 11, 0), ["01_intake: stopte"])
SECTIONS = [render.Section("goals", Markup(""), Markup(""), 0, 0, ((0.9, Markup("Er is <em>één</em> doel.")),), (render.Answer("Hoeveel?", "Drie."),))]


def png(wide: int, high: int) -> bytes:
    """A white picture, as small as a picture can be."""
    parts = {b"IHDR": struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0), b"IDAT": zlib.compress((b"\0" + b"\xff" * wide) * high), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
                                          for name, body in parts.items())


def drawn(path, alt: str = "Hoeveel? Drie.", **pictures: bytes):
    """A briefing with one question, whose charts carry the names of these pictures and of one that has none."""
    answer = render.Answer("Hoeveel?", "Drie.", tuple((name, alt) for name in [*pictures, "geen"]))
    section = render.Section("goals", Markup(""), Markup(""), 0, 0, (), (answer,))
    return report.write((ABOUT, [section], render.Beside()), NL, path, lambda: pictures)


def text(path) -> str:
    made = docx.Document(path)
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in made.paragraphs), *cells])


def test_everything_of_the_page_but_the_pictures_is_in_it(tmp_path):
    said = text(report.write((ABOUT, SECTIONS, BESIDE), NL, tmp_path / "b.docx"))
    for wanted in ("Waterrijk", "Hoe nu verder?", "1. Er is één doel.", "Hoeveel?", "Drie.", "Dit is nieuw.", "Lijst maken", "01_intake: stopte",
                   "Zo werken wij", NL.say("brief.two_parties"), "f" * 64):
        assert wanted in said


def test_the_facilitators_file_says_not_to_share_it(tmp_path):
    assert "NIET DELEN" in text(report.write((ABOUT | {"audience": "facilitator"}, SECTIONS, BESIDE), NL, tmp_path / "b.docx"))


def test_properties_name_nobody_and_the_same_briefing_gives_the_same_bytes(tmp_path):
    made = [report.write((ABOUT, SECTIONS, BESIDE), NL, tmp_path / name).read_bytes() for name in ("een.docx", "twee.docx")]
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "een.docx") as held:
        assert {one.date_time for one in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = held.read("docProps/core.xml").decode()
        everything = "".join(held.read(name).decode("utf-8", "replace") for name in held.namelist())
    assert not re.search(r"<dc:creator>[^<]|<cp:lastModifiedBy>[^<]|python-docx", core) and str(tmp_path) not in everything


@pytest.mark.parametrize("hostile", HOSTILE[:30], ids=range(30))
def test_hostile_text_is_text(tmp_path, hostile):
    part = Part("agreed", "Besluiten", (hostile,), (), (Table("actions", "Acties", ("Wat", "Wie"), ((hostile, hostile),), (0.5, 0.5)),))
    path = report.write((ABOUT | {"name": hostile, "help_request": hostile}, SECTIONS, render.Beside((part,))), NL, tmp_path / "b.docx")
    with zipfile.ZipFile(path) as held:
        body = held.read("word/document.xml").decode()
        assert "TargetMode=\"External\"" not in "".join(held.read(name).decode("utf-8", "replace") for name in held.namelist() if name.endswith(".rels"))
    assert "w:fldSimple" not in body and "w:instrText" not in body and text(path)


def test_a_chart_stands_between_its_question_and_its_conclusion_and_is_not_separated_from_them(tmp_path):
    body = docx.Document(drawn(tmp_path / "b.docx", een=png(800, 400))).paragraphs
    at = next(i for i, one in enumerate(body) if one.text == "Hoeveel?")
    assert body[at + 1]._p.xpath(".//pic:pic") and body[at + 2].text == "Drie."
    assert all(one.paragraph_format.keep_with_next for one in body[at - 2:at + 2])


def test_a_chart_without_a_picture_leaves_no_trace_and_no_empty_line(tmp_path):
    body = docx.Document(drawn(tmp_path / "b.docx")).paragraphs
    at = next(i for i, one in enumerate(body) if one.text == "Hoeveel?")
    assert body[at + 1].text == "Drie." and not docx.Document(tmp_path / "b.docx").inline_shapes


@pytest.mark.parametrize(("wide", "high", "full"), [(800, 400, "width"), (200, 100, "width"), (800, 2400, "height")])
def test_a_picture_is_as_wide_as_the_text_unless_it_would_fill_the_page(tmp_path, wide, high, full):
    shape = docx.Document(drawn(tmp_path / "b.docx", een=png(wide, high))).inline_shapes[0]
    room = Paper(NL).room
    assert shape.width / shape.height == pytest.approx(wide / high, rel=1e-3)
    assert getattr(shape, full) / Pt(1) == pytest.approx(room[0] if full == "width" else room[1] * HIGHEST, rel=1e-3)
    assert shape.width / Pt(1) <= room[0] + 0.01 and shape.height / Pt(1) <= room[1] * HIGHEST + 0.01


def test_with_pictures_too_the_file_names_nobody_and_is_the_same_each_time(tmp_path):
    made = [drawn(tmp_path / name, een=png(80, 40), twee=png(80, 41)).read_bytes() for name in ("een.docx", "twee.docx")]
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "een.docx") as held:
        assert [held.read(name) for name in held.namelist() if name.startswith("word/media/")] == [png(80, 40), png(80, 41)]
        assert {one.date_time for one in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("hostile", HOSTILE[:30], ids=range(30))
def test_hostile_text_in_a_text_alternative_is_text(tmp_path, hostile):
    shape = docx.Document(drawn(tmp_path / "b.docx", hostile, een=png(80, 40))).inline_shapes[0]
    assert shape._inline.docPr.get("descr") == clean(hostile) and not shape._inline.docPr.xpath(".//*")
