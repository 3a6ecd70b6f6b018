"""How long do the opinion groups of a large tenant panel take, with how much memory, and does noise stay without groups?

    python tests/benchmarks/bench_interests.py
"""

import sys
import time

import numpy as np

from alliance_lib.interests import opinion_groups
from alliance_lib.interests.common_ground import group_consensus

PEOPLE, STATEMENTS, UNSEEN, VIEWS = 20_000, 100, 0.8, 3
SECONDS, GIGABYTES = 15, 2
NOISE, NOISE_PEOPLE, NOISE_STATEMENTS = 100, 40, 12


def panel(seed: int = 1) -> np.ndarray:
    """A panel of three views in which most people saw one statement in five."""
    rng = np.random.default_rng(seed)
    agree = rng.choice([0.15, 0.85], (VIEWS, STATEMENTS))[rng.integers(VIEWS, size=PEOPLE)]
    votes = np.where(rng.random(agree.shape) < agree, 1.0, -1.0)
    votes[rng.random(votes.shape) < 0.1] = 0
    votes[rng.random(votes.shape) < UNSEEN] = np.nan
    return votes


def memory() -> str:
    """The most memory this process has had, where the system can tell."""
    try:
        import resource
    except ImportError:  # Windows
        return "memory not measured"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return f"{most / 1e9:.2f} GB at most (must stay under {GIGABYTES})"


def noise() -> int:
    """In how many panels of people who vote at random are groups shown?"""
    panels = (np.random.default_rng(seed).choice([-1.0, 0, 1], (NOISE_PEOPLE, NOISE_STATEMENTS)) for seed in range(NOISE))
    return sum(bool(opinion_groups(votes, seed=seed).group.notna().any()) for seed, votes in enumerate(panels))


def main() -> None:
    votes = panel()
    wall, processor = time.perf_counter(), time.process_time()
    groups = opinion_groups(votes)
    consensus = group_consensus(votes, groups.found)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"panel of {PEOPLE} x {STATEMENTS}, {UNSEEN:.0%} not seen: {wall:.1f} s wall, {processor:.1f} s processor "
          f"(must stay under {SECONDS}), {memory()}")
    print(f"  groups shown: {groups.group.nunique()}, silhouette {groups.silhouette:.2f} against {groups.null_silhouette:.2f} by chance, "
          f"stability {groups.stability:.2f}; widest consensus {consensus.max():.2f}")
    print(f"  groups shown in {noise()} of {NOISE} panels of noise (must stay under {NOISE // 20 + 1})")


if __name__ == "__main__":
    main()
