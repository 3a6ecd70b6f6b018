"""Ways of phasing that cannot be bettered, within stated risks."""

import numpy as np

from alliance_lib.scaleup import frontier, futures
from scaleup_world import assume, built, complexes, gate, under_way


def course(**frames):
    found, one = built(**frames)
    return frontier.Course(found, one, futures.luck(found, one, one.fields, 1), 10.0, (0.5, 0.5))


def choice(**chosen):
    given = {"growing": 1.0, "gate_share": 0.5, "gate_kept": 0.0, "staffed": 1.0, "trust": 0.6, "invest": 1.0} | chosen
    return np.array([given[name] for name in frontier.CHOICES])


def test_a_point_is_on_the_frontier_unless_another_is_as_good_everywhere_and_better_somewhere():
    assert frontier.non_dominated([[1, 3], [2, 2], [1, 2], [2, 2]]).tolist() == [True, True, False, True]


def test_leaving_the_phases_as_they_are_changes_no_phase_and_no_flow():
    one = course()
    made = frontier.changes(one, choice())
    assert np.array_equal(made["phase"], one.case.fields["phase"]) and np.allclose(made["plan"], one.case.fields["plan"])
    assert made["gate_homes"].tolist() == [30.0]


def test_starting_smaller_moves_homes_to_the_next_phase_and_larger_the_other_way():
    one = course(complexes=complexes(12, phase_number=[1] * 6 + [2] * 6))
    sizes = [(frontier.changes(one, choice(growing=e))["phase"] == 0).sum() for e in (2.0, 1.0, 0.5)]
    assert sizes[0] < sizes[1] == 6 < sizes[2]


def test_what_is_released_keeps_its_phase():
    one = course(complexes=under_way())
    assert (frontier.changes(one, choice(growing=3.0))["phase"][:3] == 0).all()


def table(numbers=None, **frames):
    numbers = numbers or assume(frontier_points=8)
    found, one = built(numbers, **frames)
    return frontier.table(found, one, numbers, 1), numbers


def test_along_the_frontier_homes_fall_as_continuity_rises():
    rows, numbers = table(complexes=complexes(12, phase_number=[1] * 4 + [2] * 8))
    homes, steady = ([row[name] for row in rows] for name in ("homes", "continuity_share"))
    assert rows and homes == sorted(homes, reverse=True) and steady == sorted(steady)
    assert frontier.say(rows, numbers)[0].code.startswith("scaleup.frontier")


def test_risks_that_nothing_keeps_within_are_said_to_be_passed():
    rows, numbers = table(assume(frontier_points=8, enough_homes_share=1.1, accepted_risks=[0.0, 0.0]))
    assert not any(row["within_risks"] for row in rows) and frontier.say(rows, numbers)[0].code == "scaleup.frontier_over"


def test_without_a_shut_gate_or_when_not_asked_there_is_nothing_to_choose():
    assert table(phases=gate(0, 0.0))[0] == [] and table(assume(frontier_points=0))[0] == [] and frontier.say([], assume()) == []
