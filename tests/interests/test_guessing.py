"""Guess the other: how close a party is to what another thinks, and whether random guesses would be as close."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from alliance_lib import publication
from alliance_lib.alliance import from_frames
from alliance_lib.interests import guessing
from alliance_lib.interests.positions import positions
from demo_frames import demo


def told(alliance):
    rows = guessing.guesses(alliance, positions(alliance))
    return rows, {one.code.removeprefix("interests."): one.facts for one in guessing.say_guesses(alliance, rows)}


def world(guesses, stances=(4, -4, 0)):
    goals = [f"G{n}" for n in range(len(stances))]
    return from_frames({
        "parties": pd.DataFrame({"party_id": ["A", "B"], "name": ["Anker", "Boei"], "type_code": "other"}),
        "goals": pd.DataFrame({"goal_id": goals, "name": goals, "text": goals}),
        "stances": pd.DataFrame({"round": 1, "party_id": "B", "goal_id": goals, "stance_minus4to4": stances}),
        "guesses": pd.DataFrame([(1, "A", "B", goal, guess) for goal, guess in zip(goals, guesses)],
                                columns=["round", "party_id", "about_party_id", "goal_id", "guess_minus4to4"])}, 1)


def test_the_guesses_of_every_pair_of_the_demo_grow_closer_between_the_rounds_b20():
    """The facilitator's check: guess accuracy per party pair."""
    first, third = (pd.DataFrame(told(demo(round))[0]) for round in (1, 3))
    assert len(first) == len(third) == 20 and third["distance"].mean() < first["distance"].mean()
    assert told(demo(3))[1]["guessed"]["n"] > told(demo(1))[1]["guessed"]["n"]


def test_no_shared_audience_sees_a_guess_b20():
    for audience in ("session", "party:C1"):
        shown = publication.permitted(demo(3), audience)
        assert shown["guesses"].empty and told(shown) == ([], {})


def test_distance_and_side_are_worked_by_hand():
    (row,), said = told(world([4, 2, 0]))
    assert (row["goals_count"], row["distance"], row["same_side_share"]) == (3, 2.0, pytest.approx(2 / 3))
    assert said["guessed_far"] == {"n": 1, "pairs": ["Anker → Boei"], "steps": 2.0}


def test_a_perfect_guess_of_many_is_closer_than_chance_and_of_one_goal_it_is_not():
    assert told(world([4, -4, 0, 3, -3], (4, -4, 0, 3, -3)))[0][0]["guessed_code"] == "closer"
    (row,), said = told(world([4], (4,)))
    assert row["guessed_code"] == "as_chance" and "guessed_far" not in said


def test_the_opposite_of_everything_is_further_off_than_chance():
    assert told(world([-4, 4, -4, 4], (4, -4, 4, -4)))[0][0]["guessed_code"] == "further"


def test_the_band_of_chance_is_that_of_every_guess_that_could_be_made():
    stances = (4, -1, 0)
    every = [np.abs(np.subtract(guess, stances)).mean() for guess in product(range(-4, 5), repeat=3)]
    low, high = guessing.chance_band(stances)
    for end, tail in ((low, 0.025), (high, 0.975)):
        assert np.mean(np.array(every) <= end + 1e-9) >= tail > np.mean(np.array(every) < end - 1e-9)


def test_a_guess_about_a_goal_without_a_stance_or_about_oneself_does_not_count():
    alliance = world([4, -4, 0])
    more = pd.DataFrame([(1, "B", "A", "G0", 3), (1, "B", "B", "G0", 4)], columns=["round", "party_id", "about_party_id", "goal_id", "guess_minus4to4"])
    frames = dict(alliance.frames) | {"guesses": pd.concat([alliance["guesses"], more])}
    assert [(row["party_id"], row["goals_count"]) for row in told(from_frames(frames, 1))[0]] == [("A", 3)]


def test_without_guesses_there_is_a_sentence_b20():
    assert told(from_frames({}, 1)) == ([], {"missing_guesses": {}})
