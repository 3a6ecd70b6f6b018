"""The best set within the budget is the best of all sets."""

from itertools import product

import numpy as np
import pytest

from alliance_lib.goals.knapsack import best_sets


@pytest.mark.parametrize("kind", [np.int64, float])
def test_it_equals_trying_every_set(kind):
    for seed in range(150):
        rng = np.random.default_rng(seed)
        goals = int(rng.integers(1, 10))
        costs = rng.integers(0, 8, goals).astype(kind)
        budget = kind(rng.integers(0, 20))
        values = rng.random((3, goals)) if seed % 2 else rng.integers(0, 5, (3, goals)).astype(float)
        every = np.array(list(product([0, 1], repeat=goals)))
        every = every[every @ costs <= budget]
        taken = best_sets(values, costs, budget)
        assert (taken @ costs <= budget).all()
        assert (taken * values).sum(axis=1) == pytest.approx((every @ values.T).max(axis=0))


def test_worthless_goals_stay_out_and_free_ones_come_in():
    taken = best_sets(np.array([[0.0, 1.0, 2.0]]), np.array([0, 0, 5]), 4)
    assert taken.tolist() == [[False, True, False]]


def test_it_stays_exact_when_the_list_of_pairs_outgrows_its_first_room():
    rng = np.random.default_rng(1)
    costs = rng.integers(10**6, 10**8, 18)
    values = costs + rng.random((1, 18)) * 1000  # value nearly equal to cost: little can be pruned
    budget = int(costs.sum() // 2)
    every = ((np.arange(2**18)[:, None] >> np.arange(18)) & 1).astype(float)
    within = every[every @ costs <= budget]
    assert (best_sets(values, costs, budget) * values).sum() == pytest.approx((within @ values[0]).max(), rel=1e-12)
