"""Do the people of one group say the same, before anybody takes their average?

Three measures of agreement within a small group, each with an interval or the band of chance.
"""

import numpy as np
import scipy

from alliance_lib.perturb import one_step

DRAWS = 2_000


def rwg(ratings, levels: int) -> float:
    """How much less do the answers spread than answers at random would?

    Reads: ratings, one per rater, numbers 1..levels, NaN for no answer; levels of the scale.
    Gives: 1 when all say the same, 0 when they spread as evenly random answers do, below 0 when
        polarised (kept, not set to 0); NaN for fewer than two answers.
    Refuses: ValueError for infinite ratings, ratings off the scale, tables, fewer than two levels.
    Source: James, Demaree & Wolf 1984: 1 - s2 / ((levels^2 - 1) / 12), s2 with n - 1.
    Leaves out: other null distributions than the even one.

    >>> round(rwg([4, 4, 5, 4, 4], 5), 3)
    0.9
    """
    given = _answered(ratings, levels)
    return _within(given, levels).item() if given.size > 1 else float("nan")


def rwg_interval(ratings, levels: int, *, probability: float, seed: int, level: float = 0.95) -> tuple[float, float]:
    """Between which values would rwg lie if the same people had answered on another day?

    Reads: ratings and levels as `rwg`; probability 0..1 that an answer moves one step; level 0..1.
    Gives: (low, high), equal-tailed over 2,000 draws; NaN for fewer than two answers.
    Refuses: as `rwg`; ValueError for a probability or level outside 0..1.
    Leaves out: people who did not answer. Five people give an interval that covers much of the scale.
    """
    given = _answered(ratings, levels)
    if given.size < 2:
        return float("nan"), float("nan")
    drawn = one_step(given, probability, DRAWS, seed=seed, scale=(1, levels))
    low, high = np.quantile(_within(drawn, levels), _tails(level))
    return float(low), float(high)


def rwg_of_chance(people: int, levels: int, level: float = 0.95) -> tuple[float, float]:
    """Between which values does rwg of so many random answers lie?

    Reads: people who answer; levels of the scale; level 0..1.
    Gives: (low, high), equal-tailed and exact: a value within the band is what chance gives too.
        NaN for fewer than two people.
    Refuses: ValueError for fewer than two levels or a level outside 0..1.
    Source: the null of Dunlap, Burke & Smith-Crowe 2003 (even, independent answers), counted out
        over the sum and the sum of squares instead of simulated.
    """
    if people < 2:
        return float("nan"), float("nan")
    total, squares = np.indices((people * (levels - 1) + 1, people * (levels - 1) ** 2 + 1))
    chance = _chance_of_sums(people, levels).ravel()
    values = 1 - ((squares - total**2 / people) / (people - 1)).ravel() / _even_variance(levels)
    occurs = chance > 0
    order = np.argsort(values[occurs])
    values, cumulative = values[occurs][order], np.cumsum(chance[occurs][order])
    low, high = np.searchsorted(cumulative, _tails(level))
    return float(values[low]), float(values[min(high, values.size - 1)])


def average_deviation(ratings) -> float:
    """How far, in steps of the scale, are people from their mean on average?

    Reads: ratings, one per rater, NaN for no answer.
    Gives: mean |x - mean|, 0 when all say the same; NaN for fewer than two answers.
    Refuses: ValueError for infinite ratings or tables.
    Source: Burke & Dunlap 2002, who call up to levels/6 agreement.

    >>> round(average_deviation([4, 4, 5, 4, 4]), 2)
    0.32
    """
    given = _answered(ratings)
    return float(np.abs(given - given.mean()).mean()) if given.size > 1 else float("nan")


def icc(ratings) -> dict[str, float]:
    """How much of the differences between what is rated do the judges share?

    Reads: ratings, targets x judges; a target that some judge did not rate (NaN) is left out.
    Gives: the six forms by name, with k judges "ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)",
        "ICC(2,k)", "ICC(3,k)" (k as a number, "ICC(3,4)"); NaN where nothing varies, with one
        judge or with fewer than two complete targets. Values below 0 stay.
    Refuses: ValueError for infinite ratings or anything but a table.
    Source: Shrout & Fleiss 1979.
    Leaves out: an estimate for incomplete tables.
    """
    n, k, between, within, judges, error = _mean_squares(ratings)
    forms = {
        "ICC(1,1)": (between - within, between + (k - 1) * within),
        "ICC(2,1)": (between - error, between + (k - 1) * error + k * (judges - error) / n),
        "ICC(3,1)": (between - error, between + (k - 1) * error),
        f"ICC(1,{k})": (between - within, between),
        f"ICC(2,{k})": (between - error, between + (judges - error) / n),
        f"ICC(3,{k})": (between - error, between),
    }
    return {name: above / below if below else float("nan") for name, (above, below) in forms.items()}


def icc_interval(ratings, level: float = 0.95) -> dict[str, tuple[float, float]]:
    """How sure are the six intraclass correlations?

    Reads: ratings as `icc`; level 0..1.
    Gives: (low, high) by the same names; NaN where judges never differ or the form itself is NaN.
        With five people they cover nearly the whole scale.
    Refuses: as `icc`; ValueError for a level outside 0..1.
    Source: Shrout & Fleiss 1979, F and, for the second form, Satterthwaite limits.
    Leaves out: answers that are not normal; read it as how wide, not how exactly.
    """
    n, k, between, within, judges, error = _mean_squares(ratings)
    tail = _tails(level)[1]
    if not (within > 0 and error > 0 and between > 0):
        return dict.fromkeys(icc(ratings), (float("nan"), float("nan")))
    one = _limits(between / within, (n - 1, n * (k - 1)), tail)
    three = _limits(between / error, (n - 1, (n - 1) * (k - 1)), tail)
    single = [(one - 1) / (one + k - 1), _second_form_limits(ratings, tail), (three - 1) / (three + k - 1)]
    averaged = [k * limits / (1 + (k - 1) * limits) for limits in single]  # Spearman-Brown
    return {name: (float(low), float(high)) for name, (low, high) in zip(icc(ratings), single + averaged, strict=True)}


def _answered(ratings, levels: int | None = None) -> np.ndarray:
    given = np.asarray(ratings, dtype=float)
    if given.ndim != 1 or np.isinf(given).any():
        raise ValueError("ratings must be one row of finite numbers, NaN for no answer")
    given = given[~np.isnan(given)]
    if levels is not None and (levels < 2 or ((given < 1) | (given > levels)).any()):
        raise ValueError(f"ratings must lie on a scale 1..{levels} of two levels or more")
    return given


def _even_variance(levels: int) -> float:
    return (levels**2 - 1) / 12


def _within(ratings: np.ndarray, levels: int) -> np.ndarray:
    return 1 - np.var(ratings, axis=-1, ddof=1) / _even_variance(levels)


def _tails(level: float) -> tuple[float, float]:
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, got {level}")
    return (1 - level) / 2, (1 + level) / 2


def _chance_of_sums(people: int, levels: int) -> np.ndarray:
    """The chance of each (sum, sum of squares) of so many even answers 0..levels-1."""
    if levels < 2:
        raise ValueError("a scale has two levels or more")
    chance = np.zeros((people * (levels - 1) + 1, people * (levels - 1) ** 2 + 1))
    chance[0, 0] = 1.0
    for _ in range(people):
        # nothing is lost at the far edge: the table has room for everybody on the highest answer
        chance = sum(np.roll(chance, (x, x * x), axis=(0, 1)) for x in range(levels)) / levels
    return chance


def _mean_squares(ratings) -> tuple[int, int, float, float, float, float]:
    """n, k and the mean squares between targets, within targets, of judges and of error."""
    table = np.asarray(ratings, dtype=float)
    if table.ndim != 2 or np.isinf(table).any():
        raise ValueError("ratings must be a table (targets x judges) of finite numbers, NaN for not rated")
    table = table[~np.isnan(table).any(axis=1)]
    n, k = table.shape
    if n < 2 or k < 2:
        return max(n, 1), k, *[float("nan")] * 4
    rounding = 1e-24 * np.sum(table**2)  # nothing varies if only this is left
    table = table - table.mean()
    targets, judges, every = k * np.sum(table.mean(1) ** 2), n * np.sum(table.mean(0) ** 2), np.sum(table**2)
    sums = np.array([targets, every - targets, judges, every - targets - judges])
    sums[sums <= max(1e-12 * every, rounding)] = 0.0
    between, within, judge, error = sums / [n - 1, n * (k - 1), k - 1, (n - 1) * (k - 1)]
    return n, k, float(between), float(within), float(judge), float(error)


def _limits(ratio: float, freedom: tuple[float, float], tail: float) -> np.ndarray:
    above, below = freedom
    return np.array([ratio / scipy.stats.f.ppf(tail, above, below), ratio * scipy.stats.f.ppf(tail, below, above)])


def _second_form_limits(ratings, tail: float) -> np.ndarray:
    n, k, between, _, judges, error = _mean_squares(ratings)
    rho, ratio = icc(ratings)["ICC(2,1)"], judges / error
    targets_part = n * (1 + (k - 1) * rho) - k * rho
    freedom = (k - 1) * (n - 1) * (k * rho * ratio + targets_part) ** 2
    freedom /= (n - 1) * k**2 * rho**2 * ratio**2 + targets_part**2
    down, up = scipy.stats.f.ppf(tail, n - 1, freedom), scipy.stats.f.ppf(tail, freedom, n - 1)
    rest = k * judges + (k * n - k - n) * error
    low = n * (between - down * error) / (down * rest + n * between)
    high = n * (up * between - error) / (rest + n * up * between)
    return np.array([low, high])
