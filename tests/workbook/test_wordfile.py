"""A Word file is looked at as a zip before anything reads it; then its paragraphs come with their numbers."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from alliance_lib.workbook import wordfile
from alliance_lib.workbook.wordfile import W

NUMBERING = (
    f'<w:numbering xmlns:w="{W[1:-1]}"><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Artikel %1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>')


def rewritten(path: Path, **parts: bytes) -> Path:
    """The same file with parts replaced or added; names are given with two underscores for a slash."""
    with zipfile.ZipFile(path) as held:
        kept = {name: held.read(name) for name in held.namelist()}
    kept |= {name.replace("__", "/").replace("_dot_", "."): body for name, body in parts.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in kept.items():
            made.writestr(name, body)
    return path


@pytest.fixture
def word(tmp_path) -> Path:
    """A sound little agreement."""
    made = docx.Document()
    made.add_heading("Vrijgave", 1)
    made.add_paragraph("De corporatie geeft vrij.")
    made.save(tmp_path / "a.docx")
    return tmp_path / "a.docx"


def body(*paragraphs: str) -> bytes:
    return f'<w:document xmlns:w="{W[1:-1]}"><w:body>{"".join(paragraphs)}</w:body></w:document>'.encode()


def listed(level: int, text: str) -> str:
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def test_a_sound_file_passes_and_its_headings_have_a_level(word):
    assert wordfile.fault(word) == ""
    assert [(one.text, one.level) for one in wordfile.paragraphs(word)] == [("Vrijgave", 1), ("De corporatie geeft vrij.", 0)]


def test_numbers_that_word_makes_itself_are_counted_as_word_does_a13(word):
    text = body(listed(0, "Vrijgave"), listed(1, "een"), listed(1, "twee"), listed(2, "a"), listed(3, "punt"), listed(0, "Prijs"), listed(1, "drie"))
    held = wordfile.paragraphs(rewritten(word, word__document_dot_xml=text, word__numbering_dot_xml=NUMBERING.encode()))
    assert [one.number for one in held] == ["Artikel 4", "4.1", "4.2", "a)", "", "Artikel 5", "5.1"]


def test_struck_text_of_tracked_changes_is_gone_and_added_text_is_there(word):
    text = body("<w:p><w:r><w:t>Blijft</w:t></w:r><w:del><w:r><w:delText>weg</w:delText></w:r><w:r><w:t>weg</w:t></w:r></w:del>"
                "<w:ins><w:r><w:tab/><w:t>erbij</w:t></w:r></w:ins></w:p>")
    assert [one.text for one in wordfile.paragraphs(rewritten(word, word__document_dot_xml=text))] == ["Blijft erbij"]


def test_text_in_a_table_and_in_a_text_box_is_read_once(word):
    box = '<w:p><w:r><w:t>buiten</w:t><w:txbxContent><w:p><w:r><w:t>binnen</w:t></w:r></w:p></w:txbxContent></w:r></w:p>'
    text = body("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cel</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", box)
    assert [one.text for one in wordfile.paragraphs(rewritten(word, word__document_dot_xml=text))] == ["cel", "buiten", "binnen"]


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>'


@pytest.mark.parametrize(("part", "content", "fault"), [
    ("word__document_dot_xml", BOMB, "word_unsafe"), ("word__styles_dot_xml", BOMB, "word_unsafe"),
    ("word__document_dot_xml", b" " * 3_000_000, "word_unsafe"), ("word__vbaProject_dot_bin", b"macro", "word_macros"),
    ("word__document_dot_xml", "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"), "word_unsafe")],
    ids=["entities", "entities in styles", "a bomb", "macros", "another encoding"])
def test_a_hostile_file_is_refused_before_it_is_read_a13(word, part, content, fault):
    assert wordfile.fault(rewritten(word, **{part: content})) == fault


@pytest.mark.parametrize(("content", "fault"), [(b"PK\x03\x04 half", "not_word"), (b"geen zip", "not_word"),
                                                (bytes.fromhex("d0cf11e0a1b11ae1"), "old_doc")])
def test_what_is_no_word_file_is_named_for_what_it_is(tmp_path, content, fault):
    (tmp_path / "a.docx").write_bytes(content)
    assert wordfile.fault(tmp_path / "a.docx") == fault
    assert wordfile.fault(tmp_path / "weg.docx") == "no_file"


def test_a_workbook_is_no_word_file(tmp_path):
    import openpyxl

    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert wordfile.fault(tmp_path / "a.xlsx") == "not_word"


def test_even_past_the_preflight_entities_are_not_expanded_and_damage_is_named(word):
    with pytest.raises(ValueError, match="word_unsafe"):
        wordfile.paragraphs(rewritten(word, word__document_dot_xml=BOMB))
    with pytest.raises(ValueError, match="broken"):
        wordfile.paragraphs(rewritten(word, word__document_dot_xml=b"<w:document"))
    with pytest.raises(ValueError, match="word_long"):
        wordfile.paragraphs(rewritten(word, word__document_dot_xml=body(*["<w:p><w:r><w:t>x</w:t></w:r></w:p>"] * (wordfile.PARAGRAPHS + 1))))


def test_paragraphs_nested_a_thousand_deep_stop_in_a_sentence(word):
    deep = body("<w:sdt>" * 20_000 + "<w:p/>" + "</w:sdt>" * 20_000)
    assert wordfile.paragraphs(rewritten(word, word__document_dot_xml=deep)) == []


def test_a_style_that_is_based_on_itself_ends(word):
    styles = f'<w:styles xmlns:w="{W[1:-1]}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    text = body('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>')
    held = wordfile.paragraphs(rewritten(word, word__styles_dot_xml=styles.encode(), word__document_dot_xml=text))
    assert [(one.text, one.level) for one in held] == [("x", 0)]


def test_a_dutch_heading_style_and_an_outline_level_are_headings(word):
    styles = f'<w:styles xmlns:w="{W[1:-1]}"><w:style w:styleId="Kop2"><w:name w:val="Kop 2"/></w:style></w:styles>'
    text = body('<w:p><w:pPr><w:pStyle w:val="Kop2"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>',
                '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>y</w:t></w:r></w:p>')
    held = wordfile.paragraphs(rewritten(word, word__styles_dot_xml=styles.encode(), word__document_dot_xml=text))
    assert [one.level for one in held] == [2, 1]


def test_a_file_that_loads_something_is_seen_and_a_link_is_not(word):
    assert wordfile.loads(word) == ""
    made = docx.Document(io.BytesIO(word.read_bytes()))
    made.part.relate_to("https://voorbeeld.nl", "http://x/relationships/hyperlink", is_external=True)
    made.save(word)
    assert wordfile.loads(word) == ""
    made.part.relate_to("https://voorbeeld.nl/a.png", "http://x/relationships/image", is_external=True)
    made.save(word)
    assert wordfile.loads(word) == "template_loads"
