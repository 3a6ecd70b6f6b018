"""How good was what we forecast? Closed forms and published cases."""

import numpy as np
import pytest

from alliance_lib.scaleup import scoring


# Gneiting & Raftery 2007, closed form; the first is (sqrt 2 - 1) / sqrt pi
@pytest.mark.parametrize(
    ("mean", "sd", "observed", "crps"),
    [(0, 1, 0, 0.23369497725510913), (0, 1, 1, 0.6024413576276163), (1, 2, 3, 1.2048827152552326)],
)
def test_a_normal_forecast_scores_its_closed_form(mean, sd, observed, crps):
    assert np.isclose(scoring.crps_normal(mean, sd, observed), crps, rtol=1e-12)


# by hand: mean |x - y| - half the mean |x - x'| over all (fair: different) pairs
@pytest.mark.parametrize(
    ("members", "observed", "crps", "fair"),
    [([1, 2, 3], 2, 2 / 9, 0.0), ([0, 0, 10], 5, 25 / 9, 5 / 3)],
)
def test_a_small_ensemble_scores_what_the_pairs_say(members, observed, crps, fair):
    assert np.isclose(scoring.crps_ensemble(members, observed), crps)
    assert np.isclose(scoring.crps_ensemble(members, observed, fair=True), fair)


def test_an_ensemble_scores_like_all_its_pairs_whatever_the_shape():
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(4, 3, 25)), rng.normal(size=(4, 3))
    pairs = np.abs(x[..., :, None] - x[..., None, :]).mean((-1, -2))
    assert np.allclose(scoring.crps_ensemble(x, y), np.abs(x - y[..., None]).mean(-1) - pairs / 2)


def test_a_large_sample_of_a_normal_scores_like_the_normal():
    x = np.random.default_rng(2).normal(1, 2, 200_000)
    assert np.isclose(scoring.crps_ensemble(x, 3.0), scoring.crps_normal(1, 2, 3), rtol=0.01)


def test_a_point_forecast_scores_its_distance():
    assert scoring.crps_normal(4.0, 0.0, 7.0) == 3.0
    assert scoring.crps_ensemble([4.0], 7.0) == 3.0


def test_an_interval_scores_its_width_and_twenty_times_what_lies_outside_at_90_per_cent():
    assert np.isclose(scoring.interval_score(2, 6, 4, 0.9), 4)
    assert np.isclose(scoring.interval_score(2, 6, 7, 0.9), 24)
    assert np.allclose(scoring.interval_score([2, 2], [6, 6], [1, 6], 0.8), [4 + 10, 4])


def test_pinball_is_undoubled_and_elementwise():
    assert scoring.pinball([10, 10, 10], [14, 6, 10], [0.75, 0.75, 0.5]).tolist() == [3.0, 1.0, 0.0]


def test_the_median_has_half_the_distance():
    assert scoring.pinball(3.0, 8.0, 0.5) == 2.5


@pytest.mark.parametrize(
    "call",
    [
        lambda: scoring.crps_ensemble([1, np.nan], 1), lambda: scoring.crps_ensemble([], 1),
        lambda: scoring.crps_ensemble([1], 1, fair=True), lambda: scoring.crps_normal(0, -1, 0),
        lambda: scoring.crps_normal(0, 1, np.inf), lambda: scoring.interval_score(3, 2, 1, 0.8),
        lambda: scoring.interval_score(1, 2, 1, 80), lambda: scoring.pinball(1, 1, 1.2),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(call):
    with pytest.raises(ValueError):
        call()
