"""Which selection leaves the worst-off party as well off as it can be?"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

import numpy as np
import pandas as pd

from alliance_lib.goals.acceptability import whole
from alliance_lib.goals.ordered import Choice, choose
from alliance_lib.goals.stakes import Stakes, read_stakes

MOST_TIES = 20
LARGEST_BUDGET = 1e6


@dataclass(frozen=True)
class Leximin:
    """The selection, what each party gets of the most it could get, and who ends with nothing."""

    selected: tuple  # goals in the order of the columns
    share: pd.Series  # by party, 0..1: utility over the most it could get alone
    loss: pd.Series  # by party: that most minus its utility, in points
    empty_handed: tuple  # parties that end with nothing
    ties: tuple = ()  # other selections exactly as good, at most 20


def leximin(utilities: pd.DataFrame, costs: pd.Series, budget, must_keep=(), must_strike=()) -> Leximin:
    """Which goals leave the worst-off party best off, then the next one, and so on?

    Reads: utilities, frame parties x goals (below 0 counts as 0); costs, series by goal; budget;
        must_keep and must_strike, names of goals (for instance an outcome of equal_shares).
    Gives: Leximin. A party's share is its utility over the most it could get within the budget
        if it chose alone, without must_keep and must_strike; a party whose most is 0 is left
        out. Equal optima are settled by the larger total utility; what is then still equal is
        in `ties` (at most 20), the selected one coming first in the order of the columns. A goal
        that serves nobody is not selected unless it must be kept.
    Refuses: ValueError for unknown goals, a goal both kept and struck, must_keep dearer than
        the budget, and what read_stakes refuses.
    Source: lexicographic max-min by cumulated ordered shares, Ogryczak & Sliwinski 2006, On
        Direct Methods for Lexicographic Min-Max Optimization; solved by HiGHS. Shares are
        recomputed exactly; the solver tells them apart from about 1e-6 on.
    Leaves out: whether a party may end with nothing; that is for people, with a reason.

    >>> votes = pd.DataFrame({"a": [4, 0], "b": [1, 1], "c": [0, 4]}, index=["north", "south"])
    >>> leximin(votes, pd.Series({"a": 1, "b": 1, "c": 1}), 2).selected
    ('a', 'c')
    """
    stakes = read_stakes(utilities, costs, budget)
    most = most_alone(stakes)
    choice = _choice(stakes, most, tuple(must_keep), tuple(must_strike))
    judged = _search(stakes, most, choice)
    best = max(judged.values())
    ranked = sorted((taken for taken, worth in judged.items() if worth == best), reverse=True)
    table = _table(stakes, most, ranked[0])
    return Leximin(
        selected=_names(stakes, ranked[0]),
        share=table["share"],
        loss=(table["most"] - table["got"]).rename("loss"),
        empty_handed=tuple(table.index[table["got"] == 0]),
        ties=tuple(_names(stakes, taken) for taken in ranked[1 : 1 + MOST_TIES]),
    )


def shares(utilities: pd.DataFrame, costs: pd.Series, budget, kept) -> pd.DataFrame:
    """What does each party get of the most it could get?

    Reads: utilities, costs, budget as leximin; kept, names of goals (their cost is not checked).
    Gives: frame by party: most (points if it chose alone), got (points), share (0..1).
        Parties whose most is 0 are left out.
    Refuses: what read_stakes refuses; ValueError for unknown goals.
    """
    stakes = read_stakes(utilities, costs, budget)
    unknown = set(kept) - set(stakes.goals)
    if unknown:
        raise ValueError(f"unknown goals: {sorted(unknown, key=str)}")
    taken = tuple(goal in set(kept) for goal in stakes.goals)
    return _table(stakes, most_alone(stakes), taken)


def most_alone(stakes: Stakes) -> list[Fraction]:
    """What is the most each party could get if it chose alone?

    Gives: points by party, exact for the sets found; those are the best up to rounding of floats.
    """
    from alliance_lib.goals.knapsack import best_sets  # compiled: loaded only when something is chosen

    values = np.array(stakes.utility, dtype=float).reshape(len(stakes.parties), len(stakes.goals))
    alone = best_sets(values, *whole(stakes))
    return [_points(row, taken) for row, taken in zip(stakes.utility, alone)]


def _points(row: tuple, taken) -> Fraction:
    return sum((value for value, is_taken in zip(row, taken) if is_taken), Fraction(0))


def _table(stakes: Stakes, most: list[Fraction], taken: tuple) -> pd.DataFrame:
    rows = {
        party: (float(top), float(got), float(got / top))
        for party, row, top in zip(stakes.parties, stakes.utility, most)
        if top > 0 and (got := _points(row, taken)) is not None
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["most", "got", "share"])


def _names(stakes: Stakes, taken: tuple) -> tuple:
    return tuple(goal for goal, is_taken in zip(stakes.goals, taken) if is_taken)


def _choice(stakes: Stakes, most: list[Fraction], must_keep: tuple, must_strike: tuple) -> Choice:
    unknown = (set(must_keep) | set(must_strike)) - set(stakes.goals)
    both = set(must_keep) & set(must_strike)
    if unknown or both:
        raise ValueError(f"must_keep and must_strike name unknown goals {unknown} or the same goals {both}")
    kept = [goal in must_keep for goal in stakes.goals]
    if _points(stakes.cost, kept) > stakes.budget:
        raise ValueError("the goals in must_keep together cost more than the budget")
    may = [goal not in must_strike and bool(stakes.supporters(g)) for g, goal in enumerate(stakes.goals)]
    costs, budget = whole(stakes)
    scale = min(1.0, LARGEST_BUDGET / budget) if budget > 0 else 1.0
    shares = [[float(value / top) for value in row] for row, top in zip(stakes.utility, most) if top > 0]
    return Choice(
        shares=np.array(shares, dtype=float).reshape(len(shares), len(stakes.goals)),
        costs=costs * scale,
        budget=budget * scale,
        low=np.array(kept, dtype=float),
        high=np.logical_or(kept, may).astype(float),
    )


def _worth(stakes: Stakes, most: list[Fraction], taken: tuple) -> tuple:
    """What leximin compares: the exact shares from small to large, then the total of points."""
    got = [_points(row, taken) for row in stakes.utility]
    return sorted(points / top for points, top in zip(got, most) if top > 0), sum(got)


def _search(stakes: Stakes, most: list[Fraction], choice: Choice) -> dict:
    """Selections with their exact worth; no other selection is better than the best of these.

    Level after level asks for another selection that does at least as well on the sum of the
    k smallest shares; as soon as there is none, the best is among those already seen.
    """
    judged, passed = {}, []
    for level in range(1, len(choice.shares) + 1):
        floors = _floors(judged, level)
        taken = _affordable(stakes, choice, floors, passed)
        if taken is None:
            return judged
        judged[taken] = _worth(stakes, most, taken)
    if not judged:
        only = tuple(bool(fixed) for fixed in choice.low)
        return {only: _worth(stakes, most, only)}
    return _ties(stakes, most, choice, judged, passed)


def _ties(stakes: Stakes, most: list[Fraction], choice: Choice, judged: dict, passed: list) -> dict:
    """All shares equal on every level: now the larger total decides, and then people do."""
    gain = np.array([float(sum(column)) for column in zip(*stakes.utility)])
    judged = dict(judged)
    while sum(worth == max(judged.values()) for worth in judged.values()) <= MOST_TIES:
        taken = _affordable(stakes, choice, _floors(judged, len(choice.shares)), passed, gain)
        if taken is None or _worth(stakes, most, taken) < max(judged.values()):
            break
        judged[taken] = _worth(stakes, most, taken)
    return judged


def _floors(judged: dict, level: int) -> list[float]:
    if not judged:
        return [0.0] * level
    return [float(total) for total in accumulate(max(judged.values())[0][:level])]


def _affordable(stakes: Stakes, choice: Choice, floors: list, passed: list, gain=None) -> tuple | None:
    """The solver allows a hair over the budget; people do not. Whatever it gives is not given again."""
    while True:
        taken = choose(choice, floors, passed, gain)
        if taken is None:
            return None
        passed.append(taken)
        if _points(stakes.cost, taken) <= stakes.budget:
            return taken
