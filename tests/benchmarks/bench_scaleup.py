"""How fast is the scale-up forecast? One run that prints every ratio it can measure.

    python tests/benchmarks/bench_scaleup.py [--national SCENARIOS]

CPU lines are the least disturbed on a shared machine; wall lines need an idle one.
"""

import argparse
import resource
import time

import numpy as np
import simpy_model
from synthetic_case import draws_needed, synthetic_case

from alliance_lib.scaleup import kernel


def least(work, times, clock=time.process_time):
    """Least of several timings of the same work, in seconds."""
    spent = []
    for _ in range(times):
        start = clock()
        work()
        spent.append(clock() - start)
    return min(spent)


def line(what, figure, reach, beyond):
    """One line of the table."""
    print(f"{what:<62} {figure:>9}   reach {reach:<8} beyond {beyond}", flush=True)


def against_simpy(case, n=20_000):
    """Compiled kernel and fallback against SimPy, and against drawing alone."""
    u = np.random.default_rng(1).random((80, draws_needed(case)))
    slow = least(lambda: simpy_model.simulate(case, u), 3) / len(u)
    slow_wall = least(lambda: simpy_model.simulate(case, u), 3, time.perf_counter) / len(u)
    kernel.simulate(case, 8, 1, threads=1)
    one = least(lambda: kernel.simulate(case, n, 1, threads=1), 5) / n
    two = least(lambda: kernel.simulate(case, n, 1, threads=2), 5, time.perf_counter) / n
    generator = np.random.Generator(np.random.SFC64(1))
    draw = least(lambda: generator.random((n, draws_needed(case))), 5) / n
    numpy_only = least(lambda: kernel.simulate(case, 2048, 1, threads=1, compiled=False), 3) / 2048
    print(f"SimPy {slow * 1e3:.2f} ms, kernel {one * 1e6:.1f} us CPU, {two * 1e6:.1f} us wall of 2 threads")
    line("against SimPy, wall, 2 threads", f"{slow_wall / two:.0f}x", "450x", "600x")
    line("against SimPy, CPU, 1 thread", f"{slow / one:.0f}x", "240x", "350x")
    line("CPU per scenario / SFC64 drawing the same uniforms", f"{one / draw:.1f}", "16", "10")
    line("NumPy fallback against SimPy, CPU", f"{slow / numpy_only:.0f}x", "30x", "38x")


def slider(case):
    """Tables, 10,000 scenarios and the percentiles of the fan."""

    def move():
        result = kernel.simulate(case, 10_000, 1)
        return np.percentile(result["quarter_homes"].cumsum(1), [10, 50, 90], axis=0)

    def count():
        result = kernel.summarize(case, 10_000, 1)
        return [result.quantile("cumulative", p) for p in (0.1, 0.5, 0.9)]

    line("slider move, simulate, wall", f"{least(move, 5, time.perf_counter) * 1e3:.0f} ms", "100 ms", "60 ms")
    line("slider move, summarize, wall", f"{least(count, 5, time.perf_counter) * 1e3:.0f} ms", "100 ms", "60 ms")


def sensitivity(case, base=1024, factors=13):
    """The model runs of first and total Sobol indices: base x (factors + 2)."""
    rows = base * (factors + 2)
    names = ("trust", "H", "g", "d", "staff_for", "beta", "lab", "u", "v", "mu_shift", "sig_scale", "rep_c")
    rng = np.random.default_rng(1)
    values = {name: rng.uniform(0.5, 0.9, rows) for name in names} | {"H": rng.uniform(3, 12, rows)}
    luck = rng.integers(0, 10**6, rows)
    wall = least(lambda: kernel.vary(case, values, luck, 1), 3, time.perf_counter)
    line("Sobol, 1,024 base points, 13 factors (runs), wall", f"{wall:.2f} s", "0.5 s", "0.25 s")


def national(scenarios):
    """40,000 complexes through summarize; CPU scaled to 10,000 scenarios."""
    case = synthetic_case(40_000, 2_400_000, 280, 150, 4, 360)
    kernel.summarize(case, 2, 1, threads=1)
    fixed = least(lambda: kernel.summarize(case, 2, 1, threads=1), 2)
    spent = least(lambda: kernel.summarize(case, scenarios, 1, threads=1), 1) - fixed
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    cpu = fixed + spent / (scenarios - 2) * 10_000
    line(f"national, 10,000 scenarios (from {scenarios}), CPU", f"{cpu:.0f} s", "60 s", "45 s")
    line("national, memory of the whole process", f"{memory:.2f} GB", "1 GB", "0.3 GB")


def main():
    """All lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--national", type=int, default=200)
    asked = parser.parse_args()
    case = synthetic_case()
    against_simpy(case)
    slider(case)
    sensitivity(case)
    national(asked.national)


if __name__ == "__main__":
    main()
