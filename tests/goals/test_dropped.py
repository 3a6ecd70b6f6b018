"""What was struck stays in sight: why, who agreed, who loses by it, and what could drop instead."""

import pytest
from goal_worlds import ASSUME, PARTIES, chosen, made

from alliance_lib.goals.decided import read_decided
from alliance_lib.goals.dropped import by_name, dropped_rows, kept_now, loss_rows, say_losses, say_swaps, struck_now, swap_rows
from alliance_lib.goals.proposal import propose_goals
from alliance_lib.goals.worth import read_worth

VALUES = {"N": {"a": (4, 0), "b": (1, 0), "c": (0, 0)}, "Z": {"a": (1, 0), "b": (4, 0), "c": (2, 0)}}
NAMES = {goal: f"doel {goal}" for goal in "abc"}


def read(choices=None, budget=1):
    alliance = made(VALUES, **({} if choices is None else {"goal_choices": choices}))
    worth = read_worth(alliance)
    return worth, propose_goals(worth, ASSUME.with_values(goal_budget=budget), 1), read_decided(alliance)


def test_struck_goals_stay_as_later_or_no_with_the_reason_and_who_agreed_a36():
    choices = chosen(a="keep", b="later", c="no").assign(agreed_by="stuurgroep")
    worth, _, decided = read(choices)
    losses = loss_rows(["b", "c"], worth, NAMES, PARTIES)
    served = [{"interest": "Rust", "goals_before": ("doel b",), "goals_now": ()}, {"interest": "Tijd", "goals_before": ("doel b",), "goals_now": ("doel a",)}]
    rows = dropped_rows(decided, [{"goal_id": "c", "reason_code": "too_dear", "saved_at_cost": 0.5}], losses, served, NAMES)
    assert [(row["goal"], row["choice_code"], row["reason"], row["agreed_by"]) for row in rows] == [
        ("doel b", "later", "omdat", "stuurgroep"), ("doel c", "no", "omdat", "stuurgroep")]
    assert rows[0]["losers"] == ("Zuid", "Noord") and rows[0]["interests"] == ("Rust",)
    assert (rows[0]["reason_code"], rows[1]["reason_code"], rows[1]["saved_at_cost"]) == (None, "too_dear", 0.5)


def test_before_a_decision_the_proposal_says_what_stays_and_without_values_everything_stays():
    _, found, decided = read()
    assert set(kept_now(decided, found, NAMES)) == set(found.selected)
    assert set(struck_now(decided, found)) == {*"abc"} - set(found.selected)
    assert kept_now(decided, None, NAMES) == ("a", "b", "c") and struck_now(decided, None) == []


def test_the_losses_of_a_strike_are_the_values_of_the_parties_a37():
    worth, _, _ = read()
    assert {row["party"]: row["points"] for row in loss_rows(["b"], worth, NAMES, PARTIES)} == {"Noord": 1.0, "Zuid": 4.0}


@pytest.mark.parametrize(("reason", "said"), [
    ("Zit al in D01 en D02.", "Zit al in 'Tempo' en 'Prijs'."), ("D03 telt niet mee.", "D03 telt niet mee."),
    ("Label D en NEN 2767.", "Label D en NEN 2767."), ("XD01 of D012", "XD01 of D012"), ("", "")])
def test_a_reason_names_the_goals_of_which_it_gives_the_code(reason, said):
    assert by_name(reason, {"D01": "Tempo", "D02": "Prijs"}) == said


def test_who_loses_most_over_all_strikes_is_said_and_a_free_strike_too():
    worth, _, _ = read()
    most, = say_losses(loss_rows(["b", "c"], worth, NAMES, PARTIES))
    assert (most.code, most.facts["parties"], most.facts["points"]) == ("goals.strikes_cost", ["Zuid"], 6.0)
    nothing, = say_losses([row for row in loss_rows(["c"], worth, NAMES, PARTIES) if row["party"] == "Noord"])
    assert nothing.code == "goals.strikes_cost_nothing" and say_losses([]) == []


def test_keeping_more_than_the_attention_there_is_asks_what_drops_a35():
    worth, _, _ = read()
    rows = swap_rows(worth, ["a", "b", "c"], 2, NAMES, PARTIES)
    assert rows[0]["goal"] == "doel c" and rows[0]["fits"] and rows[0]["least"] == pytest.approx(5 / 6)
    said, = say_swaps(rows)
    assert said.code == "goals.drop_first" and said.facts["goal"] == "doel c"
    assert swap_rows(worth, ["a", "b"], 2, NAMES, PARTIES) == [] and say_swaps([]) == []
