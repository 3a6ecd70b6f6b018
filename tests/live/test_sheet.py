"""One row as a form: saved is said after the dossier has it, and two windows never overwrite each other."""

import datetime

from windows import KEY, desk, held, other, sheet

from alliance_lib import dossier, live
from alliance_lib.dossier import Change


def test_saved_is_said_after_the_dossier_has_it(path):
    one = sheet(path)
    wanted = other(one.form.values["private_1to5"])
    one.form.fields["private_1to5"].value = wanted
    assert one.bar.message.value == "", "nothing is said before it is saved"
    one.save.click()
    assert "Opgeslagen: Antwoorden S0, T0." in one.bar.message.value
    assert held(path, "opinions", KEY)["private_1to5"] == wanted


def test_only_the_changed_column_is_written(path):
    one, before = sheet(path), held(path, "opinions", KEY)
    one.form.fields["mention_code"].value = "group"
    one.save.click()
    assert held(path, "opinions", KEY) == before | {"mention_code": "group"}


def test_two_windows_the_second_is_told_who_changed_what_and_overwrites_nothing(path):
    first, second = sheet(path, "Anna"), sheet(path, "Bram")
    old = first.form.values["private_1to5"]
    first.form.fields["private_1to5"].value = other(old)
    first.save.click()
    second.form.fields["private_1to5"].value = "3" if old != "3" else "4"
    second.save.click()
    said = second.bar.message.value
    assert "Anna heeft Antwoorden S0, T0 intussen veranderd: in het gesprek gezegd" in said
    assert held(path, "opinions", KEY)["private_1to5"] == other(old), "what the first window saved still stands"
    second.again.click()
    assert second.form.values["private_1to5"] == other(old) and not second.form.changes
    second.form.fields["private_1to5"].value = "2"
    second.save.click()
    assert held(path, "opinions", KEY)["private_1to5"] == "2", "after reading again the second window may decide"


def test_what_was_typed_stays_in_the_form_when_it_is_refused(path):
    one = sheet(path)
    with dossier.open(path) as opened:
        opened.record(Change("opinions", KEY, {"mention_code": "none"}, "Anna"))
    one.form.fields["private_1to5"].value = other(one.form.values["private_1to5"])
    typed = one.form.values
    one.save.click()
    assert "Anna" in one.bar.message.value and one.form.values == typed


def test_a_row_that_somebody_took_away_meanwhile_does_not_come_back_silently(path):
    one = sheet(path)
    with dossier.open(path) as opened:
        opened.record(Change("opinions", KEY, None, "Anna"))
    one.form.fields["mention_code"].value = "group"
    one.save.click()
    assert "Anna heeft Antwoorden S0, T0 intussen toegevoegd of weggehaald" in one.bar.message.value
    assert held(path, "opinions", KEY) is None


def test_saving_without_a_change_writes_nothing(path):
    one = sheet(path)
    before = desk(path).read().revision
    one.save.click()
    assert "Er is niets veranderd." in one.bar.message.value and desk(path).read().revision == before


def test_a_closed_round_keeps_its_answers_and_leaves_the_late_fields_open(path):
    with dossier.open(path) as opened:
        opened.close_round(2, datetime.date(2026, 1, 1), "Anna")
    answers = sheet(path)
    assert all(field.disabled for field in answers.form.fields.values())
    note = sheet(path, table="complaints", key={"complaint_id": "K1"})
    assert not note.form.fields["paraphrase"].disabled and note.form.fields["text"].disabled


def test_a_round_that_closes_while_somebody_types_refuses_the_save(path):
    one = sheet(path)
    one.form.fields["mention_code"].value = "group"
    with dossier.open(path) as opened:
        opened.close_round(2, datetime.date(2026, 1, 1), "Anna")
    one.save.click()
    assert "misschien is de ronde afgesloten" in one.bar.message.value
    assert held(path, "opinions", KEY)["mention_code"] is None


def test_while_something_is_not_saved_the_chooser_waits(path):
    one = sheet(path)
    one.locked.append(live.button("kies"))
    one.form.fields["mention_code"].value = "group"
    assert one.locked[0].disabled
    one.again.click()
    assert not one.locked[0].disabled and one.form.values["mention_code"] is None
