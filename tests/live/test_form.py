"""Fields for declared columns: what is typed, what it becomes, and what is refused without repeating it."""

import datetime

import pandas as pd
from windows import KEY, held, sheet

from alliance_lib import live
from alliance_lib.live.form import Form
from alliance_lib.schema import stored
from alliance_lib.words import Words


def test_declined_and_not_asked_are_two_things(path):
    one = sheet(path)
    one.form.fields["claimed_1to5"].value, one.form.fields["expected_1to5"].value = "declined", live.EMPTY
    one.save.click()
    row = held(path, "opinions", KEY)
    assert row["claimed_1to5"] == "declined" and row["expected_1to5"] is None


def test_a_required_field_is_named_in_the_readers_language(path):
    for lang, said in (("nl", "Vul in: persoon."), ("en", "Fill in: person.")):
        one = sheet(path, table="notes", key=None, lang=lang)
        one.form.fields["raw_text"].value = "geheim woord"
        one.save.click()
        assert said in one.bar.message.value and "geheim" not in one.bar.message.value


def test_a_value_that_cannot_be_kept_is_refused_without_repeating_it(path):
    one = sheet(path, table="notes", key=None)
    one.form.fields["person_id"].value, one.form.fields["raw_text"].value = "S1", "geheim \x00 woord"
    one.save.click()
    assert "Dit kan zo niet worden opgeslagen: letterlijk." in one.bar.message.value


def test_a_date_goes_in_and_comes_back(path):
    key = {"round": 2, "person_id": "S0"}
    one = sheet(path, table="interviews", key=key)
    one.form.fields["status_code"].value = "planned"
    one.form.fields["planned_date"].value = datetime.date(2026, 3, 1)
    one.save.click()
    assert held(path, "interviews", key)["planned_date"] == pd.Timestamp(2026, 3, 1)
    assert "1 maart 2026" in one.bar.kept and one.form.values["planned_date"] == datetime.date(2026, 3, 1)


def test_a_number_is_typed_with_a_comma_and_a_thousand_point_is_refused():
    column = stored()["phases"].columns["gate_kept_share"]
    form = Form([column], live.Papers(0, {}), Words("nl"))
    for typed, said, fine in (("0,85", 0.85, True), ("1.234", "1.234", False), ("veel", "veel", False), ("", None, True)):
        form.fields["gate_kept_share"].value = typed
        assert form.values["gate_kept_share"] == said and (form.fault() is None) == fine
    form.fill({"gate_kept_share": 0.5})
    assert form.fields["gate_kept_share"].value == "0,5" and not form.changes
