"""Adopting a version and putting the agreement on paper, as somebody types it."""

import datetime

import docx
import pandas as pd
import pytest
from dossiers import demo, tiny  # noqa: F401 (fixtures)
from typed import typed

from alliance_lib import dossier
from alliance_lib.cli.agreement import numbered


def adoptions(path) -> pd.DataFrame:
    with dossier.open(path) as held:
        return held.frames()["adoptions"]


def test_both_documents_are_made_for_the_session_unless_asked_otherwise_a45_a48(demo, tmp_path):  # noqa: F811
    done = typed("word", demo, "--out", tmp_path / "uit")
    folder = tmp_path / "uit" / "demo" / "round-3" / "session-nl"
    assert (done.code, done.err) == (0, "")
    assert {path.name for path in folder.iterdir()} == {"overeenkomst.docx", "zo-werken-wij.docx"}
    assert done.out.split() == [str(folder / "overeenkomst.docx"), str(folder / "zo-werken-wij.docx")]


def test_the_facilitators_paper_stands_in_the_folder_that_says_not_to_share_it(demo, tmp_path):  # noqa: F811
    typed("word", demo, "--audience", "facilitator", "--what", "agreement", "--lang", "en", "--out", tmp_path)
    made = tmp_path / "demo" / "round-3" / "_NIET-DELEN" / "facilitator-en" / "agreement.docx"
    assert "DO NOT SHARE" in docx.Document(made).sections[0].footer.paragraphs[0].text


def test_a_template_is_used_and_a_wrong_one_is_refused_in_a_sentence(tiny, tmp_path):  # noqa: F811
    own = docx.Document()
    own.sections[0].header.paragraphs[0].text = "Bureau Voorbeeld"
    own.save(tmp_path / "eigen.docx")
    assert typed("word", tiny, "--template", tmp_path / "eigen.docx", "--what", "how_we_work", "--out", tmp_path).code == 0
    made = docx.Document(tmp_path / "tiny" / "round-1" / "session-nl" / "zo-werken-wij.docx")
    assert made.sections[0].header.paragraphs[0].text == "Bureau Voorbeeld"
    (tmp_path / "fout.docx").write_text("geen Word")
    done = typed("word", tiny, "--template", tmp_path / "fout.docx", "--out", tmp_path)
    assert done.code == 1 and "Word" in done.err and "Traceback" not in done.err


def test_the_same_text_keeps_its_number_and_a_changed_text_gets_the_next_b40(demo):  # noqa: F811
    before = len(adoptions(demo))
    done = typed("adopt", demo, "--what", "agreement", "--all")
    assert done.code == 0 and "versie 2" in done.out and len(adoptions(demo)) == before
    with dossier.open(demo) as held:
        held.record_all([dossier.Change("rounds", (4,), {"reference_date": datetime.date(2026, 9, 1)}, "iemand"),
                         dossier.Change("clause_choices", (4, "12.2"), {"choice_code": "simplify", "new_text": "Korter."}, "iemand")])
    made = typed("adopt", demo, "--what", "agreement", "--party", "C1", "--party", "B2", "--on", "2026-08-20")
    rows = adoptions(demo)
    fresh = rows[rows["version_number"] == 3]
    assert made.code == 0 and sorted(fresh["party_id"]) == ["B2", "C1"] and fresh["content_hash"].nunique() == 1
    assert typed("adopt", demo, "--what", "agreement", "--all", "--on", "2026-08-21").code == 0
    assert sorted(adoptions(demo).query("version_number == 3")["party_id"]) == ["B1", "B2", "B3", "C1", "C2"]


def test_adopting_without_a_decision_or_a_party_is_refused_with_what_to_do_b40(tiny, demo):  # noqa: F811
    nothing = typed("adopt", tiny, "--what", "goals", "--all")
    assert nothing.code == 1 and "nog niets besloten" in nothing.err
    assert "--party" in typed("adopt", demo, "--what", "goals").err
    stranger = typed("adopt", demo, "--what", "goals", "--party", "C9")
    assert stranger.code == 1 and "C1" in stranger.err


@pytest.mark.parametrize(("mark", "expected"), [("x", (2, ["Z"])), ("y", (3, ["N", "Z"]))])
def test_parties_join_a_version_as_long_as_its_text_is_the_same(mark, expected):
    held = pd.DataFrame([("agreement", 1, "Z", "w"), ("agreement", 2, "N", "x"), ("goals", 9, "Z", mark)],
                        columns=["adopted_code", "version_number", "party_id", "content_hash"])
    assert numbered(held, "agreement", mark, ["N", "Z"]) == expected


def test_an_agreement_in_word_is_looked_at_before_it_is_taken_over_a13(tiny, tmp_path):  # noqa: F811
    file = docx.Document()
    for text in ("Artikel 4 Vrijgave", "4.1 De corporatie geeft op de afgesproken datum vrij."):
        file.add_paragraph(text)
    file.save(tmp_path / "overeenkomst.docx")
    seen = typed("import", tiny, tmp_path / "overeenkomst.docx", "--dry-run")
    assert seen.code == 0 and "Nieuw: 4.1 Vrijgave (vrijgave van bezit, 8 woorden)" in seen.err and "niets opgeslagen" in seen.out
    assert typed("import", tiny, tmp_path / "overeenkomst.docx").code == 0
    with dossier.open(tiny) as held:
        assert held.frames()["clauses"]["clause_id"].tolist() == ["4.1"]
