"""The facilitator enters what parties bring and come for; what is looked at is the dossier, not the screen."""

from functools import partial
from pathlib import Path

import pytest
from dossiers import small_frames

from alliance_lib import dossier, live, view
from alliance_lib.interests import panel
from alliance_lib.words import Words


@pytest.fixture
def path(tmp_path) -> Path:
    """A dossier with round 1 closed and round 2 open; nothing is brought or come for yet."""
    dossier.create(tmp_path / "w.alliance", small_frames(closed=1), {"S0": "Kanarie Geelvink"})
    return tmp_path / "w.alliance"


def opened(path: Path, lang: str = "nl") -> live.Panel:
    words = Words(lang)
    result = view.open(path, round=2, audience="facilitator").interests()
    return panel.panel(live.Desk(partial(dossier.open, path), words), words, 2, result)


def enter(part: live.Rows, **values) -> None:
    part.which.value = live.EMPTY
    for name, value in values.items():
        part.sheet.form.fields[name].value = value
    part.sheet.save.click()


def kept(path: Path, table: str) -> list[dict]:
    with dossier.open(path) as held:
        return held.frames()[table].to_dict("records")


def test_a_need_is_told_to_have_no_offer_until_another_party_brings_it_b44(path):
    """The facilitator's check: live, so many needs without an offer."""
    part = opened(path).parts["gives_gets"]
    first, second = [code for _, code in part.sheet.form.fields["party_id"].options if code][:2]
    assert "Er staat hier niet wat partijen brengen" in part.told.value
    enter(part, party_id=first, direction_code="gets", subject="Kennis van hout")
    assert "Er is 1 behoefte zonder aanbod, van de 1: Kennis van hout." in part.told.value
    enter(part, party_id=second, direction_code="gives", subject="kennis van  hout")
    assert "zonder aanbod" not in part.told.value and len(kept(path, "gives_gets")) == 2


def test_an_entry_can_be_given_to_a_person_and_taken_away_again_b36(path):
    window = opened(path)
    part = window.parts["gives_gets"]
    party, person = ([code for _, code in part.sheet.form.fields[name].options if code][0] for name in ("party_id", "person_id"))
    enter(part, party_id=party, person_id=person, direction_code="gives", subject="Hout")
    (row,) = kept(path, "gives_gets")
    assert row["person_id"] == person and "Kanarie" not in str(part.which.options)
    part.which.value = row["entry_id"]
    part.away.click()
    assert kept(path, "gives_gets") == []


def test_every_table_of_the_room_can_be_entered_in_both_languages(path):
    for lang in ("nl", "en"):
        assert list(opened(path, lang).parts) == ["gives_gets", *panel.ENTERED, "exchange", "decisions", "actions", "picture"]


def test_hostile_words_are_shown_as_text(path):
    part = opened(path).parts["gives_gets"]
    enter(part, party_id=[code for _, code in part.sheet.form.fields["party_id"].options if code][0], direction_code="gets", subject="<script>x</script>")
    assert "<script>" not in part.told.value and "&lt;script&gt;" in part.told.value
