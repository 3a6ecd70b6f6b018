"""A large panel: straight-liners, and shares with the doubt that belongs to them."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from alliance_lib.interests.respondents import agreement, straight_liners

VOTES = pd.DataFrame({"s1": [1, 1, -1, 0, np.nan], "s2": [1, -1, -1, np.nan, np.nan]}, list("abcde"))


def yes(agreed, asked):
    return np.repeat([[1.0], [-1.0]], [agreed, asked - agreed], axis=0)


def test_only_who_gave_one_answer_to_enough_statements_is_a_straight_liner():
    votes = [[1] * 7, [-1] * 7, [1] * 6 + [0], [1] * 6 + [np.nan], [0] * 7]
    assert straight_liners(votes).tolist() == [True, True, False, False, True]
    assert straight_liners(votes, at_least=6).tolist() == [True, True, False, True, True]
    assert not straight_liners([[np.nan] * 9]).any() and straight_liners(np.zeros((0, 3))).empty


@pytest.mark.parametrize(("agreed", "asked"), [(0, 10), (3, 10), (10, 10), (263, 500)])
def test_of_a_very_large_population_the_interval_is_wilsons(agreed, asked):
    got = agreement(yes(agreed, asked)).iloc[0]
    want = stats.binomtest(agreed, asked).proportion_ci(method="wilson")
    assert (got["share"], got["low"], got["high"]) == pytest.approx((agreed / asked, want.low, want.high))


def test_the_interval_of_newcombe_as_published():
    """Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263, score method: .2553 to .3662."""
    got = agreement(yes(81, 263)).iloc[0]
    assert (round(got["low"], 4), round(got["high"], 4)) == (0.2553, 0.3662)


def test_when_everybody_answered_nothing_is_in_doubt_and_the_more_were_asked_the_less_is():
    assert agreement(yes(30, 40), population=40)[["share", "low", "high"]].iloc[0].tolist() == [0.75, 0.75, 0.75]
    wide = [np.ptp(agreement(yes(30, 40), population=size)[["low", "high"]].iloc[0]) for size in (41, 80, 4_000, None)]
    assert wide == sorted(wide) and wide[2] == pytest.approx(wide[3], rel=0.01)


@pytest.mark.parametrize(("population", "agreeing", "asked"), [(400, 120, 100), (400, 40, 100), (120, 60, 90), (1000, 300, 60)])
def test_of_all_the_samples_that_could_be_drawn_about_nineteen_in_twenty_hold_the_truth(population, agreeing, asked):
    """Every sample without replacement, counted by the hypergeometric distribution."""
    drawn = stats.hypergeom(population, agreeing, asked)
    covered = 0.0
    for found in range(asked + 1):
        got = agreement(yes(found, asked), population=population).iloc[0]
        covered += drawn.pmf(found) * (got["low"] <= agreeing / population <= got["high"])
    assert 0.93 < covered < 0.98


def test_who_stands_for_more_people_counts_more_and_unequal_weights_widen_the_doubt():
    """Weights 3 1 1 1: share 3/6 for the first; worth 36/12 = 3 equal answers (Kish)."""
    got = agreement([[1], [-1], [-1], [-1]], weights=[3, 1, 1, 1]).iloc[0]
    assert (got["share"], got["effective"]) == (0.5, pytest.approx(3))
    want = stats.binomtest(3, 6).proportion_ci(method="wilson")
    same = agreement(yes(3, 6), weights=[7] * 6).iloc[0]
    assert (same["effective"], same["low"], same["high"]) == pytest.approx((6, want.low, want.high))


def test_who_counts_for_nothing_changes_no_share_and_without_any_weight_all_is_possible():
    got = agreement([[1], [-1], [-1]], weights=[1, 1, 0]).iloc[0]
    assert (got["share"], got["effective"]) == (0.5, 2)
    nothing = agreement([[1], [-1]], weights=[0, 0]).iloc[0]
    assert np.isnan(nothing["share"]) and (nothing["low"], nothing["high"]) == (0, 1)


def test_a_pass_counts_as_seen_and_not_seen_does_not():
    got = agreement(VOTES)
    assert got["seen"].tolist() == [4, 3] and got["share"].tolist() == [0.5, pytest.approx(1 / 3)]
    assert agreement(VOTES, side="disagree")["share"].tolist() == [0.25, pytest.approx(2 / 3)]


def test_a_statement_nobody_saw_has_no_share_and_changes_no_other():
    got = agreement(VOTES.assign(empty=np.nan), population=50)
    assert np.isnan(got.loc["empty", "share"]) and got.loc["empty", ["low", "high"]].tolist() == [0, 1]
    pd.testing.assert_frame_equal(got.drop("empty"), agreement(VOTES, population=50))


def test_a_population_may_differ_by_statement_and_shuffling_people_changes_nothing():
    got = agreement(VOTES, population=pd.Series({"s2": 3.0}), weights=pd.Series([5, 4, 3, 2, 1], list("edcba")))
    assert got.loc["s2", "low"] == got.loc["s2", "high"] and got.loc["s1", "low"] < got.loc["s1", "high"]
    mixed = agreement(VOTES[::-1], population=pd.Series({"s2": 3.0}), weights=pd.Series([1, 2, 3, 4, 5], list("abcde")))
    pd.testing.assert_frame_equal(got, mixed)


@pytest.mark.parametrize("odd", [
    {"side": "maybe"}, {"level": 1}, {"population": 3}, {"weights": [1, 1, 1, 1, -1]}, {"weights": [1, 1, 1, 1, np.nan]},
    {"weights": pd.Series({"a": 1.0})},
])
def test_what_cannot_be_is_refused(odd):
    with pytest.raises(ValueError):
        agreement(VOTES, **odd)


def test_other_votes_and_people_twice_are_refused():
    for votes in (VOTES * 2, VOTES.set_axis(list("aabcd")), VOTES.assign(s1=np.inf)):
        with pytest.raises(ValueError):
            straight_liners(votes)
    with pytest.raises(ValueError):
        straight_liners(VOTES, at_least=1)
