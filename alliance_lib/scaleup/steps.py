"""One scenario, compiled: from its row of uniforms to homes, money, gates and quarters.

`run` follows the model's order: what becomes of the promises, then per month the gate, the
queues and the builders. (numba notes a change of this file only: after a change here or in
`promises`, `compiled_draws` or `tables`, empty the caches of `streaming`.)
"""

import math

from numba import njit

from alliance_lib.scaleup.compiled_draws import quantiles
from alliance_lib.scaleup.promises import (
    CAPACITY, BUILT, QUEUED, NEXT, SPEEDUP, FIRST_LESSON, Q_WORK, Q_POTENTIAL, IDLE, BUSY, HEAD, TAIL, FIRST, COUNTED,
    GOOD, LEFT, COST, HOMES, MARKET, ENTERED, NPV, LAST_UNIT, PLANNED, WAITING, OPENED, INVESTED, STUCK,
    MENDED, begin, promise, sort_ready,
)  # fmt: skip
from alliance_lib.scaleup.tables import (
    AFTER, BETA, GAIN, GAMMA, GROW, LAB, LAG, LINV, LMIN, MARGIN, MEND_COST, Q0, REWORK, SHRINK, SPEED, UNIT,
)  # fmt: skip


@njit(cache=True, nogil=True, _nrt=False)
def mend(t, tab, par, w):
    """Promises not yet due nor released are made anew: the same luck, mu lower by the stated gain."""
    w.stage[MENDED] += 1
    w.money[COST] += par[MEND_COST] * w.price[t]
    gain = par[GAIN] * w.stage[MENDED]
    for i in range(w.ready.size):
        due = tab.whole[i, 5]
        if due > t and w.release[i] > t:
            w.kept[tab.whole[i, 3], due] -= int(w.release[i] <= tab.whole[i, 4] + tab.span[1])
            promise(i, gain, t + 1, tab, par, w)
    sort_ready(w)


@njit(cache=True, nogil=True, _nrt=False, inline="always")
def gate(t, tab, par, w):
    """Opens the next phase if homes, promises and unit cost allow; says whether it did."""
    p, judged = w.stage[OPENED], tab.span[2]
    if p + 1 >= w.kept_now.size:
        return False
    kept = 0.0
    for k in range(w.kept_now.size):
        w.kept_now[k] += w.kept[k, t] - (w.kept[k, t - judged] if t >= judged else 0.0)
        kept += w.kept_now[k] if k <= p else 0.0
    on_time = kept >= tab.gate[p, 1] * tab.due[p, t] - 1e-9
    if not on_time and par[AFTER] > 0.0:
        w.stage[STUCK] += 1
        if w.stage[STUCK] == int(par[AFTER]):
            mend(t, tab, par, w)
    affordable = w.money[LAST_UNIT] <= tab.gate[p, 2] + 1e-9
    if not (on_time and affordable and w.money[HOMES] >= tab.gate[p, 0] - 1e-6):
        return False
    w.gate_month[p] = t
    w.stage[OPENED], w.stage[STUCK] = p + 1, 0
    if w.stage[INVESTED] < 0:
        w.stage[INVESTED] = t
        total = tab.builder[:, 4].sum() * w.price[t]
        w.money[COST] += total
        w.money[NPV] -= total * w.discount[t]
    return True


@njit(cache=True, nogil=True, _nrt=False)
def enqueue(i, t, tab, par, w):
    """One complex enters its builder's queue; repair counts now, for the alliance and the market."""
    b, h = tab.whole[i, 2], w.homes[i]
    if t >= w.owner_left[tab.whole[i, 1]]:
        return
    if w.order_of[b, HEAD] == w.order_of[b, TAIL]:
        w.builder[b, NEXT] = w.builder[b, QUEUED] + h
    w.queue[w.queue_at[b] + w.order_of[b, TAIL]] = i
    w.order_of[b, TAIL] += 1
    w.builder[b, QUEUED] += h
    repair = w.repair[i] * w.price[t]
    w.money[COST] += repair
    w.money[MARKET] += repair + tab.builder[b, 1] * (1.0 + par[MARGIN]) * tab.market[h] * w.price[t]
    w.money[ENTERED] += h


@njit(cache=True, nogil=True, _nrt=False, inline="always")
def enter(t, opened_now, tab, par, w):
    """Who queues this month, by index: those just ready, and after an opening those who waited."""
    p = w.stage[OPENED]
    if not opened_now:
        for k in range(w.edge[t], w.edge[t + 1]):
            i = w.by_month[k]
            if tab.whole[i, 3] <= p:
                enqueue(i, t, tab, par, w)
        return
    for i in range(w.ready.size):
        new = tab.whole[i, 3] == p and w.ready[i] <= t
        if new or (tab.whole[i, 3] < p and w.ready[i] == t):
            enqueue(i, t, tab, par, w)


@njit(cache=True, nogil=True, _nrt=False, inline="always")
def staff(b, t, tab, par, w):
    """This month's capacity: hiring, ceiling, growth and shrink limits, minimum; 0 once left."""
    p, s = w.stage[OPENED], w.builder[b]
    if t >= w.order_of[b, LEFT]:
        return 0.0
    before, backlog = s[CAPACITY], s[QUEUED] - s[BUILT]
    c = w.money[PLANNED] * tab.plan[p, b, t] + w.money[WAITING] * backlog
    c = min(c, tab.cap[b, p])
    c = max(before * (1.0 - par[SHRINK]), min(c, before * (1.0 + par[GROW]) + 0.5))
    return max(c, tab.builder[b, 0])


@njit(cache=True, nogil=True, _nrt=False, inline="always")
def known(b, t, par, w):
    """Homes whose lessons count this month: n, or n of so many months ago."""
    lag = int(par[LAG])
    if lag == 0:
        return w.builder[b, BUILT]
    w.history[b, t] = w.builder[b, BUILT]
    return w.history[b, t - lag] if t >= lag else 0.0


@njit(cache=True, nogil=True, _nrt=False, inline="always")
def learn(lessons, s, par):
    """The builder is (1 + n/n0)^beta times as fast as with its first home."""
    s[SPEEDUP] = math.exp(par[BETA] * math.log(1.0 + lessons * s[FIRST_LESSON]))


@njit(cache=True, nogil=True, _nrt=False, inline="always")
def finish(b, t, w):
    """First in, first out: who is complete now?"""
    s, at = w.builder[b], w.order_of[b]
    while at[HEAD] < at[TAIL] and s[BUILT] >= s[NEXT] - 1e-9:
        w.done[w.queue[w.queue_at[b] + at[HEAD]]] = t
        at[HEAD] += 1
        if at[HEAD] < at[TAIL]:
            s[NEXT] += w.homes[w.queue[w.queue_at[b] + at[HEAD]]]


@njit(cache=True, nogil=True, _nrt=False, inline="always")
def quarter_end(b, t, tab, par, w):
    """Was this quarter continuous? Counted from the first work's quarter to the plan's last."""
    s, at = w.builder[b], w.order_of[b]
    if at[FIRST] >= 0 and t // 3 <= int(tab.builder[b, 5]):
        at[COUNTED] += 1
        at[GOOD] += s[Q_WORK] >= par[LMIN] * s[Q_POTENTIAL]
    s[Q_WORK] = s[Q_POTENTIAL] = 0.0


@njit(cache=True, nogil=True, _nrt=False, inline="always")
def load(b, t, work, potential, tab, w):
    """Book a builder's month: load and the quarter's sums; gives the idle cost."""
    s, at, idle = w.builder[b], w.order_of[b], 0.0
    if potential > 0.0:
        share = work / potential
        idle = s[CAPACITY] * (1.0 - share) * tab.builder[b, 3]
        s[BUSY] += share
        if tab.builder[b, 6] <= t <= tab.builder[b, 7]:
            s[IDLE] += 1.0 - share
    if work > 0.0 and at[FIRST] < 0:
        at[FIRST] = t
    if at[FIRST] >= 0:
        s[Q_WORK] += work
        s[Q_POTENTIAL] += potential
    return idle


@njit(cache=True, nogil=True, _nrt=False, inline="always")
def build(b, t, invested, tab, par, w):
    """One builder's month; gives homes of work, what they cost, other cost and what the investment gains."""
    s = w.builder[b]
    s[CAPACITY] = staff(b, t, tab, par, w)
    lessons = known(b, t, par, w)
    if par[LAG] > 0.0:
        learn(lessons, s, par)
    potential = s[CAPACITY] * w.workable[t] * s[SPEEDUP]
    if invested:
        potential *= par[SPEED]
    backlog = s[QUEUED] - s[BUILT]
    work = potential if backlog - potential >= 1e-9 else backlog
    other = load(b, t, work, potential, tab, w)
    if work <= 0.0:
        return 0.0, 0.0, other, 0.0
    before = tab.builder[b, 1] * ((1.0 - par[LAB]) + par[LAB] / s[SPEEDUP])
    unit = before * par[UNIT] if invested else before
    if par[Q0] > 0.0:
        wrong = par[Q0] * (1.0 + lessons / tab.builder[b, 2]) ** -par[GAMMA]
        other += work * wrong * par[REWORK]
    s[BUILT] += work
    if par[LAG] <= 0.0:
        learn(s[BUILT], s, par)  # for the next month: the processor need not wait for it now
    finish(b, t, w)
    return work, work * unit, other, work * (before - unit)


@njit(cache=True, nogil=True, _nrt=False, inline="always")
def month(t, tab, par, w):
    """The gate, the queues, then builders 0..B-1."""
    enter(t, gate(t, tab, par, w), tab, par, w)
    since = w.stage[INVESTED]
    invested = since >= 0 and t >= since + par[LINV]
    total = money = other = gain = 0.0
    for b in range(w.builder.shape[0]):
        work, spent, more, saved = build(b, t, invested, tab, par, w)
        total, money, other, gain = total + work, money + spent, other + more, gain + saved
        if t % 3 == 2:
            quarter_end(b, t, tab, par, w)
    w.money[COST] += (money + other) * w.price[t]
    if total > 0.0:
        w.money[NPV] += gain * w.price[t] * w.discount[t]
        w.money[LAST_UNIT] = money / total * w.price[t]
        w.money[HOMES] += total
        if t // 3 < w.quarter.size:
            w.quarter[t // 3] += total


@njit(cache=True, nogil=True, _nrt=False)
def run(tab, par, w):
    """One scenario from the row of uniforms in w.row; the results stay in w."""
    begin(tab, par, w)
    quantiles(w.row, 1 + w.owner.shape[0], w.own)
    for i in range(w.ready.size):
        promise(i, 0.0, -(10**9), tab, par, w)
    sort_ready(w)
    for t in range(w.price.size):
        month(t, tab, par, w)
