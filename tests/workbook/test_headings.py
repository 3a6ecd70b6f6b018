"""Sheets and headings are known in both languages, and a mistyped one is named with the nearest."""

import pytest

from alliance_lib.schema import stored, tables
from alliance_lib.words import Words
from alliance_lib.workbook.grid import Grid, Problems
from alliance_lib.workbook.headings import fitting, heading, locate, nearest, table_named

PARTIES = tables()["parties"]


def located(table, *rows, csv=False):
    problems = Problems(Words("nl"))
    width = max(map(len, rows))
    lines = tuple(range(1, len(rows) + 1)) if csv else ()
    grid = Grid("Blad", tuple(tuple(r) + (None,) * (width - len(r)) for r in rows), 0, lines, csv)
    return locate(tables()[table], grid, problems), [(p.where, p.what, p.remedy) for p in problems.all()]


@pytest.mark.parametrize("table", stored().values(), ids=list(stored()))
def test_every_sheet_and_every_heading_is_known_in_both_languages_and_by_name(table):
    for title in (table.nl, table.en, table.name, table.nl.upper(), f" {table.en} "):
        assert table_named(title) is table
    for column in table.columns.values():
        for lang in ("nl", "en"):
            assert fitting(table, heading(column, lang)) is column
            assert fitting(table, heading(column, lang).upper()) is column
        assert fitting(table, column.name) is column


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("table", stored().values(), ids=list(stored()))
def test_no_two_headings_of_a_sheet_are_the_same(table, lang):
    found = [heading(column, lang).casefold() for column in table.columns.values()]
    assert len(set(found)) == len(found)


def test_titles_fit_on_the_tab_of_a_sheet_and_are_all_different():
    for lang in ("nl", "en"):
        titles = [table.title(lang) for table in stored().values()]
        assert len({t.casefold() for t in titles}) == len(titles)
        assert all(len(t) <= 31 and not set(t) & set("[]:*?/\\") for t in titles)


@pytest.mark.parametrize("given", ["belang van dit onderwerp", "belang van dit onderwerp (1-5)", "STAKE", "stake_1to5"])
def test_a_heading_is_known_without_its_unit_or_with_another(given):
    assert fitting(tables()["topics"], given).name == "stake_1to5"


@pytest.mark.parametrize(("given", "near"), [("nivo", "niveau"), ("stemmen", "stemmen volgens de overeenkomst"), ("kwarts", "")])
def test_the_nearest_word_is_found_or_none_is_named(given, near):
    assert nearest(given, ["niveau", "naam", "stemmen volgens de overeenkomst"]) == near


def test_headings_may_stand_under_a_title():
    layout, said = located("parties", ["Onze partijen"], [], ["soort", "partij", "naam"], ["bouwer", "B1", "Stroom"])
    assert (layout.header, layout.columns, said) == (2, {"type_code": 0, "party_id": 1, "name": 2}, [])


def test_unknown_double_missing_and_absent_headings_are_all_named():
    layout, said = located("parties", ["partij", "naam", "Naam", "kleur", None], ["C1", "Kade", "Kade", "rood", "los"])
    assert layout.columns == {"party_id": 0, "name": 1}
    assert [where for where, _, _ in said] == ["Blad Blad", "Blad Blad, cel C1", "Blad Blad, cel D1", "Blad Blad, cel E2"]
    assert "'soort' ontbreekt" in said[0][1]


def test_a_mistyped_heading_is_not_also_called_missing():
    assert [what for _, what, _ in located("parties", ["partij", "naam", "soor"], ["C1", "Kade", "bouwer"])[1]] == ["De kop 'soor' is niet bekend."]


def test_a_start_sheet_is_read_from_top_to_bottom_and_its_explanation_is_left_alone():
    layout, said = located("alliance", ["code", "W"], ["naam", "Waterrijk", "Naam zoals"], [], ["Zo werkt het"])
    assert said == [] and layout.grid.rows[layout.header + 1][layout.columns["name"]] == "Waterrijk"


def test_a_start_file_may_also_be_one_row():
    layout, said = located("alliance", ["alliance_id", "name"], ["W", "Waterrijk"], csv=True)
    assert said == [] and layout.columns == {"alliance_id": 0, "name": 1}


def test_a_sheet_without_known_headings_lists_them():
    layout, said = located("parties", ["iets", "anders"], ["C1", "Kade"])
    assert layout is None and "partij (code), naam, soort" in said[0][2]
