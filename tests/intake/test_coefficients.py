"""The published coefficients give the published figures, and behave at their limits."""

import math
from itertools import combinations

import numpy as np
import pytest

from alliance_lib.intake.coefficients import (
    agreement_of_rows,
    hypergeometric_bounds,
    krippendorff_alpha,
    leik_consensus,
    polarization,
    tastle_wierman,
    van_der_eijk,
)

AGRMT = [30, 40, 210, 130, 530, 50, 10]  # van der Eijk 2001, as in R agrmt 1.42
# Krippendorff 2011, data C: four coders, twelve units.
DATA_C = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, None],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
ON_COUNTS = [van_der_eijk, leik_consensus, tastle_wierman, polarization]


def layered_by_hand(counts):
    """A by its definition: peel off the smallest layer, count its triples one by one."""
    rest, total, agreed = list(counts), sum(counts), 0.0
    while max(rest) > 0:
        height = min(value for value in rest if value > 0)
        layer = [int(value > 0) for value in rest]
        rest = [value - height * used for value, used in zip(rest, layer, strict=True)]
        size, width = sum(layer), len(layer)
        triples = [tuple(layer[i] for i in where) for where in combinations(range(width), 3)]
        together = triples.count((1, 1, 0)) + triples.count((0, 1, 1))
        divided = triples.count((1, 0, 1))
        unimodal = 1.0
        if together + divided:
            top = (width - 2) * together - (width - 1) * divided
            unimodal = top / ((width - 2) * (together + divided))
        agreed += height * size / total * unimodal * (1 - (size - 1) / (width - 1))
    return agreed


def test_the_published_table_has_the_published_agreement():
    """R agrmt 1.42 documentation: A = 0.6113333, polarization 0.1943333."""
    assert van_der_eijk(AGRMT) == pytest.approx(0.6113333, abs=1e-7)
    assert polarization(AGRMT) == pytest.approx(0.1943333, abs=1e-7)


@pytest.mark.parametrize(
    ("pattern", "agreement"),
    [
        ("1111111", 0), ("1111110", 0.167), ("0111110", 0.333), ("0011110", 0.5),
        ("0011100", 0.667), ("0010100", 0.467), ("0000100", 1),
    ],
)  # fmt: skip
def test_each_published_layer_has_its_agreement(pattern, agreement):
    """van der Eijk 2001, the patterns of a seven-point scale."""
    assert van_der_eijk([int(used) for used in pattern]) == pytest.approx(agreement, abs=5e-4)


def test_agreement_equals_the_definition_counted_by_hand_on_random_tables():
    rng = np.random.default_rng(4)
    for points in (3, 4, 5, 7, 10):
        tables = rng.integers(0, 6, size=(40, points))
        tables = tables[tables.sum(axis=1) > 0]
        expected = [layered_by_hand(table.tolist()) for table in tables]
        assert agreement_of_rows(tables) == pytest.approx(expected)


def test_full_agreement_even_spread_and_two_camps_are_the_marks_of_the_scale():
    for points in (2, 3, 5, 10):
        one = np.eye(points)[0] * 4
        assert [measure(one) for measure in ON_COUNTS] == [1, 1, 1, 0]
        assert van_der_eijk(np.ones(points)) == pytest.approx(0)
    for points in (3, 5, 10):
        camps = 2 * (np.eye(points)[0] + np.eye(points)[-1])
        assert [measure(camps) for measure in ON_COUNTS] == pytest.approx([-1, 0, 0, 1])


def test_second_opinions_equal_their_closed_form_on_an_even_spread():
    """Leik: F = .25, .5, .75, so D = 2 * 1 / 3. Tastle & Wierman: distances 2, 1, 0, 1, 2 of 4."""
    assert leik_consensus([1, 1, 1, 1]) == pytest.approx(1 / 3)
    assert tastle_wierman([3, 3, 3, 3, 3]) == pytest.approx(1 + 0.4 * math.log2(0.5) + 0.4 * math.log2(0.75))


@pytest.mark.parametrize("measure", ON_COUNTS)
def test_nobody_answered_is_not_a_number(measure):
    assert math.isnan(measure([0, 0, 0, 0, 0]))


@pytest.mark.parametrize("measure", ON_COUNTS)
def test_counting_everybody_twice_or_reading_the_scale_backwards_changes_nothing(measure):
    assert measure([value * 2 for value in AGRMT]) == pytest.approx(measure(AGRMT))
    assert measure([value / 7 for value in AGRMT]) == pytest.approx(measure(AGRMT))
    assert measure(AGRMT[::-1]) == pytest.approx(measure(AGRMT))


@pytest.mark.parametrize("measure", ON_COUNTS)
@pytest.mark.parametrize("counts", [[1, -1, 2], [1, float("nan"), 2], [1, float("inf")], [5], [], [[1, 2], [3, 4]], 3])
def test_a_table_that_is_no_table_is_refused(measure, counts):
    with pytest.raises(ValueError):
        measure(counts)


def test_a_measure_leaves_its_input_alone():
    counts = np.array([3.0, 0.0, 1.0])
    for measure in ON_COUNTS:
        measure(counts)
    assert counts.tolist() == [3, 0, 1]


def tails(yes, seen_yes, seen, population):
    """Chances of at least and at most seen_yes, counted over all possible interview lists."""
    chance = [
        math.comb(yes, number) * math.comb(population - yes, seen - number) / math.comb(population, seen)
        for number in range(seen + 1)
    ]
    return sum(chance[seen_yes:]), sum(chance[: seen_yes + 1])


@pytest.mark.parametrize("population", [1, 5, 13])
@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_bounds_keep_exactly_the_numbers_that_both_tails_allow(population, level):
    for seen in range(population + 1):
        for seen_yes in range(seen + 1):
            possible = range(seen_yes, population - seen + seen_yes + 1)
            limit = (1 - level) / 2 + 1e-9
            kept = [yes for yes in possible if min(tails(yes, seen_yes, seen, population)) > limit]
            assert hypergeometric_bounds(seen_yes, seen, population, level) == (kept[0], kept[-1])


def test_the_true_number_lies_within_the_bounds_as_often_as_promised():
    """Coverage over all interview lists, thirteen people of whom eight are interviewed."""
    for yes in range(14):
        covered = 0.0
        for found in range(max(0, yes - 5), min(8, yes) + 1):
            low, high = hypergeometric_bounds(found, 8, 13)
            chance = math.comb(yes, found) * math.comb(13 - yes, 8 - found) / math.comb(13, 8)
            covered += chance * (low <= yes <= high)
        assert covered >= 0.95 - 1e-9


def test_bounds_at_the_limits_nobody_seen_everybody_seen_and_nobody_there():
    assert hypergeometric_bounds(0, 0, 13) == (0, 13)
    assert hypergeometric_bounds(4, 13, 13) == (4, 4)
    assert hypergeometric_bounds(0, 0, 0) == (0, 0)


def test_three_of_three_leaves_room_unlike_a_bootstrap():
    low, high = hypergeometric_bounds(3, 3, 13)
    assert (low, high) == (5, 13)


def test_a_tail_of_exactly_the_limit_is_left_out():
    """One of forty seen and it is a no: 39 yes has a tail of exactly 1/40 = .025."""
    assert hypergeometric_bounds(0, 1, 40) == (0, 38)


@pytest.mark.parametrize("numbers", [(3, 2, 5), (1, 6, 5), (-1, 2, 5), (1.5, 2, 5), (1, 2, 5, 1.0), (1, 2, 5, 0)])
def test_impossible_interview_numbers_are_refused(numbers):
    with pytest.raises(ValueError):
        hypergeometric_bounds(*numbers)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_four_coders_with_gaps_have_the_published_alpha(level, alpha):
    """Krippendorff 2011, data C."""
    assert krippendorff_alpha(DATA_C, level) == pytest.approx(alpha, abs=5e-4)


def test_two_coders_of_labels_have_the_published_alpha():
    """Krippendorff 2011, data A (binary, .095) and data B (nominal, .692)."""
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha([meg, owen], "nominal") == pytest.approx(0.095, abs=5e-4)
    ben, gerry = list("aabbdcccedda"), list("babbbcccedd") + ["d"]
    assert krippendorff_alpha([ben, gerry], "nominal") == pytest.approx(0.692, abs=5e-4)


def test_alpha_of_perfect_opposed_and_unvaried_coders():
    assert krippendorff_alpha([[1, 2, 3], [1, 2, 3]]) == 1
    assert krippendorff_alpha([[1, 5], [5, 1]]) < 0
    assert math.isnan(krippendorff_alpha([[2, 2], [2, 2]]))
    assert math.isnan(krippendorff_alpha([[1, None], [None, 2]]))
    assert math.isnan(krippendorff_alpha([[None, None], [None, None]]))
    assert math.isnan(krippendorff_alpha(np.empty((0, 0))))


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_does_not_depend_on_the_order_of_coders_or_units(level):
    table = np.array(DATA_C, dtype=float)
    shuffled = table[[2, 0, 3, 1]][:, np.random.default_rng(1).permutation(12)]
    assert krippendorff_alpha(shuffled, level) == pytest.approx(krippendorff_alpha(DATA_C, level))


def test_ordinal_alpha_sees_order_only_and_interval_alpha_sees_steps():
    stretched = np.array(DATA_C, dtype=float) ** 3
    assert krippendorff_alpha(stretched) == pytest.approx(krippendorff_alpha(DATA_C))
    assert krippendorff_alpha(stretched, "interval") != pytest.approx(krippendorff_alpha(DATA_C, "interval"))


@pytest.mark.parametrize(
    ("ratings", "level"),
    [([[1, 2]], "rank"), ([1, 2], "ordinal"), ([[1, math.inf]], "interval"), ([[-1, 2], [0, 2]], "ratio")],
)
def test_ratings_that_cannot_be_compared_are_refused(ratings, level):
    with pytest.raises(ValueError):
        krippendorff_alpha(ratings, level)
