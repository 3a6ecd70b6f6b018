"""The calculation proposes, the people decide: both are shown, and where they differ is said."""

import pandas as pd
from goal_worlds import ASSUME, PARTIES, chosen, made

from alliance_lib.goals.decided import goal_rows, latest_choices, read_decided, say_decided, say_risk, say_shares, share_rows
from alliance_lib.goals.proposal import propose_goals
from alliance_lib.goals.worth import read_worth

VALUES = {"N": {"a": (4, 0), "b": (0, 0), "c": (1, 0)}, "Z": {"a": (3, 0), "b": (1, 0), "c": (2, 0)}, "O": {"a": (0, 2), "b": (4, 0), "c": (0, 0)}}
NAMES = {goal: f"doel {goal}" for goal in "abc"}


def read(choices=None, budget=1, values=VALUES):
    frames = {} if choices is None else {"goal_choices": choices}
    alliance = made(values, **frames)
    worth = read_worth(alliance)
    found = propose_goals(worth, ASSUME.with_values(goal_budget=budget), seed=1)
    return alliance, worth, found, read_decided(alliance)


def codes(choices=None, budget=1) -> dict:
    alliance, worth, found, decided = read(choices, budget)
    told = [*say_decided(decided, found, alliance["goals"], budget), *say_shares(share_rows(worth, found, decided, PARTIES, {}), worth, PARTIES)]
    return {one.code: one.facts for one in told}


def test_a_later_round_replaces_an_earlier_choice_and_keeps_the_others():
    rows = pd.DataFrame({"round": [2, 1, 1], "goal_id": ["a", "a", "b"], "choice_code": ["keep", "later", "no"]})
    assert latest_choices(rows, "goal_id")["choice_code"].to_dict() == {"a": "keep", "b": "no"}


def test_proposal_and_decision_stand_in_one_row_and_what_was_not_decided_stays_empty():
    alliance, worth, found, decided = read(chosen(a="keep"))
    rows = {row["goal_id"]: row for row in goal_rows(alliance["goals"], worth, found, decided)}
    assert rows["a"]["choice_code"] == "keep" and rows["a"]["reason"] == "omdat" and rows["b"]["choice_code"] is None
    assert rows["a"]["supporters_count"] == 2


def test_a_decision_like_the_proposal_says_so_and_another_one_names_the_goals():
    assert "goals.same_as_proposed" in codes(chosen(a="keep", b="no", c="later"))
    other = codes(chosen(a="no", b="keep", c="later"))
    assert other["goals.kept_unproposed"]["goals"] == ["doel b"] and other["goals.struck_proposed"]["goals"] == ["doel a"]


def test_a_goal_too_many_asks_what_drops():
    told = codes(chosen(a="keep", b="keep", c="no"))
    assert told["goals.over_budget"] == {"n": 2, "points": 2.0, "budget": 1}
    assert "goals.over_budget" not in codes(chosen(a="keep", b="keep", c="no"), budget=2)


def test_what_is_not_decided_yet_is_named_and_no_decision_at_all_is_one_sentence():
    assert codes(chosen(a="keep"))["goals.undecided"]["goals"] == ["doel b", "doel c"]
    assert "goals.missing_choices" in codes()


def test_nobody_ends_with_nothing_without_a_warning():
    assert codes(chosen(a="keep", b="no", c="no"))["goals.empty_decided"]["parties"] == ["Oost"]
    assert "goals.empty_decided" not in codes(chosen(a="keep", b="keep", c="no"), budget=2)


def test_shares_and_losses_are_of_the_most_a_party_could_get_alone():
    _, worth, found, decided = read(chosen(a="no", b="keep", c="no"))
    row = {row["party_id"]: row for row in share_rows(worth, found, decided, PARTIES, {})}["Z"]
    assert row["most"] == 3 and row["share_decided"] == 1 / 3 and row["loss_decided"] == 2


def test_everything_for_everybody_is_said_as_such():
    assert codes(chosen(a="keep", b="keep", c="keep"), budget=3)["goals.whole_decided"] == {"n": 3}


def test_a_party_that_no_goal_serves_is_named():
    values = {"N": {"a": (4, 0)}, "Z": {"a": (1, 3)}}
    _, worth, found, decided = read(values=values)
    rows = share_rows(worth, found, decided, PARTIES, {})
    assert [row["party_id"] for row in rows] == ["N"]
    assert {one.code: one.facts for one in say_shares(rows, worth, PARTIES)}["goals.nothing_to_gain"]["parties"] == ["Zuid"]


def test_a_goal_that_stays_with_more_risk_than_benefit_for_a_party_says_so():
    _, worth, _, _ = read()
    assert say_risk(worth, ["a"], NAMES, PARTIES)[0].facts["parties"] == ["Oost"]
    assert say_risk(worth, ["b", "unknown"], NAMES, PARTIES) == []


def test_without_values_there_are_no_shares():
    _, worth, found, decided = read(values={})
    assert share_rows(worth, found, decided, PARTIES, {}) == []
