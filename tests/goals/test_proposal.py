"""The proposal takes a fair set within the attention there is, and says why the others fall out."""

import pandas as pd
from demo_frames import demo
from goal_worlds import ASSUME, PARTIES, made

from alliance_lib.goals.proposal import payment_rows, proposal_steps, propose_goals, say_proposal, struck_rows
from alliance_lib.goals.worth import read_worth

# Two goals for two parties each and one that everybody likes a little; there is attention for two.
SPLIT = {"N": {"a": (4, 0), "b": (0, 0), "c": (1, 0)}, "Z": {"a": (4, 1), "b": (0, 0), "c": (1, 0)},
         "O": {"a": (0, 0), "b": (4, 0), "c": (1, 0)}}


def found_in(values, **changed):
    return propose_goals(read_worth(made(values)), ASSUME.with_values(**changed), seed=1)


def said(found, values) -> dict:
    names = {goal: f"doel {goal}" for row in values.values() for goal in row}
    return {one.code: one.facts for one in say_proposal(found, names, struck_rows(found, names, PARTIES))}


def test_the_demo_ends_with_three_goals_that_surely_survive_and_the_five_er_goals_fall_out_first():
    found = propose_goals(read_worth(demo(3)), ASSUME, seed=1)
    assert set(found.selected) == {"D06", "D07", "D08"} and found.tied == ()
    assert {goal for goal, code in found.codes.items() if code == "keep"} == set(found.selected)
    assert {"D01", "D02", "D03", "D04", "D05"} <= set(found.first_out["goal"])


def test_with_room_for_all_goals_nothing_has_to_make_way():
    values = {"N": {"a": (4, 0), "b": (1, 0)}, "Z": {"a": (4, 0), "b": (1, 0)}}
    found = found_in(values, goal_budget=2)
    assert found.selected == ("a", "b") and found.first_out.empty and set(found.codes.values()) == {"keep"}
    assert said(found, values)["goals.proposal_all"]["n"] == 2


def test_a_dominated_goal_falls_out_and_is_named_with_the_goal_that_does_more():
    values = {"N": {"a": (4, 0), "b": (1, 0)}, "Z": {"a": (4, 0), "b": (1, 0)}}
    found = found_in(values, goal_budget=1)
    assert found.selected == ("a",) and said(found, values)["goals.dominated"] == {"n": 1, "goals": ["doel b"], "by": "doel a"}
    assert proposal_steps(found, {"a": "A", "b": "B"}) == [("dominated", "B", "A", ""), ("bought", "A", 1.0, 0.0)]


def test_a_goal_with_less_risk_is_not_dominated_by_one_that_serves_more():
    found = found_in({"N": {"a": (4, 1), "b": (1, 0)}, "Z": {"a": (4, 1), "b": (1, 0)}}, goal_budget=1)
    assert found.first_out.empty


def test_a_dominated_goal_comes_back_when_there_is_room_left():
    values = {"N": {"a": (4, 0), "b": (3, 0), "c": (2, 1)}, "Z": {"a": (4, 0), "b": (3, 0), "c": (2, 1)}}
    found = found_in(values, goal_budget=2)
    assert set(found.first_out["goal"]) == {"b", "c"} and found.selected == ("a", "b")
    assert proposal_steps(found, dict(a="A", b="B", c="C"))[-1][:2] == ("completed", "B")


def test_the_same_values_twice_are_one_goal():
    values = {"N": {"a": (4, 0), "b": (4, 0), "c": (0, 0)}, "Z": {"a": (2, 1), "b": (2, 1), "c": (1, 0)}}
    found = found_in(values, goal_budget=2)
    assert "b" not in found.selected and said(found, values)["goals.duplicate"]["by"] == "doel a"


def test_equal_goals_of_two_parties_are_a_tie_for_people_not_for_the_alphabet():
    values = {"N": {"a": (4, 0), "b": (0, 0)}, "Z": {"a": (0, 0), "b": (4, 0)}}
    found = found_in(values, goal_budget=1)
    assert found.tied == ("a", "b") and set(found.codes.values()) == {"agenda"}
    assert said(found, values)["goals.tie"]["goals"] == ["doel a", "doel b"]


def test_a_goal_nobody_gains_from_says_so():
    values = {"N": {"a": (4, 0), "b": (1, 3)}, "Z": {"a": (0, 1), "b": (0, 0)}}
    found = found_in(values, goal_budget=1)
    assert "b" not in found.selected
    assert said(found, values)["goals.struck_no_supporter"] == {"goal": "doel b"}


def test_the_payments_add_up_to_the_cost_of_each_goal():
    rows = pd.DataFrame(payment_rows(found_in(SPLIT, goal_budget=2), dict(a="A", b="B", c="C"), PARTIES))
    assert rows.groupby("goal_id")["paid"].sum().round(9).eq(1).all() and (rows["left"] >= 0).all()


def test_a_goal_that_is_too_dear_says_what_its_supporters_had_left_and_what_would_have_saved_it():
    values = {"N": {"a": (4, 0), "b": (0, 0)}, "Z": {"a": (4, 0), "b": (0, 0)}, "O": {"a": (0, 0), "b": (2, 0)}}
    found = found_in(values, goal_budget=1)
    told = said(found, values)
    assert found.selected == ("b",) or told["goals.struck_too_dear"]["supporters"] == ["Oost"]
    assert {"goals.saved_at_cost", "goals.saved_by_points"} & set(told)


def test_without_values_there_is_no_proposal():
    assert propose_goals(read_worth(made({})), ASSUME, seed=1) is None
