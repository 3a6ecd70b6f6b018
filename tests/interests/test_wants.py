"""What each party seeks: drivers apart from interests, positions and risks, and who said nothing yet."""

import pandas as pd

from alliance_lib.alliance import from_frames
from alliance_lib.interests import wants
from alliance_lib.interests.positions import positions
from demo_frames import demo

PARTIES = pd.DataFrame({"party_id": ["A", "B", "C"], "name": ["Anker", "Boei", "Cel"], "type_code": "other"})


def seek(*rows, parties=PARTIES):
    frame = pd.DataFrame(rows, columns=["party_id", "kind_code", "text"])
    alliance = from_frames({"parties": parties, "interests": frame.assign(interest_id=range(len(frame)))}, 1)
    held = positions(alliance)
    found = wants.wants(alliance, held)
    return found, wants.kinds_by_party(found, held)


def codes(found, counted):
    return {f.code.removeprefix("interests."): f.facts for f in wants.say_wants(found, counted)}


def test_the_demo_tells_drivers_from_interests_per_party_A17():
    held = positions(demo(1))
    found = wants.wants(demo(1), held)
    counted = wants.kinds_by_party(found, held)
    assert all(row["driver_count"] == 1 for row in counted) and sum(row["interest_count"] for row in counted) == 5
    assert [row["kind_code"] for row in found if row["party_id"] == "C1"] == ["driver", "interest", "position", "risk"]
    assert codes(found, counted) == {}


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
