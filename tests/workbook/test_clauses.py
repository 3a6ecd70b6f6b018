"""An agreement in Word becomes clauses: number, title, text and a guessed type; a dry run shows them first."""

import docx
import pandas as pd
import pytest
from dossiers import demo, tiny  # noqa: F401 (fixtures)

from alliance_lib import dossier
from alliance_lib.workbook.clauses import found, import_agreement, kind, rows
from alliance_lib.workbook.wordfile import Paragraph

TYPED = ["Samenwerkingsovereenkomst", "De ondergetekenden", "Artikel 1 - Begrippen", "Er zijn 24 begrippen.", "Artikel 4 Vrijgave",
         "4.1 De corporaties spannen zich in om bezit tijdig beschikbaar te stellen.", "4.1a. De datum staat vast.", "1.300 woningen gaan naar B1.",
         "In 2024 begon het.", "a. een bijzin", "Artikel 12: Duur", "12.1 Looptijd", "Acht jaar."]


def held(*texts: str) -> list[tuple]:
    return [(one.number, one.title, " ".join(one.text)) for one in found([Paragraph(text) for text in texts])[0]]


def test_numbers_typed_in_the_text_become_clauses_and_a_chapter_does_not_a13():
    assert held(*TYPED) == [
        ("1", "Begrippen", "Er zijn 24 begrippen."),
        ("4.1", "Vrijgave", "De corporaties spannen zich in om bezit tijdig beschikbaar te stellen."),
        ("4.1a", "Vrijgave", "De datum staat vast. 1.300 woningen gaan naar B1. In 2024 begon het. a. een bijzin"),
        ("12.1", "Looptijd", "Acht jaar.")]
    assert found([Paragraph(text) for text in TYPED])[1] == 2


def test_headings_and_words_own_numbers_become_clauses_a13():
    made = [Paragraph("Vrijgave", "Artikel 4", 1), Paragraph("Bezit komt los.", "4.1"), Paragraph("Prijs", "Artikel 5", 1), Paragraph("Per project.")]
    clauses, before = found(made)
    assert [(one.number, one.title, one.text) for one in clauses] == [("4.1", "Vrijgave", ("Bezit komt los.",)), ("5", "Prijs", ("Per project.",))]
    assert before == 0


def test_headings_without_numbers_get_their_place_as_a_number():
    clauses, _ = found([Paragraph("Vrijgave", level=1), Paragraph("Op tijd."), Paragraph("Slot", level=1), Paragraph("Twee exemplaren.")])
    assert [one.number for one in clauses] == ["A1", "A2"]


def test_annexes_and_signatures_are_left_out_and_counted():
    clauses, left = found([Paragraph("1 Vrijgave", level=1), Paragraph("Op tijd."), Paragraph("Bijlage A", level=1), Paragraph("9.9 iets")])
    assert [one.number for one in clauses] == ["1"] and left == 2


def test_text_without_any_heading_or_number_holds_no_clause():
    assert found([Paragraph("Beste allemaal,"), Paragraph("Tot dan.")]) == ([], 2) and found([]) == ([], 0)


@pytest.mark.parametrize(("title", "text", "code"), [
    ("Vrijgave van bezit", "", "release"), ("Duur en beëindiging", "", "exit"), ("Aanbesteding", "", "procurement"), ("Stuurgroep", "", "governance"),
    ("Overig", "Partijen streven naar evenwicht.", "intention"), ("Tenants", "", "tenants"), ("Slotbepalingen", "", "legal"), ("", "", "legal")])
def test_the_type_is_guessed_from_title_and_text(title, text, code):
    assert kind(title, text) == code


def test_a_clause_that_is_there_already_keeps_what_people_filled_in():
    known = pd.DataFrame([{"clause_id": "1", "title": "oud", "text": "oud", "type_code": "price", "owner_party_id": "C1", "round": 1}])
    clauses, _ = found([Paragraph("1 Vrijgave", level=1), Paragraph("Nieuw."), Paragraph("2 Prijs", level=1)])
    made = rows(clauses, known, 3).set_index("clause_id")
    assert made.loc["1", ["title", "text", "type_code", "owner_party_id", "round"]].tolist() == ["Vrijgave", "Nieuw.", "price", "C1", 1]
    assert made.loc["2", ["type_code", "round"]].tolist() == ["price", 3]


def written(path, *texts: str):
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text)
    made.save(path)
    return path


def test_a_dry_run_shows_what_was_found_and_stores_nothing_a13(tiny, tmp_path):  # noqa: F811
    file = written(tmp_path / "a.docx", *TYPED)
    done = import_agreement(tiny, file, dry_run=True)
    assert done.problems == () and "Nieuw: 4.1 Vrijgave (vrijgave van bezit, 11 woorden)" in done.remarks
    with dossier.open(tiny) as opened:
        assert opened.frames()["clauses"].empty
    assert import_agreement(tiny, file).problems == ()
    with dossier.open(tiny) as opened:
        assert opened.frames()["clauses"]["clause_id"].tolist() == ["1", "4.1", "4.1a", "12.1"]


def test_what_is_in_the_dossier_and_not_in_the_file_stays_and_is_named(demo, tmp_path):  # noqa: F811
    done = import_agreement(demo, written(tmp_path / "a.docx", "Artikel 13.1 Onderhoud", "Nieuwe tekst."), lang="en")
    assert done.problems == () and any("12.2" in remark and "they stay" in remark for remark in done.remarks)
    with dossier.open(demo) as opened:
        clauses = opened.frames()["clauses"].set_index("clause_id")
    assert len(clauses) == 47 and clauses.loc["13.1", "round"] == 4 and clauses.loc["4.1", "goal_id"] == "D06"


def test_what_was_signed_in_a_closed_round_is_not_rewritten(demo, tmp_path):  # noqa: F811
    done = import_agreement(demo, written(tmp_path / "a.docx", "Artikel 4.1 Beschikbaar stellen", "Nieuwe tekst."))
    assert len(done.problems) == 1 and "4.1" in str(done.problems[0]) and done.rows == {}


def test_the_same_number_twice_and_a_file_without_clauses_store_nothing(tiny, tmp_path):  # noqa: F811
    twice = import_agreement(tiny, written(tmp_path / "a.docx", "Artikel 4 Vrijgave", "Tekst.", "Artikel 4 Prijs", "Tekst."))
    assert len(twice.problems) == 1 and "meer dan één keer" in str(twice.problems[0]) and twice.rows == {}
    none = import_agreement(tiny, written(tmp_path / "b.docx", "Beste allemaal,"))
    assert "geen artikelen gevonden" in str(none.problems[0])
    assert "is er niet" in str(import_agreement(tiny, tmp_path / "weg.docx").problems[0])
