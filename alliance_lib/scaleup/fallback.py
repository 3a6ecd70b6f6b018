"""The same scenarios without a compiler: NumPy, all scenarios of a block side by side.

What no month changes (release, consent, repair) is computed per complex; the months run over
arrays of scenarios x builders; completion follows from the order of entering afterwards.
"""

import numpy as np

from alliance_lib.scaleup.draws import normal_quantile
from alliance_lib.scaleup.tables import (
    AFTER, BETA, C_RETRY, C_ROUND, COND_SHIFT, CONSENT_SHIFT, COURT_MONTHS, COURT_P, GAIN, GAMMA, GROW, HIRE,
    INFLATION, LAB, LAG, LEAVE, LINV, LMIN, MARGIN, MEND_COST, MU_SHIFT, Q0, RATE, REP_C, REP_S, REWORK, RHO_G,
    RHO_O, SHRINK, SIG_SCALE, SPEED, STAFF, TRUST, UNIT,
)  # fmt: skip


class Block:
    """A block of scenarios: their draws, and per complex what follows from them."""

    def __init__(self, tab, par, u, numbers):
        self.tab, self.par, self.u = tab, par.T[:, :, None], u
        self.mu, self.sig = np.moveaxis(tab.ratio[numbers % len(tab.ratio)], 2, 0)
        self.h, self.owner, self.builder, self.phase, self.tpb, self.due, self.worst = tab.whole.T
        self.n, self.months = len(self.h), int(tab.span[0])
        self.owners, self.builders, self.scenarios = len(tab.owner), len(tab.builder), len(u)
        self.first = 1 + self.owners
        self.after = self.first + 4 * self.n
        self.draw = u[:, self.first : self.after].reshape(len(u), self.n, 4)
        self.z = normal_quantile(u[:, : self.first])
        self.own = normal_quantile(self.draw[:, :, 0])
        extra = self.after + self.months
        self.court, self.left = u[:, extra : extra + self.n], self._leaving(extra + self.n)
        self.later = u[:, extra + self.n + self.owners + self.builders :]
        self.homes = self._part()
        self.steps = self._shortfall()
        self.kept = np.zeros((len(u), len(tab.plan), self.months + 1))
        self.release, self.ready = self._promise(np.zeros((len(u), 1)), np.full((len(u), 1), -(10**9)))
        self.kept_at = self._kept()

    def _leaving(self, at):
        parties, leave = self.owners + self.builders, self.par[LEAVE]
        if not (leave > 0).any():
            return np.full((self.scenarios, parties), self.months)
        with np.errstate(divide="ignore"):
            month = np.log(self.u[:, at : at + parties]) / np.log1p(-np.minimum(leave, 1))
        return np.where(leave > 0, np.minimum(month, self.months), self.months).astype(int)

    def _part(self):
        homes = np.broadcast_to(self.h, (self.scenarios, self.n)).copy()
        for i in np.flatnonzero(self.h < len(self.tab.small)):
            chances = self.tab.small[self.h[i], : self.h[i]]
            homes[:, i] = np.searchsorted(chances, self.draw[:, i, 1], side="right")
        return homes

    def _shortfall(self):
        u = self.draw[:, :, 2] + self.par[COND_SHIFT]
        steps = (u[:, :, None] >= self.tab.owner[self.owner, 2:5]).cumprod(2).sum(2)
        return np.minimum(steps, self.worst)

    def _settled(self):
        ready = np.broadcast_to(self.tpb, (self.scenarios, self.n)).copy()
        for k, (chance, months, first, length) in enumerate(self.tab.condition):
            into = (self.tpb - int(first)) % 12
            settled = self.tpb + np.where(into < length, 0, 12 - into) + int(months)
            still_open = self.later[:, k * self.n : (k + 1) * self.n] < chance
            ready = np.where(still_open, np.maximum(ready, settled), ready)
        return ready

    def _promise(self, gain, earliest):
        """Month released (not cut off) and month of consent (T = never) for every complex."""
        par, tab = self.par, self.tab
        spread = self.sig * par[SIG_SCALE]
        together = np.sqrt(par[RHO_G]) * self.z[:, :1] + np.sqrt(par[RHO_O]) * self.z[:, 1:]
        place = self.mu + par[MU_SHIFT] + spread * together
        own = spread * np.sqrt(np.maximum(0.0, 1 - par[RHO_G] - par[RHO_O]))
        ratio = place[:, self.owner] + own[:, self.owner] * self.own - gain
        late = np.minimum(tab.real[:, 0] * (np.exp(np.minimum(ratio, 300)) - 1) - 1e-9, 1e9)
        delay = np.maximum(np.ceil(late), 0).astype(int)
        released = np.maximum(self.tpb + delay + tab.repair_months[self.steps], earliest)
        if len(tab.condition):
            released = np.maximum(released, self._settled())
        return released, self._agreed(np.maximum(released, 0))

    def _agreed(self, released):
        par, u = self.par, self.draw[:, :, 1] + self.par[CONSENT_SHIFT]
        attempt = (u[:, :, None] >= self.tab.real[:, 1:4]).cumprod(2).sum(2)
        month = released + np.ceil(par[C_ROUND] + attempt * par[C_RETRY] - 1e-9).astype(int)
        if (par[COURT_P] > 0).any():
            month = month + np.where(self.court < par[COURT_P], np.ceil(par[COURT_MONTHS] - 1e-9).astype(int), 0)
        return np.where((attempt < 3) & (self.homes > 0), np.minimum(month, self.months), self.months)

    def _kept(self):
        """Promises kept per scenario, phase and month they are due from."""
        in_time = (self.release <= self.tpb + self.tab.span[1]) & (self.due <= self.months)
        kept = np.zeros((self.scenarios, len(self.tab.plan), self.months + 1))
        rows, places = np.nonzero(in_time)
        np.add.at(kept, (rows, self.phase[places], self.due[places]), 1.0)
        return kept

    def repair(self):
        """Cost of repair per complex, at the prices of month 0."""
        spread = self.par[REP_S]
        luck = np.exp(spread * normal_quantile(self.draw[:, :, 3]) - spread**2 / 2)
        return self.homes * self.par[REP_C] * self.steps**1.3 * luck

    def mend(self, rows, t, gain):
        """Promises not yet due nor released are made anew with a lower mu."""
        everyone = np.zeros((self.scenarios, 1))
        everyone[rows, 0] = gain[rows]
        release, ready = self._promise(everyone, np.full((self.scenarios, 1), t + 1))
        anew = np.zeros(self.release.shape, dtype=bool)
        anew[rows] = (self.due > t) & (np.minimum(self.release, self.months)[rows] > t)
        self.release, self.ready = np.where(anew, release, self.release), np.where(anew, ready, self.ready)
        self.kept_at = self._kept()


class Months:
    """The months of a block: gates, queues and builders, scenarios x builders at a time."""

    def __init__(self, block):
        self.block, self.tab, self.par = block, block.tab, block.par
        s, b, t = block.scenarios, block.builders, block.months
        self.opened, self.invested = np.zeros(s, dtype=int), np.full(s, -1)
        self.stuck, self.mended = np.zeros(s, dtype=int), np.zeros(s, dtype=int)
        self.gate_month = np.full((s, len(self.tab.gate)), t)
        self.capacity = np.tile(self.tab.builder[:, 0], (s, 1))
        self.built, self.unit, self.homes = np.zeros((s, b)), np.full(s, np.inf), np.zeros(s)
        self.cost, self.npv = np.zeros(s), np.zeros(s)
        self.work, self.potential = np.zeros((s, b, t)), np.zeros((s, b, t))
        self.history, self.share = np.zeros((s, b, t)), np.zeros((s, b, t))
        month = np.arange(t)
        at = (64 * block.u[:, block.after : block.after + t]).astype(int)
        self.workable = self.tab.workable[month % 12, at]
        self.discount = (1 + self.par[RATE]) ** -month.astype(float)
        self.price = (1 + self.par[INFLATION]) ** month.astype(float)
        self.entry = self._entries(np.arange(s))
        self.arrived = self._arrivals(np.arange(s))

    def _money(self, t):
        return self.price[:, t] if self.price.shape[0] > 1 else self.price[0, t]

    def _discount(self, t):
        return self.discount[:, t] if self.discount.shape[0] > 1 else self.discount[0, t]

    def _entries(self, rows):
        """Month each complex enters its queue, as far as phases are open now; T = not."""
        block, end = self.block, self.block.months
        since = np.concatenate([np.zeros((len(rows), 1), dtype=int), self.gate_month[rows]], axis=1)
        entry = np.maximum(block.ready[rows], since[:, block.phase])
        return np.where(entry < block.left[rows][:, block.owner], entry, end)

    def _arrivals(self, rows):
        """Homes in each builder's queue by the end of entering, per month."""
        block, end = self.block, self.block.months
        size = (len(rows), block.builders, end + 1)
        place = np.ravel_multi_index(
            (np.arange(len(rows))[:, None], block.builder[None, :], self.entry[rows]), size
        )
        homes = np.bincount(place.ravel(), block.homes[rows].ravel(), int(np.prod(size)))
        return homes.reshape(size)[:, :, :end].cumsum(2)

    def _reopen(self, rows):
        self.entry[rows] = self._entries(rows)
        self.arrived[rows] = self._arrivals(rows)

    def gate(self, t):
        """Open the next phase where homes, promises and unit cost allow."""
        tab, p = self.tab, self.opened
        waiting = p < len(tab.gate)
        if not waiting.any():
            return
        q, judged = np.minimum(p, len(tab.gate) - 1), int(tab.span[2])
        since = max(0, t - judged + 1)
        kept = self.block.kept_at[:, :, since : t + 1].sum(2).cumsum(1)[np.arange(len(p)), q]
        on_time = kept >= tab.gate[q, 1] * tab.due[q, t] - 1e-9
        self._remedy(t, waiting & ~on_time)
        enough = self.homes >= tab.gate[q, 0] - 1e-6
        rows = np.flatnonzero(waiting & on_time & enough & (self.unit <= tab.gate[q, 2] + 1e-9))
        if len(rows):
            self._open(rows, t)

    def _remedy(self, t, late):
        after = self.par[AFTER][:, 0]
        late = late & (after > 0)
        if not late.any():
            return
        self.stuck = self.stuck + late
        rows = np.flatnonzero(late & (self.stuck == after.astype(int)))
        if len(rows):
            self.mended[rows] += 1
            self.cost[rows] += np.broadcast_to(self.par[MEND_COST][:, 0] * self._money(t), self.cost.shape)[rows]
            self.block.mend(rows, t, self.par[GAIN][:, 0] * self.mended)
            self._reopen(rows)

    def _open(self, rows, t):
        self.gate_month[rows, self.opened[rows]] = t
        self.opened[rows] += 1
        self.stuck[rows] = 0
        fresh = rows[self.invested[rows] < 0]
        self.invested[fresh] = t
        total = self.tab.builder[:, 4].sum() * np.broadcast_to(self._money(t), self.cost.shape)
        self.cost[fresh] += total[fresh]
        self.npv[fresh] -= (total * self._discount(t))[fresh]
        self._reopen(rows)

    def staff(self, t, backlog):
        """Capacities of this month."""
        par, tab, before = self.par, self.tab, self.capacity
        target = par[TRUST] * par[STAFF] * tab.plan[self.opened, :, t] + (1 - par[TRUST]) * backlog / par[HIRE]
        target = np.minimum(target, tab.cap.T[self.opened])
        target = np.minimum(target, before * (1 + par[GROW]) + 0.5)
        target = np.maximum(np.maximum(before * (1 - par[SHRINK]), target), tab.builder[:, 0])
        return np.where(t < self.block.left[:, self.block.owners :], target, 0.0)

    def lessons(self, t):
        """Homes whose lessons count: n, or n of so many months ago."""
        lag = self.par[LAG][:, 0].astype(int)
        if not lag.any():
            return self.built
        self.history[:, :, t] = self.built
        lag = np.broadcast_to(lag, self.homes.shape)
        past = self.history[np.arange(len(lag)), :, np.maximum(t - lag, 0)]
        return np.where((lag <= t)[:, None], past, 0.0)

    def build(self, t):
        """All builders' month."""
        par, tab = self.par, self.tab
        backlog = self.arrived[:, :, t] - self.built
        self.capacity = self.staff(t, backlog)
        invested = ((self.invested >= 0) & (t >= self.invested + par[LINV][:, 0]))[:, None]
        lessons = self.lessons(t)
        speed = (1 + lessons / tab.builder[:, 2]) ** par[BETA]
        potential = self.capacity * self.workable[:, t, None] * speed * np.where(invested, par[SPEED], 1.0)
        work = np.minimum(potential, backlog)
        work = np.where(backlog - work < 1e-9, backlog, work)
        share = np.divide(work, potential, out=np.ones_like(work), where=potential > 0)
        before = tab.builder[:, 1] * ((1 - par[LAB]) + par[LAB] / speed)
        before = before * np.reshape(self._money(t), (-1, 1))
        unit = before * np.where(invested, par[UNIT], 1.0)
        self._book(t, work, unit, share)
        self.npv += (work * (before - unit)).sum(1) * self._discount(t)
        if (par[Q0] > 0).any():
            wrong = par[Q0] * (1 + lessons / tab.builder[:, 2]) ** -par[GAMMA]
            self.cost += (work * wrong * par[REWORK]).sum(1) * self._money(t)
        self.built = self.built + work
        self.work[:, :, t], self.potential[:, :, t], self.share[:, :, t] = work, potential, share

    def _book(self, t, work, unit, share):
        total, money = work.sum(1), (work * unit).sum(1)
        idle = (self.capacity * (1 - share) * self.tab.builder[:, 3]).sum(1) * self._money(t)
        self.cost += money + idle
        self.homes += total
        self.unit = np.divide(money, total, out=self.unit.copy(), where=total > 0)

    def done(self):
        """Month in which each complex's last home is done: first in, first out."""
        block, end = self.block, self.block.months
        done = np.full(self.entry.shape, -1)
        built = self.work.cumsum(2)
        for b in range(block.builders):
            mine = np.flatnonzero(block.builder == b)
            order = np.argsort(self.entry[:, mine], axis=1, kind="stable")
            target = np.take_along_axis(block.homes[:, mine], order, 1).cumsum(1)
            month = (built[:, b, None, :] < target[:, :, None] - 1e-9).sum(2)
            found = (month < end) & (np.take_along_axis(self.entry[:, mine], order, 1) < end)
            done[np.arange(len(done))[:, None], mine[order]] = np.where(found, month, -1)
        return done

    def continuity(self):
        """Continuous quarters over counted quarters per builder."""
        tab, quarters = self.tab, self.block.months // 3
        started = (self.work > 0).cumsum(2) > 0
        shape = (*self.work.shape[:2], quarters, 3)
        work = np.where(started, self.work, 0.0)[:, :, : 3 * quarters].reshape(shape).sum(3)
        most = np.where(started, self.potential, 0.0)[:, :, : 3 * quarters].reshape(shape).sum(3)
        begun = started[:, :, : 3 * quarters].reshape(shape).any(3)
        counted = begun & (np.arange(quarters) <= tab.builder[:, 5, None])
        good = counted & (work >= self.par[LMIN][:, :, None] * most)
        return good.sum(2) / np.maximum(counted.sum(2), 1)

    def idle(self):
        """Months of unused capacity within each builder's promised period."""
        month, last = np.arange(self.block.months), 3 * self.tab.builder[:, 5, None] + 2
        within = (month >= self.tab.builder[:, 6, None]) & (month <= last)
        return np.where(within & (self.potential > 0), 1 - self.share, 0.0).sum(2)


def _market(months):
    """Market cost per home queued, and the alliance's cost of repair."""
    block, tab, par = months.block, months.tab, months.par
    entered = months.entry < block.months
    price = np.broadcast_to(months.price, (block.scenarios, block.months))
    now = np.take_along_axis(price, np.minimum(months.entry, block.months - 1), 1) * entered
    repair = block.repair() * now
    tendered = tab.builder[block.builder, 1] * (1 + par[MARGIN]) * tab.market[block.homes] * now
    homes = (block.homes * entered).sum(1)
    total = (repair + tendered).sum(1)
    return np.divide(total, homes, out=np.zeros(len(total)), where=homes > 0), repair.sum(1)


def run(tab, par, u, numbers) -> dict:
    """What happens in these scenarios? The same fields as `kernel.simulate`, without a compiler.

    Reads: tables of `tables.prepare`; par (1 or S, parameters); u, uniforms (S, columns);
        numbers (S,), the scenarios' numbers.
    Gives: dict of arrays. Agrees with the compiled kernel up to the rounding of sums.
    """
    block = Block(tab, par, u, numbers)
    months = Months(block)
    for t in range(block.months):
        months.gate(t)
        months.build(t)
    market, repair = _market(months)
    whole = block.months // 3 * 3
    busy = np.where(months.potential > 0, months.share, 0.0).sum(2)
    return {
        "quarter_homes": months.work.sum(1)[:, :whole].reshape(len(u), whole // 3, 3).sum(2),
        "cost": months.cost + repair, "homes": months.homes, "market_cost_per_home": market,
        "gate_month": months.gate_month, "continuity": months.continuity(), "npv": months.npv,
        "done_month": months.done(), "release_month": np.clip(block.release, 0, block.months),
        "builder_homes": months.built, "idle_months": months.idle(), "work_months": busy,
    }  # fmt: skip
