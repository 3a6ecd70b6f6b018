"""Where it sticks, from the answers of an alliance."""

import pandas as pd

from alliance_lib.assumptions import load
from alliance_lib.intake.agreement import AnotherDay
from alliance_lib.intake.place import place_by_topic
from alliance_lib.intake.said import what_was_said
from worlds import roster, world

DAY = AnotherDay(0.1, 500, seed=1)


def placed(answer_of, people=None, **frames):
    people = roster() if people is None else people
    rows = [{"round": 1, "person_id": p["person_id"], "topic_id": topic, "private_1to5": answer_of(p, topic)}
            for p in people.to_dict("records") for topic in ("T0", "T1")]
    return place_by_topic(what_was_said(world(people=people, opinions=pd.DataFrame(rows), **frames)), load("intake"), DAY)


def test_two_levels_that_each_agree_on_something_else_stick_between_them_A07():
    rows, said = placed(lambda person, _: "1" if person["level_code"] == "steering" else "4")
    assert [row["place_code"] for row in rows] == ["between"] * 3 and rows[0]["between_steps"] == 6
    assert [(f.code, f.facts.get("topics")) for f in said] == [("intake.sticks_between", None), ("intake.topics_between", ["eerste", "tweede"])]


def test_a_divided_steering_group_above_a_calm_project_team_is_named_B35():
    camps = dict(zip("ABCDE", "11355", strict=True))
    rows, said = placed(lambda person, _: camps[person["party_id"]] if person["level_code"] == "steering" else "3")
    assert rows[0]["place_code"] == "steering" and said[0].facts["share"] >= 0.99


def test_when_nobody_differs_nobody_can_tell_where_it_sticks():
    rows, said = placed(lambda *_: "3")
    assert {row["place_code"] for row in rows} == {"unclear"} and [f.code for f in said] == ["intake.sticks_unclear"]


def test_one_silent_level_leaves_nothing_to_compare_and_is_named():
    rows, said = placed(lambda person, _: "2" if person["level_code"] == "steering" else None)
    assert rows == [] and [(f.code, f.facts["level"]) for f in said] == [("intake.missing_level", "project")]


def test_without_any_answer_the_room_says_so_elsewhere():
    assert placed(lambda *_: None) == ([], [])


def test_a_topic_that_only_one_level_answered_stays_unclear_beside_one_that_is_named():
    rows, _ = placed(lambda person, topic: ("1" if person["level_code"] == "steering" else "4") if topic == "T0"
                     else ("1" if person["level_code"] == "steering" else None))
    assert [row["place_code"] for row in rows] == ["between", "between", "unclear"]
