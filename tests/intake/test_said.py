"""Who is on the roster and what they answered, as the measures read it."""

import numpy as np
import pandas as pd

from alliance_lib.alliance import from_frames
from alliance_lib.intake.said import what_was_said
from alliance_lib.publication import permitted
from worlds import roster, world


def opinion(person, topic="T0", round=1, **given):
    return {"round": round, "person_id": person, "topic_id": topic} | given


def test_answers_stand_by_person_and_topic_in_the_order_of_the_codes():
    answers = pd.DataFrame([opinion("S1", "T1", claimed_1to5="4", private_1to5="2"), opinion("S0", claimed_1to5="5")])
    said = what_was_said(world(opinions=answers))
    assert said.people[:1] == ("J0",) and list(said.people) == sorted(said.people)
    second, first = said.people.index("S1"), said.people.index("S0")
    assert said.claimed[second].tolist()[1] == 4 and said.private[second].tolist()[1] == 2
    assert said.claimed[first, 0] == 5 and np.isnan(said.private[first, 0])
    assert (said.party[first], said.level[first]) == ("A", "steering")


def test_declined_and_not_asked_are_no_answer_and_the_neutral_middle_is_one():
    answers = pd.DataFrame([opinion("S0", private_1to5="declined"), opinion("S1", private_1to5="3"), opinion("S2", private_1to5=None)])
    said = what_was_said(world(opinions=answers))
    assert np.nansum(said.private) == 3 and (~np.isnan(said.private)).sum() == 1


def test_where_something_was_said_is_three_states_and_unknown_a_fourth():
    codes = {"S0": "private", "S1": "group", "S2": "none", "S3": None}
    said = what_was_said(world(opinions=pd.DataFrame([opinion(p, mention_code=code) for p, code in codes.items()])))
    rows = [said.people.index(person) for person in codes]
    assert said.privately[rows, 0].tolist()[:3] == [1, 1, 0] and said.in_group[rows, 0].tolist()[:3] == [0, 1, 0]
    assert np.isnan(said.privately[rows[3], 0]) and np.isnan(said.in_group[rows[3], 0])


def test_only_this_round_counts_and_who_joins_later_is_not_on_the_roster_yet():
    people = roster().assign(joined_round=[1] * 12 + [2])
    answers = pd.DataFrame([opinion("S0", round=1, private_1to5="1"), opinion("S0", round=2, private_1to5="5")])
    first, second = (what_was_said(world(upto=r, people=people, opinions=answers)) for r in (1, 2))
    assert (len(first.people), len(second.people)) == (12, 13)
    assert np.nansum(first.private) == 1 and np.nansum(second.private) == 5


def test_a_topic_that_only_the_answers_know_is_called_by_its_code():
    said = what_was_said(from_frames({"people": roster(), "opinions": pd.DataFrame([opinion("S0", "T7", private_1to5="2")])}, 1))
    assert said.topics["topic"].tolist() == ["T7"] and np.nansum(said.private) == 2


def test_with_nobody_there_and_for_a_shared_audience_nobody_answered():
    for alliance in (from_frames({}, 1), permitted(world(), "session")):
        said = what_was_said(alliance)
        assert said.people == () and said.private.shape == (0, len(alliance["topics"]))


def test_the_answers_cannot_be_changed_by_who_reads_them():
    assert not any(grid.flags.writeable for grid in (what_was_said(world()).private, what_was_said(world()).in_group))
