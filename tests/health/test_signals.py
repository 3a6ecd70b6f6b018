"""What stands out in the pulse, as findings per level."""

from health_world import ASSUME, ITEMS, alliance, asked, published

from alliance_lib.health.pulse import readings, with_change
from alliance_lib.health.signals import signals


def found(world):
    return {(f.code.removeprefix("health."), f.subject): f
            for f in signals(with_change(world, readings(world, ASSUME, 1), ASSUME, 1), ASSUME)}


def codes(world):
    return {code for code, _ in found(world)}


def test_without_answers_nothing_is_said():
    assert not found(alliance())


def test_a_divided_level_is_named_with_its_questions_and_not_called_low_or_high():
    said = found(alliance(asked({1: {"steering": [1, 1, 4, 4, 4]}})))
    assert said["split", "steering"].facts["items"] == ITEMS
    assert not {"low", "strong"} & {code for code, _ in said}


def test_low_and_high_need_the_whole_margin():
    assert "low" in codes(alliance(asked({1: {"project": [1] * 8}})))
    assert "low" not in codes(alliance(asked({1: {"project": [2, 3] * 4}})))
    assert "strong" in codes(alliance(asked({1: {"project": [4] * 8}})))
    assert "strong" not in codes(alliance(asked({1: {"project": [3] * 8}})))


def test_high_without_agreement_beyond_chance_is_not_called_high():
    assert "strong" not in codes(alliance(asked({1: {"steering": [4, 4, 4]}})))


def test_levels_differ_where_their_margins_do_not_touch():
    said = found(alliance(asked({1: {"steering": [4] * 5, "project": [2] * 8}})))
    assert said["levels_differ", "steering"].facts["lower"] == "project"
    assert "levels_differ" not in codes(alliance(asked({1: {"steering": [3] * 5, "project": [3] * 8}})))


def test_when_nothing_stands_out_that_is_said():
    assert "pulse_quiet" in codes(alliance(asked({1: {"steering": [3] * 5}})))


def test_no_demonstrable_change_is_said_only_where_people_were_compared():
    assert "no_demonstrable_change" in codes(alliance(asked({1: {"steering": [3] * 5}, 2: {"steering": [3] * 5}}), round=2))
    assert "no_demonstrable_change" not in codes(alliance(asked({1: {"steering": [3]}, 2: {"steering": [3]}}), round=2))


def test_a_change_is_named_with_the_round_it_is_compared_with():
    said = found(alliance(asked({1: {"steering": [4] * 5}, 2: {"steering": [2] * 5}}), round=2))
    assert said["down", "steering"].facts["previous"] == 1 and ("up", "steering") not in said


def test_bands_are_named_low_high_and_far_apart():
    world = published([(1, "trust_1to4", "steering", "high", None), (1, "trust_1to4", "project", "low", None)])
    assert codes(alliance(world)) == {"low", "strong", "levels_differ"}


def test_how_many_did_not_answer_is_said():
    said = found(alliance(asked({1: {"steering": [3, 3, "declined", 3, 3]}})))
    assert said["not_everyone", "steering"].facts == {"cell": "steering", "answered": 4, "people": 5}
