"""A workbook is looked at before any reader opens it."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from alliance_lib import workbook
from alliance_lib.words import sentences
from alliance_lib.workbook import preflight

FIXTURES = Path(__file__).with_name("fixtures")
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'


@pytest.fixture
def book(tmp_path):
    """A sound little workbook."""
    made = openpyxl.Workbook()
    made.active.title = "Partijen"
    made.active.append(["partij", "naam", "soort"])
    made.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def with_part(book: Path, name: str, body: bytes) -> Path:
    """The workbook with one part replaced or added."""
    with zipfile.ZipFile(book) as held:
        parts = {part: held.read(part) for part in held.namelist()} | {name: body}
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as held:
        for part, text in parts.items():
            held.writestr(part, text)
    return book


def with_sheet(book: Path, rows: str, after: str = "") -> Path:
    return with_part(book, "xl/worksheets/sheet1.xml", SHEET.format(rows, after).encode())


@pytest.mark.parametrize("name", ["text_dates", "half_filled", "twelve_faults"])
def test_workbooks_of_libreoffice_pass(name):
    assert preflight.fault(FIXTURES / f"{name}.xlsx") == ""


def test_our_own_template_passes(tmp_path):
    workbook.template(tmp_path / "t.xlsx", all_tables=True)
    assert preflight.fault(tmp_path / "t.xlsx") == ""


def test_a_sheet_that_was_coloured_to_its_last_row_and_column_passes(book):
    assert preflight.fault(with_sheet(book, '<row r="1"><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>')) == ""


@pytest.mark.parametrize(("head", "fault"), [
    (bytes.fromhex("d0cf11e0a1b11ae1") + b"Workbook", "old_xls"),
    (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
    (b"PK\x03\x04 half a zip", "not_excel"), (b"partij;naam\n", "not_excel"), (b"", "not_excel")])
def test_a_file_that_is_no_workbook_of_today_is_named_for_what_it_is(tmp_path, head, fault):
    (tmp_path / "book.xlsx").write_bytes(head)
    assert preflight.fault(tmp_path / "book.xlsx") == fault


def test_a_missing_file_and_a_huge_one_are_refused(tmp_path, monkeypatch):
    assert preflight.fault(tmp_path / "none.xlsx") == "no_file"
    (tmp_path / "big.xlsx").write_bytes(b"PK" + bytes(100))
    monkeypatch.setattr(preflight, "FILE_BYTES", 50)
    assert preflight.fault(tmp_path / "big.xlsx") == "too_big"


@pytest.mark.parametrize(("name", "fault"), [("content.xml", "ods"), ("xl/vbaProject.bin", "macros"), ("xl/workbook.bin", "macros")])
def test_other_formats_in_a_zip_are_named(book, name, fault):
    assert preflight.fault(with_part(book, name, b"<x/>")) == fault


@pytest.mark.parametrize("body", [
    b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', b'<?xml version="1.0"?>\n<!doctype x><x/>',
    '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
    b'<?xml version="1.0" encoding="utf-7"?><x/>'])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml", "_rels/.rels"])
def test_a_document_type_declaration_is_refused_wherever_it_stands(book, part, body):
    assert preflight.fault(with_part(book, part, body)) == "unsafe"


def test_a_zip_bomb_is_refused_without_being_unpacked(book):
    assert preflight.fault(with_part(book, "xl/worksheets/sheet1.xml", b" " * 5_000_000)) == "unsafe"


def test_a_part_that_is_larger_than_it_says_is_refused(book):
    size = len(SHEET.format("a" * 3000, "").encode())
    with_sheet(book, "a" * 3000)
    raw = book.read_bytes()
    assert size.to_bytes(4, "little") in raw
    book.write_bytes(raw.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    assert preflight.fault(book) in ("unsafe", "not_excel")


def test_a_thousand_parts_or_two_of_one_name_are_refused(book):
    with zipfile.ZipFile(book, "a") as held, pytest.warns(UserWarning, match="Duplicate"):
        held.writestr("xl/workbook.xml", b"<other/>")
    assert preflight.fault(book) == "unsafe"


@pytest.mark.parametrize(("rows", "after"), [
    ('<row r="1"><c r="XFD1"><v>1</v></c></row>', ""), ('<row r="1048576"><c s="1" r="A1048576" t="n"><v>1</v></c></row>', ""),
    ('<x:row xmlns:x="u"><x:c r="ZZ9"><x:v>1</x:v></x:c></x:row>', ""),
    ("", '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')])
def test_a_value_or_a_merge_far_outside_any_table_is_refused(book, rows, after):
    assert preflight.fault(with_sheet(book, rows, after)) == "too_large"


def test_too_many_cells_are_refused(book, monkeypatch):
    monkeypatch.setattr(preflight, "CELLS", 10)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 12))
    assert preflight.fault(with_sheet(book, rows)) == "too_large"


def test_every_refusal_has_words():
    kinds = ("no_file", "too_big", "password", "old_xls", "not_excel", "unsafe", "ods", "macros", "too_large")
    assert all(f"input.{kind}.what" in sentences() for kind in kinds)
