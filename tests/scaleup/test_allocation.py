"""Allocation per builder: promised, planned, released, done."""

import pandas as pd

from alliance_lib.scaleup import allocation
from alliance_lib.words import Words
from demo_frames import demo
from scaleup_world import DAY, complexes, world


def codes(found):
    return [f.code.removeprefix("scaleup.") for f in found]


def test_homes_are_counted_once_in_each_state_and_done_counts_as_released():
    rows = complexes(6)
    rows["released_date"] = [DAY, None, None, None, None, None]
    rows["done_date"] = [None, DAY, None, None, None, None]
    found = allocation.table(world(complexes=rows.assign(released_date=pd.to_datetime(rows["released_date"]), done_date=pd.to_datetime(rows["done_date"]))))
    assert found.loc[0, ["promised_homes", "planned_homes", "released_homes", "done_homes"]].tolist() == [120, 120, 40, 20]


def test_the_demo_adds_up_and_marks_entitlement_and_expectation_a14():
    found = allocation.table(demo(3))
    assert found["promised_homes"].sum() == found["planned_homes"].sum() == 3000
    assert found["status_code"].tolist() == ["entitlement", "entitlement", "expectation"]
    assert codes(allocation.say(found)) == ["allocation", "planned_short", "expectation"]


def test_a_builder_with_property_but_without_a_promise_is_shown_and_not_compared():
    found = allocation.table(world(allocation=pd.DataFrame({"builder_party_id": []})))
    assert len(found) == 1 and found["promised_homes"].isna().all() and codes(allocation.say(found)) == ["missing_allocation"]


def test_a_promise_without_property_stays_in_sight():
    found = allocation.table(world(complexes=complexes(0)))
    assert found["planned_homes"].tolist() == [0] and "planned_short" in codes(allocation.say(found))
    assert "120" in Words("nl").finding(allocation.say(found)[1])
