"""What does a strike do: to every party's share, to the attention there is, and to the interests behind the goals?"""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from alliance_lib.goals.completion import most_alone
from alliance_lib.goals.stakes import Stakes, read_stakes


@dataclass(frozen=True)
class Consequences:
    """What changes if these goals are kept instead of those."""

    shares: pd.DataFrame  # by party: before, after (of the most it could get, 0..1), lost (points, below 0 is won)
    empty_handed: tuple  # parties that end with nothing though some goal serves them
    spent: float  # attention that the kept goals take
    budget: float

    @property
    def over(self) -> float:
        """By how much is there too little attention? 0 if the kept goals fit."""
        return max(0.0, self.spent - self.budget)


def consequences(utilities: pd.DataFrame, costs: pd.Series, budget, before: Collection, after: Collection) -> Consequences:
    """What changes for each party if `after` is kept instead of `before`?

    Reads: utilities, frame parties x goals (below 0 counts as 0); costs, series by goal; budget; before and
        after, goals kept.
    Gives: Consequences. Parties that no goal serves are left out of the shares.
    Refuses: ValueError for unknown goals, and what read_stakes refuses.
    Leaves out: whether the kept goals fit in the budget; `over` says so.

    >>> votes = pd.DataFrame({"a": [4, 0], "b": [1, 2]}, index=["north", "south"])
    >>> consequences(votes, pd.Series({"a": 1, "b": 1}), 2, ["a", "b"], ["a"]).empty_handed
    ('south',)
    """
    stakes = read_stakes(utilities, costs, budget)
    most = most_alone(stakes)
    old, new = _got(stakes, before), _got(stakes, after)
    rows = {party: (float(was / top), float(now / top), float(was - now))
            for party, top, was, now in zip(stakes.parties, most, old, new, strict=True) if top > 0}
    return Consequences(
        shares=pd.DataFrame.from_dict(rows, orient="index", columns=["before", "after", "lost"]),
        empty_handed=tuple(party for party, (_, share, _) in rows.items() if share == 0),
        spent=float(_spent(stakes, after)), budget=float(stakes.budget))


def unserved(served: pd.DataFrame, before: Collection, after: Collection) -> tuple:
    """Which interests and risks had a goal in `before` and have none in `after`?

    Reads: served, frame goal_id, interest_id of what each goal serves; goals before and after.
    Gives: interests in the order of the frame.
    """
    had, has = (set(served.loc[served["goal_id"].isin(list(kept)), "interest_id"]) for kept in (before, after))
    return tuple(one for one in dict.fromkeys(served["interest_id"]) if one in had - has)


def swaps(utilities: pd.DataFrame, costs: pd.Series, budget, kept: Collection) -> pd.DataFrame:
    """The kept goals ask too much attention: what happens if this one drops, or that one?

    Reads: utilities, costs, budget as consequences; kept, the goals that together ask too much.
    Gives: frame, a row per kept goal that takes attention: goal, spent (attention after it drops), fits,
        least (the smallest share after it drops; NaN if no goal serves anybody), empty_handed. What fits
        comes first, then by the shares from small to large: the first row hurts the worst-off party least.
    Refuses: ValueError for unknown goals, and what read_stakes refuses.
    Leaves out: dropping two goals together; ask again after the first.
    """
    stakes = read_stakes(utilities, costs, budget)
    most, rows = most_alone(stakes), []
    costing = {goal for goal, cost in zip(stakes.goals, stakes.cost, strict=True) if cost > 0}
    for goal in (one for one in kept if one in costing):
        rest = [one for one in kept if one != goal]
        shares = {party: got / top for party, got, top in zip(stakes.parties, _got(stakes, rest), most, strict=True) if top > 0}
        spent = _spent(stakes, rest)
        rows.append((spent > stakes.budget, [-share for share in sorted(shares.values())], {
            "goal": goal, "spent": float(spent), "fits": spent <= stakes.budget, "least": float(min(shares.values(), default=float("nan"))),
            "empty_handed": tuple(party for party, share in shares.items() if share == 0)}))
    ordered = [row for _, _, row in sorted(rows, key=lambda one: one[:2])]
    return pd.DataFrame(ordered, columns=["goal", "spent", "fits", "least", "empty_handed"])


def _taken(stakes: Stakes, kept: Collection) -> list[bool]:
    unknown = set(kept) - set(stakes.goals)
    if unknown:
        raise ValueError(f"unknown goals: {sorted(unknown, key=str)}")
    return [goal in set(kept) for goal in stakes.goals]


def _spent(stakes: Stakes, kept: Collection) -> Fraction:
    return sum((cost for cost, taken in zip(stakes.cost, _taken(stakes, kept), strict=True) if taken), Fraction(0))


def _got(stakes: Stakes, kept: Collection) -> list[Fraction]:
    """Points by party."""
    taken = _taken(stakes, kept)
    return [sum((value for value, here in zip(row, taken, strict=True) if here), Fraction(0)) for row in stakes.utility]
