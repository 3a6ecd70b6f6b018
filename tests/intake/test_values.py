"""What weighs most for each party: a difference, never a judgement."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.intake.values import rank_spread, values
from alliance_lib.publication import permitted
from alliance_lib.publication.consent import approval
from worlds import world

NAN = float("nan")
GIVEN = pd.DataFrame([("A", "speed", 1), ("A", "quality", 2), ("B", "speed", 5), ("B", "quality", 1), ("C", "quality", 3)],
                     columns=["party_id", "value_code", "rank_number"])


def looked_at(alliance):
    rows, said = values(alliance)
    return {row["value_code"]: row for row in rows}, {f.code: f.facts for f in said}


def test_per_value_the_spread_of_places_is_shown_and_no_party_is_named_B24():
    rows, said = looked_at(world(party_values=GIVEN))
    assert list(rows) == ["speed", "quality"] and rows["speed"]["spread"] == 4 and rows["quality"]["spread"] == 2
    assert rows["quality"]["parties_count"] == 3 and (rows["quality"]["highest_place"], rows["quality"]["lowest_place"]) == (1, 3)
    assert said == {"intake.values_apart": {"n": 1, "values": ["speed"], "places": 4}, "intake.values_of": {"n": 3, "of": 5}}
    assert set(rows["speed"]) == {"value_code", "parties_count", "highest_place", "lowest_place", "spread"}


def test_one_party_has_no_spread_nobody_has_no_places_and_the_same_places_no_difference():
    assert np.isnan(rank_spread([[3]]).spread).all() and np.isnan(rank_spread([[NAN], [NAN]]).highest).all()
    assert rank_spread(np.ones((5, 2))).spread.tolist() == [0, 0] and rank_spread(np.empty((0, 2))).parties.tolist() == [0, 0]


def test_parties_in_another_order_and_parties_twice_leave_the_spread_the_same():
    ranks = np.random.default_rng(3).permuted(np.tile(np.arange(1.0, 8), (5, 1)), axis=1)
    assert rank_spread(ranks[::-1]).spread.tolist() == rank_spread(ranks).spread.tolist() == rank_spread(np.vstack([ranks, ranks])).spread.tolist()


def test_a_shared_page_shows_only_what_a_party_approved_and_a_party_also_its_own():
    alliance = world(party_values=GIVEN)
    given = pd.DataFrame([approval(alliance, "party_values", "B|speed", {"audience_code": "shared", "given_date": pd.Timestamp(2024, 12, 1)})])
    alliance = world(party_values=GIVEN, approvals=given)
    seen, own = (looked_at(permitted(alliance, audience)) for audience in ("session", "party:A"))
    assert list(seen[0]) == ["speed"] and seen[0]["speed"]["parties_count"] == 1 and seen[1]["intake.values_of"] == {"n": 1, "of": 5}
    assert own[0]["speed"]["parties_count"] == 2 and own[0]["quality"]["parties_count"] == 1


@pytest.mark.parametrize("ranks", [[1, 2], [[0, 1]], [[np.inf]]])
def test_places_that_are_no_places_are_refused(ranks):
    with pytest.raises(ValueError):
        rank_spread(ranks)


def test_no_values_say_nothing():
    assert looked_at(world()) == ({}, {})
