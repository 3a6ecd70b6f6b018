"""Counting scenarios gives what keeping them would have given."""

import numpy as np
import pytest

from alliance_lib.scaleup import kernel, summary


@pytest.fixture(scope="module")
def both(synthetic):
    case = synthetic.synthetic_case()
    return case, kernel.simulate(case, 400, 3), kernel.summarize(case, 400, 3)


def nearest(values, probability):
    return np.quantile(values, probability, axis=0, method="inverted_cdf")


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_homes_are_right_to_a_two_thousandth_of_the_whole(both, p):
    case, kept, counted = both
    off = np.abs(counted.quantile("quarter", p) - nearest(kept["quarter_homes"], p))
    assert off.max() <= counted.counts.tops[0] / 3999
    done = kept["quarter_homes"].cumsum(1)
    assert np.abs(counted.quantile("cumulative", p) - nearest(done, p)).max() <= case["h"].sum() / 3999
    assert np.abs(counted.quantile("builder_homes", p) - nearest(kept["builder_homes"], p)).max() < 1


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_money_is_right_to_half_a_per_cent_also_below_zero(both, p):
    _, kept, counted = both
    for name in ("cost", "npv", "market_cost_per_home"):
        assert np.isclose(counted.quantile(name, p), nearest(kept[name], p), rtol=0.005, atol=0.001), name


def test_release_and_gate_months_are_exact(both):
    _, kept, counted = both
    for p in (0.5, 0.8):
        assert np.array_equal(counted.quantile("release", p), nearest(kept["release_month"], p))
        assert np.array_equal(counted.quantile("gate", p), nearest(kept["gate_month"], p))


def test_means_and_probabilities_are_those_of_the_scenarios(both):
    case, kept, counted = both
    for name, values in (("cost", kept["cost"]), ("homes", kept["homes"]), ("npv", kept["npv"]),
                         ("quarter", kept["quarter_homes"]), ("idle", kept["idle_months"]),
                         ("busy", kept["work_months"]), ("continuity", kept["continuity"])):  # fmt: skip
        assert np.allclose(counted.mean(name), values.mean(0), atol=1e-4), name
    assert np.allclose(counted.probability("gate"), (kept["gate_month"] < case["T"]).mean(0))
    assert np.allclose(counted.probability("done"), (kept["done_month"] >= 0).mean(0))
    invested = kept["gate_month"].min(1) < case["T"]
    assert np.isclose(counted.probability("invested"), invested.mean())
    assert np.isclose(counted.probability("earned_back"), (invested & (kept["npv"] >= 0)).mean())


def test_the_worst_builders_continuity_is_not_the_mean(both):
    _, kept, counted = both
    assert abs(counted.quantile("worst", 0.5) - nearest(kept["continuity"].min(1), 0.5)) <= 0.005
    assert counted.quantile("worst", 0.5) < counted.mean("continuity").mean()


def test_quantiles_of_a_known_histogram():
    values = np.array([0.0, 1.0, 2.0])
    assert summary.histogram_quantile([5, 3, 2], values, 0.5) == 0.0
    assert summary.histogram_quantile([5, 3, 2], values, 0.8) == 1.0
    assert summary.histogram_quantile([5, 3, 2], values, 0.81) == 2.0
    assert np.isnan(summary.histogram_quantile([0, 0, 0], values, 0.5))


def test_no_quantity_of_homes_exceeds_the_top_of_its_scale(both):
    case, kept, counted = both
    assert kept["quarter_homes"].max() <= counted.counts.tops[0]
    assert kept["homes"].max() <= counted.counts.tops[1] + 1e-6 == case["h"].sum() + 1e-6


def test_summaries_of_another_case_are_not_added(both, synthetic):
    other = kernel.summarize(synthetic.synthetic_case(complexes=10, homes=300), 2, 1)
    with pytest.raises(ValueError, match="same case"):
        both[2].merge(other)
