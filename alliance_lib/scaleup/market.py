"""What does a home cost in the alliance, beside tendering each complex alone in the market?"""

import numpy as np

from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.scaleup.futures import Futures, quantiles
from alliance_lib.scaleup.likelihood import chance, level

WAYS = ("alliance", "market")


def _per_home(found: Futures) -> tuple[np.ndarray, np.ndarray]:
    """Cost per home of the alliance and of the market, in the futures in which a home was built."""
    built = (found.homes > 0) & (found.market_cost_per_home > 0)
    return found.cost[built] / found.homes[built], found.market_cost_per_home[built]


def table(found: Futures) -> list[dict]:
    """How much per home, low, middle and high? Gives: rows of the table cost, from today on; none if nothing is built.

    The alliance's cost counts work, repair, hands without work and investment; the market's counts that each
    complex starts learning anew, and the same repair.
    """
    each = _per_home(found)
    if not each[0].size:
        return []
    return [{"way_code": way, **dict(zip(("low_keur", "middle_keur", "high_keur"), map(float, quantiles(values)), strict=True))}
            for way, values in zip(WAYS, each, strict=True)]


def say(found: Futures, bare: bool, assume: Assumptions) -> list[Finding]:
    """How likely is a home cheaper than in the market, and what does it cost? bare: on example figures only.

    Ours is said as low and high: a gate that opens or not gives two heaps, and the middle then falls between them.
    """
    ours, theirs = _per_home(found)
    if not ours.size:
        return []
    p = float((ours < theirs).mean())
    low, _, high = map(float, quantiles(ours))
    facts = {"low": low, "high": high, "market": float(np.median(theirs)), "p": chance(p)}
    said = [Finding(f"scaleup.cheaper_{level(p, assume['likelihood_bounds'])}", facts=facts, weight=0.7)]
    return [*said, Finding("scaleup.cost_on_reference", facts={}, weight=0.49)] if bare else said
