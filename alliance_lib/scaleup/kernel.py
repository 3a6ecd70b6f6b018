"""What happens in each possible future of the alliance, thousands of times over?

`simulate` keeps every scenario, `summarize` only counts, `vary` gives each scenario parameters
of its own. All three run the same compiled steps, or NumPy alone where numba is missing.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from typing import NamedTuple

import numpy as np

from alliance_lib.scaleup import draws, fallback
from alliance_lib.scaleup.summary import Summary, empty
from alliance_lib.scaleup.tables import PARAMETERS, prepare

try:
    from alliance_lib.scaleup import compiled_draws, promises, streaming
except ImportError:  # numba is missing: the NumPy fallback answers
    compiled_draws = promises = streaming = None

BLOCK = 512  # scenarios side by side in the fallback: large enough for NumPy, small enough for a cache
FEW = 16  # scenarios whose given draws are held at once: a large case has many columns


class Stored(NamedTuple):
    """What is kept of S scenarios."""

    quarter_homes: np.ndarray
    cost: np.ndarray
    homes: np.ndarray
    market_cost_per_home: np.ndarray
    gate_month: np.ndarray
    continuity: np.ndarray
    npv: np.ndarray
    done_month: np.ndarray
    release_month: np.ndarray
    builder_homes: np.ndarray
    idle_months: np.ndarray
    work_months: np.ndarray


def _stored(tab, scenarios):
    phases, builders, months = tab.plan.shape
    n, s = len(tab.real), scenarios
    real, whole = np.zeros, lambda shape: np.zeros(shape, dtype=np.int32)
    return Stored(
        quarter_homes=real((s, months // 3)), cost=real(s), homes=real(s), market_cost_per_home=real(s),
        gate_month=whole((s, phases - 1)), continuity=real((s, builders)), npv=real(s), done_month=whole((s, n)),
        release_month=whole((s, n)), builder_homes=real((s, builders)), idle_months=real((s, builders)),
        work_months=real((s, builders)),
    )  # fmt: skip


def _pieces(scenarios, threads):
    """Scenario ranges, a few per thread so that no thread waits long for another."""
    edges = np.linspace(0, scenarios, min(4 * threads if threads > 1 else 1, max(scenarios, 1)) + 1).astype(int)
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))


def _threads(threads):
    count = (os.cpu_count() or 1) if threads is None else int(threads)
    if count < 1:
        raise ValueError(f"threads must be at least 1, got {threads}")
    return count


def _each(work, pieces, threads):
    """Do the pieces, in as many threads as asked; the compiled part does not hold Python's lock."""
    if threads == 1:
        return [work(piece) for piece in pieces]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, pieces))


def _numbers(scenarios, first):
    if int(scenarios) < 0 or int(first) < 0:
        raise ValueError("scenarios and first must be at least 0")
    return np.arange(int(first), int(first) + int(scenarios), dtype=np.int64)


def _given(uniforms, scenarios, tab):
    """Given draws, checked and clipped inside 0..1; no rows if the generator draws."""
    if uniforms is None:
        return np.zeros((0, 0))
    given = np.asarray(uniforms, dtype=float)
    if given.ndim != 2 or given.shape[0] != scenarios or given.shape[1] < tab.span[3]:
        raise ValueError(f"uniforms must have shape ({scenarios}, {tab.span[3]}), got {given.shape}")
    if not ((given >= 0) & (given <= 1)).all():
        raise ValueError("uniforms must lie in 0..1")
    return np.ascontiguousarray(draws.clip_inside(given[:, : tab.span[3]]))


def uniforms(seed, numbers, columns) -> np.ndarray:
    """Which uniforms do these scenarios get? As `draws.uniforms`, to the bit, and compiled where numba is there."""
    if compiled_draws is None:
        return draws.uniforms(seed, numbers, columns)
    key, which = np.array(draws.key_of(seed), dtype=np.uint64), np.ascontiguousarray(numbers, dtype=np.int64)
    rows, threads = np.empty((len(which), 4 * -(-columns // 4))), _threads(None) if len(which) > BLOCK else 1
    _each(lambda piece: compiled_draws.draw_rows(key, which[slice(*piece)], rows[slice(*piece)]), _pieces(len(which), threads), threads)
    return rows[:, :columns]


class _Run(NamedTuple):
    """One call: the tables, the parameters (one row, or one per scenario) and the luck."""

    tab: object
    par: np.ndarray
    seed: int
    numbers: np.ndarray
    given: np.ndarray

    def part(self, lo, hi):
        """The same call for scenarios lo..hi-1 of it."""
        par = self.par[lo:hi] if len(self.par) > 1 else self.par
        return self._replace(par=par, numbers=self.numbers[lo:hi], given=self.given[lo:hi])

    def source(self):
        return streaming.Source(np.array(draws.key_of(self.seed), dtype=np.uint64), self.numbers, self.given)

    def lucky(self, luck):
        """The same call a few scenarios at a time, each with its given draws."""
        for lo in range(0, len(self.numbers), FEW):
            some = self.part(lo, lo + FEW)
            yield some._replace(given=_given(luck(some.numbers), len(some.numbers), self.tab))

    def uniforms(self):
        return self.given if len(self.given) else draws.uniforms(self.seed, self.numbers, int(self.tab.span[3]))


def _store(run, threads, compiled):
    out = _stored(run.tab, len(run.numbers))

    def piece(edges):
        lo, hi = edges
        here, part = Stored(*(field[lo:hi] for field in out)), run.part(lo, hi)
        if compiled:
            streaming.store(part.tab, part.par, part.source(), promises.room(part.tab), here)
            return
        for k in range(0, hi - lo, BLOCK):
            some = part.part(k, min(k + BLOCK, hi - lo))
            for name, value in fallback.run(some.tab, some.par, some.uniforms(), some.numbers).items():
                getattr(here, name)[k : k + BLOCK] = value

    _each(piece, _pieces(len(run.numbers), threads), threads)
    return out._asdict()


def _compiled(asked):
    if asked and streaming is None:
        raise ValueError("compiled=True needs numba")
    return streaming is not None if asked is None else bool(asked)


def simulate(case, scenarios, seed, threads=None, first=0, uniforms=None, *, compiled=None) -> dict:
    """What happens in each of so many possible futures?

    Reads: case, a plain dict: per complex h (homes), owner, builder, phase, tp (promised month),
        lead (months), score (NEN 2767, 1..6); per owner mu, sig (log of actual over promised lead)
        and cond (O, 4); plan (P, B, T), cap (B, P), per builder c_min, c1, n0, idle, F; T, B, P, O;
        the scalars of `tables.PARAMETERS` without a neutral value, kappa, n0m, buffer, tol; per gate
        gate_homes, gate_theta, gate_cost; m_cons (3), rep_m (4). Months, homes, thousand euro.
        scenarios; seed 0..2^64-1; threads (None: all processors); first, the first scenario's
        number; uniforms (S, D) replace the generator; compiled (None: if numba is there).
        Extensions, each neutral when left out (formulas: `tables.prepare`): posterior, small_rule,
        court_p, court_months, conditions, lesson_lag, q0, gamma, rework, gate_window, remedy, leave,
        inflation.
    Gives: dict of arrays, S scenarios: quarter_homes (S, T/3), cost, homes, npv, market_cost_per_home,
        gate_month (S, P-1; T = not opened), continuity (S, B), done_month and release_month (S, N;
        -1 = not done, T = not released before the end), builder_homes, idle_months (within the
        builder's promised period) and work_months (S, B). The same bits for any threads and split.
    Refuses: ValueError for a case that does not fit together, or draws outside 0..1.
    Source: Wright 1936 (learning), Flyvbjerg 2006 (overrun ratio), Salmon et al. 2011 (draws).
    Leaves out: what parties decide differently once they see it coming.
    """
    tab = prepare(case)
    numbers = _numbers(scenarios, first)
    run = _Run(tab, tab.par[None, :], seed, numbers, _given(uniforms, len(numbers), tab))
    draws.key_of(seed)
    return _store(run, _threads(threads), _compiled(compiled))


def vary(case, factors, numbers, seed, threads=None) -> dict:
    """What happens if every scenario has parameters of its own?

    Reads: case as in `simulate`; factors, dict name of `tables.PARAMETERS` -> array (S,): also
        mu_shift (added to every mu), sig_scale, cond_shift and consent_shift (added to the uniform:
        .1 = ten points more shortfall, less consent); numbers (S,), each scenario's number and so
        its luck: the same number is the same luck.
    Gives: the fields of `simulate`.
    Refuses: ValueError for an unknown factor, another length, values that are not finite.
    Leaves out: fields that the tables are built from (plan, buffer, m_cons, kappa); the market goes
        on learning at the case's own beta and lab.
    """
    tab = prepare(case)
    luck = np.ascontiguousarray(numbers, dtype=np.int64)
    par = np.tile(tab.par, (len(luck), 1))
    for name, values in factors.items():
        if name not in PARAMETERS:
            raise ValueError(f"unknown factor {name!r}")
        par[:, PARAMETERS.index(name)] = values
    if not np.isfinite(par).all():
        raise ValueError("factors must be finite")
    if luck.size and luck.min() < 0:
        raise ValueError("scenario numbers start at 0")
    run = _Run(tab, par, seed, luck, _given(None, 0, tab))
    draws.key_of(seed)
    return _store(run, _threads(threads), _compiled(None))


def summarize(case, scenarios, seed, threads=None, first=0) -> Summary:
    """What do very many futures say together, without keeping one of them?

    Reads: as `simulate`. Gives: `Summary`: mergeable integer histograms and fixed-point sums; the
        same bits however the scenarios are split over threads, calls or machines.
    Refuses: as `simulate`; ImportError without numba.
    Leaves out: single scenarios.
    """
    return count(prepare(case), seed, _numbers(scenarios, first), threads)


def count(tab, seed, numbers, threads=1, luck=None) -> Summary:
    """What do the scenarios of these numbers say together? As `summarize`, of tables that are made already.

    luck, if given, makes the uniforms (S, D) of scenario numbers (S,) instead of the generator.
    """
    if streaming is None:
        raise ImportError("summarize needs numba; simulate works without it")
    run = _Run(tab, tab.par[None, :], seed, numbers, _given(None, 0, tab))
    threads = _threads(threads)
    edges = np.linspace(0, len(numbers), min(threads, max(len(numbers), 1)) + 1).astype(int).tolist()

    def piece(k):
        counts, room, part = empty(tab), promises.room(tab), run.part(edges[k], edges[k + 1])
        for some in [part] if luck is None else part.lucky(luck):
            streaming.count(tab, some.par, some.source(), room, counts)
        return Summary(len(part.numbers), counts)

    first, *others = _each(piece, range(len(edges) - 1), threads)
    return reduce(Summary.merge, others, first)
