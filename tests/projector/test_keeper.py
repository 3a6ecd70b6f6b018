"""What a shared screen gets of a dossier, and what it may change: asked of a real keeper over its real line."""

import json
from multiprocessing.connection import Client

import pytest
from dossiers import QUOTE, small_frames

from alliance_lib import dossier, live, view
from alliance_lib.dossier import Change
from alliance_lib.errors import AllianceError
from alliance_lib.live import distant
from alliance_lib.projector.keeper import Keeper, Line
from alliance_lib.schema import tables
from alliance_lib.words import Words

TOPIC = {"round": 2, "place_number": 1}
FIRST, SECOND = ({"topic_id": topic, "minutes": 30, "confirmed_date": "2026-01-02"} for topic in ("T0", "T1"))


@pytest.fixture
def path(tmp_path):
    dossier.create(tmp_path / "w.alliance", small_frames(closed=1), {"S0": "Kanarie Geelvink"})
    return tmp_path / "w.alliance"


@pytest.fixture
def screen(path, monkeypatch):
    """A screen of an audience: its desk, as its kernel would have it."""
    lines = []

    def make(audience: str) -> live.Desk:
        lines.append(Line(Keeper(path, audience, "nl")))
        monkeypatch.setenv(distant.ADDRESS, lines[-1].address)
        monkeypatch.setenv(distant.KEY, lines[-1].key.hex())
        return live.Desk(distant.Distant, Words("nl"), audience)

    yield make
    for line in lines:
        line.close()


def everything(desk: live.Desk) -> str:
    seen, own = desk.read().frames, desk.snapshot(2).frames
    return " ".join(rows.to_csv() for rows in [*seen.values(), *own.values()])


def test_a_shared_screen_gets_no_answer_no_note_no_name_and_no_code_of_a_person(path, screen):
    told = everything(screen("session"))
    assert QUOTE not in told and "Kanarie" not in told and "S0" not in told
    desk = screen("session")
    for name, table in tables().items():
        if table.see in ("person", "party", "facilitator") and not table.derived and name not in ("notes", "complaints"):
            assert desk.snapshot(2).frames[name].empty, name


def test_the_facilitators_screen_gets_the_answers_and_still_no_names(path, screen):
    told = everything(screen("facilitator"))
    assert QUOTE in told and "Kanarie" not in told


def test_agreed_work_is_recorded_in_the_dossier_before_the_screen_says_so(path, screen):
    desk = screen("session")
    desk.record([("agenda_items", TOPIC, FIRST)], "wie dan ook", desk.read().revision)
    with dossier.open(path) as held:
        rows, journal = held.frames()["agenda_items"], held.journal()
    assert rows[["topic_id", "minutes"]].values.tolist() == [["T0", 30]]
    assert journal["by"].iloc[-1] == Words("nl").label("audience", "session"), "a shared screen changes things in its own name"


@pytest.mark.parametrize("table", ["opinions", "notes", "pulse", "approvals", "interests", "people", "rounds"])
def test_answers_positions_and_consents_cannot_be_changed_from_a_shared_screen(path, screen, table):
    desk = screen("session")
    key = {name: {"round": 2}.get(name, "S0") for name in tables()[table].key}
    with pytest.raises(AllianceError):
        desk.record([(table, key, {})], "x", desk.read().revision)
    with dossier.open(path) as held:
        assert held.revision == desk.read().revision


def test_a_shared_screen_undoes_its_own_changes_and_not_those_of_the_facilitator(path, screen):
    desk = screen("session")
    with dossier.open(path) as held:
        held.record(Change("topics", ("T0",), {"stake_1to5": 4}, "begeleider"))
    with pytest.raises(AllianceError, match="Er is niets ongedaan gemaakt"):
        desk.undo("begeleider")
    desk.record([("agenda_items", TOPIC, FIRST)], "x", desk.read().revision)
    assert "Ongedaan gemaakt" in desk.undo("x") and desk.read().frames["agenda_items"].empty
    assert "Opnieuw gedaan" in desk.redo("x") and len(desk.read().frames["agenda_items"]) == 1


def test_a_change_made_elsewhere_meanwhile_is_told_and_nothing_is_overwritten(path, screen):
    desk = screen("session")
    seen = desk.read().revision
    with dossier.open(path) as held:
        held.record(Change("agenda_items", tuple(TOPIC.values()), SECOND, "Anna"))
    with pytest.raises(AllianceError, match="Anna"):
        desk.record([("agenda_items", TOPIC, FIRST)], "x", seen)
    assert desk.read().frames["agenda_items"]["topic_id"].tolist() == ["T1"]


def test_a_round_is_not_closed_from_a_shared_screen(path, screen):
    with pytest.raises((AllianceError, AttributeError)):
        screen("session").close_round(2, "x")
    with dossier.open(path) as held:
        assert held.frames()["rounds"].set_index("round")["closed_date"].isna()[2]


def test_a_notebook_opens_the_kept_dossier_for_the_keepers_audience_whatever_it_asks(path, screen):
    screen("session")
    seen = view.open(distant.SOURCE, audience="facilitator")
    assert seen.audience == "session" and seen.intake().findings


def test_who_has_no_key_gets_no_answer_and_the_line_stays_up(path):
    line = Line(Keeper(path, "session", "nl"))
    try:
        with pytest.raises(Exception, match="digest"):
            Client(line.address, authkey=b"geraden")
        with Client(line.address, authkey=line.key) as told:
            told.send_bytes(b"geen json")
            assert "fault" in json.loads(told.recv_bytes())
        with Client(line.address, authkey=line.key) as told:
            told.send_bytes(json.dumps({"do": "names"}).encode())
            assert "fault" in json.loads(told.recv_bytes())
    finally:
        line.close()


def test_without_a_keeper_there_is_a_sentence(monkeypatch):
    monkeypatch.delenv(distant.ADDRESS, raising=False)
    with pytest.raises(AllianceError, match="alliance live"):
        distant.ask("about")


def test_an_audience_that_does_not_exist_is_refused_before_anything_starts(path):
    with pytest.raises(AllianceError, match="not an audience"):
        Keeper(path, "iedereen", "nl")
