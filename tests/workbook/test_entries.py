"""What was typed in a cell means one thing, or it is a problem."""

import datetime

import pytest

from alliance_lib.schema import codes, stored, tables
from alliance_lib.words import Words
from alliance_lib.workbook.entries import shown, value
from alliance_lib.workbook.grid import Odd, Padded, Place, Problems

HERE = Place(0, 16, 5, "cell", (("sheet", "Bezit"), ("cell", "F17")))


def column(table, name):
    return tables()[table].columns[name]


def read(table, name, cell, lang="nl"):
    """(value, kind of problem as its first sentence)."""
    problems = Problems(Words(lang))
    return value(column(table, name), cell, HERE, problems), [p.what for p in problems.all()]


@pytest.mark.parametrize(("cell", "text"), [(7, "7"), (7.0, "7"), (4.2, "4.2"), (" P01 ", "P01"), ("0363100012168052", "0363100012168052"),
                                            (Padded(363, 7), "0000363"), ("=1", "=1")])
def test_an_identifier_is_text_whatever_the_sheet_made_of_it(cell, text):
    assert read("parties", "party_id", cell) == (text, [])


def test_an_identifier_that_lost_digits_or_became_a_date_is_named():
    assert read("parties", "party_id", 363100012168052123)[1][0].startswith("363100012168052")
    assert read("parties", "party_id", datetime.date(2026, 2, 4))[1] == ["Hier staat een datum (2026-02-04) waar een code hoort."]


@pytest.mark.parametrize(("cell", "number"), [("4200", 4200), (" 4 200 ", 4200), ("1.234.567", None), ("3,0", 3), (Padded(12, 4), 12),
                                              (12.0, 12), ("500000", 500000)])
def test_a_whole_number_may_be_text_if_it_can_mean_one_thing(cell, number):
    assert read("parties", "size_homes", cell)[0] == number


@pytest.mark.parametrize(("cell", "number"), [("0,7", 0.7), ("0.725", 0.725), (".5", 0.5), ("1", 1.0), ("7e-1", 0.7)])
def test_a_decimal_may_have_a_comma_or_a_point(cell, number):
    assert read("phases", "gate_kept_share", cell) == (number, [])


@pytest.mark.parametrize(("cell", "number"), [("1.234,5", 1234.5), ("1,234.5", 1234.5), ("12.345.678,25", 12345678.25), ("1,234,567", 1234567.0),
                                              ("-12,50", -12.5)])
def test_thousands_are_read_where_only_one_reading_is_left(cell, number):
    assert read("goals", "target_number", cell) == (number, [])


@pytest.mark.parametrize("cell", ["1.234", "1,234", "-12.345"])
@pytest.mark.parametrize("place", [("goals", "target_number"), ("parties", "size_homes")])
def test_a_number_that_can_be_read_in_two_ways_is_handed_back(place, cell):
    assert read(*place, cell) == (None, [f"'{cell}' kan twee dingen betekenen."])


@pytest.mark.parametrize("cell", ["veel", "70%", "4 à 5", "inf", "nan", "1.23.4", float("inf"), float("nan"), "--4"])
def test_what_is_no_number_is_named(cell):
    found, said = read("goals", "target_number", cell)
    assert found is None and "geen getal" in said[0]


@pytest.mark.parametrize(("cell", "said"), [(-1, "-1 ligt buiten 0 tot en met 500.000."), (2.5, "2.5 is geen heel getal.")])
def test_a_number_out_of_range_or_not_whole_is_named(cell, said):
    assert read("parties", "size_homes", cell) == (None, [said])


@pytest.mark.parametrize(("cell", "answer"), [(1, "1"), (5.0, "5"), ("3", "3"), ("x", "declined"), ("X ", "declined"), ("geweigerd", "declined"),
                                              ("Declined", "declined")])
def test_an_answer_is_a_step_or_declined(cell, answer):
    assert read("opinions", "private_1to5", cell) == (answer, [])


@pytest.mark.parametrize("cell", [0, 6, "7", "weet niet", 2.5, "-", datetime.date(2026, 5, 4)])
def test_what_is_no_answer_is_named_and_never_taken_for_one(cell):
    found, said = read("opinions", "private_1to5", cell)
    assert found is None and len(said) == 1


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("code_list", sorted({c.codes for t in stored().values() for c in t.columns.values() if c.codes}))
def test_every_code_is_read_back_from_its_label_in_either_language_and_from_itself(code_list, lang):
    one = next(c for t in stored().values() for c in t.columns.values() if c.codes == code_list)
    for code in codes()[code_list]:
        problems = Problems(Words(lang))
        for typed in (shown(one, code, lang), shown(one, code, lang).upper(), code):
            assert value(one, typed, HERE, problems) == code
        assert not problems.all()


def test_an_unknown_code_is_named_with_the_nearest_label():
    problems = Problems(Words("en"))
    assert value(column("people", "level_code"), "steering grp", HERE, problems) is None
    assert str(problems.all()[0]) == "Sheet Bezit, cell F17: 'steering grp' is not in the list. Do you mean 'steering group'?"


@pytest.mark.parametrize("cell", [datetime.date(2027, 1, 15), "2027-01-15", " 2027-01-15 ", "2027-01-15 00:00:00"])
def test_a_date_is_a_date_or_year_month_day(cell):
    assert read("decisions", "asked_date", cell) == (datetime.date(2027, 1, 15), [])


@pytest.mark.parametrize("cell", ["jan 27", "1-2-2026", "13/02/2026", "2026-02-30", "2026-2-1", "volgende week", 46054, 46054.5])
def test_a_date_in_other_words_is_named_with_what_to_write(cell):
    problems = Problems(Words("nl"))
    assert value(column("decisions", "asked_date"), cell, HERE, problems) is None
    (found,) = problems.all()
    assert found.where == "Blad Bezit, cel F17" and ("2026-02" in found.remedy or "2027-01-15" in found.remedy)


@pytest.mark.parametrize("day", [datetime.date(206, 2, 1), datetime.date(2926, 2, 1)])
def test_an_impossible_year_is_named(day):
    assert "kan niet kloppen" in read("decisions", "asked_date", day)[1][0]


@pytest.mark.parametrize("odd", [Odd("formula", ""), Odd("error", "#N/A"), Odd("time", "09:30"), Odd("truth", "TRUE")])
@pytest.mark.parametrize("place", [("parties", "party_id"), ("parties", "name"), ("parties", "size_homes"), ("decisions", "asked_date")])
def test_a_formula_an_error_a_time_and_a_truth_fit_no_column(place, odd):
    found, said = read(*place, odd)
    assert found is None and len(said) == 1


@pytest.mark.parametrize(("cell", "text"), [(12, "12"), (2.0, "2"), (0.5, "0.5"), (datetime.date(2027, 1, 15), "2027-01-15"), (" a ", " a ")])
def test_text_takes_what_was_typed(cell, text):
    assert read("parties", "name", cell) == (text, [])
