"""An answer given on another day: one step up or down, never off the scale, never out of silence."""

import numpy as np
import pytest

from alliance_lib.perturb import one_step

EVERYBODY = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, np.nan]])


def test_nobody_moves_where_the_probability_is_nought():
    assert (one_step([1, 3, 5], 0.0, 4, seed=1, scale=(1, 5)) == [1, 3, 5]).all()


def test_everybody_moves_exactly_one_step_where_the_probability_is_one():
    moved = one_step(np.full(500, 3.0), 1.0, 4, seed=1, scale=(1, 5))
    assert set(moved.ravel()) == {2.0, 4.0}


def test_as_many_move_as_the_probability_says_half_of_them_up():
    steps = one_step(np.full(100_000, 3.0), 0.2, 1, seed=1, scale=(1, 5)) - 3
    # Four standard errors of a share of 0.1 in 100,000 draws: 4 * sqrt(0.1 * 0.9 / 100,000) = 0.0038.
    assert abs((steps == 1).mean() - 0.1) < 0.0038 and abs((steps == -1).mean() - 0.1) < 0.0038


def test_a_move_that_would_leave_the_scale_stays_on_its_end():
    moved = one_step([1.0, 5.0], 1.0, 300, seed=1, scale=(1, 5))
    assert set(moved[:, 0]) == {1.0, 2.0} and set(moved[:, 1]) == {4.0, 5.0}


def test_who_did_not_answer_does_not_answer_on_another_day_either():
    moved = one_step(EVERYBODY, 1.0, 50, seed=1, scale=(1, 5))
    assert moved.shape == (50, 2, 3) and np.isnan(moved[:, 1, 2]).all() and not np.isnan(moved[:, 0]).any()


def test_the_same_seed_draws_the_same_days_and_another_seed_others():
    drawn = [one_step(EVERYBODY, 0.5, 20, seed=seed, scale=(1, 5)) for seed in (7, 7, 8)]
    assert np.array_equal(drawn[0], drawn[1], equal_nan=True) and not np.array_equal(drawn[0], drawn[2], equal_nan=True)


def test_the_answers_that_were_given_stay_as_they_were():
    given = EVERYBODY.copy()
    one_step(given, 1.0, 3, seed=1, scale=(1, 5))
    assert np.array_equal(given, EVERYBODY, equal_nan=True)


def test_nobody_asked_gives_an_empty_picture():
    assert one_step([], 0.5, 3, seed=1, scale=(1, 5)).shape == (3, 0)


def test_a_scale_around_nought_works_too():
    assert set(one_step([-4.0], 1.0, 100, seed=1, scale=(-4, 4)).ravel()) == {-4.0, -3.0}


@pytest.mark.parametrize(("values", "probability"), [([3], -0.1), ([3], 1.1), ([3], float("nan")), ([np.inf], 0.1), ([0], 0.1),
                                                     ([6], 0.1)])
def test_an_impossible_probability_or_answer_is_refused(values, probability):
    with pytest.raises(ValueError, match="must lie"):
        one_step(values, probability, 1, seed=1, scale=(1, 5))
