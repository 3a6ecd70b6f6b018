"""Every goal is read for what it misses, and each missing element is a question to ask back."""

import pandas as pd

from alliance_lib.alliance import from_frames
from alliance_lib.goals.elements import QUESTIONS, element_rows, read_goals, say_elements

FIVE = ["sneller", "beter", "goedkoper", "innovatiever", "klantvriendelijker"]


def goals(*rows) -> tuple[dict, dict, list[dict]]:
    frame = pd.DataFrame([{"goal_id": f"G{n}", "name": row.get("text"), **row} for n, row in enumerate(rows)])
    alliance = from_frames({"goals": frame}, 1)
    names = dict(zip(frame["goal_id"], frame["name"], strict=True))
    read = read_goals(alliance)
    return names, read, element_rows(alliance, read)


def said(*rows, dropped=()) -> dict:
    _, read, found = goals(*rows)
    return {finding.code: finding.facts for finding in say_elements(found, read, set(dropped))}


def test_the_five_words_of_the_case_are_all_flagged_each_with_its_own_question_a18():
    found = said(*({"text": f"Verduurzamen moet {word}."} for word in FIVE))
    assert found["goals.er_words"]["n"] == 5
    assert {code for code in found if "_er_" in code and code.startswith("goals.ask")} == {
        f"goals.ask_er_{family}" for family in ("time", "quality", "cost", "novelty", "service")}


def test_what_stands_in_a_column_is_not_asked_for_again():
    bare, full = {"text": "Huurders zijn tevreden."}, {
        "text": "Huurders zijn tevreden.", "indicator": "rapportcijfer", "target_number": 0.0, "due_date": "2027-12-31",
        "owner_party_id": "C1"}
    assert {"goals.ask_number", "goals.ask_date", "goals.ask_owner"} <= set(said(bare))
    assert set(said(full)) == {"goals.all_concrete"}


def test_a_goal_that_was_dropped_is_not_asked_about_but_still_counted():
    found = said({"text": "Verduurzamen moet sneller."}, dropped=["G0"])
    assert set(found) == {"goals.er_words"}


def test_a_qualitative_goal_with_two_indicators_misses_no_number():
    _, _, rows = goals({"text": "Huurders voelen zich welkom bij ons.", "indicator": "gesprekken; brieven van huurders"})
    assert rows[0]["is_qualitative"] and rows[0]["er_words"] == ()


def test_a_flag_is_overruled_with_a_reason_that_stays_in_sight_a34():
    vague = {"text": "Verduurzamen moet sneller.", "concrete_reason": "Staat uitgewerkt in bijlage 2."}
    assert said(vague) == {"goals.overruled": {"n": 1, "goals": ["Verduurzamen moet sneller."]}}
    _, _, rows = goals(vague)
    assert rows[0]["missing_count"] > 0 and rows[0]["concrete_reason"] == "Staat uitgewerkt in bijlage 2."


def test_each_goal_shows_what_it_misses_and_each_missing_element_is_a_question_a34():
    found = said({"text": "Verduurzamen moet sneller."})
    assert {"goals.ask_er_time", "goals.ask_number", "goals.ask_object", "goals.ask_date", "goals.ask_owner"} <= set(found)


def test_a_reason_on_a_goal_that_misses_nothing_overrules_nothing():
    full = {"text": "Woningen opgeleverd.", "indicator": "aantal", "target_number": 5, "due_date": "2027-12-31", "owner_party_id": "C1",
            "concrete_reason": "ja"}
    assert set(said(full)) == {"goals.all_concrete"}


def test_a_goal_without_a_text_is_read_by_its_name():
    _, read, _ = goals({"text": None, "name": "Sneller"})
    assert read["G0"].missing[0].words == ("sneller",)


def test_english_goals_are_read_with_the_english_lists():
    assert said({"text": "Renovation must be faster."})["goals.er_words"]["n"] == 1


def test_every_question_that_the_rules_can_ask_has_a_finding():
    asked = {f"ask_er_{family}" for family in ("time", "quality", "cost", "novelty", "service", "other")}
    assert set(QUESTIONS) == asked | {f"ask_{element}" for element in ("number", "object", "date", "owner", "indicator")}


def test_no_goals_say_nothing():
    assert goals_of_nothing() == []


def goals_of_nothing() -> list:
    nothing = from_frames({}, 1)
    return say_elements(element_rows(nothing, read_goals(nothing)), read_goals(nothing), set())
