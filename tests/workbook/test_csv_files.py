"""A folder of CSV files is read strictly, and written so that no spreadsheet runs a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_lib.words import Words
from alliance_lib.workbook import csv_files
from alliance_lib.workbook.grid import Problems


@pytest.fixture
def read(tmp_path):
    """Write one file and read it: (rows, problems in English)."""
    def rows(text, name="Partijen.csv", encoding="utf-8"):
        (tmp_path / name).write_bytes(text.encode(encoding))
        problems = Problems(Words("en"))
        found = csv_files.grids(tmp_path, problems)
        return [list(row) for grid in found for row in grid.rows], [str(p) for p in problems.all()]
    return rows


@given(st.text())
def test_protection_can_always_be_taken_off_again(text):
    assert csv_files.unprotected(csv_files.protected(text)) == text
    assert csv_files.protected(text)[:1] not in tuple("=+-@\t\r")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_encoding_and_delimiter_are_found_from_the_known_headings(read, encoding, delimiter):
    text = f"partij{delimiter}naam{delimiter}soort\r\nC1{delimiter}Café Één{delimiter}bouwer\r\n"
    assert read(text, encoding=encoding) == ([["partij", "naam", "soort"], ["C1", "Café Één", "bouwer"]], [])


def test_a_comma_in_a_heading_does_not_decide_on_the_delimiter(read):
    assert read("code;naam;hulpvraag, letterlijk\nW;Waterrijk;Hoe, en wanneer?\n", "Start.csv")[0][1] == ["W", "Waterrijk", "Hoe, en wanneer?"]


def test_a_row_of_another_width_is_named_with_its_line(read):
    rows, problems = read('partij,naam,soort\nC1,"Woon\nkade",bouwer\nC2,De Haven\nC3,a,b,c\n')
    assert rows == [] and [p.split(": ")[0] for p in problems] == ["File Partijen.csv, line 4", "File Partijen.csv, line 5"]


def test_an_unclosed_quote_is_named(read):
    assert read('partij,naam,soort\nC1,"Woonkade,bouwer\n')[1][0].startswith("File Partijen.csv, line 2: The quotation marks")


def test_blank_lines_are_no_rows_and_empty_fields_are_nothing(read):
    assert read("partij,naam,soort\n\nC1,,bouwer\n\n")[0][1:] == [["C1", None, "bouwer"]]


def test_an_empty_folder_and_unreadable_bytes_are_problems(tmp_path):
    problems = Problems(Words("nl"))
    csv_files.grids(tmp_path, problems)
    (tmp_path / "Partijen.csv").write_bytes(b"\x81\x8d\x00\x00")
    csv_files.grids(tmp_path, problems)
    assert [p.where for p in problems.all()] == ["", "Bestand Partijen.csv"]


@pytest.mark.parametrize(("value", "nl"), [(0.5, "0,5"), (1.234, "1,2340"), (12.345, "12,3450"), (1234.5, "1234,5"), (3.0, "3"),
                                           (-4.0, "-4"), (0.1 + 0.2, "0,30000000000000004"), (1e-07, "1e-07")])
def test_a_number_is_written_so_that_it_can_be_read_in_one_way_only(value, nl):
    assert csv_files._decimal(value, "nl") == nl and csv_files._decimal(value, "en") == nl.replace(",", ".")
