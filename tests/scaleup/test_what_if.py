"""Another setting, the same luck: every slider does what it says, and the one that changes nothing changes nothing."""

import numpy as np
import pytest
from demo_frames import demo

from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.scaleup import futures, progress, what_if


@pytest.fixture(scope="module")
def base():
    return what_if.ground(demo(3), load("scaleup").with_values(scenarios=300), 1, private=True)


@pytest.fixture(scope="module")
def now(base):
    return what_if.answer(base, what_if.as_planned(base))


def moved(base, **setting):
    return what_if.answer(base, what_if.as_planned(base) | setting)


def total(found):
    return found.fan[1].sum()


def test_as_planned_is_the_forecast_itself(base, now):
    found = futures.play(base.plan, base.case, base.seed)
    assert np.array_equal(now.fan, futures.quantiles(progress.completed(base.plan, found)))


def test_release_eight_weeks_later_gives_builders_more_weeks_without_work_a38(base, now):
    later = moved(base, delay_weeks=8.0)
    assert later.idle.sum() > now.idle.sum() and total(later) < total(now)


@pytest.mark.parametrize(("worse", "better"), [
    ({"condition_points": 20.0}, {"condition_points": -20.0}), ({"consent_points": -20.0}, {"consent_points": 20.0}),
    ({"delay_weeks": 26.0}, {"delay_weeks": -26.0})])  # fmt: skip
def test_worse_luck_with_release_never_gives_more_homes(base, now, worse, better):
    assert total(moved(base, **worse)) <= total(now) <= total(moved(base, **better))
    assert total(moved(base, **worse)) < total(moved(base, **better))


def test_without_investing_nothing_is_earned_back_a39(base, now):
    assert 0 <= now.back <= 1 and np.isnan(moved(base, investing_share=0.0).back)


def test_a_gate_that_asks_more_opens_less_often(base, now):
    strict = moved(base, gate_kept_share=1.5, gate_homes_share=1.5)
    assert all(strict.gates[gate] <= share for gate, share in now.gates.items()) and sum(strict.gates.values()) < sum(now.gates.values())


def test_starting_smaller_moves_complexes_to_later_phases_and_leaves_what_has_begun(base):
    changed = what_if.changes(base, what_if.as_planned(base) | {"growing_number": 1.6})["phase"]
    begun = base.case.done | base.case.under_way
    assert (changed[begun] == base.case.fields["phase"][begun]).all() and changed.mean() > base.case.fields["phase"].mean()


def test_what_is_shared_rests_on_reference_figures_only():
    frames = {name: rows.copy() for name, rows in demo(3).frames.items()}
    frames["builders"]["first_home_keur"] = 987.0
    frames["builders"]["capacity_homes_per_month"] = 55.0
    dear = from_frames(frames, 3)
    own, shared = (what_if.ground(dear, load("scaleup"), 1, private=private).case.fields for private in (True, False))
    plain = what_if.ground(demo(3), load("scaleup"), 1, private=False).case.fields
    assert (own["c1"][:-1] == 987.0).all()
    assert all(np.array_equal(shared[name], plain[name]) for name in ("c1", "F", "cap", "c_min"))


def test_the_plan_line_ends_with_every_planned_home(base):
    line = what_if.planned(base.plan)
    assert (np.diff(line) >= 0).all() and line[-1] == base.plan.rows["homes_count"].sum()


def test_nothing_to_try_on_without_complexes():
    assert what_if.ground(from_frames({}, 1), load("scaleup"), 1, private=True) is None
