"""Power indices to the last fraction, and the same vote under other rules."""

from fractions import Fraction as F
from itertools import combinations, permutations

import numpy as np
import pandas as pd
import pytest

from alliance_lib.interests import power
from alliance_lib.interests.power import banzhaf, compare_rules, decide, herfindahl, shapley_shubik

EEC = [4, 4, 4, 2, 2, 1]  # European Economic Community 1958, quota 12 (Brams & Affuso 1976)
# UN Security Council: a veto weighs 7, quota 39 of 45 (Straffin 1983).
COUNCIL = [7] * 5 + [1] * 10


def by_definition(weights, quota):
    """Both indices counted coalition by coalition and order by order."""
    n = len(weights)
    swings, pivots = [0] * n, [0] * n
    for size in range(n):
        for others in combinations(range(n), size):
            held = sum(weights[i] for i in others)
            for i in set(range(n)) - set(others):
                swings[i] += held < quota <= held + weights[i]
    for order in permutations(range(n)):
        held = 0
        for i in order:
            pivots[i] += held < quota <= held + weights[i]
            held += weights[i]
    return [[F(c, sum(counts)) if sum(counts) else F(0) for c in counts] for counts in (swings, pivots)]


def test_luxembourg_could_never_tip_the_first_european_council():
    assert banzhaf(EEC, 12) == [F(5, 21)] * 3 + [F(1, 7)] * 2 + [0]
    assert shapley_shubik(EEC, 12) == [F(7, 30)] * 3 + [F(3, 20)] * 2 + [0]


def test_the_security_council_as_published():
    assert shapley_shubik(COUNCIL, 39)[0] == F(421, 2145)
    assert shapley_shubik(COUNCIL, 39)[-1] == F(4, 2145)
    assert banzhaf(COUNCIL, 39)[0] == F(848, 5080) and banzhaf(COUNCIL, 39)[-1] == F(84, 5080)


def test_any_small_game_agrees_with_the_definition():
    rng = np.random.default_rng(5)
    for _ in range(40):
        weights = rng.integers(0, 6, rng.integers(1, 6)).tolist()
        quota = int(rng.integers(0, sum(weights) + 2))
        assert [banzhaf(weights, quota), shapley_shubik(weights, quota)] == by_definition(weights, quota)


def test_counting_gives_what_enumeration_gives():
    rng = np.random.default_rng(6)
    for _ in range(10):
        weights = rng.integers(0, 9, 8).tolist()
        whole = power._whole(weights, sum(weights) // 2 + 1)
        if sum(whole[0]):
            assert power._counted(*whole) == power._enumerated(*whole)


def test_beyond_twenty_parties_the_fractions_stay_exact():
    assert banzhaf([1] * 41, 21) == shapley_shubik([1] * 41, 21) == [F(1, 41)] * 41
    dummies = [3, 2, 1] + [0] * 20
    assert banzhaf(dummies, 4) == [F(3, 5), F(1, 5), F(1, 5)] + [0] * 20
    assert shapley_shubik(dummies, 4) == [F(2, 3), F(1, 6), F(1, 6)] + [0] * 20
    big = shapley_shubik([10] * 2 + [1] * 23, 22)
    assert sum(big) == 1 and big[0] == big[1] > big[2]


def test_decimals_are_read_as_written_and_only_proportions_count():
    assert banzhaf([0.1, 0.2, 0.3], 0.3) == banzhaf([1, 2, 3], 3) == banzhaf([100, 200, 300], 300)
    assert banzhaf(np.array([4, 4, 4, 2, 2, 1]), np.int64(12)) == banzhaf(EEC, 12)


def test_weights_too_large_for_machine_numbers_stay_exact():
    assert banzhaf([3 * 10**20 + 1, 2 * 10**20, 10**20], 4 * 10**20) == banzhaf([3, 2, 1], 4)


@pytest.mark.parametrize("quota", [0, -1, 100])
def test_when_nobody_can_tip_all_have_nothing(quota):
    assert banzhaf(EEC, quota) == shapley_shubik(EEC, quota) == [0] * 6


def test_one_party_has_all_and_no_party_is_no_error():
    assert banzhaf([5], 3) == shapley_shubik([5], 3) == [1]
    assert banzhaf([], 1) == shapley_shubik([], 1) == []


def test_shuffling_the_parties_moves_their_power_along():
    assert banzhaf(EEC[::-1], 12) == banzhaf(EEC, 12)[::-1]


@pytest.mark.parametrize("weights", [[1, float("nan")], [1, float("inf")], [1, -1]])
def test_weights_that_are_no_weights_are_refused(weights):
    with pytest.raises(ValueError):
        banzhaf(weights, 1)


def test_weights_too_fine_to_count_are_refused():
    with pytest.raises(ValueError, match="round"):
        banzhaf(list(range(10**6, 10**6 + 21)), 10**7)


HOMES = pd.Series({"C1": 60, "C2": 25, "C3": 15})


def test_the_same_vote_three_rules_who_tips_B26():
    stands = pd.Series({"C1": 1, "C2": 0, "C3": -1})
    got = compare_rules(stands, HOMES).set_index("rule")
    assert got["passes"].to_dict() == {
        "weighted": True, "one_party_one_vote": False, "unanimity": False, "consent": False,
    }
    assert got.loc["weighted", "tips"] == ("C1",)
    # One more in favour makes two of three; the one in favour already changes nothing by leaving.
    assert got.loc["one_party_one_vote", "tips"] == ("C2", "C3")
    assert got.loc["unanimity", "tips"] == ()
    assert got.loc["consent", "tips"] == ("C3",)


def test_a_veto_turns_a_majority_and_only_the_vetoer_can_lift_it():
    stands = pd.Series({"C1": 1, "C2": 1, "C3": -1})
    assert decide(stands, HOMES, rule="weighted").passes
    blocked = decide(stands, HOMES, rule="weighted", veto=["C3"])
    assert not blocked.passes and blocked.tips == ("C3",)
    assert compare_rules(stands, HOMES, veto=["C3"])["veto"].tolist() == [False, True] * 4


def test_consent_asks_for_no_objection_unanimity_for_everybody():
    stands = pd.Series({"C1": 1, "C2": 0, "C3": 0})
    assert decide(stands, HOMES, rule="consent").passes
    assert not decide(stands, HOMES, rule="unanimity").passes


def test_half_of_the_weight_is_no_majority_unless_the_agreement_says_so():
    stands, even = pd.Series({"A": 1, "B": -1}), pd.Series({"A": 2.5, "B": 2.5})
    assert not decide(stands, even, rule="weighted").passes
    assert decide(stands, even, rule="weighted", quota=2.5).passes


@pytest.mark.parametrize(
    "stands, rule, veto",
    [({"C1": 2, "C2": 0, "C3": 0}, "consent", ()), ({"C1": 1}, "consent", ()), ({}, "consent", ()),
     ({"C1": 1, "C2": 0, "C3": 0}, "dice", ()), ({"C1": 1, "C2": 0, "C3": 0}, "consent", ["X"]),
     ({"C1": np.nan, "C2": 0, "C3": 0}, "consent", ())],
)  # fmt: skip
def test_another_stand_rule_or_party_is_refused(stands, rule, veto):
    with pytest.raises(ValueError):
        decide(pd.Series(stands, dtype=float), HOMES, rule=rule, veto=veto)


def test_concentration_runs_from_one_nth_to_one():
    assert herfindahl([1] * 5) == pytest.approx(0.2)
    assert herfindahl([7, 0, 0]) == 1
    assert np.isnan(herfindahl([0, 0])) and np.isnan(herfindahl([]))
    with pytest.raises(ValueError):
        herfindahl([1, np.nan])
