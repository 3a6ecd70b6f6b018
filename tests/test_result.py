"""What a room answers goes into a publication file and comes out as it was."""

import json

import numpy as np
import pandas as pd
import pytest

from alliance_lib.result import STEP_COLUMNS, Finding, Result, frame, from_plain, result, shapes, to_plain
from alliance_lib.rooms import NAMES

DAY = pd.Timestamp(2025, 3, 1)
# Columns in the order of the page, which is not that of the alphabet.
ROWS = pd.DataFrame({
    "topic": ["Tempo", "ë <b>", None], "homes": pd.array([0, 3000, -1], dtype="int64"), "agreed": [True, False, True],
    "share": [0.1 + 0.2, np.nan, 0.0], "day": pd.to_datetime([DAY, None, DAY]), "parties": [["C1", "B1"], [], ["C2"]],
    "all_empty": [np.nan, np.nan, np.nan]})
FOUND = (Finding("intake.gap", "T1", {"n": 3, "share": 0.25, "day": DAY, "names": ("Een", "Twee"), "none": float("nan")}, 0.9),
         Finding("intake.other"))


def stored(found: Result) -> Result:
    """Through the same text as a publication file."""
    return from_plain(json.loads(json.dumps(to_plain(found), sort_keys=True, allow_nan=False)))


def made(rows: pd.DataFrame = ROWS, steps=()) -> Result:
    return Result("intake", {"zorgen": rows, "afspraken": rows.iloc[:0]}, pd.DataFrame(steps, columns=STEP_COLUMNS), FOUND)


@pytest.mark.parametrize("table", ["zorgen", "afspraken"])
def test_a_table_comes_back_with_its_types_its_missing_values_and_its_columns_in_order(table):
    again = stored(made())[table]
    assert list(again.columns) == list(ROWS.columns) != sorted(ROWS.columns)
    pd.testing.assert_frame_equal(again, made()[table], check_exact=True)


def test_nothing_nought_and_no_are_three_values_after_the_way_back():
    again = stored(made())["zorgen"]
    assert again["homes"].iloc[0] == 0 and np.isnan(again["share"].iloc[1]) and again["share"].iloc[2] == 0
    assert again["agreed"].tolist() == [True, False, True] and pd.isna(again["topic"].iloc[2])


def test_findings_come_back_with_their_facts_and_weights():
    first, second = stored(made()).findings
    assert (first.code, first.subject, first.weight) == ("intake.gap", "T1", 0.9) and second == FOUND[1]
    assert first.facts == {"n": 3, "share": 0.25, "day": DAY, "names": ["Een", "Twee"], "none": None}
    assert type(first.facts["n"]) is int


def test_facts_from_numpy_become_plain_numbers():
    counted = Result("intake", {}, pd.DataFrame(columns=STEP_COLUMNS), (Finding("intake.x", facts={"n": np.int64(4)}),))
    assert stored(counted).findings[0].facts == {"n": 4}


def test_steps_come_back_whatever_stood_before_and_after():
    steps = [("struck", "G1", 1, "later"), ("kept", "G2", None, 0.5)]
    again = stored(made(steps=steps)).steps
    assert list(again.columns) == STEP_COLUMNS and again["after"].tolist() == ["later", 0.5] and pd.isna(again["before"].iloc[1])


def test_what_was_stored_once_is_stored_the_same_again():
    once = to_plain(made())
    assert to_plain(from_plain(json.loads(json.dumps(once)))) == once


@pytest.mark.parametrize("value", [{1, 2}, object(), b"x"], ids=["set", "object", "bytes"])
def test_something_that_is_no_plain_data_is_refused(value):
    with pytest.raises(ValueError, match="plain data only"):
        to_plain(Result("intake", {}, pd.DataFrame(columns=STEP_COLUMNS), (Finding("intake.x", facts={"v": value}),)))


@pytest.mark.parametrize("room", NAMES)
def test_a_room_with_nothing_to_say_has_all_its_tables_all_empty(room):
    found = result(room, {}, [])
    assert list(found.tables) == list(shapes(room)) and all(rows.empty for rows in found.tables.values())
    assert {name: list(rows.columns) for name, rows in found.tables.items()} == {
        name: list(shape["columns"]) for name, shape in shapes(room).items()}
    assert list(found.steps.columns) == STEP_COLUMNS and to_plain(stored(found)) == to_plain(found)


def test_findings_stand_heaviest_first_and_ties_in_the_order_they_were_found():
    given = [Finding("intake.a", weight=0.2), Finding("intake.b", weight=0.9), Finding("intake.c", weight=0.2)]
    assert [f.code for f in result("intake", {}, given).findings] == ["intake.b", "intake.a", "intake.c"]


def first_shape() -> tuple[str, list[str]]:
    table, shape = next(iter(shapes("intake").items()))
    return table, list(shape["columns"])


def test_rows_take_the_declared_order_whatever_order_they_came_in():
    table, columns = first_shape()
    assert list(frame("intake", table, [dict.fromkeys(reversed(columns), "x")]).columns) == columns


def test_a_missing_or_unknown_column_is_refused_by_name():
    table, columns = first_shape()
    with pytest.raises(ValueError, match=f"missing .'{columns[0]}'.*unknown .'nosuch'"):
        frame("intake", table, [dict.fromkeys([*columns[1:], "nosuch"], "x")])


def test_an_undeclared_table_is_refused_by_name():
    with pytest.raises(ValueError, match="undeclared result tables .'nosuch'"):
        result("intake", {"nosuch": pd.DataFrame()}, [])


def test_a_result_cannot_be_changed_by_who_reads_it():
    found = made()
    mine = found["zorgen"]
    mine["homes"] = 7
    assert found["zorgen"]["homes"].tolist() == [0, 3000, -1]
    with pytest.raises(AttributeError):
        found.room = "goals"
    with pytest.raises(TypeError):
        result("intake", {}, []).tables["x"] = ROWS
