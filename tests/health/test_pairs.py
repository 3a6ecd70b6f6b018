"""Executives first: the gate to the content opens when every pair has met."""

import math
from itertools import combinations

import pytest

from alliance_lib.health.pairs import pairs_met

PARTIES = ["C1", "C2", "B1", "B2", "B3"]
EVERY = list(combinations(PARTIES, 2))


def codes(found):
    return [code for code, _ in found.warnings]


def test_when_all_ten_pairs_of_five_parties_met_the_gate_is_open_without_warning():
    found = pairs_met(PARTIES, EVERY, content_started=True)
    assert (found.coverage, found.gate_open, found.warnings) == (1, True, ())
    assert len(found.pairs) == 10 and found.pairs["met"].all()


def test_one_missing_pair_keeps_the_gate_closed_and_is_named_b33():
    found = pairs_met(PARTIES, EVERY[1:], content_started=False)
    assert found.coverage == 0.9 and not found.gate_open
    assert found.warnings == (("pairs_missing", (("C1", "C2"),)),)


def test_content_before_the_gate_is_the_heavier_warning():
    found = pairs_met(PARTIES, EVERY[1:], content_started=True)
    assert found.warnings == (("content_before_meeting", (("C1", "C2"),)),)


def test_a_party_that_met_nobody_is_named():
    found = pairs_met(PARTIES, [pair for pair in EVERY if "B3" not in pair], content_started=False)
    assert ("party_met_nobody", ("B3",)) in found.warnings
    assert found.parties.set_index("party_id").loc["B3", ["met", "others"]].tolist() == [0, 4]


def test_nobody_met_yet_gives_no_coverage_and_every_pair_missing():
    found = pairs_met(PARTIES, [], content_started=False)
    assert found.coverage == 0 and codes(found) == ["party_met_nobody", "pairs_missing"]


def test_meeting_twice_or_the_other_way_round_counts_once():
    once = pairs_met(PARTIES, [("C1", "B1")], content_started=False)
    often = pairs_met(PARTIES, [("B1", "C1"), ("C1", "B1"), ("B1", "C1")], content_started=False)
    assert once.coverage == often.coverage == 0.1
    assert once.pairs.equals(often.pairs) and once.parties.equals(often.parties)


@pytest.mark.parametrize("parties", [[], ["C1"]])
def test_one_party_or_none_has_nobody_to_meet_and_no_open_gate(parties):
    found = pairs_met(parties, [], content_started=False)
    assert math.isnan(found.coverage) and not found.gate_open and found.warnings == ()


@pytest.mark.parametrize("meeting", [("C1", "C1"), ("C1", "X9"), ("C1", "C2", "B1")])
def test_a_meeting_with_oneself_a_stranger_or_three_is_refused(meeting):
    with pytest.raises(ValueError, match="two different known parties"):
        pairs_met(PARTIES, [meeting], content_started=False)


def test_a_party_listed_twice_is_refused():
    with pytest.raises(ValueError, match="once"):
        pairs_met(["C1", "C1"], [], content_started=False)
