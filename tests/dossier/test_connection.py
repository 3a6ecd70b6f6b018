"""What cannot be opened is said in a sentence with a way out, and what is opened loses nothing."""

import random
import sqlite3
from contextlib import closing

import pandas as pd
import pytest

from alliance_lib import dossier
from alliance_lib.dossier.connection import connect
from alliance_lib.errors import AllianceError


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "waterrijk.alliance"
    topics = pd.DataFrame({"topic_id": [f"T{n}" for n in range(300)], "name": "naam", "statement": "een stelling " * 20})
    dossier.create(made, {"topics": topics})
    return made


def sql(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_the_settings_are_those_that_lost_nothing_in_simulated_power_cuts(path):
    wanted = {"journal_mode": "truncate", "synchronous": 3, "fullfsync": 1, "secure_delete": 1, "foreign_keys": 1,
              "trusted_schema": 0}
    with closing(connect(path)) as connection:
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


class TestNotThere:
    def test_the_nearest_names_are_suggested(self, path):
        with pytest.raises(AllianceError, match="no such dossier. Do you mean waterrijk.alliance"):
            dossier.open(path.with_name("waterijk"))

    def test_without_a_near_name_the_dossiers_of_the_folder_are_listed(self, path):
        with pytest.raises(AllianceError, match="In that folder is: waterrijk.alliance"):
            dossier.open(path.with_name("qqq"))

    def test_a_folder_without_dossiers_or_that_is_not_there_is_said_so(self, tmp_path):
        for missing in (tmp_path / "x.alliance", tmp_path / "nowhere" / "x.alliance"):
            with pytest.raises(AllianceError, match="In that folder is: no dossier"):
                dossier.open(missing)

    def test_looking_for_a_dossier_does_not_make_a_file(self, tmp_path):
        with pytest.raises(AllianceError):
            dossier.open(tmp_path / "x.alliance")
        assert list(tmp_path.iterdir()) == []


class TestNotADossier:
    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"SQLite format 3\x00", b"SQLite format 3\x00" + b"\x00" * 200])
    def test_another_file_is_no_dossier_and_is_left_as_it_is(self, tmp_path, content):
        other = tmp_path / "boek.xlsx"
        other.write_bytes(content)
        with pytest.raises(AllianceError, match="not a dossier|damaged"):
            dossier.open(other)
        assert other.read_bytes() == content

    def test_a_database_of_another_program_is_no_dossier(self, tmp_path):
        sql(tmp_path / "x.alliance", "CREATE TABLE topics (topic_id TEXT)")
        with pytest.raises(AllianceError, match="not a dossier"):
            dossier.open(tmp_path / "x.alliance")

    def test_a_folder_is_no_dossier(self, tmp_path):
        with pytest.raises(AllianceError, match="folder"):
            dossier.open(tmp_path)


class TestAnotherVersion:
    def test_a_newer_dossier_is_refused_and_not_touched(self, path):
        sql(path, "PRAGMA user_version = 2")
        before = path.read_bytes()
        with pytest.raises(AllianceError, match="newer version of the program .2, this is 1.*Install"):
            dossier.open(path)
        assert path.read_bytes() == before

    def test_a_dossier_with_other_tables_is_refused(self, path):
        sql(path, "ALTER TABLE topics ADD COLUMN colour TEXT")
        with pytest.raises(AllianceError, match="other tables"):
            dossier.open(path)


class TestDamaged:
    def test_the_newest_verified_backup_is_named(self, path):
        with dossier.open(path) as held:
            held.backup()
            newest = held.backup()
        content = bytearray(path.read_bytes())
        content[len(content) // 2:] = b"\xff" * (len(content) - len(content) // 2)
        path.write_bytes(content)
        with pytest.raises(AllianceError, match="damaged") as fault:
            dossier.open(path)
        assert newest.name in fault.value.remedy
        with dossier.open(newest) as held:
            assert len(held.frames()["topics"]) == 300

    def test_wherever_the_file_is_damaged_it_is_said_in_a_sentence_or_does_no_harm(self, path):
        """Forty files, each with 64 bytes overwritten or the end cut off."""
        whole, draw = path.read_bytes(), random.Random(1)
        said = 0
        for number in range(40):
            content, place = bytearray(whole), draw.randrange(len(whole) - 64)
            content[place:] = content[place + 64:] if number % 2 else draw.randbytes(64) + content[place + 64:]
            path.write_bytes(content)
            try:
                with dossier.open(path) as held:
                    held.frames()
                    held.journal()
            except AllianceError:
                said += 1
        assert said >= 20  # a file without its end is always noticed

    def test_a_file_that_may_not_be_written_can_be_read_and_says_so_when_written(self, path):
        path.chmod(0o444)
        held = dossier.open(path)
        with held:
            assert held.rounds() == [1]
            with held.writing() as connection:
                connection.execute("PRAGMA query_only = ON")
            with pytest.raises(AllianceError, match="may not be written"):
                held.record(dossier.Change("topics", ("T1",), {"name": "anders"}, "Anna"))
