"""Kendall's W: the same order, no order, and what chance does."""

from itertools import permutations, product

import numpy as np
import pytest
from scipy.stats import friedmanchisquare

from alliance_lib.interests import kendall_w

# Three executives rank six applicants (Siegel 1956): S = 25.5, W = .16.
SIEGEL = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]


def test_siegels_executives_hardly_agree():
    w, p = kendall_w(SIEGEL)
    assert w == pytest.approx(12 * 25.5 / (9 * (6**3 - 6)), abs=1e-12)
    assert round(w, 2) == 0.16 and 0.8 < p < 0.87


def test_the_same_order_is_one_and_its_chance_is_exact():
    assert kendall_w([[1, 2, 3, 4]] * 3) == (1, pytest.approx(1 / 24**2))


def test_opposite_orders_of_two_raters_are_zero_and_never_surprising():
    assert kendall_w([[1, 2, 3, 4], [4, 3, 2, 1]]) == (0, 1)


def test_with_ties_it_equals_friedmans_statistic_per_rater_and_item():
    ratings = np.random.default_rng(2).integers(1, 6, (5, 7))
    w, _ = kendall_w(ratings)
    assert w == pytest.approx(friedmanchisquare(*ratings.T).statistic / (5 * 6))


def test_the_exact_chance_counts_every_order():
    ratings = [[1, 2, 2, 4], [2, 1, 3, 4], [1, 1, 3, 4]]
    w, p = kendall_w(ratings)
    every = [kendall_w(orders)[0] for orders in product([ratings[0]], *(permutations(r) for r in ratings[1:]))]
    assert p == pytest.approx(np.mean(np.array(every) >= w - 1e-12))


def test_many_raters_draw_and_the_same_seed_gives_the_same_chance():
    ratings = np.random.default_rng(3).random((6, 8))
    assert kendall_w(ratings, seed=5) == kendall_w(ratings, seed=5)
    assert kendall_w(ratings)[1] == pytest.approx(friedmanchisquare(*ratings.T).pvalue, abs=0.06)


def test_draws_and_enumeration_agree_where_both_can(monkeypatch):
    exact = kendall_w(SIEGEL)[1]
    monkeypatch.setattr("alliance_lib.interests.ranking.EXACT_UP_TO", 0)
    assert kendall_w(SIEGEL)[1] == pytest.approx(exact, abs=0.015)


def test_shuffling_raters_and_items_changes_nothing():
    ratings = np.random.default_rng(4).integers(1, 6, (6, 8))
    assert kendall_w(ratings) == kendall_w(ratings[::-1, [3, 1, 0, 2, 7, 6, 5, 4]])


def test_only_the_order_counts_not_the_figures():
    assert kendall_w([[1, 20, 300], [-5, 0, 0.1]])[0] == 1


@pytest.mark.parametrize("ratings", [[[3, 3, 3], [1, 1, 1]], [[1], [2]], np.zeros((0, 3)), np.zeros((3, 0))])
def test_without_any_order_there_is_no_answer(ratings):
    assert np.isnan(kendall_w(ratings)).all()


def test_one_rater_agrees_with_himself_and_that_means_nothing():
    assert kendall_w([[1, 2, 3]]) == (1, 1)


@pytest.mark.parametrize("ratings", [[[1, np.nan]], [[1, np.inf]], [1, 2, 3]])
def test_missing_ratings_are_refused(ratings):
    with pytest.raises(ValueError):
        kendall_w(ratings)
