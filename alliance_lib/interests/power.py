"""Who can tip a decision, under which rule, and how concentrated is the power?"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import factorial, gcd, lcm

import numpy as np
import pandas as pd

RULES = ("weighted", "one_party_one_vote", "unanimity", "consent")
ENUMERATED = 20  # 2**20 coalitions still fit in memory
CELLS = 5_000_000  # the largest table of coalition counts beyond that


@dataclass(frozen=True)
class Decision:
    """Whether the proposal passes, and who could turn that around alone (in the order given)."""

    passes: bool
    tips: tuple


def banzhaf(weights, quota) -> list[Fraction]:
    """In which share of all the tipped coalitions is it this party that tips?

    Reads: weights, one number >= 0 per party (votes, homes, euros); quota, the weight at which a
        coalition wins. Floats are read as their decimal form.
    Gives: exact fractions in the order of the weights, sum 1; zeros when nobody can tip.
    Refuses: ValueError for missing, infinite or negative weights, and for more than 20 parties
        with weights so fine that they cannot be counted.
    Source: Banzhaf 1965, normalised.
    Leaves out: who likes whom: every coalition is as likely.

    >>> [str(share) for share in banzhaf([3, 2, 1], 4)]
    ['3/5', '1/5', '1/5']
    """
    swings = [sum(by_size) for by_size in _swings(*_whole(weights, quota))]
    return _normalised([Fraction(count) for count in swings])


def shapley_shubik(weights, quota) -> list[Fraction]:
    """In which share of all the orders of joining is this party the one that makes it pass?

    Reads, Refuses: as `banzhaf`.
    Gives: exact fractions in the order of the weights, sum 1; zeros when nobody can tip.
    Source: Shapley & Shubik 1954.
    Leaves out: that some orders of joining are likelier than others.

    >>> [str(share) for share in shapley_shubik([3, 2, 1], 4)]
    ['2/3', '1/6', '1/6']
    """
    counts = _swings(*_whole(weights, quota))
    n = len(counts)
    orders = [
        sum(count * factorial(size) * factorial(n - size - 1) for size, count in enumerate(by_size))
        for by_size in counts
    ]
    return _normalised([Fraction(count) for count in orders])


def decide(stands, weights, *, rule: str, quota=None, veto: Iterable = ()) -> Decision:
    """Does this proposal pass under this rule, and who tips it?

    Reads: stands, series party -> 1 in favour, 0 no objection, -1 against; weights, series party
        -> number >= 0; rule, one of RULES; quota, for the weighted rule (default: more than half
        of all weight); veto, the parties whose "against" blocks under any rule.
    Gives: Decision. A party tips when another stand of its own alone would turn the outcome.
    Refuses: ValueError for other stands, parties that differ or none, an unknown rule or veto.
    Source: weighted and simple majority of all parties; unanimity: all in favour; consent: nobody
        against (Endenburg, sociocracy).
    Leaves out: negotiation before the vote, and parties changing together.

    >>> decide([1, 1, -1], [5, 1, 1], rule="consent")
    Decision(passes=False, tips=(2,))
    """
    stands, weights = _parties(stands), _parties(weights)
    parties, veto = list(stands.index), list(veto)
    if not parties or set(parties) != set(weights.index) or not set(veto) <= set(parties):
        raise ValueError("stands, weights and veto must name the same parties, at least one")
    if not stands.isin((-1, 0, 1)).all():
        raise ValueError("a stand is 1 (in favour), 0 (no objection) or -1 (against)")
    given = {party: int(stand) for party, stand in stands.items()}
    heavy, needed = _game(weights.loc[parties], rule, quota)
    weight = dict(zip(parties, heavy))

    def passes(held: dict) -> bool:
        carries = [p for p in parties if held[p] > 0 or (rule == "consent" and held[p] == 0)]
        return sum(weight[p] for p in carries) >= needed and all(held[p] >= 0 for p in veto)

    outcome = passes(given)
    tips = [p for p in parties if any(passes(given | {p: other}) != outcome for other in (-1, 0, 1))]
    return Decision(outcome, tuple(tips))


def compare_rules(stands, weights, *, quota=None, veto: Iterable = ()) -> pd.DataFrame:
    """The same vote under every rule, with and without the vetoes: what passes and who tips?

    Reads, Refuses: as `decide`.
    Gives: frame with columns rule, veto (bool), passes (bool), tips (tuple of parties); the rows
        with vetoes only if there are any.
    Source, Leaves out: as `decide`.
    """
    veto = list(veto)
    rows = []
    for rule in RULES:
        for blocking in [(), veto] if veto else [()]:
            decision = decide(stands, weights, rule=rule, quota=quota, veto=blocking)
            rows.append((rule, bool(blocking), decision.passes, decision.tips))
    return pd.DataFrame(rows, columns=["rule", "veto", "passes", "tips"])


def majority(weights) -> Fraction:
    """What is the least weight that is more than half?

    Reads: weights >= 0. Gives: a Fraction on the grid of the weights. Refuses: as `banzhaf`.

    >>> majority([4, 4, 4, 2, 2, 1])
    Fraction(9, 1)
    """
    exact = [_exact(w) for w in weights]
    scale = lcm(*(w.denominator for w in exact))
    return Fraction(int(sum(exact) * scale) // 2 + 1, scale)


def herfindahl(weights) -> float:
    """How concentrated is this: near 1 one party has it all, 1/n all have the same?

    Reads: weights >= 0. Gives: the sum of the squared shares; NaN when nobody has any.
    Refuses: ValueError for missing, infinite or negative weights.
    Source: Herfindahl 1950; its inverse is the effective number of parties (Laakso & Taagepera 1979).
    Leaves out: who tips: a concentrated table may still be decided by the smallest.

    >>> herfindahl([1, 1, 1, 1])
    0.25
    """
    held = np.asarray(weights, dtype=float)
    if not np.isfinite(held).all() or (held < 0).any():
        raise ValueError("weights must be finite and not negative")
    total = held.sum()
    return float(((held / total) ** 2).sum()) if total > 0 else float("nan")


def _parties(values) -> pd.Series:
    series = pd.Series(values)
    if not series.index.is_unique:
        raise ValueError("each party must occur once")
    return series


def _exact(number) -> Fraction:
    try:
        value = Fraction(str(number))
    except ValueError:
        raise ValueError(f"a weight or quota must be a finite number, got {number!r}") from None
    return value


def _game(weights: pd.Series, rule: str, quota) -> tuple[list[Fraction], Fraction]:
    """The rule as weights and a quota."""
    if rule not in RULES:
        raise ValueError(f"rule must be one of {RULES}, got {rule!r}")
    if rule == "weighted":
        return [_exact(w) for w in weights], majority(weights) if quota is None else _exact(quota)
    n = len(weights)
    return [Fraction(1)] * n, Fraction(n // 2 + 1 if rule == "one_party_one_vote" else n)


def _whole(weights, quota) -> tuple[list[int], int]:
    """The same game in the smallest whole numbers; no weight needs to exceed the quota."""
    exact, needed = [_exact(w) for w in weights], _exact(quota)
    if any(w < 0 for w in exact):
        raise ValueError("weights must not be negative")
    scale = lcm(*(w.denominator for w in exact))
    whole = [int(w * scale) for w in exact]
    unit = gcd(*whole) or 1
    bar = -(-needed * scale // unit)  # coalitions weigh whole units, so the quota rounds up
    return [min(w // unit, max(bar, 0)) for w in whole], bar


def _swings(weights: list[int], quota: int) -> list[list[int]]:
    """Per party, by size of the coalition without it, how many coalitions it turns into winners."""
    if quota <= 0 or sum(weights) < quota:
        return [[0] * len(weights) for _ in weights]
    return (_enumerated if len(weights) <= ENUMERATED else _counted)(weights, quota)


def _enumerated(weights: list[int], quota: int) -> list[list[int]]:
    held = np.zeros(1, dtype=np.int64 if sum(weights) + max(weights) < 2**62 else object)
    sizes = np.zeros(1, dtype=np.int64)
    for weight in weights:
        held, sizes = np.concatenate([held, held + weight]), np.concatenate([sizes, sizes + 1])
    swings = []
    for bit, weight in enumerate(weights):
        without, size = (a.reshape(-1, 2, 2**bit)[:, 0] for a in (held, sizes))
        tipped = size[(without < quota) & (without + weight >= quota)]
        swings.append(np.bincount(tipped, minlength=len(weights)).tolist())
    return swings


def _counted(weights: list[int], quota: int) -> list[list[int]]:
    """By dynamic programming over size and weight of the coalitions below the quota."""
    n = len(weights)
    if n * quota > CELLS:
        raise ValueError(f"{n} parties with a quota of {quota} units cannot be counted: round the weights")
    ways = np.zeros((n + 1, quota), dtype=object)
    ways[0, 0] = 1
    for weight in weights:
        ways[1:, weight:] = ways[1:, weight:] + ways[:-1, : quota - weight]

    @cache
    def swings_of(weight: int) -> list[int]:
        without = ways.copy()
        for size in range(1, n):
            without[size, weight:] = without[size, weight:] - without[size - 1, : quota - weight]
        return [int(without[size, quota - weight :].sum()) for size in range(n)]

    return [swings_of(weight) for weight in weights]


def _normalised(shares: list[Fraction]) -> list[Fraction]:
    total = sum(shares)
    return [share / total if total else Fraction(0) for share in shares]
