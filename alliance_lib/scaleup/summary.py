"""What do very many scenarios say together, without keeping one of them?

Every field is a count or a fixed-point sum of integers: two summaries of different scenarios
of the same case add up to the summary of all, bit for bit, however they were split.
"""

from typing import NamedTuple

import numpy as np

FIXED = 2.0**16  # fixed-point sums: steps of 1/65536 of a home, month or thousand euro
EVEN = 2000  # evenly spaced bins of homes, 0..top
OCTAVE, SMALLEST, OCTAVES = 128, -10, 50  # logarithmic bins of money: 0.4 % wide at most 0.8 %
MONEY = ("cost", "cost_per_home", "market_cost_per_home", "saving_per_home", "npv")
YES = ("invested", "earned_back", "below_market")


class Counts(NamedTuple):
    """Integer histograms and sums; N complexes, B builders, Q quarters, T months."""

    quarter: np.ndarray  # [Q, EVEN + 1] homes per quarter
    cumulative: np.ndarray  # [Q, EVEN + 1] homes done by the end of each quarter
    homes: np.ndarray  # [EVEN + 1]
    money: np.ndarray  # [5, bins] MONEY
    gate: np.ndarray  # [P - 1, T + 1] month of opening, T = not
    continuity: np.ndarray  # [B, 101] per cent
    worst: np.ndarray  # [101] continuity of the worst builder
    builder_homes: np.ndarray  # [B, EVEN + 1]
    idle: np.ndarray  # [B, T + 1] months of unused capacity within the builder's promised period
    busy: np.ndarray  # [B, T + 1] months of full work
    release: np.ndarray  # [N, T + 1] month released in the promised condition, T = not before the end
    done: np.ndarray  # [N] scenarios in which the complex was completed
    sums: np.ndarray  # homes, MONEY, homes per quarter [Q], then per builder homes, idle, busy, continuity
    yes: np.ndarray  # [3] scenarios: YES
    tops: np.ndarray  # homes per quarter, homes, homes per builder [B]: the largest value of each even scale


def tops(tab) -> np.ndarray:
    """Which numbers of homes can never be exceeded: per quarter, in all, per builder?"""
    h, builders = tab.whole[:, 0].astype(float), len(tab.builder)
    each = np.bincount(tab.whole[:, 2], weights=h, minlength=builders)
    most = np.maximum(tab.builder[:, 0], tab.cap.max(1)) * (1 + each / tab.builder[:, 2]) ** max(tab.par[2], 0.0)
    quarter = 3 * float(most.sum()) * max(1.0, tab.par[5])
    return np.concatenate([[min(float(h.sum()), quarter), float(h.sum())], each])


def empty(tab) -> Counts:
    """What is known before the first scenario?"""
    (n, _), (phases, builders, months) = tab.real.shape, tab.plan.shape
    whole = lambda *shape: np.zeros(shape, dtype=np.int64)  # noqa: E731
    quarters, bins = months // 3, 2 * OCTAVE * OCTAVES + 1
    return Counts(
        quarter=whole(quarters, EVEN + 1), cumulative=whole(quarters, EVEN + 1), homes=whole(EVEN + 1),
        money=whole(len(MONEY), bins), gate=whole(phases - 1, months + 1), continuity=whole(builders, 101),
        worst=whole(101), builder_homes=whole(builders, EVEN + 1), idle=whole(builders, months + 1),
        busy=whole(builders, months + 1), release=np.zeros((n, months + 1), dtype=np.int32), done=whole(n),
        sums=whole(6 + quarters + 4 * builders), yes=whole(len(YES)), tops=tops(tab),
    )  # fmt: skip


def money_values() -> np.ndarray:
    """Which amount stands for each logarithmic bin?"""
    k = np.arange(OCTAVE * OCTAVES)
    size = 2.0 ** (k // OCTAVE + SMALLEST) * (1 + (k % OCTAVE + 0.5) / OCTAVE)
    return np.concatenate([-size[::-1], [0.0], size])


def histogram_quantile(counts, values, probability: float) -> np.ndarray:
    """Which value is reached with this probability?

    Reads: counts (..., bins); values [bins] or (..., bins), rising; probability in 0..1.
    Gives: per row the smallest value with at least that share at or below it; NaN without counts.
    """
    counts = np.asarray(counts)
    if not 0 <= probability <= 1:
        raise ValueError(f"probability must lie in 0..1, got {probability}")
    running = counts.cumsum(-1, dtype=np.int64)
    total = running[..., -1:]
    need = np.maximum(np.ceil(probability * total - 1e-9), 1)
    place = np.argmax(running >= need, axis=-1)
    found = np.take_along_axis(np.broadcast_to(values, counts.shape), place[..., None], -1)[..., 0]
    return np.where(total[..., 0] > 0, found, np.nan)


class Summary(NamedTuple):
    """What do these scenarios say together?

    Reads: made by `kernel.summarize`. `a.merge(b)` is the summary of both.
    Gives: quantiles from the histograms (homes to 1/2000 of the total, money to 0.4 %, months
        exact), means from the sums, probabilities as shares of scenarios.
    Leaves out: single scenarios, and how quantities move together beyond `below_market` and the
        worst builder's continuity.
    """

    scenarios: int
    counts: Counts

    def merge(self, other: "Summary") -> "Summary":
        """What do both say together? Refuses summaries of cases of another size (ValueError)."""
        if any(a.shape != b.shape for a, b in zip(self.counts, other.counts, strict=True)) or not np.array_equal(
            self.counts.tops, other.counts.tops
        ):
            raise ValueError("only summaries of the same case can be merged")
        both = (a + b for a, b in zip(self.counts[:-1], other.counts[:-1], strict=True))
        return Summary(self.scenarios + other.scenarios, Counts(*both, self.counts.tops))

    def scale(self, name: str) -> np.ndarray:
        """Which values do the bins of this histogram stand for?"""
        tops, last = self.counts.tops, np.arange(EVEN + 1) / EVEN
        if name in MONEY:
            return money_values()
        if name in ("continuity", "worst"):
            return np.arange(101) / 100
        if name == "builder_homes":
            return tops[2:, None] * last
        if name in ("quarter", "cumulative", "homes"):
            return last * tops[0 if name == "quarter" else 1]
        return np.arange(getattr(self.counts, name).shape[-1], dtype=float)

    def quantile(self, name: str, probability: float) -> np.ndarray:
        """Which value is reached with this probability?

        Reads: name of a histogram of `Counts` or of MONEY; probability 0..1.
        Gives: array of the histogram's rows (0-d for a single one); months equal to T mean "not".
        """
        held = self.counts.money[MONEY.index(name)] if name in MONEY else getattr(self.counts, name)
        return histogram_quantile(held, self.scale(name), probability)

    def mean(self, name: str) -> np.ndarray:
        """What is the mean over the scenarios?

        Reads: "homes", a name of MONEY, "quarter" [Q], or "builder_homes", "idle", "busy", "continuity" [B].
        """
        means, quarters = self.counts.sums / (FIXED * max(self.scenarios, 1)), len(self.counts.quarter)
        per_builder = means[6 + quarters :].reshape(-1, 4)
        columns = dict(zip(("builder_homes", "idle", "busy", "continuity"), per_builder.T, strict=True))
        single = dict(zip(("homes", *MONEY), means[:6], strict=True))
        return {**single, **columns, "quarter": means[6 : 6 + quarters]}[name]

    def probability(self, name: str) -> np.ndarray:
        """In which share of the scenarios? "invested", "earned_back", "below_market", "gate" [P-1], "done" [N]."""
        total = max(self.scenarios, 1)
        if name == "gate":
            return self.counts.gate[:, :-1].sum(1) / total
        return (self.counts.done if name == "done" else self.counts.yes[YES.index(name)]) / total
