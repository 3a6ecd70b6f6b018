"""Many scenarios in a row, compiled: either kept one by one, or counted and let go.

Counts are integers and sums fixed-point integers, so any split over threads, blocks or
machines adds up to the same bits.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from alliance_lib.scaleup.compiled_draws import draw_row
from alliance_lib.scaleup.promises import BUILT, BUSY, COST, COUNTED, ENTERED, GOOD, HOMES, IDLE, INVESTED, MARKET, NPV
from alliance_lib.scaleup.steps import run
from alliance_lib.scaleup.summary import FIXED, OCTAVE, SMALLEST


class Source(NamedTuple):
    """Where a block's scenarios get their luck: given rows, or key and numbers."""

    key: np.ndarray  # [2] seed's halves
    numbers: np.ndarray  # [S]
    given: np.ndarray  # [S, D], or no rows


@njit(cache=True, nogil=True, _nrt=False)
def copy(values, into):
    """Copy element by element: a slice would ask for memory management."""
    for k in range(values.size):
        into[k] = values[k]


@njit(cache=True, nogil=True, _nrt=False)
def one(s, tab, par, source, w):
    """Run scenario s of a block."""
    if source.given.shape[0] > 0:
        copy(source.given[s], w.row)
    else:
        draw_row(source.key, source.numbers[s], w.row)
    k = source.numbers[s] % tab.ratio.shape[0]
    for o in range(w.ratio.shape[0]):
        w.ratio[o, 0], w.ratio[o, 1] = tab.ratio[k, o, 0], tab.ratio[k, o, 1]
    run(tab, par[s if par.shape[0] > 1 else 0], w)


@njit(cache=True, nogil=True, _nrt=False)
def continuity(b, w):
    """Continuous quarters over counted quarters, 0 if none was counted."""
    counted = w.order_of[b, COUNTED]
    return w.order_of[b, GOOD] / counted if counted > 0 else 0.0


@njit(cache=True, nogil=True, _nrt=False)
def per_home(total, homes):
    """Cost per home, 0 if there is none."""
    return total / homes if homes > 0.0 else 0.0


@njit(cache=True, nogil=True, _nrt=False)
def store(tab, par, source, w, out):
    """Run a block and keep every scenario."""
    for s in range(source.numbers.size):
        one(s, tab, par, source, w)
        out.cost[s], out.homes[s], out.npv[s] = w.money[COST], w.money[HOMES], w.money[NPV]
        out.market_cost_per_home[s] = per_home(w.money[MARKET], w.money[ENTERED])
        copy(w.quarter, out.quarter_homes[s])
        copy(w.gate_month, out.gate_month[s])
        copy(w.done, out.done_month[s])
        copy(w.release, out.release_month[s])
        for b in range(w.builder.shape[0]):
            out.continuity[s, b] = continuity(b, w)
            out.builder_homes[s, b] = w.builder[b, BUILT]
            out.idle_months[s, b], out.work_months[s, b] = w.builder[b, IDLE], w.builder[b, BUSY]


@njit(cache=True, nogil=True, _nrt=False)
def money_bin(x, half):
    """Signed logarithmic bin of an amount; the middle bin is (nearly) nothing."""
    fraction, exponent = math.frexp(abs(x))
    if x == 0.0 or exponent <= SMALLEST:  # nothing has exponent 0
        return half
    place = min((exponent - SMALLEST - 1) * OCTAVE + int((fraction - 0.5) * 2.0 * OCTAVE) + 1, half)
    return half + place if x > 0.0 else half - place


@njit(cache=True, nogil=True, _nrt=False)
def even_bin(x, top, last):
    """Nearest of the evenly spaced values 0..top."""
    return min(int(x / top * last + 0.5), last) if top > 0.0 else 0


@njit(cache=True, nogil=True, _nrt=False)
def add(counts, place, x):
    """Fixed-point sum of one quantity."""
    counts.sums[place] += int(math.floor(x * FIXED + 0.5))


@njit(cache=True, nogil=True, _nrt=False)
def tally_money(counts, w):
    """Cost, market and investment."""
    cost, market = per_home(w.money[COST], w.money[HOMES]), per_home(w.money[MARKET], w.money[ENTERED])
    half = counts.money.shape[1] // 2
    saving = market - cost if w.money[HOMES] > 0.0 and w.money[ENTERED] > 0.0 else 0.0
    row = (w.money[COST], cost, market, saving, w.money[NPV])
    for k in range(5):
        counts.money[k, money_bin(row[k], half)] += 1
        add(counts, 1 + k, row[k])
    counts.yes[0] += w.stage[INVESTED] >= 0
    counts.yes[1] += w.stage[INVESTED] >= 0 and w.money[NPV] >= 0.0
    counts.yes[2] += saving > 0.0


@njit(cache=True, nogil=True, _nrt=False)
def tally_builders(counts, w):
    """Homes, idle and working months and continuity per builder, and the worst continuity."""
    builders, last, worst = w.builder.shape[0], counts.continuity.shape[1] - 1, 1.0
    for b in range(builders):
        good = continuity(b, w)
        worst = min(worst, good)
        idle, busy, built = w.builder[b, IDLE], w.builder[b, BUSY], w.builder[b, BUILT]
        counts.continuity[b, even_bin(good, 1.0, last)] += 1
        counts.builder_homes[b, even_bin(built, counts.tops[2 + b], counts.builder_homes.shape[1] - 1)] += 1
        counts.idle[b, even_bin(idle, float(w.price.size), w.price.size)] += 1
        counts.busy[b, even_bin(busy, float(w.price.size), w.price.size)] += 1
        at = 6 + w.quarter.size + 4 * b
        add(counts, at, built)
        add(counts, at + 1, idle)
        add(counts, at + 2, busy)
        add(counts, at + 3, good)
    counts.worst[even_bin(worst, 1.0, last)] += 1


@njit(cache=True, nogil=True, _nrt=False)
def tally(counts, w):
    """Count one scenario."""
    last, total = counts.quarter.shape[1] - 1, 0.0
    add(counts, 0, w.money[HOMES])
    counts.homes[even_bin(w.money[HOMES], counts.tops[1], last)] += 1
    for q in range(w.quarter.size):
        total += w.quarter[q]
        counts.quarter[q, even_bin(w.quarter[q], counts.tops[0], last)] += 1
        counts.cumulative[q, even_bin(total, counts.tops[1], last)] += 1
        add(counts, 6 + q, w.quarter[q])
    for p in range(w.gate_month.size):
        counts.gate[p, w.gate_month[p]] += 1
    tally_money(counts, w)
    tally_builders(counts, w)
    for i in range(w.release.size):
        counts.release[i, w.release[i]] += 1
        counts.done[i] += w.done[i] >= 0


@njit(cache=True, nogil=True, _nrt=False)
def count(tab, par, source, w, counts):
    """Run a block and count it."""
    for s in range(source.numbers.size):
        one(s, tab, par, source, w)
        tally(counts, w)
