"""One conversation with a round: what is opened, for whom, and what is shown of it."""

import shutil
from collections.abc import Iterator
from functools import cache

import pytest
from dossiers import QUOTE, built, copied, small  # noqa: F401 (fixture)
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import alliance_lib
from alliance_lib import dossier, page, publication, view
from alliance_lib.briefing import circulation
from alliance_lib.errors import AllianceError
from alliance_lib.result import to_plain
from alliance_lib.rooms import NAMES
from alliance_lib.style import Drawing, figure
from alliance_lib.words import LANGUAGES, Words


def published(path, folder, audience: str = "session", round: int | None = None):
    """The publication file of this dossier for this audience, and what was published."""
    with dossier.open(path) as held:
        found = circulation.publish(held, round, audience)
    publication.write(found, folder / "publication.json")
    return folder / "publication.json", found


@cache
def opened(name: str, audience: str = "session", lang: str = "nl") -> view.View:
    """This dossier as this audience sees it; opened once for the tests that only look."""
    return alliance_lib.open(built(name), audience=audience, lang=lang)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A publication of round 2 of the small dossier, for the session."""
    folder = tmp_path_factory.mktemp("file")
    return published(copied("small", folder), folder)[0]


def test_a_publication_for_the_session_is_not_opened_for_the_steering_group(file):
    with pytest.raises(AllianceError, match="for audience session, not steering_group"):
        alliance_lib.open(file, audience="steering_group")


def test_a_publication_is_not_opened_as_the_facilitators_view(file):
    with pytest.raises(AllianceError, match="for audience session, not facilitator"):
        alliance_lib.open(file, audience="facilitator")


def test_a_publication_of_round_two_is_not_opened_as_round_one(file):
    with pytest.raises(AllianceError, match="for round 2, not 1"):
        alliance_lib.open(file, round=1)
    assert alliance_lib.open(file, round=2).about["round"] == alliance_lib.open(file).about["round"] == 2


@pytest.mark.parametrize("order", [{"round": 9}, {"audience": "stuurgroep"}, {"audience": "party:Z"}, {"audience": ""}])
def test_a_dossier_is_not_opened_for_a_round_or_audience_that_is_not_there(order):
    with pytest.raises(AllianceError, match="Choose one of"):
        alliance_lib.open(built("small"), **order)


@pytest.mark.parametrize("name", ["weg.alliance", "weg.json"])
def test_a_file_that_is_not_there_is_named(tmp_path, name):
    with pytest.raises(AllianceError, match=name):
        alliance_lib.open(tmp_path / name)


@pytest.mark.parametrize("name", ["a.json", "a.alliance"])
def test_a_file_that_is_neither_dossier_nor_publication_is_refused(tmp_path, name):
    (tmp_path / name).write_text("hello")
    with pytest.raises(AllianceError):
        alliance_lib.open(tmp_path / name)


def test_the_session_is_the_audience_unless_another_is_asked():
    assert alliance_lib.open(built("small")).audience == "session"


def test_looking_as_the_session_shows_no_new_figure_and_changes_nothing_in_the_dossier(small):  # noqa: F811
    before = small.read_bytes()
    seen = alliance_lib.open(small)
    told = [f.facts for room in NAMES for f in getattr(seen, room)().findings]
    assert told and small.read_bytes() == before
    with dossier.open(small) as held:
        assert held.snapshot()["published_cells"].empty


def test_looking_as_the_session_shows_what_was_published_and_not_what_the_facilitator_sees(small, tmp_path):  # noqa: F811
    own, before = (to_plain(alliance_lib.open(small, audience=a).intake()) for a in ("facilitator", "session"))
    path, _ = published(small, tmp_path)
    after, read = (to_plain(alliance_lib.open(source).intake()) for source in (small, path))
    assert own != before != after and after == read


@pytest.mark.parametrize("audience", ["steering_group", "party:A"])
def test_a_publication_file_gives_every_room_as_it_was_published(small, tmp_path, audience):  # noqa: F811
    path, found = published(small, tmp_path, audience)
    seen = alliance_lib.open(path, audience=audience)
    for room in NAMES:
        assert to_plain(getattr(seen, room)()) == to_plain(found.results[room])
    assert seen.about == found.about


def test_a_publication_file_opens_where_no_dossier_is(file, tmp_path):
    alone = shutil.copy(file, tmp_path / "p.json")
    assert len(alliance_lib.open(alone).intake().findings) > 0


def test_a_room_is_asked_once_and_a_room_that_is_not_there_not_at_all():
    seen = opened("small")
    assert seen.health() is seen.health()
    with pytest.raises(AttributeError, match="kitchen"):
        seen.kitchen()


def test_the_same_seed_gives_the_same_answers_in_every_room():
    views = [alliance_lib.open(built("small"), audience="facilitator", seed=3) for _ in range(2)]
    for room in NAMES:
        first, second = (to_plain(getattr(one, room)()) for one in views)
        assert first == second


@pytest.mark.parametrize("audience", ["facilitator", "session"])
@pytest.mark.parametrize("room", NAMES)
def test_a_half_filled_workbook_runs_in_every_room_which_says_what_is_missing_A04(room, audience):
    seen = opened("half", audience)
    found = getattr(seen, room)()
    missing = [f for f in found.findings if ".missing" in f.code]
    assert missing, f"{room} says nothing about what is missing: {[f.code for f in found.findings]}"
    for lang in LANGUAGES:
        words = Words(lang)
        assert all(len(words.finding(f)) > 20 for f in found.findings)
        assert '<ul class="lacking">' in page.arrived(room, seen.about, words)


@pytest.mark.parametrize("audience", ["facilitator", "session", "party:C1"])
def test_with_two_parties_every_room_runs_and_every_sentence_can_be_said_B02(audience):
    seen = opened("tiny", audience)
    for room in NAMES:
        assert all(Words(lang).finding(f) for lang in LANGUAGES for f in getattr(seen, room)().findings)


@pytest.mark.parametrize("audience", ["facilitator", "session"])
def test_the_demo_tells_its_story_without_typing_from_more_than_one_room_A01(audience):
    seen = opened("demo", audience)
    told = sorted((f for room in NAMES for f in getattr(seen, room)().findings), key=lambda f: -f.weight)[:10]
    assert len({f.code.split(".")[0] for f in told}) >= 3
    for lang in LANGUAGES:
        said = [Words(lang).finding(f) for f in told]
        assert len(set(said)) == 10 and all(sentence[0].isupper() or not sentence[0].isalpha() for sentence in said)


def test_the_demo_opens_in_each_of_its_three_rounds_A01():
    days = [alliance_lib.open(built("demo"), round=number, audience="facilitator").about["reference_date"] for number in (1, 2, 3)]
    assert days == ["2025-03-01", "2025-09-01", "2026-03-01"]


@pytest.fixture
def screen() -> Iterator[InteractiveShell]:
    """A place where a notebook's cells display."""
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def shown(ask) -> list[dict]:
    with capture_output() as captured:
        ask()
    return [one.data for one in captured.outputs]


def test_a_chart_is_shown_with_its_question_above_and_its_answer_below_it(screen):
    seen = opened("small")
    answer, drawn = seen.intake().findings[0], figure("nl").add_bar(x=[1], y=["a"])
    parts = shown(lambda: seen.show(lambda result, words: Drawing("intake.chart.ladder", drawn, answer), seen.intake()))
    question, conclusion = seen.words.say("intake.chart.ladder"), seen.words.finding(answer)
    assert page.question(question, "intake.chart.ladder") == parts[0]["text/html"] and len(parts) == 3
    assert page.conclusion(conclusion) == parts[2]["text/html"]
    assert drawn.layout.meta["alt"] == f"{question} {conclusion}"


def test_a_chart_with_nothing_to_draw_is_its_question_and_the_reason(screen):
    seen = opened("small")
    nothing = Drawing("intake.chart.ladder", None, seen.intake().findings[0])
    assert len(shown(lambda: seen.show(lambda result, words: nothing, seen.intake()))) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("room", NAMES)
def test_everything_a_notebook_shows_of_a_room_can_be_shown_in_both_languages(screen, room, lang):
    seen = opened("demo", lang=lang)
    found = getattr(seen, room)()
    parts = shown(lambda: (seen.opening(room), seen.arrived(room), seen.findings(found), seen.steps(found),
                           seen.assumptions(room), [seen.table(found, name) for name in found.tables]))
    assert len(parts) == 5 + len(found.tables)
    assert not [p["text/html"] for p in parts if "{" in p["text/html"] or "NaT" in p["text/html"] or ">nan<" in p["text/html"]]


def test_a_notebook_shows_no_more_findings_than_asked_and_the_heaviest_first(screen):
    seen = opened("small", "facilitator")
    found = seen.intake()
    (part,) = shown(lambda: seen.findings(found, most=1))
    assert part["text/html"].count("<li") == 1 and f"{found.findings[0].weight:.4f}" in part["text/html"]


def test_a_digest_tells_the_figures_and_no_names_or_words_of_people(capsys):
    seen = opened("small", "facilitator")
    for room in NAMES:
        seen.digest(getattr(seen, room)())
    told = capsys.readouterr().out
    again = alliance_lib.open(built("small"), audience="facilitator")
    for room in NAMES:
        again.digest(getattr(again, room)())
    assert told == capsys.readouterr().out and QUOTE not in told
    assert all(name in told for room in NAMES for name in getattr(seen, room)().tables)
