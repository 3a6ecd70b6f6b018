"""MACTOR: who influences whom, who stands with whom, and how firm that picture is."""

from dataclasses import fields

import numpy as np
import pandas as pd
import pytest

from alliance_lib.interests.actors import convergence_odds, mactor

# Worked by hand after Godet's formulas: three actors, three goals.
INFLUENCE = [[0, 3, 1], [2, 0, 0], [0, 4, 0]]
STANCES = [[3, -2, 0], [2, 4, -1], [-1, 3, 2]]
ACTORS, GOALS = ["C1", "C2", "B1"], ["faster", "cheaper", "greener"]


def tables(actors=ACTORS, goals=GOALS):
    return pd.DataFrame(INFLUENCE, actors, actors), pd.DataFrame(STANCES, actors, goals)


def same(one, other, names=None):
    """The same picture, label by label, once the second is called by the first's names."""
    for field in fields(one):
        left, right = getattr(one, field.name), getattr(other, field.name)
        right = right.rename(names or {}) if right.ndim == 1 else right.rename(names or {}).rename(columns=names or {})
        right = right.reindex(left.index) if left.ndim == 1 else right.reindex(index=left.index, columns=left.columns)
        np.testing.assert_allclose(left, right, atol=1e-12, err_msg=field.name)


def test_the_worked_example_comes_out_in_every_figure():
    got = mactor(INFLUENCE, STANCES)
    assert got.mdii.to_numpy().tolist() == [[2, 4, 1], [2, 2, 1], [2, 4, 0]]
    assert got.influence.tolist() == [5, 3, 6]
    assert got.dependence.tolist() == [4, 8, 2]
    # r = 5/18*7/13, 3/18*5/15, 6/18*6/8, made to average 1.
    r = np.array([5 / 18 * 7 / 13, 3 / 18 * 5 / 15, 6 / 18 * 6 / 8])
    np.testing.assert_allclose(got.competitiveness, 3 * r / r.sum(), rtol=1e-12)
    assert got.caa1.to_numpy().tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert got.daa1.to_numpy().tolist() == [[0, 1, 2], [1, 0, 2], [2, 2, 0]]
    assert got.caa2.to_numpy().tolist() == [[0, 2.5, 0], [2.5, 0, 3.5], [0, 3.5, 0]]
    assert got.daa2.to_numpy().tolist() == [[0, 3, 4.5], [3, 0, 3], [4.5, 3, 0]]
    np.testing.assert_allclose(got.ambivalence1, [0.5, 0.8, 0.4])
    np.testing.assert_allclose(got.ambivalence2, [0.5, 1, 7 / 11])
    assert got.mobilisation1.tolist() == [3, 3, 2]
    assert got.mobilisation2.tolist() == [6, 9, 3]


def test_power_weighs_the_third_order():
    got = mactor(*tables())
    power = got.competitiveness
    np.testing.assert_allclose(got.mao3, got.mao2.mul(power, axis=0))
    # C1 and C2 both want faster: the mean of 3 and 2, each times its own power.
    assert got.caa3.loc["C1", "C2"] == pytest.approx((3 * power["C1"] + 2 * power["C2"]) / 2)
    assert got.mobilisation3["greener"] == pytest.approx(power["C2"] + 2 * power["B1"])


def test_what_one_has_over_another_the_other_lacks():
    got = mactor(*tables())
    assert got.net_influence.loc["C1", "C2"] == 2
    np.testing.assert_array_equal(got.net_influence, -got.net_influence.T)


def test_the_other_reading_leaves_feedback_on_oneself_out_of_the_competitiveness():
    got = mactor(INFLUENCE, STANCES, diagonal=False)
    r = np.array([5 * 5 / 9, 3 * 3 / 11, 6 * 6 / 8])
    np.testing.assert_allclose(got.competitiveness, 3 * r / r.sum())


def test_influence_on_oneself_is_not_read():
    with_self = np.array(INFLUENCE) + np.diag([4, 4, 4])
    same(mactor(INFLUENCE, STANCES), mactor(with_self, STANCES))


def test_shuffling_actors_and_goals_changes_nothing():
    influence, stances = tables()
    shuffled = influence.loc[["B1", "C1", "C2"], ["C2", "B1", "C1"]], stances.loc[["C2", "B1", "C1"], GOALS[::-1]]
    same(mactor(influence, stances), mactor(*shuffled))
    same(convergence_odds(influence, stances, seed=4, draws=60), convergence_odds(*shuffled, seed=4, draws=60))


def test_renaming_changes_nothing():
    new = ["z", "a", "m"]
    back = dict(zip(new, ACTORS))
    same(mactor(*tables()), mactor(*tables(new)), back)
    given, renamed = (convergence_odds(*tables(names), seed=4, draws=60) for names in (ACTORS, new))
    same(given, renamed, back)


def test_a_goal_nobody_cares_about_changes_no_other():
    influence, stances = tables()
    more = stances.assign(empty=0)
    got, wider = mactor(influence, stances), mactor(influence, more)
    pd.testing.assert_frame_equal(got.caa3, wider.caa3)
    pd.testing.assert_frame_equal(got.daa3, wider.daa3)
    assert wider.mobilisation3["empty"] == 0
    same(convergence_odds(influence, stances, seed=1, draws=60), convergence_odds(influence, more, seed=1, draws=60))


def test_without_influence_all_are_equally_strong():
    got = mactor(np.zeros((3, 3)), STANCES)
    assert got.competitiveness.tolist() == [1, 1, 1]
    pd.testing.assert_frame_equal(got.mao3, got.mao2)


def test_without_stances_nobody_meets_or_clashes_and_nobody_is_torn():
    for stances in (np.zeros((3, 2)), np.zeros((3, 0))):
        got = mactor(INFLUENCE, stances)
        assert got.caa2.to_numpy().sum() == got.daa2.to_numpy().sum() == 0
        assert got.ambivalence1.tolist() == got.ambivalence3.tolist() == [0, 0, 0]
    odds = convergence_odds(INFLUENCE, np.zeros((3, 2)), seed=1, draws=20)
    assert odds.converges3.to_numpy().max() == odds.diverges3.to_numpy().max() == 0


def test_one_party_alone_and_two_parties_are_answers_not_errors():
    alone = mactor([[0]], [[4, -1]])
    assert alone.competitiveness.tolist() == [1] and alone.caa3.to_numpy().tolist() == [[0]]
    assert convergence_odds([[0]], [[4]], seed=1, draws=5).ranks.to_numpy().tolist() == [[1, 1]]
    two = mactor([[0, 2], [2, 0]], [[4], [-4]])
    assert two.competitiveness.tolist() == [1, 1] and two.daa3.iloc[0, 1] == 4


def test_the_tables_given_stay_as_they_were():
    influence, stances = tables()
    mactor(influence, stances), convergence_odds(influence, stances, seed=1, draws=5)
    pd.testing.assert_frame_equal(influence, tables()[0])
    pd.testing.assert_frame_equal(stances, tables()[1])


@pytest.mark.parametrize("influence", [[[0, np.nan], [1, 0]], [[0, -1], [1, 0]], [[0, np.inf], [1, 0]], [[0, 1]]])
def test_influence_that_is_missing_negative_or_not_square_is_refused(influence):
    with pytest.raises(ValueError, match="influence"):
        mactor(influence, [[1], [1]])


def test_a_missing_stance_and_a_stranger_are_refused():
    with pytest.raises(ValueError, match="stances"):
        mactor([[0, 1], [1, 0]], [[1], [np.nan]])
    influence, stances = tables()
    with pytest.raises(ValueError, match="same actors"):
        mactor(influence, stances.rename({"B1": "B2"}))


def test_firm_stances_converge_in_every_draw_and_opposed_ones_in_none():
    odds = convergence_odds([[0, 2, 1], [2, 0, 1], [1, 1, 0]], [[4, 4], [4, 4], [-4, -4]], seed=2, draws=200)
    assert odds.converges2.iloc[0, 1] == 1 and odds.diverges2.iloc[0, 2] == 1
    assert odds.converges3.iloc[0, 2] == 0


def test_a_pair_on_the_edge_is_called_neither_way():
    odds = convergence_odds([[0, 1], [1, 0]], [[2, 2], [2, -2]], seed=2, draws=2_000)
    assert odds.converges2.iloc[0, 1] == pytest.approx(odds.diverges2.iloc[0, 1], abs=0.05)
    assert odds.converges2.iloc[0, 1] + odds.diverges2.iloc[0, 1] < 0.9


def test_without_any_movement_the_odds_are_the_picture_itself():
    odds, picture = convergence_odds(*tables(), seed=1, draws=3, move=0), mactor(*tables())
    np.testing.assert_array_equal(odds.converges3, picture.caa3 > picture.daa3)
    assert odds.ranks["best"].tolist() == odds.ranks["worst"].tolist() == [2, 3, 1]


def test_equally_strong_actors_share_every_rank():
    odds = convergence_odds(np.zeros((3, 3)), STANCES, seed=1, draws=3, move=0)
    assert odds.ranks.to_numpy().tolist() == [[1, 3]] * 3


def test_a_stance_not_asked_does_not_move():
    stances = [[4.0, np.nan], [4.0, -1]]
    odds = convergence_odds([[0, 1], [1, 0]], stances, seed=3, draws=200)
    assert odds.diverges1.iloc[0, 1] == 0


def test_a_stance_off_the_scale_is_refused():
    with pytest.raises(ValueError, match="scale"):
        convergence_odds([[0, 1], [1, 0]], [[5], [1]], seed=1)
