"""The briefing in Word: the same findings and parts as the page, no maker in it, the same bytes each time."""

import re
import zipfile

import docx
import pytest
from markupsafe import Markup
from workbook_frames import HOSTILE

from alliance_lib.briefing import render, report
from alliance_lib.briefing.parts import HowWeWork, Part, Table
from alliance_lib.words import Words

NL = Words("nl")
ABOUT = {"name": "Waterrijk", "help_request": "Hoe nu verder?", "help_request_by": "stuurgroep", "success_criterion": "", "audience": "steering_group",
         "round": 3, "reference_date": "2027-03-01", "fingerprint": "f" * 64, "party_names": {"C1": "Een", "C2": "Twee"}}
TABLE = Table("actions", "Acties", ("Wat", "Wie"), (("Lijst maken", "Een"),), (0.6, 0.4))
BESIDE = render.Beside((Part("changes", "Wat is er veranderd", ("Vergeleken.",), (("Nieuw", ("Dit is nieuw.",)),)), Part("agreed", "Besluiten", (), (), (TABLE,))),
                       HowWeWork((), TABLE, 11, 0), ["01_intake: stopte"])
SECTIONS = [render.Section("goals", Markup(""), Markup(""), 0, 0, ((0.9, Markup("Er is <em>één</em> doel.")),), (("Hoeveel?", "Drie."),))]


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
