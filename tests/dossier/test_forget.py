"""Forgetting a person: nothing of them is left, and undo cannot bring them back."""

import datetime

import pandas as pd
import pytest
from worlds import world

from alliance_lib import dossier, publication
from alliance_lib.dossier import Change, forget
from alliance_lib.errors import AllianceError
from alliance_lib.publication import history

NAME, QUOTE, ANSWER_TOPIC = "Kanarie Geelvink", "dat zei alleen deze vogel", "T0"


@pytest.fixture
def held(tmp_path):
    """A dossier in which S0 has a name, notes, answers, a consent, a published figure and a past in the journal."""
    alliance = world(notes=pd.DataFrame([{"note_id": "N1", "round": 1, "person_id": "S0", "topic_id": "T0", "raw_text": QUOTE,
                                          "paraphrase": "een zorg"}]))
    frames = {name: rows for name, rows in alliance.frames.items() if len(rows) and name != "published"}
    path = tmp_path / "w.alliance"
    dossier.create(path, frames, {"S0": NAME, "S1": "Bert Kok"})
    with dossier.open(path) as opened:
        opened.record(Change("notes", ("N1",), {"paraphrase": "een andere zorg"}, "begeleider", f"na gesprek met {NAME}"))
        opened.backup()
        yield opened


def contents(held) -> bytes:
    """Every byte of the dossier, its side files and its backups."""
    return b"".join(p.read_bytes() for p in held.path.parent.rglob("*") if p.is_file())


def test_before_it_everything_is_there(held):
    assert NAME.encode() in contents(held) and QUOTE.encode() in contents(held)


def test_nothing_of_the_person_is_left_in_tables_journal_backups_or_free_pages(held):
    forget.forget(held, "S0", "begeleider")
    left = contents(held)
    for trace in (NAME, QUOTE, "een andere zorg", '"S0"', "S0|"):
        assert trace.encode() not in left, f"{trace!r} is still there"
    assert not any((rows.astype(str) == "S0").any(axis=None) for rows in held.frames().values())


def test_the_others_stay_as_they_were(held):
    before = held.frames()["opinions"]
    forget.forget(held, "S0", "begeleider")
    after = held.frames()["opinions"]
    assert after.equals(before[before["person_id"] != "S0"].reset_index(drop=True)) and held.names() == {"S1": "Bert Kok"}


def test_undo_cannot_bring_the_person_back(held):
    forget.forget(held, "S0", "begeleider")
    with pytest.raises(AllianceError):
        held.undo("begeleider")


def test_the_publications_that_counted_an_answer_are_listed_and_the_chain_stays_whole(held):
    found = publication.publish(held.snapshot(1, names=True), {}, "session", history.empty())
    for name, rows in found.history.frames().items():
        held.replace({name: rows}, None, "test")
    gone = forget.forget(held, "S0", "begeleider")
    past = history.of(held.snapshot(1))
    assert gone.publications == (1,) and "S0" not in past.numbers
    past.verify()
    assert past.figures(1, "opinions.private_1to5", ANSWER_TOPIC), "a published figure stays published"


def test_a_kept_briefing_that_shows_the_approved_text_is_thrown_away_and_listed(held):
    held.shelve(1, "session", '{"paraphrase": "een andere zorg"}')
    held.shelve(1, "steering_group", '{"paraphrase": "iets anders"}')
    assert forget.forget(held, "S0", "begeleider").briefings == ((1, "session"),)
    assert held.shelved(1, "session") is None and held.shelved(1, "steering_group")


def test_a_name_in_somebody_elses_text_is_pointed_out(held):
    held.record(Change("decisions", ("B1",), {"subject": f"{NAME} regelt het", "level_code": "project",
                                              "asked_date": datetime.date(2024, 1, 1)}, "begeleider"))
    assert forget.forget(held, "S0", "begeleider").mentions == ("Besluiten, 1",)


def test_somebody_unknown_is_refused_in_a_sentence(held):
    with pytest.raises(AllianceError, match="no person 'S9'"):
        forget.forget(held, "S9", "begeleider")
