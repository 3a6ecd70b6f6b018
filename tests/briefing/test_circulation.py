"""Published once, kept, and reprinted: nobody gets two figures from one answer, and no page changes afterwards."""

import html
import json

import pandas as pd
import pytest
from dossiers import FELT, NAME, QUOTE, copied, small, small_frames, tiny  # noqa: F401 (fixtures)

from alliance_lib import dossier, publication, workbook
from alliance_lib.briefing import circulation, render
from alliance_lib.dossier import Change, backups
from alliance_lib.errors import AllianceError
from alliance_lib.publication import history
from alliance_lib.schema import answer_columns
from alliance_lib.words import LANGUAGES, Words

BY = "begeleider"
CHANGED = Change("parties", ("A",), {"name": "Partij Anders"}, BY)


@pytest.fixture
def held(small):  # noqa: F811
    with dossier.open(small) as opened:
        yield opened


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The demo dossier after a publication for the session; only read here."""
    with dossier.open(copied("demo", tmp_path_factory.mktemp("told"))) as opened:
        circulation.publish(opened, None, "session")
        yield opened


def publish(held, audience: str = "session", round: int | None = None) -> str:
    """What is published, as the text of its file."""
    return publication.dump(circulation.publish(held, round, audience))


def rows(held, table: str = "publications") -> pd.DataFrame:
    return held.frames()[table]


def test_the_first_publication_adds_one_row_to_the_history_and_is_kept(held):
    text = publish(held)
    assert len(rows(held)) == 1 and held.shelved(2, "session") == text
    assert len(rows(held, "published_cells")) > 0 and len(rows(held, "person_numbers")) == 13


def test_published_twice_it_is_the_same_to_the_byte_and_the_history_has_no_new_row(held):
    first, revision = publish(held), held.revision
    assert publish(held) == first and held.revision == revision and len(rows(held)) == 1


def test_published_again_after_a_change_that_shows_there_is_one_more_row(held):
    first = publish(held)
    held.record(CHANGED)
    second = publish(held)
    assert second != first and rows(held)["publication_number"].tolist() == [1, 2] and held.shelved(2, "session") == second


def test_a_change_that_this_audience_does_not_see_adds_no_row(held):
    first = publish(held)
    held.record(Change("notes", ("N1",), {"paraphrase": "Een andere weergave."}, BY))
    assert publish(held) == first and len(rows(held)) == 1


def test_a_rehearsal_shows_the_same_and_keeps_nothing(held):
    revision = held.revision
    rehearsed = publication.dump(circulation.rehearse(held, None, "session"))
    assert held.revision == revision and rows(held).empty and held.shelved(2, "session") is None
    assert publish(held) == rehearsed


def test_a_past_round_is_reprinted_as_it_was_even_after_the_data_changed(held):
    old = publish(held, round=1)
    held.record(CHANGED)
    assert "Partij Anders" not in old and publish(held, round=1) == old
    assert "Partij Anders" in publish(held, round=2) and publish(held, round=1) == old


def test_a_past_round_that_was_never_published_shows_the_figures_of_that_round(held):
    publish(held, round=2)
    about = circulation.publish(held, 1, "session").about
    assert about["round"] == 1 and set(rows(held, "published_cells")["asked_round"]) == {1, 2}


def test_undo_never_reaches_behind_a_publication(held):
    held.record(CHANGED)
    publish(held)
    with pytest.raises(AllianceError, match="nothing to undo"):
        held.undo(BY)
    with pytest.raises(AllianceError, match="nothing to undo"):
        held.undo(circulation.BY)
    assert "Partij Anders" in rows(held, "parties")["name"].tolist()


def test_two_audiences_share_the_figures_that_were_frozen_for_the_first(held):
    publish(held)
    cells = rows(held, "published_cells")
    for audience in ("steering_group", "party:A"):
        publish(held, audience)
    pd.testing.assert_frame_equal(rows(held, "published_cells"), cells)
    assert rows(held)["audience_text"].tolist() == ["session", "steering_group", "party:A"]


def once_each(cells: pd.DataFrame) -> bool:
    """Does everybody stand in at most one cell of a question?"""
    per_question = cells.groupby(["asked_round", "question_code", "topic_text"])["members_text"].agg(" ".join).str.split()
    return len(per_question) > 0 and all(len(people) == len(set(people)) for people in per_question)


def test_every_answer_stands_in_one_figure_however_many_pages_are_made(held, told):
    for audience, number in (("session", 1), ("steering_group", 2), ("session", 2)):
        publish(held, audience, number)
    assert once_each(rows(held, "published_cells")) and once_each(rows(told, "published_cells"))


def test_no_figure_is_about_one_party_or_about_the_parties_of_one_kind_A08(told):
    assert set(rows(told, "published_cells")["cell_code"]) <= {"all", "steering", "project"}


def test_why_there_is_no_figure_is_said_in_a_sentence_A08_B02(tiny):  # noqa: F811
    with dossier.open(tiny) as opened:
        opened.record_all([Change("opinions", (1, f"P0{n}", "T01"), {"private_1to5": "3"}, BY) for n in (1, 2, 3, 4)])
        opened.close_round(1, pd.Timestamp(2025, 11, 4).date(), BY)
        opened.record(Change("statements", ("V1",), {"kind_code": "nothing_published", "text": "Niets.",
                                                     "stated_date": pd.Timestamp(2025, 11, 4).date()}, BY))
        found = circulation.publish(opened, None, "session")
        seen = publication.frozen(opened.snapshot(names=True), "session", history.of(opened.snapshot()))
        assert rows(opened, "published_cells").empty
    assert set(seen["published"]["reason_code"]) == {"two_parties"}
    for lang in LANGUAGES:
        words = Words(lang)
        assert len(words.label("refusal", "two_parties")) > 10
        assert words.say("brief.two_parties") in html.unescape(render.document(found.about, [], words, 1, beside=render.Beside()))


@pytest.mark.parametrize("kind", [".xlsx", ""], ids=["workbook", "folder"])
def test_export_and_import_do_not_reset_the_history(held, tmp_path, kind):
    text = publish(held)
    workbook.export(held.path, tmp_path / f"out{kind}")
    assert workbook.import_book(tmp_path / "new.alliance", tmp_path / f"out{kind}").problems == ()
    with dossier.open(tmp_path / "new.alliance") as again:
        assert publish(again) == text, "the same page from the copy"
        pd.testing.assert_frame_equal(rows(again, "published_cells"), rows(held, "published_cells"))
        history.of(again.snapshot()).verify()
        assert publish(again, "party:B") and len(rows(again, "published_cells")) == len(rows(held, "published_cells"))


def test_an_export_with_its_history_edited_publishes_nothing(held, tmp_path):
    publish(held)
    workbook.export(held.path, tmp_path / "out", lang="en")
    told = tmp_path / "out" / "Published cells.csv"
    text = told.read_text(encoding="utf-8-sig")
    told.write_text(text.replace("agreed", "divided"), encoding="utf-8")
    assert workbook.import_book(tmp_path / "new.alliance", tmp_path / "out").problems == ()
    with dossier.open(tmp_path / "new.alliance") as again, pytest.raises(AllianceError, match="history of publications is damaged"):
        publish(again)


@pytest.fixture
def unknown(tmp_path):
    """A dossier made from a workbook without its history."""
    dossier.create(tmp_path / "w.alliance", small_frames())
    with dossier.open(tmp_path / "w.alliance") as opened:
        yield opened


def test_a_dossier_without_a_history_publishes_no_figure_about_people_and_says_why(unknown):
    assert history.of(unknown.snapshot()).known is False
    seen = publication.frozen(unknown.snapshot(names=True), "session", history.of(unknown.snapshot()))
    assert set(seen["published"]["reason_code"]) == {"history_unknown"} and seen["published"]["figure_code"].isna().all()


def test_a_page_without_figures_does_not_make_an_unknown_past_known(unknown):
    publish(unknown)
    publish(unknown, "steering_group")
    assert rows(unknown, "published_cells").empty and not history.of(unknown.snapshot()).known


def test_after_it_is_stated_that_nothing_was_published_the_figures_appear(unknown):
    unknown.record(Change("statements", ("V1",), {"kind_code": "nothing_published", "text": "Niets.",
                                                  "stated_date": pd.Timestamp(2025, 2, 1).date()}, BY))
    publish(unknown)
    assert len(rows(unknown, "published_cells")) > 0


def test_no_name_note_or_complaint_of_a_person_is_on_the_projector_or_with_a_party_A24(held):
    for text in (publish(held, "session"), publish(held, "party:A")):
        for secret in (NAME, *NAME.split(), QUOTE, FELT, "Er is een zorg.", '"S0"', '"N1"', '"K1"'):
            assert secret not in text


def test_daring_to_speak_and_trust_are_shown_as_a_band_or_not_at_all_B22(held):
    health = circulation.publish(held, None, "session").results["health"]
    cells = rows(held, "published_cells").set_index("question_code")["figure_text"]
    assert set(cells.loc[["pulse.openness_1to4", "pulse.trust_1to4"]]) <= {"low", "middle", "high"}
    told = [column for table in health.tables.values() for column in table if not table[column].isna().all()]
    assert not {"person_id", "answer", "mean", "sd"} & set(told)


def test_no_published_figure_is_finer_than_a_class_or_a_band(told):
    cells = rows(told, "published_cells")
    kinds = {f"{t.name}.{c.name}": {"class": {"agreed", "divided"}, "band": {"low", "middle", "high"}}[c.figure]
             for t, c in answer_columns()}
    answers = cells[cells["question_code"].isin(kinds)]
    assert len(answers) > 100 and all(one.figure_text in kinds[one.question_code] for one in answers.itertuples())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", ["facilitator", "session", "steering_group", "party:C1"])
def test_the_literal_help_request_stands_on_the_cover_of_every_briefing_A23(told, audience, lang):
    whole = told.snapshot()
    about = publication.about(publication.permitted(whole, audience), audience)
    cover = html.unescape(render.document(about, [], Words(lang), 1, beside=render.Beside()))
    asked = whole.facts["help_request"]
    assert asked.endswith("Hoe komen we door deze fase heen?") and f"<blockquote>{asked}</blockquote>" in cover
    assert Words(lang).say("brief.asked_by", who="stuurgroep") in cover


def test_a_help_request_is_printed_literally_whatever_stands_in_it_A23(held):
    asked = "Waarom <b>stokt</b> het & wie {beslist}?"
    held.record(Change("alliance", ("W",), {"help_request": asked}, BY))
    about = circulation.publish(held, None, "session").about
    cover = render.document(about, [], Words("nl"), 1, beside=render.Beside())
    assert html.escape(asked) in cover and asked not in cover


@pytest.mark.parametrize("term", ["collectief", "verband"])
def test_the_word_for_the_partnership_is_changed_once_and_the_published_page_follows_A02(held, term):
    held.record(Change("alliance", ("W",), {"term_code": term, "name": "Waterrijk"}, BY))
    about = circulation.publish(held, None, "session").about
    assert about["term_code"] == term and json.loads(held.shelved(2, "session"))["about"]["term_code"] == term
    nameless = render.document(about | {"name": ""}, [], Words("nl", term), 1, beside=render.Beside())
    assert Words("nl", term).say("brief.nameless") in nameless and "alliantie" not in nameless.casefold()


@pytest.mark.parametrize("audience", ["facilitator", "stuurgroep"])
def test_for_the_facilitator_or_an_unknown_audience_nothing_is_published(held, audience):
    with pytest.raises(AllianceError):
        circulation.publish(held, None, audience)
    assert rows(held).empty and held.shelved(2, audience) is None


def test_the_newest_backup_knows_what_was_published(held):
    publish(held)
    with dossier.open(backups.kept(held.path)[-1]) as copy:
        now, kept = (history.of(one.snapshot()).publications for one in (held, copy))
    assert len(now) == 1 and kept.equals(now)
