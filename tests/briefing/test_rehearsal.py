"""Exactly what the room will see, before it sees it: the pages, what is wrong with them, and what is not ready."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest
from briefing.test_briefing import CHART, write_notebooks
from dossiers import NAME, QUOTE, copied, small  # noqa: F401 (fixture)
from worlds import world

from alliance_lib import dossier
from alliance_lib.briefing import Briefing, circulation, pdf, rehearsal
from alliance_lib.briefing.leaks import Leak
from alliance_lib.errors import AllianceError
from alliance_lib.words import LANGUAGES, Words, sentences
from alliance_lib.workbook import import_book

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo"
MOMENT = "2027-03-02T09:30:00+00:00"


def pages(folder, text: str = "<p>niets</p>", problems=(), printed=None) -> Briefing:
    (folder / "a.html").write_text(text, encoding="utf-8")
    return Briefing(folder, folder / "a.html", printed, notebooks=(folder / "a.html",), findings=(), problems=tuple(problems))


def ready(alliance, made, leaks=()) -> dict[str, bool]:
    return {key: fine for key, _, fine in rehearsal.preflight(alliance, made, list(leaks), MOMENT)}


def spoken(*people: str):
    rows = pd.DataFrame([{"round": 1, "person_id": p, "status_code": "done" if not p.endswith("?") else "planned"} for p in people])
    return rows.assign(person_id=rows["person_id"].str.strip("?"))


def test_everything_is_in_order_when_all_were_spoken_to_and_the_round_is_closed(tmp_path):
    everybody = spoken(*world()["people"]["person_id"])
    found = ready(world(interviews=everybody), pages(tmp_path, printed=tmp_path / "a.pdf"))
    assert [key for key, fine in found.items() if not fine] == ([] if pdf.find_browser() else ["rehearse.browser"])


def test_eleven_of_thirteen_spoken_to_is_said_with_both_numbers(tmp_path):
    people = world()["people"]["person_id"].tolist()
    checks = rehearsal.preflight(world(interviews=spoken(*people[:11], f"{people[11]}?")), pages(tmp_path), [], MOMENT)
    facts, fine = next((facts, fine) for key, facts, fine in checks if key == "rehearse.spoken")
    assert (facts, fine) == ({"done": 11, "people": 13}, False)
    assert Words("nl").say("rehearse.spoken_not", **facts) == "Nog niet iedereen is gesproken: 11 van 13."


def test_an_interview_of_another_round_is_no_interview_of_this_one(tmp_path):
    people = world()["people"]["person_id"]
    assert not ready(world(closed=2, upto=2, interviews=spoken(*people)), pages(tmp_path))["rehearse.spoken"]


def test_an_open_round_a_missing_pdf_and_an_address_outside_are_each_said(tmp_path):
    found = ready(world(closed=0), pages(tmp_path, problems=["geen PDF"]), [Leak("a.html", "address", "//x")])
    assert not any(found[key] for key in ("rehearse.closed", "rehearse.printed", "rehearse.offline", "rehearse.spoken"))


def test_a_page_with_the_facilitators_frame_is_not_for_the_projector(tmp_path):
    assert not ready(world(), pages(tmp_path, '<body class="private"><p>x</p>'))["rehearse.frame"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_has_a_sentence_for_when_it_is_in_order_and_for_when_not(tmp_path, lang):
    for key, facts, _ in rehearsal.preflight(world(), pages(tmp_path), [], MOMENT):
        said = [Words(lang).say(name, **facts) for name in (key, f"{key}_not")]
        assert said[0] != said[1]


def test_every_kind_of_leak_has_a_sentence():
    assert {f"rehearse.leak.{kind}" for kind in ("name", "note", "id", "token", "chart", "figure", "address")} <= set(sentences())


@pytest.mark.parametrize("order", [{"audience": "facilitator"}, {"audience": "zaal"}, {"round": 9}])
def test_the_facilitator_and_an_unknown_audience_or_round_have_nothing_to_rehearse(small, tmp_path, order):  # noqa: F811
    with pytest.raises(AllianceError):
        rehearsal.rehearse(small, pdf=False, out=tmp_path / "reports", **order)
    assert not (tmp_path / "reports").exists(), "it is refused before anything is made"


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory):
    """A rehearsal with notebooks in which the facilitator typed a name and a sentence from a note."""
    folder = tmp_path_factory.mktemp("rehearsed")
    path = copied("small", folder)
    typed = f'display(HTML("<p>Volgens {NAME} geldt: {QUOTE}</p>"))'
    shelf = write_notebooks(folder / "notebooks", {"": f"{CHART}\n{typed}"})
    before = path.read_bytes()
    done = rehearsal.rehearse(path, pdf=False, out=folder / "reports", notebooks=shelf)
    return path, before, done


@pytest.mark.slow
def test_what_the_facilitator_typed_into_a_notebook_is_found_before_the_room_sees_it_A24(rehearsed):
    _, _, done = rehearsed
    assert not done.safe and {leak.kind for leak in done.leaks} == {"name", "note", "chart"}
    assert {leak.file for leak in done.leaks} == {"briefing.html", *(p.name for p in done.briefing.notebooks)}


@pytest.mark.slow
@pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium, Chrome or Edge here")
def test_in_the_whole_set_of_the_demo_with_pdf_and_word_nothing_is_found(tmp_path):
    import_book(tmp_path / "demo.alliance", DEMO)
    done = rehearsal.rehearse(tmp_path / "demo.alliance", audience="steering_group", out=tmp_path)
    held = done.briefing
    assert held.pdf and held.word and len(held.lists) == 2 and held.problems == ()
    with zipfile.ZipFile(held.word) as made:
        assert sum(name.endswith(".png") for name in made.namelist()) > 20, "the charts stand in Word"
    assert done.leaks == () and done.safe


@pytest.mark.slow
def test_looking_publishes_nothing_and_says_how_much_would_be_published(rehearsed):
    path, before, done = rehearsed
    assert path.read_bytes() == before
    with dossier.open(path) as held:
        circulation.publish(held, None, "session")
        assert len(held.frames()["published_cells"]) == done.fresh > 0


@pytest.mark.slow
def test_the_pages_of_a_rehearsal_lie_in_a_folder_that_says_not_to_share_them(rehearsed):
    _, _, done = rehearsed
    assert done.briefing.folder.parts[-2:] == ("_NIET-DELEN", "session-nl")
    assert 'class="private"' not in done.briefing.html.read_text(encoding="utf-8"), "the room sees no frame of the facilitator"
