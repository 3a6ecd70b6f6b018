"""Where the parties stand by now: the latest stance, missing kept apart from neutral, and every gap named."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from alliance_lib.alliance import from_frames
from alliance_lib.interests import positions
from demo_frames import demo

PARTIES = pd.DataFrame({"party_id": ["A", "B", "C"], "name": ["Anker", "Boei", "Cel"], "type_code": "other"})
GOALS = pd.DataFrame({"goal_id": ["G1", "G2", "G3"], "name": ["een", "twee", "drie"], "text": "x"})


def stances(*rows):
    return pd.DataFrame(rows, columns=["round", "party_id", "goal_id", "stance_minus4to4"])


def alliance(*rows, round=2, **frames):
    return from_frames({"parties": PARTIES, "goals": GOALS, "stances": stances(*rows)} | frames, round)


def codes(found):
    return {finding.code.removeprefix("interests."): finding for finding in found}


def test_the_latest_stance_up_to_this_round_counts_and_its_round_is_kept():
    held = positions.positions(alliance((1, "A", "G1", -2), (2, "A", "G1", 3), (3, "A", "G1", 4), (1, "B", "G1", 0)))
    assert held.stances["G1"].tolist()[:2] == [3, 0] and held.given["G1"].tolist()[:2] == [2, 1]


def test_not_asked_is_no_stance_and_an_empty_cell_leaves_the_earlier_one_standing():
    held = positions.positions(alliance((1, "A", "G1", 2), (2, "A", "G1", None), (1, "B", "G1", 0)))
    assert held.stances.loc["A", "G1"] == 2 and held.stances.loc["B", "G1"] == 0 and np.isnan(held.stances.loc["C", "G1"])
    assert list(held.heard.index) == ["A", "B"] and list(held.stances) == ["G1"]


def test_parties_and_goals_stand_in_the_order_of_their_sheets_whatever_the_order_of_the_stances():
    held = positions.positions(alliance((1, "C", "G2", 1), (1, "A", "G1", 1), (1, "B", "G2", 1)))
    assert list(held.stances.index) == ["A", "B", "C"] and list(held.stances) == ["G1", "G2"]


def test_without_the_sheets_the_codes_are_the_names():
    held = positions.positions(from_frames({"stances": stances((1, "A", "G1", 1))}, 1))
    assert held.party_names == {"A": "A"} and held.goal_names == {"G1": "G1"}


def test_influence_that_was_not_estimated_is_missing_and_not_none():
    rows = pd.DataFrame({"party_id": ["A", "A"], "on_party_id": ["B", "A"], "influence_0to4": [0, 4]})
    direct = positions.direct_influence(alliance(influence=rows), ["A", "B"])
    assert direct.loc["A", "B"] == 0 and np.isnan(direct.loc["B", "A"]) and direct.loc["A", "A"] == 0


def test_without_any_estimate_there_is_no_table_of_influence():
    assert positions.direct_influence(alliance(), ["A", "B"]) is None


def test_the_long_form_holds_every_known_stance_once():
    held = positions.positions(demo(1))
    rows = positions.long_form(held)
    assert len(rows) == 5 * 14 - 1 and not any(row["party_id"] == "B3" and row["goal_id"] == "D13" for row in rows)


@pytest.mark.parametrize(("rows", "code", "facts"), [
    ([], "missing_stances", {}),
    ([(2, "A", "G1", 1), (2, "B", "G1", 1)], "no_stances_of", {"n": 1, "of": 3, "parties": ["Cel"]}),
    ([(2, "A", "G1", 1)], "one_party", {}),
    ([(2, "A", "G1", 1), (2, "B", "G1", 1)], "goals_without_stance", {"n": 2, "goals": ["twee", "drie"]}),
    ([(2, "A", "G1", 1), (2, "B", "G2", 1)], "goals_partly_asked", {"n": 2, "goals": ["een", "twee"]}),
    ([(1, "A", "G1", 1), (2, "B", "G1", 1)], "earlier_stances", {"n": 1}),
])
def test_every_gap_is_named_with_what_it_is_about(rows, code, facts):
    seen = alliance(*rows)
    found = codes(positions.say_gaps(seen, positions.positions(seen), None))
    assert found[code].facts == facts and "missing_influence" in found


def test_cells_of_influence_that_are_empty_are_counted():
    rows = pd.DataFrame({"party_id": ["A"], "on_party_id": ["B"], "influence_0to4": [2]})
    seen = alliance(influence=rows)
    found = codes(positions.say_gaps(seen, positions.positions(seen), positions.direct_influence(seen, ["A", "B", "C"])))
    assert found["influence_gaps"].facts == {"n": 5, "of": 6}


def test_for_a_shared_audience_it_says_of_how_many_parties_the_stance_may_be_shown():
    seen = replace(alliance((2, "A", "G1", 1), (2, "B", "G1", 1)), shared=True)
    found = codes(positions.say_gaps(seen, positions.positions(seen), None))
    assert found["approved"].facts == {"n": 2, "of": 3} and "no_stances_of" not in found and "not_shared_influence" in found
