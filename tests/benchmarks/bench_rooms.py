"""How long does each room take on the demo, and 3,000 homes in 80 complexes?

    python tests/benchmarks/bench_rooms.py
"""

import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from demo_frames import demo
from scaleup_world import complexes, releases, world

from alliance_lib.answers import compute
from alliance_lib.rooms import NAMES

TIMES = 5


def least(answer, clock) -> float:
    """Least of several runs, in seconds."""
    spent = []
    for seed in range(1, TIMES + 1):
        start = clock()
        answer(seed=seed)
        spent.append(clock() - start)
    return min(spent)


def told(what: str, answer, most: int) -> None:
    wall, processor = least(answer, time.perf_counter), least(answer, time.process_time)
    print(f"{what}: {wall:.2f} s wall, {processor:.2f} s processor (must stay under {most} s)")


def main() -> None:
    for room in NAMES:
        told(f"{room}, demo round 3", partial(compute, room, demo(3)), 1 if room == "intake" else 2)
    many = world(complexes=complexes(80, homes_count=[37 + n % 2 for n in range(80)], phase_number=[1 + n // 40 for n in range(80)]),
                 releases=releases())
    told("scaleup, 3,000 homes in 80 complexes", partial(compute, "scaleup", many), 2)


if __name__ == "__main__":
    main()
