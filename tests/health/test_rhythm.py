"""Fixed and open per agenda and phase, and whether talking ends in decisions and work."""

import pandas as pd
import pytest
from demo_frames import demo
from health_world import alliance

from alliance_lib.alliance import from_frames
from alliance_lib.health.rhythm import planned, talk


def items(tags, phase=None, round=1):
    return [{"item_id": f"V{phase}{n}", "round": round, "phase_number": phase, "text": "iets", "planned_code": tag} for n, tag in enumerate(tags)]


def codes(found):
    return {finding.code.removeprefix("health."): finding.facts for finding in found}


def held(rows):
    columns = ["round", "minutes", "decisions_count", "actions_count", "delivered_count"]
    made = pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows])
    return alliance({"gatherings": made.assign(gathering_id=[f"Z{n}" for n in range(len(rows))], held_date="2026-01-10", kind_code="work")})


@pytest.mark.parametrize(("tags", "said"), [(["fixed"] * 3, "agenda_all_fixed"), (["open"] * 3, "agenda_all_open"),
                                            (["fixed", "open"], "planned_balanced"), ([None, None], "planned_untagged")])
def test_an_agenda_of_all_fixed_or_all_open_is_warned_for_and_a_mix_is_not_b47(tags, said):
    assert set(codes(planned(alliance({"plan_items": pd.DataFrame(items(tags))}))[1])) == {said}


def test_every_phase_has_its_own_balance_and_a_warning_names_the_phase_b47():
    tables, found, steps = planned(demo(3))
    rows = tables["planned"].set_index("phase")
    assert (rows.loc["Herhalen", "fixed"], rows.loc["Herhalen", "open"], rows.loc["Volle stroom", "untagged"]) == (1, 2, 1)
    assert codes(found)["phases_all_fixed"]["phases"] == ["Opschalen"] and len(steps) == len(rows)


def test_the_agenda_is_that_of_this_round_and_white_space_on_it_counts_as_open_b47_b50():
    assert codes(planned(demo(1))[1]) == {"agenda_all_fixed": {}}
    assert planned(demo(2))[0]["planned"].iloc[0]["open"] == 1


def test_a_part_that_nobody_discussed_does_not_undo_a_warning_b47():
    rows = items(["fixed", "fixed", None])
    assert set(codes(planned(alliance({"plan_items": pd.DataFrame(rows)}))[1])) == {"agenda_all_fixed"}


def test_the_share_of_talk_without_outcome_is_by_time_a43():
    tables, found = talk(held([(1, 180, 0, 0, 0), (1, 60, 1, 2, 0), (1, 60, 0, 0, 3)]))
    assert tables["talk"]["share_without"].iloc[0] == 180 / 300
    assert codes(found)["talk_without"]["share"] == 180 / 300


def test_each_gathering_should_close_with_a_decision_or_an_action_a43():
    assert codes(talk(held([(1, 60, 0, 0, 3), (1, 60, 0, 1, 0)]))[1])["no_close"] == {"n": 1, "total": 2}
    assert "no_close" not in codes(talk(held([(1, 60, 1, 0, 0)]))[1])


def test_counts_that_were_not_kept_are_not_nought_a43():
    tables, found = talk(held([(1, 60, None, None, None)]))
    assert tables["talk"]["not_kept"].iloc[0] == 1 and pd.isna(tables["talk"]["share_without"].iloc[0])
    assert set(codes(found)) == {"outcomes_not_kept"}


def test_the_demo_went_from_talk_to_work_a43():
    shares = talk(demo(3))[0]["talk"]["share_without"].tolist()
    assert shares == [pytest.approx(330 / 510), 0, 0]


def test_on_an_empty_alliance_both_are_said_to_be_missing():
    empty = from_frames({}, 1)
    assert set(codes(talk(empty)[1])) == {"missing_gatherings"} and set(codes(planned(empty)[1])) == {"missing_planned"}
