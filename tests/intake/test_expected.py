"""What people expect of the others, held against what the others answer in private."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib import publication
from alliance_lib.assumptions import load
from alliance_lib.intake.agreement import AnotherDay, hypergeometric_bounds, pluralistic_ignorance
from alliance_lib.intake.expected import by_topic, expectation, published_bands, say
from alliance_lib.intake.said import what_was_said
from alliance_lib.publication import history
from demo_frames import demo
from worlds import opinions, roster, world

NAN = float("nan")
DAY = AnotherDay(0.2, 500, 1)


def answered(expected, private):
    """One topic; everybody expects and answers the same."""
    rows = opinions(roster(), 1, topics=1).assign(expected_1to5=str(expected), private_1to5=str(private))
    return world(opinions=rows)


def looked_at(alliance):
    said = what_was_said(alliance)
    rows = by_topic(said, load("intake"), DAY)
    return rows, {f.code: f.facts for f in say(rows, len(said.people))}


def test_the_difference_is_the_mean_of_what_each_expects_minus_what_the_others_answered_B20():
    found = expectation([1, 2, 3, NAN], [4, 4, 5, 5], DAY)
    assert found.difference == pytest.approx(np.nanmean(pluralistic_ignorance([1, 2, 3, NAN], [4, 4, 5, 5])))
    assert found.people == 3 and found.band[0] < found.difference < found.band[1] < 0
    assert found.apart == 3 and found.apart_bounds == hypergeometric_bounds(3, 3, 4)


def test_all_draws_at_once_give_what_each_draw_gives_alone():
    answers = np.random.default_rng(2).integers(1, 6, (2, 40, 9)).astype(float)
    answers[0, :, 3] = NAN
    together = pluralistic_ignorance(*answers)
    assert all(np.array_equal(row, pluralistic_ignorance(e, a), equal_nan=True) for row, e, a in zip(together, *answers, strict=True))


def test_people_who_think_to_be_alone_are_found_and_the_other_way_round_too_A29():
    rows, said = looked_at(answered(2, 5))
    assert rows[0]["difference"] == -3 and rows[0]["beyond"] and said["intake.expect_less"]["topics"] == ["eerste"]
    assert "intake.expect_more" in looked_at(answered(5, 2))[1]


def test_who_expects_what_the_others_say_is_right_and_that_is_said():
    rows, said = looked_at(answered(3, 3))
    assert rows[0]["difference"] == 0 and not rows[0]["beyond"] and said == {"intake.expect_right": {"of": 1}}


def test_nobody_asked_for_an_expectation_gives_no_row_and_one_person_has_no_others():
    rows = opinions(roster(), 1, topics=1).assign(expected_1to5=None)
    assert looked_at(world(opinions=rows)) == ([], {})
    assert np.isnan(expectation([4], [2], DAY).difference) and expectation([4], [2], DAY).apart_bounds == (0, 1)


def test_how_many_of_everybody_it_can_be_is_said_only_while_some_did_not_answer():
    rows = opinions(roster(), 1, topics=1).assign(expected_1to5="2", private_1to5="5").iloc[:9]
    facts = looked_at(world(opinions=rows))[1]["intake.expect_bounds"]
    assert (facts["n"], facts["of"], facts["people"]) == (9, 9, 13) and (facts["low"], facts["high"]) == hypergeometric_bounds(9, 9, 13)
    assert "intake.expect_bounds" not in looked_at(answered(2, 5))[1]


def test_answers_off_the_scale_or_of_other_people_are_refused():
    for given in ([[1, 9], [1, 2]], [[1], [1, 2]]):
        with pytest.raises(ValueError):
            expectation(*given, DAY)


def test_a_shared_page_has_the_published_band_per_group_and_no_figure_of_what_others_answer():
    made = publication.publish(demo(3), {}, "session", history.empty())
    shown = made.history
    seen = publication.frozen(demo(3), "session", shown)
    bands = pd.DataFrame(published_bands(seen))
    assert set(bands["band_code"].dropna()) <= {"low", "middle", "high"} and bands["band_code"].notna().any()
    assert list(dict.fromkeys(bands["topic_id"])) == [t for t in demo(3)["topics"]["topic_id"] if t in set(bands["topic_id"])]
    assert looked_at(seen) == ([], {}) and published_bands(demo(3)) == []
