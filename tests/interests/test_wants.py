"""What each party seeks: drivers apart from interests, positions and risks, and who said nothing yet."""

import pandas as pd

from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.interests import wants
from alliance_lib.interests.positions import positions
from demo_frames import demo

ASSUME = load("interests")
PARTIES = pd.DataFrame({"party_id": ["A", "B", "C"], "name": ["Anker", "Boei", "Cel"], "type_code": "other"})


def seek(*rows, parties=PARTIES):
    frame = pd.DataFrame(rows, columns=["party_id", "kind_code", "text"])
    alliance = from_frames({"parties": parties, "interests": frame.assign(interest_id=range(len(frame)))}, 1)
    held = positions(alliance)
    found = wants.wants(alliance, held)
    return found, wants.kinds_by_party(found, held, ASSUME)


def codes(found, counted):
    return {f.code.removeprefix("interests."): f.facts for f in wants.say_wants(found, counted)}


def test_why_and_what_are_filled_for_every_party_of_the_demo_a17():
    """The facilitator's check: both columns filled per party."""
    held = positions(demo(1))
    found = wants.wants(demo(1), held)
    counted = wants.kinds_by_party(found, held, ASSUME)
    assert all(row["why"] and row["what"] for row in counted) and sum(row["interest_count"] for row in counted) == 5
    assert counted[0]["why"] == ["Huurders een warm en betaalbaar huis geven."] and "Label E, F en G weg" in counted[0]["what"]
    assert [row["kind_code"] for row in found if row["party_id"] == "C1"] == ["driver", "interest", "position", "risk"]
    assert codes(found, counted) == {}


def test_a_position_stands_beside_the_interest_behind_it():
    row = next(row for row in wants.kinds_by_party(wants.wants(demo(1), positions(demo(1))), positions(demo(1)), ASSUME) if row["party_id"] == "B1")
    assert row["positions"] == ["Eerst een zeker aantal woningen, dan pas investeren."]
    assert row["interests"] == ["Een vaste stroom woningen, zodat een investering over projecten heen zich terugverdient."]


def test_a_party_with_a_reason_but_without_a_goal_is_named_once_others_have_one_a17():
    goals = pd.DataFrame({"goal_id": ["G"], "name": ["doel"], "text": "x"})
    stances = pd.DataFrame([(1, "A", "G", 3), (1, "B", "G", 1)], columns=["round", "party_id", "goal_id", "stance_minus4to4"])
    frame = pd.DataFrame([("1", "A", "driver", "a"), ("2", "B", "driver", "b"), ("3", "C", "driver", "c")],
                         columns=["interest_id", "party_id", "kind_code", "text"])
    alliance = from_frames({"parties": PARTIES, "goals": goals, "stances": stances, "interests": frame}, 1)
    held = positions(alliance)
    rows = wants.wants(alliance, held)
    assert codes(rows, wants.kinds_by_party(rows, held, ASSUME)) == {"no_goal_of": {"n": 2, "parties": ["Boei", "Cel"]}}

def test_parties_come_in_their_own_order_and_a_row_without_a_kind_comes_last():
    found, _ = seek(("B", "risk", "r"), ("A", None, "n"), ("A", "driver", "d"))
    assert [row["text"] for row in found] == ["d", "n", "r"]


def test_who_said_nothing_who_gave_no_reason_and_who_named_a_demand_only():
    said = codes(*seek(("A", "position", "eis"), ("B", "driver", "waarom")))
    assert said == {"no_interests_of": {"n": 1, "parties": ["Cel"]}, "no_driver_of": {"n": 1, "parties": ["Anker"]},
                    "only_demands_of": {"n": 1, "parties": ["Anker"]}}


def test_a_demand_with_an_interest_behind_it_is_not_a_demand_only():
    assert "only_demands_of" not in codes(*seek(("A", "position", "eis"), ("A", "interest", "belang")))


def test_without_interests_there_is_one_sentence():
    assert codes(*seek()) == {"missing_interests": {}}


def test_interests_of_a_party_that_is_on_no_sheet_are_kept_under_its_code():
    found, counted = seek(("Z", "driver", "d"))
    assert found[0]["party"] == "Z" and [row["party"] for row in counted] == ["Anker", "Boei", "Cel", "Z"]
