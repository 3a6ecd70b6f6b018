"""A backup is verified before it counts, ten are kept, and their order does not come from the clock."""

import os
import sqlite3
from contextlib import closing

import pytest

from alliance_lib.dossier import backups
from alliance_lib.errors import AllianceError


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "Alliantie [proef].1.alliance"
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("CREATE TABLE topics (name TEXT)")
        connection.commit()
    return made


@pytest.fixture
def connection(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


def test_a_backup_holds_what_the_dossier_holds_and_stands_in_a_folder_beside_it(connection, path):
    connection.execute("INSERT INTO topics VALUES ('los')")
    made = backups.make(connection, path)
    assert made.parent == path.with_name(path.name + ".backups")
    with closing(sqlite3.connect(made)) as copy:
        assert copy.execute("SELECT * FROM topics").fetchall() == [("los",)]


def test_the_ten_newest_are_kept_and_numbers_go_on(connection, path):
    made = [backups.make(connection, path) for _ in range(13)]
    assert backups.kept(path) == made[3:] and made[-1].name == "Alliantie [proef].1-000013.alliance"


def test_a_clock_that_was_set_back_does_not_make_the_newest_backup_the_oldest(connection, path):
    first, second = backups.make(connection, path), backups.make(connection, path)
    os.utime(second, (0, 0))
    assert backups.kept(path) == [first, second]


def test_other_files_in_the_folder_are_left_alone(connection, path):
    backups.make(connection, path)
    other = backups.folder(path) / "notities-1.txt"
    other.write_text("van mij")
    for _ in range(11):
        backups.make(connection, path)
    assert other.exists()


def test_a_half_backup_of_a_killed_program_does_not_count_and_is_replaced(connection, path):
    backups.folder(path).mkdir()
    (backups.folder(path) / "Alliantie [proef].1-000001.partial").write_bytes(b"half")
    assert backups.kept(path) == []
    assert backups.make(connection, path) in backups.kept(path)
    assert not list(backups.folder(path).glob("*.partial"))


def test_a_copy_that_is_not_equal_is_thrown_away_and_the_older_ones_stay(connection, path):
    old = backups.make(connection, path)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO topics VALUES ('not on the disk yet')")
    with pytest.raises(AllianceError, match="not equal"):
        backups.make(connection, path)
    assert backups.kept(path) == [old] and list(backups.folder(path).iterdir()) == [old]


def test_without_a_folder_there_are_no_backups(path):
    assert backups.kept(path) == []
