"""Pages to print: what stands on each, in both languages, on how many sheets, and who may hold them."""

import html
import re

import pandas as pd
import pytest
from dossiers import NAME, demo, half, small, tiny  # noqa: F401 (fixtures)
from worlds import world

from alliance_lib import dossier
from alliance_lib.alliance import from_frames
from alliance_lib.briefing import forms, pdf
from alliance_lib.briefing.forms import FORMS
from alliance_lib.schema import codes, tables
from alliance_lib.words import LANGUAGES, Words

BLANK = from_frames({}, 1)
SHARED = [form for form in FORMS.values() if not form.private]
NL = Words("nl")
browser = pytest.mark.skipif(pdf.find_browser() is None, reason="no browser on this machine")


def texts(name: str, alliance, lang: str = "nl") -> str:
    """What a reader reads: the page without its markup."""
    made = re.sub(r"<style>.*?</style>", "", forms.document(FORMS[name], alliance, Words(lang)), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", made)).split())


def seen(path, round: int | None = None):
    with dossier.open(path) as held:
        return held.snapshot(round, names=True)


@pytest.fixture
def no_browser(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "MAC", ())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pulse_has_its_eight_sentences_and_four_answers_each_A31(lang):
    page = texts("pulse", BLANK, lang)
    asked = [c.heading(lang) for c in tables()["pulse"].columns.values() if c.type == "answer"]
    assert len(asked) == 8 and all(one.casefold() in page.casefold() for one in asked)
    assert page.count(f"1 2 3 4 {Words(lang).say('form.no_answer')}") == 8 and "1 2 3 4 5" not in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_claimed_agreement_puts_every_statement_with_five_answers_and_no_answer_A28(demo, lang):  # noqa: F811
    alliance, words = seen(demo), Words(lang)
    page = texts("claimed", alliance, lang)
    assert all(statement in page for statement in alliance["topics"]["statement"])
    assert page.count(f"1 2 3 4 5 {words.say('form.no_answer')}") == len(alliance["topics"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_interview_asks_own_and_expected_where_said_codes_notes_and_asks_consent_per_paraphrase_A27(demo, lang):  # noqa: F811
    alliance, words = seen(demo), Words(lang)
    page, topics = texts("interview", alliance, lang), len(alliance["topics"])
    for part in ("private", "expected", "said_where"):
        assert page.count(words.say(f"form.interview.{part}")) >= topics
    for code_list in ("mention", "note_kind", "consent_audience"):
        assert all(words.label(code_list, code) in page for code in codes()[code_list])
    letters = " ".join(words.label("note_kind", code)[0] for code in codes()["note_kind"])
    assert page.count(letters) == 2 * topics and page.count(words.say("form.agree")) >= 4
    assert page.index(words.say("form.interview.opening")) < page.index(alliance["topics"]["name"].iloc[0])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_question_that_is_not_asked_is_anonymous_and_goes_to_the_facilitator_B31(lang):
    page, words = texts("question", BLANK, lang), Words(lang)
    assert words.say("form.question.prompt") in page and words.say("form.question.back") in page
    for asked in ("code", "initials", "party"):
        assert f" {words.say(f'form.{asked}')} " not in page, "nothing on the sheet asks who writes"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_position_is_signed_for_an_audience_by_somebody_who_may_speak_for_the_party(demo, lang):  # noqa: F811
    alliance, words = seen(demo), Words(lang)
    page = texts("position", alliance, lang)
    assert page.count("-4 -3 -2 -1 0 1 2 3 4") == len(alliance["goals"])
    assert all(words.label("consent_audience", code) in page for code in codes()["consent_audience"])
    assert all(words.say(f"form.position.{part}") in page for part in ("not_shared", "signer", "function", "signature"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_steering_group_guide_is_an_hour_without_a_gap_A26(lang):
    page = texts("steering", BLANK, lang)
    spans = [(int(a), int(b)) for a, b in re.findall(r"Minuu?te? (\d+)–(\d+)", page)]
    assert spans[0][0] == 0 and spans[-1][1] == 60 and all(a[1] == b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert all(Words(lang).label("route", code) in page for code in codes()["route"]), "start or stuck is chosen here"


@pytest.mark.parametrize("name", ["intake", "intake-shared"])
@pytest.mark.parametrize(("lang", "asked_on", "route"), [("nl", "16 januari 2025", "Vastgelopen"), ("en", "16 January 2025", "Stuck")])
def test_the_result_holds_the_literal_request_who_asked_when_the_criterion_and_the_route_A03_A23_A26(demo, name, lang, asked_on, route):  # noqa: F811
    alliance = seen(demo)
    page = texts(name, alliance, lang)
    for column in ("help_request", "help_request_by", "success_criterion"):
        assert alliance.facts[column] in page
    assert asked_on in page and route in page


def test_whom_to_interview_is_by_name_for_the_facilitator_and_by_organisation_and_role_for_others(demo):  # noqa: F811
    alliance = seen(demo, 1)
    own, shared = texts("intake", alliance), texts("intake-shared", alliance)
    assert all(name in own for name in alliance.names.values()) and "NIET DELEN" in own
    assert not any(name in shared or name.split()[-1] in shared for name in alliance.names.values())
    assert all(party in shared for party in alliance.party_names.values()) and "projectteam (aannemer)" in shared
    assert "gesproken" not in shared and "NIET DELEN" not in shared


@pytest.mark.parametrize(("round", "said"), [
    (1, "11 van 13 gesproken; nog: Youssef Amrani. Zag ervan af: Lotte van Spanje."), (2, "13 van 13 gesproken."), (3, "13 van 13 gesproken.")])
def test_the_planner_says_how_many_were_spoken_and_who_not_yet_A27(demo, round, said):  # noqa: F811
    page = texts("planner", seen(demo, round))
    assert said in page and "NIET DELEN" in page


def test_the_planner_says_it_in_english_too_A27(demo):  # noqa: F811
    assert "11 of 13 spoken; still to come: Youssef Amrani. Declined: Lotte van Spanje." in texts("planner", seen(demo, 1), "en")


def test_who_answered_in_private_was_spoken_and_who_joins_later_is_not_waited_for():
    people = pd.DataFrame({"person_id": ["S0", "S1", "S2"], "party_id": ["A", "B", "C"], "level_code": "steering",
                           "joined_round": [1, 1, 2]})
    answers = pd.DataFrame([{"round": 1, "person_id": "S0", "topic_id": "T0", "private_1to5": "declined"},
                            {"round": 1, "person_id": "S1", "topic_id": "T0", "claimed_1to5": "4"}])
    found = forms.planner(world(0, 1, people, opinions=answers))
    assert dict(zip(found["name"], found["status_code"], strict=True)) == {"S0": "done", "S1": "open"}
    assert forms.count(found, NL) == "1 van 2 gesproken; nog: S1."


@pytest.mark.parametrize("form", SHARED, ids=lambda form: form.name)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_others_hold_has_no_name_no_code_of_a_person_and_nothing_said(demo, small, form, lang):  # noqa: F811
    alliance = seen(demo)
    page = forms.document(form, alliance, Words(lang))
    assert "NIET DELEN" not in page and "DO NOT SHARE" not in page
    agreed = set(alliance["approvals"].loc[alliance["approvals"]["table_code"] == "people", "person_id"]) if form.name == "cards" else ()
    secret = [name for code, name in alliance.names.items() if code not in agreed]
    assert secret and not re.search(r"\bP\d\d\b", page) and not any(name in page for name in secret)
    said = [*alliance["notes"]["raw_text"], *alliance["interests"]["text"], *alliance["complaints"]["text"]]
    assert said and not any(text in html.unescape(page) for text in said)
    assert NAME not in forms.document(form, seen(small), Words(lang))


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_form_exists_without_a_dossier_and_loads_and_runs_nothing(name, lang):
    made = forms.document(FORMS[name], BLANK, Words(lang))
    assert f'<html lang="{lang}">' in made and "script-src 'none'" in html.unescape(made)
    assert "<script" not in made and not re.search(r"(?:src|href)=|NaN|None\b|nan\b", made)


@pytest.mark.parametrize("name", FORMS)
def test_a_half_filled_and_a_two_party_dossier_print_every_form_A04_B02(half, tiny, name):  # noqa: F811
    for path in (half, tiny):
        assert not re.search(r"\b(?:nan|NaN|NaT|None)\b", texts(name, seen(path)))


def test_what_participants_wrote_cannot_become_markup():
    hostile = pd.DataFrame([{"alliance_id": "W", "name": "<script>1</script>", "help_request": '"><img src=x>'}])
    for name in FORMS:
        made = forms.document(FORMS[name], world(alliance=hostile), NL)
        assert "<script" not in made and "<img" not in made


def test_the_facilitators_pages_stand_in_a_folder_that_says_not_to_share_them(demo, tmp_path, no_browser):  # noqa: F811
    for form in FORMS.values():
        made = forms.make(form, seen(demo), NL, tmp_path / "out")
        assert len(made.files) == 1 and "Chromium" in made.problem
        assert ("_NIET-DELEN" in made.files[0].parts) == form.private == (form.name in ("intake", "planner"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["reflection", "chemistry"])
def test_the_own_sheets_are_blank_for_everybody_and_say_whose_they_are_b29_b30_b34(demo, name, lang):  # noqa: F811
    alliance, words = seen(demo), Words(lang)
    page = texts(name, alliance, lang)
    assert words.say(f"form.{name}.about") in page and words.say(f"form.{name}.after") in page
    for asked in ("code", "initials"):
        assert f" {words.say(f'form.{asked}')} " not in page, "nothing on the sheet asks who writes"
    assert name == "chemistry" or texts(name, BLANK, lang) in page.replace(f"{alliance.facts['name']} ", ""), "nothing of the dossier"


def test_the_own_sheet_asks_whether_one_took_space_or_gave_it_b30():
    page = texts("reflection", BLANK)
    assert "ruimte" in page and page.count("1 2 3 4 5") == 1


def test_everybody_gets_a_light_for_every_organisation_on_a_sheet_of_their_own_b34(demo):  # noqa: F811
    alliance = seen(demo)
    page = texts("chemistry", alliance)
    assert all(party in page for party in alliance.party_names.values()) and page.lower().count("groen:") == len(alliance.party_names)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_destination_and_the_way_stand_on_one_page_b49(demo, lang):  # noqa: F811
    alliance = seen(demo)
    page = texts("route", alliance, lang)
    assert alliance.facts["vision"] in page and FORMS["route"].pages == 1
    places = [page.index(name) for name in alliance["phases"]["name"]]
    assert places == sorted(places)


def printed(form, alliance, lang, base) -> list:
    from pypdf import PdfReader

    made = forms.make(form, alliance, Words(lang), base)
    assert made.problem == "" and made.files[1].suffix == ".pdf"
    return PdfReader(made.files[1]).pages


@pytest.mark.slow
@browser
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FORMS)
def test_on_paper_every_form_is_on_its_sheets_and_complete(demo, tmp_path, name, lang):  # noqa: F811
    pages = printed(FORMS[name], seen(demo, 1), lang, tmp_path)
    most = {"interview": 4, "position": 2, "cards": 4}
    assert len(pages) <= most.get(name, 1)
    text = re.sub(r"\W+", "", "".join(page.extract_text() for page in pages).casefold())
    body = re.sub(r"\W+", "", texts(name, seen(demo, 1), lang).partition(Words(lang).say(f"form.{name}.about"))[2].casefold())
    pieces = [body[n:n + 12] for n in range(0, min(len(body), 600) - 12, 97)]
    assert pieces and all(piece in text for piece in pieces)


@pytest.mark.slow
@browser
@pytest.mark.parametrize("name", ["intake", "intake-shared"])
def test_however_long_the_request_the_result_is_one_page_A26(tmp_path, name):
    wordy = pd.DataFrame([{"alliance_id": "W", "name": "Wereld", "help_request": "Hoe komen wij hier samen verder mee? " * 90,
                           "success_criterion": "Over een jaar is er iets te zien. " * 20}])
    people = pd.DataFrame({"person_id": [f"P{n}" for n in range(40)], "party_id": list("ABCDE") * 8, "level_code": ["steering", "project"] * 20,
                           "role_code": "STU"})
    assert len(printed(FORMS[name], world(0, 1, people, alliance=wordy), "nl", tmp_path)) == 1
