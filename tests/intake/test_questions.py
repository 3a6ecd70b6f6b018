"""The queue of questions that are not asked, and what may go round of what was said."""

import pandas as pd

from alliance_lib.intake.questions import questions, released
from alliance_lib.publication import permitted
from alliance_lib.publication.consent import approval
from worlds import world

ASKED = pd.DataFrame([("V1", "rauw een", "shown", "Wat kost het?"), ("V2", "rauw twee", "waiting", "Wie zegt nee?"),
                      ("V3", "rauw drie", "aside", None), ("V4", "rauw vier", "waiting", None)],
                     columns=["question_id", "raw_text", "status_code", "wording"]).assign(round=1)
SAID = pd.DataFrame([("N1", "S0", "VER", "Er is zorg."), ("N2", "S1", "GEH", "Er is spijt."), ("N3", "S2", "VER", None)],
                    columns=["note_id", "person_id", "marking_code", "paraphrase"]).assign(round=1, topic_id="T0", kind_code="concern", raw_text="rauw")


def agreed(*rows, **frames):
    """This world with a consent to each of these rows."""
    alliance = world(**frames)
    facts = {"audience_code": "shared", "given_date": pd.Timestamp(2024, 12, 1)}
    given = [approval(alliance, table, key, facts) | {"approval_id": f"I{n}"} for n, (table, key) in enumerate(rows)]
    return world(**frames, approvals=pd.DataFrame(given))


def test_the_facilitator_sees_what_waits_first_and_never_the_words_on_the_sheet_B31():
    rows, said = questions(world(questions=ASKED))
    assert [row["question_id"] for row in rows] == ["V4", "V2", "V1", "V3"] and "raw_text" not in rows[0]
    assert {f.code: f.facts["n"] for f in said} == {"intake.questions_waiting": 2, "intake.questions_shown": 1}


def test_only_a_wording_that_is_shown_and_was_approved_reaches_others_and_an_edit_takes_it_back_B31():
    assert questions(permitted(world(questions=ASKED), "session")) == ([], []), "shown, but nobody approved this wording"
    both = agreed(("questions", "V1"), ("questions", "V2"), questions=ASKED)
    rows, said = questions(permitted(both, "project_team"))
    assert [row["wording"] for row in rows] == ["Wat kost het?"] and [f.code for f in said] == ["intake.questions_shown"]
    assert "rauw" not in permitted(both, "session")["questions"].to_string() and "V1" not in set(permitted(both, "session")["questions"]["question_id"])
    edited = world(questions=ASKED.replace("Wat kost het?", "Wat kost het ons?"), approvals=both["approvals"])
    assert questions(permitted(edited, "session")) == ([], [])


def test_an_item_moves_from_confidential_to_internal_only_after_its_owner_agreed_A30():
    silent, spoken = world(notes=SAID), agreed(("notes", "N1"), ("notes", "N2"), notes=SAID)
    assert released(permitted(silent, "session")) == [] and permitted(silent, "session")["notes"].empty
    shown = permitted(spoken, "session")
    assert shown["notes"]["marking_code"].tolist() == ["INT"] and [row["paraphrase"] for row in released(shown)] == ["Er is zorg."], "secret stays secret"
    own = {row["paraphrase"]: row["consent_date"] for row in released(spoken)}
    assert own["Er is zorg."] == pd.Timestamp(2024, 12, 1) and set(spoken["notes"]["marking_code"]) == {"VER", "GEH"}


def test_without_questions_or_notes_there_is_nothing_to_say():
    assert questions(world()) == ([], []) and released(world()) == []
