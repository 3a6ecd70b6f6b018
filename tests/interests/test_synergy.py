"""Which gain of working together each goal claims, and whether there is evidence."""

import pandas as pd

from alliance_lib.alliance import from_frames
from alliance_lib.interests import synergy
from demo_frames import demo


def told(alliance):
    rows = synergy.synergy(alliance)
    return rows, {one.code.removeprefix("interests."): one.facts for one in synergy.say_synergy(rows)}


def test_a_claim_without_evidence_is_flagged_b09():
    goals = pd.DataFrame({"goal_id": ["a", "b", "c"], "name": ["A", "B", "C"], "text": "x", "synergy_code": ["cost", "risk", None],
                          "synergy_evidence": ["gemeten in fase 1", " ", "losse tekst"]})
    rows, said = told(from_frames({"goals": goals}, 1))
    assert [row["unsupported"] for row in rows] == [False, True, False]
    assert said["synergy_unsupported"] == {"n": 1, "of": 2, "goals": ["B"]} and said["no_synergy"] == {"n": 1, "of": 3, "goals": ["C"]}


def test_the_demo_names_each_goal_once_b09():
    rows, said = told(demo(3))
    assert len(rows) == 14 and said["synergy_unsupported"]["n"] + said["no_synergy"]["n"] <= 14


def test_goals_without_any_claim_and_no_goals_at_all_end_in_a_sentence_or_nothing():
    goals = pd.DataFrame({"goal_id": ["a"], "name": ["A"], "text": "x"})
    assert list(told(from_frames({"goals": goals}, 1))[1]) == ["missing_synergy"] and told(from_frames({}, 1)) == ([], {})
