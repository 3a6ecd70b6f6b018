"""How far can the answers of a large panel be trusted: who only ticked one column, and how wide is the doubt?"""

from statistics import NormalDist

import numpy as np
import pandas as pd

SIDES = {"agree": 1, "disagree": -1}
LEAST_VOTES = 7


def straight_liners(votes, *, at_least: int = LEAST_VOTES) -> pd.Series:
    """Who gave the same answer to everything?

    Reads: votes, people x statements, 1 agree, -1 disagree, 0 pass, NaN not seen; at_least, from how
        many answers on that says something.
    Gives: series person -> bool.
    Refuses: ValueError for other votes, people or statements that occur twice, at_least below 2.
    Source: Krosnick 1991 (non-differentiation).
    Leaves out: whether they meant it. So they are counted and named as a group, never taken out unseen.

    >>> straight_liners([[1, 1, 1], [1, -1, 1]], at_least=3).tolist()
    [True, False]
    """
    if at_least < 2:
        raise ValueError(f"at_least must be 2 or more, got {at_least}")
    cast = checked(votes)
    return (cast.notna().sum(axis=1) >= at_least) & (cast.nunique(axis=1) == 1)


def agreement(votes, *, side: str = "agree", weights=None, population=None, level: float = 0.95) -> pd.DataFrame:
    """Which share of everybody agrees with each statement, and how wide is the doubt?

    Reads: votes as `straight_liners`; side "agree" or "disagree"; weights, series person -> number >= 0,
        how many people each stands for (a plain list goes by position; none: all the same); population,
        how many people could have been asked, one number or a series by statement (none: very many);
        level of the interval.
    Gives: frame by statement: seen (people who answered, a pass counts), effective (how many equal
        answers the weighted ones are worth), share, low, high. Nobody answered: NaN, and 0..1.
    Refuses: ValueError for other votes, people who occur twice, an unknown side, missing or negative
        weights, a population smaller than those who answered, a level outside 0..1.
    Source: Wilson 1927 interval; effective size Kish 1965; finite-population correction (N-n)/(N-1),
        Cochran 1977.
    Leaves out: that who answers may think differently from who does not.

    >>> agreement([[1], [1], [-1], [1]], population=4).iloc[0].tolist()
    [4.0, 4.0, 0.75, 0.75, 0.75]
    """
    if side not in SIDES or not 0 < level < 1:
        raise ValueError(f"side must be one of {tuple(SIDES)} and level between 0 and 1")
    cast = checked(votes)
    weight, size = _weights(weights, cast.index), _population(population, cast)
    table, heard = cast.to_numpy(), cast.notna().to_numpy()
    seen, heavy = heard.sum(axis=0), weight @ heard
    with np.errstate(invalid="ignore", divide="ignore"):  # a statement nobody saw has no share
        effective = np.where(heavy > 0, heavy**2 / (weight**2 @ heard), 0.0)
        share = weight @ (table == SIDES[side]) / heavy
        left = np.where(np.isinf(size), 1.0, (size - seen) / np.maximum(size - 1, 1))
        low, high = _wilson(share, effective / left, NormalDist().inv_cdf((1 + level) / 2))
    columns = {"seen": seen.astype(float), "effective": effective, "share": share, "low": low, "high": high}
    return pd.DataFrame(columns, cast.columns)


def checked(votes) -> pd.DataFrame:
    """The votes as a frame of people by statements. Refuses: ValueError for other votes, or people or statements twice."""
    given = pd.DataFrame(votes, dtype=float)
    if not given.index.is_unique or not given.columns.is_unique:
        raise ValueError("each person and each statement must occur once")
    if not (given.isin((-1, 0, 1)) | given.isna()).all(axis=None):
        raise ValueError("votes must be -1, 0, 1 or NaN")
    return given


def _weights(weights, people: pd.Index) -> np.ndarray:
    given = pd.Series(1.0 if weights is None else weights, None if isinstance(weights, pd.Series) else people, dtype=float)
    held = given.reindex(people).to_numpy()
    if not (np.isfinite(held) & (held >= 0)).all():
        raise ValueError("every person needs a weight of 0 or more")
    return held


def _population(population, cast: pd.DataFrame) -> np.ndarray:
    size = pd.Series(np.inf if population is None else population, None if isinstance(population, pd.Series) else cast.columns,
                     dtype=float).reindex(cast.columns).fillna(np.inf)
    if (size < cast.notna().sum()).any():
        raise ValueError("a population cannot be smaller than the people who answered")
    return size.to_numpy()


def _wilson(share: np.ndarray, n: np.ndarray, z: float) -> tuple[np.ndarray, np.ndarray]:
    """Low and high; without answers anything is possible, and when everybody answered nothing is in doubt."""
    spare = np.where(n > 0, z**2 / n, np.inf)
    middle = (share + spare / 2) / (1 + spare)
    half = np.sqrt(share * (1 - share) * spare + spare**2 / 4) / (1 + spare)
    known = np.isfinite(spare)
    return np.where(known, np.maximum(middle - half, 0), 0.0), np.where(known, np.minimum(middle + half, 1), 1.0)
