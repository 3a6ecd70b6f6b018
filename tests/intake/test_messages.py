"""Messages between the levels: which arrive, and how long that takes."""

import pandas as pd

from alliance_lib.intake.messages import between_levels
from alliance_lib.publication import permitted
from worlds import world

DAY = pd.Timestamp("2025-01-01")  # the reference date of round 1 of a world


def message(name, sender, reader, sent, arrived=None):
    return {"message_id": name, "from_level_code": sender, "to_level_code": reader, "subject": "x", "sent_date": DAY - pd.Timedelta(days=sent),
            "arrived_date": None if arrived is None else DAY - pd.Timedelta(days=arrived)}


def looked_at(*rows, **frames):
    pairs, said = between_levels(world(messages=pd.DataFrame(rows), **frames) if rows else world(**frames))
    return pairs, {f.code: f.facts for f in said}


def test_messages_that_did_not_arrive_are_counted_per_pair_of_levels_A07():
    pairs, said = looked_at(message("M1", "execution", "steering", 90), message("M2", "execution", "steering", 80, 20),
                            message("M3", "board", "project", 30, 25))
    assert [(p["from_level_code"], p["to_level_code"], p["sent_count"], p["arrived_count"]) for p in pairs] == [
        ("execution", "steering", 2, 1), ("board", "project", 1, 1)]
    assert said["intake.messages_lost"] == {"n": 1, "of": 3}


def test_half_has_arrived_when_half_of_all_has_also_those_under_way():
    """Known by hand: 60 days, then one of 90 still under way; half of two has arrived at 60."""
    _, said = looked_at(message("M1", "execution", "steering", 90), message("M2", "project", "steering", 80, 20), message("M3", "board", "project", 30, 25))
    assert said["intake.messages_days"] == {"up": 60, "down": 5}


def test_a_message_of_after_the_reference_date_was_not_sent_yet_and_one_that_arrives_later_is_under_way():
    pairs, said = looked_at(message("M1", "project", "steering", -3), message("M2", "project", "steering", 10, -5))
    assert pairs[0]["sent_count"] == 1 and pairs[0]["arrived_count"] == 0 and said["intake.messages_lost"] == {"n": 1, "of": 1}


def test_all_arrived_is_said_and_no_messages_say_nothing():
    assert "intake.messages_arrive" in looked_at(message("M1", "project", "steering", 9, 9))[1] and looked_at() == ([], {})


def test_a_shared_page_never_sees_a_message():
    alliance = world(messages=pd.DataFrame([message("M1", "project", "steering", 9)]))
    assert between_levels(permitted(alliance, "session")) == ([], [])


def test_without_a_reference_date_what_is_under_way_has_no_days():
    pairs, _ = looked_at(message("M1", "project", "steering", 9), rounds=pd.DataFrame())
    assert pairs[0]["median_days"] != pairs[0]["median_days"]
