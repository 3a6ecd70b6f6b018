"""What a colleague gets who takes the dossier over: the assignment and where it stands, no scores and no notes."""

import html

import pytest
from dossiers import FELT, NAME, QUOTE, copied, small  # noqa: F401 (fixtures)

from alliance_lib import dossier
from alliance_lib.alliance import from_frames
from alliance_lib.briefing import handover
from alliance_lib.words import LANGUAGES, Words


@pytest.fixture(scope="module")
def demo_snapshot(tmp_path_factory):
    with dossier.open(copied("demo", tmp_path_factory.mktemp("handover"))) as held:
        return held.snapshot(names=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_colleague_reads_the_assignment_the_rounds_the_goals_and_what_waits(demo_snapshot, lang):
    made = {one.name: one for one in handover.overview(demo_snapshot, Words(lang))}
    assert list(made) == ["assignment", "people", "rounds", "agreed", "goals", "consents", "text", "absent"]
    assert len(made["people"].tables[0].rows) == 13 and len(made["rounds"].tables[0].rows) == 3
    assert len(made["goals"].tables[0].rows) == len(demo_snapshot["goals"]) and made["consents"].tables


def test_no_name_without_consent_no_raw_note_and_no_score_is_in_it(small):  # noqa: F811
    with dossier.open(small) as held:
        text = html.unescape(handover.document(held.snapshot(names=True), Words("nl")))
    for secret in (NAME, QUOTE, FELT, "Er is een zorg.", "S0", "private_1to5"):
        assert secret not in text


def test_only_text_that_an_interviewee_agreed_to_is_quoted(demo_snapshot):
    said = [one for part in handover.overview(demo_snapshot, Words("nl")) if part.name == "text" for _, said in part.lists for one in said]
    raw = set(demo_snapshot["notes"]["raw_text"].dropna())
    assert said and not raw & set(said)
    assert set(said) <= set(demo_snapshot["notes"]["paraphrase"].dropna()) | set(demo_snapshot["complaints"]["paraphrase"].dropna())


def test_an_empty_dossier_says_so_and_does_not_fail():
    made = handover.overview(from_frames({}, 1), Words("en"))
    assert all(one.said for one in made)
