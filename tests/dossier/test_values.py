"""What may stand in a column follows from its declaration, and 0 and "declined" are answers."""

import datetime
import math

import numpy as np
import pandas as pd
import pytest

from alliance_lib.dossier.values import is_missing, stored_row, stored_value
from alliance_lib.errors import AllianceError
from alliance_lib.schema import DECLINED, stored


def column(table, name):
    return stored()[table].columns[name]


class TestWhatIsKept:
    @pytest.mark.parametrize("given", [3, 3.0, np.int64(3), np.float64(3), "3"])
    def test_an_answer_is_kept_as_its_step_however_it_was_typed(self, given):
        assert stored_value(column("opinions", "private_1to5"), given) == "3"

    def test_declined_is_an_answer_and_not_asked_is_nothing(self):
        assert stored_value(column("opinions", "private_1to5"), DECLINED) == DECLINED
        assert stored_value(column("opinions", "private_1to5"), None) is None

    @pytest.mark.parametrize("given", [0, 0.0, np.float64(0)])
    def test_nought_is_an_answer(self, given):
        assert stored_value(column("stances", "stance_minus4to4"), given) == 0

    @pytest.mark.parametrize("given", [datetime.date(2027, 1, 15), datetime.datetime(2027, 1, 15), "2027-01-15",
                                       pd.Timestamp("2027-01-15"), np.datetime64("2027-01-15")])
    def test_a_date_is_kept_as_one_text_however_it_was_given(self, given):
        assert stored_value(column("rounds", "reference_date"), given) == "2027-01-15"

    @pytest.mark.parametrize("given", [None, math.nan, pd.NA, pd.NaT, "", np.nan])
    def test_every_kind_of_missing_is_nothing(self, given):
        assert is_missing(given) and stored_value(column("goals", "indicator"), given) is None

    def test_text_is_kept_to_the_letter(self):
        text = " 'aanhalingsteken'; \"twee\" \n regel é 😀 "
        assert stored_value(column("goals", "text"), text) == text

    def test_a_column_that_is_not_given_is_empty_in_the_row(self):
        row = stored_row(stored()["topics"], {"topic_id": "T1", "name": "Los"})
        assert row == {"topic_id": "T1", "name": "Los", "statement": None, "theme_code": None, "stake_1to5": None}


    def test_a_default_is_stored_only_where_a_value_is_required(self):
        assert stored_value(column("clauses", "round"), None) == 1
        assert stored_value(column("goals", "attention_points"), None) is None


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("table", "name", "given"),
        [
            ("opinions", "private_1to5", 6), ("opinions", "private_1to5", 0), ("opinions", "private_1to5", 2.5),
            ("opinions", "private_1to5", "x"), ("opinions", "private_1to5", True), ("pulse", "trust_1to4", "5"),
            ("stances", "stance_minus4to4", 5), ("stances", "stance_minus4to4", 0.5), ("stances", "stance_minus4to4", "1"),
            ("goals", "baseline_number", math.inf), ("goals", "attention_points", -0.1), ("goals", "attention_points", True),
            ("people", "level_code", "baas"), ("people", "level_code", 1), ("topics", "topic_id", " T1"),
            ("topics", "name", 12), ("topics", "name", "a\x00b"), ("topics", "name", "\ud800"), ("topics", "name", ["a"]),
            ("rounds", "reference_date", "2026-02-30"), ("rounds", "reference_date", "20260201"),
            ("rounds", "reference_date", "1 mei"), ("rounds", "reference_date", 20260201),
            ("rounds", "reference_date", datetime.datetime(2026, 2, 1, 9, 30)),
        ],
    )
    def test_a_value_off_the_scale_or_of_another_kind_is_refused_in_a_sentence(self, table, name, given):
        with pytest.raises(AllianceError, match="is not (a|one|text)") as fault:
            stored_value(column(table, name), given, "here")
        assert fault.value.where == f"here, {column(table, name).en}"

    def test_a_required_value_may_not_be_empty(self):
        with pytest.raises(AllianceError, match="may not be empty"):
            stored_row(stored()["topics"], {"topic_id": "T1"})

    def test_the_sentence_says_what_may_stand_there(self):
        with pytest.raises(AllianceError, match="start, stuck"):
            stored_value(column("alliance", "route_code"), "anders")
        with pytest.raises(AllianceError, match="a whole number from -4 to 4"):
            stored_value(column("stances", "stance_minus4to4"), 9)

    def test_a_column_that_does_not_exist_is_a_programming_error(self):
        with pytest.raises(ValueError, match="colour"):
            stored_row(stored()["topics"], {"colour": "red"})
