"""The market mirror: what would go the same, and what doing it together costs."""

import pandas as pd
import pytest

from alliance_lib.assumptions import load
from alliance_lib.intake.market import better_on_the_market, market, mirror
from demo_frames import demo
from worlds import world

NAN = float("nan")


def practices(*codes, hours=10.0, round=1):
    return pd.DataFrame({"round": round, "practice_id": [f"W{n}" for n in range(len(codes))], "activity": "werk",
                         "market_code": codes, "overhead_hours": hours})


def looked_at(alliance):
    tables, said, found = market(alliance, load("intake"))
    return tables, {f.code: f.facts for f in said}, found


def test_seventeen_of_the_twenty_practices_of_the_demo_are_the_same_as_the_market_A21():
    tables, said, found = looked_at(demo(1))
    facts = said["intake.market_same"]
    assert (facts["n"], facts["of"], facts["hours"], facts["other"]) == (17, 20, 1590, 270)
    assert said["intake.put_on_market"] == {"n": 17, "of": 20, "hours": 1860}
    assert len(tables["practices"]) == found.practices == 20


def test_hours_are_counted_with_the_practice_they_belong_to():
    found = mirror([1, 0, NAN, 1], [10, 20, 40, NAN])
    assert (found.same, found.different, found.unknown) == (2, 1, 1)
    assert (found.same_hours, found.different_hours, found.hours, found.hours_unknown) == (10, 20, 30, 1)


@pytest.mark.parametrize(("same", "hours", "expected"), [
    ([1] * 8 + [0] * 2, 1, True), ([1] * 7 + [0] * 3, 1, False), ([1] * 8 + [NAN] * 2, 1, True), ([1] * 7 + [NAN] * 3, 1, False),
    ([1] * 10, 0, False), ([], 0, False), ([0] * 5, 9, False)])
def test_the_sentence_comes_from_four_fifths_the_same_that_take_hours_and_what_is_unknown_counts_against_it_A21(same, hours, expected):
    assert better_on_the_market(mirror(same, [hours] * len(same)), 0.8) is expected


def test_the_latest_round_that_compared_anything_is_shown_with_its_number():
    both = pd.concat([practices("same", "same"), practices("different", "same", round=2)])
    tables, said, _ = looked_at(world(closed=3, upto=3, practices=both))
    assert said["intake.market_same"]["round"] == 2 and said["intake.market_same"]["n"] == 1 and len(tables["practices"]) == 2


def test_nothing_compared_says_nothing_and_what_is_not_compared_is_counted():
    assert looked_at(world())[1] == {} and looked_at(world())[0]["mirror"] == []
    assert looked_at(world(practices=practices("same", None)))[1]["intake.market_unknown"] == {"n": 1, "of": 2}


@pytest.mark.parametrize("given", [([1], [1, 2]), ([2], [1]), ([1], [-1]), ([1], [float("inf")])])
def test_a_mirror_that_cannot_be_is_refused(given):
    with pytest.raises(ValueError):
        mirror(*given)


@pytest.mark.parametrize("share", [0, 1.2, NAN])
def test_a_share_that_is_no_share_is_refused(share):
    with pytest.raises(ValueError):
        better_on_the_market(mirror([1], [1]), share)
