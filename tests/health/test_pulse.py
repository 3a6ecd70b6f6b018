"""The pulse: agreement before any mean, bands for others, change only if shown."""

import math

import pandas as pd
import pytest
from demo_frames import demo
from health_world import ASSUME, ITEMS, alliance, asked, published

from alliance_lib.alliance import from_frames
from alliance_lib.health import examine
from alliance_lib.health.pulse import readings, with_change
from alliance_lib.health.reliability import rwg, rwg_of_chance
from alliance_lib.words import Words

FIVE = [3, 3, 4, 3, 3]


def this_round(world):
    return with_change(world, readings(world, ASSUME, 1), ASSUME, 1)


def one(world, cell="steering"):
    rows = this_round(world)
    return rows[(rows["item_code"] == "trust_1to4") & (rows["cell_code"] == cell)].iloc[0]


def test_every_item_of_the_dossier_belongs_to_one_of_five_conditions():
    asked_for = [c for c in alliance()["pulse"].columns if c.endswith("1to4")]
    assert sorted(ITEMS) == sorted(asked_for) and len(ASSUME["conditions"]) == 5


def test_a_level_has_its_agreement_beside_what_chance_gives_and_then_a_mean():
    row = one(alliance(asked({1: {"steering": FIVE}})))
    assert row["rwg"] == rwg(FIVE, 4) and (row["chance_low"], row["chance_high"]) == rwg_of_chance(5, 4)
    assert row["mean"] == 3.2 and row["mean_low"] < 3.2 < row["mean_high"]


def test_four_of_five_the_same_is_on_the_edge_of_chance_and_five_of_five_is_beyond_it():
    assert one(alliance(asked({1: {"steering": FIVE}})))["agreement_code"] == "chance"
    assert one(alliance(asked({1: {"steering": [3] * 5}})))["agreement_code"] == "agreed"


def test_a_polarised_group_keeps_its_negative_rwg_and_gets_no_mean():
    row = one(alliance(asked({1: {"steering": [1, 1, 4, 4, 4]}})))
    assert row["agreement_code"] == "split" and row["rwg"] < 0
    assert row[["mean", "mean_low", "mean_high"]].isna().all()


def test_the_answer_of_one_person_is_never_shown_as_a_mean():
    row = one(alliance(asked({1: {"steering": [4]}})))
    assert row["answered"] == 1 and row[["mean", "rwg"]].isna().all() and pd.isna(row["agreement_code"])


def test_declined_and_not_asked_are_two_things():
    world = asked({1: {"steering": [3, "declined", None]}})
    row = one(alliance(world))
    assert (row["people"], row["answered"], row["declined"]) == (3, 1, 1)


def test_a_person_without_a_level_puts_everybody_in_one_group():
    world = asked({1: {"steering": [3, 3], "project": [3, 3]}})
    world["people"] = world["people"].iloc[1:]
    assert set(this_round(alliance(world))["cell_code"]) == {"all"}


def test_the_order_of_rows_changes_nothing():
    world = asked({1: {"steering": [1, 2, 3, 4, 2]}, 2: {"steering": [2, 3, 3, 4, 4]}})
    turned = {name: rows.iloc[::-1] for name, rows in world.items()}
    pd.testing.assert_frame_equal(this_round(alliance(world, round=2)), this_round(alliance(turned, round=2)))


def test_two_steps_up_for_all_is_a_change_and_the_same_answers_are_not_a19_b46():
    up = one(alliance(asked({1: {"steering": [1, 2, 1, 2, 1]}, 2: {"steering": [3, 4, 3, 4, 3]}}), round=2))
    assert (up["change_code"], up["previous_round"], up["pairs"], up["change_steps"]) == ("up", 1, 5, 2)
    same = one(alliance(asked({1: {"steering": FIVE}, 2: {"steering": FIVE}}), round=2))
    assert same["change_code"] == "not_demonstrable" and same["change_steps"] == 0


def test_the_comparison_is_with_the_last_round_in_which_it_was_asked():
    row = one(alliance(asked({1: {"steering": [1] * 5}, 3: {"steering": [4] * 5}}), round=3))
    assert row["previous_round"] == 1 and row["change_code"] == "up"


def test_other_people_than_before_are_not_compared():
    world = asked({1: {"steering": [1, 1]}, 2: {"steering": [4, 4]}})
    world["pulse"].loc[world["pulse"]["round"] == 2, "person_id"] = ["new1", "new2"]
    new = pd.DataFrame({"person_id": ["new1", "new2"], "party_id": ["P1", "P2"], "level_code": "steering"})
    world["people"] = pd.concat([world["people"], new])
    row = one(alliance(world, round=2))
    assert row["change_code"] == "too_few_pairs" and math.isnan(row["change_steps"])


def test_a_first_round_has_nothing_to_compare_with():
    row = one(alliance(asked({1: {"steering": FIVE}})))
    assert row["change_code"] is None and math.isnan(row["previous_round"])


@pytest.mark.parametrize(("before", "after", "code"), [
    ("low", "high", "band_up"), ("middle", "low", "band_down"), ("high", "high", "band_same")])
def test_others_see_bands_and_compare_two_bands_only_a19(before, after, code):
    world = published([(1, "trust_1to4", "steering", before, None), (2, "trust_1to4", "steering", after, None)])
    row = one(alliance(world, round=2))
    assert (row["figure_code"], row["previous_figure_code"], row["change_code"]) == (after, before, code)
    assert row[["people", "answered", "rwg", "mean", "pairs", "change_steps"]].isna().all()


def test_bands_of_different_groups_are_not_compared():
    world = published([(1, "trust_1to4", "all", "low", None), (2, "trust_1to4", "steering", "high", None)])
    assert one(alliance(world, round=2))["change_code"] is None


def test_where_no_band_may_be_shown_the_reason_stands():
    row = one(alliance(published([(1, "trust_1to4", "all", None, "two_parties")])), cell="all")
    assert row["reason_code"] == "two_parties" and pd.isna(row["figure_code"])


def test_the_pulse_has_eight_questions_asked_again_each_round_with_a_trend_per_condition_A19():
    found = examine(demo(3), assume=ASSUME, seed=1)
    trend = found["trend"]
    assert trend["item_code"].nunique() == 8 and sorted(trend["round"].unique()) == [1, 2, 3]
    assert trend["condition_code"].nunique() == 5
    assert "drie minuten" in Words("nl").say("form.pulse.about").lower() and "three minutes" in Words("en").say("form.pulse.about")
    nothing = examine(from_frames({}, 1), assume=ASSUME, seed=1)
    assert nothing["trend"].empty and nothing.findings and all(Words("nl").finding(f).endswith(".") for f in nothing.findings)
