"""The record of promises: ratios, shortfalls, and what follows per corporation."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.scaleup import track
from scaleup_world import DAY, assume, releases, world

NAMES = {"C1": "De Vliet", "C2": "De Lisdodde"}


def read(*rows, **values):
    given = pd.concat(rows) if rows else releases().iloc[:0]
    return track.read(world(releases=given), assume(**values))


def test_a_corporation_that_took_half_as_long_again_is_expected_about_six_months_late_in_a_year():
    row = track.table(read(releases("C1", 1.5, 18)), NAMES)[0]
    assert row["p50_ratio"] == pytest.approx(1.5, abs=0.05) and row["p50_months"] == pytest.approx(6, abs=0.6)
    assert row["p80_months"] > row["p50_months"] and row["promises_count"] == 18


def test_without_a_record_the_reference_class_speaks_in_the_forecast_and_no_figure_stands_in_the_table():
    found = read(delay_reference=[0.2, 0.2, 0.35, 0.3])
    assert float(found.posterior.quantile("C1", 0.5)) == pytest.approx(np.exp(0.2), rel=0.02)
    assert np.isnan(track.table(found, NAMES)[0]["p50_ratio"])
    assert [f.code for f in track.say(track.table(found, NAMES))] == ["scaleup.reference_delay"]


def test_an_open_promise_counts_as_longer_than_this_so_far():
    known = releases("C1", 1.2, 6)
    still = releases("C1", 1.2, 1).assign(release_id="open", promise_date=DAY - pd.Timedelta(days=1000),
                                          promised_date=DAY - pd.Timedelta(days=600), released_date=None, actual_condition_1to6=None)
    shorter, longer = read(known), read(known, still)
    assert track.table(longer, NAMES)[0]["open_count"] == 1
    assert float(longer.posterior.quantile("C1", 0.8)) > float(shorter.posterior.quantile("C1", 0.8))


def test_shortfall_leans_on_the_own_record_as_that_grows():
    few, many = (read(releases("C1", 1.0, n, worse=2)).shortfall["C1"] for n in (1, 40))
    assert many[1] < few[1] < read().shortfall[""][1] and many[-1] == 1.0


def test_shortfall_counts_beside_a_reference_worth_four_releases():
    """Reference .6, .22, .13, .05 counts for 4; eight own releases without shortfall: (2.4 + 8) / 12."""
    assert read(releases("C1", 1.0, 8)).shortfall["C1"][0] == pytest.approx(10.4 / 12)


def test_the_record_of_one_corporation_is_never_pooled_into_the_figures_of_another():
    rows = track.table(read(releases("C1", 2.0)), NAMES)
    assert [row["own_history"] for row in rows] == [True, False] and np.isnan(rows[1]["p80_ratio"])


def test_a_promise_that_cannot_be_right_is_left_out():
    wrong = releases("C1", 1.0, 1).assign(release_id="w", promised_date=pd.Timestamp(2019, 1, 1))
    assert len(read(releases("C1", 1.2, 3), wrong).releases) == 3


def test_who_is_usually_early_is_said_to_be_early():
    said, = track.say(track.table(read(releases("C1", 0.7, 20)), {"C1": "De Vliet"}))
    assert said.code == "scaleup.track_on_time" and said.facts["p50"] > 0


def test_the_picture_counts_open_promises_as_not_yet_released():
    """Two released, one still open after both: a third is not yet released, also behind the last release."""
    rows = pd.concat([releases("C1", ratio, count=1) for ratio in (1.0, 2.0, 1.5)]).assign(release_id=["a", "b", "c"])
    rows["promise_date"] = DAY - pd.Timedelta(days=round(365 * 1.5))
    rows["promised_date"] = rows["promise_date"] + pd.Timedelta(days=365)
    rows["released_date"] = [rows["promise_date"].iloc[0] + pd.Timedelta(days=365), rows["promise_date"].iloc[0] + pd.Timedelta(days=500), pd.NaT]
    steps = track.survival(track.read(world(releases=rows), assume()))
    assert [round(step["open_share"], 4) for step in steps] == [1.0, 0.6667, 0.3333, 0.3333]
    assert steps[1]["ratio"] == pytest.approx(1.0) and track.survival(track.read(world(), assume())) == []
