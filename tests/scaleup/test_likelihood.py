"""Chances in words: the same word for the same chance, always."""

import pytest

from alliance_lib.assumptions import load
from alliance_lib.scaleup import forecast
from alliance_lib.scaleup.likelihood import LEVELS, chance, level
from alliance_lib.words import Words, sentences
from demo_frames import demo

BOUNDS = load("scaleup")["likelihood_bounds"]


@pytest.mark.parametrize("probability, word", [(0.0, "very_unlikely"), (0.09, "very_unlikely"), (0.1, "unlikely"), (0.32, "unlikely"),
                                               (0.33, "even"), (0.65, "even"), (0.66, "likely"), (0.9, "very_likely"), (1.0, "very_likely")])
def test_words_follow_the_published_bounds(probability, word):
    """Mastrandrea et al. 2010: likely from 66 %, very likely from 90 %, unlikely up to 33 %, very unlikely up to 10 %."""
    assert level(probability, BOUNDS) == word


@pytest.mark.parametrize("wrong", [-0.01, 1.01, float("nan")])
def test_what_is_no_chance_is_refused(wrong):
    with pytest.raises(ValueError, match="0..1"):
        level(wrong, BOUNDS)
    with pytest.raises(ValueError, match="rising"):
        level(0.5, [0.9, 0.1, 0.33, 0.66])


def test_played_futures_never_make_something_certain_or_impossible():
    assert chance(0.0) == 0.01 and chance(1.0) == 0.99 and chance(0.4) == 0.4


def test_every_word_has_its_sentences():
    for word in LEVELS:
        assert f"scaleup.finding.gate_{word}" in sentences() and f"scaleup.finding.whole_plan_{word}" in sentences()


def test_the_plan_shows_a_range_beside_the_middle_and_the_chance_in_plain_words_B21():
    found, words = forecast(demo(3), assume=load("scaleup"), seed=1), Words("nl")
    told = {f.code.removeprefix("scaleup."): words.finding(f) for f in found.findings}
    assert "in 8 van de 10 mogelijke toekomsten tussen" in told["homes_by"] and "zeer onwaarschijnlijk" in told["whole_plan_very_unlikely"]
    rows = found["homes"]
    assert (rows["low_homes"] < rows["high_homes"]).any() and (rows["low_homes"] <= rows["middle_homes"]).all()
