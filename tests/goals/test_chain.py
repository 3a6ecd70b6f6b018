"""From goal to work: each missing link is named, and a first step counts within so many days."""

import pandas as pd
import pytest
from demo_frames import demo
from goal_worlds import made

from alliance_lib import assumptions, schema
from alliance_lib.goals.chain import chain_rows, say_chain, say_together, together_rows
from alliance_lib.words import Words

DAY = pd.Timestamp("2026-03-01")
WHOLE = {"goal_id": "a", "name": "doel a", "text": "Doel a.", "measure": "bellen", "indicator": "aantal", "owner_party_id": "N",
         "due_date": "2027-01-01", "first_step": "lijst maken", "first_step_date": "2026-04-01", "if_it_fails": "stoppen"}
LINKED = {"interests": pd.DataFrame({"interest_id": ["I1"], "party_id": ["N"], "text": ["Rust."]}),
          "goal_interests": pd.DataFrame({"goal_id": ["a"], "interest_id": ["I1"], "party_id": ["N"]})}
ROUNDS = pd.DataFrame({"round": [1], "reference_date": [DAY]})


def rows(*goals, **frames):
    alliance = made({}, goals=pd.DataFrame(goals), rounds=ROUNDS, **(LINKED | frames))
    return chain_rows(alliance, [goal["goal_id"] for goal in goals], 90)


def broken(**changed) -> tuple:
    return rows(WHOLE | changed)[0]["broken"]


def test_a_goal_with_every_link_leads_to_work_a33():
    found = rows(WHOLE)
    assert found[0]["broken"] == () and say_chain(found, 90)[0].code == "goals.chain_whole"


@pytest.mark.parametrize(("column", "link"), [("measure", "measure"), ("indicator", "indicator"), ("owner_party_id", "owner"),
                                              ("due_date", "date"), ("if_it_fails", "fails"), ("first_step", "step")])
def test_a_chain_without_one_link_breaks_there_a33(column, link):
    assert broken(**{column: None}) == (link,)


def test_a_goal_that_serves_no_interest_breaks_there_but_only_if_links_are_known_a33():
    other = WHOLE | {"goal_id": "b", "name": "doel b"}
    assert [row["broken"] for row in rows(WHOLE, other)] == [(), ("interest",)]
    assert rows(WHOLE, goal_interests=LINKED["goal_interests"].iloc[:0])[0]["broken"] == ()


@pytest.mark.parametrize(("day", "is_broken"), [("2026-05-30", False), ("2026-05-31", True), ("2025-12-01", False), (None, True)])
def test_a_first_step_counts_up_to_ninety_days_ahead_a49(day, is_broken):
    assert (broken(first_step_date=day) == ("step",)) is is_broken


def test_an_empty_text_is_as_good_as_none():
    assert broken(measure="  ") == ("measure",)


def test_every_broken_chain_is_listed_with_its_links_in_words_a33():
    said = say_chain(rows(WHOLE | {"measure": None, "due_date": None}), 90)
    assert [found.code for found in said] == ["goals.chain_broken", "goals.chain_lacks"]
    assert Words("nl").finding(said[1]) == "Bij 'doel a' ontbreekt nog: maatregel en datum."


def test_no_goals_say_nothing():
    assert say_chain([], 90) == []


def test_goals_and_scale_up_count_the_same_days_a49():
    assert assumptions.load("goals")["first_step_days"] == assumptions.load("scaleup")["first_step_days"] == 90


def together(**changed):
    alliance = made({}, goals=pd.DataFrame([WHOLE | changed]))
    found = together_rows(alliance, [])
    return {one.code: one.facts for one in say_together(alliance, found)}


def test_a_gain_of_working_together_without_evidence_is_flagged_b09():
    assert together(synergy_code="savings")["goals.synergy_unproven"]["goals"] == ["doel a"]
    assert "goals.synergy_unproven" not in together(synergy_code="savings", synergy_evidence="Proef van 2025: 8 % minder.")
    assert set(schema.codes()["synergy"]) == {"savings", "innovation", "functions", "risk", "cost"}


def test_buying_together_is_tagged_as_a_quick_win_and_renewing_is_not_b10():
    assert together(ladder_code="buy_services")["goals.quick_wins"]["goals"] == ["doel a"]
    assert "goals.quick_wins" not in together(ladder_code="renew")


def test_a_theme_without_a_unit_gets_the_hint_of_its_unit_b12():
    hint = together(theme_code="heat")["goals.unit_hint"]
    assert "kWh" in Words("nl").say("goals.finding.unit_hint", **hint)
    assert "goals.unit_hint" not in together(theme_code="heat", indicator_unit="kWh/m²")
    labels = " ".join(label["nl"] for label in schema.codes()["goal_theme"].values())
    assert all(unit in labels for unit in ("kWh per m² per jaar", "kg CO2", "m³"))


def test_the_demo_lists_its_broken_chain_and_its_claim_without_evidence_a33_b09():
    alliance = demo(3)
    found = chain_rows(alliance, ["D06", "D07", "D08"], 90)
    assert {row["goal_id"]: row["broken"] for row in found} == {"D06": (), "D07": ("step", "fails"), "D08": ()}
    bare = [one for one in say_together(alliance, together_rows(alliance, [])) if one.code == "goals.synergy_unproven"]
    assert bare[0].facts["goals"] == ["Vaste stroom per bouwer", "Lagere kosten per woning"]
