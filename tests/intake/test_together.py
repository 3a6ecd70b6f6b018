"""What is done jointly, what was gone through, and who is not at the table."""

import pandas as pd

from alliance_lib.intake.together import activities, events, stakeholders
from demo_frames import demo
from worlds import world


def facts(found):
    return {f.code: f.facts for f in found[1]}


def test_what_is_done_jointly_stands_first_and_is_counted_A10():
    rows = pd.DataFrame({"activity_id": ["G1", "G2", "G3"], "name": ["inkoop", "pakket", "planten"], "mode_code": ["alone", "joint", "alone"],
                         "party_id": [None, None, "B"]})
    found = activities(world(activities=rows))
    assert [row["name"] for row in found[0]] == ["pakket", "inkoop", "planten"] and found[0][2]["who"] == "Partij B"
    assert facts(found)["intake.jointly"] == {"n": 1, "of": 3}


def test_the_timeline_is_in_the_order_of_time_with_disappointments_and_successes_A09():
    found = events(demo(3))
    days = [row["event_date"] for row in found[0]]
    assert days == sorted(days) and {row["kind_code"] for row in found[0]} == {"disappointment", "success", "milestone"}
    assert facts(found)["intake.history"] == {"of": 10, "successes": 3, "disappointments": 3}
    assert len(events(demo(1))[0]) < 10, "what comes after the reference date has not happened"


def test_who_is_not_at_the_table_is_named_and_who_was_forgotten_too_B19():
    rows = pd.DataFrame({"stakeholder_id": ["H1", "H2", "H3"], "name": ["gemeente", "bank", "huurders"], "interest": "x",
                         "kind_code": ["municipality", "lenders", "tenants"], "at_table_code": ["yes", "no", None]})
    found = stakeholders(world(stakeholders=rows))
    assert [row["name"] for row in found[0]] == ["bank", "gemeente", "huurders"]
    assert facts(found)["intake.not_at_table"]["names"] == ["bank"]
    assert facts(found)["intake.stakeholders_forgotten"]["kinds"] == ["supervisors", "suppliers", "grid"]


def test_a_party_that_sits_at_the_table_is_not_forgotten():
    parties = world()["parties"].assign(type_code=["supplier", "municipality", "builder", "builder", "builder"])
    rows = pd.DataFrame({"stakeholder_id": ["H1"], "name": ["bank"], "kind_code": ["lenders"]})
    assert facts(stakeholders(world(parties=parties, stakeholders=rows)))["intake.stakeholders_forgotten"]["kinds"] == ["tenants", "supervisors", "grid"]


def test_empty_registers_say_nothing():
    assert [found(world()) for found in (activities, events, stakeholders)] == [([], [])] * 3
