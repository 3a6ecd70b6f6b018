"""Actions: done, open or late on the reference date (1 March 2026)."""

import pandas as pd
from health_world import alliance

from alliance_lib.alliance import from_frames
from alliance_lib.health.actions import actions


def agreed(*rows, **world):
    named = [{"action_id": f"A{n}", "round": 1, "text": "iets doen", "owner_party_id": owner, "due_date": due, "done_date": done}
             for n, (owner, due, done) in enumerate(rows, 1)]
    return alliance({"actions": pd.DataFrame(named)}, **world)


def of_party(world, party="P1"):
    row = actions(world)[0]["actions"].set_index("party_id").loc[party]
    return tuple(int(row[name]) for name in ("agreed", "done", "open", "late", "undated"))


def test_an_action_is_done_open_or_late_and_never_two_of_them_a43():
    world = agreed(("P1", "2026-02-01", "2026-02-10"), ("P1", "2026-02-01", None), ("P1", "2026-04-01", None), ("P1", None, None))
    assert of_party(world) == (4, 1, 2, 1, 1)


def test_on_the_day_itself_an_action_is_not_late_and_the_day_before_it_is_one_day():
    tables = actions(agreed(("P1", "2026-03-01", None), ("P2", "2026-02-28", None)))[0]
    assert tables["late_actions"][["party", "days_late"]].values.tolist() == [["Partij P2", 1]]


def test_done_after_the_reference_date_is_not_done_yet():
    assert of_party(agreed(("P1", "2026-02-01", "2026-03-02"))) == (1, 0, 0, 1, 0)


def test_a_party_without_actions_has_a_row_of_zeros():
    assert of_party(agreed(("P1", "2026-04-01", None)), "P2") == (0, 0, 0, 0, 0)


def test_actions_of_a_later_round_are_not_there_yet():
    world = agreed(("P1", "2026-04-01", None))
    later = world["actions"].assign(round=2)
    assert [f.code for f in actions(alliance({"actions": later}))[1]] == ["health.missing_actions"]


def test_without_a_reference_date_nothing_is_called_late():
    rows = agreed(("P1", "2020-01-01", None))["actions"]
    tables, said = actions(from_frames({"actions": rows}, 1))
    assert tables["actions"]["late"].isna().all() and tables["actions"]["open"].tolist() == [1]
    assert "health.missing_reference_date" in [f.code for f in said]


def test_an_owner_that_is_no_party_keeps_its_code():
    rows = agreed(("P9", "2026-02-01", None), parties=2)
    assert actions(rows)[0]["actions"]["party"].tolist() == ["Partij P1", "Partij P2", "P9"]


def test_late_actions_are_told_with_who_has_them_a43():
    said = {f.code: f for f in actions(agreed(("P1", "2026-02-01", None), ("P2", None, None)))[1]}
    assert said["health.late_actions"].facts == {"n": 1, "total": 2, "who": ["Partij P1"]}
    assert said["health.undated_actions"].facts == {"n": 1}
