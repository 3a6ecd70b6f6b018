"""What a panel may do with a dossier: save, undo, two windows, a refusal in words, and nothing secret left behind."""

import datetime
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from dossiers import small_frames
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from alliance_lib import dossier, live
from alliance_lib.dossier import Change
from alliance_lib.errors import AllianceError
from alliance_lib.schema import stored
from alliance_lib.words import Words

KEY = {"round": 2, "person_id": "S0", "topic_id": "T0"}


@pytest.fixture
def path(tmp_path) -> Path:
    """A dossier with round 1 closed and round 2 open."""
    dossier.create(tmp_path / "w.alliance", small_frames(closed=1), {"S0": "Kanarie Geelvink"})
    return tmp_path / "w.alliance"


def desk(path: Path, lang: str = "nl") -> live.Desk:
    return live.Desk(partial(dossier.open, path), Words(lang))


def sheet(path: Path, by: str = "begeleider", table: str = "opinions", key: dict | None = KEY, lang: str = "nl") -> live.Sheet:
    """One form on one row, as a window of its own."""
    bar = live.Bar(desk(path, lang), Words(lang))
    bar.who.value = by
    names = [name for name in stored()[table].columns if name not in (*stored()[table].key, "round")]
    made = live.Sheet(bar, table, names, 2, lambda papers: {stored()[table].key[0]: "N77"})
    made.go(key)
    return made


def held(path: Path, table: str, key: dict) -> dict | None:
    return desk(path).read().row(table, key)


def other(value: str) -> str:
    return "1" if value != "1" else "5"


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


def test_declined_and_not_asked_are_two_things(path):
    one = sheet(path)
    one.form.fields["claimed_1to5"].value, one.form.fields["expected_1to5"].value = "declined", live.EMPTY
    one.save.click()
    row = held(path, "opinions", KEY)
    assert row["claimed_1to5"] == "declined" and row["expected_1to5"] is None


def test_undo_and_redo_say_what_and_the_form_shows_it(path):
    one = sheet(path)
    before = one.form.values["private_1to5"]
    one.form.fields["private_1to5"].value = other(before)
    one.save.click()
    one.bar.undo.click()
    assert "Ongedaan gemaakt: Antwoorden S0, T0 (in het gesprek gezegd)." in one.bar.message.value
    assert held(path, "opinions", KEY)["private_1to5"] == one.form.values["private_1to5"] == before
    one.bar.redo.click()
    assert "Opnieuw gedaan" in one.bar.message.value
    assert held(path, "opinions", KEY)["private_1to5"] == one.form.values["private_1to5"] == other(before)


def test_without_anything_to_undo_a_sentence_says_so(path):
    one = sheet(path)
    one.bar.undo.click()
    assert 'role="alert"' in one.bar.message.value and "Er is niets ongedaan gemaakt" in one.bar.message.value


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


def test_nobody_as_author_is_refused(path):
    one = sheet(path, by=" ")
    one.form.fields["mention_code"].value = "group"
    one.save.click()
    assert "Vul eerst in wie invoert." in one.bar.message.value
    assert held(path, "opinions", KEY)["mention_code"] is None


def test_saving_without_a_change_writes_nothing(path):
    one = sheet(path)
    before = desk(path).read().revision
    one.save.click()
    assert "Er is niets veranderd." in one.bar.message.value and desk(path).read().revision == before


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


def test_a_lost_dossier_gives_one_sentence_and_no_traceback(path):
    one = sheet(path)
    one.form.fields["mention_code"].value = "group"
    path.rename(path.with_name("weg.alliance"))
    for act in (one.save, one.again, one.bar.undo):
        one.bar.message.value = ""
        act.click()
        assert 'role="alert"' in one.bar.message.value and str(path.parent) not in one.bar.message.value


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


def test_what_stays_behind_names_nobody_and_repeats_no_free_text(path):
    one = sheet(path, table="notes", key=None)
    one.form.fields["person_id"].value, one.form.fields["raw_text"].value = "S0", "<b>geheim woord</b>"
    one.form.fields["kind_code"].value = "risk"
    one.save.click()
    assert "Notities N77" in one.bar.kept and "soort: risico" in one.bar.kept and "letterlijk: (ingevuld)" in one.bar.kept
    assert "geheim" not in one.bar.kept and "Kanarie" not in one.bar.kept


def test_choices_call_people_by_code_level_role_and_party_never_by_name(path):
    papers = desk(path).read()
    assert papers.listed("people", Words("nl"))[0] == ("S0 · stuurgroep · stuurgroeplid · A", "S0")
    assert "Kanarie" not in str(papers.frames)


def test_hostile_text_is_shown_and_does_not_run(path):
    one = sheet(path, by="<script>x</script>")
    one.form.fields["mention_code"].value = "group"
    one.save.click()
    second = sheet(path)
    second.form.fields["mention_code"].value = "none"
    with dossier.open(path) as opened:
        opened.record(Change("opinions", KEY, {"mention_code": None}, "<script>x</script>"))
    second.save.click()
    assert "&lt;script&gt;" in second.bar.message.value and "<script>" not in second.bar.message.value


def test_while_something_is_not_saved_the_chooser_waits(path):
    one = sheet(path)
    one.locked.append(live.button("kies"))
    one.form.fields["mention_code"].value = "group"
    assert one.locked[0].disabled
    one.again.click()
    assert not one.locked[0].disabled and one.form.values["mention_code"] is None


def test_a_date_goes_in_and_comes_back(path):
    key = {"round": 2, "person_id": "S0"}
    one = sheet(path, table="interviews", key=key)
    one.form.fields["status_code"].value = "planned"
    one.form.fields["planned_date"].value = datetime.date(2026, 3, 1)
    one.save.click()
    assert held(path, "interviews", key)["planned_date"] == pd.Timestamp(2026, 3, 1)
    assert "1 maart 2026" in one.bar.kept and one.form.values["planned_date"] == datetime.date(2026, 3, 1)


def test_a_fault_of_the_program_is_one_sentence_without_a_value(path):
    bar = sheet(path).bar
    bar.calm(lambda: {}["geheim"])("a click")
    assert "Er ging iets mis in het programma." in bar.message.value and "geheim" not in bar.message.value


def test_outside_a_live_notebook_nobody_sits_at_the_screen():
    assert live.attended() is False


@pytest.mark.slow
def test_a_notebook_that_runs_by_itself_opens_no_panel_and_keeps_no_state_of_widgets(path):
    cells = [f'import alliance_lib\nview = alliance_lib.open(r"{path}", round=2, audience="facilitator")', 'view.panel("intake")']
    ran = NotebookClient(new_notebook(cells=[new_code_cell(cell) for cell in cells]), kernel_name="python3").execute()
    (output,) = ran.cells[1].outputs
    assert "JupyterLab" in output["data"]["text/html"] and "application/vnd.jupyter.widget-view+json" not in output["data"]
    assert "widgets" not in ran.metadata


def test_the_desk_refuses_in_the_readers_language(path):
    with pytest.raises(AllianceError, match="Nothing was undone"):
        desk(path, "en").undo("Anna")


def test_the_frame_of_a_panel_carries_the_style():
    box = live.framed([live.button("kies")])
    assert "outline: 4px" in box.children[0].value and "alliance-panel" in box._dom_classes
