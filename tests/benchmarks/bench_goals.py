"""How fast are the choice and the striking at a size no table will reach? One run that prints each time.

    python tests/benchmarks/bench_goals.py
"""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from alliance_lib.goals import equal_shares, leximin, survival
from alliance_lib.goals.consequences import consequences, swaps, unserved
from alliance_lib.goals.dominance import dominated
from alliance_lib.goals.strikes import why_struck

GOALS, PARTIES, BUDGET, DRAWS, SEEDS, TIMES = 40, 12, 3, 10_000, 5, 3


def case(seed: int) -> tuple[pd.DataFrame, pd.Series, pd.DataFrame]:
    """Values 0 to 4, attention of one to three points, and which goal serves which of 60 interests."""
    rng = np.random.default_rng(seed)
    goals = [f"D{n:02d}" for n in range(GOALS)]
    votes = pd.DataFrame(rng.integers(0, 5, (PARTIES, GOALS)), index=[f"P{n:02d}" for n in range(PARTIES)], columns=goals)
    served = pd.DataFrame({"goal_id": rng.choice(goals, 120), "interest_id": rng.integers(0, 60, 120)})
    return votes, pd.Series(rng.integers(1, 4, GOALS) / 2, index=goals), served


def choose(votes: pd.DataFrame, costs: pd.Series, budget: float) -> tuple:
    """The full choice: dominated goals, Equal Shares with its reasons, completion, survival."""
    out = set(dominated(votes, costs)["goal"])
    rivals = [goal for goal in votes if goal not in out]
    trace = equal_shares(votes[rivals], costs[rivals], budget)
    why_struck(trace.rounds[0], votes, costs, budget)
    full = leximin(votes, costs, budget, must_keep=trace.outcomes[0])
    survival(votes, costs, budget, draws=DRAWS, seed=1)
    return full.selected


def least(work: Callable, clock: Callable[[], float] = time.perf_counter) -> float:
    spent = []
    for _ in range(TIMES):
        start = clock()
        work()
        spent.append(clock() - start)
    return min(spent)


def timed(seed: int, budget: float) -> tuple[float, float, float, float]:
    """Seconds of one case: the choice by the wall and by the processor, a strike, and what could drop."""
    votes, costs, served = case(seed)
    kept = choose(votes, costs, budget)
    fourth = [*kept, next(goal for goal in votes if goal not in kept)]
    return (least(lambda: choose(votes, costs, budget)), least(lambda: choose(votes, costs, budget), time.process_time),
            least(lambda: (consequences(votes, costs, budget, kept, kept[1:]), unserved(served, kept, kept[1:]))),
            least(lambda: swaps(votes, costs, budget, fourth)))


def main() -> None:
    choose(*case(0)[:2], BUDGET)  # the first call compiles
    for budget in (BUDGET, 4 * BUDGET):
        wall, processor, strike, swap = np.max([timed(seed, budget) for seed in range(SEEDS)], axis=0)
        print(f"goals, {GOALS} goals x {PARTIES} parties, budget {budget}, {DRAWS} draws, slowest of {SEEDS} cases: "
              f"choice {wall:.2f} s wall, {processor:.2f} s processor (must stay under 2 s); "
              f"a strike {1000 * strike:.0f} ms, what could drop {1000 * swap:.0f} ms (must stay under 100 ms)")


if __name__ == "__main__":
    main()
