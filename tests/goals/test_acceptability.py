"""Survival and SMAA: closed forms, limits and invariances."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from alliance_lib.goals import smaa, survival
from alliance_lib.goals.acceptability import whole
from alliance_lib.goals.stakes import read_stakes

# A, B and C under weights uniform on the simplex: C is best iff .4 < w1 < .6 (closed form).
ANALYTIC = np.array([[[1, 0], [0, 1], [0.6, 0.6]]])


def even_weights(draws: int) -> np.ndarray:
    first = (np.arange(draws) + 0.5) / draws
    return np.column_stack([first, 1 - first])


def test_smaa_gives_the_closed_form_of_three_alternatives():
    result = smaa(ANALYTIC, even_weights(10_000))
    assert result.acceptability[:, 0] == pytest.approx([0.4, 0.4, 0.2])
    assert result.central_weights[:, 0] == pytest.approx([0.8, 0.2, 0.5])
    assert result.confidence.tolist() == [1, 1, 1]


def test_every_rank_is_taken_once_per_draw():
    rng = np.random.default_rng(0)
    result = smaa(rng.integers(0, 3, (300, 5, 2)), rng.dirichlet([1, 1], 300))
    assert result.acceptability.sum(axis=0) == pytest.approx(np.ones(5))
    assert result.acceptability.sum(axis=1) == pytest.approx(np.ones(5))


def test_equal_values_share_the_ranks_they_take_up():
    result = smaa([[[2, 2], [2, 2], [1, 1]]], even_weights(10))
    assert result.acceptability.tolist() == [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]


def test_an_alternative_that_is_never_first_has_no_central_weights():
    result = smaa([[[2, 2], [1, 1]]], even_weights(10))
    assert np.isnan(result.central_weights[1]).all()
    assert np.isnan(result.confidence[1])


def test_confidence_is_taken_over_the_measurements_at_the_central_weights():
    measured = np.array([[[1.0, 0], [0.5, 0.5]], [[0.2, 0], [0.5, 0.5]]])
    weights = np.array([[1.0, 0.0], [0.0, 1.0]])
    result = smaa(measured, weights)  # first wins draw 1 with w = (1, 0); at that weight it wins 1 of 2
    assert result.central_weights.tolist() == [[1, 0], [0, 1]]
    assert result.confidence.tolist() == [0.5, 1]


def test_shuffling_the_alternatives_shuffles_the_answer():
    rng = np.random.default_rng(3)
    measured, weights = rng.random((200, 4, 3)), rng.dirichlet([1, 1, 1], 200)
    order = [2, 0, 3, 1]
    assert smaa(measured[:, order], weights).acceptability == pytest.approx(smaa(measured, weights).acceptability[order])


@pytest.mark.parametrize(
    ("measured", "weights"),
    [
        (np.ones((3, 2)), np.ones((3, 2))),
        (np.ones((3, 2, 2)), np.ones((4, 2))),
        (np.full((3, 2, 2), np.nan), np.ones((3, 2))),
        (np.ones((3, 2, 2)), -np.ones((3, 2))),
    ],
)
def test_samples_that_do_not_fit_are_refused(measured, weights):
    with pytest.raises(ValueError, match="measurements|draws"):
        smaa(measured, weights)


def test_a_goal_that_all_want_survives_and_one_that_nobody_can_pay_does_not():
    votes = pd.DataFrame({"a": [4, 4], "b": [1, 1], "c": [4, 4]}, index=["n", "s"])
    found = survival(votes, pd.Series({"a": 1, "b": 1, "c": 9}), 1, draws=300, seed=1)
    assert found.round(2).to_dict() == {"a": 1, "b": 0, "c": 0}


def test_with_two_opposed_parties_the_weights_decide_and_it_is_even():
    votes = pd.DataFrame({"a": [9, 0], "b": [0, 9]}, index=["n", "s"])
    found = survival(votes, pd.Series({"a": 1, "b": 1}), 1, draws=4_000, seed=1)
    assert found.to_dict() == pytest.approx({"a": 0.5, "b": 0.5}, abs=0.03)


def test_a_single_step_happens_as_often_as_stated():
    """One party, a at 1 and b at 0, room for one: b wins when a falls and b rises, half when equal above 0.

    P(b > a) = P(a=0) P(b=1) = .1 * .1; equal at 1: P(a=1) P(b=1) = .8 * .1, won half the time.
    """
    votes, costs = pd.DataFrame({"a": [1], "b": [0]}), pd.Series({"a": 1, "b": 1})
    found = survival(votes, costs, 1, draws=40_000, seed=2)
    assert found["b"] == pytest.approx(0.01 + 0.5 * 0.08, abs=0.005)
    assert found["a"] == pytest.approx(0.9 - 0.5 * 0.08, abs=0.005)  # when both are 0 neither is taken


def test_equal_goals_survive_equally_wherever_they_stand():
    votes = pd.DataFrame({"a": [3, 2], "b": [3, 2], "c": [3, 2]})
    found = survival(votes, pd.Series({"a": 1, "b": 1, "c": 1}), 1, draws=6_000, seed=4)
    assert found.tolist() == pytest.approx([1 / 3] * 3, abs=0.03)


def test_the_unit_of_cost_does_not_matter_and_the_seed_repeats_the_answer():
    rng = np.random.default_rng(1)
    votes, costs = pd.DataFrame(rng.integers(0, 5, (5, 9))), pd.Series(rng.integers(1, 4, 9))
    found = survival(votes, costs, 6, draws=200, seed=7)
    pd.testing.assert_series_equal(found, survival(votes, costs / 4, 1.5, draws=200, seed=7))


def test_costs_become_whole_numbers_exactly_or_floats_when_too_long():
    stakes = read_stakes(pd.DataFrame({"a": [1], "b": [1]}), pd.Series({"a": 0.1, "b": Fraction(1, 3)}), 1)
    costs, budget = whole(stakes)
    assert (costs.tolist(), budget) == ([3, 10], 30)
    long = read_stakes(pd.DataFrame({"a": [1], "b": [1]}), pd.Series({"a": 1e-17, "b": 1 / 3}), 1000)
    assert whole(long)[0].dtype == float


def test_no_draws_is_no_answer():
    with pytest.raises(ValueError, match="draws"):
        survival(pd.DataFrame({"a": [1]}), pd.Series({"a": 1}), 1, draws=0, seed=1)
