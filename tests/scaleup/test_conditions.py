"""Property is los only if the date is there and every promised condition is true."""

import pandas as pd

from alliance_lib.scaleup import conditions, forecast
from demo_frames import demo
from scaleup_world import DAY, assume, complexes, under_way, world


def listed(**met):
    """Conditions of the first complex: a date where true, None where open."""
    return pd.DataFrame([{"complex_id": "X0", "condition_code": code, "met_date": day} for code, day in met.items()])


def one_released(**met):
    return world(complexes=under_way(), release_conditions=listed(**met))


def test_a_complex_with_the_date_but_asbestos_open_is_not_los_a41():
    alliance = one_released(permit=DAY - pd.DateOffset(months=6), asbestos=None)
    assert conditions.complexes(alliance)["released_date"].isna().tolist() == [True, False, False, True, True, True]
    found = forecast(alliance, assume=assume(), seed=1)
    said, = (f for f in found.findings if f.code == "scaleup.date_not_los")
    assert said.facts == {"n": 1, "complexes": ["Straat 0"], "open": ["asbestos"]}
    assert found["allocation"]["released_homes"].tolist() == [40.0] and "X0" in set(found["calendar"]["complex_id"])


def test_when_all_conditions_are_true_it_is_los_since_the_last_of_them_a41():
    given = DAY - pd.DateOffset(months=5)
    late, early = (conditions.complexes(one_released(permit=day, asbestos=given))["released_date"].iloc[0]
                   for day in (given + pd.Timedelta(days=20), given - pd.Timedelta(days=20)))
    assert late == given + pd.Timedelta(days=20) and early == given


def test_conditions_without_a_date_of_release_do_not_release():
    rows = pd.DataFrame({"complex_id": ["X5"], "condition_code": ["permit"], "met_date": [DAY]})
    assert pd.isna(conditions.complexes(world(release_conditions=rows))["released_date"].iloc[5])


def test_what_is_done_was_released_whatever_the_list_says():
    alliance = world(complexes=under_way(done=(True, False, False)), release_conditions=listed(asbestos=None))
    assert conditions.complexes(alliance)["released_date"].notna().iloc[0]


def test_a_condition_met_after_the_reference_date_is_still_open():
    assert pd.isna(conditions.complexes(one_released(asbestos=DAY + pd.Timedelta(days=3)))["released_date"].iloc[0])


def test_a_missing_list_counts_as_los_and_is_said():
    alliance = world(complexes=under_way())
    said, = conditions.say(alliance, conditions.table(alliance))
    assert said.code == "scaleup.no_checklist" and said.facts["n"] == 3


def test_in_the_demo_one_complex_waits_for_asbestos_a41():
    rows = pd.DataFrame(conditions.table(demo(3)))
    waiting = rows[rows["given_date"].notna() & ~rows["is_los"]]
    assert set(waiting["complex_id"]) == {"X04"} and waiting.loc[waiting["met_date"].isna(), "condition_code"].tolist() == ["asbestos"]


def test_without_complexes_there_is_no_list_and_no_sentence():
    empty = world(complexes=complexes(0))
    assert conditions.table(empty) == [] and conditions.say(empty, []) == []
