"""How much do ordered answers agree? The published coefficients, one function each."""

import numpy as np
import pandas as pd
import scipy

TIE = 1e-12  # two tail probabilities closer than this are the same number


def van_der_eijk(counts) -> float:
    """How far do ordered answers agree, from -1 (two opposite camps) over 0 (spread evenly) to 1?

    Reads: counts, one non-negative number per category of the scale, lowest category first;
        frequencies or weights, at least two categories.
    Gives: agreement A in -1..1; 1 when only one category is used, NaN for an empty table.
    Refuses: ValueError for fewer than two categories, negative or non-finite counts.
    Source: van der Eijk 2001, Measuring agreement in ordered rating scales, Quality & Quantity 35.
    Leaves out: how many people answered; hold A against the noise band of that number.

    >>> round(van_der_eijk([30, 40, 210, 130, 530, 50, 10]), 4)
    0.6113
    """
    return float(agreement_of_rows(_checked(counts)))


def agreement_of_rows(counts) -> np.ndarray:
    """What is van der Eijk's A of each of many tables at once?

    Reads: counts, array (..., categories), as van_der_eijk.
    Gives: array (...) of A, NaN for an empty table.
    Refuses: ValueError for fewer than two categories, negative or non-finite counts.
    Source: van der Eijk 2001. The layers are the slices between successive heights of the
        table, so that weights which are no whole numbers need no rounding.
    Leaves out: the layers themselves.
    """
    table = _valid(np.asarray(counts, dtype=float))
    heights = np.sort(table, axis=-1)
    thickness = np.diff(heights, axis=-1, prepend=0.0)
    patterns = table[..., None, :] >= heights[..., :, None]
    weight = thickness * patterns.sum(axis=-1)
    total = table.sum(axis=-1)
    agreed = (weight * _pattern_agreement(patterns)).sum(axis=-1)
    return np.where(total > 0, agreed / np.where(total > 0, total, 1.0), np.nan)


def _pattern_agreement(patterns: np.ndarray) -> np.ndarray:
    """Agreement of layers of zeros and ones: U * (1 - (S - 1) / (K - 1))."""
    used = patterns.astype(float)
    categories = used.shape[-1]
    size = used.sum(axis=-1)
    left = np.cumsum(used, axis=-1) - used
    right = size[..., None] - left - used
    # Every empty category makes one triple with each pair of used ones: 101 around it, else 011 or 110.
    divided = ((1 - used) * left * right).sum(axis=-1)
    together = ((1 - used) * (left * (left - 1) + right * (right - 1)) / 2).sum(axis=-1)
    triples = (categories - 2) * (together + divided)
    unimodal = ((categories - 2) * together - (categories - 1) * divided) / np.where(triples > 0, triples, 1.0)
    unimodal = np.where(triples > 0, unimodal, 1.0)
    return unimodal * (1 - (size - 1) / (categories - 1))


def leik_consensus(counts) -> float:
    """How far do ordered answers agree, by the spread of their cumulative shares?

    Reads: counts, as van_der_eijk.
    Gives: consensus 0 (half at each end) to 1 (one category); NaN for an empty table.
    Refuses: ValueError, as van_der_eijk.
    Source: Leik 1966, A measure of ordinal consensus, Pacific Sociological Review 9.
    Leaves out: two camps and an even spread are one slope here, no change of sign.

    >>> leik_consensus([2, 0, 0, 2])
    0.0
    """
    table = _checked(counts)
    if not table.sum():
        return float("nan")
    cumulative = np.cumsum(table) / table.sum()
    return float(1 - 2 * np.minimum(cumulative, 1 - cumulative).sum() / (table.size - 1))


def tastle_wierman(counts) -> float:
    """How far do ordered answers agree, by their distance from the mean?

    Reads: counts, as van_der_eijk.
    Gives: consensus 0 (half at each end) to 1 (one category); NaN for an empty table.
    Refuses: ValueError, as van_der_eijk.
    Source: Tastle & Wierman 2007, Consensus and dissention, Int. J. of Approximate Reasoning 45.
    Leaves out: that the steps of the scale may be unequal; it treats them as equal.

    >>> tastle_wierman([0, 7, 0, 0])
    1.0
    """
    table = _checked(counts)
    if not table.sum():
        return float("nan")
    category = np.arange(table.size)[table > 0]
    share = table[table > 0] / table.sum()
    apart = np.abs(category - share @ category) / (table.size - 1)
    return float(1 + share @ np.log2(1 - apart))


def polarization(counts) -> float:
    """How far are ordered answers divided over two ends, from 0 (one category) to 1 (two camps)?

    Reads: counts, as van_der_eijk.
    Gives: (1 - A) / 2; NaN for an empty table.
    Refuses: ValueError, as van_der_eijk.
    Source: van der Eijk 2001, turned to 0..1 as in the R package agrmt.
    Leaves out: where the camps are.

    >>> polarization([2, 0, 0, 2])
    1.0
    """
    return (1 - van_der_eijk(counts)) / 2


def hypergeometric_bounds(seen_yes: int, seen: int, population: int, level: float = 0.95) -> tuple[int, int]:
    """How many of all people would say yes, when only some were asked?

    Reads: whole numbers 0 <= seen_yes <= seen <= population; level between 0 and 1.
    Gives: (lowest, highest) number of yes among all; a number stays if each tail probability
        exceeds (1 - level) / 2. Nobody seen: (0, population).
    Refuses: ValueError for numbers out of order, not whole, or a level outside 0..1.
    Source: equal-tailed inversion of the hypergeometric test (Wright 1991, Exact confidence
        bounds when sampling from small finite universes).
    Leaves out: that those not yet seen may differ from those seen for a reason.

    >>> hypergeometric_bounds(3, 3, 5), hypergeometric_bounds(0, 0, 5)
    ((3, 5), (0, 5))
    """
    if not all(number == int(number) for number in (seen_yes, seen, population)):
        raise ValueError("seen_yes, seen and population must be whole numbers")
    if not 0 <= seen_yes <= seen <= population or not 0 < level < 1:
        raise ValueError("need 0 <= seen_yes <= seen <= population and 0 < level < 1")
    if seen == 0:
        return 0, int(population)
    possible = np.arange(int(seen_yes), int(population - seen + seen_yes) + 1)
    least = scipy.stats.hypergeom.sf(seen_yes - 1, population, possible, seen)
    most = scipy.stats.hypergeom.cdf(seen_yes, population, possible, seen)
    kept = possible[np.minimum(least, most) > (1 - level) / 2 + TIE]
    return int(kept[0]), int(kept[-1])


def krippendorff_alpha(ratings, level: str = "ordinal") -> float:
    """Would another coder have written down the same?

    Reads: ratings, array coders x units, None or NaN where a coder did not code a unit; numbers,
        or for level "nominal" any labels; level "nominal", "ordinal", "interval" or "ratio".
    Gives: alpha, 1 for perfect, 0 for chance, below 0 for worse than chance; NaN without
        variation or when no unit was coded twice.
    Refuses: ValueError for an unknown level, ratings that are no table, infinite ratings, or
        negative ratings at level "ratio".
    Source: Krippendorff 2011, Computing Krippendorff's alpha-reliability.
    Leaves out: an interval around alpha, and which coder is right.

    >>> krippendorff_alpha([[1, 2, 3, None], [1, 2, 3, 4]])
    1.0
    """
    values, table = _values_per_unit(ratings, level)
    table = table[table.sum(axis=1) >= 2]
    coded = table.sum(axis=1)
    frequency = table.sum(axis=0)
    if np.count_nonzero(frequency) < 2:
        return float("nan")
    # Pairs within a unit, each unit weighing as many as its coders.
    weighted = table / (coded - 1)[:, None]
    together = table.T @ weighted - np.diag(weighted.sum(axis=0))
    by_chance = (np.outer(frequency, frequency) - np.diag(frequency)) / (frequency.sum() - 1)
    apart = _squared_difference(values, frequency, level)
    return float(1 - (together * apart).sum() / (by_chance * apart).sum())


def _values_per_unit(ratings, level: str) -> tuple[np.ndarray, np.ndarray]:
    """The values in use, and how often each unit (row) received each of them (column)."""
    if level not in ("nominal", "ordinal", "interval", "ratio"):
        raise ValueError(f"level must be nominal, ordinal, interval or ratio, got {level!r}")
    given = np.asarray(ratings, dtype=object if level == "nominal" else float)
    if given.ndim != 2:
        raise ValueError("ratings must be a table of coders x units")
    if level != "nominal" and (np.isinf(given).any() or (level == "ratio" and (given < 0).any())):
        raise ValueError("ratings must be finite, and not negative at level ratio")
    code, values = pd.factorize(given.ravel(), sort=level != "nominal")
    table = np.zeros((given.shape[1], len(values)))
    unit = np.tile(np.arange(given.shape[1]), given.shape[0])
    np.add.at(table, (unit[code >= 0], code[code >= 0]), 1)
    return values, table


def _squared_difference(values: np.ndarray, frequency: np.ndarray, level: str) -> np.ndarray:
    """Krippendorff's squared difference between each two values."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    if level == "ordinal":
        # The ranks between two values, counting half of each of the two.
        rank = np.cumsum(frequency) - frequency / 2
        return (rank[:, None] - rank) ** 2
    difference = values[:, None] - values
    if level == "interval":
        return difference**2
    total = values[:, None] + values
    return (difference / np.where(total > 0, total, 1.0)) ** 2


def _checked(counts) -> np.ndarray:
    table = np.asarray(counts, dtype=float)
    if table.ndim != 1:
        raise ValueError("counts must be one row of numbers, one per category")
    return _valid(table)


def _valid(table: np.ndarray) -> np.ndarray:
    if not np.isfinite(table).all() or (table < 0).any():
        raise ValueError("counts must be finite and not negative")
    if table.ndim < 1 or table.shape[-1] < 2:
        raise ValueError("a scale needs at least two categories")
    return table
