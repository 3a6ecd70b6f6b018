"""The whole forecast: from an empty dossier to the demo, for the facilitator and for others."""


import pandas as pd
import pytest

from alliance_lib import publication
from alliance_lib.publication import history
from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.result import from_plain, shapes, to_plain
from alliance_lib.scaleup import forecast
from alliance_lib.schema import tables
from alliance_lib.words import Words
from demo_frames import demo
from scaleup_world import DAY, assume, complexes, releases, world


def looked_at(alliance, seed=1, **values):
    return forecast(alliance, assume=assume(**values), seed=seed)


def said(found):
    return {f.code.removeprefix("scaleup."): f for f in reversed(found.findings)}


def shared(alliance, audience="session"):
    return publication.publish(alliance, {"scaleup": looked_at}, audience, history.empty()).results["scaleup"]


def without_consent():
    return from_frames(demo(3).frames | {"approvals": demo(3)["approvals"].iloc[:0]}, 3)


def spoken(found, lang="nl"):
    return [Words(lang).finding(f) for f in found.findings]


def test_the_empty_alliance_runs_and_every_table_has_its_shape():
    found = looked_at(from_frames({}, 1))
    assert set(found.tables) == set(shapes("scaleup")) and all(rows.empty for rows in found.tables.values())
    assert all(f.code.startswith("scaleup.missing_") for f in found.findings) and found.steps.empty


@pytest.mark.parametrize("left_out", ["complexes", "phases", "parties", "rounds", "allocation", "releases", "builders", "goals", "goal_choices",
                                      "release_conditions", "gate_decisions", "forecasts", "lessons", "commitments"])
def test_any_table_may_be_missing(left_out):
    whole = demo(3)
    found = looked_at(from_frames({name: rows for name, rows in whole.frames.items() if name != left_out}, 3))
    assert all(spoken(found, "nl")) and all(spoken(found, "en"))


@pytest.mark.parametrize("rows", [complexes(0), complexes(1), complexes(6, builder_party_id=None), complexes(6, promised_date=None)],
                         ids=["none", "one", "no builder", "no date"])
def test_few_complexes_give_sentences_not_errors(rows):
    found = looked_at(world(complexes=rows))
    assert all(sentence.endswith(".") for sentence in spoken(found))
    assert ("homes_by" in said(found)) == (len(rows) == 1)


def test_homes_without_a_builder_or_a_date_are_named_and_left_out():
    rows = complexes()
    rows.loc[0, "builder_party_id"], rows.loc[1, "promised_date"] = None, None
    found = said(looked_at(world(complexes=rows)))
    assert found["left_out_no_builder"].facts["n"] == found["left_out_no_date"].facts["n"] == 20
    assert found["homes_by"].facts["planned"] == 80


def test_when_all_is_released_only_building_is_uncertain():
    found = looked_at(world(complexes=complexes(6, released_date=DAY - pd.Timedelta(days=40))))
    assert found["calendar"].empty and "all_released" in said(found) and "better_gate" not in said(found)


def test_when_all_is_done_it_says_so_and_forecasts_nothing():
    found = looked_at(world(complexes=complexes(6, released_date=DAY - pd.Timedelta(days=90), done_date=DAY - pd.Timedelta(days=9))))
    assert said(found)["all_done"].facts["homes"] == 120 and "homes_by" not in said(found)
    assert found["homes"]["high_homes"].sum() == 0


def test_a_term_shorter_than_the_first_promise_is_a_sentence():
    found = looked_at(world(), horizon_months=1)
    assert said(found)["beyond_term"].facts == {"day": pd.Timestamp(2026, 4, 1), "first": pd.Timestamp(2026, 6, 1)}
    assert found["calendar"]["p50_date"].isna().all() and "gate_never" in said(found)


def test_two_parties_and_no_phases_run():
    rows = complexes(4, owner_party_id="C1", phase_number=None)
    found = looked_at(world(parties=pd.DataFrame({"party_id": ["C1", "B1"], "name": ["De Vliet", "Anker"], "type_code": ["corporation", "builder"]}),
                            complexes=rows, phases=pd.DataFrame({"phase_number": [], "name": []})))
    assert {"missing_phases", "homes_by", "better_homes"} <= set(said(found)) and len(found["phases"]) == 1


def test_a_history_of_slips_makes_the_plan_shift_a40():
    late, kept = (looked_at(world(releases=pd.concat([releases("C1", ratio), releases("C2", ratio)]))) for ratio in (1.6, 1.0))
    assert said(late)["homes_by"].facts["middle"] <= said(kept)["homes_by"].facts["middle"]
    assert (late["calendar"]["p50_date"] > kept["calendar"]["p50_date"]).all()
    assert late["calendar"]["on_time_share"].max() < kept["calendar"]["on_time_share"].min()


def test_release_that_takes_less_time_never_lowers_the_chance_of_the_next_phase():
    found = said(looked_at(demo(3)))["better_gate"].facts
    assert found["before"] < found["after"]


def test_the_demo_starts_small_and_scaling_up_is_uncertain_but_possible():
    """The demo's first phase is nearly through its gate; the later gates depend on whether promises are kept."""
    found = looked_at(demo(3))
    first, second, third = found["phases"]["open_share"].iloc[:3]
    assert first > 0.9 and 0.33 < second < 0.66 and 0.1 < third < 0.33
    told = said(found)
    assert told["big_small"].facts["first"] == 120 and told["on_plan"].facts["done"] == 46
    assert told["homes_by"].facts["low"] < told["homes_by"].facts["middle"] < told["homes_by"].facts["high"] < told["homes_by"].facts["planned"]
    assert told["no_first_step"].facts["goals"] == ["Vaste stroom per bouwer"]


def test_before_anything_is_done_the_first_round_is_forecast_too():
    found = looked_at(demo(1))
    assert found["allocation"]["done_homes"].sum() == 0 and "homes_by" in said(found)


def test_a_shared_page_holds_no_price_no_idle_time_and_no_record_without_consent():
    found = shared(without_consent())
    assert found["promises"].empty and not found["track"]["own_history"].any()
    assert found["track"][["p50_ratio", "p80_months", "shortfall_share"]].isna().all(axis=None)
    assert found["builders"]["idle_weeks"].isna().all() and not found["builders"]["own_figures"].any()
    assert {"reference_delay", "reference_figures"} <= set(said(found)) and "idle" not in said(found)


def test_a_corporation_shows_its_record_by_its_own_consent_and_sees_its_own_a40():
    by_consent = shared(demo(3))["track"].set_index("owner_id")
    assert by_consent["own_history"].all() and list(by_consent.index) == ["C1", "C2"]
    own = shared(without_consent(), "party:C1")
    assert set(own["promises"]["owner_id"]) == {"C1"} and own["track"].set_index("owner_id")["p50_months"].isna().to_dict() == {"C1": False, "C2": True}


def test_other_prices_and_capacities_leave_a_shared_page_the_same():
    whole = demo(3)
    other = from_frames(whole.frames | {"builders": whole["builders"].assign(first_home_keur=10.0, capacity_homes_per_month=1.0)}, 3)
    one, two = ({k: v for k, v in to_plain(shared(alliance)).items()} for alliance in (whole, other))
    assert one == two
    assert looked_at(whole)["homes"]["middle_homes"].sum() != looked_at(other)["homes"]["middle_homes"].sum()


def test_a_builder_sees_idle_time_of_itself_only():
    found = shared(demo(3), "party:B1")
    known = found["builders"].set_index("builder_id")["idle_weeks"].notna()
    assert known["B1"] and not known["B2"] and not known["B3"]


def test_the_same_seed_gives_the_same_answer_and_the_snapshot_stays_as_it_was():
    alliance = demo(3)
    before = alliance.fingerprint
    assert to_plain(looked_at(alliance)) == to_plain(looked_at(alliance)) and alliance.fingerprint == before


def test_the_result_survives_a_publication_file():
    found = looked_at(demo(3))
    assert to_plain(from_plain(to_plain(found))) == to_plain(found)


def test_the_order_of_the_rows_changes_nothing_but_the_luck():
    whole = demo(3)
    turned = from_frames(whole.frames | {name: whole[name].iloc[::-1] for name in ("releases", "phases", "allocation")}, 3)
    assert looked_at(turned)["homes"].equals(looked_at(whole)["homes"])


def test_three_thousand_homes_in_eighty_complexes_are_all_in_the_forecast_a11():
    """How long it takes is measured by make bench."""
    sizes = [37 + n % 2 for n in range(80)]
    alliance = world(complexes=complexes(80, homes_count=sizes, phase_number=[1 + n // 40 for n in range(80)]), releases=releases())
    assert looked_at(alliance)["phases"]["homes_count"].sum() == sum(sizes) == 3000


def test_one_table_and_one_chart_say_what_each_builder_gets_and_a_builder_sees_its_own_a14():
    shared_page, own = shared(demo(3)), shared(demo(3), "party:B3")
    for found in (shared_page, own):
        row = found["allocation"].set_index("builder_id").loc["B3"]
        assert (row["promised_homes"], row["status_code"]) == (700, "expectation") and row["released_homes"] <= row["planned_homes"]


@pytest.mark.parametrize("party, seen", [("session", set()), ("party:B1", {"B1"}), ("party:C1", set())])
def test_pay_back_and_weeks_without_work_stand_only_with_the_builder_itself_a38_a39(party, seen):
    found = shared(demo(3), party)
    assert set(found["payback"]["builder_id"]) == seen and set(found["builders"].dropna(subset="idle_weeks")["builder_id"]) == seen
    assert set(found["worth"].dropna(subset="less_idle_weeks")["party_id"]) == seen
    assert {f.subject for f in found.findings if ".payback" in f.code} == seen and "cost_on_reference" in said(found)


def test_earlier_forecasts_and_their_scores_stay_with_the_facilitator():
    assert len(looked_at(demo(3))["scores"]) == 6 and shared(demo(3))["scores"].empty


def test_every_answer_of_the_demo_has_its_sentence():
    codes = {f.code.split(".")[1] for f in looked_at(demo(3)).findings}
    wanted = ("homes_by", "whole_plan_", "on_plan", "next_promises", "continuity", "idle", "payback_", "payback_needs", "cheaper_", "allocation", "label_shift",
              "overplanning", "worth", "frontier", "drivers", "big_small", "no_first_step", "gate_", "lessons", "no_stop_rule", "date_not_los", "scored_", "plan_term")
    assert not [name for name in wanted if not any(code.startswith(name) for code in codes)]


def test_when_nobody_consents_nothing_is_built_and_it_is_said():
    found = looked_at(world(), consent_means=[0.0, 0.0, 0.0])
    assert said(found)["homes_by"].facts["high"] == 0 and all(spoken(found)) and found["cost"].empty


def test_a_builder_without_work_has_a_row_and_no_sentence_fails():
    rows = pd.DataFrame({"builder_party_id": ["B1", "B2"], "promised_homes": [120, 50]})
    names = pd.DataFrame({"party_id": ["C1", "C2", "B1", "B2"], "name": ["a", "b", "c", "d"], "type_code": "other"})
    found = looked_at(world(parties=names, allocation=rows))
    assert found["allocation"].set_index("builder_id").loc["B2", "planned_homes"] == 0 and all(spoken(found)) and all(spoken(found, "en"))


def test_every_table_read_is_declared():
    assert {"release_conditions", "gate_decisions", "forecasts", "lessons", "commitments", "complexes", "phases", "allocation", "releases", "builders", "goals", "goal_choices"} <= set(tables())
