"""A strike shows at once what it takes from whom, and too many goals asks which one drops."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.goals import leximin
from alliance_lib.goals.completion import shares
from alliance_lib.goals.consequences import consequences, swaps, unserved

VOTES = pd.DataFrame({"a": [4, 0, 1], "b": [2, 2, 0], "c": [0, 3, 0], "d": [0, 0, 2]}, index=["N", "Z", "O"])
COSTS = pd.Series({"a": 1, "b": 1, "c": 1, "d": 1})


def test_a_strike_takes_exactly_what_the_goal_was_worth_to_each_party():
    struck = consequences(VOTES, COSTS, 3, ["a", "b", "c"], ["a", "b"])
    assert struck.shares["lost"].to_dict() == {"N": 0.0, "Z": 3.0, "O": 0.0}
    assert struck.shares["after"].to_dict() == pytest.approx(shares(VOTES, COSTS, 3, ["a", "b"])["share"].to_dict())
    assert (struck.spent, struck.over) == (2.0, 0.0)


def test_a_party_left_with_nothing_is_named_a37():
    assert consequences(VOTES, COSTS, 3, ["a", "b", "c"], ["b", "c"]).empty_handed == ("O",)
    assert consequences(VOTES, COSTS, 3, ["a", "b", "c"], ["a", "b"]).empty_handed == ()


def test_an_interest_is_lost_only_with_its_last_goal_a37():
    served = pd.DataFrame({"goal_id": ["a", "b", "c"], "interest_id": ["I1", "I1", "I2"]})
    assert unserved(served, ["a", "b", "c"], ["b", "c"]) == ()
    assert unserved(served, ["a", "b", "c"], ["b"]) == ("I2",)


def test_striking_and_taking_back_is_as_if_nothing_happened():
    there, back = (consequences(VOTES, COSTS, 3, *way).shares for way in ((["a", "b"], ["b"]), (["b"], ["a", "b"])))
    assert there["lost"].tolist() == (-back["lost"]).tolist() and there["before"].tolist() == back["after"].tolist()


def test_a_fourth_goal_asks_what_drops_and_the_answer_that_hurts_least_comes_first_a35():
    found = swaps(VOTES, COSTS, 3, ["a", "b", "c", "d"])
    assert consequences(VOTES, COSTS, 3, ["a", "b", "c"], ["a", "b", "c", "d"]).over == 1
    assert set(found["goal"]) == {"a", "b", "c", "d"} and found["fits"].all()
    best = leximin(VOTES, COSTS, 3)
    assert {*"abcd"} - {found["goal"].iloc[0]} == set(best.selected)
    assert found["least"].is_monotonic_decreasing


def test_the_first_swap_is_the_best_selection_without_one_goal_in_random_cases():
    rng = np.random.default_rng(5)
    for _ in range(30):
        votes = pd.DataFrame(rng.integers(0, 5, (4, 5)), columns=list("abcde")) + 1
        costs = pd.Series(1, index=list("abcde"))
        first = swaps(votes, costs, 4, list("abcde")).iloc[0]
        assert first["least"] == pytest.approx(leximin(votes, costs, 4).share.min())


def test_when_one_swap_is_not_enough_it_says_that_it_does_not_fit():
    found = swaps(VOTES, COSTS, 2, ["a", "b", "c", "d"])
    assert not found["fits"].any() and (found["spent"] == 3).all()


def test_a_goal_without_cost_makes_no_room_and_is_not_offered():
    assert set(swaps(VOTES, COSTS.where(COSTS.index != "d", 0), 2, list("abcd"))["goal"]) == set("abc")


def test_a_party_that_no_goal_serves_has_no_share():
    assert "X" not in consequences(pd.concat([VOTES, VOTES.iloc[[0]].set_axis(["X"]) * 0]), COSTS, 3, ["a"], []).shares.index


def test_an_unknown_goal_is_refused():
    with pytest.raises(ValueError, match="unknown goals"):
        consequences(VOTES, COSTS, 3, ["a"], ["z"])
    with pytest.raises(ValueError, match="unknown goals"):
        swaps(VOTES, COSTS, 3, ["a", "z"])
