"""Who moves whom, who is torn, and which goals mobilise: MACTOR beside the pairs."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.interests import compare
from demo_frames import demo

ASSUME = load("interests").with_values(draws=50)
MDI = [[0, 3, 1], [2, 0, 0], [0, 4, 0]]  # the worked case of three parties and three goals
MAO = [[3, -2, 0], [2, 4, -1], [-1, 3, 2]]


def worked(*, with_influence=True):
    names, goals = ["A", "B", "C"], ["X", "Y", "Z"]
    frames = {"parties": pd.DataFrame({"party_id": names, "name": names, "type_code": "other"}),
              "goals": pd.DataFrame({"goal_id": goals, "name": goals, "text": goals}),
              "stances": pd.DataFrame([(1, p, g, MAO[i][k]) for i, p in enumerate(names) for k, g in enumerate(goals)],
                                      columns=["round", "party_id", "goal_id", "stance_minus4to4"])}
    if with_influence:
        frames["influence"] = pd.DataFrame([(p, q, MDI[i][k]) for i, p in enumerate(names) for k, q in enumerate(names)],
                                           columns=["party_id", "on_party_id", "influence_0to4"])
    return compare(from_frames(frames, 1), assume=ASSUME, seed=1)


def facts(found):
    return {one.code.removeprefix("interests."): one.facts for one in found.findings}


def test_influence_through_others_and_on_balance_is_that_of_the_worked_case():
    moved = worked()["moves"].set_index(["party_id", "on_party_id"])
    total = {("A", "B"): 4, ("A", "C"): 1, ("B", "A"): 2, ("B", "C"): 1, ("C", "A"): 2, ("C", "B"): 4}
    assert moved["total"].to_dict() == total and moved.loc[("A", "B"), "net"] == 2 and moved.loc[("C", "A"), "indirect"] == 2
    assert facts(worked())["moves"] == {"n": 1, "pairs": ["C → B"], "points": 3}


def test_ambivalence_and_mobilisation_are_those_of_the_worked_case_in_order_one_and_two():
    found = worked()
    assert found["power"]["ambivalence_1"].tolist() == pytest.approx([0.5, 0.8, 0.4])
    assert found["power"]["ambivalence_2"].tolist() == pytest.approx([0.5, 1.0, 0.6363636363636364])
    assert found["ground"]["mobilisation_1"].tolist() == [3, 3, 2] and found["ground"]["mobilisation_2"].tolist() == [6, 9, 3]
    assert facts(found)["torn"]["parties"] == ["B"] and facts(found)["mobilises"]["goals"] == ["Y"]


def test_competitiveness_of_the_worked_case_stands_beside_the_ranks_it_may_have():
    rows = worked()["power"]
    assert rows["competitiveness"].tolist() == pytest.approx([0.9859154929577464, 0.36619718309859156, 1.647887323943662])
    assert (rows["rank_best"] <= rows["rank_worst"]).all()


def test_without_influence_the_third_order_says_nothing():
    found = worked(with_influence=False)
    assert found["moves"].empty and found["power"]["ambivalence_3"].isna().all() and found["ground"]["mobilisation_3"].isna().all()
    assert found["power"]["ambivalence_2"].notna().all()


def test_a_party_without_stances_is_not_called_untorn():
    alliance = demo(1)
    stances = alliance["stances"]
    found = compare(from_frames(dict(alliance.frames) | {"stances": stances[stances["party_id"] != "B3"]}, 1), assume=ASSUME, seed=1)
    rows = found["power"].set_index("party_id")
    assert np.isnan(rows.loc["B3", "ambivalence_2"]) and rows["ambivalence_2"].notna().sum() == 4


def test_the_goal_on_which_parties_are_furthest_apart_is_named_b38():
    assert facts(compare(demo(1), assume=ASSUME, seed=1))["spread"] == {"n": 1, "goals": ["Lagere kosten per woning"], "steps": 6}
