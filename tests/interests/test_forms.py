"""The ladder of forms: which each party wants, and what could be bought together first."""

import pandas as pd

from alliance_lib.alliance import from_frames
from alliance_lib.interests import forms
from demo_frames import demo

PARTIES = pd.DataFrame({"party_id": ["A", "B", "C"], "name": ["Anker", "Boei", "Cel"], "type_code": "other"})


def told(alliance):
    rows = forms.forms(alliance)
    bought = forms.purchases(rows)
    return rows, bought, {one.code.removeprefix("interests."): one.facts for one in forms.say_forms(alliance, rows, bought)}


def world(*rows):
    frame = pd.DataFrame(rows, columns=["round", "party_id", "current_code", "wanted_code", "first_purchase_code"])
    return from_frames({"parties": PARTIES, "forms_wanted": frame}, 2)


def test_parties_of_the_demo_pick_different_rungs_and_the_gap_is_visible_b08():
    rows, _, said = told(demo(3))
    steps = {row["party_id"]: row["steps"] for row in rows}
    assert said["forms_differ"] == {"n": 3, "low": "purchasing", "high": "services"} and steps == {"C1": 1, "C2": 2, "B1": 0, "B2": 2, "B3": 1}


def test_buying_together_comes_first_and_what_several_name_is_a_quick_win_b10():
    _, bought, said = told(demo(3))
    assert said["purchasing_first"]["parties"] == ["Woningstichting De Lisdodde", "Bouwgroep Sluiskolk", "Renovatiebedrijf Wilgenhout"]
    assert said["quick_win"]["what"] == "materials" and [row["quick_win"] for row in bought] == [True, False]


def test_the_easiest_thing_to_buy_stands_first():
    _, bought, _ = told(world((1, "A", None, None, "staff"), (1, "B", None, None, "supplies")))
    assert [row["purchase_code"] for row in bought] == ["supplies", "staff"]


def test_the_latest_word_of_a_party_counts_and_an_unknown_rung_is_no_step():
    rows, _, said = told(world((1, "A", "knowledge", "merger", None), (2, "A", None, "projects", None), (1, "B", "centre", "projects", None)))
    assert [(row["party_id"], row["wanted_code"]) for row in rows] == [("A", "projects"), ("B", "projects")]
    assert rows[0]["steps"] != rows[0]["steps"] and rows[1]["steps"] == -2 and said["forms_same"] == {"n": 2, "form": "projects"}


def test_without_forms_there_is_a_sentence_b08_b10():
    assert told(from_frames({}, 1)) == ([], [], {"missing_forms": {}})
