"""Everything for the paper comes out of the room in one go, also from nothing."""

import pytest
from demo_frames import demo, unapproved
from goal_worlds import ASSUME

from alliance_lib.alliance import from_frames
from alliance_lib.goals.agreed import agreed, to_adopt
from alliance_lib.goals.decided import read_decided
from alliance_lib.goals.register import read_register
from alliance_lib.publication import permitted
from alliance_lib.result import shapes
from alliance_lib.words import Words


def asked(alliance):
    decided = read_decided(alliance)
    return agreed(alliance, read_register(alliance, decided.struck), decided.kept, ASSUME)


def test_every_row_has_the_declared_columns():
    for name, rows in asked(demo(3))[0].items():
        for row in rows:
            assert set(row) == set(shapes("goals")[name]["columns"]), name


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("round", [1, 2, 3])
def test_every_sentence_can_be_said(lang, round):
    said = [Words(lang).finding(one) for one in asked(demo(round))[1]]
    assert said and not any("{" in sentence for sentence in said)


def test_nothing_at_all_gives_no_sentence_and_nothing_to_adopt():
    tables, said = asked(from_frames({}, 1))
    assert said == [] and not any(tables.values()) and to_adopt(from_frames({}, 1)) == {}


def test_what_others_see_is_agreed_work_and_no_position_of_a_party():
    tables, _ = asked(permitted(unapproved(demo(3), "obligations"), "session"))
    assert tables["obligations"] == [] and len(tables["articles"]) == len(demo(3)["clauses"]) and tables["how_we_work"]


def test_the_hash_for_others_is_the_hash_of_the_facilitator_b40():
    assert to_adopt(permitted(demo(3), "session")) == to_adopt(demo(3))
