"""Decisions that go back and forth."""

import pandas as pd
import pytest

from alliance_lib.intake.bouncing import Path, path, travelled
from demo_frames import demo
from worlds import world


def steps(decision, *taken):
    """Each (level, outcome), a week apart; all before the reference date of a world."""
    days = pd.date_range("2024-06-03", periods=len(taken), freq="7D")
    return pd.DataFrame([{"decision_id": decision, "step_date": day, "level_code": level, "outcome_code": outcome}
                         for day, (level, outcome) in zip(days, taken, strict=True)])


def decisions(*names):
    return pd.DataFrame({"decision_id": names, "subject": [f"over {n}" for n in names], "level_code": "steering", "asked_date": pd.Timestamp("2024-06-03")})


@pytest.mark.parametrize(("places", "moves", "returns"), [
    ("", 0, 0), ("a", 0, 0), ("aaa", 0, 0), ("ab", 1, 0), ("aba", 2, 1), ("abab", 3, 2), ("abcb", 3, 1), ("aabbaa", 2, 1), ("abca", 3, 1)])
def test_a_return_is_a_move_to_where_it_was_before_and_staying_is_no_move_A20(places, moves, returns):
    assert path(list(places)) == Path(moves, returns)


def test_a_decision_that_came_back_is_named_with_how_often_and_postponements_are_counted_A20():
    taken = pd.concat([steps("B1", ("project", "asked"), ("steering", "postponed"), ("project", "sent_on"), ("steering", "postponed")),
                       steps("B2", ("project", "asked"), ("project", "decided"))])
    rows, said = travelled(world(decisions=decisions("B1", "B2"), decision_steps=taken))
    assert [(row["decision_id"], row["returns_count"], row["postponed_count"]) for row in rows] == [("B1", 2, 2), ("B2", 0, 0)]
    facts = {f.code: f.facts for f in said}
    assert facts["intake.bounced"] == {"n": 1, "of": 2, "subject": "over B1", "returns": 2}
    assert facts["intake.postponed"] == {"n": 1, "of": 2, "times": 2}


def test_two_meetings_of_one_level_are_two_places():
    taken = steps("B1", ("project", "asked"), ("project", "sent_on"), ("project", "postponed")).assign(body_id=["O1", "O2", "O1"])
    rows, _ = travelled(world(decisions=decisions("B1"), decision_steps=taken))
    assert (rows[0]["moves_count"], rows[0]["returns_count"]) == (2, 1)


def test_the_order_of_the_rows_decides_nothing():
    taken = steps("B1", ("project", "asked"), ("steering", "postponed"), ("project", "sent_on"))
    given = [world(decisions=decisions("B1"), decision_steps=rows) for rows in (taken, taken.iloc[::-1])]
    assert travelled(given[0]) == travelled(given[1])


def test_a_step_after_the_reference_date_has_not_happened_and_no_steps_say_nothing():
    first, last = (travelled(demo(number))[0] for number in (1, 3))
    assert sum(row["steps_count"] for row in first) < sum(row["steps_count"] for row in last) == len(demo(3)["decision_steps"])
    assert travelled(world()) == ([], [])
