"""The last look at a page before it is shown: it finds what was planted, and nothing on a clean page."""

import base64
import json
import zipfile
from dataclasses import astuple
from functools import cache

import numpy as np
import pandas as pd
import pytest
from pypdf import PdfWriter
from worlds import world

from alliance_lib import answers, publication
from alliance_lib.briefing import leaks, lists
from alliance_lib.health import charts
from alliance_lib.publication import history
from alliance_lib.publication.consent import approval
from alliance_lib.result import Finding, result
from alliance_lib.words import Words

RAW = "Wij krijgen die datum altijd pas een week van tevoren te horen"
PARAPHRASE = "Een nieuwe datum komt laat door"
NAMES = {"S0": "Annelies van Kanariegeel", "S1": "Bo Geelvink"}


def alliance(**frames):
    notes = pd.DataFrame([{"note_id": "N17", "round": 1, "person_id": "S0", "topic_id": "T0", "kind_code": "concern", "raw_text": RAW,
                           "paraphrase": PARAPHRASE}])
    felt = pd.DataFrame([{"complaint_id": "K09", "round": 1, "person_id": "S1", "text": "de steiger stond er drie weken voor niets",
                          "symptom_level_code": "execution"}])
    people = world()["people"]
    people["name"] = people["person_id"].map(NAMES)
    return world(names=NAMES, **{"people": people, "notes": notes, "complaints": felt} | frames)


def published(table=None):
    facts = {"n": 240, "share": 0.35, "text": "Partij A"}
    asked = {"intake": lambda seen: result("intake", {}, [Finding("intake.x", facts=facts)])}
    return publication.publish(table or alliance(), asked, "session", history.empty())


HELD = leaks.secrets(alliance(), published())


def scan(tmp_path, body: str, name: str = "briefing.html", held=HELD) -> list[tuple[str, str]]:
    """What is found on a page with this in its body: (kind, what)."""
    (tmp_path / name).write_text(f"<!doctype html><html><head><title>t</title></head><body>{body}</body></html>", encoding="utf-8")
    return [astuple(leak)[1:] for leak in leaks.scan([tmp_path / name], held)]


def chart(**data) -> str:
    return f'<script type="application/json" id="c-data">{json.dumps({"data": [data], "layout": {}})}</script>'


@pytest.mark.parametrize("body", [
    "<p>Het besluit is er nog niet. Partij A en Partij B zijn het eens.</p>", f"<p>{PARAPHRASE}.</p>",
    "<p>Dat is 35 % of 0,35 van de 240.</p>", "<p>S10 en AN17 zijn geen codes van mensen.</p>",
    '<a href="#inhoud">Naar de inhoud</a><img src="data:image/png;base64,AAAA">', ""])
def test_nothing_is_found_on_a_clean_page(tmp_path, body):
    assert scan(tmp_path, body) == []


@pytest.mark.parametrize("body", [
    "<p>Volgens Annelies duurt het te lang.</p>", "<p title='Kanariegeel'></p>", "<!-- Bo Geelvink -->",
    "<div aria-label='gesprek met Geelvink'></div>", chart(y=["Annelies"]), chart(hovertext=["door Bo<br>Geelvink"])])
def test_a_name_is_found_in_text_attributes_comments_and_charts(tmp_path, body):
    assert {kind for kind, _ in scan(tmp_path, body)} - {"chart"} == {"name"}


@pytest.mark.parametrize("body", [
    "<p>N17</p>", "<p>Dat zei S0.</p>", "<p>(K09)</p>", "<div id='row-N17'></div>", chart(customdata=["S0"]), "<p>notitie/N17.html</p>"])
def test_a_code_of_a_person_note_or_complaint_is_found_wherever_it_ends(tmp_path, body):
    assert {kind for kind, _ in scan(tmp_path, body)} - {"chart"} == {"id"}


def test_a_code_that_is_only_a_number_is_not_looked_for_because_every_page_has_numbers(tmp_path):
    felt = alliance()["complaints"].assign(complaint_id="3")
    held = leaks.secrets(alliance(complaints=felt), published())
    assert "3" not in held.ids and scan(tmp_path, "<p>Er zijn 3 besluiten.</p>", held=held) == []


@pytest.mark.parametrize("body", [
    "<p>die datum altijd pas een</p>", "<p>Die <b>x</b></p><p>Iemand: DIE DATUM, altijd pas een week!</p>",
    chart(y=["die datum altijd<br>pas een week"]), "<p>de steiger stond er drie weken</p>"])
def test_five_words_in_a_row_of_a_note_or_complaint_are_found(tmp_path, body):
    assert {kind for kind, _ in scan(tmp_path, body)} - {"chart"} == {"note"}


def test_four_words_in_a_row_are_ordinary_speech(tmp_path):
    assert scan(tmp_path, "<p>die datum altijd pas bekend</p>") == []


def test_what_the_speaker_approved_and_the_publication_says_is_allowed(tmp_path):
    given = pd.DataFrame([approval(alliance(), table, key, {"audience_code": "shared", "given_date": pd.Timestamp(2024, 12, 1)})
                          for table, key in (("notes", "N17"), ("people", "S1"))]).assign(approval_id=["I1", "I2"])
    agreed = alliance(approvals=given)
    asked = {"intake": lambda seen: result("intake", {}, [Finding("intake.x", facts={
        "texts": [*seen["notes"]["paraphrase"].dropna(), *seen["people"]["name"].dropna()]})])}
    held = leaks.secrets(agreed, publication.publish(agreed, asked, "session", history.empty()))
    assert scan(tmp_path, "<p>Bo Geelvink</p>", held=held) == []
    assert {kind for kind, _ in scan(tmp_path, "<p>Annelies</p>", held=held)} == {"name"}


@cache
def with_a_chart():
    """A publication from which a room draws a chart, what may be found on its page, and that chart as the page holds it."""
    asked = {"health": lambda seen: answers.compute("health", seen)}
    met = pd.DataFrame({"party_id": ["A"], "other_party_id": ["B"], "met_date": [pd.Timestamp(2024, 1, 1)]})
    found = publication.publish(alliance(introductions=met), asked, "session", history.empty())
    figure = json.loads(charts.pairs(found.results["health"], Words("nl")).figure.to_json())
    return leaks.secrets(alliance(introductions=met), found), figure


def page_of(figure: dict) -> str:
    return f'<script type="application/json" id="c-data">{json.dumps(figure)}</script>'


def test_a_chart_that_follows_from_the_publication_is_allowed_whatever_the_order_of_its_parts(tmp_path):
    held, figure = with_a_chart()
    assert scan(tmp_path, page_of(figure), held=held) == []
    assert scan(tmp_path, page_of(dict(reversed(figure.items()))), held=held) == []


BASE64 = {"dtype": "f8", "bdata": base64.b64encode(np.array([1.0, 5.0])).decode()}


@pytest.mark.parametrize("change", [
    lambda f: f["data"][0].update(x=[1, 5, 3]), lambda f: f["data"][0].update(customdata=BASE64),
    lambda f: f["data"][0].update(y=f["data"][0]["y"][::-1]), lambda f: f["data"][0].update(marker={"color": [1, 5, 3]}),
    lambda f: f["data"].append({"type": "scatter", "y": [1, 5], "visible": False}),
    lambda f: f["layout"].update(annotations=[{"text": "4,2"}]),
], ids=["answers", "base64", "order", "colour by person", "invisible trace", "annotation"])
def test_a_chart_in_which_anything_was_changed_is_found(tmp_path, change):
    held, figure = with_a_chart()
    changed = json.loads(json.dumps(figure))
    change(changed)
    assert "chart" in {kind for kind, _ in scan(tmp_path, page_of(changed), held=held)}


@pytest.mark.parametrize("body", ["<p>Gemiddeld 3,7.</p>", "<table><tr><td>4,25</td></tr></table>", "<p title='2.8'></p>"])
def test_a_number_with_decimals_that_the_publication_does_not_say_is_found(tmp_path, body):
    assert {kind for kind, _ in scan(tmp_path, body)} == {"figure"}


@pytest.mark.parametrize("body", [
    "<img src='https://plek.example/a.png'>", "<a href='http://plek.example'>x</a>", "<link href='//plek.example/x.css'>",
    "<img srcset='https://plek.example/a.png 2x'>", "<form action='https://plek.example'></form>"])
def test_an_address_outside_this_computer_is_found(tmp_path, body):
    assert {kind for kind, _ in scan(tmp_path, body)} == {"address"}


def test_a_source_that_is_only_written_down_loads_nothing(tmp_path):
    assert scan(tmp_path, "<p>Bron: https://plek.example/rapport</p>") == []


@pytest.mark.parametrize("body", ["<p>Traceback (most recent call last)</p>", "<p>demo.alliance</p>", "<p title='file:///x'></p>"])
def test_a_trace_of_the_computer_is_found(tmp_path, body):
    assert {kind for kind, _ in scan(tmp_path, body)} == {"token"}


def test_a_name_in_the_name_of_the_file_is_found(tmp_path):
    assert scan(tmp_path, "<p>x</p>", name="Geelvink.html") == [("name", "Geelvink")]


def test_a_name_in_the_properties_of_a_pdf_is_found(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.metadata = {"/Author": "Annelies"}
    writer.write(tmp_path / "briefing.pdf")
    assert [(leak.file, leak.kind) for leak in leaks.scan([tmp_path / "briefing.pdf"], HELD)] == [("briefing.pdf", "name")]


def test_in_the_noise_of_a_picture_in_word_no_code_and_no_figure_is_seen(tmp_path):
    noise = b"\x89PNG N17 S0 Kanariegeel 8.7 " + np.random.default_rng(1).bytes(2_000)
    with zipfile.ZipFile(tmp_path / "briefing.docx", "w") as made:
        made.writestr("word/document.xml", "<w:t>Het besluit is er nog niet.</w:t>")
        made.writestr("word/media/image1.png", noise)
    assert leaks.scan([tmp_path / "briefing.docx"], HELD) == []
    with zipfile.ZipFile(tmp_path / "briefing.docx", "a") as made:
        made.writestr("word/footer1.xml", "<w:t>N17</w:t>")
    assert [leak.found for leak in leaks.scan([tmp_path / "briefing.docx"], HELD)] == ["N17"]


def test_what_every_calendar_says_of_its_format_is_no_figure(tmp_path):
    said = {"owner": "", "due_date": "2027-04-15", "done_date": None, "text": "Advies afronden"}
    _, calendar = lists.write({"actions": [said], "decisions": []}, Words("nl"), tmp_path)
    assert leaks.scan([calendar], HELD) == []
    _, calendar = lists.write({"actions": [said | {"text": "Kosten 8,7 verdelen"}], "decisions": []}, Words("nl"), tmp_path)
    assert [leak.kind for leak in leaks.scan([calendar], HELD)] == ["figure"]


def test_the_particles_of_a_name_are_words_like_others(tmp_path):
    assert scan(tmp_path, "<p>De datum van de vrijgave</p>") == []
