"""The case: figures of builders or the reference, what is certain, and which gates are open."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.scaleup import case, futures, tables
from alliance_lib.scaleup.tables import prepare
from scaleup_world import assume, built, complexes, gate, under_way


def test_the_case_fits_the_kernel_and_its_plan_adds_up_to_the_promised_homes():
    found, one = built()
    assert prepare(one.fields).whole.shape == (6, 7)
    assert one.fields["plan"][-1].sum() == pytest.approx(found.rows["homes_count"].sum())
    assert one.fields["plan"][0].sum() == pytest.approx(60)


def test_builders_own_figures_count_where_they_are_and_the_reference_elsewhere():
    given = pd.DataFrame({"party_id": ["B1"], "first_home_keur": [50.0], "capacity_homes_per_month": [None], "investment_keur": [120.0]})
    found, one = built(builders=given)
    assert one.fields["c1"].tolist() == [50.0, 0.0] and one.fields["F"].tolist() == [120.0, 0.0]
    assert one.fields["cap"][0, 0] == pytest.approx(case.capacity(found, assume())[0])


def test_reference_capacity_is_the_busiest_year_of_the_plan_with_headroom():
    """Six complexes of 20 homes within 14 months: the busiest twelve hold at most 120 homes, at least 90."""
    found, _ = built()
    assert 1.25 * 90 / 12 <= case.capacity(found, assume())[0] <= 1.25 * 120 / 12


def test_what_is_done_stands_with_a_builder_that_never_builds():
    _, one = built(complexes=under_way(done=(True, False, False)))
    assert one.base_homes == 20 and one.fields["builder"].tolist() == [1, 0, 0, 0, 0, 0]
    assert one.fields["cap"][1].sum() == 0 and one.under_way.tolist() == [False, True, True, False, False, False]


def test_a_gate_that_is_met_today_is_open_and_one_that_is_not_asks_the_rest():
    done = under_way(done=(True, True, False))
    assert built(complexes=done, phases=gate(40, 0.5))[1].open_gates == 1
    shut = built(complexes=done, phases=gate(60, 0.5))[1]
    assert shut.open_gates == 0 and shut.fields["gate_homes"].tolist() == [20.0]
    late = built(complexes=under_way(kept=(False, False, True), done=(True, True, False)), phases=gate(40, 0.5))[1]
    assert late.open_gates == 0


def test_a_gate_nobody_filled_in_asks_nothing():
    _, one = built(phases=gate(None, None))
    assert one.open_gates == 1 and np.isinf(one.fields["gate_cost"]).all()


def test_work_that_should_have_begun_is_planned_from_today():
    found, one = built(complexes=under_way())
    assert one.fields["plan"][0, 0, : found.now].sum() == 0 and one.fields["plan"][0, 0].sum() == pytest.approx(60)


def test_without_an_investment_nothing_gets_cheaper_or_faster():
    """Not investing is F = 0 and u = v = 1."""
    given = pd.DataFrame({"party_id": ["B1"], "investment_keur": [120.0]})
    assert [built()[1].fields[name] for name in ("u", "v")] == [1.0, 1.0]
    assert built(builders=given)[1].fields["v"] == assume()["investment_speed"]


NO_LUCK = {"delay_reference": [-0.5, 0.001, 0.05, 0.001], "shortfall_reference": [1, 0, 0, 0], "consent_means": [1.0, 1.0, 1.0]}


def played(rows=None, **values):
    """The futures of six complexes that all come on time and are consented to, with these extensions."""
    found, one = built(assume(**NO_LUCK | values), complexes=complexes(6, phase_number=1) if rows is None else rows)
    return found, futures.play(found, one, 1)


def test_every_extension_is_neutral_until_somebody_fills_it_in():
    fields = built()[1].fields
    assert all(fields[name] == neutral for name, neutral in tables.NEUTRAL.items() if name in case.SCALARS and name not in CONDITIONAL)
    assert fields["court_p"] == 0 and fields["conditions"] == [] and fields["gate_window"] is None and fields["small_rule"] == "pass" and fields["buffer"] == 0


CONDITIONAL = {"court_months", "gamma", "rework", "remedy_gain", "remedy_cost"}  # each waits for another to be filled in


def test_a_condition_that_is_always_open_makes_release_later_by_the_months_it_takes():
    found, on_time = played()
    _, later = played(open_conditions=[[1.0, 3, 1, 12]])
    assert (on_time.release_month == found.rows["promised"].to_numpy()).all()
    assert (later.release_month == on_time.release_month + 3).all()


def test_a_condition_with_a_season_waits_for_the_next_season():
    """Flora and fauna from March to May only: what is promised for June or later waits until next March."""
    found, later = played(open_conditions=[[1.0, 1, 3, 3]])
    promised = found.rows["promised"].to_numpy()
    waits = np.where(promised % 12 < 2, 2 - promised % 12, np.where(promised % 12 <= 4, 0, 14 - promised % 12))
    assert (later.release_month == promised + waits + 1).all()


def test_a_court_case_that_is_certain_moves_completion_not_release():
    _, plain = played()
    _, court = played(court_chance=1.0, court_months=6)
    assert np.array_equal(plain.release_month, court.release_month)
    assert (court.done_month[plain.done_month >= 0] > plain.done_month[plain.done_month >= 0]).mean() > 0.9


def test_of_a_small_complex_only_the_tenants_who_consent_take_part():
    rows = complexes(6, homes_count=8, phase_number=1)
    half = {"consent_means": [0.5, 0.5, 0.5], "consent_concentration": 1e6}
    assert np.allclose(played(rows, **half)[1].homes, 48, atol=1e-6)
    assert 22 < played(rows, small_complex_rule="per_tenant", **half)[1].homes.mean() < 26


def test_extensions_leave_what_has_happened_alone():
    """Work under way has its consent and its conditions, also of a complex below ten homes."""
    rows = under_way().assign(homes_count=[8, 20, 20, 20, 20, 20])
    odd = {"small_complex_rule": "per_tenant", "court_chance": 1.0, "court_months": 30, "open_conditions": [[1.0, 40, 1, 12]]}
    _, plain = played(rows)
    _, harder = played(rows, **odd)
    assert np.array_equal(plain.release_month[:, :3], harder.release_month[:, :3])
    assert np.array_equal(plain.done_month[:, 0], harder.done_month[:, 0]) and (harder.done_month[:, :3] < 30).all()


def test_promises_pulled_forward_move_only_what_is_still_to_come():
    tp = np.array([-5.0, 10.0, 22.0])
    assert case.pulled_forward(tp, 10, np.array([True, True, True]), 0.2).tolist() == [-5, 10, 20]
    assert case.pulled_forward(tp, 10, np.array([True, True, False]), 0.2).tolist() == [-5, 10, 22]
    assert (played(promise_buffer=0.5)[1].release_month <= played()[1].release_month).all()


@pytest.mark.parametrize("change", [{"trust": 0.0}, {"staff_for": 0.5}, {"consent_shift": 0.3}, {"cond_shift": 0.3}, {"mu_shift": 0.3}],
                         ids=["less trust", "staffing for less", "less consent", "worse condition", "longer delay"])
def test_in_users_words_each_worse_habit_gives_no_more_homes(change):
    found, one = built()
    before, after = (futures.play(found, one, 1, some).homes.mean() for some in ({}, change))
    assert after <= before + 1e-9
