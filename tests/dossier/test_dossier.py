"""A dossier gives back what was put in, shows one round at a time, and loses nothing that was acknowledged."""

import datetime
import multiprocessing
import time

import pandas as pd
import pytest

from alliance_lib import dossier
from alliance_lib.alliance import from_frames
from alliance_lib.dossier import Change
from alliance_lib.errors import AllianceError
from alliance_lib.schema import DECLINED, codes, stored

COUNT = 3  # rows per table: the least that may be entered, nothing but what must be, the most


def cell(column, row):
    """A value for this column: the lowest in row 0, empty where that is allowed in row 1, the highest in row 2."""
    if row == 1 and not column.required:
        return None
    low = -1e300 if column.min is None else column.min
    high = 1e300 if column.max is None else column.max
    steps = [str(step) for step in range(1, column.points + 1)]
    return {
        "id": f"K{row}", "ref": f"K{row}", "text": ("0", "'; DROP TABLE people; --", "é😀\n\"regel 2\"")[row],
        "code": (list(codes()[column.codes]) if column.codes else [None])[-1 if row else 0],
        "int": (low, low + 1, high)[row], "number": (low, None, high)[row],
        "date": ("0001-01-01", "2026-02-28", "9999-12-31")[row], "answer": (steps and steps[len(steps) // 2], None, DECLINED)[row],
    }[column.type]


def everything():
    """Every table of a dossier with every column, at the ends of what may be entered."""
    frames = {}
    for name, table in stored().items():
        rows = [{c.name: cell(c, row) for c in table.columns.values()} for row in range(1 if table.single else COUNT)]
        frames[name] = pd.DataFrame(rows, columns=list(table.columns), dtype=object)
    frames["people"]["name"] = None
    return frames


SMALL = {
    "rounds": pd.DataFrame({"round": [1, 2], "reference_date": ["2026-01-31", "2026-07-31"]}),
    "parties": pd.DataFrame({"party_id": ["C2", "C1"], "name": ["twee", "een"], "type_code": "corporation"}),
    "people": pd.DataFrame({"person_id": ["P1", "P2"], "party_id": ["C1", "C2"], "level_code": "project"}),
    "topics": pd.DataFrame({"topic_id": ["T1"], "name": ["los"]}),
    "opinions": pd.DataFrame({"round": [1, 1, 2], "person_id": ["P1", "P2", "P1"], "topic_id": "T1",
                              "private_1to5": [3, DECLINED, 5], "claimed_1to5": [None, 1, None]}),
    "decisions": pd.DataFrame({"decision_id": ["B1"], "subject": ["x"], "level_code": ["board"], "asked_date": ["2025-11-01"],
                               "decided_date": ["2026-03-01"]}),
}


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "Alliantie #1 100% [nieuw].alliance"
    dossier.create(made, SMALL, {"P1": "Jan Jansen"})
    return made


class TestWhatGoesInComesOut:
    def test_every_column_of_every_table_at_the_ends_of_what_may_be_entered(self, tmp_path):
        given = everything()
        dossier.create(tmp_path / "a.alliance", given)
        with dossier.open(tmp_path / "a.alliance") as held:
            found = held.frames()
        for name, table in stored().items():
            for column in table.columns.values():
                missing = given[name][column.name].isna().tolist()
                assert found[name][column.name].isna().tolist() == missing, f"{name}.{column.name}"
                kept = [str(v)[:10] if column.type == "date" else v for v in found[name][column.name].dropna()]
                assert kept == given[name][column.name].dropna().tolist(), f"{name}.{column.name}"

    def test_an_export_into_a_new_dossier_is_equal_and_so_is_the_snapshot(self, path, tmp_path):
        with dossier.open(path) as held:
            dossier.create(tmp_path / "copy.alliance", held.frames(), held.names())
            with dossier.open(tmp_path / "copy.alliance") as copy:
                assert copy.names() == held.names() == {"P1": "Jan Jansen"}
                assert copy.snapshot().fingerprint == held.snapshot().fingerprint == from_frames(SMALL, 2).fingerprint

    def test_not_asked_declined_and_neutral_are_three_things(self, path):
        with dossier.open(path) as held:
            found = held.snapshot(1).answers("opinions", "private_1to5")
            assert found["answer"].fillna(-1).tolist() == [3, -1] and found["state_code"].tolist() == ["answered", "declined"]
            assert held.snapshot(1).answers("opinions", "claimed_1to5")["person_id"].tolist() == ["P2"]

    def test_parties_keep_the_order_of_their_sheet(self, path):
        with dossier.open(path) as held:
            assert list(held.snapshot().party_names) == ["C2", "C1"]

    def test_an_empty_dossier_is_a_dossier(self, tmp_path):
        dossier.create(tmp_path / "leeg.alliance")
        with dossier.open(tmp_path / "leeg.alliance") as held:
            assert held.snapshot().round == 1 and held.rounds() == [1] and held.fresh
            assert all(rows.empty for rows in held.frames().values())


class TestCreate:
    def test_it_never_overwrites(self, path):
        before = path.read_bytes()
        with pytest.raises(AllianceError, match="a file with this name already"):
            dossier.create(path)
        assert path.read_bytes() == before

    @pytest.mark.parametrize("wrong", [{"opinions": SMALL["opinions"].assign(topic_id="T9")},
                                       {"opinions": SMALL["opinions"].assign(private_1to5=9)}])
    def test_one_mistake_and_there_is_no_file(self, tmp_path, wrong):
        with pytest.raises(AllianceError, match="'T9'|'9'"):
            dossier.create(tmp_path / "x.alliance", SMALL | wrong)
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_that_does_not_exist_is_said(self, tmp_path):
        with pytest.raises(AllianceError, match="Check whether the folder exists"):
            dossier.create(tmp_path / "nergens" / "x.alliance")

    def test_only_a_dossier_made_from_nothing_has_no_past_elsewhere(self, path, tmp_path):
        dossier.create(tmp_path / "new.alliance", {"alliance": pd.DataFrame({"alliance_id": ["W"], "name": ["W"]})})
        with dossier.open(path) as from_tables, dossier.open(tmp_path / "new.alliance") as new:
            assert not from_tables.fresh and new.fresh
            new.record(Change("topics", ("T1",), {"name": "los"}, "Anna"))
            assert new.fresh
            new.replace(SMALL, {}, "Anna")
            assert not new.fresh


class TestSnapshot:
    def test_an_earlier_round_knows_nothing_of_later_rows_and_events(self, path):
        with dossier.open(path) as held:
            first, latest = held.snapshot(1), held.snapshot()
        assert (first.round, latest.round) == (1, 2)
        assert set(first["opinions"]["round"]) == {1} and first["decisions"]["decided_date"].isna().all()
        assert set(latest["opinions"]["round"]) == {1, 2} and latest["decisions"]["decided_date"].notna().all()

    def test_names_are_there_only_when_asked(self, path):
        with dossier.open(path) as held:
            without, named = held.snapshot(), held.snapshot(names=True)
        assert without.names == {} and without["people"]["name"].isna().all()
        assert named.names == {"P1": "Jan Jansen"} and named["people"]["name"].iloc[0] == "Jan Jansen"
        assert without.fingerprint == named.fingerprint

    def test_a_round_that_is_not_there_is_refused_with_the_rounds_that_are(self, path):
        with dossier.open(path) as held, pytest.raises(AllianceError, match="no round 3. Choose one of: 1, 2"):
            held.snapshot(3)

    def test_the_latest_round_may_stand_only_in_the_data(self, path):
        with dossier.open(path) as held:
            held.record(Change("pulse", (4, "P1"), {"trust_1to4": 2}, "Anna"))
            assert held.rounds() == [1, 2, 4] and held.snapshot().round == 4

    def test_a_snapshot_stays_as_it_is_when_the_dossier_changes(self, path):
        with dossier.open(path) as held:
            taken = held.snapshot()
            before = taken.fingerprint
            held.record(Change("topics", ("T1",), {"name": "anders"}, "Anna"))
            assert taken.fingerprint == before != held.snapshot().fingerprint


class TestClock:
    def test_the_journal_tells_the_time_it_is_given(self, path):
        day = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
        with dossier.open(path, now=lambda: day) as held:
            held.record(Change("topics", ("T1",), {"name": "anders"}, "Anna"))
            assert held.journal()["written_at"].iloc[-1] == "2026-03-01T12:00:00+00:00"


class TestTransactions:
    def test_several_steps_are_one_or_none(self, path):
        with dossier.open(path) as held:
            with pytest.raises(RuntimeError), held.writing():
                held.record(Change("topics", ("T1",), {"name": "anders"}, "Anna"))
                held.barrier("publication", "Anna")
                raise RuntimeError("the publication could not be written")
            assert held.revision == 1 and held.frames()["topics"]["name"].tolist() == ["los"]


class TestNothingIsLeft:
    def test_what_was_deleted_and_erased_from_the_journal_is_nowhere_in_the_file(self, path):
        """secure_delete: deleted text does not stay behind in free pages, long or short."""
        short, long = "KANARIE", "LANGEKANARIE" * 2000
        with dossier.open(path) as held:
            for number in range(60):
                values = {"round": 1, "person_id": "P2", "raw_text": f"{short} {long if number % 7 == 0 else ''}"}
                held.record(Change("notes", (f"N{number}",), values, "Anna", "KANARIE vroeg dit"))
            held.record(Change("people", ("P2",), {"name": "KANARIE"}, "Anna"))
            assert b"KANARIE" in path.read_bytes()
            held.record_all(Change("notes", (f"N{number}",), None, "Anna") for number in range(60))
            held.record(Change("people", ("P2",), {"name": None}, "Anna"))
            assert b"KANARIE" in path.read_bytes()  # in the journal, so that it can be undone
            with held.writing() as connection:
                connection.execute("UPDATE journal SET row_key = NULL, before = NULL, after = NULL, why = '', subjects = '[]'"
                                   " WHERE EXISTS (SELECT 1 FROM json_each(subjects) WHERE value = 'P2')")
                held.barrier("forget", "Anna")
        left = [file for file in path.parent.rglob("*") if file.is_file() and b"KANARIE" in file.read_bytes()]
        assert left == []


def _write_until_killed(path, acknowledged):
    with dossier.open(path) as held:
        for number in range(100_000):
            held.record_all([Change("topics", (f"T{number}",), {"name": "n"}, "Anna"),
                             Change("topics", ("LAST",), {"name": str(number), "statement": "zin " * 500}, "Anna")])
            acknowledged.send(number)


class TestKilled:
    def test_ten_times_killed_while_writing_and_no_acknowledged_change_is_lost(self, tmp_path):
        """Killed without warning, at moments that differ; every acknowledged change is there, and no half one."""
        ways = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("fork" if "fork" in ways else "spawn")
        for attempt in range(10):
            path = tmp_path / f"{attempt}.alliance"
            dossier.create(path)
            mine, theirs = context.Pipe(duplex=False)
            child = context.Process(target=_write_until_killed, args=(path, theirs))
            child.start()
            theirs.close()
            last = mine.recv()
            time.sleep(0.003 * attempt)
            child.kill()
            child.join()
            try:
                while True:
                    last = mine.recv()
            except EOFError:
                pass
            with dossier.open(path) as held:
                topics = held.frames()["topics"].set_index("topic_id")
                stood = int(topics.loc["LAST", "name"])
                assert stood - last in (0, 1)  # one may be on the disk that was not yet acknowledged
                assert set(topics.index) == {"LAST", *(f"T{number}" for number in range(stood + 1))}
                assert len(held.journal()) == 1 + 2 * (stood + 1)
                held.record(Change("topics", ("T0",), {"name": "verder"}, "Bram"))
