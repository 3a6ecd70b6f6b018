"""How much later than promised does each corporation release, judged by few and partly open promises?

Ratio = actual lead over promised lead. Per owner it is lognormal with (mu, sig) on a grid; a
promise still open says only "more than this so far" (right-censored); owners learn from each
other and from a reference class that counts as four corporations.
"""

from dataclasses import dataclass

import numpy as np
import scipy

PSEUDO = 4  # corporations the reference class counts for
MU_STEPS, SIG_STEPS, ROUNDS = 61, 15, 3
REFERENCE_FIELDS = ("mu", "mu_sd", "sig", "sig_sd")


@dataclass(frozen=True, eq=False)
class DelayPosterior:
    """What do we know of each owner's overrun ratio, and how surely?

    Gives: owners; mu and sig (G), the grid; weight (owners + 1, G), each row summing to 1, the last
        row for an owner without any promise on record.
    """

    owners: tuple
    mu: np.ndarray
    sig: np.ndarray
    weight: np.ndarray

    def _row(self, owner):
        return self.weight[self.owners.index(owner) if owner in self.owners else len(self.owners)]

    def cdf(self, owner, ratio) -> np.ndarray:
        """How likely is a next ratio of at most this? Reads: ratio (...), above 0."""
        row = self._row(owner)
        keep = row > 1e-7 * row.max()  # what this leaves out is below the seventh digit
        z = (np.log(np.asarray(ratio, dtype=float))[..., None] - self.mu[keep]) / self.sig[keep]
        return scipy.special.ndtr(z) @ row[keep] / row[keep].sum()

    def quantile(self, owner, probability) -> np.ndarray:
        """Which ratio will the next promise stay below with this probability (inside 0..1)?"""
        p = np.asarray(probability, dtype=float)
        if not ((p > 0) & (p < 1)).all():
            raise ValueError("probability must lie inside 0..1")
        span = 10 * self.sig.max()
        low, high = np.full(p.shape, self.mu.min() - span), np.full(p.shape, self.mu.max() + span)
        for _ in range(50):
            middle = (low + high) / 2
            below = self.cdf(owner, np.exp(middle)) < p
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return np.exp((low + high) / 2)

    def interval(self, owner, level: float = 0.8) -> tuple[float, float]:
        """Between which ratios does this owner's next promise come true?

        Reads: owner (one without promises on record gets what the others and the reference class
            say); level, the coverage inside 0..1. Gives: (low, high), equal tails.
        """
        if not 0 < level < 1:
            raise ValueError(f"level must lie inside 0..1, got {level}")
        low, high = self.quantile(owner, [(1 - level) / 2, (1 + level) / 2])
        return float(low), float(high)

    def parameters(self, owner, n: int, seed: int) -> np.ndarray:
        """Which (mu, sig) are plausible? Gives: array (n, 2), drawn from the posterior grid."""
        row = self._row(owner)
        place = np.random.default_rng(seed).choice(len(row), size=n, p=row / row.sum())
        return np.column_stack([self.mu[place], self.sig[place]])

    def sample(self, owner, n: int, seed: int) -> np.ndarray:
        """Which ratios may the next promise get? Gives: array (n,); not knowing mu and sig is in it."""
        mu, sig = self.parameters(owner, n, seed).T
        luck = (np.random.default_rng([seed, 1]).integers(0, 2**32, n) + 0.5) / 2.0**32
        return np.exp(mu + sig * scipy.special.ndtri(luck))

    def crps(self, owner, observed) -> np.ndarray:
        """How far was the forecast from the ratios that came true?

        Reads: observed (...), ratios above 0. Gives: CRPS, elementwise, in ratio points: the
        integral of (F - step)^2, by trapezoids in log ratio.
        """
        y = np.asarray(observed, dtype=float)
        if not (np.isfinite(y) & (y > 0)).all():
            raise ValueError("observed ratios must be finite and above 0")
        span = 8 * self.sig.max()
        logs = np.linspace(self.mu.min() - span, self.mu.max() + span, 1001)
        x = np.exp(logs)
        f = self.cdf(owner, x)
        left, right = (np.diff(x) * (part[1:] + part[:-1]) / 2 for part in (f**2, (1 - f) ** 2))
        below = np.concatenate([[0], left.cumsum()])
        above = np.concatenate([right[::-1].cumsum()[::-1], [0]])
        outside = np.maximum(y - x[-1], 0) + np.maximum(x[0] - y, 0)
        return np.interp(y, x, below) + np.interp(y, x, above) + outside


def _reference(prior):
    values = [prior[key] for key in REFERENCE_FIELDS] if hasattr(prior, "keys") else list(prior)
    mu, mu_sd, sig, sig_sd = map(float, values)
    if not np.isfinite([mu, mu_sd, sig, sig_sd]).all() or min(mu_sd, sig, sig_sd) <= 0:
        raise ValueError("prior is (mu, mu_sd, sig, sig_sd), finite, the last three above 0")
    return mu, mu_sd, sig, sig_sd


def _grid(reference, logs):
    """Grid of (mu, sig) wide enough for the reference class and for what was seen, and its weights."""
    mu, mu_sd, sig, sig_sd = reference
    seen = (logs.min(initial=mu), logs.max(initial=mu))
    places = np.linspace(min(mu - 4 * mu_sd, seen[0]), max(mu + 4 * mu_sd, seen[1]), MU_STEPS)
    spreads = sig * np.exp(np.linspace(-3, 3, SIG_STEPS) * sig_sd)
    m, s = (a.ravel() for a in np.meshgrid(places, spreads, indexing="ij"))
    weight = np.exp(-(((m - mu) / mu_sd) ** 2) / 2 - (np.log(s / sig) / sig_sd) ** 2 / 2)
    return m, s, weight / weight.sum()


def _likelihood(logs, seen, place, grid):
    """Log likelihood (owners, G): densities from sums, open promises from the upper tail."""
    owners = place.max(initial=-1) + 1
    mu, sig = grid
    n, first, second = (
        np.bincount(place[seen], weights=w, minlength=owners)[:, None]
        for w in (np.ones(seen.sum()), logs[seen], logs[seen] ** 2)
    )
    log = -n * np.log(sig) - (second - 2 * mu * first + n * mu**2) / (2 * sig**2)
    np.add.at(log, place[~seen], scipy.special.log_ndtr((mu - logs[~seen, None]) / sig))
    return log


def _posterior(log, reference):
    """Weights (owners + 1, G): every owner's prior is the reference class and the other owners."""
    like = np.exp(log - log.max(axis=1, keepdims=True))
    owners = len(like)
    each = like * reference
    each /= each.sum(1, keepdims=True)
    for _ in range(ROUNDS):
        prior = (PSEUDO * reference + each.sum(0) - each) / (PSEUDO + owners - 1)
        each = like * prior
        each /= each.sum(1, keepdims=True)
    return np.vstack([each, (PSEUDO * reference + each.sum(0)) / (PSEUDO + owners)])


def fit(ratio, observed, owner, prior) -> DelayPosterior:
    """How late is each owner, when it made few promises and some are still open?

    Reads: ratio (n,), actual over promised lead, or elapsed over promised lead if still open, above 0;
        observed (n,), true if released; owner (n,), whose promise; prior, the reference class:
        (mu, mu_sd, sig, sig_sd) or a mapping of these: mu ~ Normal(mu, mu_sd),
        log sig ~ Normal(log sig, sig_sd).
    Gives: `DelayPosterior`; an owner without promises gets what the others and the reference say.
    Refuses: ValueError for ratios that are not finite or not above 0, or lengths that differ.
    Source: grid empirical Bayes with right-censoring (Efron & Morris 1973 for learning from each
        other); the reference class after Flyvbjerg 2006. Each owner's prior leaves its own promises out.
    Leaves out: trends in time, and delays that depend on the complex.

    >>> known = fit([1.2, 1.5, 1.1, 0.9], [1, 1, 0, 1], ["A", "A", "A", "B"], (0.1, 0.2, 0.3, 0.3))
    >>> low, high = known.interval("A", 0.8)
    >>> bool(low < 1.25 < high)
    True
    """
    values, names = np.asarray(ratio, dtype=float), list(owner)
    seen = np.asarray(observed)
    if not (values.ndim == 1 and values.shape == seen.shape and len(names) == len(values)):
        raise ValueError("ratio, observed and owner must be of one length")
    if not (np.isfinite(values) & (values > 0)).all():
        raise ValueError("ratios must be finite and above 0")
    if not np.isin(seen, (0, 1)).all():
        raise ValueError("observed must be true or false")
    reference, logs = _reference(prior), np.log(values)
    owners = tuple(dict.fromkeys(names))
    number = {name: k for k, name in enumerate(owners)}
    place = np.array([number[name] for name in names], dtype=int)
    mu, sig, weight = _grid(reference, logs)
    log = _likelihood(logs, seen.astype(bool), place, (mu, sig))
    return DelayPosterior(owners, mu, sig, _posterior(log, weight))
