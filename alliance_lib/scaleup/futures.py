"""What happens in each possible future, given what has happened until today?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from alliance_lib.scaleup import draws, tables
from alliance_lib.scaleup.case import Case
from alliance_lib.scaleup.plan import Plan


@dataclass(frozen=True, eq=False)
class Futures:
    """What came of it, per scenario (S) from today on?

    quarter_homes (S, T/3) without what was done before; gate_month (S, P-1; T = not opened); done_month
        (S, N; -1 = not) and release_month (S, N; T = not before the end) of every complex of the plan;
        continuity and idle_months (S, B) per builder.
    """

    quarter_homes: np.ndarray
    gate_month: np.ndarray
    done_month: np.ndarray
    release_month: np.ndarray
    continuity: np.ndarray
    idle_months: np.ndarray


def play(plan: Plan, case: Case, seed: int, changes: Mapping[str, float] | None = None) -> Futures:
    """What happens in each possible future?

    Reads: plan, its case, seed of the luck; changes, fields of the case that differ in a what-if (the luck
        stays the same).
    Gives: Futures.
    """
    from alliance_lib.scaleup import kernel  # compiled: loaded only when something is played out

    fields = dict(case.fields) | dict(changes or {})
    scenarios = len(fields["posterior"])
    luck = _as_things_stand(fields, case, plan.now, draws.uniforms(seed, np.arange(scenarios), int(tables.prepare(fields).span[3])))
    found = kernel.simulate(fields, scenarios, seed, uniforms=luck)
    builders = len(plan.builders)  # without the one of what is done
    return Futures(found["quarter_homes"], found["gate_month"], found["done_month"],
                   np.maximum(found["release_month"], plan.now), found["continuity"][:, :builders], found["idle_months"][:, :builders])


def _as_things_stand(fields: Mapping, case: Case, now: int, luck: np.ndarray) -> np.ndarray:
    """The luck, given today: consent is there for work under way; what is overdue comes today at the earliest.

    Of a promise that is overdue the complex's own part of the delay is drawn from what is still possible:
    P(e <= x | e > low) for e standard normal, given the draws it shares with others.
    """
    owners = fields["O"]
    first = 1 + owners + 4 * np.arange(len(case.done))
    luck[:, first[case.under_way] + 1] = 0.0
    luck[:, first[case.done] + 1] = 1.0
    own = np.sqrt(max(0.0, 1.0 - fields["rho_g"] - fields["rho_o"]))
    at = np.flatnonzero(case.overdue & (fields["tp"] < now))
    if own == 0.0 or at.size == 0:
        return luck
    owner = fields["owner"][at]
    mu, sig = fields["posterior"][:, owner, 0] + fields.get("mu_shift", 0.0), fields["posterior"][:, owner, 1]
    shared = np.sqrt(fields["rho_g"]) * ndtri(luck[:, :1]) + np.sqrt(fields["rho_o"]) * ndtri(luck[:, 1 + owner])
    needed = np.log1p((now - 1 - fields["tp"][at]) / fields["lead"][at])
    low = ndtr(((needed - mu) / sig - shared) / own)
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
