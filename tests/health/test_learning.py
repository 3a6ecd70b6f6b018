"""Lessons that travel, and room to try."""

import pandas as pd
import pytest
from demo_frames import demo
from health_world import alliance

from alliance_lib.alliance import from_frames
from alliance_lib.health.learning import experiments, lessons
from alliance_lib.publication import permitted


def learned(rows):
    columns = ["from_party_id", "phase_number", "adopted_by_party_id", "adopted_date", "reused_phase_number"]
    made = pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows]).assign(round=1, text="les")
    return alliance({"lessons": made.assign(lesson_id=[f"L{n}" for n in range(len(rows))])})


def tried(rows, reserves=None, **frames):
    made = pd.DataFrame(rows).assign(round=1, text="proef")
    kept = {} if reserves is None else {"reserves": pd.DataFrame(reserves)}
    return alliance({"experiments": made.assign(experiment_id=[f"X{n}" for n in range(len(rows))])} | kept | frames)


def codes(found):
    return {finding.code.removeprefix("health."): finding.facts for finding in found}


def test_the_log_says_who_adopted_a_lesson_of_whom_and_where_it_was_used_again_a16_b50():
    rows = lessons(demo(3))[0]["lessons"].dropna(subset="reused_phase_number").iloc[0]
    assert (rows["from_party"], rows["adopted_by"], rows["phase_number"], rows["reused_phase_number"]) == (
        "Bouwbedrijf Anker", "Bouwgroep Sluiskolk", 1, 2)


def test_per_phase_it_is_said_how_many_lessons_another_party_adopted_and_nought_is_said_too_a16():
    tables, found = lessons(learned([("P1", 1, "P2", "2026-02-01", 2), ("P1", 1, None, None, None), ("P2", 2, None, None, None)]))
    assert tables["learning"][["lessons", "adopted", "reused"]].values.tolist() == [[2, 1, 1], [1, 0, 0]]
    assert codes(found)["nothing_adopted"] == {"phases": ["2"], "n": 1}


def test_a_phase_that_began_without_any_lesson_says_nought_a16():
    found = codes(lessons(demo(2))[1])
    assert found["lessons"]["n"] == 0 and found["nothing_adopted"]["phases"] == ["Klein beginnen"]


def test_a_lesson_adopted_by_its_own_party_or_used_in_its_own_phase_does_not_count_a16():
    found = codes(lessons(learned([("P1", 1, "P1", "2026-02-01", 1)]))[1])
    assert found["lessons"] == {"n": 1, "adopted": 0, "reused": 0}


def test_an_adoption_after_the_reference_date_has_not_happened_yet_a16():
    assert codes(lessons(learned([("P1", 1, "P2", "2026-03-02", 2)]))[1])["lessons"]["adopted"] == 0


@pytest.mark.parametrize(("row", "unbound"), [({"hypothesis": "h", "stop_date": "2026-06-01"}, 0), ({"stop_date": "2026-06-01"}, 1),
                                              ({"hypothesis": "h"}, 1)])
def test_an_experiment_needs_an_expectation_and_a_stop_date_b47(row, unbound):
    found = codes(experiments(tried([row]))[1])
    assert found.get("experiments_unbound", {}).get("n", 0) == unbound


def test_an_experiment_past_its_stop_date_is_named_and_one_that_ended_is_not_b47():
    row = {"hypothesis": "h", "stop_date": "2026-02-28"}
    tables, found = experiments(tried([row, row | {"ended_date": "2026-02-20", "held_code": "no"}]))
    assert tables["experiments"]["state_code"].tolist() == ["overdue", "ended"] and codes(found)["experiments_overdue"] == {"n": 1}


def test_on_the_stop_date_itself_it_still_runs_b47():
    assert experiments(tried([{"stop_date": "2026-03-01"}]))[0]["experiments"]["state_code"].tolist() == ["running"]


def test_time_and_budget_are_kept_free_for_what_is_not_fixed_or_it_is_said_that_none_is_b48():
    row = {"stop_date": "2026-06-01", "hours": 100, "budget_keur": 10}
    enough = [{"year": 2026, "reserve_hours": 100, "reserve_keur": 10}]
    assert "reserve_enough" in codes(experiments(tried([row], enough))[1])
    assert codes(experiments(tried([row], [{"year": 2026, "reserve_hours": 99, "reserve_keur": 10}]))[1])["reserve_short_hours"] == {
        "year": "2026", "asked": 100, "reserve": 99}
    assert {"no_reserve_hours", "no_reserve_keur"} <= set(codes(experiments(tried([row]))[1]))


def test_the_reserve_is_a_line_of_the_budget_with_its_share_for_the_facilitator_only_b48():
    row = {"stop_date": "2026-06-01", "hours": 1}
    promised = pd.DataFrame([{"party_id": "P1", "year": 2026, "hours_promised": 1000, "budget_promised_keur": 50}])
    world = tried([row], [{"year": 2026, "reserve_hours": 100, "reserve_keur": 5}], commitments=promised)
    assert experiments(world)[0]["reserves"][["share_hours", "share_keur"]].values.tolist() == [[0.1, 0.1]]
    assert experiments(permitted(world, "session"))[0]["reserves"][["share_hours", "share_keur"]].isna().all(axis=None)


def test_nought_kept_free_is_no_reserve_b48():
    found = codes(experiments(tried([{"stop_date": "2026-06-01"}], [{"year": 2026, "reserve_hours": 0, "reserve_keur": 0}]))[1])
    assert {"no_reserve_hours", "no_reserve_keur"} <= set(found)


def test_an_empty_alliance_is_told_that_lessons_room_and_experiments_are_missing():
    empty = from_frames({}, 1)
    assert set(codes(lessons(empty)[1])) == {"missing_lessons"}
    assert set(codes(experiments(empty)[1])) == {"missing_reserve", "missing_experiments"}
