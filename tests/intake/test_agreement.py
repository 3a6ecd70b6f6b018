"""Whose answers agree: one vote per party, the band of chance, claimed against private."""

import dataclasses
import math

import numpy as np
import pytest

from alliance_lib.intake import agreement
from alliance_lib.intake.agreement import (
    AnotherDay,
    apparent_agreement,
    leik_consensus,
    noise_band,
    noise_band_by_party,
    pluralistic_ignorance,
    polarization,
    van_der_eijk,
    weighted_counts,
)

NAN = float("nan")
DAY = AnotherDay(probability=0.3, draws=1000, seed=5)
PARTIES = list("abcde")


def test_the_coefficients_are_found_under_the_agreed_names():
    for name in ("van_der_eijk", "leik_consensus", "tastle_wierman", "polarization"):
        assert getattr(agreement, name)([0, 0, 4]) in (0, 1)
    assert agreement.hypergeometric_bounds(1, 1, 1) == (1, 1)
    assert agreement.krippendorff_alpha([[1, 2], [1, 2]]) == 1


def test_a_party_with_ten_interviews_has_one_vote_like_the_others():
    answers, party = [1] * 10 + [5, 5], ["a"] * 10 + ["b", "c"]
    assert weighted_counts(answers, party) == pytest.approx([1, 0, 0, 0, 2])


def test_colleagues_who_did_not_answer_leave_their_vote_to_those_who_did():
    assert weighted_counts([2, NAN, 4, NAN], ["a", "a", "b", "c"]).tolist() == [0, 1, 0, 1, 0]


def test_nobody_answered_gives_empty_counts_and_no_agreement():
    counts = weighted_counts([NAN, NAN], ["a", "b"])
    assert counts.tolist() == [0] * 5
    assert math.isnan(van_der_eijk(counts))
    assert weighted_counts([], []).tolist() == [0] * 5


def test_counts_of_many_draws_equal_the_counts_of_each():
    rng = np.random.default_rng(2)
    draws = rng.integers(1, 6, size=(6, 7)).astype(float)
    draws[:, 3] = NAN
    draws[2, 5] = NAN
    party = list("aabbccc")
    assert weighted_counts(draws, party) == pytest.approx(np.array([weighted_counts(row, party) for row in draws]))


def test_shuffled_rows_and_duplicated_parties_leave_the_measures_unchanged():
    rng = np.random.default_rng(3)
    answers, party = rng.integers(1, 6, 13).astype(float), np.array(list("abcdeabcabcde"))
    order = rng.permutation(13)
    counts = weighted_counts(answers, party)
    assert weighted_counts(answers[order], party[order]) == pytest.approx(counts)
    twice = weighted_counts(np.tile(answers, 2), np.concatenate([party, np.char.add(party, "2")]))
    for measure in (van_der_eijk, leik_consensus, polarization):
        assert measure(twice) == pytest.approx(measure(counts))


@pytest.mark.parametrize("answers", [[0, 1], [1, 6], [1.5, 2], [1, math.inf]])
def test_answers_off_the_scale_are_refused(answers):
    with pytest.raises(ValueError):
        weighted_counts(answers, ["a", "b"])


def test_a_label_too_few_is_refused():
    with pytest.raises(ValueError):
        weighted_counts([1, 2], ["a"])
    with pytest.raises(ValueError):
        apparent_agreement([1, 2], [1, 2], ["a"], DAY)


@pytest.mark.parametrize(("n", "low", "high"), [(5, -0.57, 0.80), (10, -0.28, 0.55), (20, -0.16, 0.40)])
def test_random_answers_stay_in_the_stated_band(n, low, high):
    """Central 95 % of A of uniform answers on five points, measured before and stated with the method."""
    assert noise_band(n, seed=1, draws=20_000) == pytest.approx((low, high), abs=0.011)


def test_the_band_narrows_with_people_and_with_a_lower_level():
    wide, narrow = noise_band(5, seed=1, draws=4000), noise_band(80, seed=1, draws=4000)
    assert wide[0] < narrow[0] < 0 < narrow[1] < wide[1]
    half = noise_band(5, seed=1, draws=4000, level=0.5)
    assert wide[0] < half[0] < half[1] < wide[1]


def test_the_band_of_one_answer_is_certain_and_of_none_is_unknown():
    assert noise_band(1, seed=1, draws=50) == (1, 1)
    assert all(math.isnan(bound) for bound in noise_band(0, seed=1, draws=50))
    assert all(math.isnan(bound) for bound in noise_band_by_party([], seed=1, draws=50))


def test_with_one_person_per_party_the_two_bands_are_the_same():
    by_party = noise_band_by_party(range(10), seed=1, draws=20_000)
    assert by_party == pytest.approx(noise_band(10, seed=2, draws=20_000), abs=0.02)


def test_chance_reaches_higher_when_four_single_people_hold_four_of_the_five_votes():
    """Thirteen people, nine of them of one party: hardly more than five votes are cast."""
    lopsided = noise_band_by_party(["a"] * 9 + list("bcde"), seed=1, draws=10_000)
    loose = noise_band(13, seed=1, draws=10_000)
    assert lopsided[1] > loose[1] + 0.1


@pytest.mark.parametrize("arguments", [{"n": -1}, {"points": 1}, {"draws": 0}, {"level": 1.0}])
def test_a_band_of_nothing_is_refused(arguments):
    with pytest.raises(ValueError):
        noise_band(**{"n": 5, "seed": 1, "draws": 10, **arguments})


def test_a_group_that_claims_one_line_and_is_divided_in_private_has_a_gap():
    found = apparent_agreement([4] * 5, [1, 1, 3, 5, 5], PARTIES, DAY)
    assert found.agreement_claimed == 1
    assert found.agreement_private == pytest.approx(van_der_eijk([2, 0, 1, 0, 2]))
    assert found.gap == pytest.approx(1 - found.agreement_private)
    assert found.gap > found.gap_band[1]
    assert found.gap_share > 0.95
    assert found.mean_difference == pytest.approx((3 + 3 + 1 + 1 + 1) / 5)


def test_people_who_say_in_private_what_they_claim_show_no_gap():
    found = apparent_agreement([2, 3, 4, 4, 5], [2, 3, 4, 4, 5], PARTIES, DAY)
    assert found.gap == 0 and found.mean_difference == 0
    assert 0.3 < found.gap_share < 0.7


def test_claimed_and_private_answers_move_independently_of_each_other():
    """If both moved alike, equal answers would never show a gap in any draw."""
    found = apparent_agreement([3] * 5, [3] * 5, PARTIES, DAY)
    assert 0.2 < found.gap_share < 0.8


def test_the_gap_of_random_answers_falls_outside_its_band_about_one_time_in_twenty():
    rng = np.random.default_rng(8)
    party, day = list("abcdeabcabcde"), AnotherDay(0.3, 400, 1)
    outside = 0
    for _ in range(300):
        claimed, private = rng.integers(1, 6, (2, 13))
        found = apparent_agreement(claimed, private, party, day)
        outside += not found.gap_band[0] <= found.gap <= found.gap_band[1]
    assert 0.01 <= outside / 300 <= 0.10


def test_the_same_seed_gives_the_same_answer_and_the_rows_may_be_shuffled():
    claimed, private = np.array([4, 4, 5, 4, NAN]), np.array([1, 5, 3, NAN, 2])
    found = apparent_agreement(claimed, private, PARTIES, DAY)
    again = apparent_agreement(claimed, private, PARTIES, DAY)
    assert (again.gap_share, again.gap_band) == (found.gap_share, found.gap_band)
    order = [3, 1, 4, 0, 2]
    moved = apparent_agreement(claimed[order], private[order], np.array(PARTIES)[order], DAY)
    assert (moved.gap, moved.mean_difference) == pytest.approx((found.gap, found.mean_difference))
    assert moved.gap_share == pytest.approx(found.gap_share, abs=0.06)


def test_without_interviews_the_claim_stands_and_the_gap_is_unknown():
    found = apparent_agreement([4, 4, 5], [NAN] * 3, list("abc"), DAY)
    assert found.agreement_claimed == pytest.approx(van_der_eijk([0, 0, 0, 2, 1]))
    unknown = (found.agreement_private, found.gap, found.gap_share, found.mean_difference, *found.gap_band)
    assert all(math.isnan(value) for value in unknown)


def test_one_party_alone_can_be_read_but_nobody_at_all_gives_no_figures():
    assert apparent_agreement([5, 5], [1, 5], ["a", "a"], DAY).agreement_private == -1
    nobody = apparent_agreement([], [], [], DAY)
    assert math.isnan(nobody.gap) and nobody.kept_private_bounds == (0, 0)


def test_what_is_said_privately_and_never_in_the_group_is_counted_with_its_bounds():
    """Four of five interviewed; three said it, one of those three also in the group."""
    said = ([1, 1, 1, 0, NAN], [0, 0, 1, 0, 0])
    found = apparent_agreement([4] * 5, [1, 2, 3, 4, NAN], PARTIES, DAY, said)
    assert found.kept_private == 2 / 4
    assert found.said_in_group == 1 / 5
    assert found.kept_private_bounds == (2, 3)


def test_without_flags_anything_between_nobody_and_everybody_may_keep_silent():
    found = apparent_agreement([4] * 5, [1, 2, 3, 4, 5], PARTIES, DAY)
    assert math.isnan(found.kept_private) and math.isnan(found.said_in_group)
    assert found.kept_private_bounds == (0, 5)


def test_flags_for_other_people_are_refused():
    with pytest.raises(ValueError):
        apparent_agreement([4, 4], [1, 2], ["a", "b"], DAY, ([1], [0]))


def test_the_result_cannot_be_changed_and_the_answers_are_not():
    claimed = np.array([4.0, 5.0])
    found = apparent_agreement(claimed, [1, 2], ["a", "b"], DAY)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.gap = 0
    assert claimed.tolist() == [4, 5]


def test_another_day_needs_at_least_one_draw():
    with pytest.raises(ValueError):
        AnotherDay(0.3, 0, 1)


def test_everybody_expects_the_others_to_be_keener_than_they_are():
    """Three people of 2, each expecting 4 of the others: two steps too high, each of them."""
    assert pluralistic_ignorance([4, 4, 4], [2, 2, 2]).tolist() == [2, 2, 2]


def test_ones_own_answer_is_not_among_the_others():
    assert pluralistic_ignorance([1, 5], [5, 1]).tolist() == [0, 0]


def test_with_all_answers_the_mean_is_the_difference_of_the_two_means():
    rng = np.random.default_rng(6)
    expected, answers = rng.integers(1, 6, (2, 9))
    assert pluralistic_ignorance(expected, answers).mean() == pytest.approx(expected.mean() - answers.mean())


def test_people_without_expectation_or_without_others_stay_unknown():
    found = pluralistic_ignorance([NAN, 3, 4], [2, NAN, 4])
    assert np.isnan(found).tolist() == [True, False, False]
    assert found[1:].tolist() == [0, 2]
    assert np.isnan(pluralistic_ignorance([3, 4], [2, NAN])).tolist() == [True, False]
    assert pluralistic_ignorance([], []).size == 0


@pytest.mark.parametrize(("expected", "answers"), [([1, 2], [1]), ([math.inf, 1], [1, 2])])
def test_expectations_that_do_not_fit_are_refused(expected, answers):
    with pytest.raises(ValueError):
        pluralistic_ignorance(expected, answers)
