"""The workbook that goes out helps whoever fills it in."""

import openpyxl
import pandas as pd
import pytest

from alliance_lib import workbook
from alliance_lib.schema import codes, stored
from alliance_lib.workbook.headings import LISTS, heading
from alliance_lib.workbook.template import too_long


@pytest.fixture(scope="module", params=["nl", "en"])
def whole(request, tmp_path_factory):
    """The template with all sheets, in each language."""
    path = tmp_path_factory.mktemp("t") / "t.xlsx"
    workbook.template(path, lang=request.param, all_tables=True)
    return request.param, openpyxl.load_workbook(path)


def sheets(whole):
    lang, book = whole
    return [(lang, table, book[table.title(lang)]) for name, table in stored().items()
            if not table.single and table.title(lang) in book.sheetnames]


def rule(sheet, cell):
    return next(r for r in sheet.data_validations.dataValidation if cell in r.sqref)


def test_each_sheet_has_headings_a_line_of_help_and_a_fixed_head(whole):
    for lang, table, sheet in sheets(whole):
        columns = list(table.columns.values())
        assert [c.value for c in sheet[1]] == [heading(c, lang) for c in columns]
        assert [c.value for c in sheet[2]] == [c.help(lang) for c in columns]
        assert sheet.freeze_panes == "A3"


def test_identifiers_and_references_are_text_and_dates_are_dates(whole):
    for _, table, sheet in sheets(whole):
        for number, column in enumerate(table.columns.values(), start=1):
            kept = sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].number_format
            assert kept == {"id": "@", "ref": "@", "text": "@", "date": "yyyy-mm-dd"}.get(column.type, "General")


def test_every_code_list_is_a_drop_down_with_its_labels(whole):
    lang, book = whole
    for _, table, sheet in sheets(whole):
        for number, column in enumerate(table.columns.values(), start=1):
            found = rule(sheet, f"{openpyxl.utils.get_column_letter(number)}3")
            assert found.prompt and len(found.prompt) <= 255 and len(found.promptTitle) <= 32
            if column.codes:
                where = found.formula1.split("!")[1].replace("$", "")
                labels = [cell.value for row in book[LISTS[lang]][where] for cell in row]
                assert labels == [label[lang] for label in codes()[column.codes].values()]


def test_references_and_answers_are_chosen_from_a_list(whole):
    lang, book = whole
    people, opinions = book[stored()["people"].title(lang)], book[stored()["opinions"].title(lang)]
    assert rule(people, "C3").formula1.endswith("!$A$3:$A$5000") and rule(people, "C3").errorStyle == "warning"
    assert rule(opinions, "D3").formula1 == '"1,2,3,4,5,x"'


def test_the_start_sheet_explains_itself_and_knows_the_route(tmp_path):
    workbook.template(tmp_path / "t.xlsx", route="start")
    rows = [[c.value for c in row] for row in openpyxl.load_workbook(tmp_path / "t.xlsx")["Start"].iter_rows(max_col=3)]
    assert ["route", "aan het begin", "Begint u aan het begin, of loopt het niet lekker?"] in rows
    assert ["Zo werkt het", None, None] in rows


def test_a_text_is_too_long_by_the_count_of_excel_in_which_an_emoji_counts_twice():
    frame = pd.DataFrame([{"party_id": "C1", "name": "😀" * 6, "type_code": "builder"}], columns=list(stored()["parties"].columns))
    assert too_long(stored(), {"parties": frame}, "nl", 11) == [("Partijen", "B3")]
    assert too_long(stored(), {"parties": frame}, "nl", 12) == []
