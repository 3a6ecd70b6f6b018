"""From dossier to clock: months, phases, what is planned and what has begun."""

import numpy as np
import pandas as pd

from alliance_lib.scaleup import plan
from scaleup_world import DAY, assume, complexes, world


def read(**frames):
    return plan.read(world(**frames), assume())


def test_the_clock_starts_in_a_january_and_knows_todays_month():
    found = read()
    assert found.january == pd.Timestamp(2026, 1, 1) and found.now == 2 and found.months % 3 == 0
    assert found.month_start(found.now) == DAY and found.rows["promised"].iloc[0] == 5


def test_in_january_the_clock_goes_back_far_enough_to_have_asked_consent():
    found = read(rounds=pd.DataFrame({"round": [1], "reference_date": [pd.Timestamp(2026, 1, 20)], "closed_date": None}))
    assert found.january == pd.Timestamp(2025, 1, 1) and found.now == 12


def test_the_planned_flow_adds_up_to_the_homes_of_the_plan():
    found = read()
    np.testing.assert_allclose(plan.flow(found, 0, found.months).sum(axis=1), found.rows["homes_count"])


def test_what_is_not_filled_in_comes_from_the_assumptions():
    found = read(complexes=complexes(2, promise_date=None, planned_start_date=None, planned_months=None, promised_condition_1to6=None))
    row, numbers = found.rows.iloc[0], assume()
    assert row["lead"] == numbers["promise_lead_months"] and row["months"] == numbers["work_months"] and row["score"] == numbers["condition_score"]
    assert row["start"] == row["promised"] + numbers["consent_first_months"]


def test_a_complex_without_a_phase_belongs_to_the_last_and_a_phase_nobody_described_exists():
    rows = complexes(3)
    rows["phase_number"] = [1, 3, None]
    found = read(complexes=rows)
    assert found.phases["phase_number"].tolist() == [1, 2, 3] and found.rows["phase"].tolist() == [0, 2, 2]
    assert found.phases["name"].tolist() == ["klein", "groot", "3"]


def test_a_phase_has_opened_when_work_in_it_has_begun_not_when_property_is_released_early():
    early = complexes(6)
    early.loc[3, "released_date"] = DAY - pd.Timedelta(days=3)
    assert plan.opened(read(complexes=early)) == 0
    early.loc[3, "done_date"] = DAY - pd.Timedelta(days=1)
    assert plan.opened(read(complexes=early)) == 1


def test_promises_count_as_due_once_released_or_late_beyond_tolerance():
    rows = complexes(4, phase_number=1)
    rows["promised_date"] = [DAY - pd.DateOffset(months=k) for k in (4, 4, 3, 0)]
    rows["released_date"] = [DAY - pd.DateOffset(months=4), DAY - pd.DateOffset(months=1), None, None]
    assert plan.kept_so_far(read(complexes=rows), 1, 0) == (1, 3)


def test_without_a_reference_date_the_clock_starts_at_the_first_promise_and_says_so():
    found = read(rounds=pd.DataFrame({"round": [], "reference_date": []}))
    assert found.day is None and found.month_start(found.now) == pd.Timestamp(2026, 6, 1)
    assert [f.code for f in plan.say(found)] == ["scaleup.missing_date"]
