"""One step of leximin: the largest sum of the k smallest shares."""

from itertools import product

import numpy as np
import pytest

from alliance_lib.goals.ordered import Choice, choose


def problem(seed: int) -> Choice:
    rng = np.random.default_rng(seed)
    shares = rng.random((4, 7)) / 3
    return Choice(shares, rng.integers(1, 4, 7).astype(float), 6.0, np.zeros(7), np.ones(7))


def smallest(choice: Choice, taken, k: int) -> float:
    return float(np.sort(choice.shares @ np.array(taken))[:k].sum())


@pytest.mark.parametrize("k", [1, 2, 4])
def test_no_other_selection_does_better_on_the_k_smallest(k):
    choice = problem(k)
    every = [pick for pick in product([0, 1], repeat=7) if choice.costs @ np.array(pick) <= 6]
    found = choose(choice, [0.0] * k, [])
    assert smallest(choice, found, k) == pytest.approx(max(smallest(choice, pick, k) for pick in every), abs=1e-6)


def test_an_excluded_selection_is_not_given_again_and_a_floor_too_high_gives_none():
    choice = problem(9)
    first = choose(choice, [0.0], [])
    assert choose(choice, [0.0], [first]) != first
    assert choose(choice, [9.0], []) is None


def test_with_a_gain_the_total_is_maximised_above_the_floors():
    choice = problem(3)
    gain = np.arange(7.0)
    floor = smallest(choice, choose(choice, [0.0], []), 1)
    every = [pick for pick in product([0, 1], repeat=7) if choice.costs @ np.array(pick) <= 6 and smallest(choice, pick, 1) >= floor]
    assert gain @ np.array(choose(choice, [floor], [], gain)) == pytest.approx(max(gain @ np.array(pick) for pick in every))
