"""What parties promised elsewhere: twice the same, not to be met together, or beside our own goals."""

import pandas as pd
import pytest
from demo_frames import demo
from goal_worlds import made

from alliance_lib.alliance import from_frames
from alliance_lib.goals.outside import against_goals, obligation_rows, pairs, say_obligations
from alliance_lib.publication import permitted

BASE = {"party_id": "N", "theme_code": "energy", "number_unit": "woningen", "due_year": 2028, "goal_id": None}


def obligations(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame([BASE | {"obligation_id": f"V{n}"} | row for n, row in enumerate(rows)])


def verdicts(*rows: dict) -> list[str]:
    return pairs(obligations(*rows))["pair_code"].tolist()


AT_LEAST, AT_MOST = {"bound_code": "at_least", "obliged_number": 180}, {"bound_code": "at_most", "obliged_number": 150}


def test_two_promises_that_one_number_meets_are_double_and_otherwise_a_conflict_b13():
    assert verdicts(AT_LEAST, AT_LEAST | {"obliged_number": 200}) == ["double"]
    assert verdicts(AT_LEAST, AT_MOST) == ["conflict"]


@pytest.mark.parametrize(("one", "other", "verdict"), [(5, 5, "double"), (5, 6, "conflict"), (0, 0, "double")])
def test_without_a_bound_the_number_is_exact_and_nought_is_a_number(one, other, verdict):
    assert verdicts({"obliged_number": one, "bound_code": None}, {"obliged_number": other, "bound_code": "exactly"}) == [verdict]


@pytest.mark.parametrize("other", [{"party_id": "Z"}, {"theme_code": "cost"}, {"number_unit": "euro"}, {"due_year": 2029}, {"due_year": None}])
def test_another_party_theme_unit_or_year_is_no_pair(other):
    assert verdicts(AT_LEAST, AT_MOST | other) == []


def test_a_unit_written_with_a_capital_is_the_same_unit():
    assert verdicts(AT_LEAST, AT_MOST | {"number_unit": " Woningen "}) == ["conflict"]


def test_the_order_of_rows_does_not_matter_for_the_verdicts():
    held = obligations(AT_LEAST, AT_MOST, AT_LEAST)
    assert sorted(pairs(held)["pair_code"]) == sorted(pairs(held.iloc[::-1])["pair_code"]) == ["conflict", "conflict", "double"]


@pytest.mark.parametrize(("target", "due", "verdict"), [(200, "2028-12-31", "double"), (100, "2028-12-31", "conflict"), (200, "2029-01-01", "conflict")])
def test_a_goal_that_does_less_or_later_than_was_promised_conflicts_b13(target, due, verdict):
    goals = pd.DataFrame([{"goal_id": "a", "indicator_unit": "woningen", "target_number": target, "due_date": pd.Timestamp(due)}])
    assert against_goals(obligations(AT_LEAST | {"goal_id": "a"}), goals)["pair_code"].tolist() == [verdict]
    assert against_goals(obligations(AT_LEAST | {"goal_id": "a"}), goals.assign(indicator_unit="euro")).empty


def test_an_unknown_bound_is_refused():
    with pytest.raises(ValueError, match="bound_code"):
        verdicts(AT_LEAST | {"bound_code": "about"}, AT_MOST)


def test_the_demo_shows_what_is_double_and_what_cannot_both_be_met_b13():
    rows = obligation_rows(demo(3))
    assert {(row["pair_code"], row["is_goal"]) for row in rows} == {("double", False), ("conflict", False), ("double", True), ("conflict", True)}
    said = {one.code: one.facts for one in say_obligations(rows, demo(3))}
    assert said["goals.obligations"] == {"n": 8, "parties": 3}
    assert said["goals.obligations_conflict"]["party"] == "Woningstichting De Lisdodde"


def test_what_a_party_promised_elsewhere_is_not_shown_without_its_consent():
    assert permitted(from_frames({"obligations": demo(3)["obligations"], "parties": demo(3)["parties"]}, 3), "session")["obligations"].empty


def test_without_obligations_there_is_nothing_to_say():
    assert obligation_rows(made({})) == [] and say_obligations([], made({})) == []
