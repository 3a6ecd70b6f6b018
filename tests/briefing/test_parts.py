"""What stands beside the rooms: changes, agreements, struck goals with reasons, assumptions, words, one page on how we work."""

from dataclasses import replace

import pytest
from demo_frames import demo

from alliance_lib import publication
from alliance_lib.alliance import from_frames
from alliance_lib.answers import compute
from alliance_lib.briefing import parts
from alliance_lib.publication import Publication
from alliance_lib.result import frame
from alliance_lib.words import LANGUAGES, Words

NAMES = ["changes", "agreed", "struck", "assumed", "glossary"]


def shown(alliance) -> Publication:
    return Publication(publication.about(alliance, "facilitator"), {room: compute(room, alliance) for room in ("goals", "health")})


@pytest.fixture(scope="module")
def now() -> Publication:
    return shown(demo(3))


@pytest.fixture(scope="module")
def before() -> Publication:
    return shown(demo(2))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_demo_has_every_part_in_both_languages(now, before, lang):
    made = parts.parts(now, before, Words(lang))
    assert [one.name for one in made] == NAMES
    changed, agreed, struck, assumed, glossary = made
    assert any(said for _, said in changed.lists) and [len(table.rows) for table in agreed.tables] == [15, 12]
    assert len(struck.tables[0].rows) == 11 and all(row[2] != "–" for row in struck.tables[0].rows), "a reason is missing"
    assert len(glossary.tables[0].rows) == 8 and 0 < len(assumed.tables[0].rows) <= 5 * parts.FEW


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_alliance_says_in_every_part_that_there_is_nothing_yet(lang):
    for one in parts.parts(shown(from_frames({}, 1)), None, Words(lang)):
        assert one.said and (one.name == "assumed" or not one.tables)
    assert parts.how_we_work(shown(from_frames({}, 1)), Words(lang)) is None


def test_without_an_earlier_publication_nothing_is_compared_and_it_says_why(now):
    changed = parts.parts(now, None, Words("nl"))[0]
    assert changed.lists == () and "ronde 2 niets gepubliceerd" in changed.said[0]


def test_the_agreements_of_the_demo_fit_on_one_page_at_the_largest_size_a48(now):
    how = parts.how_we_work(now, Words("nl"))
    assert how.left == 0 and len(how.table.rows) == 8 and how.size == 11 and how.said


def test_more_agreements_than_fit_are_counted_and_not_squeezed_in_a48(now):
    rows = now.results["goals"]["how_we_work"]
    many = frame("goals", "how_we_work", [row | {"agreement_id": f"W{n}"} for n in range(40) for row in rows.to_dict("records")])
    goals = replace(now.results["goals"], tables=dict(now.results["goals"].tables) | {"how_we_work": many})
    how = parts.how_we_work(Publication(now.about, dict(now.results) | {"goals": goals}), Words("nl"))
    assert how.left > 0 and len(how.table.rows) + how.left == len(many)
