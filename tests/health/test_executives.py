"""Executives first: who has met, and did the content begin too early?"""

from itertools import combinations

import pandas as pd
import pytest
from demo_frames import demo
from health_world import alliance

from alliance_lib.health.executives import content_began, executives
from alliance_lib.words import LANGUAGES, sentences

CHOICE = {"goal_choices": pd.DataFrame([{"round": 1, "goal_id": "D1", "choice_code": "keep", "reason": "nodig"}])}


def met(pairs, parties=5, **others):
    rows = [{"party_id": a, "other_party_id": b, "met_date": day} for a, b, day in pairs]
    return alliance({"introductions": pd.DataFrame(rows), **others}, parties=parties)


def every(parties, day="2026-01-10"):
    return [(a, b, day) for a, b in combinations([f"P{n}" for n in range(1, parties + 1)], 2)]


def codes(world):
    return [f.code.removeprefix("health.") for f in executives(world)[1]]


@pytest.mark.parametrize("parties", [2, 5, 12])
def test_when_all_have_met_the_gate_is_open_b33(parties):
    tables, said, _ = executives(met(every(parties), parties))
    assert tables["gate"].iloc[0]["gate_open"] and [f.code for f in said] == ["health.gate_open"]
    assert len(tables["pairs"]) == parties * (parties - 1) / 2


def test_a_meeting_planned_but_not_held_is_not_a_meeting():
    tables, said, _ = executives(met(every(2, day=None), parties=2))
    assert tables["gate"].iloc[0]["met"] == 0 and "health.pairs_missing" in [f.code for f in said]


def test_a_meeting_after_the_reference_date_has_not_happened_yet():
    assert "pairs_missing" in codes(met(every(2, day="2026-03-02"), parties=2))


def test_content_before_the_executives_met_is_an_early_warning_b33_b35():
    assert codes(met(every(5)[1:], **CHOICE)) == ["content_before_meeting"]
    assert codes(met(every(5)[1:])) == ["pairs_missing"]


def test_content_has_begun_with_a_decision_taken_not_with_one_asked_for():
    asked_for = {"decision_id": "B1", "subject": "x", "level_code": "steering", "asked_date": "2026-01-01"}
    assert not content_began(alliance({"decisions": pd.DataFrame([asked_for])}))
    assert content_began(alliance({"decisions": pd.DataFrame([asked_for | {"decided_date": "2026-02-01"}])}))


def test_the_first_meeting_of_a_pair_counts_whatever_the_order_of_its_parties():
    pairs = executives(met([("P2", "P1", "2026-02-01"), ("P1", "P2", "2026-01-05")], parties=2))[0]["pairs"]
    assert pairs["met"].tolist() == [True] and pairs["met_date"].tolist() == [pd.Timestamp("2026-01-05")]


def test_nothing_written_down_is_unknown_and_not_never_met_b33():
    tables, said, _ = executives(alliance())
    assert not tables and [f.code for f in said] == ["health.missing_introductions"]


def test_an_unknown_party_or_a_party_with_itself_is_left_out_and_recorded():
    tables, _, steps = executives(met([("P1", "P1", "2026-01-05"), ("P1", "X", "2026-01-05"), *every(2)], parties=2))
    assert tables["gate"].iloc[0]["met"] == 1 and steps[0][:2] == ("unknown_pair", 2)


@pytest.mark.parametrize("parties", [0, 1])
def test_one_party_or_none_has_nobody_to_meet(parties):
    assert executives(alliance(parties=parties)) == ({}, [], [])


def test_a_sentence_names_three_pairs_at_most_and_counts_all():
    found = executives(met([("P1", "P2", "2026-01-05")]))[1]
    missing = next(f for f in found if f.code == "health.pairs_missing")
    assert len(missing.facts["who"]) == 3 and missing.facts["n"] == 9


def test_the_early_warning_gives_its_reason_in_both_languages_b35():
    reasons = {lang: sentences()["health.finding.content_before_meeting"][lang] for lang in LANGUAGES}
    assert "Veel samenwerkingen lopen vast" in reasons["nl"] and "Many collaborations fail" in reasons["en"]


def test_the_demo_began_its_content_before_all_had_met_and_a_year_later_the_matrix_is_complete_b33_b35():
    first, last = executives(demo(1)), executives(demo(3))
    assert first[0]["gate"]["content_began"].iloc[0] and not first[0]["gate"]["gate_open"].iloc[0]
    assert "health.content_before_meeting" in {f.code for f in first[1]} and last[0]["gate"]["gate_open"].iloc[0]
