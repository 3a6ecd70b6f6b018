"""A Word file of ours: text that cannot become anything else, and properties that name nobody."""

import datetime
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from alliance_lib.briefing.word import Paper, clean
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words

NL = Words("nl")
SECRET = "Kanarie Geelvink"
HOSTILE = ["=cmd|'/c calc'!A1", "{ DDEAUTO c:\\\\x }", "<w:fldSimple w:instr='AUTHOR'/>", "&lt;b&gt;", "]]>", "bel\x07\x00", "om\u202ekeer", "\ud800", "a\nb\tc",
           "http://voorbeeld.nl/x", "x" * 3000]


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as held:
        return {name: held.read(name).decode("utf-8", "replace") for name in held.namelist()}


def saved(paper: Paper, folder: Path) -> Path:
    paper.save(folder / "uit" / "a.docx", "Overeenkomst", datetime.date(2026, 3, 1))
    return folder / "uit" / "a.docx"


@pytest.fixture
def template(tmp_path) -> Path:
    """A facilitator's own paper: a landscape page, a header, a text to be replaced, and properties with a name."""
    made = docx.Document()
    made.sections[0].page_width, made.sections[0].page_height = Cm(29.7), Cm(21)
    made.sections[0].header.paragraphs[0].text = "Bureau Voorbeeld"
    made.add_paragraph("Voorbeeldtekst van de sjabloon")
    made.core_properties.author = made.core_properties.last_modified_by = made.core_properties.comments = SECRET
    settings = made.settings.element
    settings.append(OxmlElement("w:attachedTemplate"))
    rel = made.part._settings_part.relate_to(f"file:///C:/Users/{SECRET}/x.dotx", "http://x/relationships/attachedTemplate", is_external=True)
    settings[-1].set(qn("r:id"), rel)
    made.save(tmp_path / f"{SECRET}.docx")
    return tmp_path / f"{SECRET}.docx"


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_write_stays_text_a45(tmp_path, text):
    paper = Paper(NL)
    paper.heading(text)
    paper.text(text)
    paper.table([text, "b"], [(text, text)], (0.5, 0.5))
    paper.foot(text)
    held = parts(saved(paper, tmp_path))
    fields = re.findall(r"<w:instrText[^>]*>([^<]*)", "".join(held.values()))
    assert fields == ["PAGE"] and "w:fldSimple" not in "".join(held.values()).replace("&lt;w:fldSimple", "")
    assert not any("TargetMode" in body for name, body in held.items() if name.endswith(".rels"))
    again = docx.Document(tmp_path / "uit" / "a.docx")
    assert clean(text) in again.paragraphs[1].text


def test_the_properties_hold_a_title_and_a_day_and_nothing_of_whoever_made_it_a45(tmp_path, template):
    for source in (None, template):
        path = saved(Paper(NL, source), tmp_path)
        properties = docx.Document(path).core_properties
        assert (properties.title, properties.author, properties.last_modified_by, properties.comments) == ("Overeenkomst", "", "", "")
        assert properties.created.date() == properties.modified.date() == datetime.date(2026, 3, 1)
        whole = "".join(parts(path).values())
        assert SECRET not in whole and "file:///" not in whole and str(tmp_path) not in whole and "python-docx" not in whole
        assert "docProps/app.xml" not in parts(path)


def test_the_same_content_is_the_same_file(tmp_path):
    made = [parts(saved(Paper(NL), tmp_path / name)) for name in ("een", "twee")]
    assert made[0] == made[1]


def test_the_facilitators_template_keeps_its_page_and_header_and_loses_its_text_a45(tmp_path, template):
    paper = Paper(NL, template)
    paper.heading("Onze tekst", 0)
    held = docx.Document(saved(paper, tmp_path))
    assert round(held.sections[0].page_width.cm, 1) == 29.7 and held.sections[0].header.paragraphs[0].text == "Bureau Voorbeeld"
    assert [one.text for one in held.paragraphs] == ["Onze tekst"]


def test_a_template_without_our_styles_is_written_on_all_the_same(tmp_path, template):
    bare = docx.Document(template)
    for name in ("Heading 1", "Title", "Table Grid"):
        bare.styles[name].delete()
    bare.save(template)
    paper = Paper(NL, template)
    paper.heading("Titel", 0)
    paper.heading("Kop")
    paper.table(["a"], [("b",)], (1.0,))
    assert [one.text for one in docx.Document(saved(paper, tmp_path)).paragraphs][:2] == ["Titel", "Kop"]


def test_names_on_tracked_changes_in_the_header_of_a_template_are_gone(tmp_path, template):
    made = docx.Document(template)
    added = OxmlElement("w:ins")
    added.set(qn("w:author"), SECRET)
    made.sections[0].header.paragraphs[0]._p.append(added)
    made.save(template)
    assert SECRET not in "".join(parts(saved(Paper(NL, template), tmp_path)).values())


@pytest.mark.parametrize("field", ["AUTHOR", "FILENAME \\p", "INCLUDEPICTURE \"http://x/a.png\"", "DDEAUTO c:\\x"])
def test_a_template_that_prints_a_name_or_pulls_something_in_is_refused(template, field):
    made = docx.Document(template)
    code = OxmlElement("w:instrText")
    code.text = field
    made.sections[0].header.paragraphs[0].add_run()._r.append(code)
    made.save(template)
    with pytest.raises(AllianceError, match="sjabloon"):
        Paper(NL, template)


def test_what_is_no_word_file_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "a.docx").write_text("geen Word")
    with pytest.raises(AllianceError, match="sla het op als .docx"):
        Paper(NL, tmp_path / "a.docx")
    with pytest.raises(AllianceError, match="is er niet"):
        Paper(NL, tmp_path / "weg.docx")


def test_the_page_is_a4_and_checks_the_spelling_in_its_language(tmp_path):
    held = docx.Document(saved(Paper(Words("en")), tmp_path))
    assert (round(held.sections[0].page_width.cm, 1), round(held.sections[0].page_height.cm, 1)) == (21.0, 29.7)
    assert 'w:val="en-GB"' in parts(tmp_path / "uit" / "a.docx")["word/styles.xml"]
