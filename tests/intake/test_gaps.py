"""What cannot be said yet."""

import pandas as pd

from alliance_lib.alliance import from_frames
from alliance_lib.intake.gaps import coverage, say_gaps
from alliance_lib.intake.said import what_was_said
from alliance_lib.publication import permitted
from worlds import roster, world


LATER = {f"missing_{name}" for name in ("practices", "bodies", "decision_types", "decision_steps", "messages", "activities", "events",
                                        "stakeholders", "party_values", "planned_sessions", "questions", "risk_checks")}


def gaps(alliance):
    said = what_was_said(alliance)
    covered = coverage(alliance, said)
    return covered, {f.code.removeprefix("intake."): dict(f.facts) for f in say_gaps(alliance, said, covered)}


def interviews(*people, status="done", round=1):
    return pd.DataFrame({"round": round, "person_id": people, "status_code": status})


def test_the_empty_alliance_names_every_table_that_is_missing():
    _, named = gaps(from_frames({}, 1))
    assert set(named) == {"missing_parties", "missing_people", "missing_topics", "missing_decisions", "missing_interviews",
                          "missing_opinions", "missing_complaints", "missing_date", "missing_start", *LATER}


def test_spoken_are_those_whose_interview_is_done_and_those_who_answered_in_private_A27():
    answers = pd.DataFrame([{"round": 1, "person_id": "J0", "topic_id": "T0", "private_1to5": "3"},
                            {"round": 1, "person_id": "J1", "topic_id": "T0", "claimed_1to5": "3"}])
    both = pd.concat([interviews("S0", "S1", "J0"), interviews("S2", status="planned"), interviews("S3", status="declined")])
    covered, named = gaps(world(opinions=answers, interviews=both))
    assert named["spoken"] == {"n": 3, "of": 13}
    assert covered == [{"level_code": "project", "people_count": 8, "spoken_count": 1}, {"level_code": "steering", "people_count": 5, "spoken_count": 2}]


def test_an_interview_of_an_earlier_round_does_not_count_and_everybody_spoken_is_said():
    nobody = world(upto=2, opinions=pd.DataFrame(), interviews=interviews("S0", round=1))
    assert gaps(nobody)[1]["spoken"] == {"n": 0, "of": 13}
    assert gaps(world(interviews=interviews(*roster()["person_id"])))[1]["spoken_all"] == {"n": 13, "of": 13}


def test_topics_are_named_by_what_is_missing_of_them():
    topics = pd.DataFrame({"topic_id": ["T0", "T1", "T2", "T3"], "name": ["a", "b", "c", "d"], "stake_1to5": [1, 2, None, 4]})
    given = {"T0": {"claimed_1to5": "3"}, "T1": {"private_1to5": "3"}, "T2": {"claimed_1to5": "declined"}, "T3": {"claimed_1to5": "1", "private_1to5": "1"}}
    answers = pd.DataFrame([{"round": 1, "person_id": "S0", "topic_id": t, **answer} for t, answer in given.items()])
    _, named = gaps(world(topics=topics, opinions=answers))
    assert {code: named[code]["topics"] for code in ("no_private", "no_claimed", "no_answers", "no_stake")} == {
        "no_private": ["a"], "no_claimed": ["b"], "no_answers": ["c"], "no_stake": ["c"]}


def test_two_parties_are_told_that_nobody_is_anonymous_B02():
    two = pd.DataFrame({"party_id": ["A", "B"], "name": ["x", "y"], "type_code": "builder"})
    assert "two_parties" in gaps(world(parties=two))[1] and "two_parties" not in gaps(world())[1]


def test_a_shared_page_says_nothing_about_who_was_spoken_or_which_sheet_stayed_empty():
    seen = permitted(world(interviews=interviews("S0")), "session")
    covered, named = gaps(seen)
    assert seen.shared and covered == [] and set(named) == {"missing_decisions", "missing_published"}
    assert not world().shared and not from_frames({}, 1).shared


def test_what_the_first_interviews_do_without_weighs_less_than_what_they_need():
    said = what_was_said(from_frames({}, 1))
    weights = {f.code: f.weight for f in say_gaps(from_frames({}, 1), said, [])}
    assert max(weights[f"intake.{name}"] for name in LATER) < min(w for code, w in weights.items() if code.removeprefix("intake.") not in LATER)
