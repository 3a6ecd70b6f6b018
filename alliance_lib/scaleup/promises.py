"""What becomes of every promise in one scenario, compiled: release, kept or not, consent, repair.

No later event changes this (a remedy excepted), so it is known before the first month.
Compiled without numba's reference counting (`_nrt=False`): nothing here allocates, and counting
the arrays of `Work` at every call costs thirty times the work itself.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from alliance_lib.scaleup.compiled_draws import quantile
from alliance_lib.scaleup.tables import (
    C_RETRY, C_ROUND, COND_SHIFT, CONSENT_SHIFT, COURT_MONTHS, COURT_P, HIRE, INFLATION, LEAVE, MU_SHIFT,
    RATE, REP_C, REP_S, RHO_G, RHO_O, SIG_SCALE, STAFF, TRUST,
)  # fmt: skip

# columns of Work.builder, Work.order_of, Work.money and Work.stage
CAPACITY, BUILT, QUEUED, NEXT, SPEEDUP, FIRST_LESSON, Q_WORK, Q_POTENTIAL, IDLE, BUSY = range(10)
HEAD, TAIL, FIRST, COUNTED, GOOD, LEFT = range(6)
COST, HOMES, MARKET, ENTERED, NPV, LAST_UNIT, PLANNED, WAITING, OLD_RATE, OLD_INFLATION = range(10)
OPENED, INVESTED, STUCK, MENDED = range(4)
WORSE = (0.0, 1.0, 2.0**1.3, 3.0**1.3)  # repair cost grows with the shortfall to the power 1.3


class Work(NamedTuple):
    """Room to work in for one scenario at a time; what is left in it is the scenario's result."""

    row: np.ndarray
    ratio: np.ndarray  # [O, 2] mu and sig of the scenario
    own: np.ndarray  # [N] standard normal delay of each complex
    owner: np.ndarray  # [O, 2] log ratio's place and spread given the common draws
    owner_left: np.ndarray  # [O] month of leaving
    release: np.ndarray  # [N] month released in the promised condition, T = not before the end
    ready: np.ndarray  # [N] month of consent, T = never
    homes: np.ndarray  # [N] homes that take part
    repair: np.ndarray  # [N] cost, counted on entering the queue
    by_month: np.ndarray  # [N] complexes by (ready, index)
    edge: np.ndarray  # [T + 2] where each month begins in by_month
    kept: np.ndarray  # [P, T + 1] promises kept, by the month they are due from
    kept_now: np.ndarray  # [P]
    queue: np.ndarray  # [N] all builders' queues, each from queue_at on
    queue_at: np.ndarray  # [B]
    builder: np.ndarray  # [B, 10]
    order_of: np.ndarray  # [B, 6]
    history: np.ndarray  # [B, T] homes built before each month
    workable: np.ndarray  # [T]
    discount: np.ndarray  # [T]
    price: np.ndarray  # [T]
    money: np.ndarray  # [10]
    stage: np.ndarray  # [4]
    gate_month: np.ndarray  # [P - 1]
    quarter: np.ndarray  # [T / 3]
    done: np.ndarray  # [N]


def room(tab) -> Work:
    """Which arrays does one scenario need?"""
    (n, _), (phases, builders, months) = tab.real.shape, tab.plan.shape
    owners = len(tab.owner)
    size = np.bincount(tab.whole[:, 2], minlength=builders)
    whole, real = (lambda *s: np.zeros(s, dtype=np.int64)), (lambda *s: np.zeros(s))
    short = lambda: np.zeros(n, dtype=np.int32)  # noqa: E731 - half the memory to walk through
    money = real(10)
    money[[OLD_RATE, OLD_INFLATION]] = np.nan
    return Work(
        row=real((int(tab.span[3]) + 3) // 4 * 4), ratio=tab.ratio[0].copy(), owner=real(owners, 2),
        own=real(n), owner_left=whole(owners),
        release=short(), ready=short(), homes=short(), repair=real(n), by_month=short(), edge=whole(months + 2),
        kept=real(phases, months + 1), kept_now=real(phases), queue=short(), queue_at=np.cumsum(size) - size,
        builder=real(builders, 10), order_of=whole(builders, 6), history=real(builders, months),
        workable=real(months), discount=real(months), price=real(months), money=money, stage=whole(4),
        gate_month=whole(phases - 1), quarter=real(months // 3), done=short(),
    )  # fmt: skip


@njit(cache=True, nogil=True, _nrt=False)
def prices(par, w):
    """Discount and price level per month; kept as long as their rates stay the same."""
    if w.money[OLD_RATE] == par[RATE] and w.money[OLD_INFLATION] == par[INFLATION]:
        return
    w.money[OLD_RATE], w.money[OLD_INFLATION] = par[RATE], par[INFLATION]
    for t in range(w.price.size):
        w.discount[t] = (1.0 + par[RATE]) ** -float(t)
        w.price[t] = (1.0 + par[INFLATION]) ** float(t)


@njit(cache=True, nogil=True, _nrt=False)
def leaving(column, par, w):
    """The month a party leaves: P(not before month k) = (1 - leave)^k."""
    end = w.price.size
    if par[LEAVE] <= 0.0:
        return end
    if par[LEAVE] >= 1.0:
        return 0
    return int(min(math.log(w.row[column]) / math.log1p(-par[LEAVE]), float(end)))


@njit(cache=True, nogil=True, _nrt=False)
def begin(tab, par, w):
    """Owners' share of the delay, workable months, and everything back to its start."""
    n, (owners, builders), months = w.ready.size, (w.owner.shape[0], w.builder.shape[0]), w.price.size
    prices(par, w)
    common = math.sqrt(par[RHO_G]) * quantile(w.row[0])
    own = math.sqrt(max(0.0, 1.0 - par[RHO_G] - par[RHO_O]))
    after = 1 + owners + 4 * n
    for o in range(owners):
        spread = w.ratio[o, 1] * par[SIG_SCALE]
        together = common + math.sqrt(par[RHO_O]) * quantile(w.row[1 + o])
        w.owner[o, 0], w.owner[o, 1] = w.ratio[o, 0] + par[MU_SHIFT] + spread * together, spread * own
        w.owner_left[o] = leaving(after + months + n + o, par, w)
    for t in range(months):
        w.workable[t] = tab.workable[t % 12, int(64.0 * w.row[after + t])]
    w.builder[:] = 0.0
    w.order_of[:] = 0
    for b in range(builders):
        w.builder[b, CAPACITY], w.builder[b, SPEEDUP], w.builder[b, FIRST_LESSON] = tab.builder[b, 0], 1.0, 1.0 / tab.builder[b, 2]
        w.order_of[b, FIRST], w.order_of[b, LEFT] = -1, leaving(after + months + n + owners + b, par, w)
    w.money[:OLD_RATE] = 0.0
    w.money[LAST_UNIT] = math.inf
    w.money[PLANNED], w.money[WAITING] = par[TRUST] * par[STAFF], (1.0 - par[TRUST]) / par[HIRE]
    w.stage[:] = 0
    w.stage[INVESTED] = -1
    w.gate_month[:] = months
    w.kept[:] = 0.0
    w.kept_now[:] = 0.0
    w.quarter[:] = 0.0
    w.done[:] = -1


@njit(cache=True, nogil=True, _nrt=False)
def shortfall(i, tab, par, w):
    """Condition steps short of the promise, at most what the scale leaves."""
    o = tab.whole[i, 1]
    u = w.row[1 + w.owner.shape[0] + 4 * i + 2] + par[COND_SHIFT]
    # rising chances: counting those passed needs no branch
    k = int(u >= tab.owner[o, 2]) + int(u >= tab.owner[o, 3]) + int(u >= tab.owner[o, 4])
    return min(k, tab.whole[i, 6])


@njit(cache=True, nogil=True, _nrt=False)
def settled(i, tab, w):
    """When is the last open condition settled? It starts in its season from the promised month on."""
    n, tpb = w.ready.size, tab.whole[i, 4]
    first = 1 + 2 * w.owner.shape[0] + 5 * n + w.price.size + w.builder.shape[0]
    ready = tpb
    for k in range(tab.condition.shape[0]):
        if w.row[first + k * n + i] < tab.condition[k, 0]:
            into = (tpb - int(tab.condition[k, 2])) % 12
            wait = 0 if into < int(tab.condition[k, 3]) else 12 - into
            ready = max(ready, tpb + wait + int(tab.condition[k, 1]))
    return ready


@njit(cache=True, nogil=True, _nrt=False)
def part(i, tab, w):
    """How many homes take part: all, or below ten the tenants who say yes (rule "per_tenant")."""
    h = tab.whole[i, 0]
    if h >= tab.small.shape[0]:
        return h
    u, k = w.row[2 + w.owner.shape[0] + 4 * i], 0
    while k < h and u >= tab.small[h, k]:
        k += 1
    return k


@njit(cache=True, nogil=True, _nrt=False)
def agreed(i, released, tab, par, w):
    """The month consent is there, T if never; small complexes per tenant only if someone joins."""
    end, at = w.price.size, 1 + w.owner.shape[0] + 4 * i
    u = w.row[at + 1] + par[CONSENT_SHIFT]
    attempt = int(u >= tab.real[i, 1]) + int(u >= tab.real[i, 2]) + int(u >= tab.real[i, 3])
    if attempt == 3 or w.homes[i] == 0:
        return end
    month = released + int(math.ceil(par[C_ROUND] + attempt * par[C_RETRY] - 1e-9))
    if par[COURT_P] > 0.0 and w.row[1 + w.owner.shape[0] + 4 * w.ready.size + end + i] < par[COURT_P]:
        month += int(math.ceil(par[COURT_MONTHS] - 1e-9))
    return min(month, end)


@njit(cache=True, nogil=True, _nrt=False)
def promise(i, gain, earliest, tab, par, w):
    """One complex from promise to consent: release, whether kept, month ready, repair cost."""
    o, p, tpb, due = tab.whole[i, 1], tab.whole[i, 3], tab.whole[i, 4], tab.whole[i, 5]
    end, at = w.price.size, 1 + w.owner.shape[0] + 4 * i
    steps = shortfall(i, tab, par, w)
    ratio = w.owner[o, 0] + w.owner[o, 1] * w.own[i] - gain
    late = min(tab.real[i, 0] * (math.exp(min(ratio, 300.0)) - 1.0) - 1e-9, 1e9)
    released = max(tpb + max(int(math.ceil(late)), 0) + tab.repair_months[steps], earliest)
    if tab.condition.shape[0] > 0:
        released = max(released, settled(i, tab, w))
    w.kept[p, due] += int(released <= tpb + tab.span[1])
    released = max(released, 0)
    w.homes[i] = part(i, tab, w)
    w.release[i] = min(released, end)
    w.ready[i] = agreed(i, released, tab, par, w)
    w.repair[i] = 0.0
    if steps > 0 and w.ready[i] < end:
        s = par[REP_S]
        luck = math.exp(s * quantile(w.row[at + 3]) - s * s / 2.0)
        w.repair[i] = w.homes[i] * par[REP_C] * WORSE[steps] * luck


@njit(cache=True, nogil=True, _nrt=False)
def sort_ready(w):
    """Counting sort of the complexes by (month ready, index)."""
    w.edge[:] = 0
    end = w.price.size
    for i in range(w.ready.size):
        if w.ready[i] + 2 <= end + 1:
            w.edge[w.ready[i] + 2] += 1
    for t in range(2, end + 2):
        w.edge[t] += w.edge[t - 1]
    for i in range(w.ready.size):
        if w.ready[i] < end:
            w.by_month[w.edge[w.ready[i] + 1]] = i
            w.edge[w.ready[i] + 1] += 1
