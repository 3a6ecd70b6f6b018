"""Does investing across projects earn itself back, what does it need, and who carries the risk?"""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.scaleup import allocation, futures, payback
from scaleup_world import assume, built, gate, world

CALM = {"consent_means": [1.0] * 3, "shortfall_reference": [1, 0, 0, 0], "learning_exponent": 0.0}


def figures(investment, price=60.0):
    return pd.DataFrame({"party_id": ["B1"], "first_home_keur": [price], "capacity_homes_per_month": [10.0], "investment_keur": [investment]})


def paid(investment, status="entitlement", numbers=None, **frames):
    given = pd.DataFrame({"builder_party_id": ["B1"], "promised_homes": [120], "status_code": [status]})
    numbers = numbers or assume(**CALM)
    held = {"builders": figures(investment), "allocation": given, "phases": gate(0, 0.0)} | frames
    found, one = built(numbers, **held)
    return payback.table(found, one, held["builders"], allocation.table(world(**held)), 1), numbers


def test_homes_needed_without_learning_is_the_investment_over_the_saving_per_home_a39():
    assert payback.homes_needed(480, 60, 100, (0.0, 0.6), 0.9) == 80
    assert payback.homes_needed(481, 60, 100, (0.0, 0.6), 0.9) == 81


def test_learning_makes_the_saving_smaller_and_the_need_larger():
    needs = [payback.homes_needed(480, 60, 100, (beta, 0.6), 0.9) for beta in (0.0, 0.15, 0.4)]
    assert needs == sorted(needs) and needs[0] < needs[-1]


def test_what_saves_nothing_never_pays_back_and_nothing_invested_needs_nothing():
    assert payback.homes_needed(10, 60, 100, (0.1, 0.6), 1.0) == np.inf and payback.homes_needed(0, 60, 100, (0.1, 0.6), 1.0) == 0
    with pytest.raises(ValueError, match="finite"):
        payback.homes_needed(np.nan, 60, 100, (0.1, 0.6), 0.9)


def test_a_small_investment_earns_itself_back_and_a_large_one_does_not_a39():
    shares = {}
    for investment in (5.0, 50_000.0):
        (row,), numbers = paid(investment)
        shares[investment] = row["earned_share"]
        assert payback.say([row], numbers)[0].code == f"scaleup.payback_{'very_likely' if investment == 5 else 'very_unlikely'}"
    assert shares == {5.0: 1.0, 50_000.0: 0.0}


def test_who_carries_the_risk_follows_from_entitlement_or_expectation_a39():
    assert [paid(50.0, status)[0][0]["risk_code"] for status in ("entitlement", "expectation", None)] == ["shared", "builder", "unclear"]


def test_each_builders_value_is_its_own_and_adds_up_to_the_whole():
    rows = {"builder_party_id": ["B1", "B2"] * 3}
    from scaleup_world import complexes
    both = pd.concat([figures(40.0), figures(90.0, 70.0).assign(party_id="B2")])
    frames = {"complexes": complexes(6, **rows), "builders": both, "phases": gate(0, 0.0)}
    found, one = built(assume(**CALM), **frames)
    each = payback.table(found, one, both, allocation.table(world(**frames)), 1)
    whole = futures.play(found, one, 1).npv
    apart = [futures.play(found, one, 1, {"F": one.fields["F"] * alone, "c1": one.fields["c1"] * alone}).npv for alone in np.eye(3)[:2]]
    np.testing.assert_allclose(sum(apart), whole, atol=1e-6)
    assert [row["builder_id"] for row in each] == ["B1", "B2"]


def test_a_gate_that_never_opens_leaves_the_investment_undone():
    (row,), numbers = paid(50.0, phases=gate(61, 0.0))
    assert row["made_share"] == 0 and [f.code for f in payback.say([row], numbers)] == ["scaleup.no_investment"]


def test_a_builder_without_own_figures_has_no_row():
    found, one = built()
    assert payback.table(found, one, figures(0.0).iloc[:0], allocation.table(world()), 1) == []
