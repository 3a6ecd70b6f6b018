"""The checklist of why collaborating is hard: classes per level, for the facilitator only."""

import pandas as pd

from alliance_lib.assumptions import load
from alliance_lib.intake.risks import risk_class, risks
from alliance_lib.publication import permitted
from alliance_lib.schema import codes
from demo_frames import demo
from worlds import world

ASSUME = load("intake")
SCORED = pd.DataFrame([("courage", "steering", 4), ("courage", "project", 2), ("power", "steering", 3), ("values", "board", None)],
                      columns=["risk_code", "level_code", "score_1to5"]).assign(round=1)


def test_the_checklist_of_the_article_is_scored_per_level_and_shown_as_classes_B18():
    assert len(codes()["collaboration_risk"]) == 8
    rows, said = risks(world(risk_checks=SCORED), ASSUME)
    found = {row["risk_code"]: row for row in rows}
    assert list(found) == list(codes()["collaboration_risk"])
    assert (found["courage"]["steering_class"], found["courage"]["project_class"], found["power"]["steering_class"]) == ("high", "low", "middle")
    assert found["values"]["board_class"] is None, "nobody scored it"
    assert [(f.code, f.facts.get("risks"), f.facts["n"]) for f in said] == [("intake.risks_high", ["courage"], 1), ("intake.risks_unscored", None, 6)]


def test_the_demo_has_every_risk_scored_at_both_levels_and_fewer_high_ones_a_year_later_B18():
    high = {}
    for round in (1, 3):
        rows, said = risks(demo(round), ASSUME)
        assert all(row["steering_class"] and row["project_class"] for row in rows) and "intake.risks_unscored" not in {f.code for f in said}
        high[round] = sum(f.facts["n"] for f in said)
    assert high == {1: 8, 3: 1}


def test_another_round_counts_for_itself_and_nobody_else_sees_a_score():
    assert risks(world(upto=2, closed=1, risk_checks=SCORED), ASSUME) == ([], [])
    assert risks(permitted(world(risk_checks=SCORED), "steering_group"), ASSUME) == ([], []) == risks(world(), ASSUME)


def test_a_score_on_a_bound_falls_in_the_higher_class():
    assert [risk_class(score, 2.5, 3.5) for score in (1, 2.4, 2.5, 3.4, 3.5, 5)] == ["low", "low", "middle", "middle", "high", "high"]
