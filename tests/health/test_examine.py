"""The front door of the health room, on whole alliances and on empty ones."""

import pandas as pd
import pytest
from demo_frames import demo, tables_read, without
from health_world import ASSUME, ITEMS, alliance, asked, published

from alliance_lib import page, schema
from alliance_lib.alliance import from_frames
from alliance_lib.health import charts, examine
from alliance_lib.publication import figures, history, permitted
from alliance_lib.result import from_plain, shapes, to_plain
from alliance_lib.schema import codes
from alliance_lib.words import Words

ALL = (charts.pulse, charts.trend, charts.pairs, charts.actions, charts.coverage, charts.team_phases, charts.planned, charts.commitments)


def found(world, seed=1):
    return examine(world, assume=ASSUME, seed=seed)


def said(world):
    return [f.code for f in found(world).findings]


WORLDS = {
    "empty": lambda: from_frames({}, 1),
    "two parties": lambda: alliance(asked({1: {"steering": [3, 4], "project": [1, 4]}}), parties=2),
    "twelve parties": lambda: alliance(asked({1: {"steering": [3] * 12}}), parties=12),
    "only answers": lambda: from_frames({"pulse": asked({1: {"steering": [1, 4, 4]}})["pulse"]}, 1),
    "bands": lambda: alliance(published([(1, "trust_1to4", "all", "low", None), (1, "learning_1to4", "all", None, "few_people")])),
    "demo 1": lambda: demo(1),
    "demo 2": lambda: demo(2),
    "demo 3": lambda: demo(3),
    "demo shared": lambda: permitted(demo(3), "session"),
}


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_finding_step_and_table_can_be_said_in_both_languages(name, lang):
    result, words = found(WORLDS[name]()), Words(lang)
    assert all(words.finding(finding).endswith(".") for finding in result.findings)
    assert page.steps(result, words)
    assert all(page.table(result[table], shapes("health")[table], words) for table in result.tables)


@pytest.mark.parametrize("name", WORLDS)
def test_a_result_survives_being_published(name):
    result = found(WORLDS[name]())
    stored = from_plain(to_plain(result))
    assert to_plain(stored) == to_plain(result) and stored.findings == result.findings


@pytest.mark.parametrize("name", WORLDS)
def test_at_most_three_next_steps_are_proposed_a22(name):
    assert len(found(WORLDS[name]())["interventions"]) <= 3


def test_an_empty_alliance_says_what_is_missing():
    assert {"health.missing_parties", "health.missing_pulse", "health.missing_actions"} <= set(said(from_frames({}, 1)))


def test_it_runs_without_any_one_table():
    read = tables_read(found, demo(3))
    assert {"pulse", "people", "actions", "members"} <= set(read)
    for table in read:
        assert found(without(demo(3), table)).findings, table


def test_a_shared_page_holds_no_number_about_the_answers_of_people():
    pulse = found(permitted(demo(3), "session"))["pulse"]
    assert pulse[["people", "answered", "rwg", "mean", "pairs", "change_steps"]].isna().all(axis=None)
    assert not len(found(permitted(demo(3), "session"))["trend"]["mean"].dropna())


def test_no_table_and_no_finding_holds_a_code_of_a_person_b16():
    for number in (1, 2, 3):
        plain = str(to_plain(found(demo(number))))
        assert not [code for code in demo(number)["people"]["person_id"] if f"'{code}'" in plain]


def test_the_reason_why_a_band_may_not_be_shown_is_told():
    result = found(alliance(published([(1, "trust_1to4", "all", None, "two_parties")]), parties=2))
    assert next(f for f in result.findings if f.code == "health.pulse_withheld").facts["reason"] == "two_parties"


def test_a_level_without_a_figure_of_its_own_beside_that_of_all_is_told_once():
    rows = [(1, item, cell, figure, why) for item in ITEMS
            for cell, figure, why in (("all", "high", None), ("steering", None, "few_people"))]
    assert said(alliance(published(rows))).count("health.level_withheld") == 1
    assert "health.pulse_withheld" not in said(alliance(published(rows)))


def test_an_earlier_round_of_which_nothing_may_be_shown_is_no_earlier_round():
    rows = [(1, "trust_1to4", "all", None, "few_people"), (2, "trust_1to4", "all", "low", None)]
    assert "health.missing_earlier_round" in said(alliance(published(rows), round=2))


def test_questions_that_were_left_out_are_named():
    result = found(alliance(asked({1: {"steering": [3, 3]}}, items=("trust_1to4",))))
    assert len(next(f for f in result.findings if f.code == "health.missing_items").facts["items"]) == 7


def test_the_same_seed_gives_the_same_answer_and_the_question_is_not_changed():
    world = demo(3)
    before = world.fingerprint
    assert to_plain(found(world)) == to_plain(found(world)) and world.fingerprint == before


def test_duplicate_parties_at_the_table_change_nothing_in_the_pulse():
    world = asked({1: {"steering": [3, 3, 4, 3, 3]}})
    pd.testing.assert_frame_equal(found(alliance(world))["pulse"], found(alliance(world, parties=10))["pulse"])


def test_every_code_in_the_tables_has_a_name():
    for name, table in found(demo(3)).tables.items():
        for column, shape in shapes("health")[name]["columns"].items():
            if shape.get("show", "") not in ("", "id", "int", "1", "2", "pct", "date"):
                assert set(table[column].dropna()) <= set(codes()[shape["show"]]), f"{name}.{column}"


AUDIENCES = ("session", "steering_group", "project_team", "party:C1", "party:B3")


def seen_by(whole, audience):
    """What an audience sees of a round, with the figures about people that publication made of it."""
    shown, _ = figures.due(whole, history.of(whole, True))
    return found(permitted(whole, audience, {"published": shown, "complaints": figures.complaints(whole, history.of(whole, True), ())}))


def within_levels(whole, table):
    """The same alliance where within each level those who answered have each other's answers, in reverse."""
    rows, level = whole[table], whole["people"].set_index("person_id")["level_code"]
    for column in schema.tables()[table].columns.values():
        told = rows[pd.to_numeric(rows[column.name], errors="coerce").notna()] if column.type == "answer" else rows.iloc[:0]
        for _, own in told.groupby(["round", told["person_id"].map(level)]):
            rows.loc[own.index, column.name] = own[column.name].to_numpy()[::-1]
    return from_frames({name: whole[name] for name in schema.tables()} | {table: rows}, whole.round)


def test_the_figures_that_others_see_are_there_at_all():
    shared = seen_by(demo(3), "session")
    assert shared["pulse"]["figure_code"].notna().any() and shared["team_phases"]["figure_code"].notna().any()


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.slow
def test_no_table_and_no_chart_of_a_shared_page_holds_a_row_of_a_persons_answers_b16(audience):
    """Whoever gave which answer within a level: nothing that others see moves."""
    whole, words = demo(3), Words("nl")
    swapped = within_levels(within_levels(whole, "pulse"), "team_phases")
    assert not whole["pulse"].equals(swapped["pulse"]) and not whole["team_phases"].equals(swapped["team_phases"])
    one, other = seen_by(whole, audience), seen_by(swapped, audience)
    assert to_plain(one) == to_plain(other)
    drawn = [[chart(made, words).figure for chart in ALL] for made in (one, other)]
    assert [figure and figure.to_json() for figure in drawn[0]] == [figure and figure.to_json() for figure in drawn[1]]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_others_see_at_most_one_band_for_a_level_a_question_and_a_round_b16_b22(audience):
    shared = seen_by(demo(3), audience)
    for name, key in (("pulse", ["round", "item_code", "cell_code"]), ("team_phases", ["round", "cell_code"])):
        rows = shared[name]
        assert len(rows) and not rows.duplicated(key).any() and set(rows["cell_code"]) <= set(codes()["cell"])
        assert rows.select_dtypes("number").drop(columns=["round", "previous_round"], errors="ignore").isna().all(axis=None)
    assert shared["reflection"].empty and shared["team"].empty and "health.reflection_coverage" not in {f.code for f in shared.findings}


def test_no_table_has_a_column_for_a_score_of_a_person_b16():
    declared = {column for table in shapes("health").values() for column in table["columns"]}
    assert not {column for column in declared if "person_id" in column or "score" in column or "name" == column}


def test_courage_is_asked_without_a_name_and_only_counted_as_done_b22():
    assert {column.see for column in schema.tables()["reflections"].columns.values()} == {"facilitator"}
    assert schema.tables()["pulse"].columns["openness_1to4"].figure == "band"


def test_the_facilitators_check_on_the_demo_says_something_of_every_part_of_the_room_b27_b45_b47_b50_b53():
    expected = {"discipline_missing", "team_step_late", "team_spread", "team_next", "reflection_coverage", "phases_all_fixed", "lessons",
                "experiments_unbound", "reserve_short_hours", "vision", "uncommitted", "hours_used", "talk_outcomes", "actions"}
    assert {f"health.{name}" for name in expected} <= set(said(demo(3)))


def test_an_empty_alliance_gets_a_sentence_for_every_part_and_no_error_b27_b45_b47_b50_b53():
    missing = {"team", "start", "team_phase", "planned", "gatherings", "lessons", "experiments", "reserve", "vision", "commitments"}
    assert {f"health.missing_{name}" for name in missing} <= set(said(from_frames({}, 1)))
