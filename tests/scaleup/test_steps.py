"""One scenario, step by step: what each extension changes, and that it is silent when left out."""

import numpy as np
import pytest

from alliance_lib.scaleup import kernel

NEUTRAL = {
    "posterior": None,
    "small_rule": "pass", "court_p": 0.0, "court_months": 9, "conditions": [], "lesson_lag": 0, "q0": 0.0,
    "gamma": 0.4, "rework": 30.0, "gate_window": None, "remedy": None, "leave": 0.0, "inflation": 0.0,
}  # fmt: skip
ACTIVE = {
    "per tenant": {"small_rule": "per_tenant"},
    "court": {"court_p": 0.3, "court_months": 6},
    "conditions": {"conditions": [{"p": 0.4, "months": 2, "window": (2, 5)}, {"p": 0.2, "months": 4}]},
    "late lessons": {"lesson_lag": 9},
    "defects": {"q0": 0.2, "gamma": 0.6, "rework": 40.0, "lesson_lag": 4},
    "recent promises only": {"gate_window": 12},
    "remedy": {"remedy": {"after": 6, "gain": 0.3, "cost": 150.0}, "gate_theta": np.full(2, 0.75)},
    "leaving": {"leave": 0.004},
    "dearer every month": {"inflation": 0.002},
    "everything": {"small_rule": "per_tenant", "court_p": 0.2, "court_months": 3, "lesson_lag": 3, "q0": 0.1,
                   "gamma": 0.5, "rework": 20.0, "gate_window": 18, "leave": 0.002, "inflation": 0.001,
                   "remedy": {"after": 4, "gain": 0.2, "cost": 50.0}, "gate_theta": np.full(2, 0.6),
                   "conditions": [{"p": 0.3, "months": 3, "window": (8, 6)}]},
}  # fmt: skip


@pytest.fixture
def small(synthetic):
    """Forty complexes, some of them below ten homes."""
    return synthetic.synthetic_case(complexes=40, homes=800)


def same(a, b):
    return all(np.array_equal(a[key], b[key]) for key in a)


def test_extensions_left_neutral_change_no_bit(small):
    assert same(kernel.simulate(small, 60, 3), kernel.simulate(small | NEUTRAL, 60, 3))


@pytest.mark.parametrize("name", ACTIVE)
def test_both_engines_tell_the_same_story_with_an_extension(small, name):
    a, b = (kernel.simulate(small | ACTIVE[name], 150, 5, compiled=compiled) for compiled in (True, False))
    for key in ("gate_month", "done_month", "release_month", "continuity"):
        assert np.array_equal(a[key], b[key]), key
    for key in ("cost", "homes", "npv", "market_cost_per_home"):
        assert np.allclose(a[key], b[key], rtol=1e-9, atol=1e-7), key
    plain = kernel.simulate(small, 150, 5)
    assert not np.array_equal(a["cost"], plain["cost"]) or not np.array_equal(a["gate_month"], plain["gate_month"])


def test_appended_draws_leave_the_fixed_layout_alone(small):
    court = kernel.simulate(small | {"court_p": 1e-12, "court_months": 9}, 60, 3)
    assert same(court, kernel.simulate(small, 60, 3))


def test_lessons_that_come_late_make_every_home_dearer(small):
    prompt, late = (kernel.simulate(small | {"lesson_lag": lag, "F": np.zeros(3)}, 200, 4) for lag in (0, 18))
    assert late["homes"].mean() <= prompt["homes"].mean()
    assert (late["cost"] / late["homes"]).mean() > (prompt["cost"] / prompt["homes"]).mean()


def defects_per_home(case, gate_cost, lag):
    """What defects cost per home: the difference between with and without, at the same luck."""
    one = case | {"lesson_lag": lag, "gamma": 1.0, "rework": 60.0, "gate_cost": np.array([gate_cost])}
    with_, without = (kernel.simulate(one | {"q0": q0}, 200, 6) for q0 in (0.3, 0.0))
    assert with_["homes"].mean() > 0.95 * case["h"].sum()  # nobody stays small
    return ((with_["cost"] - without["cost"]) / with_["homes"]).mean()


def test_starting_small_pays_when_lessons_lag(synthetic):
    """A small first phase over two years; the rest waits, or not, for a unit cost that shows lessons."""
    case = synthetic.synthetic_case(phases=2, months=180)
    case |= {"phase": (np.arange(60) >= 12).astype(int), "tp": np.where(np.arange(60) < 12, 2 * np.arange(60) + 3, 3)}
    case |= {"cap": np.full((3, 2), 90.0), "g": 0.6, "H": 3.0, "trust": 0.0, "lead": np.full(60, 4.0)}
    case |= {"c1": np.full(3, 70.0), "gate_homes": np.zeros(1), "gate_theta": np.zeros(1)}
    saved = {lag: defects_per_home(case, np.inf, lag) - defects_per_home(case, 68.5, lag) for lag in (0, 12)}
    assert saved[12] > 2.0
    assert saved[12] > 2 * abs(saved[0])


STUCK = {"gate_theta": np.full(2, 0.7), "gate_cost": np.full(2, np.inf), "gate_homes": np.full(2, 60.0)}


def test_a_remedy_avoids_staying_stuck_at_pilot_size(case):
    stuck = kernel.simulate(case | STUCK, 300, 2)
    mended = kernel.simulate(case | STUCK | {"remedy": {"after": 6, "gain": 0.6, "cost": 200.0}}, 300, 2)
    never = [(result["gate_month"][:, 0] == case["T"]).mean() for result in (stuck, mended)]
    assert never[0] > 0.5 and never[1] < never[0] - 0.1


def test_recent_promises_alone_let_a_programme_recover_from_a_bad_start(case):
    bad_start = case | STUCK | {"mu": case["mu"] + 0.1, "lead": np.where(case["tp"] < 12, 24.0, 6.0)}
    cumulative, recent = (kernel.simulate(bad_start | {"gate_window": w}, 300, 2) for w in (None, 10))
    opened = [(result["gate_month"][:, 0] < case["T"]).mean() for result in (cumulative, recent)]
    assert opened[1] > opened[0]


def test_a_party_stays_k_months_with_the_stated_probability(synthetic):
    case = synthetic.synthetic_case(complexes=0, homes=0) | {"leave": 0.02}  # only idle hands cost money
    case |= {"c_min": np.full(3, 5.0), "idle": np.full(3, 2.0)}
    expected = 3 * 5.0 * 2.0 * (0.98 ** np.arange(1, case["T"] + 1)).sum()
    assert np.isclose(kernel.simulate(case, 4000, 1)["cost"].mean(), expected, rtol=0.03)


def test_if_all_leave_at_once_nothing_happens(case):
    result = kernel.simulate(case | {"leave": 1.0}, 10, 1)
    assert (result["homes"] == 0).all() and (result["cost"] == 0).all()


def test_prices_rise_for_the_alliance_and_the_market_alike(case):
    open_gates = case | {"gate_cost": np.full(2, np.inf)}
    flat, dear = (kernel.simulate(open_gates | {"inflation": i}, 50, 1) for i in (0.0, 0.01))
    assert np.array_equal(flat["homes"], dear["homes"])
    assert (dear["cost"] > flat["cost"]).all()
    assert (dear["market_cost_per_home"] > flat["market_cost_per_home"]).all()
