"""What hangs on which decision."""

import pandas as pd
import pytest

from alliance_lib.intake.dependency import dependency, hangs_on
from alliance_lib.intake.owed import asked_by_now
from alliance_lib.publication import permitted
from worlds import world

DAY = pd.Timestamp("2024-06-01")


def hanging(needs, decided=(), complaints=(), shared=False):
    names = sorted({name for pair in needs for name in pair} | set(complaints))
    frames = {
        "decisions": pd.DataFrame({"decision_id": names, "subject": [f"over {n}" for n in names], "level_code": "steering", "asked_date": DAY,
                                   "decided_date": [DAY if n in decided else None for n in names]}),
        "decision_needs": pd.DataFrame(needs, columns=["decision_id", "needs_decision_id"]),
        "complaints": pd.DataFrame({"complaint_id": [f"K{n}" for n in range(len(complaints))], "round": 1, "text": "x",
                                    "symptom_level_code": "execution", "decision_id": list(complaints)})}
    alliance = world(**frames)
    alliance = permitted(alliance, "session") if shared else alliance
    rows, said = dependency(alliance, asked_by_now(alliance))
    return {row["decision_id"]: row for row in rows}, {f.code: f.facts for f in said}


def test_what_waits_through_another_decision_hangs_on_the_first_one_too_B23():
    assert hangs_on("abcd", [("b", "a"), ("c", "b")]) == {"a": ("b", "c"), "b": ("c",), "c": (), "d": ()}
    rows, said = hanging([("B", "A"), ("C", "B")], complaints=["C", "C", "A"])
    assert rows["A"]["decisions_count"] == 2 and rows["A"]["complaints_count"] == 3 and rows["A"]["waiting"] == ["over B", "over C"]
    assert said["intake.hangs_on"] == {"subject": "over A", "n": 2, "complaints": 3}


def test_a_decision_that_was_taken_holds_nothing_up_any_more():
    rows, _ = hanging([("B", "A"), ("C", "B")], decided=["B"])
    assert rows == {}


def test_decisions_that_wait_for_each_other_are_named_and_counted_once():
    rows, said = hanging([("A", "B"), ("B", "A"), ("C", "B")], complaints=["A"])
    assert rows["A"]["decisions_count"] == rows["B"]["decisions_count"] == 2 and rows["A"]["complaints_count"] == 1
    assert said["intake.circle"]["subjects"] == ["over A", "over B"]


def test_a_shared_page_counts_decisions_and_no_complaints():
    rows, said = hanging([("B", "A")], complaints=["A", "B"], shared=True)
    assert rows["A"]["complaints_count"] != rows["A"]["complaints_count"] and said["intake.decisions_hang_on"] == {"subject": "over A", "n": 1}


def test_nothing_hangs_on_nothing_and_an_unknown_decision_is_refused():
    assert hangs_on([], []) == {} and hanging([]) == ({}, {})
    with pytest.raises(ValueError):
        hangs_on("ab", [("a", "z")])
