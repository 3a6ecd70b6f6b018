"""What it may become: homes per quarter, the calendar of releases, work per builder."""

import numpy as np
import pandas as pd

from alliance_lib.scaleup import futures, outlook, progress
from scaleup_world import DAY, assume, built, complexes, under_way


def ahead(**frames):
    found, one = built(**frames)
    return found, one, futures.play(found, one, 1)


def test_quarters_start_today_and_low_middle_and_high_are_in_order():
    found, _, later = ahead()
    rows = outlook.homes(found, later)
    assert rows["quarter_date"].iloc[0] == pd.Timestamp(2026, 4, 1) and (rows["quarter_date"].dt.month % 3 == 1).all()
    assert (rows["low_homes"] <= rows["middle_homes"]).all() and (rows["middle_homes"] <= rows["high_homes"]).all()
    assert abs(rows["planned_homes"].sum() - 120) < 1e-6


def test_the_calendar_lists_what_is_not_released_in_this_phase_and_the_next():
    rows = complexes(9)
    found, one, later = ahead(complexes=rows)
    listed = outlook.calendar(found, one, later, 1)
    assert [row["complex_id"] for row in listed] == [f"X{n}" for n in range(6)]
    assert all(DAY < row["p50_date"] <= row["p80_date"] and row["p50_date"] > row["promised_date"] for row in listed)
    assert all(0 <= row["on_time_share"] <= 1 for row in listed)


def test_the_chance_of_release_on_time_is_the_share_of_futures_in_which_it_came_within_tolerance():
    found, one, later = ahead()
    strict, wide = (sum(row["on_time_share"] for row in outlook.calendar(found, one, later, months)) for months in (0, 6))
    assert strict < wide


def test_weeks_without_work_stand_only_with_a_builder_whose_figures_are_here():
    found, one, later = ahead()
    known, = outlook.builders(found, one, later, {"B1": "Anker"}, {"B1"})
    unknown, = outlook.builders(found, one, later, {"B1": "Anker"}, set())
    assert known["idle_weeks"] >= 0 and np.isnan(unknown["idle_weeks"]) and unknown["builder"] == "Anker"
    assert 0 <= known["continuity_share"] <= 1 and known["low_homes"] <= known["middle_homes"] <= known["high_homes"] <= 120


def test_a_plan_lasts_from_its_first_month_to_the_end_of_the_quarter_of_its_last():
    planned = np.zeros((2, 12))
    planned[0, [4, 7]] = 1
    assert outlook.weeks_of_plan(planned).tolist() == [5 * outlook.WEEKS_PER_MONTH, 0.0]


def test_weeks_with_and_without_work_are_together_the_weeks_of_the_plan():
    found, one, later = ahead()
    row, = outlook.builders(found, one, later, {}, {"B1"})
    assert np.isclose(row["work_weeks"] + row["idle_weeks"], outlook.weeks_of_plan(one.fields["plan"][-1])[0])


def test_releasing_eight_weeks_later_gives_a_builder_more_weeks_without_work_a38():
    """A builder that keeps up with its plan, and releases that come exactly when promised."""
    numbers = assume(delay_reference=[0.0, 0.01, 0.02, 0.01], shortfall_reference=[1, 0, 0, 0], consent_means=[1.0, 1.0, 1.0],
                     trust=1.0, staff_for=1.5, growth_limit=9.0, capacity_headroom=4.0)
    weeks = []
    for months in (0, 2):
        promised = [pd.Timestamp(2026, 6, 1) + pd.DateOffset(months=4 * n + (months if n else 0)) for n in range(4)]
        start = [pd.Timestamp(2026, 8, 1) + pd.DateOffset(months=4 * n) for n in range(4)]
        rows = complexes(4, phase_number=1, promised_date=promised, planned_start_date=start)
        found, one = built(numbers, complexes=rows)
        weeks.append(outlook.builders(found, one, futures.play(found, one, 1), {}, {"B1"})[0]["idle_weeks"])
    assert weeks[1] > weeks[0]


def test_homes_at_the_end_of_the_plan_are_said_with_the_chance_of_the_whole_plan():
    found, _, later = ahead()
    first, second = outlook.say_homes(found, progress.completed(found, later), assume())
    assert first.facts["planned"] == 120 and first.facts["low"] <= first.facts["middle"] <= first.facts["high"] <= 120
    assert second.code.startswith("scaleup.whole_plan_") and 0.01 <= second.facts["p"] <= 0.99


def test_when_everything_is_released_the_calendar_is_empty_and_says_so():
    found, one, later = ahead(complexes=under_way().iloc[:3])
    assert outlook.calendar(found, one, later, 1) == [] and outlook.say_calendar([])[0].code == "scaleup.all_released"


def test_the_builder_with_the_least_continuous_work_is_named_and_reference_figures_are_said():
    rows = [{"builder_id": "B1", "builder": "Anker", "continuity_share": 0.7, "idle_weeks": 4.0, "work_weeks": 48.0, "own_figures": True},
            {"builder_id": "B2", "builder": "Sluiskolk", "continuity_share": 0.5, "idle_weeks": np.nan, "work_weeks": np.nan, "own_figures": False}]
    said = {f.code.removeprefix("scaleup."): f.facts for f in outlook.say_builders(rows)}
    assert said["continuity"]["builder"] == "Sluiskolk" and said["idle"] == {"builder": "Anker", "weeks": 4, "of": 52}
    assert said["reference_figures"]["builders"] == ["Sluiskolk"]
