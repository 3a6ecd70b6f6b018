"""Opinion groups: found where they were planted, not found in noise."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from alliance_lib.interests import opinion_groups

POLIS = json.loads((Path(__file__).parent / "polis_27.json").read_text())
VOTE = {"+": 1.0, "-": -1.0, "0": 0.0, ".": np.nan}


def conversation():
    """The real conversation without the four statements that were moderated out."""
    return pd.DataFrame([[VOTE[v] for v in person] for person in POLIS["votes"]]).drop(columns=range(4))


def planted(groups, people=150, statements=24, missing=0.5, seed=1):
    """People of a few firm views, most of whom saw half of the statements."""
    rng = np.random.default_rng(seed)
    view = rng.permutation(np.arange(people) % groups)
    agree = rng.choice([0.08, 0.92], (groups, statements))[view]
    votes = np.where(rng.random(agree.shape) < agree, 1.0, -1.0)
    votes[rng.random(votes.shape) < missing] = np.nan
    return pd.DataFrame(votes, [f"p{i}" for i in range(people)], [f"s{j}" for j in range(statements)]), view


def noise(seed, people=40, statements=12):
    return np.random.default_rng(seed).choice([-1.0, 0, 1], (people, statements))


@pytest.fixture(scope="module")
def polis():
    return opinion_groups(conversation())


def test_a_real_conversation_gets_the_map_polis_drew(polis):
    np.testing.assert_allclose(polis.centre, -np.array(POLIS["centre"][4:]), atol=1e-9)
    for mine, theirs in zip(polis.components.to_numpy(), np.array(POLIS["components"])[:, 4:]):
        assert abs(mine @ theirs) / np.linalg.norm(theirs) > 0.999


def test_a_real_conversation_falls_into_the_groups_polis_found(polis):
    grouped = polis.found.dropna()
    theirs = np.array(list(POLIS["groups"]))[grouped.index]
    assert adjusted_rand_score(theirs, grouped) > 0.75


def test_with_27_people_chance_is_not_excluded_and_no_group_is_shown(polis):
    assert polis.silhouette <= polis.null_silhouette or not polis.stable
    assert polis.group.isna().all()


def test_the_person_with_six_votes_is_on_the_map_but_in_no_group(polis):
    assert conversation().loc[26].notna().sum() == 6
    assert np.isnan(polis.found[26]) and polis.coords.loc[26].notna().all()
    assert polis.found.drop(26).notna().all()


def test_someone_who_saw_little_is_placed_by_what_they_saw(polis):
    votes = conversation()
    person = votes.loc[24]
    away = (person - votes.mean()).fillna(0) @ polis.components.T.to_numpy()
    np.testing.assert_allclose(polis.coords.loc[24], away * np.sqrt(votes.shape[1] / person.notna().sum()))


def test_three_planted_groups_are_found_and_shown():
    votes, view = planted(3)
    got = opinion_groups(votes)
    assert got.group.nunique() == 3 and got.stable and got.silhouette > got.null_silhouette
    kept = got.group.notna().to_numpy()
    assert adjusted_rand_score(view[kept], got.group[kept]) > 0.95


def test_the_largest_group_comes_first():
    got = opinion_groups([[1, 1, -1, 1]] * 9 + [[-1, -1, 1, -1]] * 21)
    assert got.group.value_counts().to_dict() == {0: 21, 1: 9}


@pytest.mark.parametrize("seed", range(4))
def test_in_pure_noise_no_groups_are_shown(seed):
    assert opinion_groups(noise(seed), permutations=19, bootstraps=10).group.isna().all()


def test_shuffling_and_renaming_change_nothing():
    votes, _ = planted(2, people=40, statements=10)
    want = opinion_groups(votes, permutations=5, bootstraps=3)
    shuffled = votes.sample(frac=1, random_state=3).sample(frac=1, axis=1, random_state=4)
    mixed = opinion_groups(shuffled, permutations=5, bootstraps=3)
    pd.testing.assert_series_equal(mixed.found.reindex(votes.index), want.found)
    pd.testing.assert_frame_equal(mixed.coords.reindex(votes.index), want.coords)
    assert (mixed.silhouette, mixed.null_silhouette, mixed.stability) == (
        want.silhouette, want.null_silhouette, want.stability,
    )  # fmt: skip
    names = pd.DataFrame(votes.to_numpy(), [f"x{i}" for i in range(40)][::-1], list("jihgfedcba"))
    renamed = opinion_groups(names, permutations=5, bootstraps=3)
    np.testing.assert_array_equal(renamed.found, want.found)
    assert renamed.null_silhouette == want.null_silhouette


def test_an_empty_statement_changes_no_other():
    votes, _ = planted(2, people=40, statements=10)
    want = opinion_groups(votes, permutations=5, bootstraps=3)
    got = opinion_groups(votes.assign(empty=np.nan), permutations=5, bootstraps=3)
    pd.testing.assert_frame_equal(got.coords, want.coords)
    assert np.isnan(got.centre["empty"]) and got.components["empty"].tolist() == [0, 0]
    assert got.stability == want.stability


def test_where_fewer_than_seven_statements_were_put_all_must_be_answered():
    votes = pd.DataFrame([[1, 1, -1.0]] * 6 + [[-1, -1, 1.0]] * 6)
    votes.iloc[0, 0] = np.nan
    got = opinion_groups(votes, permutations=3, bootstraps=3)
    assert np.isnan(got.found[0]) and got.found[1:].notna().all()


@pytest.mark.parametrize(
    "votes",
    [np.zeros((0, 5)), np.zeros((5, 0)), [[1, -1]], [[1, -1], [-1, 1]], [[1, 1, 0]] * 8, [[np.nan] * 3] * 4],
    ids=["nobody", "no statements", "one person", "two people", "all the same", "nobody voted"],
)
def test_where_there_can_be_no_groups_the_answer_is_empty(votes):
    got = opinion_groups(votes)
    assert got.group.isna().all() and got.found.isna().all() and not got.stable
    assert np.isnan(got.silhouette) and got.components.shape == (2, np.shape(votes)[1])


def test_the_same_seed_gives_the_same_groups():
    votes, _ = planted(2, people=40, statements=10)
    one, two = (opinion_groups(votes, permutations=4, bootstraps=3, seed=9) for _ in range(2))
    assert (one.null_silhouette, one.stability) == (two.null_silhouette, two.stability)


@pytest.mark.parametrize("odd", [2, 0.5, np.inf])
def test_other_votes_than_three_are_refused(odd):
    with pytest.raises(ValueError, match="votes"):
        opinion_groups([[1, odd], [1, 0]])
