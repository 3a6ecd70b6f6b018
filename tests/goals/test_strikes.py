"""The reason for a strike, and the smallest change that would have saved the goal."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.goals import equal_shares
from alliance_lib.goals.strikes import why_struck

COSTS = pd.Series({"p0": 1.0, "p1": 0.9, "p2": 2.0, "p3": 1.09})
VOTES = pd.DataFrame({"p0": [1, 0, 0, 0], "p1": [0, 1, 1, 0], "p2": [0, 1, 1, 1], "p3": [0, 1, 1, 0]})


def test_supporters_had_so_much_left_and_so_much_was_needed():
    rounds = equal_shares(VOTES, COSTS, 4).rounds[0]
    (row,) = why_struck(rounds, VOTES, COSTS, 4).to_dict("records")
    assert (row["goal"], row["reason"], row["supporters"]) == ("p2", "too_dear", (1, 2, 3))
    assert (row["had"], row["needed"]) == (pytest.approx(1.01), 2.0)  # 4 - 1 (p0) - .9 - 1.09


def test_a_goal_that_nobody_wants_is_not_saved_by_a_lower_cost():
    votes, costs = pd.DataFrame({"a": [1], "b": [0]}), pd.Series({"a": 1, "b": 1})
    (row,) = why_struck(equal_shares(votes, costs, 1).rounds[0], votes, costs, 1).to_dict("records")
    assert row["reason"] == "no_supporter"
    assert np.isnan(row["saved_at_cost"])


def random_case(seed: int):
    rng = np.random.default_rng(seed)
    votes = pd.DataFrame(rng.integers(0, 5, (4, 6)))
    return votes, pd.Series(rng.uniform(1, 5, 6).round(4)), 6  # crooked costs: no ties


def bought_somewhere(votes, costs, budget, goal) -> bool:
    return any(goal in outcome for outcome in equal_shares(votes, costs, budget).outcomes)


def priced(costs: pd.Series, goal, cost: float) -> pd.Series:
    return costs.where(costs.index != goal, cost)


def test_at_the_stated_cost_the_goal_is_bought_and_a_hair_above_it_is_not():
    checked = 0
    for seed in range(25):
        votes, costs, budget = random_case(seed)
        result = equal_shares(votes, costs, budget)
        for row in why_struck(result.rounds[0], votes, costs, budget).itertuples():
            if row.reason == "no_supporter":
                continue
            assert bought_somewhere(votes, priced(costs, row.goal, row.saved_at_cost - 1e-6), budget, row.goal)
            assert not bought_somewhere(votes, priced(costs, row.goal, row.saved_at_cost + 1e-6), budget, row.goal)
            checked += 1
    assert checked > 20


def test_the_stated_points_by_one_party_save_the_goal_and_one_point_less_does_not():
    checked = 0
    for seed in range(40):
        votes, costs, budget = random_case(seed)
        result = equal_shares(votes, costs, budget)
        for row in why_struck(result.rounds[0], votes, costs, budget).itertuples():
            for party in row.saved_by:
                more = votes.copy()
                more.loc[party, row.goal] += int(row.saved_by_points)
                assert bought_somewhere(more, costs, budget, row.goal)
                more.loc[party, row.goal] -= 1
                assert row.saved_by_points == 1 or not bought_somewhere(more, costs, budget, row.goal)
                checked += 1
    assert checked > 20
