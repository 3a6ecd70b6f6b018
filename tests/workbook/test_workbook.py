"""A facilitator's workbook goes in, everything or nothing, and comes out as it went in."""

import time
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from workbook_frames import full_frames

from alliance_lib import AllianceError, dossier, workbook
from alliance_lib.schema import stored

FIXTURES = Path(__file__).with_name("fixtures")
DEMO = Path(__file__).parents[2] / "data" / "demo"


def contents(path):
    with dossier.open(path) as held:
        return held.frames(names=True), held.names(), held.snapshot().fingerprint


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A dossier with hostile text in every text column."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.alliance"
    dossier.create(path, *full_frames())
    return path


@pytest.fixture
def small(tmp_path):
    """A dossier with two parties, two people and an interview."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "parties.csv").write_text("party_id,name,type_code\nC1,Woonkade,corporation\nB1,Bouwstroom,builder\n")
    (folder / "people.csv").write_text("person_id,name,party_id,level_code\nP01,An Alders,C1,steering\nP02,Bo Bakker,B1,project\n")
    (folder / "interviews.csv").write_text("round,person_id,status_code\n1,P01,done\n")
    assert not workbook.import_book(tmp_path / "small.alliance", folder).problems
    return tmp_path / "small.alliance"


def csv(folder, **tables):
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("kind", [".xlsx", ""])
def test_what_was_exported_comes_back_the_same_whatever_the_texts_contain(hostile, tmp_path, kind, lang):
    workbook.export(hostile, tmp_path / f"out{kind}", lang=lang)
    done = workbook.import_book(tmp_path / "back.alliance", tmp_path / f"out{kind}")
    assert done.problems == () and done.remarks == ()
    frames, names, print_ = contents(hostile)
    back_frames, back_names, back_print = contents(tmp_path / "back.alliance")
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(back_frames[name], frame, check_exact=True)
    assert (back_names, back_print) == (names, print_)


def test_no_exported_cell_is_a_formula(hostile, tmp_path):
    workbook.export(hostile, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert not [c.coordinate for sheet in book for row in sheet.iter_rows() for c in row if c.data_type in "fe"]
    workbook.export(hostile, tmp_path / "out")
    read = [pd.read_csv(p, sep=";", dtype=str, keep_default_na=False) for p in (tmp_path / "out").glob("*.csv")]
    # Only a number may begin with a sign.
    cells = [cell for frame in read for cell in frame.to_numpy().ravel() if cell[:1] in tuple("=+-@\t\r\n")]
    assert all(cell.lstrip("-").replace(",", "", 1).isdigit() for cell in cells)


def test_two_exports_are_equal_byte_for_byte_and_say_nothing_about_the_machine(small, tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        workbook.export(small, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    told = openpyxl.load_workbook(tmp_path / "one.xlsx").properties
    assert told.creator == "alliance" and told.lastModifiedBy is None and str(tmp_path) not in str(told)


def test_the_demo_comes_back_the_same_from_a_workbook(tmp_path):
    assert workbook.import_book(tmp_path / "demo.alliance", DEMO).problems == ()
    workbook.export(tmp_path / "demo.alliance", tmp_path / "demo.xlsx", lang="en")
    assert workbook.import_book(tmp_path / "back.alliance", tmp_path / "demo.xlsx").problems == ()
    assert contents(tmp_path / "back.alliance")[1:] == contents(tmp_path / "demo.alliance")[1:]


def test_a_workbook_with_ten_sheets_is_read_within_seconds(tmp_path):
    workbook.import_book(tmp_path / "demo.alliance", DEMO)
    workbook.export(tmp_path / "demo.alliance", tmp_path / "demo.xlsx")
    begin = time.perf_counter()
    assert not workbook.read(tmp_path / "demo.xlsx").problems
    assert time.perf_counter() - begin < 10


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_twelve_planted_faults_are_all_named_with_sheet_and_cell_and_nothing_is_imported(tmp_path, lang):
    done = workbook.import_book(tmp_path / "new.alliance", FIXTURES / "twelve_faults.xlsx", lang=lang)
    sheet, cell = ("Blad", "cel") if lang == "nl" else ("Sheet", "cell")
    places = [("Partijen", at) for at in ("D5:E5", "C2", "D3", "D4", "E4", "A5")] + [
        ("Mensen", "D1"), ("Mensen", "C3"), ("Mensen", "A4"), ("Besluiten", "D2"), ("Besluiten", "E3")]
    assert [p.where for p in done.problems] == [f"{sheet} {s}, {cell} {c}" for s, c in places] + [f"{sheet} Onderwerpen"]
    assert all(p.what and p.remedy for p in done.problems)
    assert done.rows == {} and not (tmp_path / "new.alliance").exists()


def test_faults_leave_an_existing_dossier_as_it_was(small):
    before = small.read_bytes()
    assert workbook.import_book(small, FIXTURES / "twelve_faults.xlsx").problems
    assert small.read_bytes() == before


def test_text_dates_from_an_open_document_are_named_with_the_date_to_write():
    found = workbook.read(FIXTURES / "text_dates.xlsx").problems
    assert [(p.where[-2:], "2027-01-15" in p.remedy or "2026-02-01" in p.remedy or "2025-12-31" in p.remedy) for p in found] == [
        ("D3", True), ("E3", True), ("D4", True)]
    assert "2026-02-01" in found[1].remedy


def test_a_half_filled_workbook_saved_by_libreoffice_is_normal(tmp_path):
    done = workbook.import_book(tmp_path / "half.alliance", FIXTURES / "half_filled.xlsx")
    assert done.problems == () and {k: n for k, n in done.rows.items() if n} == {"Partijen": 3, "Mensen": 5, "Gesprekken": 5}
    frames, names, _ = contents(tmp_path / "half.alliance")
    assert frames["interviews"]["planned_date"].dt.day.tolist() == [1, 2, 3, 4, 5] and names == {}


def test_a_dry_run_stores_nothing(tmp_path):
    done = workbook.import_book(tmp_path / "half.alliance", FIXTURES / "half_filled.xlsx", dry_run=True)
    assert done.rows["Mensen"] == 5 and not (tmp_path / "half.alliance").exists()


def test_a_table_that_is_not_in_the_book_stays_as_it_is(small, tmp_path):
    more = csv(tmp_path / "more", interviews="round,person_id,status_code\n1,P01,done\n1,P02,planned\n")
    assert workbook.import_book(small, more).problems == ()
    frames, names, _ = contents(small)
    assert len(frames["interviews"]) == 2 and len(frames["parties"]) == 2 and names == {"P01": "An Alders", "P02": "Bo Bakker"}


def test_people_sheet_without_a_column_of_names_costs_nobody_a_name(small, tmp_path):
    more = csv(tmp_path / "more", people="person_id,party_id,level_code\nP01,C1,board\nP02,B1,project\n")
    assert workbook.import_book(small, more).problems == ()
    assert contents(small)[1] == {"P01": "An Alders", "P02": "Bo Bakker"}


def test_a_reference_that_neither_book_nor_dossier_knows_is_named(small, tmp_path):
    more = csv(tmp_path / "more", interviews="round,person_id,status_code\n1,p01,done\n1,P07,done\n")
    problems = workbook.import_book(small, more, lang="en").problems
    assert [p.where for p in problems] == [f"File interviews.csv, line {n}, column 2" for n in (2, 3)]
    assert problems[0].remedy == "Do you mean P01?"


def test_what_stays_may_not_lose_what_it_refers_to(small, tmp_path):
    more = csv(tmp_path / "more", people="person_id,party_id,level_code\nP02,B1,project\n")
    before = small.read_bytes()
    problems = workbook.import_book(small, more).problems
    assert [p.where for p in problems] == ["Dossier, tabel Gesprekken"] and "P01" in problems[0].what
    assert small.read_bytes() == before


def test_an_empty_sheet_empties_its_table_and_says_so(small, tmp_path):
    done = workbook.import_book(small, csv(tmp_path / "more", interviews="round,person_id,status_code\n"))
    assert done.problems == () and "Gesprekken" in done.remarks[0]
    assert contents(small)[0]["interviews"].empty


def test_an_empty_sheet_never_empties_the_history(small, tmp_path):
    sheet = ",".join(stored()["publications"].columns) + "\n"
    assert "publications" not in workbook.read(csv(tmp_path / "more", publications=sheet)).frames


NOTES = "note_id,round,person_id,raw_text,marking_code\nN1,1,P01,Dit blijft hier,INT\n"


def test_an_internal_note_from_outside_becomes_confidential(small, tmp_path):
    done = workbook.import_book(small, csv(tmp_path / "more", notes=NOTES))
    assert done.problems == () and len(done.remarks) == 1
    assert contents(small)[0]["notes"]["marking_code"].tolist() == ["VER"]


@pytest.mark.parametrize("kind", [".xlsx", ""])
def test_an_internal_note_of_our_own_export_stays_internal_until_its_text_is_edited(tmp_path, kind):
    frames, names = full_frames(8)
    dossier.create(tmp_path / "a.alliance", frames, names)
    workbook.export(tmp_path / "a.alliance", tmp_path / f"out{kind}", lang="en")
    target = tmp_path / f"out{kind}"
    assert "INT" in set(workbook.read(target).frames["notes"]["marking_code"])
    if kind:
        book = openpyxl.load_workbook(target)
        book["Notes"]["F4"].value = "something else"
        book.save(target)
    else:
        notes = pd.read_csv(target / "Notes.csv", dtype=str)
        notes.assign(literally="something else").to_csv(target / "Notes.csv", index=False)
    assert "INT" not in set(workbook.read(target).frames["notes"]["marking_code"])


@pytest.mark.parametrize("name", ["there.xlsx", "there"])
def test_an_existing_file_is_never_overwritten(small, tmp_path, name):
    target = tmp_path / name
    target.mkdir() if not target.suffix else target.write_text("mine")
    if not target.suffix:
        (target / "mine.txt").write_text("mine")
    with pytest.raises(AllianceError, match="bestaat al"):
        workbook.export(small, target)
    with pytest.raises(AllianceError):
        workbook.template(target)


def test_an_empty_folder_may_be_filled(small, tmp_path):
    (tmp_path / "empty").mkdir()
    workbook.export(small, tmp_path / "empty")
    assert (tmp_path / "empty" / "Partijen.csv").is_file()


def test_a_text_that_no_cell_can_hold_is_named_and_nothing_is_written(tmp_path):
    frames, names = full_frames(2)
    frames["notes"].loc[0, "raw_text"] = "z" * 32_768
    dossier.create(tmp_path / "a.alliance", frames, names)
    with pytest.raises(AllianceError) as fault:
        workbook.export(tmp_path / "a.alliance", tmp_path / "out.xlsx")
    assert fault.value.where == "Blad Notities, cel F3" and "32.767" in fault.value.what
    assert not (tmp_path / "out.xlsx").exists()


def test_what_the_dossier_refuses_is_a_problem_and_not_an_exception(small, tmp_path):
    (tmp_path / "no.alliance").write_text("this is not a dossier")
    assert workbook.import_book(tmp_path / "no.alliance", csv(tmp_path / "more", rounds="round,reference_date\n1,2026-02-01\n")).problems


def test_a_book_that_is_not_there_is_one_problem():
    assert len(workbook.read("nowhere.xlsx").problems) == 1


@pytest.mark.parametrize("route", ["stuck", "start"])
def test_a_template_has_a_start_sheet_and_at_most_eight_sheets_more(tmp_path, route):
    workbook.template(tmp_path / "t.xlsx", route=route)
    shown = [s.title for s in openpyxl.load_workbook(tmp_path / "t.xlsx") if s.sheet_state == "visible"]
    assert shown[:3] == ["Start", "Partijen", "Mensen"] and len(shown) <= 9


def test_the_whole_template_leaves_out_only_what_the_program_keeps(tmp_path):
    workbook.template(tmp_path / "t.xlsx", all_tables=True, lang="en")
    shown = {s.title for s in openpyxl.load_workbook(tmp_path / "t.xlsx") if s.sheet_state == "visible"}
    assert shown == {t.en for name, t in stored().items() if name not in workbook.KEPT_BY_PROGRAM}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_an_untouched_template_reads_as_nothing_without_problems(tmp_path, lang):
    workbook.template(tmp_path / "t.xlsx", lang=lang, all_tables=True)
    book = workbook.read(tmp_path / "t.xlsx", lang=lang)
    assert book.problems == () and all(frame.empty for frame in book.frames.values())
