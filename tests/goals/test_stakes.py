"""What is given is checked first and read as people wrote it down."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from alliance_lib.goals.stakes import exact, read_stakes

UTILITIES = pd.DataFrame({"a": [2, -1], "b": [0, 3]}, index=["north", "south"])
COSTS = pd.Series({"b": 2, "a": 1})


@pytest.mark.parametrize("value", [1.09, np.float64(1.09), np.float32(1.09), Fraction(109, 100)])
def test_a_float_counts_as_its_decimal_form(value):
    assert exact(value, "cost") == Fraction(109, 100)


def test_risk_above_interest_counts_as_nothing_and_costs_follow_the_goals():
    stakes = read_stakes(UTILITIES, COSTS, 3)
    assert stakes.utility == ((2, 0), (0, 3))
    assert stakes.cost == (1, 2)


@pytest.mark.parametrize(
    ("utilities", "costs", "budget", "reason"),
    [
        (UTILITIES.iloc[:0], COSTS, 3, "at least one party"),
        (UTILITIES, COSTS.drop("a"), 3, "same goals"),
        (UTILITIES, COSTS, -1, "negative"),
        (UTILITIES, -COSTS, 3, "negative"),
        (UTILITIES, COSTS, float("nan"), "finite"),
        (UTILITIES.astype(float).replace(2.0, np.inf), COSTS, 3, "finite"),
        (UTILITIES, COSTS, "three", "number"),
        (UTILITIES.set_axis(["north", "north"]), COSTS, 3, "unique"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(utilities, costs, budget, reason):
    with pytest.raises(ValueError, match=reason):
        read_stakes(utilities, costs, budget)


def test_nothing_that_was_given_is_changed():
    utilities, costs = UTILITIES.copy(), COSTS.copy()
    read_stakes(utilities, costs, 3)
    pd.testing.assert_frame_equal(utilities, UTILITIES)
    pd.testing.assert_series_equal(costs, COSTS)
