"""Some goals need no alliance: then the advice is simply the market."""

import math

import pandas as pd
import pytest
from demo_frames import demo
from goal_worlds import ASSUME, chosen, made

from alliance_lib.goals.decided import read_decided
from alliance_lib.goals.form import advice, form_rows, say_form

VALUES = {"N": {"a": (3, 0), "b": (3, 0), "c": (2, 0)}, "Z": {"a": (2, 0), "b": (0, 0), "c": (1, 0)}}


def rows(due: str | None = "2029-01-01", **frames) -> dict:
    alliance = made(VALUES, rounds=pd.DataFrame([{"round": 1, "reference_date": "2026-01-01"}]), **frames)
    goals = alliance["goals"].assign(due_date=pd.Timestamp(due) if due else pd.NaT)
    alliance = made(VALUES, goals=goals, rounds=alliance["rounds"], **frames)
    return {row["goal_id"]: row for row in form_rows(alliance, tuple(goals["goal_id"]), ASSUME)}


def test_a_short_goal_is_simply_for_the_market_b51():
    found = rows(due="2026-06-01")
    assert (found["a"]["advice_code"], found["a"]["reason_code"]) == ("market", "short")
    assert {one.code for one in say_form([found["a"]])} == {"goals.market_short", "goals.market_all"}


def test_a_goal_that_serves_one_party_is_simply_for_the_market_and_a_long_shared_one_is_not_b51():
    found = rows()
    assert (found["b"]["advice_code"], found["b"]["reason_code"]) == ("market", "one_party")
    assert found["a"]["advice_code"] == found["c"]["advice_code"] == "together"
    assert {one.code for one in say_form(list(found.values()))} == {"goals.market_one_party", "goals.form_together"}


@pytest.mark.parametrize(("months", "parties", "expected"), [
    (12, 2, ("together", "several")), (11.9, 2, ("market", "short")), (math.nan, 3, ("unknown", "no_date")),
    (24, math.nan, ("unknown", "no_values")), (math.nan, 0, ("market", "one_party")), (3, math.nan, ("market", "short"))])
def test_exactly_the_shortest_time_is_long_enough_and_what_is_unknown_is_said(months, parties, expected):
    assert advice(months, parties, 12) == expected


def test_time_runs_from_the_round_in_which_the_goal_was_chosen():
    choices = chosen(a="keep")
    first = rows(due="2027-06-01", goal_choices=choices)["a"]["months"]
    assert first == pytest.approx((pd.Timestamp("2027-06-01") - pd.Timestamp("2026-01-01")).days / (365.25 / 12))


def test_the_goals_of_the_demo_are_worth_doing_together_b51():
    found = form_rows(demo(3), read_decided(demo(3)).kept, ASSUME)
    assert [row["advice_code"] for row in found] == ["together"] * 3


def test_no_goals_and_no_dates_are_no_error():
    assert form_rows(made({}), (), ASSUME) == [] and say_form([]) == []
    assert rows(due=None)["a"]["advice_code"] == "unknown"
