"""Monitoring: the ramp against the plan, and whether release becomes more reliable."""

import pandas as pd

from alliance_lib.result import shapes
from alliance_lib.scaleup import forecast, plan, ramp
from demo_frames import demo
from scaleup_world import DAY, assume, complexes, under_way, world


def rows_of(**frames):
    return ramp.table(plan.read(world(**frames), assume()), 1)


def history(kept_before, kept_recently, each=4):
    """Promises of two years ago and of the last year, so many of each kept."""
    count = 2 * each
    promised = [DAY - pd.DateOffset(months=30 - n) for n in range(each)] + [DAY - pd.DateOffset(months=10 - n) for n in range(each)]
    kept = [n < kept_before for n in range(each)] + [n < kept_recently for n in range(each)]
    given = [day if ok else day + pd.DateOffset(months=2) for day, ok in zip(promised, kept, strict=True)]
    return complexes(count, promised_date=promised, released_date=given, planned_start_date=promised, promise_date=DAY - pd.DateOffset(months=40))


def test_release_that_gets_more_reliable_is_said_with_both_counts_a50():
    trend, = (f for f in ramp.say(rows_of(complexes=history(1, 3))) if f.code == "scaleup.kept_trend")
    assert trend.facts == {"due": 4, "kept": 3, "before": 4, "held": 1}


def test_homes_done_and_planned_stand_in_their_quarter_and_add_up_a50():
    rows = rows_of(complexes=under_way(done=(True, True, False)))
    assert rows["done_homes"].sum() == 40 and rows["kept_count"].sum() == 3 and rows["due_count"].sum() == 3
    assert rows["quarter_date"].max() <= DAY and (rows["quarter_date"].dt.month % 3 == 1).all()


def test_the_same_report_in_a_later_round_has_the_same_shape_and_new_figures_a50():
    earlier, later = (forecast(demo(r), assume=assume(), seed=1) for r in (2, 3))
    assert {n: list(t.columns) for n, t in earlier.tables.items()} == {n: list(t.columns) for n, t in later.tables.items()}
    assert set(later.tables) == set(shapes("scaleup"))
    assert earlier["ramp"]["done_homes"].sum() == 0 and later["ramp"]["done_homes"].sum() == 46


def test_without_a_reference_date_or_complexes_there_is_nothing_to_monitor():
    assert rows_of(rounds=None).empty and rows_of(complexes=complexes(0)).empty and ramp.say(pd.DataFrame()) == []
