"""A shorter agreement says how much went, what it still lacks, and which interest lost its protection."""

import re

import pandas as pd
from demo_frames import demo
from goal_worlds import WHOLE, clauses, made

from alliance_lib.goals.decided import read_decided
from alliance_lib.goals.register import read_register
from alliance_lib.goals.stripping import say_register
from alliance_lib.words import sentences

RELEASE = {"clause_id": "1", "type_code": "release", "goal_id": "a"}
ORPHAN = {"clause_id": "2", "type_code": "legal"}


def said(*rows: dict, struck=frozenset(), **frames) -> dict:
    alliance = made({"N": {"a": (3, 0)}}, round=2, **({"clauses": clauses(*rows)} if rows else {}), **frames)
    return {one.code: one for one in say_register(read_register(alliance, set(struck)), alliance)}


def decided(**codes) -> pd.DataFrame:
    return pd.DataFrame([{"round": 2, "clause_id": code[1:], "choice_code": choice} for code, choice in codes.items()])


def test_the_demo_loses_more_than_half_of_its_clauses_and_no_interest_a45():
    alliance = demo(3)
    found = {one.code: one.facts for one in say_register(read_register(alliance, read_decided(alliance).struck), alliance)}
    assert found["goals.stripped"]["share"] > 0.5 and found["goals.stripped"]["before"] == 45
    assert "goals.all_protected" in found and "goals.release_complete" in found


def test_what_serves_nothing_is_proposed_to_go_and_the_share_follows():
    found = said({**RELEASE, **WHOLE}, ORPHAN)
    assert found["goals.strip_proposed"].facts == {"n": 1, "before": 2, "share": 0.5}
    assert found["goals.clauses_orphan"].facts == {"n": 1, "clauses": ["2"]} and "goals.missing_clause_choices" in found


def test_an_agreement_that_does_not_get_shorter_says_so():
    assert "goals.not_shorter" in said({**RELEASE, **WHOLE}, ORPHAN, clause_choices=decided(c1="keep", c2="keep"))


def test_without_a_release_clause_the_warning_is_the_heaviest_a42():
    found = said(ORPHAN)
    assert found["goals.no_release"].weight == max(one.weight for one in found.values())


def test_a_release_clause_without_owner_date_or_consequence_is_not_adequate_a42():
    assert "goals.release_inadequate" in said(RELEASE)
    assert "goals.release_complete" in said({**RELEASE, **WHOLE})
    both = said({**RELEASE, **WHOLE}, {**RELEASE, "clause_id": "3"})
    assert both["goals.release_lacking"].facts["clauses"] == ["3"] and "goals.release_inadequate" not in both


def test_an_interest_that_loses_its_only_clause_is_named_by_its_text():
    interests = pd.DataFrame([{"interest_id": "I1", "party_id": "N", "kind_code": "interest", "text": "een vaste stroom."}])
    rows = ({**RELEASE, **WHOLE}, {"clause_id": "3", "type_code": "quality", "interest_id": "I1"})
    found = said(*rows, interests=interests, clause_choices=decided(c3="strike"))
    assert found["goals.uncovered"].facts["interests"] == ["'een vaste stroom'"]
    goal = {**rows[1], "goal_id": "b"}
    assert "goals.unprotected" in said(rows[0], goal, interests=interests, clause_choices=decided(c3="strike"))
    assert "goals.all_protected" in said(*rows, interests=interests)


def test_an_interest_or_risk_in_no_clause_is_a_question():
    interests = pd.DataFrame([{"interest_id": f"I{n}", "party_id": "N", "kind_code": kind, "text": kind} for n, kind in enumerate(("risk", "driver"))])
    assert said(RELEASE, interests=interests)["goals.unnamed"].facts["interests"] == ["'risk'"]


def test_procurement_and_leaving_are_always_asked_about():
    assert {"goals.review_without_clause", "goals.no_exit"} <= set(said(RELEASE))
    full = said(RELEASE, {"clause_id": "8", "type_code": "exit", **WHOLE}, {"clause_id": "9", "type_code": "procurement"})
    assert full["goals.review_procurement"].facts["clauses"] == ["9"] and "goals.no_exit" not in full


def test_no_clauses_is_one_sentence():
    assert set(said()) == {"goals.missing_clauses"}


BOASTS = ("geweldig", "fantastisch", "uitstekend", "perfect", "uniek", "succesvol", "trots", "gefeliciteerd", "winnaar", "verliezer", "ranglijst",
          "excellent", "amazing", "great", "proud", "congratulat", "winner", "loser", "ranking", "league", "world-class", "!")


def test_no_sentence_of_the_room_or_its_paper_boasts_or_ranks_a47():
    said = {key: text for key, one in sentences().items() if key.startswith(("goals.", "word.", "adopt.", "clauses.")) for text in one.values()}
    assert len(said) > 100
    assert not {key: word for key, text in said.items() for word in BOASTS if re.search(rf"\b{word}" if word.isalpha() else word, text.casefold())}
