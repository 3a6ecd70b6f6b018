"""Whatever is answered, at least three answers of everybody stay possible: tried exhaustively."""

from itertools import product

import numpy as np
import pytest
from adversary import enumeration

from alliance_lib.publication import safe_set

FIGURES = pytest.mark.parametrize("name", list(enumeration.FIGURES))
SCALES = pytest.mark.parametrize("points", enumeration.SCALES)


@FIGURES
@SCALES
def test_every_roster_up_to_thirteen_that_the_rule_accepts_leaves_everybody_three_answers(points, name):
    accepted, tried, fewest = enumeration.weakest(enumeration.MOST_PEOPLE, points, enumeration.FIGURES[name])
    assert fewest >= enumeration.FEWEST_POSSIBLE
    assert accepted >= 50 and tried >= 2_000  # something was tried


@SCALES
def test_for_the_band_the_rule_is_tight_one_person_fewer_leaves_somebody_two_answers(points):
    for own in range(1, 5):
        needed = enumeration.smallest_cell(own, points, enumeration.FIGURES["band"], 16)
        assert needed == enumeration.smallest_by_rule(own, points)


@SCALES
def test_the_rule_asks_for_the_totals_that_the_table_was_told(points):
    told = {5: [5, 7, 10, 13], 4: [6, 9, 12, 15]}  # stated beside the rule for parties of 1..4 people
    assert [enumeration.smallest_by_rule(own, points) for own in range(1, 5)] == told[points]


@SCALES
def test_for_the_agreement_class_no_stricter_rule_is_needed(points):
    for own in range(1, 5):
        needed = enumeration.smallest_cell(own, points, enumeration.FIGURES["agreement class"], 16)
        assert needed <= enumeration.smallest_by_rule(own, points)


def test_without_the_rule_two_corporations_and_three_builders_of_one_person_each_two_are_given_away():
    """A party of two among five people can know another's answer: the suite sees it."""
    assert not safe_set.safe(enumeration.party_of((2, 1, 1, 1)))
    assert enumeration.fewest_possible(5, 2, 5, enumeration.FIGURES["band"]) == 1


def test_a_naive_publication_of_the_mean_in_one_decimal_is_caught():
    def rounded_mean(counts):
        return round(float(np.average(np.arange(1, 6), weights=counts)), 1)

    assert enumeration.weakest(7, 5, rounded_mean)[2] < enumeration.FEWEST_POSSIBLE


def test_a_naive_publication_of_the_highest_answer_is_caught():
    assert enumeration.weakest(7, 5, lambda counts: int(np.flatnonzero(counts).max()))[2] == 1


@FIGURES
@SCALES
def test_the_counts_say_the_same_as_writing_out_every_answer_of_everybody(points, name):
    """Six people, two of them known: all answers one by one, against the enumeration on counts."""
    figure, scale = enumeration.FIGURES[name], range(1, points + 1)
    seen: dict[tuple, set] = {}
    for answers in product(scale, repeat=6):
        counts = tuple(answers.count(answer) for answer in scale)
        seen.setdefault((answers[:2], counts), set()).add(answers[2])
    by_figure: dict[tuple, set] = {}
    for (known, counts), strangers in seen.items():
        by_figure.setdefault((known, figure(counts)), set()).update(strangers)
    assert min(map(len, by_figure.values())) == enumeration.fewest_possible(6, 2, points, figure)


def test_every_division_over_parties_occurs_once():
    found = list(enumeration.rosters(6))
    assert len(found) == len(set(found)) == 11  # the partitions of 6
    assert all(sum(roster) == 6 for roster in found)
