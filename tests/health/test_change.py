"""A change between two rounds is only called one if another day would not explain it."""

import math

import numpy as np
import pytest

from alliance_lib.health.change import change
from alliance_lib.perturb import one_step

NAN = float("nan")
PROBABILITY = 0.2
FIVE, FOUR = (1, 5), (1, 4)


def share_shown(true_before, true_after, scale):
    """In which share of worlds is a change called, if both rounds are answered with coding error?"""
    before, after = (
        one_step(truth, PROBABILITY, 1, seed=seed, scale=scale)[0]
        for seed, truth in enumerate((true_before, true_after), start=1)
    )
    worlds = enumerate(zip(before, after, strict=True), start=1)
    return np.mean([change(b, a, scale=scale, probability=PROBABILITY, seed=i).shown for i, (b, a) in worlds])


def opinions(worlds, highest):
    return np.random.default_rng(11).integers(1, highest + 1, (worlds, 5))


def check_worlds(worlds, scale):
    truth, room_above = opinions(worlds, scale[1]), opinions(worlds, scale[1] - 2)
    assert share_shown(truth, truth, scale) <= 0.05
    assert share_shown(room_above, room_above + 2, scale) >= 0.80
    assert share_shown(room_above + 2, room_above, scale) >= 0.80


@pytest.mark.parametrize("scale", [FIVE, FOUR])
def test_in_200_worlds_five_people_without_change_are_rarely_called_changed_and_two_steps_are_seen(scale):
    check_worlds(200, scale)


@pytest.mark.slow
@pytest.mark.parametrize("scale", [FIVE, FOUR])
def test_in_2000_worlds_five_people_without_change_are_rarely_called_changed_and_two_steps_are_seen_a19(scale):
    check_worlds(2_000, scale)


@pytest.mark.slow
@pytest.mark.parametrize("scale", [FIVE, FOUR])
def test_even_when_the_end_of_the_scale_stops_some_two_steps_are_seen_in_2000_worlds(scale):
    truth = opinions(2_000, scale[1])
    assert share_shown(truth, np.minimum(truth + 2, scale[1]), scale) >= 0.80


def test_the_same_answers_are_no_change():
    found = change([3, 4, 2, 5, 1], [3, 4, 2, 5, 1], scale=FIVE, probability=PROBABILITY, seed=1)
    assert (found.steps, found.shown, found.direction) == (0, False, "not_demonstrable")


def test_one_of_five_who_moves_one_step_is_no_demonstrable_change():
    assert not change([3, 3, 3, 3, 3], [4, 3, 3, 3, 3], scale=FIVE, probability=PROBABILITY, seed=1).shown


def test_up_and_down_mirror_each_other():
    low, high = [1, 2, 2, 1, 3], [3, 4, 4, 3, 5]
    up = change(low, high, scale=FIVE, probability=PROBABILITY, seed=1)
    down = change(high, low, scale=FIVE, probability=PROBABILITY, seed=1)
    assert (up.direction, down.direction) == ("up", "down")
    assert up.steps == -down.steps == 2 and up.low <= 2 <= up.high


def test_who_answered_only_one_round_is_left_out():
    whole = change([1, 2, 2], [3, 4, 4], scale=FIVE, probability=PROBABILITY, seed=1)
    some = change([1, NAN, 2, 2, 5], [3, 1, 4, 4, NAN], scale=FIVE, probability=PROBABILITY, seed=1)
    assert (some.pairs, some.steps, some.direction) == (whole.pairs, whole.steps, whole.direction)


@pytest.mark.parametrize(("before", "after"), [([], []), ([1], [5]), ([1, NAN], [5, 5]), ([NAN] * 5, [3] * 5)])
def test_fewer_than_two_people_in_both_rounds_are_no_group(before, after):
    found = change(before, after, scale=FIVE, probability=PROBABILITY, seed=1)
    assert not found.shown and math.isnan(found.steps) and math.isnan(found.p_up)


def test_everybody_counts_once_however_many_items_they_answered():
    before = [[1, 1, 1], [3, NAN, NAN]]
    after = [[2, 2, 2], [5, NAN, 4]]
    found = change(before, after, scale=FIVE, probability=0, seed=1)
    assert found.steps == (1 + 2) / 2 and found.pairs == 2


def test_items_that_cancel_out_are_no_change_even_without_coding_error():
    before, after = [[1, 1, 1], [2, 2, 2]], [[2, 1, 1], [1, 2, 2]]
    found = change(before, after, scale=FIVE, probability=0, seed=1)
    assert (found.p_up, found.p_down, found.shown) == (0, 0, False)


def test_the_same_seed_gives_the_same_answer_and_the_answers_stay_as_they_were():
    before, after = np.array([1.0, 3, 2]), np.array([2.0, NAN, 4])
    kept = after.copy()
    first, second = (change(before, after, scale=FIVE, probability=PROBABILITY, seed=3) for _ in range(2))
    assert first == second
    np.testing.assert_array_equal(after, kept)


@pytest.mark.parametrize(
    ("before", "after", "probability"),
    [([1, 2], [1, 2, 3], 0.2), ([1, 2], [1, 6], 0.2), ([1, 2], [1, math.inf], 0.2), ([1, 2], [1, 2], 1.2), (1, 2, 0.2)],
)
def test_unequal_rounds_answers_off_the_scale_and_impossible_probabilities_are_refused(before, after, probability):
    with pytest.raises(ValueError):
        change(before, after, scale=FIVE, probability=probability, seed=1)
