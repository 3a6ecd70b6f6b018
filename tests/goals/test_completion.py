"""Leximin equals full enumeration, respects what people fixed, and hands ties back."""

from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest

from alliance_lib.goals import equal_shares, leximin
from alliance_lib.goals.completion import MOST_TIES, shares

VOTES = pd.DataFrame({"a": [4, 0], "b": [1, 1], "c": [0, 4]}, index=["north", "south"])
ONE_EACH = pd.Series({"a": 1, "b": 1, "c": 1})


def by_enumeration(utilities: pd.DataFrame, costs: pd.Series, budget, keep=(), strike=()) -> set:
    """Every selection tried; the definition word for word, in exact fractions."""
    points = utilities.clip(lower=0).to_numpy().tolist()
    every = [
        pick for pick in product([0, 1], repeat=len(costs)) if sum(c for c, taken in zip(costs, pick) if taken) <= budget
    ]
    got = {pick: [sum(u for u, taken in zip(row, pick) if taken) for row in points] for pick in every}
    most = [max(totals[p] for totals in got.values()) for p in range(len(points))]
    fixed = dict.fromkeys(keep, 1) | dict.fromkeys(strike, 0)
    useless = {goal: 0 for goal in utilities if goal not in fixed and utilities[goal].max() <= 0}
    wanted = {utilities.columns.get_loc(goal): value for goal, value in (useless | fixed).items()}
    worth = {
        pick: (sorted(Fraction(t, m) for t, m in zip(totals, most) if m), sum(totals))
        for pick, totals in got.items()
        if all(pick[g] == value for g, value in wanted.items())
    }
    best = max(worth.values())
    return {tuple(g for g, taken in zip(utilities, pick) if taken) for pick, value in worth.items() if value == best}


def differs(seed: int) -> bool:
    rng = np.random.default_rng(seed)
    goals, parties = rng.integers(2, 13), rng.integers(1, 9)
    names = [f"g{i}" for i in range(goals)]
    utilities = pd.DataFrame(rng.integers(0, 5, (parties, goals)) - rng.integers(0, 5, (parties, goals)), columns=names)
    costs = pd.Series([int(c) for c in rng.integers(0, 6, goals)], index=names, dtype=object)
    budget = int(rng.integers(1, costs.sum() + 2))
    keep = names[:1] if seed % 3 == 0 and costs.iloc[0] <= budget else []
    strike = names[1:2] if seed % 2 == 0 else []
    result = leximin(utilities, costs, budget, keep, strike)
    expected = by_enumeration(utilities, costs, budget, keep, strike)
    told = {result.selected, *result.ties}
    return not told <= expected or len(told) < min(len(expected), 1 + MOST_TIES)


def test_it_equals_full_enumeration_with_all_its_ties():
    assert not [seed for seed in range(12) if differs(seed)]


@pytest.mark.slow
def test_it_equals_full_enumeration_on_200_instances_up_to_12_goals_and_8_parties():
    assert not [seed for seed in range(200) if differs(seed)]


def test_the_worst_off_party_comes_first():
    result = leximin(VOTES, ONE_EACH, 2)
    assert result.selected == ("a", "c")
    assert result.share.to_dict() == {"north": 0.8, "south": 0.8}  # 4 of the 5 points it could get
    assert result.loss.to_dict() == {"north": 1, "south": 1}
    assert result.empty_handed == ()


def test_who_ends_with_nothing_is_named():
    result = leximin(VOTES, ONE_EACH, 1, must_keep=["a"])
    assert result.empty_handed == ("south",)


def test_the_most_a_party_could_get_does_not_depend_on_what_others_fixed():
    free, fixed = leximin(VOTES, ONE_EACH, 1), leximin(VOTES, ONE_EACH, 1, must_keep=["c"], must_strike=["b"])
    assert free.selected == ("b",)
    assert (fixed.share * 4).to_dict() == {"north": 0, "south": 4}
    assert ((free.share * 4) + free.loss == 4).all()


def test_a_party_that_cannot_win_anything_is_left_out():
    votes = pd.concat([VOTES, pd.DataFrame(0, index=["east"], columns=VOTES.columns)])
    result = leximin(votes, ONE_EACH, 2)
    assert list(result.share.index) == ["north", "south"]
    assert result.empty_handed == ()


def test_equal_shares_are_settled_by_the_larger_total():
    votes = pd.DataFrame({"a": [2, 0, 0], "b": [0, 1, 0], "c": [0, 0, 4]}, index=["n", "s", "e"])
    result = leximin(votes, ONE_EACH, 2)
    assert result.selected == ("a", "c")
    assert result.ties == ()


def test_what_is_still_equal_is_shown_as_a_tie():
    votes = pd.DataFrame({"a": [2, 0, 0], "b": [0, 2, 0], "c": [0, 0, 2]}, index=["n", "s", "e"])
    result = leximin(votes, ONE_EACH, 2)
    assert {result.selected, *result.ties} == {("a", "b"), ("a", "c"), ("b", "c")}


def test_a_goal_that_serves_nobody_stays_out_unless_it_must_stay():
    votes = VOTES.assign(d=[0, -1])
    costs = pd.Series({"a": 1, "b": 1, "c": 1, "d": 0})
    assert leximin(votes, costs, 3).selected == ("a", "b", "c")
    assert leximin(votes, costs, 3, must_keep=["d"]).selected == ("a", "b", "c", "d")


def test_nobody_wants_anything():
    result = leximin(VOTES * 0, ONE_EACH, 2, must_keep=["b"])
    assert (result.selected, len(result.share), result.empty_handed) == (("b",), 0, ())


def test_it_completes_what_equal_shares_left_over_and_takes_nothing_away():
    rng = np.random.default_rng(5)
    votes, costs = pd.DataFrame(rng.integers(0, 5, (5, 9))), pd.Series(rng.integers(1, 4, 9))
    bought = equal_shares(votes, costs, 8).outcomes[0]
    completed = leximin(votes, costs, 8, must_keep=bought)
    assert set(bought) <= set(completed.selected)
    assert costs[list(completed.selected)].sum() <= 8


def test_the_budget_holds_to_the_last_decimal():
    votes = pd.DataFrame({"a": [1, 0], "b": [0, 1]})
    assert len(leximin(votes, pd.Series({"a": 0.1, "b": 0.2}), 0.3).selected) == 2
    assert len(leximin(votes, pd.Series({"a": 0.1, "b": 0.2000000001}), 0.3).selected) == 1


def test_order_of_parties_and_the_scale_of_one_party_do_not_matter():
    rng = np.random.default_rng(2)
    votes, costs = pd.DataFrame(rng.integers(0, 5, (4, 8))), pd.Series(rng.integers(1, 4, 8))
    asked = leximin(votes, costs, 7)
    stretched = leximin(votes.mul([1, 5, 1, 3], axis=0).iloc[::-1], costs, 7)
    assert sorted(stretched.share) == pytest.approx(sorted(asked.share))


@pytest.mark.parametrize(
    ("keep", "strike", "reason"), [(["a"], ["a"], "same goals"), (["x"], [], "unknown"), (["a", "b", "c"], [], "more than the budget")]
)
def test_what_cannot_be_is_refused(keep, strike, reason):
    with pytest.raises(ValueError, match=reason):
        leximin(VOTES, ONE_EACH, 2, keep, strike)


def test_the_consequence_of_a_strike_for_each_party_is_one_call():
    table = shares(VOTES, ONE_EACH, 2, kept=["b", "c"])
    assert table.loc["north"].to_dict() == {"most": 5, "got": 1, "share": 0.2}
    with pytest.raises(ValueError, match="unknown"):
        shares(VOTES, ONE_EACH, 2, kept=["x"])
