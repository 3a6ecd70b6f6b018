"""The label shift per year: what is done and what is planned."""

import pandas as pd

from alliance_lib.scaleup import forecast, labels, plan
from demo_frames import demo
from scaleup_world import assume, complexes, under_way, world


def shift(rows):
    return labels.table(plan.read(world(complexes=rows), assume()))


def test_every_year_holds_every_home_once_and_labels_move_to_the_target_a12():
    rows = shift(complexes(6, label_before_code=["E", "F", "G"] * 2, label_target_code="A"))
    assert (rows.groupby("year")["homes_count"].sum() == 120).all()
    by_year = rows.pivot(index="year", columns="label_code", values="homes_count")
    assert by_year.iloc[0].to_dict() == {"A": 0, "E": 40, "F": 40, "G": 40} and by_year.iloc[-1]["A"] == 120
    assert by_year["A"].is_monotonic_increasing


def test_work_that_is_late_counts_from_the_reference_date_on_and_done_work_in_its_own_year():
    rows = shift(under_way(done=(True, False, False)).assign(label_before_code="E", label_target_code="A"))
    better = rows[rows["label_code"] == "A"].set_index("year")["homes_count"]
    assert better[2025] == 0 and better[2026] >= 20


def test_labels_stand_from_good_to_poor_and_missing_ones_are_a_gap():
    rows = shift(complexes(2, label_before_code=["G", "D"], label_target_code=["AP", "A"]))
    assert list(dict.fromkeys(rows["label_code"])) == ["AP", "A", "D", "G"]
    assert labels.say(shift(complexes(2)), 2)[0].code == "scaleup.missing_labels" and labels.say(pd.DataFrame(), 0) == []


def test_the_demo_goes_from_most_homes_in_e_f_or_g_to_none_a12():
    facts = labels.say(labels.table(plan.read(demo(3), assume())), 60)[0].facts
    assert (facts["before"], facts["after"], facts["homes"]) == (2714, 0, 3000)


def test_the_calendar_says_per_complex_which_package_and_whether_people_stay_at_home_a12():
    rows = forecast(demo(3), assume=assume(), seed=1)["calendar"]
    assert rows["package"].notna().all() and set(rows["method_code"]) <= {"occupied", "vacant"}
