"""The declarations are consistent: whoever adds a table or column learns here what is missing."""

from collections import Counter

import pytest

from alliance_lib import schema
from alliance_lib.rooms import NAMES
from alliance_lib.dossier.values import stored_value

TABLES = list(schema.tables().values())
COLUMNS = [(t, c) for t in TABLES for c in t.columns.values()]
IDS = [f"{t.name}.{c.name}" for t, c in COLUMNS]


def test_no_table_is_declared_twice():
    files = [schema.HERE / "tables.toml", *(schema.HERE / room / "tables.toml" for room in NAMES)]
    declared = Counter(name for file in files for name in schema.read_toml(file) if name != "column")
    assert [name for name, count in declared.items() if count > 1] == []
    assert set(declared) == set(schema.tables())


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=IDS)
class TestColumn:
    def test_it_refers_to_a_stored_table_with_a_key_of_one_column(self, table, column):
        assert bool(column.ref) == (column.type == "ref")
        if column.ref:
            assert len(schema.stored()[column.ref].key) == 1

    def test_it_has_a_code_list_exactly_if_it_is_a_code(self, table, column):
        assert bool(column.codes) == (column.type == "code")

    def test_it_has_points_exactly_if_it_is_an_answer_and_belongs_to_a_person_in_a_round(self, table, column):
        assert (column.points > 0) == (column.type == "answer")
        if column.type == "answer":
            assert {"round", "person_id"} <= set(table.key) and column.see == "person"

    def test_its_default_may_stand_in_it(self, table, column):
        if column.default is not None:
            assert stored_value(column, column.default) == column.default

    def test_only_a_date_can_be_an_event_and_it_may_be_empty(self, table, column):
        assert not column.event or (column.type == "date" and not column.required)

    def test_its_range_is_the_right_way_round(self, table, column):
        assert column.min is None or column.max is None or column.min < column.max

    def test_it_is_explained_in_both_languages(self, table, column):
        assert all([column.heading("nl"), column.heading("en"), column.help("nl"), column.help("en")])


@pytest.mark.parametrize("table", schema.stored().values(), ids=schema.stored())
class TestTable:
    def test_every_column_of_its_key_is_required(self, table):
        assert table.key and all(table.columns[name].required for name in table.key)

    def test_positions_have_an_owner(self, table):
        if table.see in ("position", "party"):
            assert table.columns[table.owner].ref == "parties"

    def test_it_has_a_title_and_a_meaning_in_both_languages(self, table):
        assert all([table.title("nl"), table.title("en"), table.about("nl"), table.about("en")])


def test_names_of_people_are_the_only_thing_kept_apart():
    assert [f"{t.name}.{c.name}" for t, c in COLUMNS if c.apart] == ["people.name"]


def test_headings_of_a_sheet_are_unique_in_each_language():
    for table in TABLES:
        for lang in ("nl", "en"):
            twice = [h for h, n in Counter(c.heading(lang) for c in table.columns.values()).items() if n > 1]
            assert not twice, f"{table.name} has {twice} more than once"


def test_what_publication_makes_is_not_stored():
    assert "published" in schema.tables() and "published" not in schema.stored()


def test_every_code_has_a_label_and_an_unknown_one_is_shown_as_it_is():
    for name, listed in schema.codes().items():
        assert all(label["nl"] and label["en"] for label in listed.values()), name
    assert schema.code_label("level", "steering", "nl") == "stuurgroep"
    assert schema.code_label("level", "elders", "nl") == "elders"


def test_every_answer_says_which_one_figure_is_published():
    found = schema.answer_columns()
    assert {c.figure for _, c in found} <= {"class", "band"} and len(found) >= 11


def test_declarations_cannot_be_changed_by_who_reads_them():
    with pytest.raises(TypeError):
        schema.tables()["x"] = None
    with pytest.raises(TypeError):
        schema.tables()["topics"].columns["x"] = None
