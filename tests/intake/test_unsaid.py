"""Claimed against private agreement per topic, as figures and as published classes."""

import math

import pandas as pd
import pytest

from alliance_lib.assumptions import load
from alliance_lib.intake.agreement import AnotherDay
from alliance_lib.intake.said import what_was_said
from alliance_lib.intake.unsaid import CLAIMED, PRIVATE, agreement_by_topic, published_classes, say_classes, say_numbers
from worlds import roster, world

DAY = AnotherDay(0.1, 500, seed=1)
STEERING = [f"S{n}" for n in range(5)]


def asked(claimed, private, mention=None, people=STEERING, topic="T0"):
    codes = mention or [None] * len(people)
    return pd.DataFrame([{"round": 1, "person_id": p, "topic_id": topic, "claimed_1to5": c, "private_1to5": q, "mention_code": m}
                         for p, c, q, m in zip(people, claimed, private, codes, strict=True)])


def found(opinions, **frames):
    return agreement_by_topic(what_was_said(world(opinions=opinions, **frames)), load("intake"), DAY)


def published(*rows):
    names = ["round", "topic_id", "question_code", "cell_code", "figure_code", "reason_code"]
    return world(published=pd.DataFrame(rows, columns=names))


def test_a_group_that_claims_one_line_and_is_two_camps_in_private_shows_the_whole_gap_A28():
    people = [*STEERING[:4]]
    row, = found(asked("4444", "1155", people=people))
    assert row["claimed"] == 1 and row["private"] == -1 and row["gap"] == 2
    assert row["gap_share"] == 1 and row["above_band"] and row["mean_difference"] == 2


def test_everybody_the_same_in_both_shows_no_gap_and_names_nothing():
    rows = found(asked("33333", "33333"))
    assert rows[0]["gap"] == 0 and not rows[0]["above_band"] and not rows[0]["undiscussed"]
    assert [f.code for f in say_numbers(rows)] == ["intake.no_apparent_agreement"]


def test_a_party_with_more_people_has_one_vote_all_the_same():
    people = ["S0", "J0", "J5", "S1", "S2"]  # three of party A
    row, = found(asked("44444", "11155", people=people))
    alone, = found(asked("444", "155", people=["S0", "S1", "S2"]))
    assert row["private"] == pytest.approx(alone["private"])


def test_undiscussed_is_a_gap_beyond_chance_that_few_brought_up_in_the_group_A29():
    wide = (["4"] * 13, ["1", "5", "1", "5", "5", "1", "5", "1", "5", "5", "1", "5", "1"])
    people = list(roster()["person_id"])
    silent = found(asked(*wide, mention=["private"] * 12 + ["group"], people=people))
    spoken = found(asked(*wide, mention=["group"] * 12 + ["private"], people=people))
    unknown = found(asked(*wide, people=people))
    assert [rows[0]["above_band"] for rows in (silent, spoken, unknown)] == [True] * 3
    assert [rows[0]["undiscussed"] for rows in (silent, spoken, unknown)] == [True, False, False]
    assert [f.code for f in say_numbers(silent)] == ["intake.apparent_agreement", "intake.undiscussed"]
    assert silent[0]["kept_private"] == pytest.approx(12 / 13) and silent[0]["kept_low"] == silent[0]["kept_high"] == 12


def test_who_was_not_interviewed_widens_the_bounds_and_changes_no_figure():
    row, = found(asked("44444", "11555", mention=["private"] * 5))
    assert row["kept_private"] == 1 and row["kept_low"] < row["kept_high"] == 13


def test_a_topic_with_one_of_the_two_questions_has_no_gap_and_an_unanswered_topic_no_row():
    row, = found(asked("44444", [None] * 5))
    assert math.isnan(row["gap"]) and math.isnan(row["private"]) and row["private_count"] == 0
    assert say_numbers([row]) == []
    assert found(asked(["declined"] * 5, [None] * 5)) == []


def test_topics_are_named_with_the_widest_gap_first():
    people = list(roster()["person_id"])
    camps, near = [*"1515515155151"], [*"1534315341535"]
    both = pd.concat([asked([*"4444444444444"], near, people=people), asked([*"4444444444444"], camps, people=people, topic="T1")])
    first = say_numbers(found(both))[0]
    assert first.facts["topics"][0] == "tweede" and first.subject == "T1"


def test_published_classes_say_one_line_in_the_group_and_divided_in_private():
    rows = published_classes(published((1, "T0", CLAIMED, "all", "agreed", None), (1, "T0", PRIVATE, "steering", "agreed", None),
                                       (1, "T0", PRIVATE, "project", "divided", None), (1, "T1", CLAIMED, "all", "divided", None),
                                       (1, "T1", PRIVATE, "all", "divided", None)))
    assert [(row["topic_id"], row["cell_code"], row["claimed_code"], row["private_code"]) for row in rows] == [
        ("T0", "all", "agreed", None), ("T0", "steering", None, "agreed"), ("T0", "project", None, "divided"),
        ("T1", "all", "divided", "divided")]
    said, = say_classes(rows)
    assert said.code == "intake.one_line_divided" and said.facts["topics"] == ["eerste"] and said.facts["of"] == 2


def test_a_topic_without_a_figure_says_why():
    rows = published_classes(published((1, "T0", CLAIMED, "all", None, "few_people"), (1, "T0", PRIVATE, "all", None, "few_people")))
    said, = say_classes(rows)
    assert said.code == "intake.not_published" and said.facts == {"n": 1, "topics": ["eerste"], "reason": "few_people"}


def test_classes_of_different_rounds_are_never_compared():
    frame = pd.DataFrame({"round": [1, 1, 2, 2], "topic_id": "T0", "question_code": [CLAIMED, PRIVATE] * 2, "cell_code": "all",
                          "figure_code": ["agreed", "divided", "agreed", None], "reason_code": [None, None, None, "few_people"]})
    row, = published_classes(world(upto=2, published=frame))
    assert (row["claimed_code"], row["private_code"], row["reason_code"]) == ("agreed", None, "few_people")
    assert [f.code for f in say_classes([row])] == []


def test_topics_of_a_shared_page_stand_in_their_own_order_whatever_was_published():
    rows = published_classes(published((1, "T1", CLAIMED, "all", "agreed", None), (1, "T0", CLAIMED, "all", "agreed", None)))
    assert [row["topic_id"] for row in rows] == ["T0", "T1"]


def test_the_order_of_the_answers_and_of_the_people_does_not_matter():
    answers = asked(["4"] * 13, [*"1515515155151"], people=list(roster()["person_id"]))
    shuffled = answers.sample(frac=1, random_state=1)
    turned = found(shuffled, people=roster().sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(pd.DataFrame(found(answers)), pd.DataFrame(turned))
