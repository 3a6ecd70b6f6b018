"""The compiled draws are those of NumPy."""

import numpy as np

from alliance_lib.scaleup import compiled_draws, draws, kernel


def test_compiled_uniforms_are_bit_for_bit_those_of_numpy():
    row, key = np.zeros(24), np.array(draws.key_of(2**40 + 9), dtype=np.uint64)
    for number in (0, 1, 2**33 + 5):
        compiled_draws.draw_row(key, number, row)
        assert np.array_equal(row, draws.uniforms(2**40 + 9, [number], 24)[0])


def test_many_scenarios_at_once_get_the_same_luck_with_or_without_the_compiler(monkeypatch):
    numbers = [0, 7, 2**33 + 5]
    fast = kernel.uniforms(2**40 + 9, numbers, 22)
    monkeypatch.setattr(kernel, "compiled_draws", None)
    assert fast.shape == (3, 22)
    assert np.array_equal(fast, kernel.uniforms(2**40 + 9, numbers, 22))


def test_compiled_normal_quantile_agrees_to_the_last_digits():
    u = np.concatenate([np.linspace(0.0005, 0.9995, 400), [1e-7, 1e-30, 1 - 1e-9]])
    compiled = np.array([compiled_draws.quantile(p) for p in u])
    assert np.allclose(compiled, draws.normal_quantile(u), rtol=1e-14, atol=1e-16)
