"""The charts of the health room: each answers its question, also with little or much to draw."""

from itertools import combinations

import pandas as pd
import pytest
from demo_frames import demo
from health_world import ASSUME, ITEMS, alliance, asked, published

from alliance_lib.alliance import from_frames
from alliance_lib.health import charts, examine
from alliance_lib.words import Words

CHARTS = (charts.pulse, charts.trend, charts.pairs, charts.actions, charts.coverage, charts.team_phases, charts.planned,
          charts.commitments)


def drawn(chart, world, lang="nl"):
    return chart(examine(world, assume=ASSUME, seed=1), Words(lang))


def texts(figure):
    return [str(t) for trace in figure.data for t in (trace.text if trace.text is not None else ())]


def bands(rounds=(1,), cells=("steering", "project")):
    return published([(r, item, cell, "middle", None) for r in rounds for item in ITEMS for cell in cells])


def crowd(parties):
    own = [f"P{n}" for n in range(1, parties + 1)]
    pairs = pd.DataFrame([{"party_id": a, "other_party_id": b, "met_date": None if b == own[-1] else "2026-01-10"}
                          for a, b in combinations(own, 2)])
    todo = pd.DataFrame([{"action_id": f"A{p}", "round": 1, "text": "iets", "owner_party_id": p, "due_date": "2026-01-10"} for p in own])
    return alliance({"introductions": pairs, "actions": todo}, parties=parties)


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_chart_of_the_demo_has_a_figure_a_question_and_a_conclusion(chart, lang):
    drawing, words = drawn(chart, demo(3), lang), Words(lang)
    assert drawing.figure is not None and words.say(drawing.question).endswith("?")
    assert words.finding(drawing.conclusion) and drawing.conclusion.code != "health.nothing_to_draw"


@pytest.mark.parametrize("chart", CHARTS)
def test_with_nothing_to_draw_there_is_no_figure_and_the_reason_is_said(chart):
    drawing = drawn(chart, from_frames({}, 1))
    assert drawing.figure is None and drawing.conclusion.code.startswith("health.missing")


@pytest.mark.parametrize("parties", [2, 12])
@pytest.mark.parametrize("chart", [charts.pairs, charts.actions])
def test_two_and_twelve_parties_each_have_their_row(chart, parties):
    figure = drawn(chart, crowd(parties)).figure
    assert len(figure.layout.yaxis.ticktext) == parties


def test_the_pulse_marks_a_level_open_where_agreement_is_no_more_than_chance():
    figure = drawn(charts.pulse, alliance(asked({1: {"steering": [3, 3, 4, 3, 3], "project": [3] * 8}}))).figure
    symbols = {s for trace in figure.data if trace.name and trace.y[0] is not None for s in trace.marker.symbol}
    assert symbols == {"circle-open", "square"}


def test_the_pulse_writes_divided_in_the_place_of_a_mean():
    figure = drawn(charts.pulse, alliance(asked({1: {"steering": [1, 1, 4, 4, 4]}}))).figure
    assert texts(figure) == ["Verdeeld"] * len(ITEMS)


def test_the_pulse_never_draws_the_answer_of_one_person():
    drawing = drawn(charts.pulse, alliance(asked({1: {"steering": [4]}})))
    assert drawing.figure is None


def test_others_get_the_bands_as_tiles_with_the_band_written_in_it():
    figure = drawn(charts.pulse, alliance(bands())).figure
    assert texts(figure) == ["midden"] * 16 and {trace.type for trace in figure.data} == {"bar"}


def test_a_group_without_any_band_has_no_column_of_tiles():
    rows = [(1, item, cell, figure, None) for item in ITEMS for cell, figure in (("all", "high"), ("steering", None))]
    assert list(drawn(charts.pulse, alliance(published(rows))).figure.layout.xaxis.ticktext) == ["iedereen"]


def test_where_no_band_may_be_shown_the_chart_gives_the_reason():
    drawing = drawn(charts.pulse, alliance(published([(1, item, "all", None, "two_parties") for item in ITEMS]), parties=2))
    assert drawing.figure is None and drawing.conclusion.code == "health.pulse_withheld"


def test_the_trend_needs_two_rounds_and_has_a_tile_per_round():
    assert drawn(charts.trend, demo(1)).figure is None
    figure = drawn(charts.trend, alliance(bands(rounds=(1, 2, 3)), round=3)).figure
    assert texts(figure) == ["M"] * 48


def test_the_pairs_chart_marks_each_pair_twice_and_nobody_with_themselves():
    figure = drawn(charts.pairs, crowd(5)).figure
    assert [len(trace.x) for trace in figure.data] == [12, 8]
    assert all(x != y for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True))


def test_the_actions_chart_shows_what_is_late_and_how_many_were_agreed():
    figure = drawn(charts.actions, crowd(2)).figure
    assert {trace.name: list(trace.x) for trace in figure.data}["Te laat"] == [1, 1]
    assert all("(1)" in tick for tick in figure.layout.yaxis.ticktext)


def test_names_of_participants_stay_text():
    world = crowd(2)
    parties = world["parties"].assign(name=["<b>vet</b> & co", "gewoon"])
    unsafe = from_frames({n: world[n] for n in ("rounds", "introductions", "actions")} | {"parties": parties}, 1)
    for chart in (charts.pairs, charts.actions):
        assert "<b>" not in str(drawn(chart, unsafe).figure.layout.yaxis.ticktext)


def traces(figure):
    return {trace.name: trace for trace in figure.data if trace.name}


def promises(parties, years):
    own = [f"P{n}" for n in range(1, parties + 1)]
    rows = [{"party_id": p, "year": 2026, "hours_promised": 100} for p in own]
    about = pd.DataFrame([{"alliance_id": "W", "name": "W", "horizon_years": years}])
    return alliance({"alliance": about, "commitments": pd.DataFrame(rows)}, parties=parties)


@pytest.mark.parametrize(("parties", "years"), [(2, 3), (12, 10)])
def test_a_year_that_nobody_promised_anything_is_red_and_has_a_pattern_b53(parties, years):
    bare = traces(drawn(charts.commitments, promises(parties, years)).figure)["Niets toegezegd"]
    assert len(bare.x) == parties * (years - 1) and bare.marker.color == charts.RED and bare.marker.pattern.shape


def test_a_discipline_that_nobody_has_is_marked_with_a_pattern_b28():
    absent = traces(drawn(charts.coverage, demo(3)).figure)["Heel vakgebied leeg"]
    assert len(absent.x) == 2 * 3 and absent.marker.pattern.shape


def test_the_team_is_a_spread_for_the_facilitator_and_a_band_for_others_b45():
    own = drawn(charts.team_phases, demo(3)).figure
    assert {"Kennismaken", "Verschillen op tafel", "Eigen afspraken", "Het werk loopt"} <= set(traces(own))
    rows = pd.DataFrame([(3, "team_phases.team_now_1to4", "all", "middle")], columns=["round", "question_code", "cell_code", "figure_code"])
    shared = drawn(charts.team_phases, alliance({"published": rows}, round=3)).figure
    assert [text for text in texts(shared) if text] == ["midden"]


def test_the_teams_phase_stands_next_to_the_leaders_reflection_b32():
    figure = drawn(charts.team_phases, demo(3)).figure
    assert figure.layout.yaxis.ticktext[-1].replace("<br>", " ") == "Bezinning leiders"
    assert (list(traces(figure)["Bezinning gedaan"].text), list(traces(figure)["Geen bezinning of niet gevraagd"].text)) == (["4"], ["1"])


def test_a_phase_of_which_everything_is_fixed_is_marked_b47():
    assert [note.text for note in drawn(charts.planned, demo(3)).figure.layout.annotations] == ["<b>! alles vast</b>"]
