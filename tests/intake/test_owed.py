"""Decisions owed: by whom and for how long."""

import math

import pandas as pd

from alliance_lib.alliance import from_frames
from alliance_lib.intake.owed import asked_by_now, open_decisions, say, waiting_by_level, waiting_curve
from worlds import world

DAY = pd.Timestamp("2025-01-01")  # the reference date of round 1 of a world


def decision(name, asked, decided=None, needed=None, owner="A", level="steering"):
    days = {"asked_date": asked, "decided_date": decided, "needed_date": needed}
    return {"decision_id": name, "subject": f"over {name}", "level_code": level, "owner_party_id": owner, "postponed_count": 1} | {
        column: None if ago is None else DAY - pd.Timedelta(days=ago) for column, ago in days.items()}


def looked_at(*decisions, **frames):
    known = asked_by_now(world(decisions=pd.DataFrame(decisions), **frames))
    owed = open_decisions(known)
    return known, owed, {f.code: f for f in say(known, owed)}


def test_the_oldest_open_decision_comes_first_with_its_owner_and_its_days_A20():
    _, owed, said = looked_at(decision("B1", 30), decision("B2", 200, needed=100), decision("B3", 400, decided=10))
    assert owed["decision_id"].tolist() == ["B2", "B1"] and owed["waiting_days"].tolist() == [200, 30]
    assert owed["overdue_days"].tolist()[0] == 100 and math.isnan(owed["overdue_days"].tolist()[1])
    assert said["intake.oldest"].facts == {"subject": "over B2", "level": "steering", "days": 200, "owner": "Partij A"}
    assert said["intake.owed"].facts == {"n": 2, "of": 3, "late": 1}


def test_a_decision_asked_after_the_reference_date_does_not_exist_yet_and_one_taken_later_is_open():
    _, owed, _ = looked_at(decision("B1", -5), decision("B2", 50, decided=-5))
    assert owed["decision_id"].tolist() == ["B2"] and owed["waiting_days"].tolist() == [50]


def test_a_decision_that_nobody_prepares_is_named_and_has_no_owner_in_its_sentence():
    _, owed, said = looked_at(decision("B1", 50, owner=None))
    assert pd.isna(owed["owner"][0]) and "intake.oldest" not in said
    assert said["intake.oldest_unowned"].facts["days"] == 50 and said["intake.unowned"].facts == {"n": 1, "subjects": ["over B1"]}


def test_complaints_that_wait_are_counted_and_unknown_when_no_complaint_names_a_decision():
    complaints = pd.DataFrame({"complaint_id": ["K1", "K2", "K3"], "round": 1, "text": "x", "symptom_level_code": "execution",
                               "decision_id": ["B1", "B1", None]})
    _, owed, said = looked_at(decision("B1", 50), decision("B2", 20), complaints=complaints)
    assert owed["complaints_count"].tolist() == [2, 0] and said["intake.complaints_wait"].facts == {"n": 2}
    _, owed, said = looked_at(decision("B1", 50), complaints=complaints.assign(decision_id=None))
    assert owed["complaints_count"].isna().all() and "intake.complaints_wait" not in said


def test_open_decisions_count_in_the_waiting_time_and_levels_go_from_low_to_high():
    known, _, _ = looked_at(decision("B1", 100, decided=90), decision("B2", 80), decision("B3", 60, level="project", decided=40))
    assert waiting_by_level(known) == [
        {"level_code": "project", "decisions_count": 1, "open_count": 0, "median_days": 20},
        {"level_code": "steering", "decisions_count": 2, "open_count": 1, "median_days": 10}]


def test_a_decision_taken_before_it_was_asked_is_named_and_left_out_of_the_waiting_time():
    known, owed, said = looked_at(decision("B1", 10, decided=30))
    assert said["intake.dates_reversed"].facts == {"n": 1} and waiting_by_level(known) == [] and owed.empty


def test_without_a_reference_date_open_decisions_are_listed_and_nobody_says_how_long():
    alliance = from_frames({"decisions": pd.DataFrame([decision("B1", 10), decision("B2", 9, decided=4)])}, 1)
    known = asked_by_now(alliance)
    owed = open_decisions(known)
    assert owed["decision_id"].tolist() == ["B1"] and math.isnan(owed["waiting_days"][0])
    assert not {"intake.oldest", "intake.oldest_unowned"} & {f.code for f in say(known, owed)}


def test_no_decision_at_all_and_none_open_are_two_things():
    assert looked_at()[2] == {}
    assert set(looked_at(decision("B1", 10, decided=5))[2]) == {"intake.nothing_owed"}


def test_the_curve_starts_with_everything_open_and_ends_where_the_longest_open_one_stands_A20():
    """By hand: asked 100, 50 and 40 days ago; one taken after 20 days, the others still open."""
    known, _, _ = looked_at(decision("B1", 100), decision("B2", 50, decided=30), decision("B3", 40))
    assert [(row["days"], round(row["still_open_share"], 3)) for row in waiting_curve(known)] == [(0, 1), (20, 0.667), (100, 0.667)]
    assert waiting_curve(asked_by_now(world())) == []
