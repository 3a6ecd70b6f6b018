"""A dossier with a passphrase is noise to everybody else, and in every other way the same dossier."""

import sqlite3
import sys
from contextlib import closing

import pandas as pd
import pytest

from alliance_lib import dossier
from alliance_lib.dossier import Change, backups, forget
from alliance_lib.dossier.connection import connect
from alliance_lib.dossier.passphrase import VARIABLE, locked
from alliance_lib.errors import AllianceError

NAME, QUOTE, PHRASE = "Kanarie Geelvink", "dat zei alleen deze vogel", "vier 'gewone\" woorden x'ab'"
FRAMES = {
    "alliance": pd.DataFrame({"alliance_id": ["W"], "name": ["Waterrijk"]}),
    "rounds": pd.DataFrame({"round": [1, 2], "reference_date": ["2026-01-31", "2026-07-31"]}),
    "parties": pd.DataFrame({"party_id": ["C1"], "name": ["corporatie"], "type_code": ["corporation"]}),
    "people": pd.DataFrame({"person_id": ["P1", "P2"], "party_id": "C1", "level_code": "project"}),
    "topics": pd.DataFrame({"topic_id": ["T1"], "name": ["een"], "statement": [QUOTE]}),
    "opinions": pd.DataFrame({"round": [1], "person_id": "P1", "topic_id": "T1", "private_1to5": [2]}),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The bytes of a locked dossier, written once; deriving a key takes time."""
    path = tmp_path_factory.mktemp("locked") / "w.alliance"
    dossier.create(path, FRAMES, {"P1": NAME}, passphrase=PHRASE)
    assert [file.name for file in path.parent.iterdir() if file.stat().st_size] == [path.name]
    return path.read_bytes()


@pytest.fixture
def path(written, tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    made = tmp_path / "w.alliance"
    made.write_bytes(written)
    return made


@pytest.fixture
def held(path):
    with dossier.open(path, passphrase=PHRASE) as opened:
        yield opened


def everything(path) -> bytes:
    """Every byte of the dossier, its side files and its backups."""
    return b"".join(p.read_bytes() for p in path.parent.rglob("*") if p.is_file())


class TestOpening:
    def test_the_file_holds_nothing_that_can_be_read_not_even_what_kind_of_file_it_is(self, written):
        for trace in (NAME, QUOTE, "SQLite", "CREATE TABLE", "opinions"):
            assert trace.encode() not in written

    def test_with_the_passphrase_it_holds_what_a_plain_dossier_holds(self, held, tmp_path):
        dossier.create(tmp_path / "plain.alliance", FRAMES, {"P1": NAME})
        with dossier.open(tmp_path / "plain.alliance") as plain:
            assert held.names() == plain.names() == {"P1": NAME}
            for name, rows in plain.frames(names=True).items():
                pd.testing.assert_frame_equal(rows, held.frames(names=True)[name])

    def test_without_one_it_is_said_what_is_missing(self, path):
        with pytest.raises(AllianceError, match=f"this dossier has a passphrase. Type it .* {VARIABLE}"):
            dossier.open(path)

    @pytest.mark.parametrize("wrong", ["vier gewone woorden", PHRASE.upper(), PHRASE + " "])
    def test_a_wrong_one_is_said_in_a_sentence_and_nothing_else(self, path, wrong, capfd):
        with pytest.raises(AllianceError, match="that passphrase is not right. If you are sure of it") as fault:
            dossier.open(path, passphrase=wrong)
        assert wrong not in str(fault.value) and capfd.readouterr() == ("", "")

    def test_it_may_stand_in_the_environment_and_the_one_that_is_given_comes_first(self, path, monkeypatch):
        monkeypatch.setenv(VARIABLE, PHRASE)
        dossier.open(path).close()
        monkeypatch.setenv(VARIABLE, "een ander")
        dossier.open(path, passphrase=PHRASE).close()
        with pytest.raises(AllianceError, match="not right"):
            dossier.open(path)

    def test_a_plain_dossier_needs_none_whatever_stands_in_the_environment(self, tmp_path, monkeypatch):
        monkeypatch.setenv(VARIABLE, PHRASE)
        dossier.create(tmp_path / "plain.alliance", FRAMES)
        with dossier.open(tmp_path / "plain.alliance") as plain:
            assert not locked(plain.path) and not locked(plain.backup())

    def test_accents_open_it_whichever_system_typed_them(self, tmp_path):
        dossier.create(tmp_path / "e.alliance", passphrase="caf\u00e9 op de h\u00f3\u00e9k")
        dossier.open(tmp_path / "e.alliance", passphrase="cafe\u0301 op de ho\u0301e\u0301k").close()

    @pytest.mark.parametrize("nothing", ["", "  "])
    def test_an_empty_one_is_refused_and_no_file_is_left(self, tmp_path, nothing):
        with pytest.raises(AllianceError, match="may not be empty"):
            dossier.create(tmp_path / "x.alliance", FRAMES, passphrase=nothing)
        assert list(tmp_path.iterdir()) == []

    def test_where_sqlcipher_is_not_installed_it_is_said_how_to_install_it(self, path, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "sqlcipher3", None)  # what Python does for a package that is not there
        for attempt in (lambda: dossier.open(path, passphrase=PHRASE),
                        lambda: dossier.create(tmp_path / "x.alliance", FRAMES, passphrase=PHRASE)):
            with pytest.raises(AllianceError, match="sqlcipher3, which is not installed. Install it: python -m pip install sqlcipher3"):
                attempt()
        dossier.create(tmp_path / "plain.alliance", FRAMES)
        dossier.open(tmp_path / "plain.alliance").close()

    def test_other_files_are_not_taken_for_a_locked_dossier(self, tmp_path):
        for content in (b"", b"kort", b"\x00" * 4096, b"SQLite format 3\x00" + b"\x01" * 4080, b"\x8f" * 5000):
            (tmp_path / "x").write_bytes(content)
            assert not locked(tmp_path / "x")


class TestTheSameDossier:
    def test_its_settings_are_those_that_lost_nothing(self, path):
        wanted = {"journal_mode": "truncate", "synchronous": 3, "fullfsync": 1, "secure_delete": 1, "foreign_keys": 1,
                  "trusted_schema": 0}
        with closing(connect(path, PHRASE)) as connection:
            assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted

    def test_changes_undo_and_rounds_work_and_are_kept(self, held, path):
        held.record(Change("topics", ("T1",), {"stake_1to5": 5}, "Anna"))
        held.record(Change("topics", ("T1",), {"name": "twee"}, "Anna"))
        held.undo("Anna")
        held.close_round(1, "2026-02-10", "Anna")
        with dossier.open(path, passphrase=PHRASE) as again:
            assert again.frames()["topics"].loc[0, ["name", "stake_1to5"]].tolist() == ["een", 5]
            assert list(again.journal()["kind"]) == list(held.journal()["kind"])
            with pytest.raises(AllianceError, match="round 1 is closed"):
                again.record(Change("opinions", (1, "P1", "T1"), None, "Anna"))

    def test_what_it_refuses_it_says_in_the_same_sentences(self, held):
        with pytest.raises(AllianceError, match="no 'P9' in the table People"):
            held.record(Change("opinions", (2, "P9", "T1"), {"private_1to5": 1}, "Anna"))
        with held.writing() as connection:
            connection.execute("PRAGMA query_only = ON")
        with pytest.raises(AllianceError, match="may not be written"):
            held.record(Change("topics", ("T1",), {"name": "anders"}, "Anna"))

    def test_a_second_window_waits_and_then_hears_that_the_first_is_writing(self, held, path):
        with dossier.open(path, passphrase=PHRASE) as other:
            with other.writing() as connection:
                connection.execute("PRAGMA busy_timeout = 20")
            with held.writing(), pytest.raises(AllianceError, match="another window is writing"):
                other.record(Change("topics", ("T1",), {"name": "anders"}, "Anna"))

    def test_a_mistake_of_the_program_stays_one(self, held):
        with pytest.raises(Exception, match="no such column") as fault, held.writing() as connection:
            connection.execute("SELECT colour FROM topics")
        assert not isinstance(fault.value, AllianceError)

    def test_backups_are_verified_and_open_with_the_same_passphrase_only(self, held, path):
        made = held.backup()
        assert NAME.encode() not in everything(path) and made.read_bytes()[:16] != path.read_bytes()[:16]
        with pytest.raises(AllianceError, match="has a passphrase"):
            dossier.open(made)
        with dossier.open(made, passphrase=PHRASE) as copy:
            assert copy.names() == {"P1": NAME}
        assert list(backups.folder(path).iterdir()) == [made]

    def test_a_person_can_be_forgotten_also_in_the_backups(self, held, path):
        held.backup()
        forget.forget(held, "P1", "begeleider")
        (made,) = backups.kept(path)
        with dossier.open(made, passphrase=PHRASE) as copy:
            assert copy.names() == held.names() == {} and copy.frames()["opinions"].empty

    @pytest.mark.parametrize("place", [3, 5000, -5000])
    def test_wherever_it_is_damaged_the_newest_backup_is_named(self, held, path, place):
        newest = held.backup()
        held.close()
        content = bytearray(path.read_bytes())
        content[place:place + 40 or None] = b"\xff" * 40
        path.write_bytes(content)
        with pytest.raises(AllianceError, match="damaged") as fault:
            dossier.open(path, passphrase=PHRASE)
        assert newest.name in fault.value.remedy

    def test_sqlite_alone_sees_no_database(self, path):
        with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.DatabaseError, match="not a database"):
            connection.execute("SELECT * FROM topics")
