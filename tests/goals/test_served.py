"""Which interests and risks lose their goal when goals are struck."""

import pandas as pd
from demo_frames import demo, unapproved
from goal_worlds import made

from alliance_lib.goals.served import read_links, say_served, served_rows
from alliance_lib.publication import permitted

VALUES = {"N": {"a": (4, 0), "b": (2, 0)}, "Z": {"a": (0, 0), "b": (3, 0)}}
INTERESTS = pd.DataFrame([("I1", "N", "interest", "Rust."), ("I2", "Z", "risk", "Stilstand."), ("I3", "Z", "driver", "Leren.")],
                         columns=["interest_id", "party_id", "kind_code", "text"])
LINKS = pd.DataFrame([("a", "I1", "N", None), ("a", "I2", "Z", "serves"), ("b", "I2", "Z", "harms")],
                     columns=["goal_id", "interest_id", "party_id", "effect_code"])
GOALS = {"a": "doel a", "b": "doel b"}


def said(kept, **frames):
    alliance = made(VALUES, **({"interests": INTERESTS, "goal_interests": LINKS} | frames))
    rows = served_rows(alliance, kept, GOALS)
    return {found.code: found.facts for found in say_served(alliance, rows, kept, GOALS)}


def test_a_struck_goal_takes_its_interest_and_its_risk_along_by_text_and_party_a37():
    found = said(["b"])
    assert found["goals.interest_without_goal"]["interests"] == ["'Rust' (Noord)"]
    assert found["goals.risk_without_goal"]["interests"] == ["'Stilstand' (Zuid)"]


def test_a_kept_goal_that_raises_a_risk_is_named_a37():
    assert said(["b"])["goals.works_against"] == {"n": 1, "goal": "doel b", "interests": ["'Stilstand' (Zuid)"]}


def test_with_every_goal_kept_nothing_is_lost_and_an_interest_without_any_goal_is_no_loss():
    assert set(said(["a", "b"])) == {"goals.works_against"}


def test_without_links_one_sentence_says_what_cannot_be_said_and_without_interests_none():
    assert set(said(["a"], goal_interests=LINKS.iloc[:0])) == {"goals.missing_links"}
    assert said(["a"], interests=INTERESTS.iloc[:0]) == {}


def test_a_link_to_a_goal_that_is_not_there_counts_for_nothing():
    assert len(read_links(made(VALUES, interests=INTERESTS, goal_interests=LINKS.assign(goal_id="z")))) == 0


def test_a_party_that_did_not_agree_keeps_its_interests_off_a_shared_page():
    alliance = demo(3)
    assert len(read_links(alliance)) > 10 and len(read_links(permitted(unapproved(alliance, "interests"), "session"))) == 0
