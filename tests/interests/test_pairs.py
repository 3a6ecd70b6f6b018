"""Pairs of parties: MACTOR's three orders, how firm they are, and what only power changes."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.assumptions import load
from alliance_lib.interests import mactor, pairs
from alliance_lib.interests.positions import Positions, direct_influence, positions
from demo_frames import demo

ASSUME = load("interests").with_values(draws=400)


def held(stances):
    table = pd.DataFrame(stances, dtype=float).add_prefix("G")
    table.index = [f"P{n}" for n in range(len(table))]
    return Positions(table, table * 0 + 1, {p: p for p in table.index}, {g: g for g in table})


def influence(values, position):
    return pd.DataFrame(values, position.stances.index, position.stances.index, dtype=float)


def rows(position, direct=None):
    return pairs.pairs(position, pairs.picture(position, direct, ASSUME, 1), ASSUME)


def codes(found):
    return {f.code.removeprefix("interests."): f.facts for f in pairs.say_pairs(found)}


def test_the_figures_of_a_pair_are_those_of_mactor():
    seen = positions(demo(1))
    direct = direct_influence(demo(1), seen.party_names)
    whole = mactor(direct, seen.stances.fillna(0))
    for row in rows(seen, direct):
        at = row["party_a_id"], row["party_b_id"]
        assert row["convergence"] == getattr(whole, f"caa{row['order']}").at[at]
        assert row["divergence"] == getattr(whole, f"daa{row['order']}").at[at]


def test_five_parties_give_ten_pairs_in_three_orders_and_two_orders_without_influence():
    seen = positions(demo(1))
    assert len(rows(seen, direct_influence(demo(1), seen.party_names))) == 30
    assert {row["order"] for row in rows(seen)} == {1, 2}


def test_firm_agreement_is_likely_and_a_balance_near_zero_is_unclear():
    found = rows(held([[4, 4, 4], [4, 4, 4], [-4, -4, -4], [1, -1, 0]]))
    likely = {(r["party_a_id"], r["party_b_id"]): r["likely_code"] for r in found if r["order"] == 2}
    assert likely["P0", "P1"] == "together" and likely["P0", "P2"] == "apart" and likely["P0", "P3"] == "unclear"


def test_power_alone_can_turn_a_pair():
    """By intensities they clash: (4+1)/2 - (2+4)/2. P0 weighs 20/11 and P1 2/11, and P0 cares for what they share."""
    position = held([[4, -2], [1, 4]])
    found = rows(position, influence([[0, 4], [1, 0]], position))
    net = {row["order"]: row["convergence"] - row["divergence"] for row in found}
    assert net[2] == -0.5 and net[3] == pytest.approx((20 * 4 + 2 * 1) / 22 - (20 * 2 + 2 * 4) / 22)
    assert codes(found)["power_turns"] == {"n": 1, "of": 1, "pairs": ["P0 – P1"]}
    assert pairs.steps(found) == [("power_turns", "P0 – P1", -0.5, pytest.approx(34 / 22))]


def test_with_equal_power_nothing_turns():
    position = held([[4, -3], [2, 4], [1, 1]])
    found = rows(position, influence(np.ones((3, 3)), position))
    assert codes(found)["power_same"] == {"n": 3} and pairs.steps(found) == []


def test_without_influence_nothing_is_said_of_power():
    assert not {"power_turns", "power_same"} & set(codes(rows(held([[4, -3], [2, 4]]))))


def test_parties_without_a_stance_form_no_pair_but_their_influence_counts():
    position = held([[4, 1], [2, -1], [np.nan, np.nan]])
    alone = rows(position, influence([[0, 1, 0], [1, 0, 0], [0, 0, 0]], position))
    moved = rows(position, influence([[0, 1, 0], [1, 0, 0], [0, 4, 0]], position))
    assert {(r["party_a_id"], r["party_b_id"]) for r in alone} == {("P0", "P1")}
    assert alone[-1]["convergence"] != moved[-1]["convergence"]


def test_a_pair_that_was_asked_nothing_in_common_has_no_share_and_is_unclear():
    found = rows(held([[4, np.nan], [np.nan, 4]]))
    assert all(np.isnan(r["together_share"]) and r["goals_count"] == 0 and r["likely_code"] == "unclear" for r in found)


def test_pairs_that_tie_for_least_together_are_all_named():
    found = codes(rows(held([[4, 4], [4, -4], [4, -4]])))
    assert found["least_together"] == {"n": 2, "pairs": ["P0 – P1", "P0 – P2"], "share": 0.5}


def test_when_all_point_the_same_way_nobody_is_least_together():
    assert "least_together" not in codes(rows(held([[4, 1], [1, 4]])))


def test_long_lists_of_pairs_are_counted_and_not_named():
    found = codes(rows(held([[4] * 5] * 4 + [[-4] * 5] * 4)))
    assert found["pairs_apart_many"]["n"] == 16 and found["pairs_together"] == {"n": 12, "of": 28}


@pytest.mark.parametrize("stances", [np.empty((0, 0)), [[1, 2]]])
def test_with_fewer_than_two_parties_there_is_no_picture(stances):
    position = held(stances)
    assert pairs.picture(position, None, ASSUME, 1) is None and rows(position) == [] and pairs.say_pairs([]) == []


def test_other_names_and_another_order_of_parties_change_no_figure():
    position = held([[4, 3, 0], [2, -4, 0], [1, 0, 4]])
    turned = Positions(position.stances.iloc[::-1], position.given, position.party_names, position.goal_names)
    direct = influence([[0, 4, 4], [0, 0, 0], [0, 1, 0]], position)
    before, after = ({(frozenset((r["party_a_id"], r["party_b_id"])), r["order"]):
                      (round(r["convergence"], 9), round(r["divergence"], 9), r["converges_share"]) for r in rows(one, direct)}
                     for one in (position, turned))
    assert before == after and len(before) == 9
