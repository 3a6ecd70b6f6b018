"""The scale-up model told once more as processes in SimPy: one process per complex, one clock.

Written from the description of the model alone; it shares no line with the library and is
slow on purpose (scipy distributions, plain Python lists), so that agreement means something.
"""

import math

import numpy as np
import simpy
from scipy.stats import beta as beta_law
from scipy.stats import betabinom, norm

EPS = 2.0**-33


def consent_chance(case, homes):
    """Cumulative chance of 70 % yes within each of three rounds, for one complex."""
    if homes < 10:
        return [1.0, 1.0, 1.0]
    need, chances, missed = math.ceil(0.7 * homes - 1e-9), [], 1.0
    for mean in case["m_cons"]:
        a = mean * case["kappa"]
        missed *= 1.0 - betabinom(homes, a, case["kappa"] - a).sf(need - 1)
        chances.append(1.0 - missed)
    return chances


def market_unit(case, i):
    """Unit cost if this complex were tendered alone and started learning anew."""
    j = np.arange(case["h"][i])
    learned = (1 - case["lab"]) + case["lab"] * (1 + j / case["n0m"]) ** -case["beta"]
    return case["c1"][case["builder"][i]] * (1 + case["margin"]) * learned.mean()


def fixed_part(case):
    """Everything that no draw changes: computed once for many scenarios."""
    months = np.arange(12)
    mean = 0.86 - 0.08 * np.cos(2 * np.pi * months / 12)
    levels = (np.arange(64) + 0.5) / 64
    last = []
    for b in range(case["B"]):
        planned = np.flatnonzero(case["plan"][case["P"] - 1, b] > 0)
        last.append(int(planned[-1]) // 3 if len(planned) else -1)
    known = {int(h): consent_chance(case, int(h)) for h in set(case["h"])}
    return {
        "consent": [known[int(h)] for h in case["h"]],
        "market": [market_unit(case, i) for i in range(len(case["h"]))],
        "workable": beta_law.ppf(levels[None, :], 25 * mean[:, None], 25 * (1 - mean[:, None])),
        "tpb": [math.floor(tp / (1 + case["buffer"]) + 1e-9) for tp in case["tp"]],
        "lastq": last,
    }


class Scenario:
    """One possible future of the alliance, month by month."""

    def __init__(self, case, fixed, u):
        self.case, self.fixed, self.u = case, fixed, np.clip(u, EPS, 1 - EPS)
        self.n, self.T = len(case["h"]), case["T"]
        self.env = simpy.Environment()
        self.phase_open = [self.env.event() for _ in range(case["P"])]
        self.phase_open[0].succeed()
        self.opened, self.invested = 0, None
        self.cost = self.npv = self.market = self.homes = 0.0
        self.queued_homes, self.unit = 0, math.inf
        self.kept = [0] * case["P"]
        self.entering, self.done = [], [-1] * self.n
        self.gate_month = [self.T] * (case["P"] - 1)
        self.work = np.zeros((case["B"], self.T))
        self.potential = np.zeros((case["B"], self.T))
        self.queue = [[] for _ in range(case["B"])]
        self.capacity = list(map(float, case["c_min"]))
        self.built = [0.0] * case["B"]
        z = norm.ppf(self.u[: 1 + case["O"] + 4 * self.n])
        self.common, self.owners, self.own = z[0], z[1 : 1 + case["O"]], z[1 + case["O"] :].reshape(-1, 4)

    def run(self):
        for i in range(self.n):
            self.env.process(self.complex(i))
        self.env.process(self.clock())
        self.env.run()
        return self

    # a complex, from promise to queue
    def delay(self, i):
        c, o = self.case, self.case["owner"][i]
        own = math.sqrt(1 - c["rho_g"] - c["rho_o"]) * self.own[i, 0]
        z = math.sqrt(c["rho_g"]) * self.common + math.sqrt(c["rho_o"]) * self.owners[o] + own
        late = c["lead"][i] * (math.exp(c["mu"][o] + c["sig"][o] * z) - 1)
        return max(0, math.ceil(late - 1e-9))

    def shortfall(self, i):
        u = self.u[1 + self.case["O"] + 4 * i + 2]
        steps = next((k for k in range(4) if u < self.case["cond"][self.case["owner"][i]][k]), 3)
        return min(steps, 6 - int(self.case["score"][i]))

    def complex(self, i):
        c, tpb, steps = self.case, self.fixed["tpb"][i], self.shortfall(i)
        wait = self.delay(i) + int(c["rep_m"][steps])
        if wait <= c["tol"]:
            self.env.process(self.keep_promise(i, tpb + c["tol"]))
        yield self.env.timeout(tpb + wait)
        u = self.u[1 + c["O"] + 4 * i + 1]
        attempt = next((r for r in range(3) if u < self.fixed["consent"][i][r]), None)
        if attempt is None:
            return
        yield self.env.timeout(c["c_round"] + attempt * c["c_retry"])
        yield self.phase_open[c["phase"][i]]
        spread = c["rep_s"]
        repair = c["h"][i] * c["rep_c"] * steps**1.3 * math.exp(spread * self.own[i, 3] - spread**2 / 2)
        if self.env.now < self.T:
            self.entering.append((i, repair))

    def keep_promise(self, i, month):
        yield self.env.timeout(month)
        self.kept[self.case["phase"][i]] += 1

    # the months
    def clock(self):
        for t in range(self.T):
            yield self.env.timeout(t + 0.25 - self.env.now)
            self.gate(t)
            yield self.env.timeout(0.25)
            self.enter()
            yield self.env.timeout(0.25)
            self.build(t)

    def gate(self, t):
        c, p = self.case, self.opened
        if p == c["P"] - 1:
            return
        due = sum(
            1 for i in range(self.n) if c["phase"][i] <= p and self.fixed["tpb"][i] + c["tol"] <= t
        )
        enough = self.homes >= c["gate_homes"][p] - 1e-6
        on_time = sum(self.kept[: p + 1]) >= c["gate_theta"][p] * due - 1e-9
        if not (enough and on_time and self.unit <= c["gate_cost"][p] + 1e-9):
            return
        self.gate_month[p] = t
        self.opened += 1
        self.phase_open[self.opened].succeed()
        if self.invested is None:
            self.invested = t
            self.cost += sum(c["F"])
            self.npv -= sum(c["F"]) * (1 + c["rate"]) ** -t

    def enter(self):
        for i, repair in sorted(self.entering):
            homes = int(self.case["h"][i])
            self.queue[self.case["builder"][i]].append([i, float(homes)])
            self.cost += repair
            self.market += homes * self.fixed["market"][i] + repair
            self.queued_homes += homes
        self.entering = []

    def build(self, t):
        month_work = month_cost = 0.0
        for b in range(self.case["B"]):
            w, uc = self.build_one(b, t)
            month_work += w
            month_cost += w * uc
        if month_work > 0:
            self.unit = month_cost / month_work
        self.homes += month_work

    def staff(self, b, t, backlog):
        c, before = self.case, self.capacity[b]
        target = c["trust"] * c["staff_for"] * c["plan"][self.opened][b][t] + (1 - c["trust"]) * backlog / c["H"]
        target = min(target, c["cap"][b][self.opened])
        target = min(max(target, before * (1 - c["d"])), before * (1 + c["g"]) + 0.5)
        self.capacity[b] = max(target, c["c_min"][b])
        return self.capacity[b]

    def build_one(self, b, t):
        c = self.case
        backlog = sum(rest for _, rest in self.queue[b])
        staff = self.staff(b, t, backlog)
        learned = (1 + self.built[b] / c["n0"][b]) ** -c["beta"]
        effective = self.invested is not None and t >= self.invested + c["Linv"]
        u_month = self.u[1 + c["O"] + 4 * self.n + t]
        potential = staff * self.fixed["workable"][t % 12, int(64 * u_month)] / learned
        before = c["c1"][b] * ((1 - c["lab"]) + c["lab"] * learned)
        potential, unit = (potential * c["v"], before * c["u"]) if effective else (potential, before)
        w = min(potential, backlog)
        if effective:
            self.npv += w * (before - unit) / (1 + c["rate"]) ** t
        self.cost += w * unit + (staff * (1 - w / potential) * c["idle"][b] if potential > 0 else 0.0)
        self.built[b] += w
        self.work[b, t], self.potential[b, t] = w, potential
        self.finish(b, t, w)
        return w, unit

    def finish(self, b, t, w):
        while self.queue[b] and self.queue[b][0][1] <= w + 1e-9:
            i, rest = self.queue[b].pop(0)
            self.done[i] = t
            w = max(0.0, w - rest)
        if self.queue[b]:
            self.queue[b][0][1] -= w

    # what is shown
    def continuity(self, b):
        if not (self.work[b] > 0).any():
            return 0.0
        first = int(np.argmax(self.work[b] > 0))
        quarters = range(first // 3, min(self.fixed["lastq"][b], self.T // 3 - 1) + 1)
        good = 0
        for q in quarters:
            months = slice(max(first, 3 * q), 3 * q + 3)
            good += self.work[b, months].sum() >= self.case["lmin"] * self.potential[b, months].sum()
        return good / len(quarters) if len(quarters) else 0.0

    def result(self):
        whole = self.T // 3 * 3
        return {
            "quarter_homes": self.work.sum(0)[:whole].reshape(-1, 3).sum(1),
            "cost": self.cost, "homes": self.homes, "npv": self.npv,
            "market_cost_per_home": self.market / self.queued_homes if self.queued_homes else 0.0,
            "gate_month": np.array(self.gate_month, dtype=int),
            "continuity": np.array([self.continuity(b) for b in range(self.case["B"])]),
            "done_month": np.array(self.done, dtype=int),
        }


def simulate(case, uniforms):
    """The same answers as the library's kernel, one scenario per row of uniforms."""
    fixed = fixed_part(case)
    rows = [Scenario(case, fixed, u).run().result() for u in uniforms]
    return {key: np.array([row[key] for row in rows]) for key in rows[0]}
