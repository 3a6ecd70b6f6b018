"""Size, votes and influence: who can tip a decision, and what is said of it."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.interests import balance, compare, power
from alliance_lib.words import Words
from demo_frames import demo

ASSUME = load("interests")


def parties(votes, sizes=None, kinds="corporation"):
    names = [f"P{n}" for n in range(len(votes))]
    frame = pd.DataFrame({"party_id": names, "name": names, "type_code": kinds, "votes_count": votes, "size_homes": sizes})
    return from_frames({"parties": frame}, 1)


def found(alliance, assume=ASSUME):
    rows = balance.balance(alliance, None, assume)
    return rows, {f.code.removeprefix("interests."): f.facts for f in balance.say_balance(rows)}


def test_the_first_european_council_luxembourg_votes_but_never_tips():
    """Brams & Affuso 1976: votes 4 4 4 2 2 1, quota 12; here as the share that must be exceeded."""
    rows, said = found(parties([4, 4, 4, 2, 2, 1]), ASSUME.with_values(majority_above=0.7))
    assert rows["banzhaf"].to_numpy() == pytest.approx([5 / 21] * 3 + [1 / 7] * 2 + [0])
    assert rows["shapley_shubik"].to_numpy() == pytest.approx([7 / 30] * 3 + [3 / 20] * 2 + [0])
    assert said["never_tips"] == {"n": 1, "parties": ["P5"]}


def test_more_than_half_is_the_majority_of_the_measure():
    votes = demo(3)["parties"]["votes_count"].astype(int).tolist()
    rows, said = found(demo(3))
    assert rows["banzhaf"].tolist() == [float(share) for share in power.banzhaf(votes, power.majority(votes))]
    assert said["say_differs"]["party"] == "Woonstichting De Vliet"


@pytest.mark.parametrize(("votes", "code", "facts"), [
    ([3, 1, 1], "decides_alone", {"party": "P0"}),
    ([1, 1, 1], "say_as_votes", {}),
    ([1, None, 1], "votes_incomplete", {"n": 1, "parties": ["P1"]}),
    ([None, None], "missing_votes", {}),
    ([0, 0], "no_votes", {}),
])
def test_what_is_said_of_the_votes(votes, code, facts):
    assert found(parties(votes))[1][code] == facts


@pytest.mark.parametrize("votes", [[None, 1], [0, 0], [None]])
def test_what_is_not_known_of_all_is_not_computed(votes):
    assert found(parties(votes))[0][["votes_share", "banzhaf", "shapley_shubik"]].isna().all(axis=None)


def test_sizes_are_compared_within_a_type_because_homes_owned_and_homes_built_do_not_add_up():
    rows, said = found(parties([2, 1, 1], [900, 100, 50], ["corporation", "corporation", "builder"]))
    assert rows["size_share"].tolist() == [0.9, 0.1, 1.0] and rows["votes_share_of_type"].tolist() == [2 / 3, 1 / 3, 1.0]
    assert said["largest"] == {"party": "P0", "type": "corporation", "size": 0.9, "votes": 2 / 3}


@pytest.mark.parametrize("sizes", [[500, 500], [500, None], [0, 0]])
def test_no_largest_is_named_when_they_tie_or_a_size_is_missing(sizes):
    assert "largest" not in found(parties([1, 1], sizes))[1]


def test_one_party_has_nobody_to_outvote():
    assert found(parties([3]))[1] == {}


def test_influence_and_its_rank_stand_beside_the_votes_only_when_known():
    rows = compare(demo(1), assume=ASSUME, seed=1)["power"].set_index("party_id")
    assert rows["competitiveness"].mean() == pytest.approx(1) and (rows["rank_best"] <= rows["rank_worst"]).all()
    assert rows.loc["B3", ["rank_best", "rank_worst"]].tolist() == [5, 5]
    assert balance.balance(demo(1), None, ASSUME)["influence"].isna().all()


def test_who_weighs_most_is_named_only_if_it_stays_first_on_another_day():
    said = {f.code: f for f in compare(demo(1), assume=ASSUME, seed=1).findings}
    assert said["interests.weighs_most_unclear"].facts["parties"] == ["Woonstichting De Vliet", "Bouwbedrijf Anker"]
    assert said["interests.weighs_least"].facts["party"] == "Renovatiebedrijf Wilgenhout"
    strong = demo(1)["influence"]
    strong["influence_0to4"] = np.where(strong["party_id"] == "C1", 4, 0)
    sure = compare(from_frames(dict(demo(1).frames) | {"influence": strong}, 1), assume=ASSUME, seed=1)
    assert Words("nl").finding(next(f for f in sure.findings if f.code == "interests.weighs_most")).count("Woonstichting De Vliet")


def test_no_parties_give_no_rows_and_no_sentence():
    rows, said = found(from_frames({}, 1))
    assert rows.empty and said == {}
