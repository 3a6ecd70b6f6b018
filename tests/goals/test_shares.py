"""Equal shares: known answers, fairness, ties and the trace."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from alliance_lib.goals import equal_shares
from alliance_lib.goals.shares import price
from alliance_lib.goals.stakes import read_stakes


def ballots(costs: pd.Series, approved: list[str], satisfaction: str) -> pd.DataFrame:
    worth = costs if satisfaction == "cost" else costs * 0 + 1
    return pd.DataFrame([[worth[g] if g in vote.split() else 0 for g in costs.index] for vote in approved], columns=costs.index)


def sets(result) -> set:
    return {frozenset(outcome) for outcome in result.outcomes}


@pytest.mark.parametrize("satisfaction", ["cost", "cardinality"])
def test_the_running_example_of_lackner_and_skowron_2023(satisfaction):
    costs = pd.Series(dict.fromkeys("abcdefg", 1.0))
    votes = ["a b"] * 3 + ["a c"] * 3 + ["a d"] * 2 + ["b c f", "e", "f", "g"]
    assert sets(equal_shares(ballots(costs, votes, satisfaction), costs, 4.0)) == {frozenset("a")}


@pytest.mark.parametrize(("satisfaction", "selected"), [("cost", {"p0", "p2"}), ("cardinality", {"p0", "p1", "p3"})])
def test_appendix_example_2_as_tested_in_pabutools(satisfaction, selected):
    costs = pd.Series({"p0": 1.0, "p1": 0.9, "p2": 2.0, "p3": 1.09})
    votes = ["p0", "p1 p2 p3", "p1 p2 p3", "p2"]
    assert sets(equal_shares(ballots(costs, votes, satisfaction), costs, 4.0)) == {frozenset(selected)}


def test_the_trace_says_who_paid_what_and_adds_up():
    costs = pd.Series({"a": 2, "b": 2})
    result = equal_shares(pd.DataFrame({"a": [2, 2, 0], "b": [0, 1, 3]}, index=["n", "s", "e"]), costs, 3)
    (step,) = result.rounds[0]
    assert (step.goal, step.rho, step.paid) == ("a", Fraction(1, 2), {"n": 1, "s": 1})
    assert result.leftover[0].to_dict() == {"n": 0, "s": 0, "e": 1}


def test_a_party_short_of_money_pays_all_it_has_and_the_others_the_rest():
    stakes = read_stakes(pd.DataFrame({"a": [1, 1]}), pd.Series({"a": 3}), 4)
    assert price(stakes, 0, (Fraction(1), Fraction(5))) == 2
    assert price(stakes, 0, (Fraction(1), Fraction(1))) is None


def test_a_tie_gives_every_selection_once_and_a_harmless_tie_only_one():
    clash = equal_shares(pd.DataFrame({"a": [1], "b": [1]}), pd.Series({"a": 1, "b": 1}), 1)
    assert sets(clash) == {frozenset("a"), frozenset("b")}
    room_for_both = equal_shares(pd.DataFrame({"a": [1], "b": [1]}), pd.Series({"a": 1, "b": 1}), 2)
    assert sets(room_for_both) == {frozenset("ab")}


def test_ties_are_all_followed_against_a_search_that_breaks_them_one_by_one():
    for seed in range(60):
        rng = np.random.default_rng(seed)
        utilities = pd.DataFrame(rng.integers(0, 3, (rng.integers(1, 5), 6)))
        costs = pd.Series(rng.integers(0, 3, 6))
        stakes = read_stakes(utilities, costs, 4)
        assert sets(equal_shares(utilities, costs, 4)) == every_tie_break(stakes, frozenset(), (stakes.budget / len(utilities),) * len(utilities))


def every_tie_break(stakes, bought, left) -> set:
    prices = {g: price(stakes, g, left) for g in range(len(stakes.goals)) if g not in bought}
    prices = {g: rho for g, rho in prices.items() if rho is not None}
    if not prices:
        return {bought}
    found = set()
    for goal in (g for g, rho in prices.items() if rho == min(prices.values())):
        after = tuple(have - min(have, prices[goal] * row[goal]) for have, row in zip(left, stakes.utility))
        found |= every_tie_break(stakes, bought | {goal}, after)
    return found


def test_decimals_decide_ties_not_binary_dust():
    costs = pd.Series({"a": 0.1 * 3, "b": 0.3})  # the first is .30000000000000004
    assert sets(equal_shares(pd.DataFrame({"a": [1], "b": [1]}), costs, 0.3)) == {frozenset("b")}


def test_a_goal_without_cost_is_bought_if_anyone_wants_it():
    result = equal_shares(pd.DataFrame({"a": [1, 0], "b": [0, 0]}), pd.Series({"a": 0, "b": 0}), 0)
    assert result.outcomes == [("a",)]


def test_nobody_wants_anything_and_the_money_stays():
    result = equal_shares(pd.DataFrame({"a": [0, -2]}), pd.Series({"a": 1}), 4)
    assert result.outcomes == [()]
    assert result.leftover[0].tolist() == [2, 2]


def test_too_many_ties_are_cut_off_and_it_is_said():
    goals = range(16)
    utilities = pd.DataFrame(np.ones((2, 16)), columns=goals)
    result = equal_shares(utilities, pd.Series(1, index=goals), 8)
    assert not result.complete
    assert {len(outcome) for outcome in result.outcomes} == {8}


def test_order_of_parties_and_goals_and_the_unit_of_utility_do_not_matter():
    rng = np.random.default_rng(4)
    utilities = pd.DataFrame(rng.integers(0, 5, (5, 8)))
    costs = pd.Series(rng.integers(1, 4, 8))
    asked = sets(equal_shares(utilities, costs, 7))
    assert sets(equal_shares(utilities.iloc[::-1, ::-1], costs, 7)) == asked
    assert sets(equal_shares(utilities * 7, costs, 7)) == asked


def fails_ejr_up_to_one(utilities: np.ndarray, costs: np.ndarray, budget: int, selected: list[int]) -> bool:
    """Definition in Peters, Pierczynski & Skowron 2021, by trying every group and every set of goals."""
    parties, goals = utilities.shape
    subsets = (np.arange(2**goals)[:, None] >> np.arange(goals)) & 1
    got = utilities[:, selected].sum(axis=1)
    outside = subsets.copy()
    outside[:, selected] = 0
    one_more = np.stack([(outside * row).max(axis=1) for row in utilities])  # best missing goal within each set
    for size in range(1, parties + 1):
        for group in combinations(range(parties), size):
            promised = subsets @ utilities[list(group)].min(axis=0)
            may_claim = subsets @ costs * parties <= size * budget
            content = [(got[p] >= promised) | (got[p] + one_more[p] > promised) for p in group]
            if (may_claim & ~np.any(content, axis=0)).any():
                return True
    return False


def test_the_fairness_check_sees_a_party_that_gets_one_of_the_two_goals_its_share_could_buy():
    utilities, costs = np.array([[1, 1, 1, 0, 0], [0, 0, 0, 1, 1]]), np.ones(5, dtype=int)
    assert fails_ejr_up_to_one(utilities, costs, 4, [0, 1, 2, 3])
    assert not fails_ejr_up_to_one(utilities, costs, 4, [0, 1, 3, 4])


def test_every_group_gets_its_due_up_to_one_goal_on_200_instances_up_to_12_goals_and_8_parties():
    for seed in range(200):
        rng = np.random.default_rng(seed)
        goals, parties = rng.integers(2, 13), rng.integers(1, 9)
        utilities, costs = rng.integers(0, 5, (parties, goals)), rng.integers(1, 6, goals)
        budget = int(rng.integers(1, costs.sum() + 1))
        for outcome in equal_shares(pd.DataFrame(utilities), pd.Series(costs), budget).outcomes:
            assert not fails_ejr_up_to_one(utilities, costs, budget, list(outcome)), seed
