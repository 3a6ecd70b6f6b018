"""Who answers for what, and which share of the agreements is of more than one party."""

import pandas as pd
import pytest

from alliance_lib.alliance import from_frames
from alliance_lib.interests import ownership
from demo_frames import demo


def actions(*rows):
    return pd.DataFrame(rows, columns=["action_id", "round", "owner_party_id"]).assign(text="x")


def shared(*rows):
    return pd.DataFrame(rows, columns=["owned_code", "owned_text", "party_id"])


def told(alliance):
    owned = ownership.owners(alliance)
    rows = ownership.joint(owned)
    return owned, rows, {one.code.removeprefix("interests."): one.facts for one in ownership.say_joint(rows)}


def test_the_share_of_agreements_with_a_joint_owner_grows_over_the_rounds_b17():
    """The facilitator's check: a trend over sessions."""
    _, rows, said = told(demo(3))
    assert [row["made_round"] for row in rows] == [1, 2, 3]
    assert rows[0]["joint_share"] < rows[1]["joint_share"] < rows[2]["joint_share"] == 0.75
    assert said["joint_since"]["previous"] == 0.4 and said["joint_since"]["share"] == 0.75


def test_the_share_is_worked_by_hand():
    _, (row,), said = told(from_frames({"actions": actions(("a", 1, "A"), ("b", 1, "A"), ("c", 1, "B")),
                                        "co_owners": shared(("action", "a", "B"), ("action", "b", "A"))}, 1))
    assert (row["agreements_count"], row["joint_count"], row["joint_share"]) == (3, 1, pytest.approx(1 / 3))
    assert said["joint"]["n"] == 1


def test_a_co_owner_of_something_that_is_in_no_table_counts_nowhere():
    owned, _, _ = told(from_frames({"actions": actions(("a", 1, "A")), "co_owners": shared(("action", "z", "B"), ("clause", "a", "B"))}, 1))
    assert owned["party_id"].tolist() == ["A"]


def test_goals_and_decisions_have_owners_but_are_no_agreement_of_a_round():
    goals = pd.DataFrame({"goal_id": ["g"], "name": "g", "text": "g", "owner_party_id": "A"})
    owned, rows, said = told(from_frames({"goals": goals, "co_owners": shared(("goal", "g", "B"))}, 1))
    assert set(owned["party_id"]) == {"A", "B"} and rows == [] and list(said) == ["missing_agreements"]


def test_without_agreements_there_is_a_sentence_b17():
    owned, rows, said = told(from_frames({}, 1))
    assert owned.empty and rows == [] and list(said) == ["missing_agreements"]
