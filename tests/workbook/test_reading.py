"""Rows of a dossier come from grids whole, or with every problem named."""

import pytest

from alliance_lib.schema import tables
from alliance_lib.words import Words
from alliance_lib.workbook import reading
from alliance_lib.workbook.grid import Grid, Problems
from alliance_lib.workbook.headings import LISTS

PARTIES = (("partij", "naam", "soort"), ("C1", "Kade", "woningcorporatie"), ("B1", "Stroom", "bouwer"))
PEOPLE = (("persoon", "naam", "partij", "niveau"), ("P01", "An", "C1", "stuurgroep"))


def found(*sheets, **facts):
    """(what was read, problems) of sheets (title, rows)."""
    problems = Problems(Words("nl"))
    grids = [Grid(title, rows, number, **facts) for number, (title, rows) in enumerate(sheets)]
    return reading.read(grids, problems), [f"{p.where}: {p.what}" for p in problems.all()]


def test_a_missing_sheet_is_normal_and_its_codes_are_left_to_the_dossier():
    read, said = found(("Mensen", PEOPLE))
    assert said == [] and list(read.frames()) == ["people"]
    assert [(p.table, p.value) for p in read.pending] == [("parties", "C1")]


def test_names_of_people_are_kept_apart_from_the_rows():
    read, _ = found(("Partijen", PARTIES), ("Mensen", PEOPLE))
    assert read.names() == {"P01": "An"} and "name" not in read.frames()["people"] and read.pending == ()


def test_without_a_column_of_names_nothing_is_said_about_names():
    assert found(("Mensen", (("persoon", "partij", "niveau"), ("P01", "C1", "bestuur"))))[0].names() is None


def test_the_help_line_is_no_row_wherever_sorting_put_it():
    columns = tables()["parties"].columns.values()
    for lang in ("nl", "en"):
        rows = [PARTIES[1], tuple(c.help(lang) for c in columns)[:3], PARTIES[2]]
        read, said = found(("Partijen", (PARTIES[0], *rows)))
        assert said == [] and list(read.frames()["parties"]["party_id"]) == ["C1", "B1"]


def test_empty_rows_and_rows_of_spaces_are_skipped():
    read, said = found(("Partijen", (*PARTIES, (None, None, None), (" ", None, " "))))
    assert said == [] and len(read.rows["parties"]) == 2


def test_zero_is_an_answer_and_not_a_gap():
    rows = (("partij", "naam", "soort", "omvang (woningen)"), ("C1", "Kade", "bouwer", 0))
    read, said = found(("Partijen", rows))
    assert said == [] and read.frames()["parties"]["size_homes"].tolist() == [0]


@pytest.mark.parametrize(("name", "said"), [(None, True), ("  ", True), (" a ", False)])
def test_a_required_name_of_spaces_is_missing(name, said):
    assert bool(found(("Partijen", (PARTIES[0], ("C1", name, "bouwer"))))[1]) is said


def test_a_code_used_twice_names_both_places():
    assert found(("Partijen", (*PARTIES, PARTIES[1])))[1] == ["Blad Partijen, cel A4: C1 staat er al, op Blad Partijen, cel A2."]


def test_a_combination_used_twice_is_named_but_each_part_may_return():
    rows = (("ronde", "persoon", "stand"), (1, "P01", "gesproken"), (2, "P01", "gesproken"), (1.0, "P01", "gepland"))
    assert found(("Gesprekken", rows), ("Mensen", PEOPLE), ("Partijen", PARTIES))[1] == [
        "Blad Gesprekken, cel B4: 1, P01 staat er al, op Blad Gesprekken, cel B2."]


def test_a_reference_to_nobody_is_named():
    assert found(("Partijen", PARTIES), ("Mensen", (PEOPLE[0], ("P01", "An", "c1", "bestuur"))))[1] == [
        "Blad Mensen, cel C2: 'c1' staat niet op het blad Partijen."]


def test_an_unknown_sheet_is_named_unless_it_is_empty():
    assert found(("Partyen", PARTIES), ("Mensen", PEOPLE))[1] == ["Blad Partyen: Een blad 'Partyen' hoort niet bij een dossier."]
    assert found(("Blad1", ()), ("Mensen", PEOPLE))[1] == []


def test_a_table_under_both_its_titles_is_named():
    assert found(("Partijen", PARTIES), ("Parties", PARTIES))[1] == ["Blad Parties: De tabel Partijen staat er twee keer."]


def test_a_hidden_sheet_is_named_but_our_own_choices_are_not():
    assert found(("Partijen", PARTIES), hidden=True)[1][0] == "Blad Partijen: Dit blad is verborgen."
    assert found((LISTS["nl"], (("term",), ("alliantie",))), ("Mensen", PEOPLE))[1] == []


def test_a_start_sheet_with_only_the_route_of_the_template_is_untouched():
    assert found(("Start", (("code", None), ("naam", None), ("route", "vastgelopen"))), ("Partijen", PARTIES))[0].frames()["alliance"].empty


def test_a_second_start_row_is_named():
    rows = (("code", "naam"), ("W", "Waterrijk"), ("V", "Vaart"))
    assert "Blad Start, cel A3: Op dit blad hoort maar één regel." in found(("Start", rows))[1]


def test_a_book_without_any_known_sheet_says_so():
    assert found(("Blad1", ()))[1] == [": In dit werkboek staat geen enkel blad van een dossier."]


def test_derived_tables_cannot_be_brought_in():
    assert "hoort niet bij een dossier" in found(("Gepubliceerde cijfers", (("ronde",), (1,))))[1][0]
