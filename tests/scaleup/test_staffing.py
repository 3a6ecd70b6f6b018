"""Over-planning: what hiring for less than the promised flow brings and costs."""

import pandas as pd

from alliance_lib.scaleup import staffing
from scaleup_world import DAY, assume, built, complexes, gate

LATE = {"delay_reference": [0.5, 0.05, 0.2, 0.1], "trust": 0.9, "what_if_scenarios": 200}


def steady():
    """Twelve complexes, one every two months, in one phase that is open; property that comes late."""
    promised = [pd.Timestamp(2026, 6, 1) + pd.DateOffset(months=2 * n) for n in range(12)]
    start = [day + pd.DateOffset(months=2) for day in promised]
    return complexes(12, promised_date=promised, planned_start_date=start, phase_number=[1] * 11 + [2], promise_date=DAY)


def rows(**values):
    numbers = assume(**LATE | values)
    found, one = built(numbers, complexes=steady(), phases=gate(0, 0.0))
    return found, staffing.table(found, one, numbers, 1), numbers


def test_hiring_for_less_raises_continuity_and_costs_no_more_homes_than_it_had():
    _, made, _ = rows()
    assert [row["staffed_share"] for row in made] == [0.5, 0.6, 0.7, 0.8, 0.9, 1.0] and made[0]["overplanned"] == 2.0
    assert made[0]["continuity_share"] > made[-1]["continuity_share"] and made[0]["mean_homes"] <= made[-1]["mean_homes"] + 1e-9
    assert all(0 <= row["worst_share"] <= 1 for row in made)


def test_the_largest_share_that_reaches_the_wanted_continuity_is_said_or_that_none_does():
    found, made, numbers = rows()
    wanted = made[2]["continuity_share"]
    said, = staffing.say(found, made, numbers.with_values(wanted_continuity=wanted))
    assert said.code == "scaleup.overplanning" and said.facts["share"] >= 0.7
    none, = staffing.say(found, made, numbers.with_values(wanted_continuity=1.01))
    assert none.code == "scaleup.overplanning_none" and none.facts["best"] == max(row["continuity_share"] for row in made)


def test_asking_for_property_earlier_by_nothing_changes_nothing():
    numbers = assume(**LATE)
    found, one = built(numbers, complexes=steady(), phases=gate(0, 0.0))
    facts = staffing.pulled_forward(found, one, numbers.with_values(pulled_forward_share=0.0), 1).facts
    assert facts["before"] == facts["after"]
