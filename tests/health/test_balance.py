"""Room between the plans, and time and money behind the promises."""

import math

import pandas as pd
import pytest

from alliance_lib.health.balance import commitments, planned_balance

NAN = float("nan")
COLUMNS = ["party_id", "year", "hours_promised", "hours_used", "budget_promised_eur", "budget_used_eur"]


def promises(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS)


def status(found, party, year):
    return found.set_index(["party_id", "year"]).loc[(party, year), ["status", "uncommitted"]].tolist()


class TestPlannedAndEmergent:
    def test_three_of_four_items_fixed_is_three_quarters_without_warning(self):
        found = planned_balance([1, 1, 0, 1])
        assert (found.share_fixed, found.warning) == (0.75, None)

    @pytest.mark.parametrize(("tags", "warning"), [([1, 1], "all_fixed"), ([0, 0, 0], "all_open"), ([1], "all_fixed")])
    def test_a_hundred_percent_of_either_is_warned_for(self, tags, warning):
        assert planned_balance(tags).warning == warning

    def test_one_open_minute_among_a_hundred_thousand_is_not_all_fixed(self):
        assert planned_balance([1, 0], [1e5, 1]).warning is None

    def test_minutes_weigh(self):
        assert planned_balance([True, False], [90, 30]).share_fixed == 0.75

    def test_an_item_of_no_minutes_leaves_no_room(self):
        assert planned_balance([1, 0], [60, 0]).warning == "all_fixed"

    def test_untagged_items_are_counted_apart(self):
        found = planned_balance([1, NAN, 0, None])
        assert (found.share_fixed, found.untagged, found.warning) == (0.5, 2, None)

    @pytest.mark.parametrize("tags", [[], [NAN, NAN]])
    def test_nothing_tagged_has_no_share_and_no_warning(self, tags):
        found = planned_balance(tags)
        assert math.isnan(found.share_fixed) and found.warning is None

    @pytest.mark.parametrize(
        ("tags", "weights"), [([2], None), ([0.5], None), ([1, 0], [1]), ([1], [-1]), ([1], [NAN]), ([1], [math.inf])]
    )
    def test_other_tags_and_impossible_weights_are_refused(self, tags, weights):
        with pytest.raises(ValueError, match="every item"):
            planned_balance(tags, weights)


class TestCommitments:
    def test_every_party_and_year_of_the_horizon_has_a_row(self):
        found = commitments(promises(("C1", 2027, 100, 40, 5e4, 1e4)), ["C1", "B1"], range(2027, 2030))
        assert list(zip(found["party_id"], found["year"], strict=True)) == [
            (party, year) for party in ("C1", "B1") for year in (2027, 2028, 2029)
        ]

    @pytest.mark.parametrize(
        ("hours", "euros", "expected"),
        [
            (100, 5e4, ["both", False]),
            (100, NAN, ["hours_only", False]),
            (0, 5e4, ["budget_only", False]),
            (0, 0, ["zero_promised", True]),
            (0, NAN, ["zero_promised", True]),
            (NAN, NAN, ["not_recorded", True]),
        ],
    )
    def test_zero_promised_and_nothing_recorded_are_two_things_and_both_uncommitted(self, hours, euros, expected):
        found = commitments(promises(("C1", 2027, hours, NAN, euros, NAN)), ["C1"], [2027])
        assert status(found, "C1", 2027) == expected

    def test_a_year_without_a_row_stands_out(self):
        found = commitments(promises(("C1", 2027, 100, 40, 5e4, 1e4)), ["C1"], [2027, 2028])
        assert status(found, "C1", 2028) == ["not_recorded", True]
        assert found.loc[1, "hours_promised":"budget_used_eur"].isna().all()

    def test_an_empty_table_means_that_every_year_is_uncommitted(self):
        found = commitments(promises(), ["C1", "B1"], [2027, 2028])
        assert found["uncommitted"].all() and len(found) == 4

    def test_rows_of_one_party_and_year_add_up_and_nothing_recorded_stays_nothing(self):
        rows = ("C1", 2027, 100, NAN, 5e4, NAN), ("C1", 2027, 20, NAN, NAN, NAN)
        found = commitments(promises(*rows), ["C1"], [2027]).iloc[0]
        assert (found["hours_promised"], found["budget_promised_eur"]) == (120, 5e4)
        assert math.isnan(found["hours_used"])

    def test_used_without_a_promise_is_still_uncommitted(self):
        found = commitments(promises(("C1", 2027, NAN, 30, NAN, 100)), ["C1"], [2027])
        assert status(found, "C1", 2027) == ["not_recorded", True]

    def test_the_given_table_stays_as_it_was(self):
        given = promises(("C1", 2027, 100, 40, 5e4, 1e4))
        kept = given.copy()
        commitments(given, ["C1"], [2027])
        pd.testing.assert_frame_equal(given, kept)

    @pytest.mark.parametrize("row", [("C1", 2031, 1, 1, 1, 1), ("X9", 2027, 1, 1, 1, 1)])
    def test_a_row_outside_the_horizon_is_refused_not_dropped(self, row):
        with pytest.raises(ValueError, match="outside"):
            commitments(promises(row), ["C1"], [2027])

    @pytest.mark.parametrize("hours", [-1, math.inf])
    def test_negative_and_infinite_hours_are_refused(self, hours):
        with pytest.raises(ValueError, match="finite"):
            commitments(promises(("C1", 2027, hours, 0, 0, 0)), ["C1"], [2027])

    def test_a_missing_column_is_named(self):
        with pytest.raises(ValueError, match="budget_used_eur"):
            commitments(promises().drop(columns="budget_used_eur"), ["C1"], [2027])
