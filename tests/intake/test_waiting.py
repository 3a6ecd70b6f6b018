"""How long decisions wait, with those still open counted."""

import math

import numpy as np
import pytest

from alliance_lib.intake.waiting import time_to_decision, time_to_decision_by_level

# Freireich et al. 1963, weeks of remission; 0 = still in remission.
TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_the_published_curve_with_open_cases_is_found():
    """Kaplan-Meier of the treated group, Freireich et al. 1963; Greenwood's errors."""
    found = time_to_decision(TREATED, ENDED)
    assert found.days.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.still_open == pytest.approx([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=5e-4)
    assert found.error == pytest.approx([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], abs=5e-5)
    assert found.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert found.decided.tolist() == [3, 1, 1, 1, 1, 1, 1]
    assert (found.median_days, found.open_count) == (23, 12)


def test_without_open_cases_the_curve_is_the_plain_share_still_waiting():
    """Placebo group: published median 8; the curve is the share of waiting times beyond each day."""
    found = time_to_decision(PLACEBO, [True] * 21)
    assert found.median_days == 8 and found.open_count == 0
    assert found.still_open == pytest.approx([np.mean(np.array(PLACEBO) > day) for day in found.days])
    assert math.isnan(found.error[-1]) and np.isfinite(found.error[:-1]).all()


def test_leaving_out_what_is_open_would_flatter_the_waiting_time_A20():
    decided_only = time_to_decision([days for days, done in zip(TREATED, ENDED, strict=True) if done], [1] * 9)
    assert decided_only.median_days < time_to_decision(TREATED, ENDED).median_days


def test_nothing_registered_and_nothing_decided_give_no_median():
    nothing = time_to_decision([], [])
    assert nothing.days.size == 0 and nothing.open_count == 0 and math.isnan(nothing.median_days)
    waiting = time_to_decision([10, 200], [False, False])
    assert waiting.days.size == 0 and waiting.open_count == 2 and math.isnan(waiting.median_days)


def test_a_decision_taken_the_same_day_counts_as_zero_days():
    found = time_to_decision([0, 4], [True, True])
    assert found.days.tolist() == [0, 4] and found.still_open.tolist() == [0.5, 0]
    assert found.median_days == 0


def test_the_order_of_the_register_does_not_matter():
    order = np.random.default_rng(1).permutation(21)
    found = time_to_decision(np.array(TREATED)[order], np.array(ENDED)[order])
    assert found.still_open == pytest.approx(time_to_decision(TREATED, ENDED).still_open)


def test_each_level_has_its_own_curve():
    weeks, ended = TREATED + PLACEBO, ENDED + [1] * 21
    found = time_to_decision_by_level(weeks, ended, ["steering"] * 21 + ["project"] * 21)
    assert {name: curve.median_days for name, curve in found.items()} == {"project": 8, "steering": 23}
    assert time_to_decision_by_level([], [], []) == {}


@pytest.mark.parametrize(
    ("days", "decided"),
    [([1, 2], [1]), ([-1], [1]), ([math.nan], [1]), ([math.inf], [0]), ([1], [2]), ([1], [math.nan])],
)
def test_waiting_times_that_cannot_be_are_refused(days, decided):
    with pytest.raises(ValueError):
        time_to_decision(days, decided)


def test_a_decision_without_a_level_is_refused():
    with pytest.raises(ValueError):
        time_to_decision_by_level([1, 2], [1, 1], ["steering"])


def test_the_curve_cannot_be_changed_afterwards():
    with pytest.raises(ValueError):
        time_to_decision([1], [1]).still_open[0] = 1
