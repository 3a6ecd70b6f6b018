"""How long does the whole intake take on the demo? One run that prints the time of each round.

    python tests/benchmarks/bench_intake.py
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from alliance_lib.assumptions import load
from alliance_lib.intake import diagnose
from demo_frames import demo

TIMES = 5


def least(alliance, clock) -> float:
    """Least of several runs of the room on this snapshot, in seconds."""
    spent = []
    for seed in range(1, TIMES + 1):
        start = clock()
        diagnose(alliance, assume=load("intake"), seed=seed)
        spent.append(clock() - start)
    return min(spent)


def main() -> None:
    for number in (1, 2, 3):
        alliance = demo(number)
        wall, processor = least(alliance, time.perf_counter), least(alliance, time.process_time)
        print(f"intake, demo round {number}: {wall:.3f} s wall, {processor:.3f} s processor (must stay under 1 s)")


if __name__ == "__main__":
    main()
