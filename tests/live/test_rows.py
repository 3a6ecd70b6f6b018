"""The rows of a table on the screen: a new one, one to correct, one to take away."""

import pytest
from windows import desk, held

from alliance_lib import dossier, live
from alliance_lib.dossier import Change
from alliance_lib.words import Words


def rows(path, table: str, lang: str = "nl") -> live.Rows:
    return live.Rows(live.Bar(desk(path, lang), Words(lang)), table, 2)


def test_a_table_whose_key_is_typed_gets_its_row_once(path):
    first, second = rows(path, "introductions"), rows(path, "introductions")
    for one in (first, second):
        fields = one.sheet.form.fields
        fields["party_id"].value, fields["other_party_id"].value, fields["form_code"].value = "A", "B", "coffee"
        one.sheet.save.click()
    assert "Opgeslagen" in first.bar.message.value and "Deze regel staat er al" in second.bar.message.value
    assert held(path, "introductions", {"party_id": "A", "other_party_id": "B"})["form_code"] == "coffee"


def test_the_key_of_a_row_that_is_there_stays(path):
    with dossier.open(path) as opened:
        opened.record(Change("introductions", ("A", "B"), {"form_code": "coffee"}, "Anna"))
    one = rows(path, "introductions")
    one.which.value = "A B"
    assert one.sheet.form.fields["party_id"].disabled and not one.sheet.form.fields["form_code"].disabled
    one.sheet.form.fields["form_code"].value = "visit"
    one.sheet.save.click()
    assert held(path, "introductions", {"party_id": "A", "other_party_id": "B"})["form_code"] == "visit"


def test_a_row_is_taken_away_and_comes_back_with_undo(path):
    with dossier.open(path) as opened:
        opened.record(Change("introductions", ("A", "B"), {"form_code": "coffee"}, "Anna"))
    one, key = rows(path, "introductions"), {"party_id": "A", "other_party_id": "B"}
    assert one.away.disabled, "there is nothing to take away yet"
    one.which.value = "A B"
    one.bar.who.value = "Anna"
    one.away.click()
    assert held(path, "introductions", key) is None and one.which.value == live.EMPTY
    one.bar.undo.click()
    assert held(path, "introductions", key)["form_code"] == "coffee"
    assert "A B" in [value for _, value in one.which.options]


def test_an_earlier_round_keeps_its_rows_where_the_round_is_part_of_the_key(path):
    shown = [value for _, value in rows(path, "opinions").which.options if value]
    assert shown and all(value.startswith("2 ") for value in shown)


@pytest.mark.parametrize(("taken", "free"), [([], "R01"), (["N01", "N9"], "N10"), (["X5", "Nx", "N1"], "X06"), (["N099"], "N100")])
def test_the_next_code_is_one_more_than_the_highest_of_the_letter_used_most(taken, free):
    assert live.fresh(taken) == free
