"""How long does a decision wait, counting those that are still open?"""

from dataclasses import dataclass

import numpy as np
import scipy

TIE = 1e-12  # a share of exactly one half may come out a rounding error above it


@dataclass(frozen=True)
class Waiting:
    """How long do decisions wait?

    days: the waiting times at which a decision fell; at_risk: still open just before; decided:
    how many fell then; still_open: share still open after that many days; error: Greenwood's
    standard error of that share, NaN once nothing is left open. median_days: by then half was
    decided, NaN if that was not reached. open_count: not decided yet.
    """

    days: np.ndarray
    at_risk: np.ndarray
    decided: np.ndarray
    still_open: np.ndarray
    error: np.ndarray
    median_days: float
    open_count: int


def time_to_decision(waited_days, is_decided) -> Waiting:
    """How long does a decision wait, counting those that are still open?

    Reads: waited_days, one number >= 0 per decision: from the request to the decision, or to
        the measuring day if it is still open; is_decided, True or False per decision.
    Gives: Waiting; empty arrays and NaN without any decision.
    Refuses: ValueError for unequal lengths, negative or non-finite days, is_decided not 0 or 1.
    Source: Kaplan & Meier 1958 (scipy.stats.ecdf); Greenwood 1926.
    Leaves out: decisions withdrawn for a reason that has to do with the waiting. For a register
        of all decisions there is no sampling error; the error is about decisions alike.

    >>> time_to_decision([2, 4, 4, 9], [True, True, False, True]).still_open.tolist()
    [0.75, 0.5, 0.0]
    """
    waited, decided = np.asarray(waited_days, dtype=float), np.asarray(is_decided, dtype=float)
    if waited.ndim != 1 or waited.shape != decided.shape:
        raise ValueError("waited_days and is_decided must be two rows of equal length")
    if not np.isfinite(waited).all() or (waited < 0).any():
        raise ValueError("waited_days must be finite and not negative")
    if not np.isin(decided, (0, 1)).all():
        raise ValueError("is_decided must be True or False")
    fell = decided == 1
    days, count = np.unique(waited[fell], return_counts=True)
    share = _still_open(waited, fell, days)
    at_risk = (waited[:, None] >= days).sum(axis=0)
    half = days[share <= 0.5 + TIE]
    return Waiting(
        days=_frozen(days),
        at_risk=_frozen(at_risk),
        decided=_frozen(count),
        still_open=_frozen(share),
        error=_frozen(_greenwood(share, at_risk, count)),
        median_days=float(half[0]) if half.size else float("nan"),
        open_count=int((~fell).sum()),
    )


def time_to_decision_by_level(waited_days, is_decided, level) -> dict[str, Waiting]:
    """At which level do decisions wait longest?

    Reads: as time_to_decision; level, one label per decision.
    Gives: Waiting per level, in the order of the labels.
    Refuses: ValueError, as time_to_decision.
    Source: as time_to_decision.
    Leaves out: a test of difference; a register is all there is.
    """
    waited, decided, where = (np.asarray(given) for given in (waited_days, is_decided, level))
    if not waited.shape == decided.shape == where.shape:
        raise ValueError("waited_days, is_decided and level must be of equal length")
    return {str(name): time_to_decision(waited[where == name], decided[where == name]) for name in np.unique(where)}


def _still_open(waited: np.ndarray, fell: np.ndarray, days: np.ndarray) -> np.ndarray:
    if not waited.size:
        return np.empty(0)
    return scipy.stats.ecdf(scipy.stats.CensoredData.right_censored(waited, ~fell)).sf.evaluate(days)


def _greenwood(share: np.ndarray, at_risk: np.ndarray, count: np.ndarray) -> np.ndarray:
    left = at_risk - count
    term = count / (at_risk * np.where(left > 0, left, 1))
    return np.where(left > 0, share * np.sqrt(np.cumsum(term)), np.nan)


def _frozen(values: np.ndarray) -> np.ndarray:
    values.setflags(write=False)
    return values
