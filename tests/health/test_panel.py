"""The facilitator enters in the health room's panel; what is looked at is the dossier, not the screen."""

import datetime
from functools import partial

import pytest
from dossiers import small_frames

from alliance_lib import dossier, live, view
from alliance_lib.health import panel
from alliance_lib.words import Words

NL = Words("nl")


@pytest.fixture
def path(tmp_path):
    """A dossier with round 1 closed and round 2 open, where nothing of this room was entered yet."""
    dossier.create(tmp_path / "w.alliance", small_frames(closed=1))
    return tmp_path / "w.alliance"


def opened(path, round=2):
    result = view.open(path, round=round, audience="facilitator").health()
    return panel.panel(live.Desk(partial(dossier.open, path), NL), NL, round, result)


def enter(window, part, **values):
    sheet = window.parts[part].sheet
    for name, value in values.items():
        sheet.form.fields[name].value = value
    assert sheet.stored(), window.bar.message.value


def frames(path):
    with dossier.open(path) as held:
        return held.frames()


def test_the_pulse_of_one_person_is_entered_and_a_refusal_is_kept_apart_from_silence_a19(path):
    enter(opened(path), "pulse", person_id="S0", ambition_1to4="3", trust_1to4="declined")
    row = frames(path)["pulse"].iloc[-1]
    assert (row["ambition_1to4"], row["trust_1to4"]) == ("3", "declined") and row["learning_1to4"] != row["learning_1to4"]


def test_an_action_gets_an_owner_and_a_date_a43(path):
    party = frames(path)["parties"]["party_id"].iloc[0]
    enter(opened(path), "actions", text="De lijst rondsturen", owner_party_id=party, due_date=datetime.date(2026, 5, 1))
    row = frames(path)["actions"].iloc[-1]
    assert (row["text"], row["owner_party_id"], str(row["due_date"])[:10]) == ("De lijst rondsturen", party, "2026-05-01")


def test_a_lesson_an_experiment_and_a_promise_are_entered_a16_b47_b53(path):
    window, party = opened(path), frames(path)["parties"]["party_id"].iloc[0]
    enter(window, "lessons", text="Eerst inmeten", from_party_id=party)
    enter(window, "experiments", text="Een week ruilen", hypothesis="Een dag korter", stop_date=datetime.date(2026, 6, 1))
    enter(window, "commitments", party_id=party, year="2027", hours_promised="800")
    held = frames(path)
    assert held["lessons"]["text"].tolist() == ["Eerst inmeten"]
    assert held["experiments"]["hypothesis"].tolist() == ["Een dag korter"]
    assert held["commitments"][["party_id", "year", "hours_promised"]].values.tolist() == [[party, 2027, 800]]


def test_without_people_nothing_is_asked_of_people(tmp_path):
    dossier.create(tmp_path / "e.alliance", {})
    assert not set(panel.ASKED) & set(opened(tmp_path / "e.alliance", 1).parts)
