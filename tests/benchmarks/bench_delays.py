"""Do 80 % intervals of delays hold, on 2,000 simulated corporations? Prints coverage and score; run as a script."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "scaleup"))
from test_delays import CLASS, pooled, world  # noqa: E402 - the same simulated corporations as the tests

from alliance_lib.scaleup import delays, scoring  # noqa: E402

WORLDS = {"in the class": (0, False), "one sd later": (1, False), "one sd earlier": (-1, False), "gamma": (0, True)}


def measured(shift: float, gamma: bool, worlds: int = 400) -> tuple[float, float, float]:
    """Coverage of the 80 % interval, and the mean CRPS beside that of pooled maximum likelihood."""
    rng, inside, ours, theirs = np.random.default_rng(2026), [], [], []
    for _ in range(worlds):
        ratio, seen, owner, later = world(rng, 5, shift, gamma)
        known, one_for_all = delays.fit(ratio, seen, owner, CLASS), pooled(ratio, seen)
        for k in range(5):
            low, high = known.interval(k, 0.8)
            inside.append(((later[k] >= low) & (later[k] <= high)).mean())
            ours.append(known.crps(k, later[k]).mean())
            theirs.append(scoring.crps_ensemble(np.broadcast_to(one_for_all, (20, 400)), later[k]).mean())
    return float(np.mean(inside)), float(np.mean(ours)), float(np.mean(theirs))


if __name__ == "__main__":
    for name, how in WORLDS.items():
        coverage, score, rival = measured(*how)
        print(f"delays, {name:15s} coverage {coverage:.3f} (77-84 %)   CRPS {score:.4f}   pooled {rival:.4f}")
