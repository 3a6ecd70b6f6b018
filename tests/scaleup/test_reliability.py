"""What more reliable release is worth, and to whom."""

import numpy as np
import pytest

from alliance_lib.scaleup import futures, reliability
from scaleup_world import built, complexes, under_way


def worth(own=("B1",), **frames):
    found, one = built(**frames)
    rows = reliability.table(found, one, futures.play(found, one, 1), ({"C1": "De Vliet"}, set(own)), 1)
    return found, one, rows


def test_more_reliable_release_never_costs_homes_and_owners_and_builders_count_the_same_homes():
    _, _, rows = worth()
    for code in ("month", "step"):
        owners, builders = (sum(r["more_homes"] for r in rows if r["gain_code"] == code and r["is_builder"] == b) for b in (False, True))
        assert owners >= -1e-9 and owners == pytest.approx(builders)


def test_the_month_makes_the_middle_promise_a_month_earlier():
    _, one, _ = worth()
    lead = float(np.mean(one.fields["lead"]))
    middle = float(np.exp(np.median(one.fields["posterior"][:, :-1, 0])))
    shift = reliability.gains(one)["month"]["mu_shift"]
    assert lead * (middle - middle * np.exp(shift)) == pytest.approx(1.0)


def test_a_step_better_moves_each_shortfall_one_step():
    _, one, _ = worth()
    better = reliability.gains(one)["step"]["cond"]
    assert np.array_equal(better[:, 0], one.fields["cond"][:, 1]) and (better[:, 3] == 1).all()


def test_weeks_without_full_work_stand_only_with_a_builder_whose_figures_are_here():
    assert all(np.isnan(r["less_idle_weeks"]) for r in worth(own=())[2])
    assert [np.isnan(r["less_idle_weeks"]) for r in worth()[2] if r["gain_code"] == "step"] == [True, True, False]


def test_when_all_is_released_a_month_less_delay_is_no_question():
    found, _, rows = worth(complexes=under_way().iloc[:3])
    assert {r["gain_code"] for r in rows} == {"step"} and len(reliability.say(found, rows)) == 1
    assert worth(complexes=complexes(1))[2]
