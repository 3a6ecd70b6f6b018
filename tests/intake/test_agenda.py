"""The agenda of the next session: order, minutes, opening questions."""

import pandas as pd
import pytest

from alliance_lib.assumptions import load
from alliance_lib.intake.agenda import agenda, propose, session_agenda
from alliance_lib.publication import permitted
from worlds import world

NAN = float("nan")


def row(topic, gap, share=1.0, stake=3.0, undiscussed=False):
    return {"topic_id": topic, "topic": f"over {topic}", "stake_1to5": stake, "gap": gap, "gap_share": share, "undiscussed": undiscussed}


def test_the_order_is_stake_times_gap_times_its_probability():
    plan = session_agenda([1, 5, 3], [1.0, 0.5, 0.5], [0.8, 1.0, 0.5], minutes=60, least=20)
    assert plan.score.tolist() == pytest.approx([0.8, 2.5, 0.75])
    assert plan.order == (1, 0, 2) and plan.minutes == (20, 20, 20)


def test_time_beyond_the_least_goes_by_weight_and_adds_up_to_the_session():
    plan = session_agenda([5, 3], [0.8, 0.4], [1, 1], minutes=90, least=20)
    assert sum(plan.minutes) == 90 and plan.minutes[0] > plan.minutes[1] >= 20
    assert all(minutes % 5 == 0 for minutes in plan.minutes)


def test_what_does_not_fit_waits():
    plan = session_agenda([5, 4, 3, 2], [1] * 4, [1] * 4, minutes=45, least=20)
    assert plan.order == (0, 1) and plan.waiting == (2, 3)


def test_no_gap_a_gap_below_nothing_and_an_unknown_gap_stay_off():
    plan = session_agenda([5, 5, 5, 5], [0.0, -0.4, NAN, 1e-16], [1, 1, 1, 1], minutes=60, least=20)
    assert plan.order == plan.minutes == plan.waiting == ()
    assert session_agenda([], [], [], minutes=60, least=20).order == ()


def test_equal_weights_keep_the_order_of_the_topics():
    assert session_agenda([3] * 3, [0.5] * 3, [1] * 3, minutes=60, least=20).order == (0, 1, 2)


@pytest.mark.parametrize("given", [{"minutes": 62}, {"least": 7}, {"minutes": 10}, {"stake": [1]}, {"gap": [float("inf")] * 2}])
def test_an_agenda_that_cannot_be_is_refused(given):
    usual = {"stake": [1, 2], "gap": [1, 1], "gap_share": [1, 1], "minutes": 60, "least": 20}
    with pytest.raises(ValueError):
        session_agenda(**(usual | given))


def test_each_topic_opens_with_a_question_that_fits_why_it_is_there():
    rows, said, steps = propose([row("T1", 0.9, undiscussed=True), row("T2", 0.8), row("T3", 0.7)], {"T1": "between", "T2": "between"}, load("intake"))
    assert [r["topic_id"] for r in rows] == ["T1", "T2", "T3"] and sum(r["minutes"] for r in rows) == 90
    assert [f.code for f in said] == ["intake.agenda", "intake.open_undiscussed", "intake.open_between", "intake.open_meaning"]
    assert said[0].facts["topics"] == ["over T1", "over T2", "over T3"]
    assert [f.weight for f in said] == sorted((f.weight for f in said), reverse=True)
    assert [(rule, subject) for rule, subject, _, _ in steps] == [("agenda_score", f"over {t}") for t in ("T1", "T2", "T3")]


def test_a_gap_that_may_be_nothing_brings_no_topic_to_the_table():
    rows, said, steps = propose([row("T1", 0.2, share=0.8), row("T2", -0.1, share=0.3)], {}, load("intake"))
    assert rows == [] and steps == [] and [f.code for f in said] == ["intake.no_agenda"]
    assert propose([row("T1", NAN, share=NAN)], {}, load("intake")) == ([], [], [])


def test_a_topic_without_a_stake_counts_as_the_middle_and_what_waits_is_in_the_trace():
    many = [row(f"T{n}", 0.5, stake=NAN) for n in range(6)]
    rows, _, steps = propose(many, {}, load("intake"))
    assert {r["stake_1to5"] for r in rows} == {3} and len(rows) == 4
    assert [rule for rule, *_ in steps] == ["agenda_score"] * 4 + ["agenda_waits"] * 2


def items(*topics, round=1, opening=None):
    return pd.DataFrame({"round": round, "place_number": range(len(topics), 0, -1), "topic_id": topics, "minutes": 30, "opening_nl": opening,
                         "confirmed_date": pd.Timestamp("2025-01-09")})


def test_once_confirmed_the_agenda_is_as_agreed_with_the_reasons_beside_it_A30():
    rows, said, steps = agenda(world(agenda_items=items("T1", "T0")), [row("T1", 0.9, undiscussed=True)], {}, load("intake"))
    assert [(r["topic_id"], r["topic"], r["minutes"]) for r in rows] == [("T0", "eerste", 30), ("T1", "tweede", 30)]
    assert [f.code for f in said] == ["intake.agenda_confirmed"] and said[0].facts["minutes"] == 60 and steps
    assert rows[1]["gap"] == 0.9 and rows[0]["gap"] != rows[0]["gap"]
    assert [r["opening_code"] for r in rows] == ["meaning", "undiscussed"]


def test_an_own_opening_question_takes_the_place_of_the_usual_one():
    rows, _, _ = agenda(world(agenda_items=items("T0", opening="Wat nu?")), [], {}, load("intake"))
    assert rows[0]["opening_nl"] == "Wat nu?" and rows[0]["opening_code"] is None


def test_the_agenda_of_another_round_leaves_the_proposal_as_it_is():
    rows, said, _ = agenda(world(closed=2, upto=2, agenda_items=items("T0")), [row("T1", 0.9)], {}, load("intake"))
    assert [r["topic_id"] for r in rows] == ["T1"] and said[0].code == "intake.agenda" and pd.isna(rows[0]["confirmed_date"])


def test_others_see_the_agenda_as_confirmed_and_nothing_as_long_as_there_is_none():
    assert agenda(permitted(world(), "session"), [], {}, load("intake")) == ([], [], [])
    rows, _, _ = agenda(permitted(world(agenda_items=items("T0")), "session"), [], {}, load("intake"))
    assert len(rows) == 1 and all(rows[0][name] != rows[0][name] for name in ("stake_1to5", "gap", "gap_share", "score"))
