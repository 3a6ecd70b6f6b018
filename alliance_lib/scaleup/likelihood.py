"""How do we say a chance in words, always the same word for the same chance?"""

from collections.abc import Sequence

LEVELS = ("very_unlikely", "unlikely", "even", "likely", "very_likely")


def level(probability: float, bounds: Sequence[float]) -> str:
    """Which word belongs to this chance?

    Reads: probability 0..1; bounds, four rising chances between the five LEVELS.
    Gives: one of LEVELS; on a bound the more likely one.
    Refuses: ValueError for a chance outside 0..1 or another number of bounds.
    Source: Mastrandrea et al. 2010, guidance note of the IPCC.

    >>> level(0.7, (0.1, 0.33, 0.66, 0.9))
    'likely'
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"a chance lies in 0..1, got {probability}")
    if len(bounds) != len(LEVELS) - 1 or list(bounds) != sorted(bounds):
        raise ValueError(f"bounds must be {len(LEVELS) - 1} rising chances, got {bounds}")
    return LEVELS[sum(probability >= bound for bound in bounds)]


def chance(probability: float) -> float:
    """Which percentage do we write down? Never 0 or 100: so many futures do not rule anything out."""
    return min(max(probability, 0.01), 0.99)
