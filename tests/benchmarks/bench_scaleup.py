"""How fast is the scale-up forecast? One run that prints every ratio it can measure.

    python tests/benchmarks/bench_scaleup.py [--national SCENARIOS] [--spread SCENARIOS]

CPU lines are the least disturbed on a shared machine; wall lines need an idle one.
"""

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import simpy_model
from scipy.stats import qmc
from synthetic_case import draws_needed, synthetic_case

from alliance_lib.scaleup import kernel, spread
from alliance_lib.scaleup.sensitivity import indices

FACTORS = ("trust", "H", "g", "d", "staff_for", "beta", "lab", "u", "v", "mu_shift", "sig_scale", "rep_c")
COLD = """
import time
from synthetic_case import synthetic_case
from alliance_lib.scaleup import kernel
start = time.perf_counter()
kernel.simulate(synthetic_case(), 8, 1)
print(time.perf_counter() - start)
"""


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
    """Tables, 10,000 scenarios, the percentiles of the fan, and the figure with its new lines."""
    figure = go.Figure([go.Scatter(y=[0.0]) for _ in range(3)])

    def draw(lines):
        with figure.batch_update():
            for trace, values in zip(figure.data, lines, strict=True):
                trace.y = values
        return figure.to_json()

    def move():
        homes = kernel.simulate(case, 10_000, 1)["quarter_homes"].cumsum(1)
        return draw(np.percentile(homes, [10, 50, 90], axis=0))

    def count():
        result = kernel.summarize(case, 10_000, 1)
        return draw([result.quantile("cumulative", p) for p in (0.1, 0.5, 0.9)])

    for name, work in (("simulate", move), ("summarize", count)):
        line(f"slider move, {name}, 10,000 scenarios, wall", f"{least(work, 5, time.perf_counter) * 1e3:.0f} ms", "100 ms", "60 ms")


def sensitivity(case, base=1024):
    """First-order and total Sobol indices of twelve parameters and luck."""
    low, high = np.array([0.5] * len(FACTORS)), np.array([0.9] * len(FACTORS))
    low[FACTORS.index("H")], high[FACTORS.index("H")] = 3, 12

    def work():
        drawn = qmc.Sobol(2 * len(FACTORS), rng=np.random.default_rng(1)).random(base)
        one, two = (low + half * (high - low) for half in np.split(drawn, 2, axis=1))
        a, b = np.arange(base), np.arange(base, 2 * base)
        rows = [one, two, *(np.where(np.arange(len(FACTORS)) == k, two, one) for k in range(len(FACTORS))), one]
        luck = np.concatenate([a, b, *[a] * len(FACTORS), b])
        homes = kernel.vary(case, dict(zip(FACTORS, np.concatenate(rows).T, strict=True)), luck, 1)["homes"].reshape(-1, base)
        return indices(homes[0], homes[1], homes[2:])

    wall = least(work, 3, time.perf_counter)
    line("Sobol first and total, 1,024 base points, 13 factors, wall", f"{wall:.2f} s", "0.5 s", "0.25 s")


def national(case, scenarios):
    """40,000 complexes through summarize; CPU scaled to 10,000 scenarios."""
    kernel.summarize(case, 2, 1, threads=1)
    fixed = least(lambda: kernel.summarize(case, 2, 1, threads=1), 2)
    spent = least(lambda: kernel.summarize(case, scenarios, 1, threads=1), 1) - fixed
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    cpu = fixed + spent / (scenarios - 2) * 10_000
    line(f"national, 10,000 scenarios (from {scenarios}), CPU", f"{cpu:.0f} s", "60 s", "45 s")
    line("national, memory of the whole process", f"{memory:.2f} GB", "1 GB", "0.3 GB")


def over_workers(case, scenarios):
    """The national programme by one and two Dask workers: the same bits, and how much sooner."""
    whole, walls = kernel.summarize(case, scenarios, 1), []
    for count in (1, 2):
        with spread.workers(None, count) as client:
            spread.summarize(case, 2 * count, 1, client)
            start = time.perf_counter()
            split = spread.summarize(case, scenarios, 1, client)
            walls.append(time.perf_counter() - start)
        same = all(np.array_equal(a, b) for a, b in zip(whole.counts, split.counts, strict=True))
        line(f"national over {count} Dask worker{'s' * (count > 1)}: identical bits", "yes" if same else "NO", "yes", "yes")
    line(f"national, {scenarios} scenarios, 2 Dask workers against 1, wall", f"{walls[0] / walls[1]:.2f}x", "1.7x", "1.85x")


def cold():
    """The first call of a new process, from a warm cache, without the imports."""
    told = subprocess.run([sys.executable, "-c", COLD], cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    line("first call of a new process, warm cache, wall", f"{float(told.stdout):.2f} s", "0.3 s", "-")


def main():
    """All lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--national", type=int, default=400)
    parser.add_argument("--spread", type=int, default=3000)
    asked = parser.parse_args()
    case = synthetic_case()
    against_simpy(case)
    slider(case)
    cold()
    sensitivity(case)
    large = synthetic_case(40_000, 2_400_000, 280, 150, 4, 360)
    national(large, asked.national)
    over_workers(large, asked.spread)


if __name__ == "__main__":
    main()
