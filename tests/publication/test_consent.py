"""Consent belongs to the exact text: who agreed to what, for whom, and what an edit does to it."""

import pandas as pd
import pytest
from worlds import PARTIES, world

from alliance_lib import publication
from alliance_lib.alliance import Alliance
from alliance_lib.publication import consent

FOR_ALL = {"audience_code": "shared", "given_date": pd.Timestamp(2025, 1, 1)}
NOTE = {"note_id": "N1", "round": 1, "person_id": "S0", "topic_id": "T0", "kind_code": "concern", "raw_text": "rauw",
        "paraphrase": "Er is zorg over de planning."}
STANCES = pd.DataFrame({"round": 1, "party_id": ["A", "B"], "goal_id": "G", "stance_minus4to4": [3, -2]})


def agree(alliance: Alliance, table: str, key: str, **facts) -> Alliance:
    """The same world with one more consent."""
    given = pd.concat([alliance["approvals"], pd.DataFrame([consent.approval(alliance, table, key, FOR_ALL | facts)])])
    frames = {name: rows for name, rows in alliance.frames.items() if len(rows)} | {"approvals": given}
    return world(names=alliance.names, **{k: v for k, v in frames.items() if k not in ("alliance", "rounds")})


def seen(alliance: Alliance, table: str, audience: str = "session") -> pd.DataFrame:
    return publication.permitted(alliance, audience)[table]


def test_a_paraphrase_is_shared_after_consent_without_person_raw_text_or_code():
    shown = seen(agree(world(notes=pd.DataFrame([NOTE])), "notes", "N1"), "notes")
    assert list(shown["paraphrase"]) == [NOTE["paraphrase"]] and list(shown["marking_code"]) == ["INT"]
    assert shown[["person_id", "raw_text"]].isna().all(axis=None) and "N1" not in set(shown["note_id"])


def test_an_edit_of_the_paraphrase_voids_the_consent():
    agreed = agree(world(notes=pd.DataFrame([NOTE])), "notes", "N1")
    edited = agreed["notes"].assign(paraphrase="Er is zorg over de planning!")
    frames = {name: agreed[name] for name in ("approvals", "people", "parties")} | {"notes": edited}
    assert seen(world(**frames), "notes").empty
    assert consent.missing(world(**frames)).query("table_code == 'notes'")["voided"].tolist() == [True]


def test_a_consent_for_the_session_does_not_reach_the_steering_group():
    agreed = agree(world(notes=pd.DataFrame([NOTE])), "notes", "N1", audience_code="session")
    assert len(seen(agreed, "notes")) == 1 and seen(agreed, "notes", "steering_group").empty


def test_a_party_position_is_shared_after_that_partys_consent_and_no_other():
    shown = seen(agree(world(stances=STANCES), "stances", "1|A|G"), "stances")
    assert list(shown["party_id"]) == ["A"]


def test_a_name_is_shared_only_after_that_persons_consent_A24():
    people = world()["people"]
    people.loc[people["person_id"] == "S0", "name"] = "Anna Bakker"
    people.loc[people["person_id"] == "S1", "name"] = "Bert Kok"
    shown = seen(agree(world(people=people), "people", "S0"), "people")
    assert set(shown["name"].dropna()) == {"Anna Bakker"} and shown["person_id"].isna().all()


def test_influence_is_shared_only_when_every_party_agreed():
    held = world(influence=pd.DataFrame({"party_id": ["A"], "on_party_id": ["B"], "influence_0to4": [3]}))
    for party in PARTIES[:-1]:
        held = agree(held, "influence", "A|B", party_id=party)
    assert seen(held, "influence").empty
    assert len(seen(agree(held, "influence", "A|B", party_id="E"), "influence")) == 1


def test_the_facilitator_gets_a_list_of_what_needs_consent():
    open_rows = consent.missing(world(notes=pd.DataFrame([NOTE]), stances=STANCES))
    assert set(open_rows["table_code"]) == {"notes", "stances"} and set(open_rows["owner_id"]) == {"S0", "A", "B"}


def test_a_note_without_a_paraphrase_has_nothing_to_agree_to():
    rows = pd.DataFrame([NOTE | {"paraphrase": None}])
    assert consent.missing(world(notes=rows)).empty


def test_a_consent_for_a_row_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        consent.approval(world(), "notes", "N9", FOR_ALL)
