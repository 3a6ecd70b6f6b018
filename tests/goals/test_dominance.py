"""Duplicates and goals that another goal makes superfluous."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.goals.dominance import dominated

PARTIES = ["north", "south"]


def found(profiles: dict, costs: dict) -> dict:
    table = dominated(pd.DataFrame(profiles, index=PARTIES), pd.Series(costs))
    return {row.goal: (row.by, row.kind) for row in table.itertuples()}


def test_of_duplicates_the_first_stays():
    assert found({"a": [1, 2], "b": [1, 2]}, {"a": 1, "b": 1}) == {"b": ("a", "duplicate")}


def test_the_same_for_less_attention_makes_the_dearer_one_superfluous():
    assert found({"a": [1, 2], "b": [1, 2]}, {"a": 2, "b": 1}) == {"a": ("b", "dominated")}


def test_more_for_one_party_and_less_for_another_is_a_choice_not_dominance():
    assert found({"a": [2, 1], "b": [1, 2]}, {"a": 1, "b": 1}) == {}


def test_better_but_dearer_is_a_choice_too():
    assert found({"a": [2, 2], "b": [1, 1]}, {"a": 3, "b": 1}) == {}


def test_the_goal_named_as_reason_stays_itself():
    chain = found({"a": [1, 1], "b": [2, 2], "c": [3, 3]}, {"a": 1, "b": 1, "c": 1})
    assert chain == {"a": ("c", "dominated"), "b": ("c", "dominated")}


def test_the_goals_that_stay_never_make_each_other_superfluous():
    rng = np.random.default_rng(0)
    profiles, costs = pd.DataFrame(rng.integers(0, 3, (3, 30))), pd.Series(rng.integers(1, 3, 30))
    stay = [goal for goal in profiles if goal not in set(dominated(profiles, costs)["goal"])]
    assert 0 < len(stay) < 30
    assert dominated(profiles[stay], costs[stay]).empty


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="same goals"):
        found({"a": [1, 2]}, {"b": 1})
    with pytest.raises(ValueError, match="finite"):
        found({"a": [1, np.nan]}, {"a": 1})
