"""Common ground: which rule gives which goal its place, and which trades there are."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.assumptions import load
from alliance_lib.interests import ground
from alliance_lib.interests.positions import Positions

ASSUME = load("interests")
ASKED = np.nan


def held(**goals):
    stances = pd.DataFrame(goals, dtype=float)
    stances.index = [f"P{n}" for n in range(len(stances))]
    return Positions(stances, stances * 0 + 1, {p: f"partij {p}" for p in stances.index}, {g: f"doel {g}" for g in goals})


def places(position, assume=ASSUME):
    return {row["goal_id"]: row["rule_code"] for row in ground.ground(position, assume)[0]}


@pytest.mark.parametrize(("stances", "rule"), [
    ([1, 2, 4], "agree"),       # everybody at least the threshold
    ([0, 2, 4], "open"),        # nobody against, not everybody in favour
    ([0, 0, 0], "open"),        # nobody minds
    ([-1, 1, 2], "rub"),        # somebody for and somebody against
    ([-3, 0, 0], "veto"),       # strong opposition rubs, whatever the others think
    ([-4, 4, 4], "veto"),
    ([-1, -2, -4], "reject"),   # all against: shared rejection is agreement
    ([-2, -1, 0], "open"),      # against, but nobody in favour
    ([ASKED, 4, 4], "open"),    # not everybody was asked: agreement cannot be told
    ([ASKED, -4, 4], "veto"),   # but a veto can
    ([ASKED, -1, -1], "open"),
    ([ASKED, ASKED, 4], "unasked"),
])
def test_each_goal_gets_its_place_by_the_first_rule_that_fits(stances, rule):
    others = {"X": [1, 1, 1]}
    assert places(held(G=stances, **others))["G"] == rule


def test_two_parties_trade_when_each_strongly_wants_what_the_other_hardly_minds():
    rows, trades = ground.ground(held(G=[4, 0], H=[-1, 3]), ASSUME)
    assert [row["rule_code"] for row in rows] == ["trade", "trade"]
    assert trades == [{"party_a_id": "P0", "party_b_id": "P1", "party_a": "partij P0", "party_b": "partij P1",
                       "wants_a": ["doel G"], "wants_b": ["doel H"]}]


def test_the_trade_reads_the_same_whoever_comes_first():
    turned = held(G=[0, 4], H=[3, -1])
    (pair,) = ground.ground(turned, ASSUME)[1]
    assert (pair["wants_a"], pair["wants_b"]) == (["doel H"], ["doel G"])


@pytest.mark.parametrize(("goal", "other", "why"), [
    ([4, 2], [0, 4], "the other does mind"),
    ([2, 0], [0, 4], "not wanted strongly"),
    ([4, ASKED], [0, 4], "not asked is not the same as hardly minding"),
    ([4, 1], [1, 4], "all are in favour of both: nothing to trade"),
])
def test_there_is_no_trade_when(goal, other, why):
    assert ground.ground(held(G=goal, H=other), ASSUME)[1] == [], why


def test_a_goal_that_a_third_party_opposes_is_not_on_offer():
    assert ground.ground(held(G=[4, 0, -2], H=[0, 4, 0]), ASSUME)[1] == []


def test_an_added_goal_without_stances_in_common_changes_no_other_place():
    one, two = held(G=[1, 2], H=[-1, 2]), held(G=[1, 2], H=[-1, 2], J=[ASKED, 4])
    assert {g: p for g, p in places(two).items() if g != "J"} == places(one)


def test_a_party_that_is_there_twice_moves_no_goal():
    stances = held(G=[4, 0], H=[-1, 3], J=[1, 2], K=[-3, 1])
    twice = Positions(pd.concat([stances.stances, stances.stances.set_axis(["P8", "P9"])]), stances.given,
                      stances.party_names | {"P8": "b", "P9": "c"}, stances.goal_names)
    assert places(twice) == places(stances)


def test_other_thresholds_give_other_places():
    assert places(held(G=[2, 1]), ASSUME.with_values(agree_at=2)) == {"G": "open"}
    assert places(held(G=[-2, 4]), ASSUME.with_values(veto_at=-2)) == {"G": "veto"}


def test_shares_are_of_the_parties_that_were_asked():
    (row,) = ground.ground(held(G=[-3, 2, ASKED, 0]), ASSUME)[0]
    assert (row["asked_count"], row["for_share"], row["against_share"]) == (3, 1 / 3, 1 / 3)
    assert row["veto"] == ["partij P0"] and (row["lowest"], row["highest"]) == (-3, 2)


def test_the_findings_and_steps_say_every_goal_once():
    rows, trades = ground.ground(held(G=[4, 0], H=[-1, 3], J=[1, 2], K=[-3, 1], L=[0, 0]), ASSUME)
    found = {f.code.removeprefix("interests."): f.facts for f in ground.say_ground(rows, trades)}
    assert found["summary"] == {"of": 5, "agree": 1, "trade": 2, "rub": 1, "open": 1}
    assert sorted(g for code in ("agree", "trade", "rub", "open") for g in found[code]["goals"]) == [f"doel {g}" for g in "GHJKL"]
    assert found["veto"] == {"n": 1, "goal": "doel K", "parties": ["partij P0"]}
    assert [step[0] for step in ground.steps(rows)] == ["ground_trade", "ground_trade", "ground_agree", "ground_veto", "ground_open"]


def test_without_goals_nothing_is_said():
    assert ground.ground(held(), ASSUME) == ([], []) and ground.say_ground([], []) == []
