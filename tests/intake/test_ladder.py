"""From where it is felt to where the cause lies."""

import numpy as np
import pytest

from alliance_lib.intake.ladder import ladder, rungs, say

LEVELS = ("execution", "project", "steering", "board")


def test_twelve_complaints_all_felt_in_execution_of_which_nine_lie_higher_A05_A06():
    causes = ["execution"] * 3 + ["project"] * 4 + ["steering"] * 4 + ["board"]
    found = ladder(["execution"] * 12, causes, LEVELS)
    assert (found.higher, found.same, found.lower) == (9, 3, 0)
    assert found.links[0].tolist() == [3, 4, 4, 1]
    first, = say(found)
    assert first.code == "intake.cause_higher" and first.facts == {"n": 9, "of": 12}


def test_a_cause_can_lie_lower_and_a_cause_not_discussed_is_neither():
    found = ladder(["steering", "board", "project"], ["execution", None, float("nan")], LEVELS)
    assert (found.higher, found.same, found.lower) == (0, 0, 1) and found.unknown.tolist() == [0, 1, 0, 1]
    assert [f.code for f in say(found)] == ["intake.cause_not_higher", "intake.cause_unknown"]
    assert say(found)[1].facts == {"n": 2, "of": 3}


def test_rungs_count_each_pair_once_and_add_up_to_the_complaints():
    rows = rungs(ladder(["execution"] * 3 + ["board"], ["board", "board", None, "execution"], LEVELS))
    assert [(r["symptom_level_code"], r["cause_level_code"], r["complaints_count"]) for r in rows] == [
        ("execution", "board", 2), ("execution", None, 1), ("board", "execution", 1)]
    assert rows[0]["levels_up"] == 3 and np.isnan(rows[1]["levels_up"]) and rows[2]["levels_up"] == -3


def test_without_complaints_there_is_nothing_to_say():
    found = ladder([], [], LEVELS)
    assert found.links.sum() == 0 and rungs(found) == [] and say(found) == []


def test_the_order_of_the_complaints_does_not_matter_and_nothing_can_be_changed_afterwards():
    felt, lies = ["execution", "project", "execution"], ["board", "steering", None]
    found, turned = ladder(felt, lies, LEVELS), ladder(felt[::-1], lies[::-1], LEVELS)
    assert (found.links == turned.links).all() and (found.unknown == turned.unknown).all()
    with pytest.raises(ValueError):
        found.links[0, 0] = 1


def test_an_unknown_level_and_unequal_lengths_are_refused():
    with pytest.raises(ValueError, match="attic"):
        ladder(["attic"], ["board"], LEVELS)
    with pytest.raises(ValueError, match="attic"):
        ladder(["board"], ["attic"], LEVELS)
    with pytest.raises(ValueError, match="length"):
        ladder(["board"], [], LEVELS)
