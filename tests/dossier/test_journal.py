"""The journal says who changed what, in order, and can be erased of people but not rewritten."""

import datetime
import sqlite3
from contextlib import closing

import pytest

from alliance_lib.dossier.journal import BARRIERS, DDL, Change, Entry, Journal, people_in
from alliance_lib.schema import stored

STOPPED = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def connection():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        for statement in DDL:
            made.execute(statement)
        yield made


@pytest.fixture
def journal(connection):
    return Journal(connection, lambda: STOPPED)


def topic(by="Anna", before=None, after=None, kind="recorded"):
    return Entry(kind, by, "", "topics", {"topic_id": "T1"}, before, after)


class TestChange:
    def test_a_key_may_be_a_tuple_or_a_dict(self):
        as_tuple = Change("opinions", (1, "P1", "T1"), {}, "Anna")
        assert as_tuple == Change("opinions", {"topic_id": "T1", "round": 1, "person_id": "P1"}, {}, "Anna")
        assert list(as_tuple.key) == list(stored()["opinions"].key)

    @pytest.mark.parametrize(
        ("table", "key", "values", "by"),
        [("nothing", ("T1",), {}, "Anna"), ("topics", (), {}, "Anna"), ("topics", ("T1", "T2"), {}, "Anna"),
         ("topics", {"name": "a"}, {}, "Anna"), ("topics", ("T1",), {"colour": "red"}, "Anna"), ("topics", ("T1",), {}, ""),
         ("published", (1, "q", "T1", "all"), {}, "Anna")],
    )
    def test_what_does_not_fit_a_table_or_has_no_author_is_a_programming_error(self, table, key, values, by):
        with pytest.raises(ValueError):
            Change(table, key, values, by)


class TestOrder:
    def test_a_clock_that_stands_still_or_runs_back_does_not_disturb_the_order(self, connection):
        times = iter([STOPPED, STOPPED, STOPPED - datetime.timedelta(days=365)])
        journal = Journal(connection, lambda: next(times))
        for name in ("een", "twee", "drie"):
            journal.add(topic(after={"name": name}))
        assert [held["name"] for held in journal.frame()["after"]] == ["een", "twee", "drie"]
        assert journal.frame()["revision"].tolist() == [1, 2, 3] and journal.revision == 3

    def test_an_empty_journal_is_at_revision_nought(self, journal):
        assert journal.revision == 0 and journal.frame().empty and journal.stacks("Anna") == ([], [])


class TestStacks:
    def test_each_author_has_a_stack_of_their_own(self, journal):
        journal.add(topic("Anna"))
        journal.add(topic("Bram"))
        assert journal.stacks("Anna") == ([1], []) and journal.stacks("Bram") == ([2], [])

    def test_what_was_undone_can_be_redone_until_something_new_is_recorded(self, journal):
        journal.add(topic())
        journal.add(topic())
        journal.add(topic(kind="undone"), reverses=2)
        assert journal.stacks("Anna") == ([1], [2])
        journal.add(topic(kind="redone"), reverses=2)
        assert journal.stacks("Anna") == ([1, 2], [])
        journal.add(topic(kind="undone"), reverses=2)
        journal.add(topic())
        assert journal.stacks("Anna") == ([1, 6], [])

    @pytest.mark.parametrize("kind", BARRIERS)
    def test_a_barrier_of_anybody_ends_both_stacks_of_everybody(self, journal, kind):
        journal.add(topic("Anna"))
        journal.add(topic("Anna"))
        journal.add(topic("Anna", kind="undone"), reverses=2)
        journal.add(Entry(kind, "Bram"))
        assert journal.stacks("Anna") == ([], [])


class TestToldAsASentence:
    def test_what_everybody_may_see_is_told_with_its_values(self):
        assert topic(before={"stake_1to5": 3}, after={"stake_1to5": None}).told() == "Anna changed 'stake' from 3 to 'empty'."

    def test_answers_and_names_of_people_are_told_without_their_values(self):
        answer = Entry("recorded", "Bram", "", "opinions", {}, {"private_1to5": "1"}, {"private_1to5": "5"})
        name = Entry("recorded", "Bram", "", "people", {}, {"name": "Jan"}, {"name": "Piet"})
        assert answer.told() == "Bram changed 'said in private'." and name.told() == "Bram changed 'name'."

    def test_rows_added_and_removed_are_told_as_such(self):
        assert topic(after={"name": "n"}).told() == "Anna added this row."
        assert topic(before={"name": "n"}).told() == "Anna removed this row."


class TestErasing:
    def test_a_row_cannot_be_removed_or_rewritten(self, connection, journal):
        journal.add(topic(after={"name": "een"}))
        for statement in ("DELETE FROM journal", "UPDATE journal SET after = '{}'", "UPDATE journal SET written_at = ''",
                          "UPDATE journal SET before = NULL, after = NULL, row_key = NULL, kind = 'undone'"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                connection.execute(statement)

    def test_what_it_says_of_a_person_can_be_erased_while_order_and_kind_stay(self, connection, journal):
        journal.add(Entry("recorded", "Anna", "Jan wilde dit", "people", {"person_id": "P1"}, None, {"name": "Jan"}, ("P1",)))
        connection.execute("UPDATE journal SET row_key = NULL, before = NULL, after = NULL, why = '', subjects = '[]'"
                           " WHERE EXISTS (SELECT 1 FROM json_each(subjects) WHERE value = 'P1')")
        (row,) = journal.frame().to_dict("records")
        assert (row["kind"], row["table"], row["after"], row["subjects"]) == ("recorded", "people", None, ())


def test_a_row_concerns_everybody_it_is_about_or_refers_to():
    assert people_in(stored()["people"], {"person_id": "P1"}) == ("P1",)
    assert people_in(stored()["notes"], {"person_id": "P1"}, {"person_id": "P2"}) == ("P1", "P2")
    assert people_in(stored()["complaints"], {"person_id": None}, None) == ()
    assert people_in(stored()["topics"], {"topic_id": "T1"}) == ()
