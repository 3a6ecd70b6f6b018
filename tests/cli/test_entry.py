"""Typing over a form on paper: asked, read back, stored, taken back, in few keystrokes."""

import re

import pandas as pd
import pytest
from dossiers import demo, tiny  # noqa: F401 (fixtures)
from typed import typed

from alliance_lib import dossier
from alliance_lib.cli import entry
from alliance_lib.schema import tables
from alliance_lib.words import Words

PULSE = ["P07", "342x43-2", "", ""]  # person, answers, right, no more forms
CLAIMED = ["P07", "4435x5443-", "", ""]
INTERVIEW = ["P07", "42a 31o - 5xn - - - 55a 44o 33n", "", "z T01 Drie keer te laat.", "r - Nog iets", "", "", ""]
STANCES = ["B1", "4 4 4 4 -4 0 -1 - - - - 2 3 4", "", ""]
INTERESTS = ["B1", "b Elk kwartaal genoeg werk.", "", "", ""]


def enter(path, form: str, lines, *more: str):
    return typed("enter", path, form, *more, answer="\n".join(lines) + "\n")


def rows(path, table: str, **where) -> pd.DataFrame:
    with dossier.open(path) as held:
        found = held.frames()[table]
    for name, value in where.items():
        found = found[found[name] == value]
    return found


def everything(path):
    with dossier.open(path) as held:
        return held.revision, held.snapshot().fingerprint


def test_a_pulse_is_read_back_in_words_and_only_then_stored(demo):  # noqa: F811
    done = enter(demo, "pulse", PULSE)
    assert (done.code, done.err) == (0, "")
    read_back, stored = done.out.index("4 afspraken worden nagekomen: wilde niet antwoorden"), done.out.index("Opgeslagen: peiling van Youssef")
    assert read_back < stored and "7 overleg leidt tot besluiten en werk: niet gevraagd" in done.out
    row = rows(demo, "pulse", round=4, person_id="P07").iloc[0]
    assert row["ambition_1to4"] == "3" and row["trust_1to4"] == "declined" and pd.isna(row["progress_1to4"]) and row["learning_1to4"] == "2"


@pytest.mark.parametrize(("form", "lines", "most"), [("pulse", PULSE, 14), ("claimed", CLAIMED, 14), ("interview", INTERVIEW[:3] + ["", ""], 45),
                                                     ("stances", STANCES, 32)])
def test_a_form_is_so_few_keystrokes_that_it_is_entered_within_a_minute(demo, form, lines, most):  # noqa: F811
    """Slow typing is about two keystrokes a second; Enter counts too."""
    done = enter(demo, form, lines)
    assert "Opgeslagen" in done.out and sum(map(len, lines)) <= most and sum(map(len, lines)) + len(lines) <= 60 * 2


def test_until_the_answers_are_confirmed_nothing_is_stored(demo):  # noqa: F811
    before = everything(demo)
    done = enter(demo, "pulse", PULSE[:2])  # and then the lid is closed
    assert done.code == 130 and "Opgeslagen" not in done.out and everything(demo) == before


def test_answers_that_are_not_right_are_typed_again(demo):  # noqa: F811
    done = enter(demo, "pulse", ["P07", "11111111", "o", "44444444", "", ""])
    assert done.out.count("Opgeslagen") == 1 and rows(demo, "pulse", round=4).iloc[0]["trust_1to4"] == "4"


@pytest.mark.parametrize(("lang", "said"), [
    ("nl", ["7 antwoorden gelezen; het moeten er 8 zijn.", "Plaats 4 (afspraken worden nagekomen): '5' past hier niet. Typ 1 tot en met 4, x en -."]),
    ("en", ["7 answers read; there must be 8.", "Place 4 (agreements are kept): '5' does not fit here."])])
def test_a_wrong_line_is_answered_with_the_place_and_asked_again(demo, lang, said):  # noqa: F811
    done = enter(demo, "pulse", ["P07", "342x43-", "34259412", "342x43-2", "", ""], "--lang", lang)
    assert done.code == 0 and all(one in done.out for one in said) and len(rows(demo, "pulse", round=4)) == 1


@pytest.mark.parametrize("typo", ["P7", "p07x", "youssef", "Amrani"])
def test_a_mistyped_person_is_answered_with_the_nearest_and_enter_takes_it(demo, typo):  # noqa: F811
    done = enter(demo, "pulse", [typo, "", "342x43-2", "", ""])
    assert "Bedoelt u P07 Youssef Amrani" in done.out and rows(demo, "pulse", round=4)["person_id"].tolist() == ["P07"]


def test_a_person_like_no_other_is_answered_with_the_list(demo):  # noqa: F811
    done = enter(demo, "pulse", ["zzz", ""])
    assert done.code == 0 and "'zzz' staat niet in de lijst. Kies uit: P01" in done.out


def test_a_stack_of_forms_goes_one_after_the_other(demo):  # noqa: F811
    done = enter(demo, "pulse", ["p01", "44444444", "", "p02", "11111111", "", ""])
    assert done.out.count("Opgeslagen") == 2 and rows(demo, "pulse", round=4)["person_id"].tolist() == ["P01", "P02"]


def test_an_interview_is_answers_notes_and_the_planner_in_one_batch_A27(demo):  # noqa: F811
    done = enter(demo, "interview", INTERVIEW)
    assert (done.code, done.err) == (0, "") and "9 regels" in done.out
    answers = rows(demo, "opinions", round=4, person_id="P07").set_index("topic_id")
    assert answers.index.tolist() == ["T01", "T02", "T04", "T08", "T09", "T10"]
    assert answers.loc["T01", ["private_1to5", "expected_1to5", "mention_code"]].tolist() == ["4", "2", "private"]
    assert answers["claimed_1to5"].isna().all() and answers.loc["T04", "expected_1to5"] == "declined"
    notes = rows(demo, "notes", round=4)
    assert notes["raw_text"].tolist() == ["Drie keer te laat.", "Nog iets"] and notes["kind_code"].tolist() == ["concern", "risk"]
    assert notes["person_id"].tolist() == ["P07"] * 2 and rows(demo, "interviews", round=4)["status_code"].tolist() == ["done"]


def test_what_was_claimed_stays_when_the_interview_is_entered_A28(demo):  # noqa: F811
    enter(demo, "claimed", CLAIMED)
    done = enter(demo, "interview", INTERVIEW)
    row = rows(demo, "opinions", round=4, person_id="P07", topic_id="T01").iloc[0]
    assert (row["claimed_1to5"], row["private_1to5"]) == ("4", "4") and "Er staan al antwoorden" not in done.out


def test_entering_a_form_twice_warns_and_replaces(demo):  # noqa: F811
    enter(demo, "pulse", PULSE)
    done = enter(demo, "pulse", ["P07", "11111111", "", ""])
    assert "Er staan al antwoorden van Youssef" in done.out and rows(demo, "pulse", round=4)["trust_1to4"].tolist() == ["1"]


def test_stances_and_interests_are_entered_for_a_party_and_leave_the_others_alone(demo):  # noqa: F811
    before = len(rows(demo, "interests"))
    enter(demo, "stances", STANCES)
    enter(demo, "interests", INTERESTS)
    found = rows(demo, "stances", round=4)
    assert set(found["party_id"]) == {"B1"} and found["stance_minus4to4"].tolist() == [4, 4, 4, 4, -4, 0, -1, 2, 3, 4]
    assert rows(demo, "interests", text="Elk kwartaal genoeg werk.")["kind_code"].tolist() == ["interest"] and len(rows(demo, "interests")) == before + 1


@pytest.mark.parametrize(("form", "lines", "said"), [
    ("pulse", PULSE, "Ongedaan gemaakt: peiling van P07.\n"), ("interview", INTERVIEW, "Ongedaan gemaakt: gesprek van P07, 9 regels.\n"),
    ("stances", STANCES, "Ongedaan gemaakt: houding tegenover de doelen van B1, 10 regels.\n"),
    ("interests", INTERESTS, "Ongedaan gemaakt: belangen van B1.\n")])
def test_the_last_entry_is_taken_back_whole_with_a_sentence(demo, form, lines, said):  # noqa: F811
    before = everything(demo)[1]
    enter(demo, form, lines)
    assert everything(demo)[1] != before
    assert typed("enter", demo, "--undo") == (0, said, "") and everything(demo)[1] == before


def test_undo_takes_back_an_entry_and_never_something_else(demo):  # noqa: F811
    typed("approve", demo, "--row", "people/P03")
    before = everything(demo)
    done = typed("enter", demo, "--undo")
    assert done.code == 1 and "nothing to undo" in done.err and everything(demo) == before


@pytest.mark.parametrize("form", entry.OWNER)
def test_nothing_typed_stores_nothing(demo, form):  # noqa: F811
    before = everything(demo)
    done = enter(demo, form, ["B1" if entry.OWNER[form] == "parties" else "P01", "", "", ""])
    assert done.code == 0 and "Niets getypt" in done.out and everything(demo) == before


def test_a_closed_round_is_refused_before_anything_is_typed_and_the_next_one_is_open(demo):  # noqa: F811
    assert typed("enter", demo, "pulse", "--round", "3").err == "Ronde 3 is afgesloten; er kan niets meer bij. Open: 4.\n"
    assert typed("enter", demo, "pulse", "--round", "9").err == "Ronde 9 is er niet. Open: 4.\n"
    assert "Peiling, ronde 4." in enter(demo, "pulse", [""]).out


def test_without_topics_or_people_it_says_what_to_do(tmp_path):
    path = tmp_path / "leeg.alliance"
    typed("new", path, "--name", "Leeg")
    for form in entry.OWNER:
        done = typed("enter", path, form)
        assert done.code == 1 and "alliance import" in done.err and "Traceback" not in done.err


@pytest.mark.parametrize(("words", "said"), [((), "Kies uit: pulse, claimed, interview, interests, stances en question."), (("pusle",), "Bedoelt u pulse?")])
def test_a_form_that_is_missing_or_mistyped_is_answered_with_the_list_or_the_nearest(demo, words, said):  # noqa: F811
    done = typed("enter", demo, *words)
    assert done.code == 1 and said in done.err


def test_two_parties_can_be_entered_too_B02(tiny):  # noqa: F811
    done = enter(tiny, "stances", ["c2", " ".join(["3"] * len(rows(tiny, "goals"))), "", ""])
    assert "Opgeslagen" in done.out and set(rows(tiny, "stances")["party_id"]) == {"C2"}


def test_a_question_that_is_not_asked_goes_from_paper_into_the_queue_without_anybodys_code_B31(demo):  # noqa: F811
    before, said = rows(demo, "questions")["question_id"].tolist(), ["Wie zegt nee?", "Hoe stoppen we?", "", "", ""]
    done = enter(demo, "question", said)
    assert (done.code, done.err) == (0, "") and "Opgeslagen: 2 vragen; ze wachten op beoordeling." in done.out
    new = rows(demo, "questions", round=4)
    assert new["raw_text"].tolist() == ["Hoe stoppen we?", "Wie zegt nee?"], "the order of the alphabet, not of the sheets"
    assert set(new["status_code"]) == {"waiting"} and new["wording"].isna().all() and len(before) == 6
    assert not any(column.ref == "people" for column in tables()["questions"].columns.values())
    assert typed("enter", demo, "--undo") == (0, "Ongedaan gemaakt: 2 vragen.\n", "") and rows(demo, "questions")["question_id"].tolist() == before


def test_nothing_on_the_sheet_of_questions_stores_nothing_and_a_wrong_line_is_typed_again(demo):  # noqa: F811
    before = everything(demo)
    assert "Niets getypt" in enter(demo, "question", [""]).out and everything(demo) == before
    assert enter(demo, "question", ["Wie zgt nee?", "", "o", "Wie zegt nee?", "", ""]).code == 0
    assert rows(demo, "questions", round=4)["raw_text"].tolist() == ["Wie zegt nee?"]


def test_the_nearest_is_by_name_if_one_has_it_and_otherwise_by_code():
    known = {"P01": "Annelies Verkerk (A)", "P02": "Ruud Verkerk (B)"}
    assert entry.nearest("ruud", known) == "P02" and entry.nearest("P1", known) == "P01" and entry.nearest("qqq", known) is None


def test_every_answer_has_words_in_both_languages():
    for lang, said in (("nl", "4 eens"), ("en", "4 agree")):
        words = Words(lang)
        assert entry.in_words(4, entry.Slot("x", high=5), words) == said
        for slot in (entry.Slot("x", high=4), entry.Slot("x", high=5), entry.Slot("x", -4, 4)):
            assert all(re.fullmatch(rf"{value} \S.*", entry.in_words(value, slot, words)) for value in range(slot.low, slot.high + 1))
