"""Is one party on top: each source of power beside the others, and how concentrated each is."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib import publication
from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.interests import balance, compare, ownership, sources
from demo_frames import demo

ASSUME = load("interests")


def told(alliance):
    rows = sources.sources(alliance, balance.balance(alliance, None, ASSUME), ownership.owners(alliance))
    held = sources.concentration(rows)
    return rows, held, {one.code.removeprefix("interests."): one.facts for one in sources.say_sources(alliance, rows, held)}


def world(*, votes=(1, 1), standing=None):
    parties = pd.DataFrame({"party_id": ["A", "B"], "name": ["Anker", "Boei"], "type_code": "builder", "votes_count": votes})
    return from_frames({"parties": parties} | ({"standing": standing} if standing is not None else {}), 1)


def test_the_largest_corporation_of_the_demo_is_on_top_in_more_than_half_of_the_sources_b25():
    found = compare(demo(3), assume=ASSUME.with_values(draws=100), seed=1)
    facts = {one.code.removeprefix("interests."): one.facts for one in found.findings}["on_top"]
    assert facts["party"] == "Woonstichting De Vliet" and facts["n"] == len(facts["sources"]) > facts["of"] / 2
    assert set(found["sources"]["source_code"]) >= {"size", "budget", "seats", "chairs", "veto", "information", "alternatives", "tips", "influence"}


def test_chairs_and_decisions_are_shown_as_a_share_per_party_b06():
    rows, held, said = told(demo(3))
    share = rows.set_index(["source_code", "party_id"])["share"]
    assert share["chairs"].sum() == pytest.approx(1) and share[("chairs", "C1")] == pytest.approx(4 / 6)
    assert share[("decisions", "C1")] > 0.5 and said["controls"]["source"] == "decisions"


def test_equal_power_is_called_equal_b06_b26():
    rows, held, said = told(world(standing=pd.DataFrame({"party_id": ["A", "B"], "chairs_count": [1, 1], "information_0to4": [2, 2]})))
    assert (rows["above_equal"].abs() < 1e-12).all() and said == {"nobody_on_top": {"n": len(held)}}
    assert all(row["effective_count"] == pytest.approx(2) and row["largest"] == ["Anker", "Boei"] for row in held)


def test_what_is_not_known_of_everybody_is_not_compared_and_nought_is_an_answer():
    standing = pd.DataFrame({"party_id": ["A", "B"], "chairs_count": [0, 2], "information_0to4": [None, 3], "alternatives_0to4": [0, 0]})
    rows, _, _ = told(world(standing=standing))
    assert "chairs" in set(rows["source_code"]) and not {"information", "alternatives"} & set(rows["source_code"])
    assert rows.set_index(["source_code", "party_id"]).loc[("chairs", "A"), "share"] == 0


def test_size_is_compared_within_a_type_only():
    rows, held, _ = told(demo(3))
    size = rows[rows["source_code"] == "size"].set_index("party_id")["share"]
    assert size[["C1", "C2"]].sum() == pytest.approx(1) == size[["B1", "B2", "B3"]].sum() and "size" not in {row["source_code"] for row in held}


def test_a_third_party_with_nothing_leaves_the_effective_number_unchanged():
    shares = pd.DataFrame({"source_code": "votes", "party": ["a", "b", "c"], "amount": [3.0, 1.0, 0.0], "share": [0.75, 0.25, 0.0]})
    (with_it,), (without,) = sources.concentration(shares), sources.concentration(shares.iloc[:2])
    assert with_it["effective_count"] == without["effective_count"] == pytest.approx(1.6)


def test_information_and_chairs_are_shared_only_when_every_party_approved_b25():
    shown = publication.permitted(demo(3), "session")
    rows, _, said = told(shown)
    assert not {"chairs", "information", "alternatives", "veto"} & set(rows["source_code"]) or not shown["standing"].empty
    assert ("not_shared_standing" in said) == shown["standing"].empty and {"seats", "votes"} <= set(rows["source_code"])


@pytest.mark.parametrize("alliance", [from_frames({}, 1), world(votes=(None, None))])
def test_without_a_known_source_there_is_a_sentence_b06_b25(alliance):
    rows, held, said = told(alliance)
    assert rows.empty and held == [] and list(said) == ["missing_standing"] and not np.any(rows.isna())
