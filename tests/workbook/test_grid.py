"""Every cell can be named, and all problems are told in reading order."""

import pytest

from alliance_lib.words import Words
from alliance_lib.workbook.grid import Grid, Problems, letters


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (255, "IV"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_names_of_a_sheet(column, name):
    assert letters(column) == name


def test_a_swapped_grid_still_knows_where_its_cells_stand():
    grid = Grid("Start", (("code", "W"), ("naam", "Waterrijk")))
    assert grid.swapped().rows == (("code", "naam"), ("W", "Waterrijk"))
    assert dict(grid.swapped().place(1, 0).facts) == dict(grid.place(0, 1).facts) == {"sheet": "Start", "cell": "B1"}


def test_problems_come_sheet_by_sheet_and_row_by_row_in_the_language():
    problems = Problems(Words("en"))
    for sheet, row in ((1, 3), (0, 9), (0, 2)):
        problems.add("error", Grid("S", (), sheet).place(row, 0), value="#N/A")
    problems.add("nothing")
    assert [p.where for p in problems.all()] == ["", "Sheet S, cell A3", "Sheet S, cell A10", "Sheet S, cell A4"]


def test_a_nearest_word_changes_the_remedy():
    problems = Problems(Words("nl"))
    problems.add("unknown_code", None, near="bouwer", value="bouwr", known=["bouwer", "gemeente"])
    problems.add("unknown_code", None, value="kat", known=["bouwer", "gemeente"])
    assert [p.remedy for p in problems.all()] == ["Bedoelt u 'bouwer'?", "Kies uit: bouwer en gemeente."]
