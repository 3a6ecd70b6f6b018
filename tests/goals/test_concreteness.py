"""The rules flag what nobody can check later, and leave well-made goals alone."""

import tomllib
from pathlib import Path

import pytest

import alliance_lib.goals
from alliance_lib.goals.concreteness import concreteness

WORDING = tomllib.loads((Path(alliance_lib.goals.__file__).parent / "wording.toml").read_text(encoding="utf-8"))
HERE = Path(__file__).parent
WELL_MADE = tomllib.loads((HERE / "wellmade_goals.toml").read_text(encoding="utf-8"))["goal"]
VAGUE = tomllib.loads((HERE / "vague_goals.toml").read_text(encoding="utf-8"))["goal"]


def read(text: str, lang: str = "nl", **given):
    return concreteness(text, wording=WORDING[lang], given=given)


def missing(text: str, lang: str = "nl", **given) -> list[str]:
    return [flag.element for flag in read(text, lang, **given).missing]


FIVE = {
    "sneller": "ask_er_time",
    "beter": "ask_er_quality",
    "goedkoper": "ask_er_cost",
    "innovatiever": "ask_er_novelty",
    "klantvriendelijker": "ask_er_service",
}


@pytest.mark.parametrize(("word", "question"), FIVE.items())
def test_each_of_the_five_words_of_the_case_is_flagged_with_its_own_question(word, question):
    flag = read(word).missing[0]
    assert (flag.element, flag.words, flag.question) == ("er", (word,), question)


def test_the_five_in_one_sentence_give_five_flags():
    flags = read("Verduurzamen moet sneller, beter, goedkoper, innovatiever en klantvriendelijker.").missing
    assert {flag.words[0]: flag.question for flag in flags if flag.element == "er"} == FIVE


def test_thirty_well_made_goals_in_two_languages_half_of_them_held_out():
    assert [sum(goal["holdout"] is half for goal in WELL_MADE) for half in (True, False)] == [15, 15]
    assert {goal["lang"] for goal in WELL_MADE} == {"nl", "en"}


@pytest.mark.parametrize("holdout", [False, True])
def test_well_made_goals_give_no_false_flag_and_no_mark_in_either_half(holdout):
    wrong = {}
    for goal in (goal for goal in WELL_MADE if goal["holdout"] is holdout):
        result = read(goal["text"], goal["lang"], **goal.get("given", {}))
        if result.missing or result.marks:
            wrong[goal["text"]] = result
    assert not wrong


@pytest.mark.parametrize("goal", VAGUE, ids=lambda goal: goal["text"])
def test_vague_goals_are_flagged_and_their_comparisons_named(goal):
    flags = read(goal["text"], goal["lang"]).missing
    assert flags
    assert [flag.words[0] for flag in flags if flag.element == "er"] == goal["words"]


CHECKABLE = "De bouwers leveren in 2027 200 woningen op."


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("De bouwers leveren in 2027 woningen op.", "number"),
        ("De bouwers besteden in 2027 20%.", "object"),
        ("De bouwers leveren 200 woningen op.", "date"),
        ("In 2027 zijn er 200 woningen klaar.", "owner"),
    ],
)
def test_take_one_element_away_and_that_one_is_asked_for(text, element):
    assert missing(CHECKABLE) == []
    assert element in missing(text)
    assert f"ask_{element}" in [flag.question for flag in read(text).missing]


def test_a_year_a_phase_and_co2_are_no_amounts():
    assert "number" in missing("In 2030 stoten woningen van de corporatie in fase 2 minder CO2 uit.")


def test_the_goals_own_columns_count_and_zero_is_a_number():
    text = "Woningen van de corporatie in 2027"
    assert "number" in missing(text, number=None)
    assert "number" in missing(text, number=float("nan"))
    assert "number" not in missing(text, number=0)
    assert missing("Opleveren", number=5, object="woningen", date="2027-01-01", owner="B1", indicator="aantal") == []


def test_a_qualitative_goal_with_indicators_is_legitimate():
    text = "Huurders voelen zich beter gehoord."
    asked = read(text, owner="C1", date="2027", indicator="aantal klachten over overleg; antwoord in gesprekken na afloop")
    assert asked.missing == ()
    assert asked.qualitative


def test_one_indicator_spares_the_number_but_not_the_comparison():
    assert missing("Huurders voelen zich beter gehoord.", owner="C1", date="2027", indicator="klachten") == ["er"]


def test_a_threshold_or_a_comparison_with_a_number_is_no_er_goal():
    for text in ("naar label C of hoger", "niet meer dan 30 dagen", "20% sneller dan in 2024", "van 40 naar 20 klachten, dus minder"):
        assert "er" not in missing(text), text


def test_buzzwords_and_escapes_are_marked_but_are_no_flag():
    result = read("De corporatie realiseert ketensamenwerking zo snel mogelijk: 20 woningen in 2027.")
    assert result.missing == ()
    assert [(mark.kind, mark.word) for mark in result.marks] == [("buzz", "ketensamenwerking"), ("vague", "zo snel mogelijk")]


def test_capitals_and_line_breaks_make_no_difference():
    assert read("SNELLER\nen  Beter").missing == read("sneller en beter").missing


def test_an_empty_goal_misses_everything_but_a_comparison():
    assert missing("") == ["number", "object", "date", "owner", "indicator"]


def test_unknown_columns_and_incomplete_lists_are_refused():
    with pytest.raises(ValueError, match="unknown"):
        read("x", eigenaar="B1")
    with pytest.raises(ValueError, match="lacks"):
        concreteness("x", wording={})
