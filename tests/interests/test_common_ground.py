"""Where all groups meet, and what they can trade."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from alliance_lib.interests.common_ground import group_consensus, group_shares, offers, trades

POLIS = json.loads((Path(__file__).parent / "polis_27.json").read_text())
VOTE = {"+": 1.0, "-": -1.0, "0": 0.0, ".": np.nan}

VOTES = pd.DataFrame(
    {"s1": [1, 1, 1, 0], "s2": [-1, 0, np.nan, -1], "s3": [1, -1, 1, 1]}, index=["p1", "p2", "p3", "p4"]
)
PARTIES = pd.Series({"p1": "C1", "p2": "C1", "p3": "B1", "p4": "B1"})


def test_a_real_conversation_gets_the_consensus_polis_gave_it():
    votes = pd.DataFrame([[VOTE[v] for v in person] for person in POLIS["votes"]])
    got = group_consensus(votes, pd.Series(list(POLIS["groups"])))
    np.testing.assert_allclose(got, POLIS["consensus"], atol=1e-12, rtol=0)


def test_each_group_counts_once_and_a_pass_counts_as_seen():
    got = group_consensus(VOTES, PARTIES)
    assert got.tolist() == pytest.approx([3 / 4 * 2 / 4, 1 / 4 * 1 / 3, 2 / 4 * 3 / 4])


def test_shared_rejection_is_its_mirror():
    pd.testing.assert_series_equal(group_consensus(VOTES, PARTIES, side="disagree"), group_consensus(-VOTES, PARTIES))


def test_the_weakest_group_is_shown_as_it_is():
    assert group_consensus(VOTES, PARTIES, how="min").tolist() == pytest.approx([1 / 2, 1 / 4, 1 / 2])
    assert group_shares(VOTES, PARTIES)["s1"].idxmin() == "B1"


def test_duplicating_a_party_leaves_the_weakest_figure_and_shrinks_the_product():
    twins = VOTES.loc[["p3", "p4"]].rename({"p3": "q3", "p4": "q4"})
    votes = pd.concat([VOTES, twins])
    groups = pd.concat([PARTIES, pd.Series({"q3": "B2", "q4": "B2"})])
    weakest = group_consensus(votes, groups, how="min")
    pd.testing.assert_series_equal(weakest, group_consensus(VOTES, PARTIES, how="min"))
    assert (group_consensus(votes, groups) < group_consensus(VOTES, PARTIES)).all()


def test_shuffling_and_renaming_change_nothing():
    want = group_consensus(VOTES, PARTIES)
    shuffled = group_consensus(VOTES.loc[["p4", "p2", "p1", "p3"], ["s3", "s1", "s2"]], PARTIES[::-1])
    pd.testing.assert_series_equal(shuffled.reindex(want.index), want)
    renamed = group_consensus(VOTES, PARTIES.map({"C1": "zz", "B1": "aa"}))
    np.testing.assert_allclose(renamed, want)


def test_an_empty_statement_changes_no_other():
    wider = group_consensus(VOTES.assign(empty=np.nan), PARTIES)
    pd.testing.assert_series_equal(wider.drop("empty"), group_consensus(VOTES, PARTIES))
    assert wider["empty"] == pytest.approx(1 / 4)


def test_people_without_a_party_do_not_count_and_no_party_is_no_answer():
    without = group_consensus(VOTES, PARTIES.drop("p4"))
    pd.testing.assert_series_equal(without, group_consensus(VOTES.drop("p4"), PARTIES.drop("p4")))
    assert group_consensus(VOTES, pd.Series(dtype=object)).isna().all()


def test_one_party_is_its_own_common_ground():
    assert group_consensus([[1], [1]], ["C1", "C1"]).tolist() == [0.75]


@pytest.mark.parametrize("change", [{"side": "both"}, {"how": "mean"}])
def test_an_unknown_side_or_reading_is_refused(change):
    with pytest.raises(ValueError):
        group_consensus(VOTES, PARTIES, **change)


def test_other_votes_than_three_are_refused():
    with pytest.raises(ValueError, match="votes"):
        group_consensus(VOTES * 2, PARTIES)


DRIVERS = pd.DataFrame(
    [
        ("C1", "speed", 5, 1), ("C1", "staff", 1, 5), ("C1", "image", 5, 5),
        ("B1", "speed", 1, 5), ("B1", "staff", 4, 1), ("B1", "image", 5, 5),
        ("C2", "speed", 1, 1), ("C2", "staff", 3, 3), ("C2", "image", np.nan, np.nan),
    ],
    columns=["party", "driver", "value", "ease"],
)  # fmt: skip


def test_what_one_wants_and_another_gives_easily_is_an_offer():
    got = offers(DRIVERS, at_least=4)
    pairs = set(got[["giver", "receiver", "driver"]].itertuples(index=False, name=None))
    assert pairs == {("B1", "C1", "speed"), ("C1", "B1", "staff"), ("C1", "B1", "image"), ("B1", "C1", "image")}


def test_a_trade_leaves_both_better_off():
    got = trades(DRIVERS, at_least=4)
    # Speed is worth 5 to C1 and staff 1, staff 4 to B1 and speed 1; swapping image for image gains nothing.
    assert got.iloc[0].tolist() == ["B1", "speed", "C1", "staff", 3, 4]
    assert (got[["gain_a", "gain_b"]] > 0).all(axis=None)
    assert ["B1", "image", "C1", "image"] not in got[["party_a", "gives_a", "party_b", "gives_b"]].to_numpy().tolist()


def test_trades_do_not_hang_on_the_order_of_the_rows():
    pd.testing.assert_frame_equal(trades(DRIVERS[::-1], at_least=4), trades(DRIVERS, at_least=4))


def test_parties_that_want_the_same_have_nothing_to_trade():
    alike = DRIVERS.assign(value=5, ease=5)
    assert trades(alike, at_least=4).empty
    assert trades(DRIVERS[DRIVERS["party"] == "C1"], at_least=4).empty
    assert trades(DRIVERS[:0], at_least=4).empty


def test_a_driver_named_twice_or_a_missing_column_is_refused():
    with pytest.raises(ValueError, match="once"):
        trades(pd.concat([DRIVERS, DRIVERS[:1]]), at_least=4)
    with pytest.raises(ValueError, match="columns"):
        offers(DRIVERS.drop(columns="ease"), at_least=4)
