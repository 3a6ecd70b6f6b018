"""What a home costs together, beside each complex alone in the market."""

import numpy as np
import pandas as pd

from alliance_lib.scaleup import futures, market
from scaleup_world import assume, built, complexes


def costs(numbers=None, **frames):
    found, one = built(numbers, **frames)
    ahead = futures.play(found, one, 1)
    return market.table(ahead), market.say(ahead, False, numbers or assume()), ahead


def test_low_middle_and_high_are_in_order_and_the_sentence_says_low_and_high():
    rows, said, _ = costs()
    assert [row["way_code"] for row in rows] == ["alliance", "market"]
    assert all(0 < row["low_keur"] <= row["middle_keur"] <= row["high_keur"] for row in rows)
    assert (said[0].facts["low"], said[0].facts["high"]) == (rows[0]["low_keur"], rows[0]["high_keur"]) and said[0].code.startswith("scaleup.cheaper_")


def test_without_a_mark_up_idle_hands_and_learning_a_home_costs_the_same_everywhere():
    flat = assume(market_margin=0.0, idle_cost_keur=0.0, learning_exponent=0.0)
    ours, theirs = (row["middle_keur"] for row in costs(flat)[0])
    assert np.isclose(ours, theirs, rtol=1e-9)


def test_a_higher_mark_up_in_the_market_makes_working_together_more_often_cheaper():
    chances = [costs(assume(market_margin=margin))[1][0].facts["p"] for margin in (0.0, 0.5)]
    assert chances[0] < chances[1]


def test_where_nothing_can_be_built_there_is_nothing_to_compare():
    none = assume(consent_means=[0.0, 0.0, 0.0])
    rows, said, ahead = costs(none, complexes=complexes(6))
    assert rows == [] and said == [] and (ahead.homes == 0).all()


def test_example_figures_are_said_to_be_examples():
    _, _, ahead = costs()
    assert [f.code for f in market.say(ahead, True, assume())][-1] == "scaleup.cost_on_reference"
    assert pd.notna(ahead.cost).all()
