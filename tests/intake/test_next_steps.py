"""At most three next steps, proposed by rules and replaced by what people agree on."""

import pandas as pd

from alliance_lib.assumptions import load
from alliance_lib.intake import diagnose
from alliance_lib.intake.next_steps import Signs, aimless, proposed, steps
from alliance_lib.publication import permitted
from alliance_lib.rooms import NAMES, ordered
from demo_frames import demo
from worlds import world

ALL = Signs(late=("over B1", 30.0), unspoken=("prijs",), left=2, homeless=("meerwerk",), same=17, lost=1, unknown=3)


def agreed(*texts, round=1):
    return pd.DataFrame({"round": round, "place_number": range(1, len(texts) + 1), "text": texts, "owner_party_id": "A", "confirmed_date": "2025-01-10"})


def test_at_most_three_steps_are_proposed_and_every_rule_that_applies_is_in_the_trace_A22():
    rows, said, trace = steps(world(), ALL)
    assert [row["step_code"] for row in rows] == ["decide", "discuss", "speak"] and [row["place_number"] for row in rows] == [1, 2, 3]
    assert [rule for rule, *_ in trace] == [f"next_{code}" for code, *_ in proposed(ALL)] and len(trace) == 7
    assert said[0].facts == {"n": 3, "steps": ["decide", "discuss", "speak"]}


def test_a_sign_that_is_not_there_gives_no_step():
    assert proposed(Signs()) == [] and steps(world(), Signs()) == ([], [], [])
    assert proposed(Signs(homeless=("meerwerk", "herstel"))) == [("appoint", "meerwerk", 2)]


def test_what_was_agreed_replaces_the_proposal_and_only_in_its_own_round_A22():
    frames = {"next_steps": agreed("Eerst kijken.", "Dan doen.")}
    rows, said, trace = steps(world(**frames), ALL)
    assert [(row["subject"], row["owner"]) for row in rows] == [("Eerst kijken.", "Partij A"), ("Dan doen.", "Partij A")]
    assert said[0].code == "intake.steps_agreed" and said[0].facts == {"n": 2, "first": "Eerst kijken"} and trace == []
    assert steps(world(closed=2, upto=2, **frames), ALL)[1][0].code == "intake.steps_proposed"


def test_nothing_is_proposed_to_others_and_what_was_agreed_is_shown():
    assert steps(permitted(world(), "session"), ALL) == ([], [], [])
    assert len(steps(permitted(world(next_steps=agreed("Eerst kijken.")), "session"), ALL)[0]) == 1


def test_the_demo_proposes_three_steps_in_the_round_where_none_were_agreed_A22():
    found = diagnose(demo(3), assume=load("intake"), seed=1)
    assert found["next_steps"]["step_code"].tolist() == ["decide", "appoint", "market"]
    assert diagnose(demo(1), assume=load("intake"), seed=1)["next_steps"]["confirmed_date"].notna().all()


def begins(route: str, **frames):
    """The world of somebody who chose this route."""
    return world(alliance=pd.DataFrame([{"alliance_id": "W", "name": "W", "route_code": route}]), **frames)


def test_who_is_stuck_begins_with_the_diagnosis_and_who_starts_out_with_the_ambition_A03():
    assert ordered("stuck") == NAMES and NAMES[0] == "intake" and ordered("start")[0] == "goals" and sorted(ordered("start")) == sorted(NAMES)
    stuck, start = (diagnose(begins(route), assume=load("intake"), seed=1) for route in ("stuck", "start"))
    assert start.findings[0].code == "intake.route_start" and start["next_steps"]["step_code"].iloc[0] == "ambition"
    assert "intake.route_start" not in {f.code for f in stuck.findings} and "ambition" not in set(stuck["next_steps"]["step_code"])
    assert set(start.tables) == set(stuck.tables), "the same data and the same tables"


def test_goals_with_an_owner_and_a_date_are_no_first_step_any_more():
    goals = pd.DataFrame([{"goal_id": "D1", "name": "a", "text": "a", "owner_party_id": "A", "due_date": "2026-01-01"},
                          {"goal_id": "D2", "name": "b", "text": "b", "owner_party_id": "A"}])
    assert [aimless(begins("start", goals=goals.head(n))) for n in (0, 1, 2)] == [0, None, 1] and aimless(begins("stuck")) is None
    assert diagnose(begins("start"), assume=load("intake"), seed=1).steps["rule_code"].iloc[0] == "next_ambition"
