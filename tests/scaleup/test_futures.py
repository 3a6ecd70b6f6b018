"""Futures start from today: what happened is certain, what is overdue has not come yet."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from alliance_lib.scaleup import futures
from scaleup_world import DAY, assume, built, complexes, gate, under_way

CALM = {"shortfall_reference": [1, 0, 0, 0]}  # no repair: release is the delay alone


def played(found, one, seed=1, **changes):
    return futures.play(found, one, seed, changes)


def test_what_is_done_is_not_built_again_and_what_is_under_way_is_finished_in_every_future():
    found, one = built(complexes=under_way(done=(True, False, False)))
    ahead = played(found, one)
    assert (ahead.done_month[:, 0] == -1).all() and (ahead.done_month[:, 1:3] >= found.now).all()
    assert (ahead.quarter_homes.sum(axis=1) <= 100 + 1e-6).all()


def test_nothing_is_built_before_today():
    found, one = built(complexes=under_way())
    ahead = played(found, one)
    assert ahead.release_month.min() >= found.now and ahead.done_month[ahead.done_month >= 0].min() >= found.now


@pytest.mark.parametrize("asked, opens", [(0.66, True), (0.67, False)])
def test_promises_kept_so_far_count_at_the_gate(asked, opens):
    """Two of three promises of the first phase were kept: 0.667 of those due."""
    found, one = built(complexes=under_way(kept=(True, True, False)), phases=gate(60, asked))
    assert (played(found, one).gate_month < found.months).mean() == (1.0 if opens else 0.0)


def test_an_overdue_promise_follows_the_delays_that_are_still_possible():
    """Against filtering: of the futures without that knowledge keep those in which it has not come before today."""
    numbers = assume(scenarios=4000, common_delay_share=0.0, owner_delay_share=0.0, **CALM)
    rows = complexes(1, promised_date=DAY - pd.DateOffset(months=4), promise_date=DAY - pd.DateOffset(months=28))
    found, one = built(numbers, complexes=rows)
    free = replace(one, overdue=np.zeros(1, dtype=bool))
    earlier, later = played(found, free).release_month[:, 0], played(found, one).release_month[:, 0]
    possible = earlier[earlier > found.now]  # a month later than today: the floor of today hides nothing
    assert one.overdue.all() and later.min() == found.now
    given = later[later > found.now]
    np.testing.assert_allclose(np.quantile(given, [0.25, 0.5, 0.75]), np.quantile(possible, [0.25, 0.5, 0.75]), atol=1)


def test_shared_luck_keeps_an_overdue_promise_in_the_future_too():
    found, one = built(complexes=complexes(2, promised_date=DAY - pd.DateOffset(months=6), promise_date=DAY - pd.DateOffset(months=12)))
    assert played(found, one).release_month.min() >= found.now


def test_a_shorter_delay_with_the_same_luck_releases_nothing_later():
    found, one = built()
    assert (played(found, one, mu_shift=-0.3).release_month <= played(found, one).release_month).all()


def test_quantiles_are_in_order_and_months_are_whole():
    values = np.arange(101.0)[:, None]
    assert futures.quantiles(values)[:, 0].tolist() == [10, 50, 90]
    assert futures.monthly(np.array([3, 3, 9, 12]), 0.5) == 3 and futures.monthly(np.array([3, 3, 9, 12]), 0.8) == 12
