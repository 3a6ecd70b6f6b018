"""A version is adopted by parties, on a date, with the hash of its exact text; first the what, then the how."""

import pandas as pd
import pytest
from demo_frames import demo
from goal_worlds import WHOLE, chosen, clauses, made

from alliance_lib.goals.agreed import to_adopt
from alliance_lib.goals.versions import GOAL_TEXT, adopted_rows, content_hash, say_versions, version_rows
from alliance_lib.words import Words

VALUES = {"N": {"a": (3, 0)}, "Z": {"a": (2, 0)}}
REGISTER = clauses({"clause_id": "1", "type_code": "release", "goal_id": "a", **WHOLE})


def adoptions(*rows: tuple) -> pd.DataFrame:
    columns = ["adopted_code", "version_number", "party_id", "adopted_date", "content_hash"]
    return pd.DataFrame(rows, columns=columns)


def world(*rows: tuple, **frames):
    dates = pd.DataFrame([{"round": 1, "reference_date": "2026-03-01"}])
    held = {"goal_choices": chosen(a="keep"), "clauses": REGISTER, "rounds": dates,
            "clause_choices": pd.DataFrame([{"round": 1, "clause_id": "1", "choice_code": "keep"}])}
    return made(VALUES, **(held | {"adoptions": adoptions(*rows)} | frames))


def everyone(what: str, version: int, day: str, mark: str | None) -> list[tuple]:
    return [(what, version, party, day, mark) for party in ("N", "Z", "O")]


def states(alliance) -> dict:
    rows = version_rows(adopted_rows(alliance), to_adopt(alliance), False)
    return {row["adopted_code"]: (row["state_code"], row["version_number"]) for row in rows}


def codes(alliance) -> set:
    adopted = adopted_rows(alliance)
    return {one.code for one in say_versions(version_rows(adopted, to_adopt(alliance), False), adopted, alliance)}


@pytest.fixture
def mark() -> str:
    return to_adopt(world())["agreement"]


def test_nothing_adopted_is_a_draft_without_a_number():
    assert states(world()) == {"goals": ("none", 0), "agreement": ("none", 0)}


def test_the_text_as_adopted_by_every_party_is_an_adopted_version_b40(mark):
    alliance = world(*everyone("agreement", 2, "2026-02-01", mark))
    row = version_rows(adopted_rows(alliance), to_adopt(alliance), False)[1]
    assert (row["state_code"], row["version_number"], row["adopted_date"]) == ("adopted", 2, pd.Timestamp("2026-02-01"))
    assert row["parties"] == ("Noord", "Zuid", "Oost") and mark.startswith(row["mark"])


def test_a_party_that_did_not_adopt_is_named_b40(mark):
    alliance = world(*everyone("agreement", 1, "2026-02-01", mark)[:2])
    assert states(alliance)["agreement"] == ("partly", 1)
    assert adopted_rows(alliance)[0]["missing"] == ("Oost",)


def test_one_changed_word_makes_it_a_draft_again_b40(mark):
    changed = world(*everyone("agreement", 1, "2026-02-01", mark), clauses=REGISTER.assign(text="een twee vier"))
    assert states(changed)["agreement"] == ("changed", 1) and "goals.adopted_changed" in codes(changed)


def test_a_hash_that_was_not_kept_is_said():
    assert states(world(*everyone("agreement", 1, "2026-02-01", None)))["agreement"] == ("unmarked", 1)


def test_a_version_adopted_after_the_reference_date_is_not_known_yet(mark):
    assert states(world(*everyone("agreement", 1, "2026-04-01", mark)))["agreement"] == ("none", 0)


def test_a_proposal_stays_a_proposal_with_the_last_number(mark):
    rows = version_rows(adopted_rows(world(*everyone("agreement", 1, "2026-02-01", mark))), {"agreement": mark}, True)
    assert (rows[0]["state_code"], rows[0]["version_number"]) == ("proposal", 1)


def test_a_how_without_an_adopted_what_is_a_soft_warning_b41():
    phases = pd.DataFrame([{"phase_number": 1, "name": "klein"}])
    assert {"goals.clauses_before_goals", "goals.phases_before_goals"} <= codes(world(phases=phases))
    adopted = world(*everyone("goals", 1, "2026-01-01", to_adopt(world())["goals"]), phases=phases)
    assert not {"goals.clauses_before_goals", "goals.phases_before_goals", "goals.how_before_what"} & codes(adopted)


def test_a_how_that_is_older_than_the_what_is_named_with_both_dates_b41():
    held = to_adopt(world())
    alliance = world(*everyone("goals", 1, "2026-02-01", held["goals"]), *everyone("agreement", 1, "2026-01-01", held["agreement"]))
    said = {one.code: one for one in say_versions((), adopted_rows(alliance), alliance)}["goals.how_before_what"]
    assert Words("nl").finding(said).startswith("De overeenkomst (hoe) is van 1 januari 2026, de doelen (wat) zijn van 1 februari 2026.")
    assert said.weight < 0.7  # a warning beside the work, not a block


def test_the_demo_stands_as_adopted_and_its_first_version_was_the_long_one_b40_b41():
    assert states(demo(3)) == {"goals": ("adopted", 1), "agreement": ("adopted", 2)}
    assert states(demo(2)) == {"goals": ("adopted", 1), "agreement": ("adopted", 1)}
    assert "goals.clauses_before_goals" in codes(demo(1))


def test_the_hash_depends_on_the_text_and_not_on_how_numbers_are_kept():
    goals = world()["goals"]
    assert content_hash(goals, GOAL_TEXT) == content_hash(goals.assign(target_number=goals["target_number"].astype(object)), GOAL_TEXT)
    assert content_hash(goals, GOAL_TEXT) != content_hash(goals.assign(target_number=0.0), GOAL_TEXT)
