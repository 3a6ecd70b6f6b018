"""What a goal is worth to a party is interest minus risk, and what nobody was asked is said."""

import pandas as pd
from goal_worlds import PARTIES, made

from alliance_lib.goals.worth import read_worth, say_worth

BLANK = float("nan")


def codes(alliance) -> dict:
    goals = dict(zip(alliance["goals"]["goal_id"], alliance["goals"]["name"], strict=True))
    return {found.code: found.facts for found in say_worth(read_worth(alliance), PARTIES, goals)}


def test_interest_minus_risk_counts_and_never_below_nothing():
    found = read_worth(made({"N": {"a": (4, 1), "b": (1, 3)}}))
    assert found.utilities.loc["N"].tolist() == [3, 0] and found.net.loc["N", "b"] == -2


def test_a_party_without_values_is_left_out_and_named():
    alliance = made({"N": {"a": (4, 1)}, "Z": {"a": (2, 0)}})
    assert list(read_worth(alliance).utilities.index) == ["N", "Z"]
    assert codes(alliance)["goals.parties_valued"] == {"n": 2, "of": 3, "parties": ["Oost"]}


def test_not_asked_is_not_the_same_as_no_interest_and_is_said():
    alliance = made({"N": {"a": (4, 1), "b": (BLANK, BLANK)}, "Z": {"a": (2, BLANK), "b": (1, 0)}, "O": {"a": (0, 0), "b": (0, 0)}})
    found = read_worth(alliance)
    assert found.utilities.loc["N", "b"] == 0 and pd.isna(found.served.loc["N", "b"])
    assert found.utilities.loc["Z", "a"] == 2
    assert codes(alliance)["goals.half_valued"]["goals"] == ["doel b"]
    assert codes(alliance)["goals.risk_not_asked"]["goals"] == ["doel a"]


def test_a_goal_that_nobody_valued_stays_outside_the_calculation():
    goals = pd.DataFrame({"goal_id": ["a", "z"], "name": ["doel a", "doel z"], "text": ["a", "z"]})
    alliance = made({"N": {"a": (4, 0)}}, goals=goals)
    assert read_worth(alliance).unvalued == ("z",) and codes(alliance)["goals.unvalued"]["goals"] == ["doel z"]


def test_the_order_of_the_rows_changes_nothing():
    alliance = made({"N": {"a": (4, 1), "b": (1, 3)}, "O": {"a": (2, 1), "b": (3, 0)}})
    shuffled = made({}, goals=alliance["goals"], goal_values=alliance["goal_values"].iloc[::-1])
    pd.testing.assert_frame_equal(read_worth(alliance).utilities, read_worth(shuffled).utilities)


def test_without_values_there_is_one_sentence_and_without_goals_none():
    goals = pd.DataFrame({"goal_id": ["a"], "name": ["doel a"], "text": ["a"]})
    assert set(codes(made({}, goals=goals))) == {"goals.missing_values"}
    assert codes(made({})) == {}
