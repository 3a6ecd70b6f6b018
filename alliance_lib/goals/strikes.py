"""Why was this goal struck, and what is the smallest change that would have saved it?"""

from fractions import Fraction
from math import ceil

import pandas as pd

from alliance_lib.goals.stakes import Stakes, read_stakes


def why_struck(rounds: tuple, utilities: pd.DataFrame, costs: pd.Series, budget) -> pd.DataFrame:
    """What did the supporters of each struck goal have left, and what was needed?

    Reads: rounds, the trace of one outcome of equal_shares; the same utilities, costs, budget.
    Gives: frame, a row per struck goal: goal, reason (no_supporter, too_dear), supporters (tuple),
        had (what they had left together at the end), needed (its cost), saved_at_cost (the
        highest cost at which it would have been bought; ties count as bought), saved_by and
        saved_by_points (the parties that could each save it alone by valuing it the fewest whole
        points higher, and how many points; NaN where no single party could).
    Refuses: what equal_shares refuses.
    Source: the trace of Equal Shares; the measure by cost follows Boehmer, Faliszewski, Janeczko,
        Peters, Pierczynski, Schierreich, Skowron & Szufa 2024, Evaluation of Project Performance
        in Participatory Budgeting.
    Leaves out: changes in two parties or two goals together; what the saved goal would drive out;
        other orders of buying tied goals, along which less may be enough.
    """
    stakes = read_stakes(utilities, costs, budget)
    moments = _moments(stakes, rounds)
    bought = {step.goal for step in rounds}
    rows = [_reason(stakes, goal, moments) for goal, name in enumerate(stakes.goals) if name not in bought]
    columns = ["goal", "reason", "supporters", "had", "needed", "saved_at_cost", "saved_by", "saved_by_points"]
    return pd.DataFrame(rows, columns=columns)


def _moments(stakes: Stakes, rounds: tuple) -> list[tuple[Fraction | None, tuple]]:
    """Each step's price with the balances before it; last the end, where any price is allowed."""
    balances = [(stakes.budget / len(stakes.parties),) * len(stakes.parties)]
    balances += [tuple(step.left[party] for party in stakes.parties) for step in rounds]
    return list(zip([*(step.rho for step in rounds), None], balances))


def _reason(stakes: Stakes, goal: int, moments: list) -> tuple:
    behind = stakes.supporters(goal)
    payments = [_payments(stakes, goal, moment) for moment in moments]
    points = _points(stakes, goal, moments, payments)
    fewest = min(points.values(), default=float("nan"))
    return (
        stakes.goals[goal],
        "too_dear" if behind else "no_supporter",
        tuple(stakes.parties[p] for p in behind),
        float(sum(payments[-1])),
        float(stakes.cost[goal]),
        float(max(map(sum, payments))) if behind else float("nan"),
        tuple(stakes.parties[p] for p, more in points.items() if more == fewest),
        float(fewest),
    )


def _payments(stakes: Stakes, goal: int, moment: tuple) -> list[Fraction]:
    """What each party would put in for this goal at that step's price."""
    rho, left = moment
    wants = [row[goal] for row in stakes.utility]
    if rho is None:
        return [have if want > 0 else Fraction(0) for have, want in zip(left, wants)]
    return [min(have, rho * want) for have, want in zip(left, wants)]


def _points(stakes: Stakes, goal: int, moments: list, payments: list) -> dict[int, int]:
    """Per party that could save the goal alone: the fewest whole points more it takes."""
    fewest = {}
    for (rho, left), paid in zip(moments, payments):
        if rho == 0:
            continue
        gap = stakes.cost[goal] - sum(paid)
        for p, have in enumerate(left):
            short = gap + paid[p]
            if short <= have:
                more = 1 if rho is None else max(1, ceil(short / rho - stakes.utility[p][goal]))
                fewest[p] = min(more, fewest.get(p, more))
    return fewest
