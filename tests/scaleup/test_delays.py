"""Few promises, some still open: intervals that hold, and a better score than pooling."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import log_ndtr, ndtri

from alliance_lib.scaleup import delays, scoring

CLASS = {"mu": 0.15, "mu_sd": 0.2, "sig": 0.35, "sig_sd": 0.3}


def world(rng, corporations=5, shift=0.0, gamma=False):
    """Corporations of the reference class with 3-15 promises, about 30 % still open, and what came next."""
    rows, later = [], []
    for k in range(corporations):
        mu, sig = rng.normal(0.15 + shift * 0.2, 0.2), 0.35 * np.exp(rng.normal(0, 0.3))
        n = rng.integers(3, 16)
        ratio = np.exp(mu + sig * rng.normal(size=n + 20))
        if gamma:  # the same mean and spread, another shape
            spread = np.exp(sig**2) - 1
            ratio = rng.gamma(1 / spread, np.exp(mu + sig**2 / 2) * spread, n + 20)
        clock = np.exp(0.15 + shift * 0.2 + 0.32 + 0.5 * rng.normal(size=n))
        rows += [(min(r, c), r <= c, k) for r, c in zip(ratio, clock, strict=False)]
        later.append(ratio[n:])
    ratio, seen, owner = zip(*rows, strict=True)
    return np.array(ratio), np.array(seen), list(owner), np.array(later)


def pooled(ratio, seen):
    """Maximum likelihood of one lognormal for all, censoring included."""
    logs = np.log(ratio)

    def loss(p):
        z = (logs - p[0]) / np.exp(p[1])
        return -np.where(seen, -z * z / 2 - p[1], log_ndtr(-z)).sum()

    mu, log_sig = minimize(loss, [0.1, -1.0], method="Nelder-Mead").x
    return np.exp(mu + np.exp(log_sig) * ndtri((np.arange(400) + 0.5) / 400))


@pytest.mark.parametrize(
    ("shift", "gamma"), [(0, False), (1, False), (0, True)], ids=["in the class", "one sd off", "gamma"]
)
def test_eighty_per_cent_intervals_hold_for_about_eighty_per_cent(shift, gamma):
    rng, inside, open_share = np.random.default_rng(11), [], []
    for _ in range(60):
        ratio, seen, owner, later = world(rng, 5, shift, gamma)
        known = delays.fit(ratio, seen, owner, CLASS)
        open_share.append(1 - seen.mean())
        for k in range(5):
            low, high = known.interval(k, 0.8)
            inside.append(((later[k] >= low) & (later[k] <= high)).mean())
    assert 0.25 < np.mean(open_share) < 0.35
    assert 0.77 <= np.mean(inside) <= 0.84


def test_the_score_beats_pooling_all_corporations():
    rng, ours, theirs = np.random.default_rng(5), [], []
    for _ in range(30):
        ratio, seen, owner, later = world(rng)
        known, one_for_all = delays.fit(ratio, seen, owner, CLASS), pooled(ratio, seen)
        for k in range(5):
            ours.append(known.crps(k, later[k]).mean())
            theirs.append(scoring.crps_ensemble(np.broadcast_to(one_for_all, (20, 400)), later[k]).mean())
    assert np.mean(ours) < np.mean(theirs)


def test_crps_is_that_of_a_large_sample_of_the_forecast():
    known = delays.fit([1.1, 1.4, 0.9], [1, 1, 0], ["A"] * 3, CLASS)
    sample = known.sample("A", 40_000, seed=1)
    for y in (0.6, 1.3, 4.0):
        assert np.isclose(known.crps("A", y), scoring.crps_ensemble(sample, y), rtol=0.02)


def test_the_interval_holds_its_share_of_the_sample():
    known = delays.fit([1.1, 1.4, 0.9], [1, 1, 0], ["A"] * 3, CLASS)
    low, high = known.interval("A", 0.8)
    sample = known.sample("A", 40_000, seed=2)
    assert abs(((sample >= low) & (sample <= high)).mean() - 0.8) < 0.01


def test_with_very_many_promises_the_data_decide():
    ratio = np.exp(0.5 + 0.2 * np.random.default_rng(1).normal(size=4000))
    low, high = delays.fit(ratio, np.ones(4000), ["A"] * 4000, CLASS).interval("A", 0.8)
    assert np.allclose(np.log([low, high]), 0.5 + 0.2 * ndtri([0.1, 0.9]), atol=0.04)


def test_an_open_promise_that_is_already_late_lengthens_the_forecast():
    ratios = [1.0, 1.1, 1.2, 2.0]
    with_open = delays.fit(ratios, [1, 1, 1, 0], ["A"] * 4, CLASS).quantile("A", 0.8)
    dropped = delays.fit(ratios[:3], [1, 1, 1], ["A"] * 3, CLASS).quantile("A", 0.8)
    as_if_released = delays.fit(ratios, [1, 1, 1, 1], ["A"] * 4, CLASS).quantile("A", 0.8)
    assert dropped < as_if_released < with_open


def test_a_newcomer_gets_the_reference_class_moved_by_the_others():
    late = delays.fit([2.0] * 12, [1] * 12, ["A"] * 6 + ["B"] * 6, CLASS)
    nobody = delays.fit([], [], [], CLASS)
    assert nobody.quantile("new", 0.5) < late.quantile("new", 0.5) < late.quantile("A", 0.5)
    assert np.isclose(np.log(nobody.quantile("new", 0.5)), 0.15, atol=0.01)


def test_the_order_of_promises_and_the_names_of_owners_do_not_matter():
    ratio, seen, owner, _ = world(np.random.default_rng(3), 3)
    turn = np.random.default_rng(4).permutation(len(ratio))
    a = delays.fit(ratio, seen, owner, CLASS)
    b = delays.fit(ratio[turn], seen[turn], [f"corporation {owner[k]}" for k in turn], tuple(CLASS.values()))
    assert np.allclose(a.interval(1), b.interval("corporation 1"))


def test_plausible_parameters_come_from_the_grid_and_repeat_with_the_seed():
    known = delays.fit([1.1, 1.4], [1, 1], ["A", "A"], CLASS)
    draws = known.parameters("A", 500, seed=3)
    assert draws.shape == (500, 2) and np.array_equal(draws, known.parameters("A", 500, seed=3))
    assert abs(draws[:, 0].mean() - known.mu @ known.weight[0]) < 0.05


@pytest.mark.parametrize(
    "arguments",
    [
        ([1.0, 0.0], [1, 1], ["A", "A"], CLASS), ([1.0, np.nan], [1, 1], ["A", "A"], CLASS),
        ([1.0], [1, 1], ["A"], CLASS), ([1.0], [2], ["A"], CLASS), ([1.0], [1], ["A"], (0.1, 0.0, 0.3, 0.3)),
    ],
)  # fmt: skip
def test_records_that_make_no_sense_are_refused(arguments):
    with pytest.raises(ValueError):
        delays.fit(*arguments)
