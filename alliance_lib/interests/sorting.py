"""Which shared points of view lie behind the way people sort the statements?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

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
    table = pd.DataFrame(sorts, dtype=float)
    statements, people = table.shape
    if statements < 2 or not np.isfinite(table.to_numpy()).all() or (table.nunique() < 2).any():
        raise ValueError("sorts must be finite, statements x people, with more than one place per person")
    if not 1 <= factors <= people:
        raise ValueError(f"factors must lie in 1..{people}, got {factors}")
    values, vectors = np.linalg.eigh(np.atleast_2d(np.corrcoef(table.to_numpy(), rowvar=False)))
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
