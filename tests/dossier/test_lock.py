"""Locking leaves no plain text in the file or its backups, loses no change, and stops halfway without harm."""

import os
import subprocess
import sys

import pandas as pd
import pytest

from alliance_lib import dossier
from alliance_lib.dossier import Change, backups
from alliance_lib.dossier.lock import lock
from alliance_lib.dossier.passphrase import VARIABLE, locked
from alliance_lib.errors import AllianceError

NAME, QUOTE, PHRASE = "Kanarie Geelvink", "dat zei alleen deze vogel", "vier gewone woorden hier"
TRACES = (NAME, QUOTE, "na gesprek met de vogel", "SQLite format 3", "CREATE TABLE")
FRAMES = {
    "parties": pd.DataFrame({"party_id": ["C1"], "name": ["corporatie"], "type_code": ["corporation"]}),
    "people": pd.DataFrame({"person_id": ["P1"], "party_id": "C1", "level_code": "project"}),
    "topics": pd.DataFrame({"topic_id": ["T3", "T1"], "name": ["drie", "een"], "statement": [QUOTE, None]}),
}

# Another program that writes in the dossier, says so, and commits when it hears a line.
WRITER = """import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
held.execute("UPDATE topics SET name = 'van de ander' WHERE topic_id = 'T1'")
print("writing", flush=True)
sys.stdin.readline()
held.execute("COMMIT")
"""


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    made = tmp_path / "Alliantie [proef]#1.alliance"
    dossier.create(made, FRAMES, {"P1": NAME})
    with dossier.open(made) as held:
        held.record(Change("topics", ("T1",), {"stake_1to5": 4}, "Anna", "na gesprek met de vogel"))
        held.shelve(1, "session", QUOTE)
        held.backup()
        held.backup()
    return made


def seen(path, passphrase=None):
    """Everything a dossier holds, to compare."""
    with dossier.open(path, passphrase=passphrase) as held, held.writing() as connection:
        return backups.content(connection)


def traces(path):
    """Which of the known texts can be read in any file beside this one?"""
    content = b"".join(file.read_bytes() for file in path.parent.rglob("*") if file.is_file())
    return [trace for trace in TRACES if trace.encode() in content]


def test_before_it_everything_can_be_read(path):
    assert traces(path) == list(TRACES)


def test_after_it_nothing_can_be_read_everything_is_there_and_the_work_goes_on(path):
    before = seen(path)
    (backups.folder(path) / "half.partial").write_text(QUOTE)  # a killed program leaves these
    path.with_name(f"{path.name}.partial").write_text(QUOTE)
    path.chmod(0o600)
    made = lock(path, PHRASE)
    assert traces(path) == [] and locked(path) and locked(made) and backups.kept(path) == [made]
    assert seen(path, PHRASE) == seen(made, PHRASE) == before and path.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in path.parent.rglob("*") if file.stat().st_size and file.is_file()) == sorted([path.name, made.name])
    with dossier.open(path, passphrase=PHRASE) as held:
        assert held.undo("Anna").values == {"stake_1to5": 4} and held.revision == 3


def test_another_passphrase_replaces_the_first_also_in_the_backups(path):
    before = seen(path)
    first = lock(path, PHRASE)
    made = lock(path, "heel andere woorden", PHRASE)
    assert not first.exists() and seen(path, "heel andere woorden") == seen(made, "heel andere woorden") == before
    with pytest.raises(AllianceError, match="not right"):
        dossier.open(path, passphrase=PHRASE)


def test_taking_it_off_gives_the_plain_dossier_again(path, monkeypatch):
    before = seen(path)
    lock(path, PHRASE)
    monkeypatch.setenv(VARIABLE, PHRASE)
    made = lock(path, None)
    assert not locked(path) and seen(path) == seen(made) == before and backups.kept(path) == [made]
    with pytest.raises(AllianceError, match="has no passphrase"):
        lock(path, None)


@pytest.mark.parametrize(("new", "present", "said"), [("", None, "may not be empty"), ("nieuw", "fout", "not right"), ("nieuw", None, "has a passphrase")])
def test_what_is_refused_leaves_file_and_backups_as_they_were(path, new, present, said):
    if said != "may not be empty":
        lock(path, PHRASE)
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    with pytest.raises(AllianceError, match=said):
        lock(path, new, present)
    assert {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()} == before


def test_while_another_window_is_writing_nothing_is_locked_and_its_change_is_kept(path):
    with subprocess.Popen([sys.executable, "-c", WRITER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        with pytest.raises(AllianceError, match="another window is writing"):
            lock(path, PHRASE)
        assert not locked(path) and len(backups.kept(path)) == 2
        other.communicate(b"commit\n")
    lock(path, PHRASE)
    with dossier.open(path, passphrase=PHRASE) as held:
        assert "van de ander" in held.frames()["topics"]["name"].tolist()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be replaced")
def test_a_window_that_was_open_cannot_write_into_the_old_file_unheard(path):
    with dossier.open(path) as window:
        window.frames()
        lock(path, PHRASE)
        with pytest.raises(AllianceError):
            window.record(Change("topics", ("T1",), {"name": "verloren"}, "Bram"))
        with pytest.raises(AllianceError):
            window.frames()
    assert traces(path) == []
