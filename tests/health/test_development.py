"""Where people see their team: a spread per level for the facilitator, a band for others; and who leads, reflects."""

import pandas as pd
import pytest
from demo_frames import demo
from health_world import alliance

from alliance_lib.alliance import from_frames
from alliance_lib.health.development import SUBJECTS, development, reflection
from alliance_lib.publication import permitted

AUDIENCES = ("session", "steering_group", "project_team", "party:C1", "party:B3")


def placed(levels, round=1, rounds=(1,)):
    people = [{"person_id": f"{level}{n}", "party_id": f"P{n % 5 + 1}", "level_code": level} for level, given in levels.items()
              for n in range(len(given))]
    rows = [{"round": r, "person_id": f"{level}{n}", "team_now_1to4": answer} for r in rounds for level, given in levels.items()
            for n, answer in enumerate(given)]
    return alliance({"people": pd.DataFrame(people), "team_phases": pd.DataFrame(rows)}, round=round)


def bands(rows, round=1):
    columns = ["round", "question_code", "cell_code", "figure_code", "reason_code"]
    made = [(r, "team_phases.team_now_1to4", cell, figure, why) for r, cell, figure, why in rows]
    return alliance({"published": pd.DataFrame(made, columns=columns)}, round=round)


def said(found, code):
    return [f.facts for f in found if f.code == f"health.{code}"]


def test_the_facilitator_sees_how_many_people_stand_where_per_level_and_no_single_verdict_b45():
    tables, found = development(placed({"steering": [1, 1, 2], "project": [3, 3, 4, 4]}))
    spread = tables["team_phases"].pivot(index="cell_code", columns="phase_code", values="people")
    assert spread.loc["steering", ["forming", "storming", "norming", "performing"]].tolist() == [2, 1, 0, 0]
    assert spread.loc["project"].sum() == 4 and said(found, "team_spread")[0]["phases"] == ["forming", "storming"]


def test_every_level_gets_a_next_step_and_two_phases_apart_compare_views_first_b45():
    steps = development(placed({"steering": [1, 1, 3], "project": [3, 3, 3]}))[0]["team_steps"]
    assert steps[steps["cell_code"] == "steering"]["step_code"].tolist() == ["compare_views", "meet_and_divide_roles"]
    assert steps[steps["cell_code"] == "project"]["step_code"].tolist() == ["fix_working_agreements"]


def test_who_declined_is_asked_and_not_answered_b45():
    spread = development(placed({"steering": [1, "declined", 2]}))[0]["team_phases"]
    assert (spread["asked"].iloc[0], spread["answered"].iloc[0], spread["people"].sum()) == (3, 2, 2)


def test_earlier_rounds_stay_in_view_as_a_trend_b46():
    spread = development(placed({"steering": [1, 2, 3]}, round=3, rounds=(1, 3)))[0]["team_phases"]
    assert spread["round"].unique().tolist() == [1, 3]


@pytest.mark.parametrize(("figure", "first"), [("low", "meet_and_divide_roles"), ("middle", "name_differences"), ("high", "fix_working_agreements")])
def test_others_get_a_band_with_a_next_step_and_no_number_b45(figure, first):
    tables, found = development(bands([(1, "all", figure, None)]))
    assert tables["team_phases"][["people", "share", "asked"]].isna().all(axis=None) and tables["team_steps"]["step_code"].iloc[0] == first
    assert said(found, "team_band") == [{"cell": "all", "figure": figure}]


def test_where_no_band_may_be_shown_the_reason_is_said():
    assert said(development(bands([(1, "all", None, "two_parties")]))[1], "team_phase_withheld") == [{"reason": "two_parties"}]


def test_when_it_was_not_asked_that_is_said():
    assert said(development(from_frames({}, 1))[1], "missing_team_phase") == [{"round": 1}]


def test_leaders_reflection_is_counted_and_nothing_else_b32():
    tables, found = reflection(demo(3))
    row = tables["reflection"].set_index("subject_code").loc["leadership"]
    assert row.tolist() == [4, 1, 0, 5] and said(found, "reflection_coverage")[0] == {"leadership": 4, "chemistry": 3, "courage": 2, "total": 5}


def test_chemistry_and_courage_are_coverage_only_b22_b34():
    tables = reflection(demo(3))[0]
    assert set(tables["reflection"]["subject_code"]) == set(SUBJECTS) and set(tables["reflection"]) == {
        "subject_code", "done", "not_done", "not_asked", "people"}


def test_who_was_not_asked_is_not_counted_as_not_done_b32():
    told = demo(3)["reflections"].query("round == 3").head(2)
    row = reflection(from_frames(dict(demo(3).frames) | {"reflections": told}, 3))[0]["reflection"].iloc[0]
    assert (row["done"], row["not_done"], row["not_asked"]) == (2, 0, 3)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_others_get_nothing_on_reflection_chemistry_and_courage_not_even_that_it_is_missing_b22_b34(audience):
    assert permitted(demo(3), audience)["reflections"].empty and reflection(permitted(demo(3), audience)) == ({}, [])


def test_without_reflection_the_facilitator_hears_so_b32():
    people = pd.DataFrame([{"person_id": "s", "party_id": "P1", "level_code": "steering"}])
    assert said(reflection(alliance({"people": people}))[1], "missing_reflection") == [{"round": 1}]
    assert reflection(from_frames({}, 1)) == ({}, [])
