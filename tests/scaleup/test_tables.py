"""What is fixed before the first scenario."""

import numpy as np
import pytest
from scipy.stats import beta, betabinom

from alliance_lib.scaleup import tables


def test_consent_needs_seventy_per_cent_of_the_homes_rounded_up():
    m, kappa = [0.75, 0.8, 0.85], 20.0
    first = betabinom(10, 15, 5).sf(6)  # 7 of 10
    second = 1 - (1 - first) * (1 - betabinom(10, 16, 4).sf(6))
    assert np.allclose(tables.consent([10], m, kappa)[0, :2], [first, second])
    assert np.isclose(tables.consent([11], m, kappa)[0, 0], betabinom(11, 15, 5).sf(7))  # 7.7: 8 of 11


def test_below_ten_homes_the_presumption_does_not_exist_and_consent_passes():
    assert tables.consent([9], [0.1, 0.1, 0.1], 20.0).tolist() == [[1.0, 1.0, 1.0]]


def test_everyone_or_nobody_agrees_at_the_ends_of_the_scale():
    assert tables.consent([40], [1.0, 1.0, 1.0], 20.0)[0].tolist() == [1.0, 1.0, 1.0]
    assert tables.consent([40], [0.0, 0.0, 0.0], 20.0)[0].tolist() == [0.0, 0.0, 0.0]


def test_january_is_the_worst_month_to_work_and_july_the_best():
    table = tables.workable_time()
    assert table.shape == (12, 64)
    assert np.allclose(table[0], beta.ppf((np.arange(64) + 0.5) / 64, 25 * 0.78, 25 * 0.22))
    assert table.mean(1).argmin() == 0 and table.mean(1).argmax() == 6


def test_promises_pulled_forward_keep_lead_and_plan(case):
    early = tables.prepare(case | {"buffer": 0.25})
    assert np.array_equal(early.whole[:, 4], np.floor(case["tp"] / 1.25 + 1e-9))
    assert np.array_equal(early.plan, case["plan"]) and np.array_equal(early.real[:, 0], case["lead"])


def test_a_date_that_divides_evenly_is_not_lost_to_rounding(case):
    tab = tables.prepare(case | {"buffer": 0.1, "tp": np.full(60, 33)})
    assert (tab.whole[:, 4] == 30).all()


def test_promises_due_count_earlier_phases_from_the_month_of_tolerance_on():
    due = tables.promises_due(np.array([0, 0, 1]), np.array([2, 3, 1]), 2, (5, 5))
    assert due.tolist() == [[0, 0, 1, 2, 2], [0, 1, 2, 3, 3]]


def test_a_window_forgets_promises_of_long_ago():
    due = tables.promises_due(np.array([0, 0]), np.array([0, 3]), 1, (5, 2))
    assert due.tolist() == [[1, 1, 0, 1, 1]]


def test_the_market_starts_learning_anew_at_each_complex(case):
    tab = tables.prepare(case)
    learned = 0.4 + 0.6 * (1 + np.arange(3) / 40) ** -0.15
    assert np.isclose(tab.market[3], learned.sum())


def test_a_builder_without_a_plan_has_no_last_quarter(case):
    case["plan"][:, 1] = 0
    assert tables.prepare(case).builder[1, 5] == -1


def test_tables_do_not_grow_with_homes_times_builders(synthetic):
    small, large = (tables.prepare(synthetic.synthetic_case(builders=b)) for b in (2, 20))
    assert small.market.size == large.market.size == synthetic.synthetic_case()["h"].max() + 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"h": np.zeros(60)}, "at least 1"), ({"owner": np.full(60, 9)}, "owner"), ({"rho_g": 0.9}, "rho"),
        ({"mu": np.array([np.nan, 0])}, "mu must be finite"), ({"cap": np.ones((3, 2))}, "cap must have shape"),
        ({"trust": np.inf}, "finite"), ({"score": np.full(60, 7)}, "score"), ({"T": 0}, "T must be"),
        ({"small_rule": "guess"}, "small_rule"), ({"gate_window": 0}, "gate_window"),
        ({"posterior": np.ones((4, 9, 2))}, "posterior"), ({"cond": np.tile([0.9, 0.8, 0.9, 1], (2, 1))}, "cumulative"),
    ],
)  # fmt: skip
def test_a_case_that_does_not_fit_together_is_refused(case, change, message):
    with pytest.raises(ValueError, match=message):
        tables.prepare(case | change)


@pytest.mark.parametrize("key", ["h", "trust", "kappa", "T"])
def test_a_missing_field_is_named(case, key):
    del case[key]
    with pytest.raises(ValueError, match=key):
        tables.prepare(case)


def test_the_case_itself_is_not_changed(case):
    before = {key: np.copy(value) for key, value in case.items()}
    tables.prepare(case)
    assert all(np.array_equal(before[key], case[key]) for key in case)
