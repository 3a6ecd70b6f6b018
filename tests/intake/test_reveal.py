"""The steps in which a topic comes on the table: own, guess, share, listen, progress."""

import pandas as pd
import pytest

from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.intake import diagnose
from alliance_lib.intake.reveal import reveal, step_minutes
from alliance_lib.publication import permitted
from alliance_lib.schema import codes
from demo_frames import demo
from worlds import world

ASSUME = load("intake")
ITEMS = [{"item": 1, "topic_id": "T0", "topic": "eerste", "minutes": 45}, {"item": 2, "topic_id": "T1", "topic": "tweede", "minutes": 30}]
PLAN = pd.DataFrame({"session_id": ["P0", "P1", "P2"], "session_date": pd.to_datetime(["2024-12-01", "2025-01-10", "2025-04-01"]), "kind_code": "talk"})


def on_the_table(*steps):
    rows = [{"session_id": session, "topic_id": topic, "step_code": step, "revealed_date": pd.Timestamp(2025, 1, 10)} for session, topic, step in steps]
    return world(planned_sessions=PLAN, session_steps=pd.DataFrame(rows))


def test_each_topic_goes_from_own_through_guessing_and_sharing_to_listening_and_progress_A30_B20():
    rows, said = reveal(world(), ITEMS, ASSUME)
    assert [row["step_code"] for row in rows] == ["own", "guess", "share", "listen", "progress"] * 2 == list(codes()["reveal_step"]) * 2
    assert [sum(row["minutes"] for row in rows if row["item"] == item) for item in (1, 2)] == [45, 30] and said == []


def test_the_next_step_is_the_first_that_is_not_on_the_table_yet_A30():
    rows, said = reveal(on_the_table(("P1", "T0", "own"), ("P1", "T0", "guess")), ITEMS, ASSUME)
    assert said[0].facts == {"topic": "eerste", "step": "share"} and sum(row["revealed_date"] == row["revealed_date"] for row in rows) == 2
    every = [("P1", topic, step) for topic in ("T0", "T1") for step in codes()["reveal_step"]]
    assert reveal(on_the_table(*every), ITEMS, ASSUME)[1][0].code == "intake.reveal_done"


def test_what_came_on_the_table_in_another_session_does_not_count_for_this_one():
    assert reveal(on_the_table(("P0", "T0", "own"), ("P2", "T1", "own")), ITEMS, ASSUME)[1] == []


def test_the_steps_of_the_demo_are_agreed_work_and_the_same_for_everybody_A30():
    own = diagnose(demo(1), assume=ASSUME, seed=1)["reveal"]
    shared = diagnose(permitted(demo(1), "session"), assume=ASSUME, seed=1)["reveal"]
    assert own.equals(shared) and len(own) == 20 and own["minutes"].sum() == 90 and own["outcome"].notna().sum() == 5


def test_without_an_agenda_there_are_no_steps():
    assert reveal(world(), [], ASSUME) == ([], []) and reveal(from_frames({}, 1), [], ASSUME) == ([], [])


@pytest.mark.parametrize("minutes", [0, 1, 5, 20, 45, 480])
def test_the_minutes_of_the_steps_are_those_of_the_topic(minutes):
    parts = step_minutes(minutes, ASSUME["step_shares"])
    assert sum(parts) == minutes and all(abs(part - share * minutes) < 1 for part, share in zip(parts, ASSUME["step_shares"], strict=True))


@pytest.mark.parametrize(("minutes", "shares"), [(-5, [1.0]), (5, [0.5, 0.4]), (5, [1.5, -0.5]), (5, [float("nan")])])
def test_minutes_and_shares_that_are_none_are_refused(minutes, shares):
    with pytest.raises(ValueError):
        step_minutes(minutes, shares)
