"""Which unknown drives how many homes get done: a choice, a habit, or luck?"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import scipy

from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.scaleup import progress
from alliance_lib.scaleup.case import Case
from alliance_lib.scaleup.plan import Plan

FACTORS = {  # what may differ -> factor of the kernel; each between the bounds of the assumption range_<name>
    "delay": "mu_shift", "condition": "cond_shift", "consent": "consent_shift", "trust": "trust", "staffing": "staff_for", "growth": "g"}
LUCK = "luck"


def indices(first: np.ndarray, second: np.ndarray, mixed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which share of the variance does each factor explain, alone and with all its combinations?

    Reads: first, second (N): outcomes at two independent samples; mixed (K, N): the first sample with factor k taken
        from the second.
    Gives: (first-order, total), each (K,), estimates of shares 0..1; NaN if nothing varies.
    Refuses: ValueError for shapes that do not fit or values that are not finite.
    Source: Saltelli et al. 2010 (first order), Jansen 1999 (total).
    """
    a, b, ab = (np.asarray(given, dtype=float) for given in (first, second, mixed))
    if a.ndim != 1 or a.shape != b.shape or ab.shape[1:] != a.shape or not all(np.isfinite(one).all() for one in (a, b, ab)):
        raise ValueError("first and second must be (N,), mixed (K, N), all finite")
    spread = np.concatenate([a, b]).var()
    if spread <= 0:
        return np.full(len(ab), np.nan), np.full(len(ab), np.nan)
    return (b * (ab - a)).mean(axis=1) / spread, ((a - ab) ** 2).mean(axis=1) / (2 * spread)


def table(plan: Plan, case: Case, assume: Assumptions, seed: int) -> list[dict]:
    """Which unknown explains how many homes are done when the plan ends?

    Reads: plan, its case; assumptions range_<factor> and sensitivity_points; seed.
    Gives: rows of the table drivers, heaviest total first: share alone and with combinations. Luck is a factor of its
        own: which future it is, with what we do not know of each corporation's delays in it.
    Leaves out: that consent for work under way has been given, and that overdue property has not come before today.
    """
    from alliance_lib.scaleup import kernel  # compiled: loaded only when something is played out

    points = int(assume["sensitivity_points"])
    ranges = np.array([assume[f"range_{name}"] for name in FACTORS], dtype=float)
    drawn = scipy.stats.qmc.Sobol(2 * len(FACTORS), rng=np.random.default_rng(seed)).random(points)
    a, b = (ranges[:, 0] + half * (ranges[:, 1] - ranges[:, 0]) for half in np.split(drawn, 2, axis=1))
    one, other = np.arange(points), np.arange(points, 2 * points)
    runs = [(a, one), (b, other)] + [(np.where(np.arange(len(FACTORS)) == k, b, a), one) for k in range(len(FACTORS))] + [(a, other)]
    values = np.concatenate([values for values, _ in runs])
    factors = {field: values[:, k] for k, field in enumerate(FACTORS.values())}
    found = kernel.vary(dict(case.fields), factors, np.concatenate([luck for _, luck in runs]), seed)
    homes = _homes(plan, case, found).reshape(len(runs), points)
    alone, total = indices(homes[0], homes[1], homes[2:])
    rows = pd.DataFrame({"factor_code": [*FACTORS, LUCK], "alone_share": np.maximum(alone, 0.0), "total_share": total})
    return rows.sort_values("total_share", ascending=False, kind="stable").to_dict("records")


def _homes(plan: Plan, case: Case, found: Mapping[str, np.ndarray]) -> np.ndarray:
    """Homes done when the plan ends, per scenario."""
    end, months = 3 * (progress.plan_end(plan) + 1), found["done_month"]
    return case.base_homes + ((months >= 0) & (months < end)) @ np.asarray(case.fields["h"], dtype=float)


def say(rows: list[dict]) -> list[Finding]:
    """Which two unknowns matter most, and how much is luck?"""
    if not rows or not rows[0]["total_share"] > 0:
        return [Finding("scaleup.nothing_drives", weight=0.3)]
    luck = next(row for row in rows if row["factor_code"] == LUCK)
    most = [row["factor_code"] for row in rows if row["factor_code"] != LUCK][:2]
    return [Finding("scaleup.drivers", facts={"most": most, "luck": min(max(luck["total_share"], 0.0), 1.0)}, weight=0.6)]
