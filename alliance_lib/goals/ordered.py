"""Which selection has the highest sum of the k smallest shares? (one mixed integer program)"""

from dataclasses import dataclass

import numpy as np
import scipy

# The solver's own tolerance is 1e-6. Whatever lies this close below a floor is let through and
# judged exactly afterwards. (Scaling the shares up makes HiGHS print stray lines.)
SLACK = 1e-5
INFEASIBLE = 2


@dataclass(frozen=True)
class Choice:
    """Goals that are in or out: what they bring each party, what they cost, which are fixed."""

    shares: np.ndarray  # parties x goals, 0..1
    costs: np.ndarray
    budget: float
    low: np.ndarray  # 1 where a goal must be in
    high: np.ndarray  # 0 where a goal must be out


def choose(choice: Choice, floors: list[float], excluded: list[tuple], gain: np.ndarray | None = None) -> tuple | None:
    """Which selection is best on the last floor's level while it stays above all floors?

    Reads: choice; floors, for k = 1, 2, ... the least the sum of the k smallest shares may be;
        excluded, selections that are no answer; gain by goal, to maximise instead of the sum.
    Gives: a tuple of bool by goal, or None when there is no such selection.
    Refuses: RuntimeError when the solver gives up.
    Source: Ogryczak & Sliwinski 2006: the sum of the k smallest is max k*t - sum max(0, t - share).
    Leaves out: differences below about 1e-6 of a share.
    """
    parties, goals = choice.shares.shape
    levels = len(floors)
    objective = np.zeros(goals + levels + levels * parties)
    if gain is None:
        objective[goals + levels - 1], objective[-parties:] = -levels, 1.0
    else:
        objective[:goals] = -gain
    free = levels + levels * parties
    found = scipy.optimize.milp(
        objective,
        constraints=_rules(choice, floors, excluded),
        integrality=np.repeat([1, 0], [goals, free]),
        bounds=scipy.optimize.Bounds(np.append(choice.low, np.zeros(free)), np.append(choice.high, np.full(free, np.inf))),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        if found.status == INFEASIBLE:
            return None
        raise RuntimeError(f"the solver gave no answer: {found.message}")
    return tuple(bool(taken) for taken in np.round(found.x[:goals]))


def _rules(choice: Choice, floors: list[float], excluded: list[tuple]) -> "scipy.optimize.LinearConstraint":
    """Rows: the budget; threshold minus shortfall under each share; floors; excluded selections."""
    parties, goals = choice.shares.shape
    levels, sparse = len(floors), scipy.sparse
    each_party, each_level = np.ones((1, parties)), sparse.eye_array(levels)
    out = np.array(excluded, dtype=float).reshape(len(excluded), goals)
    blocks = [
        [sparse.coo_array(choice.costs[None, :]), None, None],
        [sparse.coo_array(np.tile(-choice.shares, (levels, 1))), sparse.kron(each_level, each_party.T), -sparse.eye_array(levels * parties)],
        [None, sparse.coo_array(np.diag(np.arange(1.0, levels + 1))), -sparse.kron(each_level, each_party)],
        [sparse.coo_array(1 - 2 * out), None, None] if excluded else None,
    ]
    low = np.concatenate([[-np.inf], np.full(levels * parties, -np.inf), np.array(floors) - SLACK, 1 - out.sum(axis=1)])
    high = np.concatenate([[choice.budget], np.zeros(levels * parties), np.full(levels + len(out), np.inf)])
    return scipy.optimize.LinearConstraint(sparse.block_array([row for row in blocks if row]).tocsr(), low, high)
