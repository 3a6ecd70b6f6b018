"""Without a compiler the answers are the same; the kernel's tests hold them against SimPy."""

import subprocess
import sys

import numpy as np
import pytest

from alliance_lib.scaleup import draws, fallback, tables

WITHOUT = """
import sys
sys.modules["numba"] = None
from alliance_lib.scaleup import kernel
assert kernel.streaming is None
for call in (lambda: kernel.summarize({}, 1, 1), lambda: kernel.simulate({}, 1, 1, compiled=True)):
    try:
        call()
    except (ImportError, ValueError, KeyError):
        continue
    raise SystemExit("should have refused")
"""


def test_the_library_imports_and_falls_back_where_numba_is_missing():
    subprocess.run([sys.executable, "-c", WITHOUT], check=True)


def test_any_block_of_scenarios_gives_the_same(case):
    tab = tables.prepare(case)
    u, numbers = draws.uniforms(1, range(30), int(tab.span[3])), np.arange(30)
    whole = fallback.run(tab, tab.par[None, :], u, numbers)
    part = fallback.run(tab, tab.par[None, :], u[10:20], numbers[10:20])
    assert np.allclose(whole["cost"][10:20], part["cost"], rtol=1e-12)
    assert np.array_equal(whole["done_month"][10:20], part["done_month"])


@pytest.mark.parametrize("scenarios", [0, 1])
def test_none_and_one_scenario_are_answers_too(case, scenarios):
    tab = tables.prepare(case)
    u = draws.uniforms(1, range(scenarios), int(tab.span[3]))
    assert fallback.run(tab, tab.par[None, :], u, np.arange(scenarios))["cost"].shape == (scenarios,)
