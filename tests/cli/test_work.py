"""From workbook to dossier and back, as somebody types it."""

import html

import openpyxl
import pandas as pd
import pytest
import scaleup_world
from dossiers import BOOKS, ROOT, built, demo, small  # noqa: F401 (fixtures)
from typed import typed
from worlds import world

import alliance_lib
from alliance_lib import dossier, page, publication
from alliance_lib.briefing import circulation, render
from alliance_lib.dossier import Change
from alliance_lib.errors import AllianceError
from alliance_lib.rooms import NAMES
from alliance_lib.schema import stored
from alliance_lib.words import LANGUAGES, Words

FAULTS = ROOT / "tests" / "workbook" / "fixtures" / "twelve_faults.xlsx"


def contents(path):
    with dossier.open(path) as held:
        return held.frames(names=True), held.names(), held.snapshot().fingerprint


def sheets(path) -> list[str]:
    return [sheet.title for sheet in openpyxl.load_workbook(path) if sheet.sheet_state == "visible"]


@pytest.mark.parametrize(("lang", "said"), [("nl", "Gemaakt: "), ("en", "Made: ")])
def test_a_new_dossier_has_the_name_the_word_and_the_route_that_were_chosen(tmp_path, lang, said):
    path = tmp_path / "oevers.alliance"
    done = typed("new", path, "--name", "Twee Oevers", "--term", "verband", "--route", "start", "--lang", lang)
    assert (done.code, done.err) == (0, "") and done.out.startswith(said)
    with dossier.open(path) as held:
        facts = held.snapshot().facts
    assert (facts["alliance_id"], facts["name"], facts["term_code"], facts["route_code"]) == ("OEVERS", "Twee Oevers", "verband", "start")


def test_the_word_chosen_at_the_start_stands_on_every_page_A02(tmp_path):
    for term in ("alliantie", "collectief", "verband"):
        path = tmp_path / f"{term}.alliance"
        assert typed("new", path, "--name", "Waterrijk", "--term", term).code == 0
        for lang in LANGUAGES:
            seen = alliance_lib.open(path, audience="facilitator", lang=lang)
            own = Words(lang, term).say("brief.nameless")
            cover = render.document(seen.about | {"name": ""}, [], seen.words, 1, beside=render.Beside())
            assert seen.words.term == Words(lang, term).term and own in html.unescape(cover)


def test_a_dossier_that_is_there_already_is_not_overwritten(small):  # noqa: F811
    before = small.read_bytes()
    assert typed("new", small, "--name", "Anders").code == 1 and small.read_bytes() == before


def test_an_empty_name_is_refused_and_leaves_nothing_behind(tmp_path):
    assert typed("new", tmp_path / "a.alliance", "--name", "").code == 1
    assert list(tmp_path.iterdir()) == []


def test_who_is_stuck_starts_with_interviews_and_complaints_and_who_begins_with_goals_A03(tmp_path):
    for route in ("stuck", "start"):
        assert typed("template", tmp_path / f"{route}.xlsx", "--route", route).code == 0
    assert typed("template", tmp_path / "usual.xlsx").code == 0
    stuck, start = sheets(tmp_path / "stuck.xlsx"), sheets(tmp_path / "start.xlsx")
    assert {"Gesprekken", "Klachten", "Besluiten"} <= set(stuck) and not {"Gesprekken", "Klachten"} & set(start)
    assert {"Doelen", "Belangen"} <= set(start) and not {"Doelen", "Belangen"} & set(stuck)
    assert sheets(tmp_path / "usual.xlsx") == stuck, "usually one is flown in when it is stuck"
    assert NAMES[0] == "intake", "the first notebook is the diagnosis"


def test_both_routes_fill_the_same_dossier_A03(tmp_path):
    told = {}
    for route in ("stuck", "start"):
        assert typed("new", tmp_path / f"{route}.alliance", "--name", "W", "--route", route).code == 0
        told[route] = list(contents(tmp_path / f"{route}.alliance")[0])
    assert told["stuck"] == told["start"]


@pytest.mark.parametrize(("lang", "title"), [("nl", "Partijen"), ("en", "Parties")])
def test_a_template_is_in_the_language_asked_and_all_gives_every_sheet(tmp_path, lang, title):
    assert typed("template", tmp_path / "t.xlsx", "--lang", lang, "--all").code == 0
    assert title in sheets(tmp_path / "t.xlsx") and len(sheets(tmp_path / "t.xlsx")) > 20


def test_a_workbook_that_is_there_already_is_not_overwritten(tmp_path):
    (tmp_path / "t.xlsx").write_text("mine")
    done = typed("template", tmp_path / "t.xlsx")
    assert done.code == 1 and "bestaat al" in done.err and (tmp_path / "t.xlsx").read_text() == "mine"


def test_from_template_to_dossier_in_an_evening(tmp_path):
    assert typed("template", tmp_path / "t.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    for row, values in enumerate([("C1", "Woonkade", "woningcorporatie"), ("B1", "Bouwstroom", "bouwer")], 3):
        for column, value in enumerate(values, 1):
            book["Partijen"].cell(row, column).value = value
    book.save(tmp_path / "t.xlsx")
    done = typed("import", tmp_path / "a.alliance", tmp_path / "t.xlsx")
    assert done.code == 0 and "Partijen: 2" in done.out
    with dossier.open(tmp_path / "a.alliance") as held:
        assert held.snapshot().party_names == {"C1": "Woonkade", "B1": "Bouwstroom"}


def test_a_half_filled_workbook_is_stored_and_says_what_came_in_A04(tmp_path):
    done = typed("import", tmp_path / "half.alliance", BOOKS["half"])
    assert (done.code, done.err) == (0, "") and "Partijen: 3, Mensen: 5 en Gesprekken: 5." in done.out
    seen = alliance_lib.open(tmp_path / "half.alliance", audience="facilitator")
    for room in NAMES:
        assert Words("nl").say("page.arrived") in page.arrived(room, seen.about, Words("nl"))
        assert getattr(seen, room)().findings, f"{room} is silent"


def test_a_half_filled_workbook_can_be_published_A04(tmp_path):
    typed("import", tmp_path / "half.alliance", BOOKS["half"])
    with dossier.open(tmp_path / "half.alliance") as held:
        found = circulation.publish(held, None, "session")
    assert sorted(found.results) == sorted(NAMES) and all(one.findings for one in found.results.values())


def test_a_dry_run_reads_everything_and_stores_nothing(tmp_path, small):  # noqa: F811
    before = small.read_bytes()
    for path in (tmp_path / "new.alliance", small):
        done = typed("import", path, BOOKS["demo"], "--dry-run")
        assert done.code == 0 and "er is niets opgeslagen" in done.out and "Mensen: 13" in done.out
    assert not (tmp_path / "new.alliance").exists() and small.read_bytes() == before


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_twelve_faults_are_all_listed_with_sheet_and_cell_and_nothing_is_stored(tmp_path, dry):
    done = typed("import", tmp_path / "a.alliance", FAULTS, *dry)
    lines = done.err.strip().splitlines()
    assert done.code == 1 and done.out == "" and len([line for line in lines if line.startswith("- Blad ")]) == 12
    assert lines[-1] == "Er is niets opgeslagen: 12 fouten." and not (tmp_path / "a.alliance").exists()


def test_faults_are_told_in_english_to_who_asks(tmp_path):
    done = typed("import", tmp_path / "a.alliance", FAULTS, "--lang", "en")
    assert "Sheet Partijen, cell C2" in done.err and "Nothing was stored: 12 faults." in done.err


@pytest.mark.parametrize("kind", [".xlsx", ""], ids=["workbook", "folder"])
@pytest.mark.parametrize("name", ["demo", "tiny"])
def test_what_was_imported_and_exported_comes_back_the_same(tmp_path, name, kind):
    path = built(name)
    done = typed("export", path, tmp_path / f"out{kind}")
    assert done.code == 0 and "deel het niet" in done.out
    assert typed("import", tmp_path / "back.alliance", tmp_path / f"out{kind}").code == 0
    (frames, names, told), (back, back_names, back_told) = contents(path), contents(tmp_path / "back.alliance")
    for table, rows in frames.items():
        pd.testing.assert_frame_equal(back[table], rows)
    assert (names, told) == (back_names, back_told)


def test_what_is_in_the_way_of_an_export_stays(tmp_path, small):  # noqa: F811
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "mijn.txt").write_text("mine")
    done = typed("export", small, tmp_path / "uit")
    assert done.code == 1 and "bestaat al" in done.err and [p.name for p in (tmp_path / "uit").iterdir()] == ["mijn.txt"]


PERSONAL = ("chemie", "chemistry", "klik", "click", "reflecti", "reflection", "stoplicht", "traffic light", "moed", "courage", "angst")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_chemistry_and_reflection_a_dossier_and_its_export_hold_only_done_or_not_done_B34_B29(demo, tmp_path, lang):  # noqa: F811
    """What somebody wrote or felt cannot be stored: the one table about it has no column for it, and no other names it."""
    (own,) = [t for t in stored().values() if t.name == "reflections"]
    assert own.see == "facilitator" and {c.codes for c in own.columns.values() if c.type == "code"} == {"done"}
    assert {c.type for c in own.columns.values()} == {"int", "ref", "code"}
    typed("export", demo, tmp_path / "out", "--lang", lang)
    headings = {p.stem: p.read_text("utf-8-sig").partition("\n")[0].casefold() for p in (tmp_path / "out").glob("*.csv")}
    named = {stem for stem, told in headings.items() if any(word in f"{stem} {told}".casefold() for word in PERSONAL)}
    assert len(headings) > 50 and named <= {own.title(lang)}


def test_that_executives_met_is_shared_without_how_it_was_between_them_B34(demo):  # noqa: F811
    with dossier.open(demo) as held:
        seen = publication.permitted(held.snapshot(names=True), "session")
    assert list(seen["introductions"].columns) == ["party_id", "other_party_id", "met_date", "form_code"]


def test_a_round_is_closed_by_a_command_and_then_its_answers_stay(tmp_path):
    path = tmp_path / "w.alliance"
    frames = {name: rows for name, rows in world(closed=0).frames.items() if len(rows) and name != "published"}
    dossier.create(path, frames)
    done = typed("close", path, "--round", "1", "--on", "2025-01-02")
    assert done.code == 0 and "2 januari 2025" in done.out
    with dossier.open(path) as held:
        assert held.snapshot()["rounds"]["closed_date"].notna().all()
        with pytest.raises(AllianceError, match="closed"):
            held.record(Change("opinions", (1, "S0", "T0"), {"private_1to5": "1"}, "test"))


def test_closing_a_round_keeps_its_forecast_for_the_next_to_score(tmp_path):
    alliance, path = scaleup_world.world(), tmp_path / "w.alliance"
    dossier.create(path, {name: rows for name, rows in alliance.frames.items() if len(rows) and name != "published"})
    assert typed("close", path, "--round", "1", "--on", "2026-03-02").code == 0
    with dossier.open(path) as held:
        kept = held.snapshot()["forecasts"]
    assert set(kept["kind_code"]) == {"homes", "release"} and (kept["round"] == 1).all()


def test_closing_a_round_that_is_not_there_is_a_sentence(tmp_path):
    typed("new", tmp_path / "w.alliance", "--name", "W")
    done = typed("close", tmp_path / "w.alliance", "--round", "7")
    assert done.code != 0 and done.err.strip() and "Traceback" not in done.err
