"""What the choices cost whom and whether the goals that stay lead to work, from the whole room."""

import pytest
from demo_frames import demo
from goal_worlds import ASSUME, chosen, made

from alliance_lib.alliance import from_frames
from alliance_lib.goals import prune
from alliance_lib.words import Words

VALUES = {"N": {"a": (4, 0), "b": (1, 0), "c": (1, 0), "d": (1, 0)}, "Z": {"a": (0, 0), "b": (3, 0), "c": (2, 0), "d": (0, 0)}}


def asked(alliance):
    return prune(alliance, assume=ASSUME, seed=1)


def said(alliance) -> dict:
    return {found.code: found for found in asked(alliance).findings}


@pytest.fixture(scope="module")
def story():
    return asked(demo(3))


def test_the_demo_holds_the_list_of_what_was_struck_and_why_a36(story):
    rows = story["dropped"]
    assert len(rows) == 11 and rows[["choice_code", "reason", "agreed_by"]].notna().all(axis=None)
    assert set(rows["choice_code"]) == {"later", "no"}


def test_every_strike_of_the_demo_says_why_who_loses_and_which_interests_lose_their_goal_a37(story):
    rows = story["dropped"].set_index("goal")
    assert rows["reason_code"].notna().all() and rows["saved_at_cost"].notna().all()  # every one has its smallest change
    assert rows.loc["Oordeel van huurders", "losers"][0] == "Woningstichting De Lisdodde"
    assert rows.loc["Biobased isolatie", "interests"] == ("Ruimte om met andere materialen te werken",)


def test_keeping_a_fourth_goal_asks_what_drops_a35():
    found = said(made(VALUES, goal_choices=chosen(a="keep", b="keep", c="keep", d="keep")))
    assert Words("nl").finding(found["goals.over_budget"]).endswith("Wat valt af?")
    assert found["goals.drop_first"].facts["goal"] == "doel d"
    assert "goals.drop_first" not in said(made(VALUES, goal_choices=chosen(a="keep", b="keep", c="keep")))


def test_a_choice_that_leaves_a_party_with_nothing_names_its_type_and_asks_for_a_reason_a37():
    left = chosen(a="keep", b="no", c="no", d="no")
    sentence = Words("nl").finding(said(made(VALUES, goal_choices=left))["goals.empty_decided"])
    assert sentence == "Bij het besluit houdt deze partij niets over: Zuid (bouwer). Dat vraagt een reden, of een andere keuze."
    stated = said(made(VALUES, goal_choices=left.assign(empty_reason="Zuid doet mee vanaf fase 2.")))
    assert stated["goals.empty_stated"].facts["reasons"] == ["Zuid doet mee vanaf fase 2."]


def test_a_reason_for_an_empty_hand_that_nobody_has_is_not_said():
    whole = chosen(a="keep", b="keep", c="no", d="no").assign(empty_reason="oud")
    assert "goals.empty_stated" not in said(made(VALUES, goal_choices=whole))


def test_an_empty_alliance_has_nothing_to_say_about_work():
    found = asked(from_frames({}, 1))
    assert all(found[name].empty for name in ("dropped", "losses", "swaps", "served", "chain", "together", "deliverables"))
