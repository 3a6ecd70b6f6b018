"""Is there a balance between plan and room, and is the long haul paid for?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

AMOUNTS = ("hours_promised", "hours_used", "budget_promised_eur", "budget_used_eur")


@dataclass(frozen=True)
class Balance:
    """How much is fixed and how much is left open?

    fixed, open, untagged: weight of the items (number of items without weights); share_fixed: of
    what is tagged, NaN if nothing is; warning: "all_fixed", "all_open" or None.
    """

    fixed: float
    open: float
    untagged: float
    share_fixed: float
    warning: str | None


def planned_balance(fixed: Sequence, weights: Sequence | None = None) -> Balance:
    """Which share of the agenda or phase is fixed beforehand, and is there room left?

    Reads: fixed, one per item: 1 or True fixed, 0 or False left to emerge, NaN not tagged; weights,
        for instance minutes or euros, 0 or more, one per item (default: every item counts 1).
    Gives: a Balance; a warning at 100 % of either among the tagged items, whatever the rounding.
    Refuses: ValueError for other values, unequal lengths, negative or non-finite weights.
    Leaves out: which share is right; only the two ends are warned for.

    >>> planned_balance([True, True, False, True]).share_fixed
    0.75
    """
    tags = np.asarray(fixed, dtype=float)
    weight = np.ones(tags.shape) if weights is None else np.asarray(weights, dtype=float)
    if tags.ndim != 1 or not (np.isin(tags, (0, 1)) | np.isnan(tags)).all():
        raise ValueError("every item is fixed (1), open (0) or not tagged (NaN)")
    if weight.shape != tags.shape or not np.isfinite(weight).all() or (weight < 0).any():
        raise ValueError("every item needs one finite weight of 0 or more")
    planned, left, untagged = (float(weight[kind].sum()) for kind in (tags == 1, tags == 0, np.isnan(tags)))
    tagged = planned + left
    share = planned / tagged if tagged > 0 else float("nan")
    warning = None if not tagged > 0 else "all_fixed" if left == 0 else "all_open" if planned == 0 else None
    return Balance(planned, left, untagged, share, warning)


def commitments(promises: pd.DataFrame, parties: Sequence, years: Sequence[int]) -> pd.DataFrame:
    """Who has reserved time and money for which year, and which years are not committed?

    Reads: promises with party_id, year, hours_promised, hours_used (hours), budget_promised_eur,
        budget_used_eur (euros), 0 or more, NaN for not recorded; rows of one party and year add up.
        parties and years: the whole horizon to show.
    Gives: a row per party and year with these columns (NaN where nothing is recorded), status
        ("both", "hours_only", "budget_only", "zero_promised", "not_recorded") and uncommitted: True
        where neither hours nor budget above 0 are promised. Promised 0 and nothing recorded differ.
    Refuses: ValueError for missing columns, negative or infinite amounts, a row outside the horizon.
    Leaves out: ideas and quality that parties invest; they are not counted in hours or euros.
    """
    absent = [name for name in ("party_id", "year", *AMOUNTS) if name not in promises.columns]
    if absent:
        raise ValueError(f"promises lack the columns {absent}")
    amounts = promises[list(AMOUNTS)].to_numpy(dtype=float)
    if np.isinf(amounts).any() or (amounts < 0).any():
        raise ValueError("hours and euros must be finite and 0 or more, NaN for not recorded")
    grid = pd.MultiIndex.from_product([list(parties), list(years)], names=["party_id", "year"])
    told = pd.MultiIndex.from_frame(promises[["party_id", "year"]])
    if not told.isin(grid).all():
        raise ValueError(f"outside the given parties and years: {sorted(set(told[~told.isin(grid)]))}")
    added = pd.DataFrame(amounts, index=told, columns=list(AMOUNTS)).groupby(level=[0, 1]).sum(min_count=1)
    whole = added.reindex(grid)
    status = _status(whole["hours_promised"], whole["budget_promised_eur"])
    return whole.assign(status=status, uncommitted=np.isin(status, ["zero_promised", "not_recorded"])).reset_index()


def _status(hours: pd.Series, budget: pd.Series) -> np.ndarray:
    recorded = (hours.notna() | budget.notna()).to_numpy()
    time, money = (hours > 0).to_numpy(), (budget > 0).to_numpy()
    kinds = ["both", "hours_only", "budget_only", "zero_promised"]
    return np.select([time & money, time, money, recorded], kinds, "not_recorded")
