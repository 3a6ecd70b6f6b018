"""The plan of sessions over a year, and when the same measurement is repeated."""

import pandas as pd
import pytest

from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.intake.cadence import cadence, open_slots
from alliance_lib.publication import permitted
from demo_frames import demo
from worlds import world

ASSUME = load("intake")
TODAY = pd.Timestamp(2025, 1, 1)  # the reference date of round 1 of the world


def planned(*days, measure=()):
    rows = [{"session_id": f"P{n}", "session_date": pd.Timestamp(day), "kind_code": "talk", "measure_code": "yes" if day in measure else "no"}
            for n, day in enumerate(days)]
    return world(planned_sessions=pd.DataFrame(rows))


def told(alliance):
    rows, said = cadence(alliance, ASSUME)
    return rows, {f.code.removeprefix("intake."): f.facts for f in said}


def test_without_a_plan_four_sessions_a_year_are_proposed_and_one_measures_again_A31():
    rows, said = told(world())
    assert [f"{row['session_date']:%Y-%m}" for row in rows] == ["2025-04", "2025-07", "2025-10", "2026-01"]
    assert [row["measure_code"] for row in rows] == ["no", "yes", "no", "no"] and {row["kind_code"] for row in rows} == {"proposed"}
    assert said["sessions_few"]["n"] == 0 and said["sessions_few"]["of"] == 4 and said["measure_due"]["day"] == pd.Timestamp(2025, 7, 1)


def test_what_is_planned_takes_the_place_of_a_proposal_and_its_measurement_is_named_A31():
    rows, said = told(planned("2025-02-20", "2025-06-20", measure=["2025-06-20"]))
    assert [row["kind_code"] for row in rows] == ["talk", "talk", "proposed", "proposed"] and {row["measure_code"] for row in rows[2:]} == {"no"}
    assert said["measure_planned"] == {"day": pd.Timestamp(2025, 6, 20), "due": pd.Timestamp(2025, 7, 1)}


def test_a_measurement_after_its_due_day_is_said_and_a_session_about_this_round_is_not_the_next_one():
    assert told(planned("2025-09-01", measure=["2025-09-01"]))[1]["measure_late"]["day"] == pd.Timestamp(2025, 9, 1)
    assert told(planned("2025-01-20", measure=["2025-01-20"]))[1]["measure_due"]["day"] == pd.Timestamp(2025, 7, 20)


def test_the_demo_has_four_sessions_a_year_and_repeats_its_measurement_each_half_year_A31():
    for round in (1, 2, 3):
        rows, said = told(demo(round))
        assert said["sessions_planned"]["n"] == 4 and "measure_planned" in said
        assert "proposed" not in {row["kind_code"] for row in rows}


def test_others_see_the_plan_and_no_proposal():
    assert told(permitted(world(), "session")) == ([], {})
    rows, said = told(permitted(planned("2025-02-20"), "session"))
    assert len(rows) == 1 and "sessions_few" in said
    assert told(from_frames({}, 1)) == ([], {})


@pytest.mark.parametrize("per_year", [1, 2, 3, 4, 12])
def test_a_year_is_cut_in_equal_parts_and_a_day_in_each_leaves_none_open(per_year):
    slots = open_slots(TODAY, [], per_year)
    assert len(slots) == per_year and slots[-1] == pd.Timestamp(2026, 1, 1) and open_slots(TODAY, slots, per_year) == []


@pytest.mark.parametrize("per_year", [0, 13, -1])
def test_another_number_of_sessions_is_refused(per_year):
    with pytest.raises(ValueError):
        open_slots(TODAY, [], per_year)
