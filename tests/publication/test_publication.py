"""What may leave the room: the facilitator's dossier goes in, plain permitted data comes out."""

from dataclasses import replace

import pandas as pd
import pytest
from worlds import roster, world

from alliance_lib import publication, schema
from alliance_lib.alliance import from_frames
from alliance_lib.errors import AllianceError
from alliance_lib.publication import history
from alliance_lib.result import Finding, result

SHARED = ("session", "steering_group", "project_team", "party:A")


def everything(seen):
    """Every cell of a permitted snapshot as text."""
    return " ".join(str(v) for rows in seen.frames.values() for v in rows.to_numpy().ravel())


@pytest.mark.parametrize("audience", SHARED)
def test_no_answer_and_no_code_of_a_person_reaches_a_shared_audience_A24_B16(audience):
    alliance = world(names={"S0": "Kanarie Geel"})
    seen = publication.permitted(alliance, audience)
    for table, column in schema.answer_columns():
        assert seen[table.name].empty, f"{table.name}.{column.name} holds answers"
    text = everything(seen)
    assert "Kanarie" not in text
    assert not any(person in text.split() for person in alliance["people"]["person_id"])


def test_who_sees_what_is_data_and_every_table_says_it():
    table = {"opinions": "person", "pulse": "person", "notes": "person", "interviews": "facilitator", "interests": "position",
             "stances": "position", "goal_values": "position", "releases": "position", "influence": "joint",
             "builders": "party", "decisions": "all", "actions": "all", "allocation": "all", "introductions": "all",
             "approvals": "facilitator", "person_numbers": "facilitator", "published_cells": "facilitator"}
    assert {name: schema.tables()[name].see for name in table} == table
    assert all(t.see in schema.SEE for t in schema.tables().values())


def test_an_unknown_marking_shows_nothing_rather_than_everything(monkeypatch):
    marked = dict(schema.tables())
    marked["decisions"] = replace(marked["decisions"], see="openbaar")
    monkeypatch.setattr(publication, "tables", lambda: marked)
    decided = pd.DataFrame([{"decision_id": "B1", "subject": "geheim", "level_code": "project", "asked_date": "2024-01-01"}])
    assert publication.permitted(world(decisions=decided), "session")["decisions"].empty


@pytest.mark.parametrize("marking", ["person", "party", "position", "facilitator"])
def test_a_column_marked_stricter_than_its_table_stays_with_the_facilitator(monkeypatch, marking):
    table = schema.tables()["decisions"]
    columns = dict(table.columns) | {"subject": replace(table.columns["subject"], see=marking)}
    marked = dict(schema.tables()) | {"decisions": replace(table, columns=columns)}
    monkeypatch.setattr(publication, "tables", lambda: marked)
    decided = pd.DataFrame([{"decision_id": "B1", "subject": "geheim", "level_code": "project", "asked_date": "2024-01-01"}])
    seen = publication.permitted(world(decisions=decided), "session")["decisions"]
    assert list(seen["decision_id"]) == ["B1"] and seen["subject"].isna().all()


def test_a_position_is_shared_only_with_its_own_party_until_it_approves():
    stances = pd.DataFrame({"round": 1, "party_id": ["A", "B"], "goal_id": "G", "stance_minus4to4": [3, -2]})
    alliance = world(stances=stances)
    assert publication.permitted(alliance, "session")["stances"].empty
    assert list(publication.permitted(alliance, "party:A")["stances"]["party_id"]) == ["A"]


def test_a_builders_price_is_seen_by_that_builder_only_and_by_no_consent():
    builders = pd.DataFrame({"party_id": ["A", "B"], "first_home_keur": [100.0, 90.0]})
    alliance = world(builders=builders)
    assert publication.permitted(alliance, "steering_group")["builders"].empty
    assert list(publication.permitted(alliance, "party:B")["builders"]["first_home_keur"]) == [90.0]


def test_an_unknown_audience_is_refused_with_the_list():
    with pytest.raises(AllianceError, match="steering_group"):
        publication.permitted(world(), "stuurgroep")


def ask(seen):
    rows = len(seen["published"])
    return result("intake", {}, [Finding("intake.x", facts={"n": rows})])


def test_publishing_asks_the_rooms_on_the_permitted_snapshot_only():
    asked = []
    publication.publish(world(), {"intake": lambda seen: asked.append(seen) or ask(seen)}, "session", history.empty())
    assert asked[0]["opinions"].empty and len(asked[0]["published"]) > 0


def test_the_same_round_published_twice_gives_the_same_bytes_and_no_new_figure():
    alliance = world()
    first = publication.publish(alliance, {"intake": ask}, "session", history.empty())
    second = publication.publish(alliance, {"intake": ask}, "session", first.history)
    assert publication.dump(first) == publication.dump(second)
    assert len(first.history.cells) == len(second.history.cells)


def test_swapping_two_answers_inside_a_cell_changes_no_byte():
    people = roster()
    answers = world(people=people)["opinions"]
    project = people.loc[people["level_code"] == "project", "person_id"]
    swapped = answers.copy()
    one, other = answers["person_id"] == project.iloc[0], answers["person_id"] == project.iloc[1]
    for column in ("claimed_1to5", "private_1to5", "expected_1to5"):
        swapped.loc[one, column] = answers.loc[other, column].to_numpy()
        swapped.loc[other, column] = answers.loc[one, column].to_numpy()
    texts = {publication.dump(publication.publish(world(people=people, opinions=rows), {"intake": ask}, "session",
                                                  history.empty())) for rows in (answers, swapped)}
    assert len(texts) == 1


def test_with_two_parties_the_page_says_that_anonymity_is_impossible_B02():
    people = roster()[lambda p: p["party_id"].isin(["A", "B"])]
    parties = pd.DataFrame({"party_id": ["A", "B"], "name": ["Een", "Twee"], "type_code": "corporation"})
    found = publication.publish(world(people=people, parties=parties), {}, "session", history.empty())
    seen = publication.frozen(world(people=people, parties=parties), "session", found.history)
    assert set(seen["published"]["reason_code"]) == {"two_parties"}
    assert found.history.cells.empty


def test_a_page_that_is_only_looked_at_publishes_nothing_new():
    seen = publication.frozen(world(), "session", history.empty())
    assert seen["published"]["figure_code"].isna().all()
    assert set(seen["published"]["reason_code"]) == {"not_published"}


def test_what_is_read_from_a_file_is_what_was_written(tmp_path):
    made = publication.publish(world(), {"intake": ask}, "party:A", history.empty())
    publication.write(made, tmp_path / "p.json")
    again = publication.read(tmp_path / "p.json")
    assert publication.dump(again) == publication.dump(made) and again.history is None


def test_a_file_that_is_no_publication_is_refused(tmp_path):
    (tmp_path / "p.json").write_text("{}")
    with pytest.raises(AllianceError, match="not a publication"):
        publication.read(tmp_path / "p.json")


def test_the_fingerprint_on_a_shared_page_does_not_depend_on_answers():
    other = world(opinions=world()["opinions"].assign(private_1to5="1"))
    pages = [publication.about(publication.permitted(a, "session"), "session") for a in (world(), other)]
    assert pages[0]["fingerprint"] == pages[1]["fingerprint"]


def test_an_empty_dossier_publishes_an_empty_page():
    found = publication.publish(from_frames({}, 1), {"intake": ask}, "session", history.empty())
    assert found.results["intake"].findings[0].facts["n"] == 0
