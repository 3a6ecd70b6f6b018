"""Which shared points of view lie behind the way people sort the statements?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

LEAST_SORTS = 8
NEARLY_ONE = 1e-12
TURNS = 1_000


@dataclass(frozen=True, eq=False)
class QResult:
    """Points of view (factors 1..k): loadings and flags people x factors, scores statements x factors."""

    loadings: pd.DataFrame
    flags: pd.DataFrame
    scores: pd.DataFrame


def q_method(sorts, factors: int) -> QResult:
    """Which points of view are there, who holds them, and what do they put first?

    Reads: sorts, frame statements x people, the place each person gave each statement (higher is
        more); factors, how many points of view, at most the number of people.
    Gives: QResult: loadings -1..1, factors by rotated variance, signs such that each column's sum
        is positive; flags: |loading| above 1.96/sqrt(statements) and more than half of the person's
        communality; scores: z-scores (sd with n-1) of the flagged sorts, weighted by l/(1-l^2), NaN
        where nobody is flagged.
    Refuses: ValueError for missing or infinite places, a person who puts everything in one place,
        fewer than two statements, a number of factors below 1 or above the number of people.
    Source: Stephenson; Brown 1980, Political Subjectivity; Kaiser 1958 (varimax).
    Leaves out: how many factors to take, and rotation by hand. Meaningful from about 8 sorts on.

    >>> views = q_method([[2, 2, -2], [1, 0, -1], [-1, 0, 1], [-2, -2, 2]], 1)
    >>> views.loadings[1].round(2).tolist()
    [0.99, 0.95, -0.99]
    """
    table = _checked(sorts)
    statements, people = table.shape
    if not 1 <= factors <= people:
        raise ValueError(f"factors must lie in 1..{people}, got {factors}")
    values, vectors = np.linalg.eigh(_alike(table.to_numpy()))
    largest = np.argsort(values)[::-1][:factors]
    loadings = _varimax(vectors[:, largest] * np.sqrt(np.maximum(values[largest], 0)))
    loadings = loadings[:, np.argsort(-(loadings**2).sum(axis=0), kind="stable")]
    loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1, 1)
    squared = loadings**2
    flags = (np.abs(loadings) > 1.96 / np.sqrt(statements)) & (squared > squared.sum(axis=1, keepdims=True) / 2)
    names = pd.RangeIndex(1, factors + 1, name="factor")
    return QResult(
        pd.DataFrame(loadings, table.columns, names),
        pd.DataFrame(flags, table.columns, names),
        pd.DataFrame(_scores(table.to_numpy(), loadings, flags), table.index, names),
    )


def how_many(sorts, *, permutations: int = 200, seed: int = 0) -> int:
    """How many points of view are more than chance?

    Reads, Refuses: sorts, as `q_method`.
    Gives: the number of factors, largest first, that explain more than 95 % of the same factors do when
        every person's places are dealt at random; 0 where nobody agrees more than by chance.
    Source: parallel analysis, Horn 1965; for Q, Watts & Stenner 2012.
    Leaves out: whether a point of view can be understood: that is for people to say.

    >>> how_many([[3, 3, 3], [2, 2, 2], [1, 1, 1], [0, 0, 0], [-1, -1, -1], [-2, -2, -2], [-3, -3, -3]])
    1
    """
    table = _checked(sorts)
    # In an order set by the places, so that neither names nor rows change the draw.
    places = table.to_numpy()[np.lexsort(np.sort(table.to_numpy(), axis=1).T)]
    places = places[:, np.lexsort(places)]
    rng = np.random.default_rng(seed)
    dealt = [np.linalg.eigvalsh(_alike(rng.permuted(places, axis=0)))[::-1] for _ in range(permutations)]
    beaten = np.linalg.eigvalsh(_alike(places))[::-1] > np.quantile(dealt, 0.95, axis=0, method="higher")
    return int(np.append(beaten, False).argmin())


def _checked(sorts) -> pd.DataFrame:
    table = pd.DataFrame(sorts, dtype=float)
    if table.shape[0] < 2 or not np.isfinite(table.to_numpy()).all() or (table.nunique() < 2).any():
        raise ValueError("sorts must be finite, statements x people, with more than one place per person")
    return table


def _alike(places: np.ndarray) -> np.ndarray:
    """How much each person's sort is like each other's: the correlations."""
    return np.atleast_2d(np.corrcoef(places, rowvar=False))


def _varimax(loadings: np.ndarray) -> np.ndarray:
    """Rotated so that each person loads on few factors; every person counts alike (Kaiser)."""
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    length = np.where(length > 0, length, 1.0)
    unit = loadings / length
    turn, reached = np.eye(loadings.shape[1]), 0.0
    for _ in range(TURNS):
        turned = unit @ turn
        left, gain, right = np.linalg.svd(unit.T @ (turned**3 - turned * (turned**2).mean(axis=0)))
        turn = left @ right
        if gain.sum() <= reached * (1 + NEARLY_ONE):
            break
        reached = gain.sum()
    return unit @ turn * length


def _scores(places: np.ndarray, loadings: np.ndarray, flags: np.ndarray) -> np.ndarray:
    weights = np.where(flags, loadings / np.maximum(1 - loadings**2, NEARLY_ONE), 0.0)
    raw = places @ weights
    spread = raw.std(axis=0, ddof=1)
    known = flags.any(axis=0) & (spread > 0)
    return np.divide(raw - raw.mean(axis=0), spread, out=np.full_like(raw, np.nan), where=known)
