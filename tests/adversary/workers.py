"""Long work over all cores."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor


def spread(work: Callable, over: Sequence) -> list:
    """The answers of work for each of these, in their order; few are done here."""
    if len(over) < 10:
        return [work(one) for one in over]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(work, over))
