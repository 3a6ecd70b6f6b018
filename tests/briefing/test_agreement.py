"""The stripped agreement and the page on how we work, in Word, as an audience may see them."""

import shutil
import subprocess
from functools import cache

import docx
import pandas as pd
import pytest
from demo_frames import demo
from goal_worlds import ASSUME, WHOLE, chosen, clauses, made
from pypdf import PdfReader

from alliance_lib import publication
from alliance_lib.alliance import from_frames
from alliance_lib.answers import compute
from alliance_lib.briefing import agreement
from alliance_lib.briefing.render import MOST_FINDINGS
from alliance_lib.goals import prune
from alliance_lib.rooms import NAMES
from alliance_lib.words import Words

LONG = "Elke partij legt vooraf schriftelijk vast wat zij toezegt, aan wie, en per wanneer. "


def asked(alliance, audience):
    """The room's result and what every page says of its source."""
    seen = publication.permitted(alliance, audience)
    return prune(seen, assume=ASSUME.with_values(draws=20), seed=1), publication.about(seen, audience)


@cache
def of_demo(round, audience):
    """The same for the demo, computed once."""
    return asked(demo(round), audience)


def written(alliance, what, folder, lang="nl", audience="session", template=None):
    """The text of a document made for this audience, and what did not fit."""
    result, about = of_demo(alliance.round, audience) if alliance is demo(alliance.round) else asked(alliance, audience)
    path, left = agreement.write(what, result, about, Words(lang), (folder, template))
    held = docx.Document(path)
    cells = [cell.text for table in held.tables for row in table.rows for cell in row.cells]
    return path, "\n".join([*(one.text for one in held.paragraphs), *cells, *(one.text for one in held.sections[0].footer.paragraphs)]), left


def working(count: int, text: str = "Bellen.") -> pd.DataFrame:
    return pd.DataFrame([{"agreement_id": f"A{n}", "what_text": f"{n} {text}", "who_text": "projectteam", "when_text": "elke week",
                          "if_it_fails": "de stuurgroep beslist"} for n in range(count)])


def test_the_demo_gives_the_stripped_agreement_with_its_annexes_a45(tmp_path):
    _, text, _ = written(demo(3), "agreement", tmp_path)
    assert "De overeenkomst ging van 45 naar 14 artikelen: 69\N{NO-BREAK SPACE}% eruit." in text
    assert "4.1a Vrijgave van bezit (uitgeklede versie)" in text and "De overeenkomst geldt per fase." in text
    assert "1. Klein beginnen" in text and "80 woningen gereed, 20\N{NO-BREAK SPACE}% van de toezeggingen nagekomen" in text
    assert "Doel is geschrapt." in text and "Een complex is los als" in text
    assert "Laat de afspraken over aanbesteding en mededinging toetsen door een jurist: 10.1." in text
    assert "stilzwijgend verlengd" not in text  # the old words of a clause that was simplified


def test_the_version_number_on_paper_is_the_one_in_the_tool_b40(tmp_path):
    alliance = demo(3)
    _, text, _ = written(alliance, "agreement", tmp_path)
    rows = of_demo(3, "facilitator")[0]["versions"].set_index("adopted_code")
    number, mark = rows.loc["agreement", "version_number"], rows.loc["agreement", "mark"]
    assert f"Versie {number}, vastgesteld op 12 februari 2026" in text and f"Kenmerk {mark}." in text
    assert f"Alliantie Waterrijk · Versie {number} · Bladzijde" in text
    assert f"Bij de overeenkomst: versie {number}." in written(alliance, "how_we_work", tmp_path)[1]


def test_before_a_decision_the_paper_says_that_it_is_a_proposal(tmp_path):
    _, text, _ = written(demo(1), "agreement", tmp_path, "en")
    assert "Proposal, not decided yet. Last version adopted: 1." in text and "Proposal for the agreement: from 45" in text


def test_without_a_release_clause_the_paper_warns_at_the_top_a42(tmp_path):
    full = demo(3)
    held = full["clauses"]
    bare = from_frames(full.frames | {"clauses": held[held["type_code"] != "release"]}, 3)
    text = written(bare, "agreement", tmp_path)[1]
    assert "Let op: Er staat geen artikel over de vrijgave van bezit" in text
    assert text.index("Let op") < text.index("Partijen") and "Let op" not in written(full, "agreement", tmp_path)[1]


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["facilitator", "steering_group"])
def test_without_a_release_clause_every_briefing_says_so_on_its_first_page_a42(audience):
    full = demo(3)
    held = full["clauses"]
    bare = from_frames(full.frames | {"clauses": held[held["type_code"] != "release"]}, 3)
    seen = publication.permitted(bare, audience)
    found = sorted((one for room in NAMES for one in compute(room, seen).findings), key=lambda one: -one.weight)
    assert "goals.no_release" in [one.code for one in found[:MOST_FINDINGS]]


def test_each_working_agreement_stands_on_one_page_with_its_four_fields_a44_a48(tmp_path):
    _, text, left = written(demo(3), "how_we_work", tmp_path, "en")
    assert left == 0 and all(head in text for head in ("What", "Who", "When", "If it fails"))
    for field in ("Huurders horen wat er gebeurt en wie hun aanspreekpunt is.", "corporatie die eigenaar is", "zes weken voor de start", "de start schuift op"):
        assert field in text


def test_a_missing_field_is_still_to_be_agreed_a44(tmp_path):
    alliance = made({}, working_agreements=working(1).drop(columns="if_it_fails"))
    assert "nog af te spreken" in written(alliance, "how_we_work", tmp_path)[1].casefold()


def test_more_than_fits_on_a_page_is_left_out_and_said_a48(tmp_path):
    _, text, left = written(made({}, working_agreements=working(90, LONG)), "how_we_work", tmp_path)
    assert 0 < left < 90 and f"passen {left} afspraken niet" in text and "0 Elke partij" in text and f"{89} Elke" not in text


def test_the_smallest_dossier_and_an_empty_one_give_paper_too(tmp_path):
    for what, lang in zip(agreement.WHAT, ("nl", "en"), strict=True):
        assert Words(lang).say(f"word.{what}.none") in written(from_frames({}, 1), what, tmp_path, lang)[1]


def test_no_position_of_a_party_stands_on_paper_and_the_facilitators_is_marked(tmp_path):
    alliance = demo(3)
    text = "".join(written(alliance, what, tmp_path)[1] for what in agreement.WHAT)
    assert not [one for one in alliance["interests"]["text"] if one.rstrip(".") in text]
    assert not [one for one in alliance["obligations"]["text"] if one in text]
    assert "NIET DELEN" in written(alliance, "agreement", tmp_path, audience="facilitator")[1] and "NIET DELEN" not in text


def test_hostile_texts_of_clauses_and_agreements_stay_text(tmp_path):
    hostile = "{ DDEAUTO x }\x07 =1+1 <b>\u202e"
    register = clauses({"clause_id": hostile, "type_code": "release", "goal_id": "a", "title": hostile, "text": hostile, **WHOLE})
    alliance = made({"N": {"a": (3, 0)}}, clauses=register, goal_choices=chosen(a="keep"), working_agreements=working(1, hostile))
    for what in agreement.WHAT:
        assert "{ DDEAUTO x } =1+1 <b>" in written(alliance, what, tmp_path)[1]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("work", [working(0), working(12, LONG), working(40), working(90, LONG), working(30, "W" * 60)],
                         ids=["none", "a dozen long ones", "forty short ones", "ninety long ones", "wide letters"])
def test_libreoffice_opens_the_page_and_it_is_one_a4_a48(tmp_path, work):
    path = written(made({}, working_agreements=work), "how_we_work", tmp_path)[0]
    own = f"-env:UserInstallation=file://{tmp_path}/office"
    subprocess.run(["soffice", own, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    pages = PdfReader(path.with_suffix(".pdf")).pages
    assert len(pages) == 1 and round(float(pages[0].mediabox.height)) == 842
