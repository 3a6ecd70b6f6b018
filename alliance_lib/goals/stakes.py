"""What does each party have at stake in each goal, as exact numbers?"""

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

import pandas as pd


@dataclass(frozen=True)
class Stakes:
    """Utilities, costs and budget as exact rationals, in the order of the frame they came from."""

    parties: tuple
    goals: tuple
    utility: tuple  # one tuple per party, one Fraction per goal, never negative
    cost: tuple  # one Fraction per goal
    budget: Fraction

    def supporters(self, goal: int) -> list[int]:
        return [p for p, row in enumerate(self.utility) if row[goal] > 0]


def exact(value, what: str) -> Fraction:
    """Which rational did the person write down?

    Reads: a finite number. A float counts as its decimal form (1.09 is 109/100), for binary dust
        would decide ties.
    Gives: Fraction.
    Refuses: ValueError for NaN, infinity or something that is not a number.
    """
    if isinstance(value, Fraction):
        return value
    try:
        if not isfinite(value):
            raise ValueError(f"{what} must be finite, got {value}")
    except TypeError as error:
        raise ValueError(f"{what} must be a number, got {value!r}") from error
    return Fraction(int(value)) if value == int(value) else Fraction(str(value))


def read_stakes(utilities: pd.DataFrame, costs: pd.Series, budget) -> Stakes:
    """What is given, checked and made exact?

    Reads: utilities, frame parties x goals (interest served minus risk; below 0 counts as 0);
        costs, series by goal, in the unit of the budget, 0 or more; budget, 0 or more.
    Gives: Stakes, goals in the order of the columns.
    Refuses: ValueError for no party, double names, goals without cost, costs without goal,
        non-finite or negative amounts.
    """
    parties, goals = tuple(utilities.index), tuple(utilities.columns)
    costs = pd.Series(costs)
    if not parties:
        raise ValueError("utilities need at least one party")
    if not (utilities.index.is_unique and utilities.columns.is_unique and costs.index.is_unique):
        raise ValueError("parties and goals must have unique names")
    if set(costs.index) != set(goals):
        raise ValueError(f"costs and utilities must name the same goals, differ in {sorted(set(costs.index) ^ set(goals), key=str)}")
    cost = tuple(exact(costs[goal], f"cost of {goal}") for goal in goals)
    amount = exact(budget, "budget")
    if amount < 0 or any(c < 0 for c in cost):
        raise ValueError("costs and budget cannot be negative")
    utility = tuple(
        tuple(max(exact(value, f"utility of {party}"), Fraction(0)) for value in row)
        for party, row in zip(parties, utilities.itertuples(index=False, name=None))
    )
    return Stakes(parties, goals, utility, cost, amount)
