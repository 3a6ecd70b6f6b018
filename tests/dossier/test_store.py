"""The tables follow from the declarations, and SQLite itself refuses what a dossier may not hold."""

import sqlite3
from contextlib import closing

import pandas as pd
import pytest

from alliance_lib.dossier import store
from alliance_lib.errors import AllianceError
from alliance_lib.schema import stored


@pytest.fixture
def connection():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute("PRAGMA foreign_keys = ON")
        for statement in store.ddl():
            made.execute(statement)
        yield made


def put(connection, table, **values):
    row = dict.fromkeys(stored()[table].columns) | values | {store.PLACE: store.next_place(connection, stored()[table])}
    store.write_row(connection, stored()[table], row)


def party(connection, code="C1"):
    put(connection, "parties", party_id=code, name="naam", type_code="corporation")


class TestTables:
    def test_every_stored_table_is_there_and_strict_and_what_is_derived_is_not(self, connection):
        strict = {name for _, name, kind, *_, strict in connection.execute("PRAGMA table_list") if kind == "table" and strict}
        assert strict == {*stored(), "names", "shelf"}

    def test_every_column_has_the_type_of_its_declaration(self, connection):
        kinds = {"int": "INTEGER", "number": "REAL"}
        for name, table in stored().items():
            made = {line[1]: line[2] for line in connection.execute(f'PRAGMA table_info("{name}")')}
            wanted = {c.name: kinds.get(c.type, "TEXT") for c in table.columns.values() if not c.apart}
            assert made == wanted | {store.PLACE: "INTEGER"}

    def test_names_stand_in_one_table_apart(self, connection):
        party(connection)
        put(connection, "people", person_id="P1", name="Jan", party_id="C1", level_code="board")
        assert "name" not in [line[1] for line in connection.execute("PRAGMA table_info(people)")]
        assert connection.execute("SELECT * FROM names").fetchall() == [("P1", "Jan")]


class TestSQLiteRefuses:
    """Even a program with a mistake cannot store these."""

    @pytest.mark.parametrize(
        ("table", "values"),
        [
            ("opinions", {"private_1to5": "6"}), ("opinions", {"private_1to5": "x"}), ("opinions", {"mention_code": "luid"}),
            ("opinions", {"round": 0}), ("opinions", {"round": "een"}), ("opinions", {"topic_id": None}),
            ("topics", {"stake_1to5": 6}), ("topics", {"name": ""}), ("topics", {"theme_code": "anders"}),
            ("rounds", {"reference_date": "2026-02-30"}), ("rounds", {"reference_date": "now"}),
            ("rounds", {"closed_date": "1 mei 2026"}), ("goals", {"baseline_number": float("inf")}),
        ],
    )
    def test_values_off_the_scale(self, connection, table, values):
        good = {"opinions": {"round": 1, "person_id": "P1", "topic_id": "T1"}, "topics": {"topic_id": "T1", "name": "n"},
                "rounds": {"round": 1, "reference_date": "2026-01-31"}, "goals": {"goal_id": "D1", "name": "n", "text": "t"}}
        connection.execute("BEGIN")
        put(connection, table, **good[table])  # references are only checked when committing
        with pytest.raises(sqlite3.IntegrityError):
            put(connection, table, **good[table] | values)

    def test_a_second_row_of_the_start_sheet(self, connection):
        put(connection, "alliance", alliance_id="A", name="een")
        with pytest.raises(sqlite3.IntegrityError):
            put(connection, "alliance", alliance_id="B", name="twee")

    def test_a_reference_to_nothing_is_named_in_a_sentence(self, connection):
        connection.execute("BEGIN")
        put(connection, "clauses", clause_id="4.2", round=1, title="t", type_code="legal", goal_id="D9")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("COMMIT")
        assert str(store.dangling(connection)).startswith("Clauses (4.2), serves goal: there is no 'D9' in the table Goals.")


class TestRows:
    def test_rows_keep_the_order_in_which_people_put_them(self, connection):
        for code in ("C2", "B1", "C1"):
            party(connection, code)
        party(connection, "C2")
        assert [row["party_id"] for row in store.read_rows(connection, stored()["parties"])] == ["B1", "C1", "C2"]

    def test_a_row_taken_away_takes_the_name_along(self, connection):
        party(connection)
        put(connection, "people", person_id="P1", name="Jan", party_id="C1", level_code="board")
        store.delete_row(connection, stored()["people"], {"person_id": "P1"})
        assert connection.execute("SELECT count(*) FROM names").fetchone() == (0,)

    def test_a_frame_without_names_has_the_column_but_no_name(self):
        rows = [{"person_id": "P1", "name": "Jan", "party_id": "C1", "level_code": "board", "role_code": None,
                 "joined_round": None, store.PLACE: 1}]
        people = stored()["people"]
        assert store.frame(people, rows, names=False)["name"].isna().all()
        assert store.frame(people, rows, names=True)["name"].tolist() == ["Jan"]


class TestFrames:
    TOPICS = pd.DataFrame({"topic_id": ["T1", "T2"], "name": ["een", "twee"]})

    def test_a_code_used_twice_is_refused(self):
        with pytest.raises(AllianceError, match="Topics .T1.: this row is there twice"):
            store.rows_from({"topics": self.TOPICS.assign(topic_id="T1")}, {})

    def test_two_start_rows_are_refused(self):
        with pytest.raises(AllianceError, match="more than one row"):
            store.rows_from({"alliance": pd.DataFrame({"alliance_id": ["A", "B"], "name": ["a", "b"]})}, {})

    def test_a_name_of_nobody_is_refused(self):
        with pytest.raises(AllianceError, match="a name for 'P9', who is not there"):
            store.rows_from({"topics": self.TOPICS}, {"P9": "Jan"})

    @pytest.mark.parametrize("frames", [{"published": TOPICS}, {"topics": TOPICS.assign(colour="red")}])
    def test_what_is_not_declared_or_derived_is_a_programming_error(self, frames):
        with pytest.raises(ValueError, match="unknown"):
            store.rows_from(frames, {})
