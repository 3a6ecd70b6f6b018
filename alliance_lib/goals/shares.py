"""Which goals can the parties pay for out of equal shares of the attention there is?"""

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from alliance_lib.goals.stakes import Stakes, read_stakes

# Beyond this many situations the ties are too many to show to people anyway.
MOST_SITUATIONS = 3_000


@dataclass(frozen=True)
class Purchase:
    """One step: the goal bought, its price per point of utility, and who paid what."""

    goal: object
    rho: Fraction
    cost: Fraction
    paid: dict  # party -> Fraction, only those who paid
    left: dict  # party -> Fraction, after this step, all parties


@dataclass(frozen=True)
class EqualShares:
    """Every selection that some breaking of ties gives, with its steps and what is left over."""

    outcomes: list  # tuples of goals in the order bought, one per distinct set
    rounds: list  # per outcome a tuple of Purchase
    leftover: list  # per outcome a series by party, exact
    complete: bool = True  # False when there were too many ties to follow them all


@dataclass(frozen=True)
class _Situation:
    steps: tuple
    left: tuple
    price: dict  # goal -> a price it certainly does not go below; bought and lost goals are gone

    @property
    def key(self):
        return frozenset(self.price), frozenset(step.goal for step in self.steps), self.left


def price(stakes: Stakes, goal: int, left: tuple) -> Fraction | None:
    """At which price per point of utility can its supporters just pay for this goal?

    Reads: left, what each party still has, in the order of the parties.
    Gives: rho with sum of min(left_i, rho * u_i) = cost; 0 for a goal without cost that
        somebody wants; None when they cannot pay it together or nobody wants it.
    """
    behind = stakes.supporters(goal)
    due = stakes.cost[goal]
    if not behind or sum(left[p] for p in behind) < due:
        return None
    weight = sum(stakes.utility[p][goal] for p in behind)
    for p in sorted(behind, key=lambda p: left[p] / stakes.utility[p][goal]):
        utility = stakes.utility[p][goal]
        if due * utility <= left[p] * weight:
            return due / weight
        due -= left[p]
        weight -= utility
    raise AssertionError("supporters who can pay together always find a price")


def equal_shares(utilities: pd.DataFrame, costs: pd.Series, budget) -> EqualShares:
    """Which goals survive if every party may spend an equal share of the attention there is?

    Reads: utilities, frame parties x goals (interest served minus risk, below 0 counts as 0);
        costs, series by goal (attention it takes); budget in the same unit. Floats count as
        their decimal form.
    Gives: EqualShares(outcomes, rounds, leftover, complete). Outcomes: every selection that some
        breaking of ties gives, each a tuple of goals in the order bought, the same set once.
        Rounds and leftover run parallel: the steps (goal, rho, cost, who paid what, what is
        left) and a series by party. `complete` is False when more than 3,000 situations of
        ties would have to be followed.
    Refuses: ValueError for names that do not match and for non-finite or negative amounts.
    Source: Peters, Pierczynski & Skowron 2021, Proportional Participatory Budgeting with
        Additive Utilities; their guarantee is extended justified representation up to one goal.
    Leaves out: completion when money is left (see leximin), and goals that only work together.

    >>> votes = pd.DataFrame({"a": [2, 2, 0], "b": [0, 1, 3]}, index=["north", "south", "east"])
    >>> equal_shares(votes, pd.Series({"a": 2, "b": 2}), 3).outcomes
    [('a',)]
    """
    stakes = read_stakes(utilities, costs, budget)
    share = stakes.budget / len(stakes.parties)
    pending = [_Situation((), (share,) * len(stakes.parties), dict.fromkeys(range(len(stakes.goals)), Fraction(0)))]
    seen, found = set(), {}
    while pending and len(seen) < MOST_SITUATIONS:
        now = pending.pop()
        if now.key in seen:
            continue
        seen.add(now.key)
        cheapest, rho, prices = _cheapest(stakes, now)
        if not cheapest:
            found.setdefault(frozenset(step.goal for step in now.steps), now)
        for goal in reversed(_choices(stakes, cheapest, rho, now.left)):
            pending.append(_buy(stakes, now, goal, rho, prices))
    return _result(stakes, list(found.values()), complete=not pending)


def _cheapest(stakes: Stakes, now: _Situation) -> tuple[list[int], Fraction, dict]:
    """Prices only rise as money is spent, so goals known to be dearer need no new look."""
    prices, best, tied = dict(now.price), None, []
    for goal in sorted(now.price, key=lambda g: (now.price[g], g)):
        if best is not None and now.price[goal] > best:
            break
        rho = price(stakes, goal, now.left)
        if rho is None:
            del prices[goal]
            continue
        prices[goal] = rho
        if best is None or rho < best:
            best, tied = rho, []
        if rho == best:
            tied.append(goal)
    return sorted(tied), best, prices


def _choices(stakes: Stakes, tied: list[int], rho: Fraction, left: tuple) -> list[int]:
    """Of tied goals, one that no other tied goal can touch is bought in any order: no branch."""
    if not tied:
        return []
    claims = [sum(rho * row[goal] for goal in tied) for row in stakes.utility]
    for goal in tied:
        shared = [p for p in stakes.supporters(goal) if sum(stakes.utility[p][other] > 0 for other in tied) > 1]
        if all(claims[p] <= left[p] for p in shared):
            return [goal]
    return tied


def _buy(stakes: Stakes, now: _Situation, goal: int, rho: Fraction, prices: dict) -> _Situation:
    paid = [min(have, rho * row[goal]) for have, row in zip(now.left, stakes.utility)]
    left = tuple(have - part for have, part in zip(now.left, paid))
    step = Purchase(
        goal=stakes.goals[goal],
        rho=rho,
        cost=stakes.cost[goal],
        paid={party: part for party, part in zip(stakes.parties, paid) if part > 0},
        left=dict(zip(stakes.parties, left)),
    )
    return _Situation((*now.steps, step), left, {g: p for g, p in prices.items() if g != goal})


def _result(stakes: Stakes, ends: list[_Situation], complete: bool) -> EqualShares:
    return EqualShares(
        outcomes=[tuple(step.goal for step in end.steps) for end in ends],
        rounds=[end.steps for end in ends],
        leftover=[pd.Series(end.left, index=stakes.parties, dtype=object, name="left") for end in ends],
        complete=complete,
    )
