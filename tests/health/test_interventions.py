"""At most three next steps, each following from a finding."""

from alliance_lib.health.interventions import RULES, interventions
from alliance_lib.result import Finding

EVERY = [Finding(reasons[0], "x", {"n": 2}) for _, reasons in RULES]


def test_without_a_finding_that_asks_for_it_nothing_is_proposed():
    assert interventions([Finding("health.gate_open")], 3) == ([], [], [])


def test_never_more_than_three_are_proposed_and_the_others_stay_visible_in_the_steps_a22():
    rows, said, steps = interventions(EVERY, 3)
    assert [row["rank"] for row in rows] == [1, 2, 3] and len(said) == 3
    assert len(steps) == len(RULES)


def test_meeting_each_other_goes_before_late_actions():
    found = [Finding("health.late_actions", facts={"n": 1}), Finding("health.pairs_missing", facts={"n": 1})]
    assert [row["intervention_code"] for row in interventions(found, 3)[0]] == ["introduce", "clear_late_actions"]


def test_a_rule_applies_once_however_many_findings_lead_to_it():
    found = [Finding("health.low", "steering"), Finding("health.low", "project")]
    rows, said, _ = interventions(found, 3)
    assert len(rows) == 1 and said[0].subject == "steering"


def test_proposals_stand_in_their_order_by_weight():
    weights = [f.weight for f in interventions(EVERY, 3)[1]]
    assert weights == sorted(weights, reverse=True) and len(set(weights)) == 3
