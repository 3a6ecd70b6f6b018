"""Phases and gates: think big, start small, and what holds the next phase."""

import pandas as pd
import pytest

from alliance_lib.scaleup import futures, phasing
from scaleup_world import DAY, assume, built, complexes, gate, under_way, world


def looked(found, one):
    ahead = futures.play(found, one, 1)
    rows = phasing.table(found, 1, one, ahead)
    return rows, {f.code.removeprefix("scaleup."): f.facts for f in phasing.say(rows, one, ahead, assume())}


def goals(*steps, choices=()):
    names = [f"D{n}" for n in range(len(steps))]
    chosen = pd.DataFrame([{"round": 1, "goal_id": name, "choice_code": code} for name, code in zip(names, choices, strict=False)],
                          columns=["round", "goal_id", "choice_code"])
    held = pd.DataFrame({"goal_id": names, "name": names, "text": names, "kind_code": "ambition", "first_step": "bellen",
                         "first_step_date": list(steps)})
    return world(goals=held, goal_choices=chosen)


def test_phases_hold_every_home_once_and_the_last_has_no_gate():
    rows, said = looked(*built())
    assert [row["homes_count"] for row in rows] == [60, 60] and said["big_small"]["homes"] == 120 and said["big_small"]["first"] == 60
    assert pd.isna(rows[-1]["gate_homes"]) and rows[-1]["open_now"] is None


def test_a_gate_that_asks_only_homes_opens_and_its_dates_are_in_order():
    rows, said = looked(*built(phases=gate(20, 0.0)))
    assert rows[0]["open_share"] > 0.9 and DAY < rows[0]["p50_date"] <= rows[0]["p80_date"] and "gate_very_likely" in said


def test_a_gate_that_asks_more_than_there_is_never_opens_and_homes_hold_it():
    rows, said = looked(*built(phases=gate(61, 0.0)))
    assert rows[0]["open_share"] == 0 and "gate_never" in said and said["held_by_homes"]["share"] == 1


def test_broken_promises_hold_a_gate_though_the_homes_are_there():
    _, said = looked(*built(complexes=under_way(kept=(False, False, False)), phases=gate(60, 0.5)))
    assert said["held_by_promises"]["share"] == 1


def test_an_open_gate_is_said_to_be_open_and_so_is_one_that_asks_nothing():
    rows, said = looked(*built(complexes=under_way(done=(True, True, True)), phases=gate(60, 0.5)))
    assert rows[0]["open_now"] and rows[0]["open_share"] == 1 and "gate_open" in said
    assert looked(*built(phases=gate(None, None)))[1]["gate_asks_nothing"]["n"] == 1


def test_the_steps_say_per_criterion_what_is_there_and_what_is_asked_a46():
    rows, _ = looked(*built(complexes=under_way(kept=(True, False, False), done=(True, False, False)), phases=gate(60, 0.5)))
    assert phasing.steps(rows) == [("gate_homes", "groot", 20.0, 60.0), ("gate_kept", "groot", pytest.approx(1 / 3), 0.5)]
    fresh, _ = looked(*built(phases=gate(60, 0.5)))
    assert [step[0] for step in phasing.steps(fresh)] == ["gate_homes", "gate_kept_none"]


def test_goals_without_a_step_within_ninety_days_have_no_first_step_a49():
    said, = phasing.ambitions(goals(DAY + pd.Timedelta(days=80), None, DAY + pd.Timedelta(days=100)), assume())
    assert said.code == "scaleup.no_first_step" and said.facts["goals"] == ["D1", "D2"] and said.facts["of"] == 3


def test_goals_that_were_struck_need_no_first_step_and_without_goals_it_is_a_gap():
    said, = phasing.ambitions(goals(DAY + pd.Timedelta(days=9), None, choices=("keep", "no")), assume())
    assert said.code == "scaleup.all_first_steps"
    assert phasing.ambitions(world(), assume())[0].code == "scaleup.missing_goals"


def test_complexes_of_one_phase_have_no_gate():
    _, said = looked(*built(complexes=complexes(3), phases=pd.DataFrame({"phase_number": [1], "name": ["alles"]})))
    assert set(said) == {"big_small", "missing_phases"}
