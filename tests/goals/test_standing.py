"""Where each goal stands, and what another choice would do, before anybody stores it."""

import pandas as pd
import pytest
from goal_worlds import chosen, made

from alliance_lib.alliance import from_frames
from alliance_lib.goals.standing import read_standing

VALUES = {"N": {"a": (4, 0), "b": (1, 0), "c": (1, 0), "d": (2, 0)}, "Z": {"a": (0, 0), "b": (3, 0), "c": (2, 0), "d": (0, 0)}}
LINKS = {"interests": pd.DataFrame({"interest_id": ["I1"], "party_id": ["Z"], "text": ["Rust."]}),
         "goal_interests": pd.DataFrame({"goal_id": ["b"], "interest_id": ["I1"], "party_id": ["Z"]})}


def standing(budget=3, **codes):
    return read_standing(made(VALUES, **LINKS, **({"goal_choices": chosen(**codes)} if codes else {})), budget)


def test_each_goal_is_open_until_somebody_chooses():
    now = standing(a="keep", b="no")
    assert [now.choice(goal) for goal in "abcd"] == ["keep", "no", "open", "open"] and now.spent == 1


def test_while_a_goal_is_open_nobody_who_gains_by_it_is_left_with_nothing_a37():
    assert standing(a="keep").after({"b": "no"})[1].empty_handed == ()
    now = standing(a="keep", b="keep", c="no", d="no")
    kept, left = now.after({"b": "later"})
    assert left.empty_handed == ("Z",) and now.unserved({"b": "later"}) == ("I1",) and now.unserved({"a": "no"}) == ()
    assert kept.shares.loc["Z", "after"] == 0 and kept.shares.loc["N", "lost"] == 1


def test_a_fourth_goal_asks_which_of_the_three_drops_a35():
    now = standing(a="keep", b="keep", c="keep")
    assert set(now.drops("d")["goal"]) == {*"abc"} and now.drops("d")["fits"].all()
    assert standing(a="keep", b="keep").drops("d").empty and now.drops("a").empty


def test_making_room_and_keeping_go_together():
    now = standing(a="keep", b="keep", c="keep")
    kept, _ = now.after({"d": "keep", "c": "later"})
    assert kept.over == 0 and kept.shares["lost"].to_dict() == {"N": -1.0, "Z": 2.0}


def test_without_values_there_is_no_swap_and_consequences_are_refused():
    now = read_standing(from_frames({"goals": made(VALUES)["goals"]}, 1), 3)
    assert now.drops("a").empty and now.parties == {}
    with pytest.raises(ValueError, match="at least one party"):
        now.after({"a": "keep"})
