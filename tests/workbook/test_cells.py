"""The cells of a workbook are read in a child process, each for what it is."""

import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from alliance_lib.workbook import cells
from alliance_lib.workbook.grid import Odd, Padded

XML_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@pytest.fixture
def read(tmp_path):
    """Save cells in one sheet and read them back: coordinate -> value."""
    def saved(**held):
        book = openpyxl.Workbook()
        for name, value in held.items():
            book.active[name] = value
        book.save(tmp_path / "book.xlsx")
        (grid,), _ = cells.sheets(tmp_path / "book.xlsx")
        return {name: grid.rows[book.active[name].row - 1][book.active[name].column - 1] for name in held}
    return saved


@given(XML_TEXT)
def test_every_text_survives_the_escape_and_no_escape_is_illegal(text):
    assert cells.unescaped(cells.escaped(text)) == text
    assert not ILLEGAL_CHARACTERS_RE.search(cells.escaped(text))


@pytest.mark.parametrize("text", ["_x0041_", "_x005F_", "_x005F_x0007_", "__x0007_", "_x0041_x0042_", "\x07", "_x000"])
def test_text_that_looks_like_an_escape_survives_it(text):
    assert cells.unescaped(cells.escaped(text)) == text


def test_numbers_texts_and_dates_are_read_as_they_are(read):
    held = {"A1": "naam", "B1": 3, "C1": 2.5, "D2": datetime.datetime(2026, 2, 1), "E7": "1.234"}
    assert read(**held) == held | {"D2": datetime.date(2026, 2, 1)}


def test_a_formula_without_stored_outcome_is_not_an_empty_cell(read):
    assert read(A1="naam", B1="=1+1", C1='=IF(A1="","",A1)')["B1"] == Odd("formula", "")


def test_an_error_a_time_and_a_truth_are_told_apart_from_values(read):
    found = read(A1="#N/A", B1=datetime.time(9, 30), C1=True)
    assert found == {"A1": Odd("error", "#N/A"), "B1": Odd("time", "09:30:00"), "C1": Odd("truth", "TRUE")}


def test_a_number_shown_with_leading_zeros_keeps_their_width(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = 363
    book.active["A1"].number_format = "0000"
    book.save(tmp_path / "book.xlsx")
    assert cells.sheets(tmp_path / "book.xlsx")[0][0].rows == ((Padded(363, 4),),)


def test_hidden_sheets_and_merged_cells_are_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.merge_cells("B2:C3")
    book.create_sheet("weg").sheet_state = "veryHidden"
    book.save(tmp_path / "book.xlsx")
    first, second = cells.sheets(tmp_path / "book.xlsx")[0]
    assert (first.merged, first.hidden, second.hidden) == (("B2:C3",), False, True)


def test_a_stray_cell_far_away_costs_no_memory_for_what_lies_between(tmp_path):
    book = openpyxl.Workbook()
    book.active["IV40000"] = 1
    book.save(tmp_path / "book.xlsx")
    assert cells.sheets(tmp_path / "book.xlsx")[0][0].rows[39_999][255] == 1


def test_a_child_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    monkeypatch.setattr(cells, "SECONDS", 0.01)
    with pytest.raises(ValueError, match="too_slow"):
        cells.sheets(tmp_path / "book.xlsx")


def test_what_openpyxl_cannot_read_is_broken_and_no_traceback_reaches_us(tmp_path, capfd):
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(ValueError, match="broken"):
        cells.sheets(tmp_path / "book.xlsx")
    assert capfd.readouterr() == ("", "")


def test_a_module_beside_the_workbook_cannot_pose_as_the_library(tmp_path, monkeypatch):
    (tmp_path / "alliance_lib.py").write_text("raise SystemExit(3)")
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    monkeypatch.chdir(tmp_path)
    assert cells.sheets(tmp_path / "book.xlsx")[0][0].rows == ()
