"""Role cards: one for everybody on the team, a name only with consent, four to a sheet."""

import html
import re

import pandas as pd
import pytest
from dossiers import demo  # noqa: F401 (fixture)
from worlds import world

from alliance_lib import dossier
from alliance_lib.alliance import from_frames
from alliance_lib.briefing import cards, forms, pdf
from alliance_lib.words import LANGUAGES, Words


def seen(path):
    with dossier.open(path) as held:
        return held.snapshot(names=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everybody_on_the_team_has_a_card_and_a_name_only_with_consent_b43(demo, lang):  # noqa: F811
    alliance, words = seen(demo), Words(lang)
    page = html.unescape(cards.document(alliance, words))
    given = set(alliance["approvals"].query("table_code == 'people'")["person_id"])
    assert page.count(words.say("form.cards.seeks")) == len(alliance["people"]) and given
    assert {name for name in alliance.names.values() if name in page} == {alliance.names[code] for code in given}


def test_a_card_says_organisation_role_discipline_and_tasks_and_nothing_else_b43():
    people = pd.DataFrame([{"person_id": "S0", "party_id": "A", "level_code": "project", "role_code": "AAN"}])
    members = pd.DataFrame([{"person_id": "S0", "discipline_code": "cost", "shapes_code": "yes", "fills_code": "yes", "hours_per_week": 7}])
    alliance = world(0, 1, people, members=members)
    assert cards.cards(alliance, Words("nl")) == [{"name": "", "party": alliance.party_names["A"], "role": "aannemer",
                                                   "discipline": "kosten en financiën", "tasks": "geeft vorm en vult in"}]


def test_without_a_roster_there_are_four_empty_cards_b43():
    page = cards.document(from_frames({}, 1), Words("nl"))
    assert page.count("Ik zoek") == cards.BLANK and not re.search(r"None|nan", page.partition("<body")[2])


@pytest.mark.slow
@pytest.mark.skipif(pdf.find_browser() is None, reason="no browser on this machine")
def test_the_cards_are_four_of_a6_on_every_sheet_of_a4_b43(demo, tmp_path):  # noqa: F811
    from pypdf import PdfReader

    made = forms.make(forms.FORMS["cards"], seen(demo), Words("nl"), tmp_path)
    pages = PdfReader(made.files[1]).pages
    assert [page.extract_text().count("Ik zoek") for page in pages] == [3, 4, 4, 2], "one card explains, thirteen are roles"
