"""Whoever changes, undoes or closes something leaves the dossier whole, or as it was."""

import datetime

import pandas as pd
import pytest

from alliance_lib import dossier
from alliance_lib.dossier import Change, store
from alliance_lib.errors import AllianceError
from alliance_lib.schema import stored

FRAMES = {
    "alliance": pd.DataFrame({"alliance_id": ["W"], "name": ["Waterrijk"]}),
    "rounds": pd.DataFrame({"round": [1, 2], "reference_date": ["2026-01-31", "2026-07-31"]}),
    "parties": pd.DataFrame({"party_id": ["C1", "B1"], "name": ["corporatie", "bouwer"], "type_code": ["corporation", "builder"]}),
    "people": pd.DataFrame({"person_id": ["P1", "P2"], "party_id": ["C1", "B1"], "level_code": "project"}),
    "topics": pd.DataFrame({"topic_id": ["T1", "T2"], "name": ["een", "twee"]}),
    "opinions": pd.DataFrame({"round": [1, 2], "person_id": "P1", "topic_id": "T1", "private_1to5": [2, 3]}),
    "actions": pd.DataFrame({"action_id": ["A1"], "round": [1], "text": ["doen"], "owner_party_id": ["C1"]}),
}


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "waterrijk.alliance"
    dossier.create(made, FRAMES, {"P1": "Jan"})
    return made


@pytest.fixture
def held(path):
    with dossier.open(path) as opened:
        yield opened


def rename(name, by="Anna", topic="T1"):
    return Change("topics", (topic,), {"name": name}, by, "het heet zo")


def answer(value, by="Anna", round=2):
    return Change("opinions", (round, "P1", "T1"), {"private_1to5": value}, by)


def topics(held):
    return dict(held.frames()["topics"][["topic_id", "name"]].itertuples(index=False))


def state(held):
    """Everything but the journal."""
    with held.writing() as connection:
        return {name: store.read_rows(connection, table) for name, table in stored().items()}


class TestRecord:
    def test_what_is_not_named_stays_as_it_is(self, held):
        held.record(Change("topics", ("T1",), {"stake_1to5": 5}, "Anna"))
        assert held.frames()["topics"].loc[0, ["name", "stake_1to5"]].tolist() == ["een", 5]

    def test_a_name_is_recorded_in_the_table_of_names(self, held):
        held.record(Change("people", ("P2",), {"name": "Piet"}, "Anna"))
        assert held.names() == {"P1": "Jan", "P2": "Piet"}
        assert held.journal()["subjects"].iloc[-1] == ("P2",)

    def test_the_same_value_again_is_no_change(self, held):
        assert held.record(rename("een")) == held.revision == 1

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (answer(9), "Answers .round 2, P1, T1., said in private: '9' is not a whole number from 1 to 5"),
            (Change("topics", ("T9",), {"statement": "zin"}, "Anna"), "Topics .T9., name: this may not be empty"),
            (Change("opinions", (2, "P9", "T1"), {"private_1to5": 1}, "Anna"), "no 'P9' in the table People"),
            (Change("topics", ("T1",), None, "Anna"), "no 'T1' in the table Topics. Add it there first, or remove what"),
            (Change("topics", ("T9",), None, "Anna"), "this row is not there"),
            (Change("alliance", ("X",), {"name": "x"}, "Anna"), "one row already"),
            (Change("rounds", (2,), {"closed_date": "2026-08-01"}, "Anna"), "closed by closing it"),
            (Change("opinions", ("een", "P1", "T1"), {"private_1to5": 1}, "Anna"), "round: 'een' is not a whole number"),
        ],
    )
    def test_what_may_not_be_there_is_refused_and_nothing_is_stored(self, held, change, said):
        before, revision = state(held), held.revision
        with pytest.raises(AllianceError, match=said):
            held.record_all([rename("anders"), change])
        assert state(held) == before and held.revision == revision

    def test_a_key_cannot_be_changed(self, held):
        with pytest.raises(ValueError, match="key"):
            held.record(Change("topics", ("T1",), {"topic_id": "T7"}, "Anna"))


class TestTwoWindows:
    def test_whoever_saw_an_older_row_hears_who_changed_what_and_nothing_is_stored(self, path, held):
        seen = held.revision
        with dossier.open(path) as other:
            other.record(rename("van Bram", "Bram"))
        with pytest.raises(AllianceError, match="Topics .T1.: meanwhile Bram changed 'name' from 'een' to 'van Bram'"):
            held.record_all([rename("nieuw", topic="T2"), rename("van Anna")], seen)
        assert topics(held) == {"T1": "van Bram", "T2": "twee"}

    def test_another_row_is_no_conflict_and_without_seen_the_last_one_counts(self, path, held):
        seen = held.revision
        with dossier.open(path) as other:
            other.record(rename("van Bram", "Bram"))
        held.record(rename("van Anna", topic="T2"), seen)
        held.record(rename("toch Anna"))
        assert topics(held) == {"T1": "toch Anna", "T2": "van Anna"}

    def test_a_row_removed_meanwhile_is_a_conflict_too(self, path, held):
        seen = held.revision
        with dossier.open(path) as other:
            other.record(Change("topics", ("T2",), None, "Bram"))
        with pytest.raises(AllianceError, match="Bram removed this row"):
            held.record(rename("van Anna", topic="T2"), seen)

    def test_while_another_window_is_writing_one_waits_and_then_hears_so(self, path, held):
        with dossier.open(path) as other:
            with other.writing() as connection:
                connection.execute("PRAGMA busy_timeout = 20")
            with held.writing(), pytest.raises(AllianceError, match="another window is writing"):
                other.record(rename("nu"))


class TestUndo:
    def test_undo_and_redo_walk_back_and_forth_over_every_kind_of_change(self, held):
        states = [state(held)]
        for change in (rename("anders"), Change("topics", ("T9",), {"name": "nieuw"}, "Anna"), Change("opinions", (2, "P1", "T1"), None, "Anna"),
                       Change("people", ("P1",), {"name": None}, "Anna"), Change("people", ("P2",), None, "Anna")):
            held.record(change)
            states.append(state(held))
        for before in reversed(states[:-1]):
            held.undo("Anna")
            assert state(held) == before
        for after in states[1:]:
            held.redo("Anna")
            assert state(held) == after

    def test_what_was_undone_can_be_said_in_a_sentence(self, held):
        held.record_all([rename("a"), rename("b", topic="T2")])
        undone = held.undo("Anna")
        assert (undone.table, undone.key, undone.count, undone.by) == ("topics", {"topic_id": "T2"}, 2, "Anna")
        assert (dict(undone.before), dict(undone.values), undone.why) == ({"name": "twee"}, {"name": "b"}, "het heet zo")
        assert topics(held) == {"T1": "een", "T2": "twee"}

    def test_each_undoes_their_own(self, held):
        held.record(rename("van Anna"))
        held.record(rename("van Bram", "Bram", "T2"))
        held.undo("Anna")
        assert topics(held) == {"T1": "een", "T2": "van Bram"}

    def test_it_does_not_overwrite_what_somebody_else_did_since(self, held):
        held.record(rename("van Anna"))
        held.record(rename("van Bram", "Bram"))
        with pytest.raises(AllianceError, match="meanwhile Bram changed 'name'"):
            held.undo("Anna")
        assert topics(held)["T1"] == "van Bram"
        held.undo("Bram")
        held.undo("Anna")
        assert topics(held)["T1"] == "een"

    def test_another_column_of_the_row_by_somebody_else_stays(self, held):
        held.record(rename("van Anna"))
        held.record(Change("topics", ("T1",), {"stake_1to5": 4}, "Bram"))
        held.undo("Anna")
        assert held.frames()["topics"].loc[0, ["name", "stake_1to5"]].tolist() == ["een", 4]

    @pytest.mark.parametrize("way", ["undo", "redo"])
    def test_nothing_to_undo_or_redo_is_said_in_a_sentence(self, held, way):
        with pytest.raises(AllianceError, match=f"nothing to {way} for Anna"):
            getattr(held, way)("Anna")

    def test_something_new_ends_the_way_forward(self, held):
        held.record(rename("a"))
        held.undo("Anna")
        held.record(rename("b"))
        with pytest.raises(AllianceError, match="nothing to redo"):
            held.redo("Anna")

    @pytest.mark.parametrize("kind", ["publication", "forget"])
    def test_it_never_reaches_behind_a_barrier(self, held, kind):
        held.record(rename("a"))
        held.record(rename("b"))
        held.undo("Anna")
        held.barrier(kind, "Bram")
        for way in (held.undo, held.redo):
            with pytest.raises(AllianceError, match="nothing to"):
                way("Anna")
        assert topics(held)["T1"] == "a"

    def test_another_barrier_is_a_programming_error(self, held):
        with pytest.raises(ValueError, match="barrier"):
            held.barrier("lunch", "Anna")


class TestClosedRound:
    @pytest.fixture
    def closed(self, held):
        held.record(rename("van Anna"))
        held.close_round(1, datetime.date(2026, 2, 10), "Anna")
        return held

    def test_its_rows_cannot_change_appear_or_go(self, closed):
        for change in (answer(5, round=1), Change("opinions", (1, "P1", "T1"), None, "Anna"),
                       Change("opinions", (1, "P2", "T1"), {"private_1to5": 1}, "Anna"),
                       Change("actions", ("A2",), {"round": 1, "text": "t", "owner_party_id": "C1"}, "Anna"),
                       Change("actions", ("A1",), {"round": 2}, "Anna"), Change("rounds", (1,), {"reference_date": "2026-01-01"}, "Anna")):
            with pytest.raises(AllianceError, match="round 1 is closed"):
                closed.record(change)

    def test_the_open_round_goes_on(self, closed):
        closed.record(answer(5))
        assert closed.snapshot(2).answers("opinions", "private_1to5")["answer"].tolist() == [5]

    def test_what_happened_after_its_reference_date_may_be_added_and_does_not_change_it(self, closed):
        before = closed.snapshot(1).fingerprint
        closed.record(Change("actions", ("A1",), {"done_date": "2026-03-01"}, "Anna"))
        assert closed.snapshot(1).fingerprint == before and closed.snapshot(2)["actions"]["done_date"].notna().all()
        with pytest.raises(AllianceError, match="closed"):
            closed.record(Change("actions", ("A1",), {"done_date": "2026-01-15"}, "Anna"))

    def test_undo_does_not_reach_behind_it(self, closed):
        with pytest.raises(AllianceError, match="nothing to undo"):
            closed.undo("Anna")

    def test_it_is_closed_once_and_needs_a_reference_date_and_a_day(self, closed):
        for round, on, said in ((1, "2026-02-11", "closed on 2026-02-10"), (3, "2026-12-01", "no reference date"),
                                (2, None, "may not be empty"), (2, "morgen", "not a date")):
            with pytest.raises(AllianceError, match=said):
                closed.close_round(round, on, "Anna")

    def test_a_verified_backup_is_made_that_holds_the_closed_round(self, held):
        with dossier.open(held.close_round(1, "2026-02-10", "Anna")) as copy:
            assert copy.snapshot(1)["rounds"]["closed_date"].tolist() == [pd.Timestamp("2026-02-10")]


class TestReplace:
    def test_a_workbook_comes_in_whole_and_gives_the_same_dossier_as_a_new_one(self, held, tmp_path):
        other = FRAMES | {"topics": pd.DataFrame({"topic_id": ["T3", "T1"], "name": ["drie", "een"]}), "actions": FRAMES["actions"].iloc[:0]}
        held.replace(other, {"P2": "Piet"}, "Anna")
        dossier.create(tmp_path / "new.alliance", other, {"P2": "Piet"})
        with dossier.open(tmp_path / "new.alliance") as new:
            assert state(held) == state(new) and held.names() == {"P2": "Piet"}

    def test_it_can_be_undone_as_one_change_order_and_names_included(self, held):
        before = state(held)
        held.replace(FRAMES | {"topics": FRAMES["topics"].iloc[::-1], "actions": FRAMES["actions"].iloc[:0]}, {}, "Anna")
        assert state(held) != before
        held.undo("Anna")
        assert state(held) == before

    def test_one_mistake_and_nothing_is_stored(self, held):
        before, revision = state(held), held.revision
        for wrong in ({"topics": FRAMES["topics"].iloc[1:]}, {"opinions": FRAMES["opinions"].assign(private_1to5=9)}):
            with pytest.raises(AllianceError):
                held.replace(FRAMES | wrong, {}, "Anna")
        assert state(held) == before and held.revision == revision

    def test_a_sheet_that_is_not_in_the_workbook_stays_and_names_may_stay(self, held):
        held.replace({"people": FRAMES["people"].iloc[:1], "topics": FRAMES["topics"].iloc[:1]}, None, "Anna")
        assert len(held.frames()["opinions"]) == 2 and held.names() == {"P1": "Jan"} and len(held.frames()["topics"]) == 1

    def test_a_closed_round_may_come_in_again_but_not_differently(self, held):
        held.close_round(1, "2026-02-10", "Anna")
        same = held.frames()
        held.replace(same, held.names(), "Anna")
        with pytest.raises(AllianceError, match="Answers .round 1, P1, T1.: round 1 is closed"):
            held.replace(same | {"opinions": same["opinions"].assign(private_1to5="5")}, held.names(), "Anna")

    def test_a_round_that_comes_in_closed_is_a_barrier(self, held):
        held.replace(FRAMES | {"rounds": FRAMES["rounds"].assign(closed_date=["2026-02-10", None])}, {}, "Anna")
        with pytest.raises(AllianceError, match="nothing to undo"):
            held.undo("Anna")

    def test_a_backup_of_what_was_there_is_made_first(self, held, path):
        held.replace({"actions": FRAMES["actions"].iloc[:0]}, None, "Anna")
        (copy,) = path.with_name(path.name + ".backups").iterdir()
        with dossier.open(copy) as before:
            assert len(before.frames()["actions"]) == 1
