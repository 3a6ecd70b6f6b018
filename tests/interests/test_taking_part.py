"""Who took part in this round and who was not heard: a list for the facilitator, never a score."""

import pandas as pd
import pytest

from alliance_lib import publication
from alliance_lib.alliance import from_frames
from alliance_lib.interests import compare, taking_part
from alliance_lib.assumptions import load
from alliance_lib.result import to_plain
from demo_frames import demo


def told(alliance):
    rows = taking_part.heard(alliance)
    return rows, {one.code.removeprefix("interests."): one.facts for one in taking_part.say_heard(alliance, rows)}


def test_who_was_not_heard_in_the_first_round_is_on_a_list_b07():
    """One person came and did not speak, one did not come, neither was interviewed."""
    rows, said = told(demo(1))
    assert [row["person_id"] for row in rows if row["heard_code"] in ("present", "not_heard")] == ["P07", "P09"]
    assert said["not_heard"] == {"n": 2, "of": 13, "parties": ["Woonstichting De Vliet", "Woningstichting De Lisdodde"]}


def test_in_the_third_round_everybody_was_heard_if_only_in_an_interview():
    rows, said = told(demo(3))
    assert said["all_heard"] == {"n": 13} and [row["person_id"] for row in rows if row["heard_code"] == "interviewed"] == ["P12"]


@pytest.mark.parametrize("audience", ["session", "steering_group", "party:C1"])
def test_no_shared_page_holds_a_person_or_who_was_not_heard_b07_b16(audience):
    shown = publication.permitted(demo(1), audience)
    plain = str(to_plain(compare(shown, assume=load("interests").with_values(draws=50), seed=1)))
    assert told(shown)[0] == [] and not any(person in plain for person in demo(1)["people"]["person_id"])


def test_no_column_about_a_person_is_a_score_b16():
    rows, _ = told(demo(1))
    assert set(rows[0]) == {"person_id", "party", "level_code", "role_code", "sessions_count", "turns_count", "heard_code"}


def test_what_was_not_kept_is_not_the_same_as_not_heard():
    people = pd.DataFrame({"person_id": ["p", "q", "r"], "party_id": "A", "level_code": "project"})
    kept = pd.DataFrame([(1, "p", None, None), (1, "q", 2, None), (1, "r", None, 3)], columns=["round", "person_id", "sessions_count", "turns_count"])
    found = told(from_frames({"people": people, "participation": kept}, 1))[0]
    assert [pd.isna(row["heard_code"]) for row in found] == [True, True, False] and found[2]["heard_code"] == "spoke"


def test_tenants_without_a_voice_are_named_and_a_tenants_organisation_at_the_table_is_one_b07_b19():
    groups = pd.DataFrame({"stakeholder_id": ["H1"], "name": ["Huurders"], "kind_code": "tenants", "at_table_code": "no"})
    party = pd.DataFrame({"party_id": ["T"], "name": ["Platform"], "type_code": "tenants"})
    assert "tenants_unheard" in told(from_frames({"stakeholders": groups}, 1))[1]
    assert "tenants_unheard" not in told(from_frames({"stakeholders": groups, "parties": party}, 1))[1]
    assert "tenants_unheard" not in told(demo(1))[1]


def test_without_anything_kept_there_is_a_sentence_b07():
    assert told(from_frames({}, 1)) == ([], {"missing_participation": {}})
