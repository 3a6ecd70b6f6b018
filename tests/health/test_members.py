"""Who is on the team, what it lacks, and how soon it became one."""

import pandas as pd
import pytest
from demo_frames import demo
from health_world import ASSUME, alliance

from alliance_lib.alliance import from_frames
from alliance_lib.health.members import first_step, team
from alliance_lib.publication import permitted
from alliance_lib.schema import codes

EVERYTHING = [{"person_id": f"P{n}", "discipline_code": d, "starts_code": "yes", "shapes_code": "yes", "fills_code": "yes"}
              for n, d in enumerate(codes()["discipline"])]


def members(rows):
    people = pd.DataFrame([{"person_id": row["person_id"], "party_id": "P1", "level_code": "project"} for row in rows])
    return alliance({"people": people, "members": pd.DataFrame(rows)})


def said(found):
    return {finding.code.removeprefix("health."): finding.facts for finding in found}


def started(day, gatherings=()):
    about = pd.DataFrame([{"alliance_id": "W", "name": "W", "start_date": day}])
    held = pd.DataFrame([{"gathering_id": f"Z{n}", "round": 1, "held_date": on, "kind_code": kind} for n, (on, kind) in enumerate(gatherings)])
    return alliance({"alliance": about} | ({"gatherings": held} if len(held) else {}))


def test_the_facilitator_sees_organisation_discipline_role_start_and_availability_without_names_b27():
    rows = team(demo(3), ASSUME)[0]["team"]
    assert len(rows) == 13 and rows["hours_per_week"].sum() == 87
    assert {"party", "unit", "role_code", "discipline_code", "start_date", "hours_per_week"} <= set(rows) and "person_id" not in rows


def test_others_get_the_coverage_and_no_row_about_a_member_b27():
    tables = team(permitted(demo(3), "session"), ASSUME)[0]
    assert tables["team"].empty and tables["coverage"]["people"].sum() == team(demo(3), ASSUME)[0]["coverage"]["people"].sum()


def test_the_demo_lacks_two_disciplines_and_names_them_b28():
    assert said(team(demo(3), ASSUME)[1])["discipline_missing"]["disciplines"] == ["data", "legal"]


def test_a_discipline_counts_per_task_who_does_it_b28():
    coverage = team(members(EVERYTHING[:1] + [EVERYTHING[0] | {"person_id": "Q", "fills_code": "no"}]), ASSUME)[0]["coverage"]
    own = coverage[coverage["discipline_code"] == EVERYTHING[0]["discipline_code"]].set_index("task_code")["people"]
    assert own.to_dict() == {"starts": 2, "shapes": 2, "fills": 1}


def test_a_whole_team_is_called_covered_and_one_missing_discipline_is_flagged_b28():
    assert set(said(team(members(EVERYTHING), ASSUME)[1])) == {"team_covered"}
    assert said(team(members(EVERYTHING[1:]), ASSUME)[1])["discipline_missing"]["n"] == 1


def test_a_task_that_nobody_does_is_flagged_b28():
    rows = [row | {"fills_code": "no"} for row in EVERYTHING]
    assert said(team(members(rows), ASSUME)[1])["task_missing"]["tasks"] == ["fills"]


def test_a_discipline_that_was_not_filled_in_is_said_apart():
    rows = EVERYTHING + [{"person_id": "Q"}]
    assert said(team(members(rows), ASSUME)[1]) == {"discipline_unsaid": {"n": 1}}


def test_without_members_that_is_said():
    assert set(said(team(from_frames({}, 1), ASSUME)[1])) == {"missing_team"}


@pytest.mark.parametrize(("held", "code"), [("2026-01-31", "team_step_soon"), ("2026-02-01", "team_step_late")])
def test_the_first_team_step_within_thirty_days_is_soon_and_a_day_later_is_late_b42(held, code):
    found = first_step(started("2026-01-01", [(held, "team"), ("2026-02-10", "team")]), ASSUME)
    assert set(said(found[1])) == {code} and found[0]["team_step"]["days"].iloc[0] == (30 if code == "team_step_soon" else 31)


def test_another_kind_of_gathering_or_one_before_the_start_is_no_team_step_b42():
    found = first_step(started("2026-01-01", [("2026-01-10", "work"), ("2025-12-01", "team")]), ASSUME)
    assert said(found[1]) == {"team_step_overdue": {"days": 59, "most": 30}}


def test_in_the_first_days_there_is_still_time_b42():
    assert set(said(first_step(started("2026-02-20"), ASSUME)[1])) == {"team_step_open"}


def test_the_demo_took_three_years_to_its_first_team_step_b42():
    assert said(first_step(demo(3), ASSUME)[1]) == {"team_step_late": {"days": 1134, "most": 30}}


def test_without_a_start_date_nothing_is_said_of_days_b42():
    assert set(said(first_step(from_frames({}, 1), ASSUME)[1])) == {"missing_start"}
