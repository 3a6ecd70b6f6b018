"""How surely does a goal survive if weights and scores are not certain?"""

from dataclasses import dataclass
from math import lcm

import numpy as np
import pandas as pd

from alliance_lib import perturb
from alliance_lib.goals.stakes import Stakes, read_stakes

STEP_CHANCE = 0.2  # .1 up and .1 down
LARGEST = 2**61


@dataclass(frozen=True)
class Smaa:
    """How acceptable each alternative is, for whom it comes first, and how surely."""

    acceptability: np.ndarray  # alternatives x ranks: share of the draws in which it has that rank
    central_weights: np.ndarray  # alternatives x criteria: mean weights of those who put it first
    confidence: np.ndarray  # by alternative: how often it is first at its central weights


def survival(utilities: pd.DataFrame, costs: pd.Series, budget, *, draws: int, seed: int) -> pd.Series:
    """In which share of the draws does each goal belong to the best set within the budget?

    Reads: utilities, frame parties x goals, scores on a scale with steps of 1 (below 0 counts as
        0); costs, series by goal; budget; draws, 1 or more; seed.
    Gives: series by goal, 0..1. Per draw: party weights from Dirichlet(1); each score moves one
        step up or down with probability .1 each, not below 0; each party's scores are divided
        by its highest; the best set of the weighted sum by exact knapsack, equals by lot.
    Refuses: ValueError for draws below 1 and what read_stakes refuses.
    Source: in the spirit of SMAA-2, Lahdelma & Salminen 2001.
    Leaves out: costs that are uncertain; scores that move together. It is a share of draws, not
        a chance in the world.

    >>> votes = pd.DataFrame({"a": [4, 4], "b": [0, 0]}, index=["north", "south"])
    >>> survival(votes, pd.Series({"a": 1, "b": 1}), 1, draws=200, seed=1).round(1).to_dict()
    {'a': 1.0, 'b': 0.0}
    """
    if draws < 1:
        raise ValueError(f"draws must be at least 1, got {draws}")
    stakes = read_stakes(utilities, costs, budget)
    scores = np.array(stakes.utility, dtype=float).reshape(len(stakes.parties), len(stakes.goals))
    for_weights, for_scores, for_lots = np.random.SeedSequence(seed).spawn(3)
    weights = np.random.default_rng(for_weights).dirichlet(np.ones(len(stakes.parties)), draws)
    moved = perturb.one_step(scores, STEP_CHANCE, draws, seed=for_scores, scale=(0, np.inf))
    highest = moved.max(axis=2, initial=0.0)
    value = np.einsum("dp,dpg->dg", weights / np.where(highest > 0, highest, 1.0), moved)
    value *= 1 + 1e-10 * np.random.default_rng(for_lots).random(value.shape)
    from alliance_lib.goals.knapsack import best_sets  # compiled: loaded only when something is chosen

    taken = best_sets(value, *whole(stakes))
    return pd.Series(taken.mean(axis=0), index=stakes.goals, name="survival")


def whole(stakes: Stakes) -> tuple[np.ndarray, int | float]:
    """What are the costs and the budget in whole units?

    Gives: (costs, budget) as int64, exactly scaled; as floats when that would need more than
        18 digits.
    """
    unit = lcm(*(cost.denominator for cost in stakes.cost), stakes.budget.denominator)
    amounts = [*(cost * unit for cost in stakes.cost), stakes.budget * unit]
    if max(amounts) < LARGEST:
        return np.array([int(a) for a in amounts[:-1]], dtype=np.int64), int(amounts[-1])
    return np.array([float(c) for c in stakes.cost]), float(stakes.budget)


def smaa(measurements, weights) -> Smaa:
    """How acceptable is each alternative, for whom is it first, and how surely?

    Reads: measurements (draws, alternatives, criteria), higher is better, and weights (draws,
        criteria), 0 or more; one single draw of either stands for all.
    Gives: Smaa. Equal values share the ranks they take up. Central weights and confidence are
        NaN for an alternative that is never first.
    Refuses: ValueError for other shapes, unequal numbers of draws, non-finite numbers or
        negative weights.
    Source: SMAA-2, Lahdelma & Salminen 2001, additive value.
    Leaves out: other value functions; how the samples were drawn.

    >>> smaa([[[1, 0], [0, 1]]], [[0.8, 0.2], [0.6, 0.4], [0.1, 0.9]]).acceptability[:, 0].round(2).tolist()
    [0.67, 0.33]
    """
    scores, weights = np.asarray(measurements, dtype=float), np.asarray(weights, dtype=float)
    _check(scores, weights)
    draws = max(len(scores), len(weights))
    every = np.broadcast_to(weights, (draws, weights.shape[1]))
    value = np.einsum("dac,dc->da", np.broadcast_to(scores, (draws, *scores.shape[1:])), every)
    acceptability, first = _ranks(value)
    total = first.sum(axis=0)[:, None]
    central = np.full(scores.shape[1:], np.nan)
    np.divide(first.T @ every, total, out=central, where=total > 0)
    return Smaa(acceptability, central, np.array([_first_at(scores, central[a], a) for a in range(len(central))]))


def _check(scores: np.ndarray, weights: np.ndarray) -> None:
    if scores.ndim != 3 or weights.ndim != 2 or scores.shape[2] != weights.shape[1]:
        raise ValueError("measurements must be (draws, alternatives, criteria) and weights (draws, criteria)")
    if 0 in scores.shape or len(weights) == 0 or (len(scores) != len(weights) and 1 not in (len(scores), len(weights))):
        raise ValueError(f"draws do not match: {len(scores)} measurements, {len(weights)} weights")
    if not (np.isfinite(scores).all() and np.isfinite(weights).all()) or (weights < 0).any():
        raise ValueError("measurements and weights must be finite, weights 0 or more")


def _ranks(value: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Alternatives x ranks as shares of the draws, and draws x alternatives: share of first place."""
    draws, size = value.shape
    hair = 1e-12 * np.abs(value).max(axis=1, keepdims=True)
    table, first = np.zeros((size, size)), np.zeros(value.shape)
    for a in range(size):
        lead = value - value[:, [a]]
        above, tied = (lead > hair).sum(axis=1), (np.abs(lead) <= hair).sum(axis=1)
        opens = np.bincount(above, weights=1 / tied, minlength=size + 1)
        closes = np.bincount(above + tied, weights=1 / tied, minlength=size + 1)
        table[a] = np.cumsum(opens - closes)[:size].clip(0) / draws
        first[:, a] = np.where(above == 0, 1 / tied, 0.0)
    return table, first


def _first_at(scores: np.ndarray, weight: np.ndarray, alternative: int) -> float:
    if np.isnan(weight).any():
        return float("nan")
    return float(_ranks(scores @ weight)[1][:, alternative].mean())
