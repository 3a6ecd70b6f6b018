"""How good was what we forecast, now that it has happened?

All scores are elementwise (nothing is averaged) and lower is better.
Source: Gneiting & Raftery 2007; fair ensemble score: Ferro 2014.
"""

import numpy as np
import scipy


def _finite(**given):
    arrays = {name: np.asarray(value, dtype=float) for name, value in given.items()}
    for name, value in arrays.items():
        if not np.isfinite(value).all():
            raise ValueError(f"{name} must be finite")
    return arrays.values()


def crps_ensemble(samples, observed, fair: bool = False) -> np.ndarray:
    """How far was a whole sample of futures from what happened?

    Reads: samples (..., M), M draws of the forecast in the last axis; observed (...); fair takes
        the sample as drawn from the forecast (divides the spread by M (M-1) instead of M^2).
    Gives: CRPS (...), in the unit of the observation: mean |x - y| - mean |x - x'| / 2.
    Refuses: ValueError for values that are not finite, no samples, or one sample if fair.
    Source: Gneiting & Raftery 2007, equation 20; fair form Ferro 2014.

    >>> float(crps_ensemble([0, 0, 10], 5, fair=True).round(4))
    1.6667
    """
    x, y = _finite(samples=samples, observed=observed)
    members = x.shape[-1] if x.ndim else 0
    if members < (2 if fair else 1):
        raise ValueError("an ensemble needs at least one sample, two if fair")
    x = np.sort(x, axis=-1)
    # sum over pairs of |x - x'| from the order statistics: no M x M table
    spread = 2 * (x * (2 * np.arange(1, members + 1) - members - 1)).sum(-1)
    pairs = members * (members - 1) if fair else members**2
    return np.abs(x - y[..., None]).mean(-1) - spread / (2 * pairs)


def _density(z):
    return np.exp(-z * z / 2) / np.sqrt(2 * np.pi)


def crps_normal(mean, sd, observed) -> np.ndarray:
    """How far was a normal forecast from what happened?

    Reads: mean, sd (at least 0; 0 is a point forecast), observed, shapes that fit together.
    Gives: CRPS, sd (z (2 Phi(z) - 1) + 2 phi(z) - 1/sqrt(pi)); |observed - mean| for sd 0.
    Refuses: ValueError for values that are not finite or sd below 0.
    Source: Gneiting & Raftery 2007, equation 21.

    >>> float(crps_normal(0, 1, 0).round(6))
    0.233695
    """
    m, s, y = _finite(mean=mean, sd=sd, observed=observed)
    if (s < 0).any():
        raise ValueError("sd must be at least 0")
    z = (y - m) / np.where(s > 0, s, 1.0)
    score = s * (z * (2 * scipy.special.ndtr(z) - 1) + 2 * _density(z) - 1 / np.sqrt(np.pi))
    return np.where(s > 0, score, np.abs(y - m))


def interval_score(lower, upper, observed, level: float) -> np.ndarray:
    """Was the interval narrow, and did it hold?

    Reads: lower <= upper, observed; level, the coverage inside 0..1 (.8 for an 80 % interval).
    Gives: width + 2/(1 - level) times the distance by which the observation lies outside.
    Refuses: ValueError for values that are not finite, lower above upper, a level outside 0..1.
    Source: Gneiting & Raftery 2007, equation 43 (alpha = 1 - level).

    >>> float(interval_score(2, 6, 7, 0.9).round(6))
    24.0
    """
    low, high, y = _finite(lower=lower, upper=upper, observed=observed)
    if not 0 < level < 1:
        raise ValueError(f"level must lie inside 0..1, got {level}")
    if (low > high).any():
        raise ValueError("lower must not exceed upper")
    outside = np.maximum(low - y, 0) + np.maximum(y - high, 0)
    return high - low + 2 / (1 - level) * outside


def pinball(forecast, observed, probability) -> np.ndarray:
    """How far was a forecast quantile from what happened?

    Reads: forecast of the quantile, observed, probability 0..1 of the quantile.
    Gives: (y - q) p above the forecast, (q - y) (1 - p) below it; undoubled.
    Refuses: ValueError for values that are not finite or a probability outside 0..1.
    Source: Koenker & Bassett 1978.

    >>> pinball([10, 10], [14, 6], 0.75).tolist()
    [3.0, 1.0]
    """
    q, y, p = _finite(forecast=forecast, observed=observed, probability=probability)
    if ((p < 0) | (p > 1)).any():
        raise ValueError("probability must lie in 0..1")
    return np.where(y >= q, (y - q) * p, (q - y) * (1 - p))
