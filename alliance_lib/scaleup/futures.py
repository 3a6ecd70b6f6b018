"""What happens in each possible future, given what has happened until today?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import scipy

from alliance_lib.scaleup import tables
from alliance_lib.scaleup.case import Case
from alliance_lib.scaleup.plan import Plan


@dataclass(frozen=True, eq=False)
class Futures:
    """What came of it, per scenario (S) from today on?

    quarter_homes (S, T/3) without what was done before; gate_month (S, P-1; T = not opened); done_month
        (S, N; -1 = not) and release_month (S, N; T = not before the end) of every complex of the plan;
        continuity, idle_months and work_months (S, B) per builder; cost, homes (worked on), npv of the investment and
        market_cost_per_home (S), thousand euro from today on.
    """

    quarter_homes: np.ndarray
    gate_month: np.ndarray
    done_month: np.ndarray
    release_month: np.ndarray
    continuity: np.ndarray
    idle_months: np.ndarray
    work_months: np.ndarray
    cost: np.ndarray
    homes: np.ndarray
    npv: np.ndarray
    market_cost_per_home: np.ndarray


def play(plan: Plan, case: Case, seed: int, changes: Mapping[str, object] | None = None) -> Futures:
    """What happens in each possible future?

    Reads: plan, its case, seed of the luck; changes, fields of the case that differ in a what-if (the luck
        stays the same).
    Gives: Futures.
    """
    from alliance_lib.scaleup import kernel  # compiled: loaded only when something is played out

    fields = dict(case.fields) | dict(changes or {})
    scenarios = len(fields["posterior"])
    found = kernel.simulate(fields, scenarios, seed, uniforms=luck(plan, case, fields, seed))
    each = {name: found[name] for name in Futures.__dataclass_fields__}
    for name in ("continuity", "idle_months", "work_months"):
        each[name] = each[name][:, :len(plan.builders)]  # without the one of what is done
    return Futures(**each | {"release_month": np.maximum(found["release_month"], plan.now)})


def fewer(case: Case, scenarios: int) -> Case:
    """The same case with at most so many futures, for what-ifs that are compared with each other."""
    return replace(case, fields=dict(case.fields) | {"posterior": case.fields["posterior"][:scenarios]})


def luck(plan: Plan, case: Case, fields: Mapping, seed: int) -> np.ndarray:
    """Which luck does each future have, given what has happened until today? Gives: uniforms (S, D) for the kernel."""
    from alliance_lib.scaleup import kernel

    drawn = kernel.uniforms(seed, np.arange(len(fields["posterior"])), int(tables.prepare(dict(fields)).span[3]))
    return as_things_stand(fields, case, plan.now, drawn)


def as_things_stand(fields: Mapping, case: Case, now: int, luck: np.ndarray) -> np.ndarray:
    """Which luck is left, given today: consent is there for work under way, and nothing is open of what is released; what is
    overdue comes today at the earliest.

    Of a promise that is overdue the complex's own part of the delay is drawn from what is still possible:
    P(e <= x | e > low) for e standard normal, given the draws it shares with others.
    """
    owners, complexes, past = fields["O"], len(case.done), case.done | case.under_way
    first = 1 + owners + 4 * np.arange(complexes)
    luck[:, first[case.under_way] + 1] = np.where(fields["h"][case.under_way] < tables.SMALL, 1.0, 0.0)  # below ten: all take part
    luck[:, first[case.done] + 1] = 1.0
    later = luck[:, 1 + owners + 4 * complexes + fields["T"]:]
    later[:, :complexes][:, past[:later.shape[1]]] = 1.0  # no court, no condition still open
    more = later[:, complexes + owners + fields["B"]:]
    more[:, np.tile(past, more.shape[1] // max(complexes, 1))] = 1.0
    own = np.sqrt(max(0.0, 1.0 - fields["rho_g"] - fields["rho_o"]))
    at = np.flatnonzero(case.overdue & (fields["tp"] < now))
    if own == 0.0 or at.size == 0:
        return luck
    owner = fields["owner"][at]
    mu, sig = fields["posterior"][:, owner, 0] + fields.get("mu_shift", 0.0), fields["posterior"][:, owner, 1]
    shared = np.sqrt(fields["rho_g"]) * scipy.special.ndtri(luck[:, :1]) + np.sqrt(fields["rho_o"]) * scipy.special.ndtri(luck[:, 1 + owner])
    needed = np.log1p((now - 1 - fields["tp"][at]) / fields["lead"][at])
    low = scipy.special.ndtr(((needed - mu) / sig - shared) / own)
    luck[:, first[at]] = np.clip(low + luck[:, first[at]] * (1 - low), 0.0, 1.0)
    return luck


def cumulative(plan: Plan, case: Case, found: Futures) -> np.ndarray:
    """How many homes are done by the end of each quarter? Gives: array (S, T/3), with what was done before today."""
    return case.base_homes + found.quarter_homes.cumsum(axis=1)


def quantiles(values: np.ndarray) -> np.ndarray:
    """Low, middle and high of the futures: 10, 50 and 90 per cent. Gives: array (3, ...)."""
    return np.quantile(values, [0.1, 0.5, 0.9], axis=0)


def monthly(months: np.ndarray, probability: float) -> np.ndarray:
    """In which month has it happened with this probability? Gives: array (...), whole months; T and later mean not."""
    return np.quantile(months, probability, axis=0, method="inverted_cdf")
