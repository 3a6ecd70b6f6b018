"""What is delivered when, and what is still missing about it."""

import pandas as pd
from goal_worlds import made

from alliance_lib.goals.deliverables import deliverable_rows, say_deliverables

GOALS = {"a": "doel a", "b": "doel b"}
ONE = {"deliverable_id": "R1", "text": "Lijst", "goal_id": "a", "owner_party_id": "N", "start_date": "2026-01-05", "end_date": "2026-03-01",
       "acceptance": "Getekend."}


def looked(*rows, struck=(), kept=("a",)):
    values = {"N": {"a": (4, 0), "b": (2, 0)}}
    found = deliverable_rows(made(values, deliverables=pd.DataFrame(rows or None, columns=list(ONE))), struck, GOALS)
    return found, {one.code: one.facts for one in say_deliverables(found, kept, GOALS)}


def test_a_deliverable_has_a_period_an_owner_and_says_when_it_is_good_b37():
    (row,), said = looked(ONE)
    assert (row["owner"], row["goal"], row["acceptance"]) == ("Noord", "doel a", "Getekend.")
    assert set(said) == {"goals.deliverables"} and said["goals.deliverables"]["start"] == pd.Timestamp("2026-01-05")


def test_what_is_missing_is_asked_and_a_period_that_ends_before_it_begins_too_b37():
    _, said = looked(ONE | {"owner_party_id": None}, ONE | {"deliverable_id": "R2", "text": "Boek", "end_date": "2025-12-01"})
    assert said["goals.deliverable_lacking"]["names"] == ["'Lijst'"] and said["goals.deliverable_backwards"]["names"] == ["'Boek'"]


def test_a_deliverable_of_a_dropped_goal_and_a_goal_without_deliverable_are_named():
    found, said = looked(ONE, struck=("a",), kept=("b",))
    assert found[0]["is_struck"] and said["goals.deliverable_struck"]["names"] == ["'Lijst'"]
    assert said["goals.goal_without_deliverable"]["names"] == ["'doel b'"]


def test_the_order_is_by_start_and_without_dates_it_is_said():
    found, _ = looked(ONE | {"start_date": None, "end_date": None}, ONE | {"deliverable_id": "R2"})
    assert [row["deliverable_id"] for row in found] == ["R2", "R1"]
    _, said = looked(ONE | {"start_date": None, "end_date": None})
    assert {"goals.deliverables_undated", "goals.deliverable_lacking"} <= set(said)


def test_without_deliverables_there_is_one_sentence_and_without_goals_none():
    assert set(looked()[1]) == {"goals.missing_deliverables"} and say_deliverables([], [], {}) == []
