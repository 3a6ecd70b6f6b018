"""The destination, and who promised time and money for how long."""

import pandas as pd
import pytest
from demo_frames import demo
from health_world import ASSUME, alliance

from alliance_lib.alliance import from_frames
from alliance_lib.health.long_term import destination, long_term
from alliance_lib.publication import consent, permitted
from alliance_lib.schema import tables


def promised(rows, horizon=3, parties=2):
    about = pd.DataFrame([{"alliance_id": "W", "name": "W", "horizon_years": horizon}])
    return alliance({"alliance": about, "commitments": pd.DataFrame(rows)}, parties=parties)


def codes(found):
    return {finding.code.removeprefix("health."): finding.facts for finding in found}


def bare(tables):
    rows = tables["commitments"]
    return rows.loc[rows["uncommitted"], ["party_id", "year"]].values.tolist()


ONE = {"party_id": "P1", "year": 2026, "hours_promised": 100, "hours_used": 40, "counted_date": "2026-02-20", "budget_promised_keur": 5}


def test_every_party_and_year_of_the_horizon_has_a_row_and_the_uncommitted_stand_out_b53():
    tables, found = long_term(promised([ONE]), ASSUME)
    assert len(tables["commitments"]) == 6 and len(bare(tables)) == 5
    assert codes(found)["uncommitted"]["n"] == 5 and codes(found)["years_of_nobody"]["years"] == ["2027", "2028"]


def test_promised_and_used_stand_beside_each_other_in_hours_and_euros_b53():
    row = long_term(promised([ONE | {"people_count": 2}]), ASSUME)[0]["commitments"].iloc[0]
    assert (row["hours_promised"], row["hours_used"], row["hours_per_person"], row["budget_promised_eur"]) == (100, 40, 50, 5000)


def test_a_promise_of_nought_is_a_promise_of_nothing_b53():
    tables, found = long_term(promised([ONE | {"hours_promised": 0, "budget_promised_keur": 0}], parties=1), ASSUME)
    assert tables["commitments"].iloc[0]["status_code"] == "zero_promised" and codes(found)["uncommitted"]["first"] == "2026"


def test_a_whole_horizon_of_promises_is_said_to_be_whole_b53():
    rows = [ONE | {"year": year} for year in (2026, 2027, 2028)]
    assert codes(long_term(promised(rows, parties=1), ASSUME)[1])["committed"] == {"year": "2028"}


def test_hours_used_counted_after_the_reference_date_are_not_known_yet_b53():
    row = long_term(promised([ONE | {"counted_date": "2026-03-02"}]), ASSUME)[0]["commitments"].iloc[0]
    assert pd.isna(row["hours_used"]) and row["hours_promised"] == 100


def test_time_ideas_and_quality_of_each_party_stand_side_by_side_and_what_is_missing_is_said_b52():
    rows = [ONE | {"ideas": "meten", "quality": "vaste ploeg"}, ONE | {"party_id": "P2", "ideas": "inmeten"}]
    tables, found = long_term(promised(rows), ASSUME)
    assert tables["invested"][["hours", "ideas"]].values.tolist() == [[100, "meten"], [100, "inmeten"]]
    assert codes(found)["no_quality"]["who"] == ["Partij P2"] and "no_ideas" not in codes(found)


@pytest.mark.parametrize("years", [3, 5, 10])
def test_the_horizon_is_what_the_alliance_chose_b54(years):
    assert long_term(promised([ONE], horizon=years), ASSUME)[0]["commitments"]["year"].nunique() == years


def test_the_horizon_is_three_to_ten_years_and_an_assumption_until_it_is_chosen_b54():
    column = tables()["alliance"].columns["horizon_years"]
    assert (column.min, column.max) == (3, 10) and 3 <= ASSUME["horizon_years"] <= 10
    assert codes(long_term(promised([ONE], horizon=None), ASSUME)[1])["horizon_assumed"] == {"years": 5}


@pytest.mark.parametrize("audience", ["session", "steering_group", "party:B1"])
def test_others_see_only_what_a_party_agreed_to_share_and_what_is_hidden_is_never_called_uncommitted_b53(audience):
    agreed = set(demo(3)["commitments"].loc[consent.agreed(demo(3), "commitments", audience), "party_id"])
    own = {audience.partition(":")[2]} - {""}
    rows, found = (part for part in long_term(permitted(demo(3), audience), ASSUME))
    shown = set(rows["commitments"]["party_id"]) if rows else set()
    assert shown == agreed | own and not (shown and codes(found)["commitments_of"] != {"n": len(shown), "total": 5})
    assert not shown or not rows["commitments"].query("status_code == 'not_shown'")["uncommitted"].any()


def test_the_facilitators_demo_shows_that_nobody_promised_the_last_years_b53():
    found = codes(long_term(demo(3), ASSUME)[1])
    assert found["years_of_nobody"]["years"] == ["2029", "2030"] and found["hours_used"]["promised"] == 6100


def test_the_vision_is_one_sentence_and_the_route_its_phases_in_order_b49():
    tables, found = destination(demo(3))
    assert tables["route"]["phase"].tolist() == ["Klein beginnen", "Herhalen", "Opschalen", "Volle stroom"]
    assert codes(found)["vision"]["vision"] in demo(3).facts["vision"]


def test_an_empty_alliance_is_told_what_is_missing_b49():
    empty = from_frames({}, 1)
    assert set(codes(destination(empty)[1])) == {"missing_vision", "missing_route"}
    assert set(codes(long_term(empty, ASSUME)[1])) == {"missing_commitments"}
