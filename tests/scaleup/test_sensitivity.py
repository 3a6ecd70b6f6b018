"""Which unknown drives the outcome, with luck as a factor of its own."""

import numpy as np
import pytest
from scipy.stats import qmc

from alliance_lib.scaleup import sensitivity
from scaleup_world import assume, built

# Ishigami & Homma 1990 with a = 7, b = .1; indices in Saltelli et al. 2008, "Global Sensitivity Analysis", p. 179
FIRST, TOTAL = (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437)


def test_the_indices_of_the_ishigami_function_are_the_published_ones():
    drawn = qmc.Sobol(6, rng=np.random.default_rng(1)).random(2**16)
    a, b = (np.pi * (2 * half - 1) for half in np.split(drawn, 2, axis=1))
    y = lambda x: np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])  # noqa: E731
    mixed = np.array([y(np.where(np.arange(3) == k, b, a)) for k in range(3)])
    first, total = sensitivity.indices(y(a), y(b), mixed)
    np.testing.assert_allclose(first, FIRST, atol=0.01)
    np.testing.assert_allclose(total, TOTAL, atol=0.01)


def test_what_never_varies_has_no_driver_and_shapes_that_do_not_fit_are_refused():
    assert np.isnan(sensitivity.indices(np.ones(4), np.ones(4), np.ones((2, 4)))).all()
    with pytest.raises(ValueError, match="finite"):
        sensitivity.indices(np.ones(4), np.ones(3), np.ones((2, 4)))


def drivers(**values):
    numbers = assume(sensitivity_points=128, **values)
    found, one = built(numbers)
    return {row["factor_code"]: row for row in sensitivity.table(found, one, numbers, 1)}


def test_luck_is_a_factor_and_each_total_is_at_least_about_what_it_does_alone():
    rows = drivers()
    assert set(rows) == {*sensitivity.FACTORS, "luck"} and rows["luck"]["total_share"] > 0.1
    assert all(row["total_share"] > row["alone_share"] - 0.15 for row in rows.values())


def test_what_is_known_for_certain_drives_nothing():
    assert drivers(range_delay=[0.0, 0.0])["delay"]["total_share"] == 0
    assert drivers(range_delay=[-0.6, 0.6])["delay"]["total_share"] > drivers(range_delay=[-0.01, 0.01])["delay"]["total_share"]


def test_the_sentence_names_the_two_heaviest_unknowns_and_luck_apart():
    rows = [{"factor_code": code, "alone_share": s, "total_share": s} for code, s in (("luck", 0.5), ("delay", 0.3), ("trust", 0.1), ("growth", 0.0))]
    assert sensitivity.say(rows)[0].facts == {"most": ["delay", "trust"], "luck": 0.5}
    assert sensitivity.say([])[0].code == "scaleup.nothing_drives"
