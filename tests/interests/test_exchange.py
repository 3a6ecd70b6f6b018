"""What parties bring and come for: what meets, what is missing, and which exchange leaves both better off."""

import pandas as pd
import pytest

from alliance_lib import publication
from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.interests import exchange
from alliance_lib.words import Words
from demo_frames import demo

ASSUME = load("interests")
PARTIES = pd.DataFrame({"party_id": ["A", "B", "C"], "name": ["Anker", "Boei", "Cel"], "type_code": "other"})


def world(*rows, parties=PARTIES):
    frame = pd.DataFrame(rows, columns=["party_id", "direction_code", "subject", "weight_0to4"])
    return from_frames({"parties": parties, "gives_gets": frame.assign(entry_id=[f"E{n}" for n in range(len(frame))])}, 1)


def told(alliance):
    rows = exchange.gifts(alliance)
    brought, valued, swapped = exchange.contributions(rows, alliance), exchange.drivers(rows), exchange.swaps(rows, ASSUME)
    said = exchange.say_exchange(alliance, rows, brought, valued, swapped)
    for lang in ("nl", "en"):
        assert all(Words(lang).finding(one).endswith(".") for one in said)
    return rows, {one.code.removeprefix("interests."): one.facts for one in said}


def test_the_demo_has_five_needs_without_an_offer_b44():
    """The facilitator's check: live, "5 behoeften zonder aanbod"."""
    _, said = told(demo(3))
    assert said["unmet"]["n"] == 5 and "Snelle vergunning" in said["unmet"]["subjects"]
    assert said["unused"]["subjects"] == ["Bewonerspanel", "Standaardpakket per woningtype"]


def test_what_is_brought_and_come_for_is_known_per_party_and_per_person_b36():
    rows, said = told(demo(3))
    people = {row["person_id"] for row in rows} & set(demo(3)["people"]["person_id"])
    assert {row["party_id"] for row in rows} == set(demo(3).party_names) and said["people_known"] == {"n": len(people), "of": 13}


def test_who_said_it_stays_with_the_facilitator_b36():
    shown = publication.permitted(demo(3), "party:C1")
    assert shown["gives_gets"]["person_id"].isna().all() and len(shown["gives_gets"]) >= 6
    assert "people_known" not in told(shown)[1]


def test_a_need_meets_an_offer_whatever_the_capitals_and_spaces():
    rows, said = told(world(("A", "gives", "Kennis van  hout", 2), ("B", "gets", "kennis van hout", 2)))
    assert all(row["matched"] for row in rows) and rows[0]["partners"] == ["Boei"] and "unmet" not in said


def test_ones_own_offer_does_not_answer_ones_own_need():
    rows, said = told(world(("A", "gives", "hout", 2), ("A", "gets", "hout", 2)))
    assert not any(row["matched"] for row in rows) and said["unmet"]["n"] == said["unused"]["n"] == 1


def test_the_contribution_matrix_names_the_party_that_brings_nothing_yet_b05():
    rows, said = told(demo(3))
    matrix = {row["party_id"]: row for row in exchange.contributions(rows, demo(3))}
    assert said["brings_nothing"] == {"n": 1, "parties": ["Bouwgroep Sluiskolk"]} and matrix["B2"]["gives_count"] == 0
    assert matrix["B1"]["idea"] == ["Standaardpakket per woningtype"] and len(matrix["B3"]["expertise"]) == 3


def test_a_party_that_did_not_approve_is_not_said_to_bring_nothing():
    alliance = world(("A", "gets", "hout", 2), ("B", "gives", "hout", 2))
    shared = publication.permitted(alliance, "party:A")
    _, said = told(shared)
    assert said["brings_nothing"]["parties"] == ["Anker"] and said["approved_gifts"] == {"n": 1, "of": 3}


def test_at_least_one_exchange_that_leaves_both_better_off_is_found_b39():
    rows = exchange.gifts(demo(3))
    swapped = exchange.swaps(rows, ASSUME)
    assert len(swapped) >= 1 and all(row["gain_a"] > 0 and row["gain_b"] > 0 for row in swapped)
    assert ("Woonstichting De Vliet", "Bouwbedrijf Anker") in {(row["party_a"], row["party_b"]) for row in swapped}


@pytest.mark.parametrize(("back", "why"), [
    (("B", "gives", "staal", 1), "it is hard to give"),
    (("B", "gives", "staal", None), "nobody asked how easy it is to give"),
    (("C", "gives", "staal", 4), "a third party gives it"),
])
def test_there_is_no_exchange_when(back, why):
    rows = exchange.gifts(world(("A", "gives", "hout", 4), ("B", "gets", "hout", 4), ("A", "gets", "staal", 4), back))
    assert exchange.swaps(rows, ASSUME) == [], why


def test_an_exchange_counts_what_the_gift_is_worth_to_the_giver():
    rows = exchange.gifts(world(("A", "gives", "hout", 4), ("A", "gets", "hout", 1), ("B", "gets", "hout", 3), ("A", "gets", "staal", 4), ("B", "gives", "staal", 3)))
    (row,) = exchange.swaps(rows, ASSUME)
    assert (row["gives_a"], row["gain_a"], row["gain_b"]) == ("hout", 3, 3)


def test_value_drivers_differ_per_party_and_their_weight_is_a_profile_b39():
    rows, said = told(demo(3))
    profile = pd.DataFrame(exchange.drivers(rows))
    assert profile.groupby("party_id")["share"].sum().to_numpy() == pytest.approx(1)
    top = profile.drop_duplicates("party_id").set_index("party_id")["driver_code"]
    assert top["C1"] == "affordability" and top["B2"] == "continuity" and len(said["drivers"]["drivers"]) > 3


def test_where_all_are_after_the_same_it_is_said_once():
    frame = pd.DataFrame([("1", "A", "gets", "x", "speed", 2), ("2", "B", "gets", "y", "speed", 4)],
                         columns=["entry_id", "party_id", "direction_code", "subject", "driver_code", "weight_0to4"])
    assert told(from_frames({"parties": PARTIES, "gives_gets": frame}, 1))[1]["drivers_same"] == {"n": 2, "drivers": ["speed"]}


def test_a_weight_of_nothing_has_no_profile():
    frame = pd.DataFrame([("1", "A", "gets", "x", "speed", 0)], columns=["entry_id", "party_id", "direction_code", "subject", "driver_code", "weight_0to4"])
    (row,) = exchange.drivers(exchange.gifts(from_frames({"parties": PARTIES, "gives_gets": frame}, 1)))
    assert row["weight"] == 0 and row["share"] != row["share"]


@pytest.mark.parametrize("alliance", [from_frames({}, 1), world()])
def test_without_anything_brought_or_come_for_there_is_a_sentence_b05_b36_b44(alliance):
    rows, said = told(alliance)
    assert rows == [] and list(said) == ["missing_gives_gets"]
