"""Think big, start small, scale fast on one page: gates, decisions, stop rules, lessons, term and reservations."""

import pandas as pd

from alliance_lib.scaleup import futures, gates, phasing
from alliance_lib.scaleup import plan as plans
from demo_frames import demo
from scaleup_world import DAY, assume, built, complexes, gate, under_way, world


def looked(**frames):
    alliance = world(**frames)
    found, one = built(**frames)
    rows = gates.page(alliance, found, phasing.table(found, 1, one, futures.play(found, one, 1)))
    return rows, {f.code.removeprefix("scaleup."): f.facts for f in gates.say(alliance, found, rows)}


def decided(code, round=1):
    return pd.DataFrame({"phase_number": [1], "round": [round], "decision_code": [code], "reason": ["proef"], "decided_by": ["stuurgroep"], "decided_date": [DAY]})


def lessons(*adopters, phase=1):
    return pd.DataFrame([{"lesson_id": f"L{n}", "round": 1, "text": "les", "from_party_id": "C1", "phase_number": phase, "adopted_by_party_id": party,
                          "adopted_date": DAY if party else None} for n, party in enumerate(adopters)])


def test_a_gate_says_per_criterion_met_or_not_and_the_decision_beside_it_a46():
    rows, said = looked(complexes=under_way(kept=(True, False, False), done=(True, False, False)), phases=gate(20, 0.5), gate_decisions=decided("go"))
    assert rows[0]["homes_met"] is True and rows[0]["kept_met"] is False and rows[0]["gate_met"] is False
    assert (rows[0]["decision_code"], rows[0]["decided_by"], rows[0]["reason"]) == ("go", "stuurgroep", "proef")
    assert said["gate_decided_unmet"] == {"phase": "groot", "round": 1, "choice": "go"}


def test_a_gate_that_is_met_without_a_decision_is_put_on_the_table_a46():
    _, said = looked(complexes=under_way(done=(True, True, True)), phases=gate(60, 0.5))
    assert said["gate_met_undecided"] == {"phase": "groot"}
    _, said = looked(complexes=under_way(done=(True, True, True)), phases=gate(60, 0.5), gate_decisions=decided("wait"))
    assert said["gate_decided_met"]["choice"] == "wait"


def test_a_decision_of_a_later_round_or_day_is_not_there_yet():
    assert not isinstance(looked(gate_decisions=decided("go", round=2))[0][0]["decision_code"], str)
    later = decided("go").assign(decided_date=DAY + pd.Timedelta(days=2))
    assert not isinstance(looked(gate_decisions=later)[0][0]["decision_code"], str)


def test_phases_without_a_stop_rule_are_named_a46():
    assert looked()[1]["no_stop_rule"]["phases"] == ["klein", "groot"]
    assert looked(phases=gate(40, 0.5).assign(stop_rule=["stop na twee keer te laat", None]))[1]["no_stop_rule"]["phases"] == ["groot"]


def test_a_lesson_counts_as_adopted_only_if_another_party_took_it_over_a16():
    rows, said = looked(complexes=under_way(), lessons=lessons("C1", None))
    assert (rows[0]["lessons_count"], rows[0]["adopted_count"]) == (2, 0) and said["no_lesson"]["phases"] == ["klein"]
    rows, said = looked(complexes=under_way(), lessons=lessons("C1", "B1", None))
    assert rows[0]["adopted_count"] == 1 and said["lessons"] == {"n": 1, "of": 3} and "no_lesson" not in said


def test_a_phase_that_has_begun_without_any_lesson_says_none_and_one_to_come_does_not_a16():
    assert looked(complexes=under_way())[1]["no_lesson"]["phases"] == ["klein"]


def test_the_term_of_the_plan_is_said_and_one_under_three_or_over_ten_years_too_b54():
    codes = []
    for years in (1, 5, 14):
        promised = [DAY + pd.DateOffset(months=round(12 * years * n / 5)) for n in range(6)]
        _, said = looked(complexes=complexes(6, promised_date=promised, planned_start_date=promised, planned_months=1))
        codes += [code for code in said if code.startswith("plan_")]
    assert codes == ["plan_short", "plan_term", "plan_long"]


def test_a_party_without_hours_or_budget_in_a_year_of_the_plan_is_named_b53():
    years = pd.DataFrame([{"party_id": party, "year": year, "hours_promised": hours} for party, hours in (("C1", 100), ("C2", 100), ("B1", 0)) for year in (2026, 2027)])
    assert looked(commitments=years)[1]["unreserved"] == {"n": 1, "parties": ["Anker"], "first": "2026", "last": "2027"}
    assert "unreserved" not in looked(commitments=years.assign(hours_promised=1))[1] and "unreserved" not in looked()[1]


def test_one_page_of_the_demo_has_every_phase_with_what_it_asks_teaches_and_stops_a46_a49():
    alliance, found = demo(3), plans.read(demo(3), assume())
    rows = pd.DataFrame(gates.page(alliance, found, phasing.table(found, 1, None, None)))
    assert rows["homes_count"].sum() == 3000 and rows["aim"].notna().all() and rows["stop_rule"].notna().tolist() == [True] * 3 + [False]
    assert rows["decision_code"].iloc[0] == "wait" and rows["adopted_count"].iloc[0] >= 1


def test_without_complexes_the_page_says_nothing():
    empty = world(complexes=complexes(0))
    assert gates.say(empty, plans.read(empty, assume()), []) == []
