"""What do very many futures say together, if several machines count them?

Only tables of numbers travel to the workers, and only counts come back: no names, answers or notes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from alliance_lib.errors import AllianceError
from alliance_lib.scaleup import kernel
from alliance_lib.scaleup.summary import Summary
from alliance_lib.scaleup.tables import Tables, prepare

EACH = 2  # pieces per worker: a slow one then keeps the others waiting for less


@contextmanager
def workers(address: str | None, count: int) -> Iterator:
    """Who counts along? A Dask client of the scheduler at this address, or of so many processes on this machine.

    Refuses: AllianceError if Dask is not installed, or nobody answers at the address.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise AllianceError("Dask is not installed.", "--engine dask", 'Install it with: pip install "alliance-lib[dask]".') from None
    if address is None:
        with LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError):
        raise AllianceError("no Dask scheduler answers at this address.", address, "Check the address and start the scheduler.") from None
    with client:
        yield client


def summarize(case: dict, scenarios: int, seed: int, client, first: int = 0) -> Summary:
    """What do very many futures say together, counted by the workers of a Dask client?

    Reads: as `kernel.summarize`; client, of `workers`.
    Gives: Summary, bit for bit that of `kernel.summarize`, whatever the number of workers.
    Refuses: as `count`.
    """
    return count(Counting(prepare(case), seed), scenarios, client, first)


def count(work, scenarios: int, client, first: int = 0) -> Summary:
    """What do the workers count together?

    Reads: work, with a method count(lo, hi) -> Summary of those scenarios; it travels to every worker, so it holds
        numbers only.
    Gives: Summary of scenarios first..first + scenarios - 1, the same bits for every number of workers.
    Refuses: ValueError for negative numbers; AllianceError if there are no workers.
    Source: counter-based draws (Salmon et al. 2011) make a scenario its own; counts and fixed-point sums add up exactly.
    """
    from distributed import as_completed

    if int(scenarios) < 0 or int(first) < 0:
        raise ValueError("scenarios and first must be at least 0")
    found = len(client.scheduler_info(n_workers=-1)["workers"])
    if not found:
        raise AllianceError("the Dask scheduler has no workers.", "", "Start at least one worker.")
    [held] = client.scatter([work], broadcast=True)  # a list, because a named tuple would be taken apart
    edges = np.linspace(first, first + scenarios, min(EACH * found, max(scenarios, 1)) + 1).astype(int).tolist()
    parts = [client.submit(_piece, held, lo, hi, pure=False) for lo, hi in pairwise(edges)]
    total = None
    for _, part in as_completed(parts, with_results=True):
        total = part if total is None else total.merge(part)
    return total


def _piece(work, lo: int, hi: int) -> Summary:
    return work.count(lo, hi)


class Counting(NamedTuple):
    """A case to count: its tables and the seed."""

    tables: Tables
    seed: int

    def count(self, lo: int, hi: int) -> Summary:
        """What do scenarios lo..hi-1 say together?"""
        return kernel.count(self.tables, self.seed, np.arange(lo, hi, dtype=np.int64))
