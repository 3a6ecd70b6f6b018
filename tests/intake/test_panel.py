"""The facilitator enters and corrects an intake in the panel; what is looked at is the dossier, not the screen."""

import datetime
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from dossiers import FELT, QUOTE, small_frames
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from alliance_lib import dossier, live, publication, view
from alliance_lib.briefing import render
from alliance_lib.intake import panel
from alliance_lib.words import Words


@pytest.fixture
def path(tmp_path) -> Path:
    """A dossier with round 1 closed and round 2 open; nobody said yet where anything was said."""
    dossier.create(tmp_path / "w.alliance", small_frames(closed=1), {"S0": "Kanarie Geelvink"})
    return tmp_path / "w.alliance"


def opened(path: Path, round: int = 2, lang: str = "nl", agenda: dict | None = None) -> live.Panel:
    """One window; agenda replaces what the room proposes: topic -> minutes."""
    result = view.open(path, round=round, audience="facilitator").intake()
    desk, words = live.Desk(partial(dossier.open, path), Words(lang)), Words(lang)
    made = panel.panel(desk, words, round, result)
    if agenda is not None:
        made.parts["agenda"] = panel.Agenda(made.bar, round, pd.DataFrame(agenda.items(), columns=["topic_id", "minutes"]))
    return made


def frames(path: Path) -> dict:
    with dossier.open(path) as held:
        return held.frames()


def opinion(path: Path, person: str, topic: str) -> dict | None:
    rows = live.Papers(0, frames(path))
    return rows.row("opinions", {"round": 2, "person_id": person, "topic_id": topic})


def test_an_interview_is_entered_topic_by_topic(path):
    window = opened(path)
    part, fields = window.parts["opinions"], window.parts["opinions"].sheet.form.fields
    part.person.value = "J3"
    for topic, said in (("T0", ("5", "2", "4", "private")), ("T1", ("declined", "", "1", "none"))):
        assert part.topic.value == topic
        for name, value in zip(panel.ANSWERS, said, strict=True):
            fields[name].value = value
        part.on.click()
    assert [opinion(path, "J3", "T0")[name] for name in panel.ANSWERS] == ["5", "2", "4", "private"]
    assert [opinion(path, "J3", "T1")[name] for name in panel.ANSWERS] == ["declined", None, "1", "none"]
    assert "Opgeslagen: Antwoorden J3, T1." in window.bar.message.value


def test_another_person_shows_what_that_person_said(path):
    part = opened(path).parts["opinions"]
    for person in ("S1", "J0"):
        part.person.value = person
        assert part.sheet.form.values["private_1to5"] == opinion(path, person, "T0")["private_1to5"]


def test_with_something_not_saved_person_and_topic_wait(path):
    part = opened(path).parts["opinions"]
    part.sheet.form.fields["mention_code"].value = "group"
    assert part.person.disabled and part.topic.disabled and part.next.disabled
    part.sheet.save.click()
    assert not part.person.disabled and not part.next.disabled


def test_the_panel_counts_how_many_topics_of_a_person_are_in(path):
    with dossier.open(path) as held:
        held.record(dossier.Change("opinions", (2, "S0", "T1"), None, "Anna"))
    part = opened(path).parts["opinions"]
    assert "Van S0 staat 1 van de 2 onderwerpen" in part.progress.value
    part.next.click()
    part.sheet.form.fields["claimed_1to5"].value = "3"
    part.sheet.save.click()
    assert "Van S0 staan 2 van de 2 onderwerpen" in part.progress.value


def test_a_note_gets_the_next_code_and_can_be_corrected(path):
    part = opened(path).parts["notes"]
    fields = part.sheet.form.fields
    fields["person_id"].value, fields["topic_id"].value, fields["kind_code"].value = "S1", "T0", "concern"
    fields["raw_text"].value, fields["paraphrase"].value = "wij horen het te laat", "Berichten komen laat."
    part.sheet.save.click()
    notes = frames(path)["notes"].set_index("note_id")
    assert notes.loc["N02", "raw_text"] == "wij horen het te laat" and notes.loc["N02", "round"] == 2
    assert notes.loc["N1", "raw_text"] == QUOTE
    part.which.value = "N02"
    fields["paraphrase"].value = "Een bericht komt laat."
    part.sheet.save.click()
    assert frames(path)["notes"].set_index("note_id").loc["N02", "paraphrase"] == "Een bericht komt laat."


def test_two_windows_that_add_a_note_get_two_codes(path):
    first, second = opened(path), opened(path)
    for window, text in ((first, "een"), (second, "twee")):
        fields = window.parts["notes"].sheet.form.fields
        fields["person_id"].value, fields["raw_text"].value = "S1", text
    first.parts["notes"].sheet.save.click()
    second.parts["notes"].sheet.save.click()
    notes = frames(path)["notes"].set_index("note_id")["raw_text"]
    assert notes["N02"] == "een" and notes["N03"] == "twee"


def test_a_complaint_has_levels_and_the_decision_it_waits_for(path):
    with dossier.open(path) as held:
        held.record(dossier.Change("decisions", ("B01",), {"subject": "wie de datum bewaakt", "level_code": "steering",
                                                           "asked_date": "2025-02-01"}, "Anna"))
    part = opened(path).parts["complaints"]
    fields = part.sheet.form.fields
    assert ("B01 · wie de datum bewaakt", "B01") in fields["decision_id"].options
    fields["text"].value, fields["symptom_level_code"].value = "de datum schuift", "execution"
    fields["cause_level_code"].value, fields["decision_id"].value = "board", "B01"
    part.sheet.save.click()
    row = frames(path)["complaints"].set_index("complaint_id").loc["K02"]
    assert (row["symptom_level_code"], row["cause_level_code"], row["decision_id"]) == ("execution", "board", "B01")
    assert frames(path)["complaints"].set_index("complaint_id").loc["K1", "text"] == FELT


def test_undo_takes_the_new_complaint_away_and_the_list_follows(path):
    window = opened(path)
    part = window.parts["complaints"]
    part.sheet.form.fields["text"].value, part.sheet.form.fields["symptom_level_code"].value = "het schuift", "project"
    part.sheet.save.click()
    assert "K02" in dict(map(reversed, part.which.options))
    window.bar.undo.click()
    assert "Ongedaan gemaakt: Klachten K02" in window.bar.message.value
    assert "K02" not in dict(map(reversed, part.which.options)) and "K02" not in set(frames(path)["complaints"]["complaint_id"])


def test_the_agenda_is_reordered_given_other_minutes_and_confirmed(path):
    part = opened(path, agenda={"T0": 50, "T1": 40}).parts["agenda"]
    part.lines.children[1].children[2].click()  # T1 up
    part.lines.children[0].children[1].value = 30
    assert "Samen 80 minuten." in part.whole.value and frames(path)["agenda_items"].empty
    part.confirm.click()
    rows = frames(path)["agenda_items"]
    assert rows[["round", "place_number", "topic_id", "minutes"]].values.tolist() == [[2, 1, "T1", 30], [2, 2, "T0", 50]]
    assert (rows["confirmed_date"].dt.date == datetime.date.today()).all() and "Bevestigd op" in part.state.value


def test_a_topic_is_added_to_the_agenda_and_another_taken_off(path):
    part = opened(path, agenda={"T0": 50}).parts["agenda"]
    part.topic.value = "T1"
    part.add.click()
    part.add.click()  # a second time: it is there already
    part.confirm.click()
    assert frames(path)["agenda_items"][["topic_id", "minutes"]].values.tolist() == [["T0", 50], ["T1", panel.LEAST]]
    part.lines.children[0].children[4].click()
    part.confirm.click()
    assert frames(path)["agenda_items"][["place_number", "topic_id"]].values.tolist() == [[1, "T1"]]


def test_a_confirmed_agenda_is_said_with_the_number_of_its_rows(path):
    window = opened(path, agenda={"T0": 50, "T1": 40})
    window.parts["agenda"].confirm.click()
    assert "Opgeslagen: Agenda van de sessie 1 en wat erbij hoort, 2 regels." in window.bar.message.value


def test_an_empty_agenda_is_not_confirmed(path):
    window = opened(path, agenda={})
    window.parts["agenda"].confirm.click()
    assert "De agenda is leeg." in window.bar.message.value and frames(path)["agenda_items"].empty


def test_an_opening_question_moves_with_its_topic(path):
    with dossier.open(path) as held:
        held.record_all([dossier.Change("agenda_items", (2, place), {"topic_id": f"T{place - 1}", "minutes": 40, "opening_nl": f"vraag {place}",
                                                                     "confirmed_date": "2025-07-01"}, "Anna") for place in (1, 2)])
    part = opened(path).parts["agenda"]
    assert "Bevestigd op 1 juli 2025" in part.state.value
    part.lines.children[0].children[3].click()  # the first down
    part.confirm.click()
    assert frames(path)["agenda_items"].sort_values("place_number")[["topic_id", "opening_nl"]].values.tolist() == [["T1", "vraag 2"], ["T0", "vraag 1"]]


def test_undo_of_a_confirmed_agenda_gives_the_proposal_back(path):
    window = opened(path, agenda={"T0": 50, "T1": 40})
    window.parts["agenda"].confirm.click()
    window.bar.undo.click()
    assert frames(path)["agenda_items"].empty and "2 regels" in window.bar.message.value
    assert "voorstel" in window.parts["agenda"].state.value


def test_two_windows_on_the_agenda_the_second_is_told_and_nothing_is_dropped(path):
    first, second = opened(path, agenda={"T0": 50, "T1": 40}), opened(path, agenda={"T0": 50})
    first.bar.who.value = "Anna"
    first.parts["agenda"].confirm.click()
    second.parts["agenda"].confirm.click()
    assert "Anna" in second.bar.message.value and "Er is niets opgeslagen" in second.bar.message.value
    assert frames(path)["agenda_items"]["topic_id"].tolist() == ["T0", "T1"]


def test_the_first_topic_cannot_go_up_nor_the_last_down(path):
    part = opened(path, agenda={"T0": 50, "T1": 40}).parts["agenda"]
    part.lines.children[0].children[2].click()
    part.lines.children[1].children[3].click()
    assert [item["topic_id"] for item in part.items] == ["T0", "T1"]


def test_a_closed_round_is_said_at_once_and_its_answers_cannot_change(path):
    window = opened(path, round=1)
    assert "Ronde 1 is afgesloten op" in window.bar.message.value
    assert all(field.disabled for field in window.parts["opinions"].sheet.form.fields.values())
    assert window.parts["agenda"].confirm.disabled


def test_a_dossier_without_topics_opens_without_the_answers(tmp_path):
    dossier.create(tmp_path / "w.alliance", {"alliance": small_frames()["alliance"]})
    window = opened(tmp_path / "w.alliance", round=1)
    assert "opinions" not in window.parts and "nog geen mensen of onderwerpen" in window.bar.message.value


def test_no_name_of_a_person_is_anywhere_in_the_panel(path):
    window = opened(path)

    def texts(widget):
        yield from (str(widget.get_state()),)
        for child in getattr(widget, "children", ()):
            yield from texts(child)

    assert "Kanarie" not in " ".join(texts(window.box)) and "S0 · stuurgroep" in " ".join(texts(window.box))


def test_a_cell_with_the_panel_is_never_part_of_a_briefing():
    cell = {"cell_type": "code", "metadata": {"tags": ["panel"]},
            "outputs": [{"output_type": "display_data", "data": {"text/html": "<p>Hier ingevoerd: S0</p>"}}]}
    assert render.section({"cells": [cell]}, "intake", Words("nl")).html == ""


@pytest.mark.parametrize(("audience", "said"), [("session", "alleen in de weergave van de begeleider"), ("facilitator", "JupyterLab")])
def test_without_a_live_kernel_or_for_others_the_view_says_where_entering_is_possible(path, audience, said):
    InteractiveShell.instance()
    with capture_output() as shown:
        view.open(path, audience=audience).panel("intake")
    assert said in shown.outputs[0].data["text/html"]
    InteractiveShell.clear_instance()


def shown_to(path: Path, audience: str = "session", round: int = 2) -> dict:
    with dossier.open(path) as held:
        return publication.permitted(held.snapshot(round, names=True), audience).frames


def test_a_note_goes_from_confidential_to_internal_only_when_its_speaker_agrees_to_the_exact_text_A30(path):
    window = opened(path)
    part = window.parts["notes"]
    assert shown_to(path)["notes"].empty, "nobody agreed yet"
    part.which.value = "N1"
    part.agree.click()
    assert shown_to(path)["notes"].empty and "Druk nog een keer" in window.bar.message.value, "one press is no consent"
    part.agree.click()
    notes = shown_to(path)["notes"]
    assert notes[["paraphrase", "marking_code"]].values.tolist() == [["Er is een zorg.", "INT"]] and notes["raw_text"].isna().all()
    given = frames(path)["approvals"].iloc[0]
    assert (given["table_code"], given["row_text"], given["person_id"]) == ("notes", "N1", "S0") and given["given_date"].date() == datetime.date.today()
    part.sheet.form.fields["paraphrase"].value = "Er is een grote zorg."
    part.sheet.save.click()
    assert shown_to(path)["notes"].empty, "another text asks consent again"


def test_a_question_waits_until_it_is_moderated_and_only_the_approved_wording_is_shown_B31(path):
    with dossier.open(path) as held:
        held.record(dossier.Change("questions", ("V01",), {"round": 2, "raw_text": "waarom zegt Partij A nooit wat het kost", "status_code": "waiting"}, "Anna"))
    window = opened(path)
    part = window.parts["questions"]
    part.which.value = "V01"
    part.agree.click()
    assert "al een tekst heeft" in window.bar.message.value and frames(path)["approvals"].empty
    part.sheet.form.fields["wording"].value = "Wat kost het, Partij A?"
    part.sheet.save.click()
    part.agree.click()
    assert "Partij A" in window.bar.message.value, "the checker saw an organisation"
    part.sheet.form.fields["wording"].value = "Wat kost het?"
    part.sheet.save.click()
    part.agree.click()
    part.agree.click()
    row = frames(path)["questions"].iloc[0]
    assert (row["status_code"], row["decided_by"]) == ("shown", "begeleider") and row["decided_date"].date() == datetime.date.today()
    seen = shown_to(path)["questions"]
    assert seen["wording"].tolist() == ["Wat kost het?"] and seen[["raw_text", "decided_by", "decided_date"]].isna().all(axis=None)
    window.bar.undo.click()
    assert shown_to(path)["questions"].empty and frames(path)["questions"].iloc[0]["status_code"] == "waiting"


def test_an_interview_a_session_and_a_step_of_it_are_entered_in_the_panel_A26_A31(path):
    window = opened(path)
    given = {"interviews": {"person_id": "S1", "status_code": "planned"},
             "planned_sessions": {"session_date": datetime.date(2025, 9, 18), "kind_code": "talk", "measure_code": "yes"},
             "risk_checks": {"risk_code": "courage", "level_code": "steering", "score_1to5": "4"}}
    for name, values in given.items():
        for column, value in values.items():
            window.parts[name].sheet.form.fields[column].value = value
        window.parts[name].sheet.save.click()
    held = frames(path)
    assert held["interviews"][["round", "person_id", "status_code"]].values.tolist() == [[2, "S1", "planned"]]
    assert held["risk_checks"][["round", "risk_code", "level_code", "score_1to5"]].values.tolist() == [[2, "courage", "steering", 4]]
    session = held["planned_sessions"]["session_id"].iloc[0]
    step = opened(path).parts["session_steps"].sheet
    for column, value in {"session_id": session, "topic_id": "T0", "step_code": "own", "revealed_date": datetime.date(2025, 9, 18)}.items():
        step.form.fields[column].value = value
    step.save.click()
    assert frames(path)["session_steps"][["session_id", "topic_id", "step_code"]].values.tolist() == [[session, "T0", "own"]]


def test_when_every_round_is_closed_the_panel_goes_on_in_a_new_one(tmp_path):
    dossier.create(tmp_path / "w.alliance", small_frames(closed=2), {})
    window = opened(tmp_path / "w.alliance")
    assert "Ronde 2 is afgesloten" in window.bar.message.value
    window.next.click()
    window.parts["questions"].sheet.form.fields["raw_text"].value = "Hoe verder?"
    window.parts["questions"].sheet.save.click()
    assert frames(tmp_path / "w.alliance")["questions"]["round"].tolist() == [3] and 3 in set(frames(tmp_path / "w.alliance")["rounds"]["round"])
