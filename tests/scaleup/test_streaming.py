"""Bins that hold an amount close to itself, and sums that do not care about order."""

import numpy as np
import pytest

from alliance_lib.scaleup import kernel, streaming, summary


@pytest.mark.parametrize("amount", [0.37, 1.0, 63.7, 1e5, 2.5e8, -4200.0, -0.02])
def test_the_value_of_an_amounts_bin_is_within_half_a_per_cent(amount):
    values = summary.money_values()
    assert np.isclose(values[streaming.money_bin(amount, len(values) // 2)], amount, rtol=0.005)


def test_nothing_is_nothing_and_the_largest_amounts_share_the_last_bin():
    half = summary.OCTAVE * summary.OCTAVES
    assert summary.money_values()[streaming.money_bin(0.0, half)] == 0.0
    assert streaming.money_bin(1e300, half) == 2 * half and streaming.money_bin(-1e300, half) == 0


def test_larger_amounts_never_fall_in_lower_bins():
    half = summary.OCTAVE * summary.OCTAVES
    places = [streaming.money_bin(x, half) for x in np.linspace(-50, 50, 2001)]
    assert (np.diff(places) >= 0).all()


def test_all_homes_and_no_homes_have_bins_of_their_own():
    assert streaming.even_bin(0.0, 3000.0, 2000) == 0
    assert streaming.even_bin(3000.0, 3000.0, 2000) == 2000
    assert streaming.even_bin(5.0, 0.0, 2000) == 0


def test_views_and_read_only_fields_do_not_compile_the_kernel_again(case):
    kernel.simulate(case, 2, 1)
    known = len(streaming.store.signatures)
    case["plan"] = np.asfortranarray(case["plan"])
    case["mu"].setflags(write=False)
    kernel.simulate(case, 2, 1)
    assert len(streaming.store.signatures) == known
