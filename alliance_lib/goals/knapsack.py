"""Which goals are worth most together within the budget? (kernel, exact, many draws at once)"""

import numpy as np
from numba import njit


@njit(cache=True)
def best_sets(values, costs, budget):
    """Which set of goals has the highest value within the budget, in every draw?

    Reads: values (draws, goals), float, finite; costs (goals,), 0 or more; budget, same type as costs.
    Gives: array (draws, goals) of bool. Goals worth 0 or less are never taken, free ones always.
    Source: Nemhauser & Ullmann 1969 (pairs that no cheaper pair equals), pruned by the
        fractional bound of Dantzig 1957.
    Leaves out: other sets of exactly the same value.
    """
    draws, goals = values.shape
    taken = np.zeros((draws, goals), np.bool_)
    # Every pair ever kept: weight, value, the pair it came from, the goal added.
    pairs = (np.zeros(1024, costs.dtype), np.zeros(1024), np.zeros(1024, np.int64), np.zeros(1024, np.int64))
    for d in range(draws):
        order, density = _by_density(values[d], costs, budget, taken[d])
        floor = _greedy(values[d], costs, budget, order)
        frontier = np.zeros(1, np.int64)
        used = 1
        for k in range(order.size):
            while used + frontier.size > pairs[0].size:
                pairs = _doubled(pairs)
            rest = density[k + 1] if k + 1 < order.size else 0.0
            goal = (order[k], costs[order[k]], values[d, order[k]])
            frontier, used = _extend(pairs, frontier, used, goal, (budget, rest, floor))
        last = frontier[-1]
        while last > 0:
            taken[d, pairs[3][last]] = True
            last = pairs[2][last]
    return taken


@njit(cache=True)
def _doubled(pairs):
    weight, value, parent, item = pairs
    return np.append(weight, weight), np.append(value, value), np.append(parent, parent), np.append(item, item)


@njit(cache=True)
def _by_density(values, costs, budget, taken):
    """Goals worth looking at, best value for money first; free ones are taken at once."""
    density = np.full(values.size, -1.0)
    count = 0
    for k in range(values.size):
        if values[k] <= 0 or costs[k] > budget:
            continue
        if costs[k] == 0:
            taken[k] = True
        else:
            density[k] = values[k] / costs[k]
            count += 1
    order = np.argsort(-density)[:count]
    return order, density[order]


@njit(cache=True)
def _greedy(values, costs, budget, order):
    """A value that is certainly reached; a hair lower, so that rounding prunes no optimum."""
    left, total = budget, 0.0
    for k in order:
        if costs[k] <= left:
            left -= costs[k]
            total += values[k]
    return total * (1 - 1e-12)


@njit(cache=True)
def _extend(pairs, frontier, used, goal, limits):
    """Merge the frontier with itself plus one goal; both are sorted by weight and by value."""
    weight, value, parent, item = pairs
    k, cost, worth = goal
    budget, rest, floor = limits  # rest: the best value for money still to come
    merged = np.empty(2 * frontier.size, np.int64)
    kept, old, new, top = 0, 0, 0, -1.0
    while True:
        fits = new < frontier.size and weight[frontier[new]] + cost <= budget
        if not fits and old == frontier.size:
            return merged[:kept], used
        take_new = fits
        if fits and old < frontier.size:
            w, v = weight[frontier[old]], value[frontier[old]]
            heavier, richer = weight[frontier[new]] + cost, value[frontier[new]] + worth
            take_new = heavier < w or (heavier == w and richer > v)
        source = frontier[new] if take_new else frontier[old]
        w = weight[source] + cost if take_new else weight[source]
        v = value[source] + worth if take_new else value[source]
        new, old = (new + 1, old) if take_new else (new, old + 1)
        if v <= top:
            continue
        top = v
        if v + (budget - w) * rest < floor:
            continue
        if take_new:
            weight[used], value[used], parent[used], item[used] = w, v, source, k
            source = used
            used += 1
        merged[kept] = source
        kept += 1
