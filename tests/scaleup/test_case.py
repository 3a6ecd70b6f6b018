"""The case: figures of builders or the reference, what is certain, and which gates are open."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.scaleup import case
from alliance_lib.scaleup.tables import prepare
from scaleup_world import assume, built, gate, under_way


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
