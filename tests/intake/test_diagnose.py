"""The whole intake: from an empty dossier to the demo, for the facilitator and for others."""


import pandas as pd
import pytest

from alliance_lib import publication
from alliance_lib.publication import history
from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.intake import diagnose
from alliance_lib.result import from_plain, shapes, to_plain
from alliance_lib.schema import tables
from alliance_lib.words import Words
from demo_frames import demo
from worlds import roster, world


def looked_at(alliance, seed=1):
    return diagnose(alliance, assume=load("intake"), seed=seed)


def said(found):
    return {f.code.removeprefix("intake."): f for f in found.findings}


def published(alliance, audience="session"):
    return publication.publish(alliance, {"intake": looked_at}, audience, history.empty()).results["intake"]


def parties_people_and_five_interviews():
    whole = world()
    done = pd.DataFrame({"round": 1, "person_id": ["S0", "S1", "S2", "J0", "J1"], "status_code": "done"})
    return from_frames({"parties": whole["parties"], "people": whole["people"], "interviews": done}, 1)


def test_the_empty_alliance_runs_and_every_table_has_its_shape():
    found = looked_at(from_frames({}, 1))
    assert set(found.tables) == set(shapes("intake")) and all(rows.empty for rows in found.tables.values() )
    assert all(f.code.startswith("intake.missing_") for f in found.findings) and found.steps.empty


def test_parties_people_and_five_interviews_run_and_every_gap_is_named_A04():
    found = looked_at(parties_people_and_five_interviews())
    assert said(found)["spoken"].facts == {"n": 5, "of": 13}
    assert {"missing_topics", "missing_opinions", "missing_complaints", "missing_decisions", "missing_date", "missing_start"} <= set(said(found))
    assert found["coverage"]["spoken_count"].sum() == 5


@pytest.mark.parametrize("left_out", sorted(name for name, table in tables().items() if table.room in ("", "intake")))
def test_any_table_may_be_missing(left_out):
    whole = demo(1)
    found = looked_at(from_frames({name: rows for name, rows in whole.frames.items() if name != left_out}, 1))
    for lang in ("nl", "en"):
        assert all(Words(lang).finding(f) for f in found.findings)


def test_round_one_of_the_demo_finds_the_differences_that_nobody_speaks_of_A28():
    """The demo is written with apparent agreement on T01..T04 in round 1, complaints felt in execution only."""
    found = looked_at(demo(1))
    assert set(found["agreement"].query("above_band")["topic_id"]) == {"T01", "T02", "T03", "T04"}
    assert said(found)["undiscussed"].facts["n"] == 4 and set(found["agenda"]["topic_id"]) == {"T01", "T02", "T03", "T04"}
    assert found["agenda"]["minutes"].sum() == load("intake")["session_minutes"]
    assert set(found["ladder"]["symptom_level_code"]) == {"execution"}
    assert said(found)["spoken"].facts == {"n": 11, "of": 13}
    assert found.findings[0].code == "intake.apparent_agreement"
    assert found["place"].set_index("topic_id").loc["T03", "place_code"] == "between"


def test_in_round_three_the_group_says_what_it_thinks_and_no_agenda_follows():
    found = looked_at(demo(3))
    assert not found["agreement"]["above_band"].any() and {"no_apparent_agreement", "no_agenda"} <= set(said(found))


def test_nobody_says_there_are_too_many_goals_because_nobody_expects_the_others_to_agree_A29():
    found = looked_at(demo(1))
    assert said(found)["expect_less"].facts["topics"] == ["Aantal doelen"]
    assert found["expected"].query("beyond")["topic_id"].tolist() == ["T05"]


def test_the_confirmed_agenda_stands_in_its_own_order_with_reasons_for_the_facilitator_only_A30():
    own, shared = looked_at(demo(1))["agenda"], published(demo(1))["agenda"]
    for rows in (own, shared):
        assert rows["topic_id"].tolist() == ["T01", "T03", "T02", "T04"] and rows["minutes"].tolist() == [30, 20, 20, 20]
        assert rows["confirmed_date"].notna().all() and rows["opening_nl"].notna().sum() == 3
    assert own["gap"].notna().all() and own["opening_code"].tolist()[2] == "undiscussed"
    assert shared["opening_code"].tolist()[2] == "meaning", "the usual question tells nothing of why a topic is there"


def test_the_early_warning_says_where_the_top_is_divided_B35():
    assert said(looked_at(demo(1)))["topics_steering"].facts["topics"] == ["Openheid over prijzen"]


def test_no_sentence_and_no_step_names_a_person_or_a_party_beside_an_answer_A24():
    alliance = demo(1)
    found = looked_at(alliance)
    agreed = ("intake.oldest", "intake.unowned", "intake.steps_agreed", "intake.not_at_table")
    about_answers = [f for f in found.findings if f.code not in agreed]
    spoken = " ".join(Words("nl").finding(f) for f in about_answers) + found.steps.to_string()
    assert not any(code in spoken.split() for code in alliance["people"]["person_id"])
    assert not any(name in spoken for name in alliance.party_names.values())


def test_a_shared_page_has_classes_and_levels_and_none_of_the_facilitators_figures():
    found = published(demo(1))
    assert all(found[name].empty for name in ("agreement", "place", "coverage", "expected", "messages"))
    assert found["agenda"][["stake_1to5", "gap", "gap_share", "score"]].isna().all(axis=None) and len(found["expected_bands"])
    assert set(found["classes"]["claimed_code"].dropna()) | set(found["classes"]["private_code"].dropna()) <= {"agreed", "divided"}
    assert len(found["classes"]) and found.steps.empty
    facilitators = {"apparent_agreement", "undiscussed", "agenda", "spoken", "missing_opinions", "expect_less", "expect_more",
                    "expect_bounds", "messages_lost", "steps_proposed", "hangs_on"}
    assert not facilitators & set(said(found))
    assert found["owed"]["complaints_count"].isna().all() and len(found["owed"])


@pytest.mark.parametrize("audience", ["steering_group", "project_team", "party:C1"])
def test_every_shared_audience_gets_the_same_intake_and_a_party_sees_its_own_values_too(audience):
    given = demo(1)["approvals"]
    silent = from_frames(dict(demo(1).frames) | {"approvals": given[given["table_code"] != "party_values"]}, 1)
    found, session = (to_plain(published(silent, one)) for one in (audience, "session"))
    own = [row[0] for row in found["tables"].pop("values")["rows"]]
    found["findings"] = [f for f in found["findings"] if not f["code"].startswith("intake.values_")]
    assert session["tables"].pop("values")["rows"] == [] and found == session
    assert bool(own) == audience.startswith("party:")


def test_two_people_who_swap_their_answers_leave_the_published_intake_the_same():
    alliance = demo(1)
    swapped = alliance["opinions"].replace({"person_id": {"P01": "P02", "P02": "P01"}})
    other = from_frames(dict(alliance.frames) | {"opinions": swapped}, 1)
    assert to_plain(published(other)) == to_plain(published(alliance))


def test_the_result_survives_a_publication_file_word_for_word():
    for found in (looked_at(demo(1)), published(demo(1))):
        again = from_plain(to_plain(found))
        assert [Words("nl").finding(f) for f in again.findings] == [Words("nl").finding(f) for f in found.findings]
        assert {name: len(rows) for name, rows in again.tables.items()} == {name: len(rows) for name, rows in found.tables.items()}


def test_the_same_seed_gives_the_same_result_whatever_the_order_of_the_rows():
    alliance = demo(1)
    kept = {"topics", "parties"}  # whose order is the facilitator's
    turned = {name: rows if name in kept else rows.iloc[::-1] for name, rows in alliance.frames.items()}
    assert to_plain(looked_at(alliance)) == to_plain(looked_at(from_frames(turned, 1)))


def test_the_verb_changes_nothing_in_what_it_reads():
    alliance = demo(1)
    before = alliance.fingerprint
    looked_at(alliance)
    assert alliance.fingerprint == before


@pytest.mark.parametrize("parties", [1, 2, 12])
def test_one_party_two_parties_and_twelve_run(parties):
    names = [f"V{n:02}" for n in range(parties)]
    people = roster().assign(party_id=[names[n % parties] for n in range(13)])
    found = looked_at(world(people=people, parties=pd.DataFrame({"party_id": names, "name": names, "type_code": "other"})))
    assert len(found["agreement"]) == 2 and all(Words("en").finding(f) for f in found.findings)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_finding_and_step_of_the_demo_is_a_sentence(lang):
    words = Words(lang)
    for round in (1, 2, 3):
        for found in (looked_at(demo(round)), published(demo(round))):
            for finding in found.findings:
                assert words.finding(finding).endswith((".", "?")) and "nan" not in words.finding(finding)
            for step in found.steps.to_dict("records"):
                assert words.say(f"intake.step.{step.pop('rule_code')}", **step).endswith(".")


def test_on_the_demo_the_project_team_is_refused_a_figure_of_its_own_in_round_one_with_its_reason_A08():
    refused = [f for f in published(demo(1)).findings if f.code == "intake.level_refused"]
    assert [(f.facts["level"], f.facts["reason"], f.facts["n"]) for f in refused] == [("project", "one_party_heavy", 10)]
    assert not [f for f in published(demo(3)).findings if f.code == "intake.level_refused"], "in round three everybody was spoken to"
