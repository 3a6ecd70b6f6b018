"""What becomes of a promise: season, court, tenants; the kernel's tests hold the plain case against SimPy."""

import numpy as np
import pytest

from alliance_lib.scaleup import kernel


@pytest.fixture
def small(synthetic):
    """Forty complexes, some of them below ten homes."""
    return synthetic.synthetic_case(complexes=40, homes=800)


def test_below_ten_homes_only_the_tenants_who_say_yes_take_part(synthetic):
    case = synthetic.synthetic_case(complexes=30, homes=150, phases=1)
    case |= {"lead": np.zeros(30), "c_min": np.full(3, 4.0)}
    assert (case["h"] < 10).all()
    rules = ({"small_rule": "pass"}, {"small_rule": "per_tenant"})
    everyone, takers = (kernel.simulate(case | rule, 400, 2)["homes"] for rule in rules)
    assert np.allclose(everyone, case["h"].sum())
    assert abs(takers.mean() / case["h"].sum() - case["m_cons"][0]) < 0.02


def test_a_certain_court_case_moves_every_start_by_its_months(small, synthetic):
    case = small | {"gate_homes": np.zeros(2), "gate_theta": np.zeros(2), "gate_cost": np.full(2, np.inf)}
    now = kernel.simulate(case, 50, 1)
    later = kernel.simulate(case | {"court_p": 1.0, "court_months": 7}, 50, 1)
    both = (now["done_month"] >= 0) & (later["done_month"] >= 0)
    assert np.array_equal(now["release_month"], later["release_month"])
    assert (later["done_month"][both] > now["done_month"][both]).mean() > 0.9


def test_a_missed_season_waits_for_the_next(small):
    case = small | {"tp": np.full(40, 15), "lead": np.zeros(40), "rep_m": np.zeros(4)}  # promised in April
    free = kernel.simulate(case, 5, 1)["release_month"]
    bats = {"p": 1.0, "months": 2, "window": (3, 2)}
    in_season = kernel.simulate(case | {"conditions": [bats]}, 5, 1)["release_month"]
    missed = kernel.simulate(case | {"conditions": [bats | {"window": (1, 2)}]}, 5, 1)["release_month"]
    assert (free == 15).all() and (in_season == 17).all() and (missed == 27).all()


def test_the_latest_of_all_conditions_decides(small):
    case = small | {"tp": np.full(40, 15), "lead": np.zeros(40), "rep_m": np.zeros(4)}
    two = [{"p": 1.0, "months": 2}, {"p": 1.0, "months": 5}]
    assert (kernel.simulate(case | {"conditions": two}, 3, 1)["release_month"] == 20).all()
