"""What may be published together follows from the roster alone, and the figure is exact."""

import inspect
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_lib.intake.agreement import van_der_eijk
from alliance_lib.publication.safe_set import Cell, agreement, agreement_class, band, partition, refusal, safe


def roster(*sizes):
    return {f"p{party}.{person}": f"party{party}" for party, size in enumerate(sizes) for person in range(size)}


def levels(people, *, steering):
    return {person: "steering" if person in steering else "project" for person in people}


COUNTS = st.lists(st.integers(0, 6), min_size=3, max_size=7).filter(any)


class TestSafe:
    @pytest.mark.parametrize(
        ("points", "sizes", "expected"),
        [
            (5, (1, 1, 1, 1, 1), True),
            (5, (2, 1, 1, 1), False),
            (5, (2, 2, 2), False),
            (5, (2, 2, 2, 1), True),
            (5, (3, 3, 3), False),
            (5, (3, 3, 3, 1), True),
            (5, (4, 4, 4), False),
            (5, (4, 4, 4, 1), True),
            (4, (1, 1, 1, 1, 1), False),
            (4, (1, 1, 1, 1, 1, 1), True),
            (4, (2, 2, 2, 2), False),
            (4, (2, 2, 2, 2, 1), True),
        ],
    )
    def test_a_set_is_safe_from_the_stated_number_of_people_on(self, points, sizes, expected):
        assert safe(roster(*sizes), points) is expected

    def test_two_parties_are_never_safe_however_many_people(self):
        assert refusal(roster(30, 30)) == "two_parties"

    def test_four_people_of_four_parties_are_too_few(self):
        assert refusal(roster(1, 1, 1, 1)) == "few_people"

    def test_one_large_party_spoils_the_set_for_everybody(self):
        assert refusal(roster(6, 1, 1, 1, 1)) == "one_party_heavy"

    def test_nobody_answered_is_refused_in_words_not_with_an_error(self):
        assert refusal({}) == "two_parties"

    def test_the_rule_cannot_look_at_answers_for_it_is_not_given_any(self):
        assert list(inspect.signature(safe).parameters) == ["party_of", "points"]

    def test_names_and_order_make_no_difference(self):
        given_roster = roster(3, 2, 2, 2)
        renamed = {f"x{i}": party for i, party in enumerate(reversed(given_roster.values()))}
        assert safe(given_roster) == safe(renamed)

    def test_somebody_more_of_another_party_never_makes_a_safe_set_unsafe(self):
        for sizes in [(1, 1, 1, 1, 1), (2, 2, 2, 1), (3, 3, 3, 1)]:
            assert safe(roster(*sizes, 1))

    @pytest.mark.parametrize("points", [2, 3, 7, 10])
    def test_a_scale_that_was_not_measured_is_refused(self, points):
        with pytest.raises(ValueError, match="4 and 5"):
            safe(roster(1, 1, 1, 1, 1, 1), points)

    @pytest.mark.parametrize("party", [None, float("nan")])
    def test_a_person_without_a_party_is_a_programming_error(self, party):
        with pytest.raises(ValueError, match="party"):
            safe({**roster(1, 1, 1, 1, 1), "q": party})


class TestPartition:
    def test_two_safe_levels_are_two_cells_that_share_nobody(self):
        people = roster(2, 2, 2, 2, 2)
        steering = {person for person in people if person.endswith(".0")}
        found = partition(people, levels(people, steering=steering))
        assert [cell.name for cell in found.cells] == ["project", "steering"]
        assert not set(found.cells[0].people) & set(found.cells[1].people)
        assert {person for cell in found.cells for person in cell.people} == set(people)

    def test_one_unsafe_level_puts_everybody_together(self):
        people = roster(2, 2, 2, 1, 1)
        found = partition(people, levels(people, steering={"p0.0", "p1.0"}))
        assert found.cells == (Cell("all", tuple(sorted(people))),) and found.refusal is None

    def test_no_safe_cell_gives_no_cell_and_the_reason(self):
        people = roster(3, 1, 1, 1)
        found = partition(people, levels(people, steering={"p0.0"}))
        assert found.cells == () and found.refusal == "one_party_heavy"

    @pytest.mark.parametrize("missing", [None, float("nan")])
    def test_a_person_without_a_level_is_not_left_out_but_makes_it_together(self, missing):
        people = roster(2, 2, 2, 2, 3)
        steering = {person for person in people if person.endswith(".0")}
        found = partition(people, {**levels(people, steering=steering), "p4.2": missing})
        assert [cell.name for cell in found.cells] == ["all"]
        assert "p4.2" in found.cells[0].people

    def test_three_levels_are_shown_all_together_though_each_would_be_safe(self):
        people = roster(3, 3, 3, 3, 3)
        level_of = {person: ["steering", "project", "execution"][int(person[-1])] for person in people}
        assert [cell.name for cell in partition(people, level_of).cells] == ["all"]

    def test_levels_of_people_who_did_not_answer_play_no_part(self):
        people = roster(1, 1, 1, 1, 1)
        level_of = {**dict.fromkeys(people, "project"), "absent": "steering"}
        assert partition(people, level_of) == partition(people, dict.fromkeys(people, "project"))

    def test_the_cells_are_the_same_in_whatever_order_people_are_listed(self):
        people = roster(2, 2, 2, 2, 2)
        level_of = levels(people, steering={person for person in people if person.endswith(".0")})
        assert partition(people, level_of) == partition(dict(reversed(people.items())), level_of)


class TestBand:
    @pytest.mark.parametrize(
        ("answers", "points", "expected"),
        [
            ([2, 3], 5, "middle"),  # exactly 2.5
            ([2, 3, 2], 5, "low"),
            ([3, 4], 5, "high"),  # exactly 3.5
            ([3, 4, 3], 5, "middle"),
            ([1, 3], 4, "middle"),  # exactly 2, a third of 1..4
            ([1, 2], 4, "low"),
            ([2, 4], 4, "high"),  # exactly 3, two thirds
            ([2, 3], 4, "middle"),
            ([3, 3], 7, "middle"),
            ([5], 7, "high"),
            ([1, 2, 2], 3, "middle"),  # exactly 5/3
            ([1, 1, 2], 3, "low"),
        ],
    )
    def test_a_mean_on_a_bound_belongs_to_the_band_above(self, answers, points, expected):
        assert band(answers, points) == expected

    def test_it_is_exact_where_decimals_would_round(self):
        assert band([1] * 1 + [2] * 2 * 10**5, 4) == "low"  # a hair below 2
        assert band([2] * 2 * 10**5, 4) == "middle"

    @given(st.lists(st.integers(1, 5), min_size=1, max_size=20))
    def test_turning_the_scale_round_swaps_low_and_high_except_on_a_bound(self, answers):
        if Fraction(sum(answers), len(answers)) not in (Fraction(5, 2), Fraction(7, 2)):
            swapped = {"low": "high", "middle": "middle", "high": "low"}
            assert band([6 - answer for answer in answers]) == swapped[band(answers)]

    @pytest.mark.parametrize("answers", [[], [0, 3], [3, 6], [2.5], [float("nan")], [float("inf")], [None]])
    def test_no_answers_or_answers_off_the_scale_are_refused(self, answers):
        with pytest.raises(ValueError, match="whole numbers"):
            band(answers)

    def test_whole_numbers_from_an_array_are_accepted(self):
        assert band(np.array([3.0, 4.0])) == "high"


class TestAgreement:
    def test_published_example_of_seven_categories(self):
        """van der Eijk 2001; documentation of the R package agrmt 1.42."""
        assert float(agreement([30, 40, 210, 130, 530, 50, 10])) == pytest.approx(0.6113333, abs=1e-7)

    @pytest.mark.parametrize(
        ("counts", "expected"),
        [([4, 0, 0, 0], 1), ([1, 1, 1, 1], 0), ([2, 0, 0, 2], -1), ([0, 0, 5], 1), ([3, 0, 3], -1)],
    )
    def test_limits_are_exact(self, counts, expected):
        assert agreement(counts) == expected

    @pytest.mark.parametrize(
        ("layer", "expected"),
        [
            ([1, 1, 1, 1, 1, 1, 0], 0.167),
            ([0, 1, 1, 1, 1, 1, 0], 0.333),
            ([0, 0, 1, 1, 1, 0, 0], 0.667),
            ([0, 0, 1, 0, 1, 0, 0], 0.467),
        ],
    )
    def test_published_pattern_layers(self, layer, expected):
        """van der Eijk 2001, table of patterns, three decimals."""
        assert float(agreement(layer)) == pytest.approx(expected, abs=6e-4)

    @settings(max_examples=300)
    @given(COUNTS)
    def test_its_sign_is_that_of_the_figure_the_facilitator_sees(self, counts):
        exact = agreement(counts)
        assert van_der_eijk(counts) == pytest.approx(float(exact), abs=1e-12)
        assert agreement_class(counts) == ("agreed" if exact >= 0 else "divided")

    @given(COUNTS)
    def test_turning_the_scale_round_or_doubling_everybody_changes_nothing(self, counts):
        assert agreement(counts) == agreement(counts[::-1]) == agreement([2 * count for count in counts])

    def test_evenly_spread_is_not_called_divided(self):
        assert agreement_class([2, 2, 2, 2, 2]) == "agreed"

    @pytest.mark.parametrize("counts", [[1, 1], [0, 0, 0], [1, -1, 2], [0.5, 1, 1]])
    def test_nobody_half_people_and_two_categories_are_refused(self, counts):
        with pytest.raises(ValueError, match="three categories"):
            agreement(counts)
