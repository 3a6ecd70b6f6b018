"""Luck depends on seed, scenario number and column alone."""

import numpy as np
import pytest
from scipy.special import ndtri

from alliance_lib.scaleup import draws

# Random123, kat_vectors, philox4x32 10 rounds: counter, key, words
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0),
     (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
]  # fmt: skip


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN)
def test_the_generator_gives_its_published_words(counter, key, words):
    assert tuple(int(word) for word in draws.philox(counter, key)) == words


def test_the_first_uniforms_of_seed_0_are_the_published_words_halfway_their_cell():
    words = np.array([0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8], dtype=float)
    assert np.array_equal(draws.uniforms(0, [0], 4)[0], (words + 0.5) / 2**32)


def test_a_scenario_has_the_same_luck_alone_late_or_with_more_columns():
    many = draws.uniforms(11, range(50), 23)
    assert np.array_equal(draws.uniforms(11, [37], 41)[0, :23], many[37])


def test_both_halves_of_the_seed_and_of_the_number_count():
    base = draws.uniforms(5, [1], 8)
    assert not np.array_equal(base, draws.uniforms(5 + 2**32, [1], 8))
    assert not np.array_equal(base, draws.uniforms(5, [1 + 2**32], 8))


def test_draws_are_even_and_independent_between_neighbours():
    u = draws.uniforms(3, range(4000), 8)
    assert abs(u.mean() - 0.5) < 4 * np.sqrt(1 / 12 / u.size)
    assert np.abs(np.corrcoef(u.T) - np.eye(8)).max() < 4.5 / np.sqrt(4000)


def test_the_normal_quantile_agrees_with_scipy_from_tail_to_tail():
    tails = 2.0 ** -np.arange(5.0, 300.0, 5.0)
    u = np.concatenate([np.linspace(0.001, 0.999, 999), tails, [draws.EDGE, 1 - draws.EDGE]])
    assert np.allclose(draws.normal_quantile(u), ndtri(u), rtol=1e-13, atol=1e-15)


def test_certain_and_impossible_are_moved_to_the_generators_own_extremes():
    assert draws.clip_inside([0.0, 0.3, 1.0]).tolist() == [2.0**-33, 0.3, 1 - 2.0**-33]


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_outside_64_bits_is_refused(seed):
    with pytest.raises(ValueError, match="seed"):
        draws.uniforms(seed, [0], 4)


def test_negative_scenario_numbers_are_refused():
    with pytest.raises(ValueError, match="start at 0"):
        draws.uniforms(1, [-1], 4)
