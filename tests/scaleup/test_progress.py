"""Planned beside actual: the S-curve, the gap in homes and in weeks."""

import numpy as np
import pandas as pd

from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.scaleup import charts, forecast, futures, plan, progress
from alliance_lib.words import Words
from demo_frames import demo
from scaleup_world import DAY, assume, built, complexes, world


def behind(done=()):
    """Three complexes planned to be done 10, 6 and 2 weeks before today; these are."""
    rows = complexes(3, planned_months=4, promised_date=DAY - pd.DateOffset(months=9))
    ends = [DAY - pd.Timedelta(weeks=w) for w in (10, 6, 2)]
    rows["planned_start_date"] = [end - pd.DateOffset(months=4) for end in ends]
    rows["released_date"] = DAY - pd.DateOffset(months=8)
    rows["done_date"] = pd.to_datetime([DAY - pd.Timedelta(days=1) if i in done else None for i in range(3)])
    return plan.read(world(complexes=rows), assume())


def facts(found):
    return {f.code.removeprefix("scaleup."): f.facts for f in progress.say(found)}


def test_with_nothing_done_the_gap_is_all_that_was_planned_and_as_old_as_the_first_end():
    told = facts(behind())["behind"]
    assert (told["done"], told["planned"], told["gap"], told["weeks"]) == (0, 60, 60, 10)


def test_with_one_complex_done_the_gap_starts_where_the_plan_passed_it():
    told = facts(behind(done=(2,)))["behind"]
    assert (told["done"], told["gap"], told["weeks"]) == (20, 40, 6)


def test_on_plan_and_ahead_are_said_as_such():
    assert "on_plan" in facts(behind(done=(0, 1, 2)))
    later = complexes(3, released_date=DAY - pd.DateOffset(months=3), done_date=DAY - pd.Timedelta(days=2))
    assert facts(plan.read(world(complexes=later), assume()))["ahead"]["gap"] == 60


def test_what_should_have_been_released_is_named():
    late = complexes(2, promised_date=DAY - pd.Timedelta(days=40))
    assert facts(plan.read(world(complexes=late), assume()))["overdue"]["complexes"] == ["Straat 0", "Straat 1"]


def test_the_curve_is_known_until_today_and_a_forecast_after_it():
    found, one = built()
    rows = progress.table(found, progress.completed(found, futures.play(found, one, 1)))
    known = rows["day_date"] <= DAY
    assert rows.loc[known, "done_homes"].notna().all() and rows.loc[~known, "done_homes"].isna().all()
    assert rows.loc[known, "middle_homes"].isna().all() and rows.loc[~known, "middle_homes"].notna().all()
    for column in ("planned_homes", "promised_homes", "low_homes", "middle_homes", "high_homes"):
        assert rows[column].dropna().is_monotonic_increasing
    assert rows["planned_homes"].iloc[-1] == 120


def test_completed_homes_count_a_complex_when_its_last_home_is_done():
    found, one = built()
    ahead = futures.play(found, one, 1)
    at_end = progress.completed(found, ahead)[:, -1]
    np.testing.assert_allclose(at_end, 20 * (ahead.done_month >= 0).sum(axis=1))


def test_the_curve_has_planned_beside_done_and_names_the_gap_in_homes_and_in_weeks_A25():
    """The demo is on plan in round three; the same demo without anything done is not."""
    nothing_done = dict(demo(3).frames) | {"complexes": demo(3)["complexes"].assign(done_date=pd.NaT)}
    found, words = forecast(from_frames(nothing_done, 3), assume=load("scaleup"), seed=1), Words("nl")
    told = {f.code: f.facts for f in found.findings}["scaleup.behind"]
    assert (told["done"], told["gap"]) == (0, 46) and told["weeks"] > 0
    drawing = charts.progress(found, words)
    assert drawing.figure is not None and drawing.conclusion.code == "scaleup.progress_behind"
    assert f"{told['gap']} " in words.finding(drawing.conclusion) and f"{told['weeks']} weken" in words.finding(drawing.conclusion)
    calm = charts.progress(forecast(demo(3), assume=load("scaleup"), seed=1), words)
    assert calm.conclusion.code == "scaleup.progress_on_plan" and "46 woningen gereed, zoals gepland" in words.finding(calm.conclusion)


def test_an_empty_alliance_has_no_curve_and_says_so_A25():
    drawing = charts.progress(forecast(from_frames({}, 1), assume=load("scaleup"), seed=1), Words("nl"))
    assert drawing.figure is None and Words("nl").finding(drawing.conclusion).endswith(".")
