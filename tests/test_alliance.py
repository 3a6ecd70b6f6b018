"""A snapshot is complete, cannot be changed, and knows nothing of what came later."""

import pandas as pd
import pytest

from alliance_lib.alliance import ANSWER_COLUMNS, from_frames, typed
from alliance_lib.schema import tables

ROUNDS = pd.DataFrame({"round": [1, 2], "reference_date": ["2026-01-31", "2026-07-31"], "closed_date": ["2026-02-10", None]})
PEOPLE = pd.DataFrame({"person_id": ["P1", "P2"], "party_id": ["C1", "B1"], "level_code": ["steering", "project"]})
OPINIONS = pd.DataFrame({"round": [1, 1, 1, 2], "person_id": ["P1", "P2", "P1", "P1"], "topic_id": ["T1", "T1", "T2", "T1"],
                         "private_1to5": ["3", "declined", None, "5"]})


def alliance(round=1, **more):
    return from_frames({"rounds": ROUNDS, "people": PEOPLE, "opinions": OPINIONS, **more}, round)


class TestComplete:
    def test_nothing_at_all_gives_every_table_and_column_with_its_type(self):
        empty = from_frames({}, 1)
        assert set(empty.frames) == set(tables())
        full = alliance()
        for name, table in tables().items():
            assert list(empty[name].columns) == list(table.columns)
            assert empty[name].dtypes.equals(full[name].dtypes), name

    def test_missing_values_stay_missing_and_nought_stays_nought(self):
        found = alliance(goals=pd.DataFrame({"goal_id": ["D1", "D2"], "name": ["a", "b"], "text": ["a", "b"],
                                             "baseline_number": [0, None]}))["goals"]
        assert found["baseline_number"].iloc[0] == 0 and pd.isna(found["baseline_number"].iloc[1])
        assert found["indicator"].isna().all()

    def test_a_default_fills_what_is_empty_and_never_nought(self):
        goals = pd.DataFrame({"goal_id": ["D1", "D2"], "name": "n", "text": "t", "attention_points": [0, None]})
        assert alliance(goals=goals)["goals"]["attention_points"].tolist() == [0, 1]
        assert typed(tables()["goals"].columns, goals, defaults=False)["attention_points"].isna().tolist() == [False, True]

    @pytest.mark.parametrize("frames", [{"nothing": PEOPLE}, {"people": PEOPLE.assign(colour="red")}])
    def test_an_unknown_table_or_column_is_a_programming_error(self, frames):
        with pytest.raises(ValueError, match="unknown"):
            from_frames(frames, 1)

    @pytest.mark.parametrize("answer", [3.7, 0, 6, "x", "", float("inf")])
    def test_an_answer_off_the_scale_is_not_quietly_rounded(self, answer):
        with pytest.raises(ValueError, match="1 to 5"):
            alliance(opinions=OPINIONS.assign(private_1to5=[answer, None, None, None]))

    @pytest.mark.parametrize("day", ["3-4-2026", "1 mei 2026", "2026-02-30"])
    def test_a_date_that_can_be_read_in_two_ways_or_is_none_is_refused(self, day):
        with pytest.raises(ValueError):
            alliance(goals=pd.DataFrame({"goal_id": ["D1"], "due_date": [day]}))

    @pytest.mark.parametrize(("column", "value"), [("size_homes", 1.5), ("votes_count", float("inf"))])
    def test_half_and_endless_numbers_are_refused_where_whole_ones_belong(self, column, value):
        with pytest.raises(ValueError, match="whole"):
            alliance(parties=pd.DataFrame({"party_id": ["C1"], column: [value]}))

    def test_an_answer_given_as_a_number_is_the_same_answer(self):
        numbers = pd.to_numeric(OPINIONS["private_1to5"], errors="coerce")
        assert alliance(opinions=OPINIONS.assign(private_1to5=numbers))["opinions"]["private_1to5"].iloc[0] == "3"


class TestOneRound:
    def test_rows_of_later_rounds_are_not_there(self):
        assert alliance(1)["opinions"]["round"].tolist() == [1, 1, 1]
        assert alliance(1)["rounds"]["round"].tolist() == [1]
        assert len(alliance(2)["opinions"]) == 4

    def test_later_events_have_not_happened_yet(self):
        decisions = pd.DataFrame({"decision_id": ["B1", "B2"], "decided_date": ["2026-01-31", "2026-02-01"],
                                  "needed_date": ["2026-12-01", "2026-12-01"]})
        first = alliance(1, decisions=decisions)["decisions"]
        assert first["decided_date"].notna().tolist() == [True, False]
        assert first["needed_date"].notna().all()  # a plan is known before its day
        assert alliance(2, decisions=decisions)["decisions"]["decided_date"].notna().all()

    def test_without_a_reference_date_nothing_is_hidden_by_date(self):
        actions = pd.DataFrame({"action_id": ["A1"], "round": [1], "done_date": ["2029-01-01"]})
        found = from_frames({"actions": actions}, 1)
        assert found.reference_date is None and found["actions"]["done_date"].notna().all()

    def test_the_reference_date_is_that_of_the_round(self):
        assert alliance(2).reference_date == pd.Timestamp("2026-07-31")


class TestAnswers:
    def test_not_asked_declined_and_answered_are_three_things(self):
        found = alliance().answers("opinions", "private_1to5")
        assert list(found.columns) == ANSWER_COLUMNS
        assert found["person_id"].tolist() == ["P1", "P2"]
        assert found["state_code"].tolist() == ["answered", "declined"]
        assert found["answer"].iloc[0] == 3 and pd.isna(found["answer"].iloc[1])

    def test_each_answer_carries_party_and_level(self):
        found = alliance().answers("opinions", "private_1to5")
        assert found[["party_id", "level_code"]].values.tolist() == [["C1", "steering"], ["B1", "project"]]

    def test_all_rounds_are_given_only_when_asked(self):
        assert alliance(2).answers("opinions", "private_1to5")["round"].tolist() == [2]
        assert alliance(2).answers("opinions", "private_1to5", "all")["round"].tolist() == [1, 1, 2]

    def test_a_question_without_topics_has_an_empty_topic(self):
        pulse = pd.DataFrame({"round": [1], "person_id": ["P1"], "trust_1to4": [4]})
        assert alliance(pulse=pulse).answers("pulse", "trust_1to4")["topic_id"].tolist() == [""]

    def test_nobody_answered_gives_the_same_columns_and_types(self):
        empty, full = from_frames({}, 1), alliance()
        assert empty.answers("opinions", "private_1to5").dtypes.equals(full.answers("opinions", "private_1to5").dtypes)

    @pytest.mark.parametrize(("column", "rounds"), [("mention_code", "this"), ("private_1to5", "both")])
    def test_a_column_without_answers_and_other_rounds_are_programming_errors(self, column, rounds):
        with pytest.raises(ValueError, match="answers|rounds"):
            alliance().answers("opinions", column, rounds)


class TestUnchangeable:
    def test_what_a_room_does_with_a_table_changes_nothing(self):
        held = alliance()
        before = held.fingerprint
        rows = held["people"]
        rows["party_id"] = "X"
        assert held.fingerprint == before

    def test_the_frames_given_are_not_changed(self):
        given = OPINIONS.copy()
        from_frames({"opinions": given, "people": PEOPLE, "rounds": ROUNDS}, 1)
        pd.testing.assert_frame_equal(given, OPINIONS)


class TestFingerprint:
    def test_it_differs_when_one_answer_differs(self):
        other = OPINIONS.assign(private_1to5=["4", "declined", None, "5"])
        assert alliance().fingerprint != alliance(opinions=other).fingerprint

    def test_an_answer_that_came_later_does_not_change_that_of_an_earlier_round(self):
        other = OPINIONS.assign(private_1to5=["3", "declined", None, "1"])
        assert alliance(1).fingerprint == alliance(1, opinions=other).fingerprint

    def test_names_of_people_are_not_in_it(self):
        assert alliance().fingerprint == alliance(people=PEOPLE.assign(name=["Jan", "Piet"])).fingerprint

    def test_it_is_the_same_on_every_machine(self, monkeypatch):
        before = alliance().fingerprint
        monkeypatch.setattr("os.linesep", "\r\n")
        assert alliance().fingerprint == before


class TestFacts:
    def test_an_empty_dossier_has_every_fact_as_none(self):
        assert set(from_frames({}, 1).facts.values()) == {None}

    def test_the_start_sheet_is_one_dictionary(self):
        facts = alliance(alliance=pd.DataFrame([{"alliance_id": "W", "name": "Waterrijk"}])).facts
        assert facts["name"] == "Waterrijk" and facts["help_request"] is None and facts["term_code"] == "alliantie"

    def test_parties_keep_the_order_of_their_sheet(self):
        parties = pd.DataFrame({"party_id": ["C2", "B1", "C1"], "name": ["twee", "bouwer", "een"]})
        assert list(alliance(parties=parties).party_names) == ["C2", "B1", "C1"]
