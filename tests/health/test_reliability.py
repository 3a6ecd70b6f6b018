"""Before an average: do the people of a group say the same?"""

import math
from itertools import product

import numpy as np
import pytest

from alliance_lib.health.reliability import average_deviation, icc, icc_interval, rwg, rwg_interval, rwg_of_chance

NAN = float("nan")
WINES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


class TestRwg:
    @pytest.mark.parametrize(("ratings", "expected"), [([4, 4, 5, 4, 4], 0.9), ([1, 1, 5, 5], -5 / 3)])
    def test_known_answers_on_five_levels(self, ratings, expected):
        """James, Demaree & Wolf 1984: even variance 2.0 on five levels."""
        assert rwg(ratings, 5) == pytest.approx(expected)

    @pytest.mark.parametrize(("levels", "even"), [(5, 2.0), (7, 4.0), (9, 20 / 3)])
    def test_published_variance_of_even_answers(self, levels, even):
        """James, Demaree & Wolf 1984: a sample variance of 2 takes 2 / even off the agreement."""
        assert rwg([1, 3], levels) == pytest.approx(1 - 2 / even)

    def test_a_unanimous_group_agrees_fully_on_any_answer(self):
        assert [rwg([answer] * 5, 5) for answer in (1, 3, 5)] == [1, 1, 1]

    def test_a_polarised_group_stays_below_zero(self):
        assert rwg([1, 1, 4, 4], 4) < 0

    def test_missing_answers_count_for_nothing(self):
        assert rwg([4, NAN, 4, 5, NAN, 4, 4], 5) == rwg([4, 4, 5, 4, 4], 5)

    @pytest.mark.parametrize("ratings", [[], [NAN, NAN], [3], [3, NAN]])
    def test_one_rater_or_none_is_no_group(self, ratings):
        assert math.isnan(rwg(ratings, 5)) and math.isnan(average_deviation(ratings))

    def test_order_and_direction_of_the_scale_make_no_difference(self):
        ratings = np.array([1, 2, 4, 4, 5])
        assert rwg(ratings[::-1], 5) == pytest.approx(rwg(ratings, 5)) == pytest.approx(rwg(6 - ratings, 5))

    @pytest.mark.parametrize(("ratings", "levels"), [([0, 3], 5), ([3, 6], 5), ([1, 1], 1)])
    def test_ratings_off_the_scale_are_refused(self, ratings, levels):
        with pytest.raises(ValueError, match="scale"):
            rwg(ratings, levels)

    @pytest.mark.parametrize("ratings", [[1, math.inf], [[1, 2], [3, 4]]])
    def test_infinite_ratings_and_tables_are_refused(self, ratings):
        with pytest.raises(ValueError, match="finite"):
            rwg(ratings, 5)


class TestAverageDeviation:
    def test_known_answer(self):
        """Burke & Dunlap 2002, by hand: mean 4.2, deviations .2 (four times) and .8."""
        assert average_deviation([4, 4, 5, 4, 4]) == pytest.approx(0.32)

    def test_it_is_zero_when_unanimous_and_half_the_scale_when_polarised(self):
        assert average_deviation([2, 2, 2]) == 0
        assert average_deviation([1, 1, 5, 5]) == 2

    def test_missing_answers_count_for_nothing(self):
        assert average_deviation([4, NAN, 5]) == average_deviation([4, 5])


class TestHowSureIsTheAgreement:
    @pytest.mark.parametrize(("people", "levels"), [(2, 4), (4, 3), (5, 5)])
    def test_the_band_of_chance_is_that_of_writing_out_all_answers(self, people, levels):
        values = [rwg(answers, levels) for answers in product(range(1, levels + 1), repeat=people)]
        low, high = np.quantile(values, [0.025, 0.975], method="inverted_cdf")
        assert rwg_of_chance(people, levels) == pytest.approx((low, high))

    def test_more_people_leave_less_to_chance(self):
        widths = [high - low for low, high in (rwg_of_chance(people, 5) for people in (5, 10, 20))]
        assert widths == sorted(widths, reverse=True)

    def test_five_random_answers_give_nearly_the_whole_scale(self):
        low, high = rwg_of_chance(5, 5)
        assert low < -1 and high > 0.8

    def test_one_person_has_no_band(self):
        assert all(map(math.isnan, rwg_of_chance(1, 5)))

    def test_a_unanimous_group_of_five_still_has_an_interval(self):
        low, high = rwg_interval([4] * 5, 5, probability=0.2, seed=1)
        assert low < high == 1

    def test_without_coding_error_the_interval_is_the_value(self):
        low, high = rwg_interval([4, 4, 5, 2], 5, probability=0, seed=1)
        assert low == high == rwg([4, 4, 5, 2], 5)

    def test_the_same_seed_gives_the_same_interval(self):
        first, second = (rwg_interval([1, 3, 4, NAN], 5, probability=0.2, seed=7) for _ in range(2))
        assert first == second

    def test_one_rater_has_no_interval(self):
        assert all(map(math.isnan, rwg_interval([3], 5, probability=0.2, seed=1)))

    @pytest.mark.parametrize("level", [0, 1, 1.5, NAN])
    def test_a_level_outside_zero_and_one_is_refused(self, level):
        with pytest.raises(ValueError, match="level"):
            rwg_of_chance(5, 5, level)


class TestIntraclassCorrelations:
    def test_the_six_published_forms(self):
        """Shrout & Fleiss 1979, six targets and four judges."""
        published = {"ICC(1,1)": 0.17, "ICC(2,1)": 0.29, "ICC(3,1)": 0.71}
        published |= {"ICC(1,4)": 0.44, "ICC(2,4)": 0.62, "ICC(3,4)": 0.91}
        assert {name: round(value, 2) for name, value in icc(WINES).items()} == published

    def test_the_published_limits(self):
        """The limits that the documentation of the R package psych prints for the same table."""
        published = {
            "ICC(1,1)": (-0.133, 0.72),
            "ICC(2,1)": (0.019, 0.76),
            "ICC(3,1)": (0.342, 0.95),
            "ICC(1,4)": (-0.884, 0.91),
            "ICC(2,4)": (0.071, 0.93),
            "ICC(3,4)": (0.676, 0.99),
        }
        assert {name: (round(low, 3), round(high, 2)) for name, (low, high) in icc_interval(WINES).items()} == published

    def test_the_limits_hold_the_value_and_widen_with_the_level(self):
        for name, value in icc(WINES).items():
            (low, high), (lower, higher) = icc_interval(WINES)[name], icc_interval(WINES, 0.99)[name]
            assert lower < low < value < high < higher

    def test_five_people_who_answer_at_random_leave_nearly_everything_possible(self):
        table = np.random.default_rng(4).integers(1, 5, (8, 5))
        low, high = icc_interval(table)["ICC(2,5)"]
        assert high - low > 1

    def test_judges_who_say_the_same_agree_fully(self):
        assert set(icc([[1, 1, 1], [3, 3, 3], [4, 4, 4]]).values()) == {1.0}

    def test_a_judge_who_is_always_one_higher_costs_absolute_agreement_but_not_consistency(self):
        forms = icc([[1, 2], [2, 3], [3, 4], [4, 5]])
        assert forms["ICC(3,1)"] == pytest.approx(1)
        assert forms["ICC(1,1)"] < forms["ICC(2,1)"] < 1

    @pytest.mark.parametrize("table", [[[3, 3], [3, 3]], [[0.1] * 4] * 5, [[1, 2, 3]], [[NAN, 1], [1, NAN]]])
    def test_without_variation_or_with_one_complete_target_there_is_no_answer(self, table):
        assert all(map(math.isnan, icc(table).values()))
        assert all(math.isnan(limit) for limits in icc_interval(table).values() for limit in limits)

    def test_one_judge_has_no_agreement(self):
        assert list(icc([[1], [2], [3]])) == ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)"]
        assert all(map(math.isnan, icc([[1], [2], [3]]).values()))

    def test_targets_that_a_judge_did_not_rate_are_left_out(self):
        assert icc([*WINES, [5, NAN, 3, 1]]) == icc(WINES)

    def test_order_shift_and_unit_make_no_difference(self):
        table = np.array(WINES, dtype=float)
        for other in (table[::-1], table[:, ::-1], table + 10, table * 3):
            assert icc(other) == pytest.approx(icc(table))

    @pytest.mark.parametrize("table", [[1, 2, 3], [[1, math.inf], [1, 2]]])
    def test_no_table_or_infinite_ratings_are_refused(self, table):
        with pytest.raises(ValueError, match="table"):
            icc(table)
