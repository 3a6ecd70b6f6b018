"""From dossier to pages, as somebody types it: the demo, the leaflet, a briefing, a rehearsal."""

import shutil
from types import SimpleNamespace

import pytest
from dossiers import BOOKS, copied, demo, small  # noqa: F401 (fixtures)
from typed import typed

import alliance_lib
from alliance_lib import dossier
from alliance_lib.briefing import pdf
from alliance_lib.briefing.forms import FORMS
from alliance_lib.cli import pages
from alliance_lib.words import LANGUAGES, Words


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A place with the demo's tables and nothing made of them yet."""
    for name in ("demo", "tiny"):
        shutil.copytree(BOOKS[name], tmp_path / "data" / name)
    monkeypatch.setattr(pages, "HERE", tmp_path)
    return tmp_path


def test_the_demo_is_made_from_nothing_without_typing_anything_A01(elsewhere):
    assert typed("demo", "--only-dossier") == (0, "", "")
    seen = alliance_lib.open(elsewhere / "data" / "demo.alliance", audience="facilitator")
    assert seen.about["round"] == 3 and len(seen.about["party_names"]) == 5 and seen.intake().findings
    assert alliance_lib.open(elsewhere / "data" / "tiny.alliance").about["party_names"].keys() == {"C1", "C2"}


def test_making_the_demo_again_begins_anew(elsewhere):
    typed("demo", "--only-dossier")
    path = elsewhere / "data" / "demo.alliance"
    with dossier.open(path) as held:
        held.record(dossier.Change("alliance", ("WATERRIJK",), {"name": "Anders"}, "iemand"))
    assert typed("demo", "--only-dossier").code == 0
    with dossier.open(path) as held:
        assert held.snapshot().facts["name"] == "Alliantie Waterrijk"


def test_a_demo_whose_tables_are_damaged_says_where(elsewhere):
    (elsewhere / "data" / "demo" / "rounds.csv").write_text("round,reference_date\n1,maart\n", encoding="utf-8")
    done = typed("demo", "--only-dossier")
    assert done.code == 1 and "rounds.csv" in done.err and "Traceback" not in done.err


def test_the_leaflet_takes_the_retention_date_of_the_dossier(demo, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("PATH", str(tmp_path))  # no browser: HTML only
    monkeypatch.setattr(pdf, "MAC", ())
    done = typed("leaflet", tmp_path / "vooraf", "--dossier", demo)
    assert (done.code, done.out) == (0, f"{tmp_path / 'vooraf.html'}\n")
    assert "1 maart 2028" in (tmp_path / "vooraf.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "title"), [("nl", "Wat gebeurt er met wat u zegt?"), ("en", "What happens with what you say?")])
def test_the_leaflet_needs_no_dossier(tmp_path, monkeypatch, lang, title):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "MAC", ())
    assert typed("leaflet", tmp_path / "vooraf.html", "--lang", lang).code == 0
    assert title in (tmp_path / "vooraf.html").read_text(encoding="utf-8")


def test_where_a_briefing_is_and_what_went_wrong_are_told_apart(capsys, tmp_path):
    pages.tell(SimpleNamespace(html=tmp_path / "b.html", pdf=None, word=None, lists=(), problems=("Geen PDF gemaakt.",)))
    told = capsys.readouterr()
    assert (told.out, told.err) == (f"{tmp_path / 'b.html'}\n", "! Geen PDF gemaakt.\n")


def test_the_facilitator_has_nothing_to_rehearse(small, tmp_path):  # noqa: F811
    done = typed("rehearse", small, "--audience", "facilitator", "--out", tmp_path / "reports")
    assert done.code == 1 and len(done.err.splitlines()) == 1 and not (tmp_path / "reports").exists()


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory):
    """A rehearsal of the half-filled workbook, with the real notebooks."""
    folder = tmp_path_factory.mktemp("rehearsed")
    path = copied("half", folder)
    before = path.read_bytes()
    return typed("rehearse", path, "--out", folder / "reports"), path.read_bytes() == before, folder


@pytest.mark.slow
def test_a_rehearsal_says_where_the_pages_are_what_is_ready_and_that_it_may_be_shown_A04(rehearsed):
    done, untouched, folder = rehearsed
    lines = done.out.splitlines()
    assert done.code == 0 and untouched, done
    assert lines[0].endswith("briefing.html") and "_NIET-DELEN" in lines[0]
    assert "+ Iedereen is gesproken: 5 van 5." in lines and any(line.startswith("! Ronde 1 is nog open") for line in lines)
    assert lines[-1] == "In de pagina's is niets gevonden dat niet gedeeld mag worden. Kijk zelf ook."


@pytest.mark.slow
def test_every_page_of_a_half_filled_workbook_says_what_is_missing_A04(rehearsed):
    _, _, folder = rehearsed
    made = [p for p in (folder / "reports").rglob("*.html") if p.stem != "briefing"]
    assert len(made) == 5
    for page in made:
        assert 'class="lacking"' in page.read_text(encoding="utf-8"), page.name


@pytest.fixture
def html_only(tmp_path, monkeypatch):
    """A machine without a browser: no PDF."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "MAC", ())


def test_without_a_name_the_forms_are_listed_and_nothing_is_made(tmp_path):
    for lang in LANGUAGES:
        done = typed("print", "--lang", lang, "--out", tmp_path / "reports")
        assert done.code == 0 and not (tmp_path / "reports").exists()
        assert all(f"  {name} " in done.out and Words(lang).say(f"form.{name}.title") in done.out for name in FORMS)


def test_forms_are_printed_by_name_and_the_facilitators_own_apart_A26_A27(demo, tmp_path, html_only):  # noqa: F811
    done = typed("print", demo, "--form", "intake", "--form", "intake-shared", "--form", "planner", "--round", "1", "--out", tmp_path)
    made = [tmp_path / "demo" / "round-1" / part for part in
            ("_NIET-DELEN/forms-nl/intake.html", "forms-nl/intake-shared.html", "_NIET-DELEN/forms-nl/planner.html")]
    assert done.code == 0 and done.out.splitlines() == [str(path) for path in made] and done.err.count("Chromium") == 1
    assert "11 van 13 gesproken; nog: Youssef Amrani." in made[2].read_text(encoding="utf-8")
    assert "Amrani" not in made[1].read_text(encoding="utf-8")


def test_all_forms_are_printed_blank_without_a_dossier(tmp_path, html_only):
    done = typed("print", "--all", "--lang", "en", "--out", tmp_path)
    assert done.code == 0 and len(done.out.splitlines()) == len(FORMS) == len(list((tmp_path / "blank").rglob("*.html")))


@pytest.mark.parametrize(("given", "near"), [("pusle", "pulse"), ("planer", "planner"), ("intake-share", "intake-shared")])
def test_a_mistyped_form_is_answered_with_the_nearest(tmp_path, given, near):
    done = typed("print", "--form", given, "--out", tmp_path / "reports")
    assert done.code == 1 and f"Bedoelt u {near}?" in done.err and not (tmp_path / "reports").exists()


def test_a_dossier_with_only_a_name_prints_every_form_with_that_name_A04(tmp_path, html_only):
    typed("new", tmp_path / "v.alliance", "--name", "Oevers", "--term", "verband")
    assert typed("print", tmp_path / "v.alliance", "--all", "--out", tmp_path).code == 0
    made = list((tmp_path / "v" / "round-1").rglob("*.html"))
    assert len(made) == len(FORMS) and all("Oevers" in path.read_text(encoding="utf-8") for path in made)
