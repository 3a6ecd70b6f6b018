"""Do these raters put the items in the same order?"""

from itertools import permutations
from math import factorial

import numpy as np
import pandas as pd

EXACT_UP_TO = 10**6
DRAWS = 20_000


def kendall_w(ratings, *, seed: int = 0) -> tuple[float, float]:
    """How much do the raters agree on the order, and could chance do as well?

    Reads: ratings, raters x items, any numbers, ranked within each rater (ties share the mean rank).
    Gives: (W, p): W from 0 (no common order) to 1 (the same order), corrected for ties; p, the
        chance of a W at least as large when each rater's ranks are put in random order: exact
        where items!^(raters-1) is at most a million, else from 20,000 seeded permutations.
        (NaN, NaN) if every rater ties everything.
    Refuses: ValueError for missing or infinite ratings or a table that is not raters x items.
    Source: Kendall & Babington Smith 1939; Siegel 1956; p counts the observed case itself
        (Phipson & Smyth 2010).
    Leaves out: which raters disagree, and how far apart the items are.

    >>> kendall_w([[1, 2, 3], [1, 2, 3]])
    (1.0, 0.16666666666666666)
    """
    given = np.asarray(ratings, dtype=float)
    if given.ndim != 2 or not np.isfinite(given).all():
        raise ValueError("ratings must be a finite table of raters x items")
    # Twice the rank is a whole number, so that equal sums compare as equal.
    ranks = (2 * pd.DataFrame(given).rank(axis=1).to_numpy()).astype(np.int64)
    raters, items = ranks.shape
    ties = sum((count**3 - count).sum() for count in (np.unique(row, return_counts=True)[1] for row in ranks))
    most = raters**2 * (items**3 - items) - raters * ties
    if most <= 0:
        return float("nan"), float("nan")
    totals = ranks.sum(axis=0)
    spread = items * (totals**2).sum() - totals.sum() ** 2  # 4 * items * S
    return float(3 * spread / (items * most)), _chance(ranks, (totals**2).sum(), seed)


def _chance(ranks: np.ndarray, observed: int, seed: int) -> float:
    """Share of random orders with a sum of squared rank totals at least as large."""
    rows = np.array(sorted(sorted(row) for row in ranks.tolist()))  # no draw hangs on who stands where
    raters, items = rows.shape
    if factorial(items) ** (raters - 1) <= EXACT_UP_TO:
        return float((_squares(_every_order(rows)) >= observed).mean())
    rng = np.random.default_rng(seed)
    totals = sum(rng.permuted(np.tile(row, (DRAWS, 1)), axis=1) for row in rows)
    return float((1 + (_squares(totals) >= observed).sum()) / (1 + DRAWS))


def _every_order(rows: np.ndarray) -> np.ndarray:
    """Rank totals for every combination of orders, the first rater held fixed."""
    totals = rows[:1]
    for row in rows[1:]:
        orders = np.array(list(permutations(row)))
        totals = (totals[:, None, :] + orders[None, :, :]).reshape(-1, rows.shape[1])
    return totals


def _squares(totals: np.ndarray) -> np.ndarray:
    return (totals**2).sum(axis=1)
