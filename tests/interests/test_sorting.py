"""Q-method: two planted points of view come back, with who holds them and what they put first."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.interests import q_method
from alliance_lib.interests.sorting import how_many

STATEMENTS = [f"s{i}" for i in range(16)]
PLACES = np.array([-3, -2, -2, -1, -1, -1, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3.0])


def sorts(seed=1):
    """Six people near one order of the statements, three near another, one against the first."""
    rng = np.random.default_rng(seed)
    one, other = rng.permutation(PLACES), rng.permutation(PLACES)
    people = {f"a{i}": one + rng.normal(0, 0.5, 16) for i in range(6)}
    people |= {f"b{i}": other + rng.normal(0, 0.5, 16) for i in range(3)}
    people["against"] = -one + rng.normal(0, 0.5, 16)
    return pd.DataFrame(people, STATEMENTS), one, other


def varimax_criterion(loadings):
    unit = loadings / np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    return (unit**2).var(axis=0).sum()


def test_two_points_of_view_are_found_with_those_who_hold_them():
    table, one, other = sorts()
    got = q_method(table, 2)
    assert got.flags[1].to_numpy().nonzero()[0].tolist() == [0, 1, 2, 3, 4, 5, 9]
    assert got.flags[2].to_numpy().nonzero()[0].tolist() == [6, 7, 8]
    assert np.corrcoef(got.scores[1], one)[0, 1] > 0.98 and np.corrcoef(got.scores[2], other)[0, 1] > 0.98
    assert got.loadings.loc["against", 1] < -0.9


def test_scores_are_standard_and_weighted_by_how_purely_a_sort_loads():
    table, _, _ = sorts()
    got = q_method(table, 2)
    np.testing.assert_allclose(got.scores.mean(), 0, atol=1e-12)
    np.testing.assert_allclose(got.scores.std(ddof=1), 1)
    held = got.loadings.loc[got.flags[2], 2]
    raw = table[held.index] @ (held / (1 - held**2))
    np.testing.assert_allclose(got.scores[2], (raw - raw.mean()) / raw.std(ddof=1))


def test_rotation_keeps_what_is_shared_and_no_turn_does_better():
    table, _, _ = sorts()
    loadings = q_method(table, 2).loadings.to_numpy()
    correlation = np.corrcoef(table.to_numpy(), rowvar=False)
    values, vectors = np.linalg.eigh(correlation)
    np.testing.assert_allclose(loadings @ loadings.T, (vectors[:, -2:] * values[-2:]) @ vectors[:, -2:].T, atol=1e-9)
    best = varimax_criterion(loadings)
    for angle in np.linspace(0, np.pi / 2, 181):
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        assert varimax_criterion(loadings @ turn) <= best + 1e-9


def test_factors_come_by_size_and_point_the_way_most_people_do():
    got = q_method(sorts()[0], 3).loadings
    sizes = (got**2).sum()
    assert sizes.is_monotonic_decreasing and (got.sum() >= 0).all()


def test_shuffling_people_and_statements_changes_nothing():
    table, _, _ = sorts()
    want = q_method(table, 2)
    got = q_method(table.sample(frac=1, random_state=1).sample(frac=1, axis=1, random_state=2), 2)
    np.testing.assert_allclose(got.loadings.reindex(table.columns), want.loadings, atol=1e-6)
    np.testing.assert_allclose(got.scores.reindex(STATEMENTS), want.scores, atol=1e-6)
    pd.testing.assert_frame_equal(got.flags.reindex(table.columns), want.flags)


def test_one_factor_is_not_rotated_and_one_person_is_a_view_of_its_own():
    got = q_method(pd.DataFrame({"p": [1.0, 2, 4]}), 1)
    assert got.loadings.loc["p", 1] == pytest.approx(1)
    alone = q_method(pd.DataFrame({"p": PLACES}), 1)
    np.testing.assert_allclose(alone.scores[1], PLACES / PLACES.std(ddof=1))


def test_a_factor_nobody_is_flagged_on_has_no_scores():
    table = sorts()[0].iloc[:3]  # three statements: the bar is 1.13 and nobody can pass it
    got = q_method(table, 1)
    assert not got.flags.any(axis=None) and got.scores.isna().all(axis=None)


@pytest.mark.parametrize("factors", [0, 11])
def test_a_number_of_factors_out_of_range_is_refused(factors):
    with pytest.raises(ValueError, match="factors"):
        q_method(sorts()[0], factors)


@pytest.mark.parametrize("table", [[[1, 1], [np.nan, 2]], [[1, 1], [1, 2]], [[1, 2]]])
def test_sorts_that_are_missing_or_all_in_one_place_are_refused(table):
    with pytest.raises(ValueError, match="sorts"):
        q_method(table, 1)


def test_as_many_points_of_view_as_were_planted_are_more_than_chance():
    assert how_many(sorts()[0]) == 2
    assert how_many(sorts()[0].iloc[:, :6]) == 1


def test_shuffling_and_renaming_do_not_change_how_many():
    table = pd.DataFrame(np.random.default_rng(3).normal(size=(12, 9)))
    mixed = table.sample(frac=1, random_state=1).sample(frac=1, axis=1, random_state=2)
    for one in (table, table + 2 * np.arange(12)[:, None]):
        assert how_many(one) == how_many(one.loc[mixed.index, mixed.columns].set_axis(list("ihgfedcba"), axis=1))
