"""Which goals add nothing beside another goal?"""

import numpy as np
import pandas as pd


def dominated(profiles: pd.DataFrame, costs: pd.Series) -> pd.DataFrame:
    """Which goals can go first, because another does the same or more for no more attention?

    Reads: profiles, frame (parties, or interests) x goals: what each goal does for each of them;
        costs, series by goal, 0 or more.
    Gives: frame goal, by, kind, one row per goal that can go, in the order of the columns.
        Kind "duplicate": same profile, same cost; the first of them stays. Kind "dominated":
        nowhere less, no dearer, and somewhere more or cheaper. `by` itself stays.
    Refuses: ValueError for names that do not match, non-finite numbers or negative costs.
    Source: Pareto dominance.
    Leaves out: two goals that only together do more than a third; whether there is room for both,
        so this is a proposal. A profile by party does not see which interest is served: give
        interests as rows if that matters.

    >>> served = pd.DataFrame({"a": [2, 1], "b": [2, 0], "c": [2, 1]}, index=["north", "south"])
    >>> dominated(served, pd.Series({"a": 1, "b": 1, "c": 1})).to_dict("records")
    [{'goal': 'b', 'by': 'a', 'kind': 'dominated'}, {'goal': 'c', 'by': 'a', 'kind': 'duplicate'}]
    """
    goals, effect, cost = _checked(profiles, costs)
    no_less = (effect[:, None, :] >= effect[None, :, :]).all(axis=2) & (cost[:, None] <= cost[None, :])
    same = no_less & no_less.T
    earlier = np.arange(len(goals))[:, None] < np.arange(len(goals))[None, :]
    beats = (no_less & ~same) | (same & earlier)  # beats[a, b]: a makes b superfluous
    stays = ~beats.any(axis=0)
    rows = []
    for b in np.flatnonzero(~stays):
        by = np.flatnonzero(beats[:, b] & stays)[0]
        rows.append((goals[b], goals[by], "duplicate" if same[by, b] else "dominated"))
    return pd.DataFrame(rows, columns=["goal", "by", "kind"])


def _checked(profiles: pd.DataFrame, costs: pd.Series) -> tuple[list, np.ndarray, np.ndarray]:
    costs = pd.Series(costs)
    if not (profiles.columns.is_unique and costs.index.is_unique) or set(costs.index) != set(profiles.columns):
        raise ValueError("costs and profiles must name the same goals, each once")
    effect = profiles.to_numpy(dtype=float).T
    cost = costs[profiles.columns].to_numpy(dtype=float)
    if not (np.isfinite(effect).all() and np.isfinite(cost).all()) or (cost < 0).any():
        raise ValueError("profiles and costs must be finite, costs 0 or more")
    return list(profiles.columns), effect, cost
