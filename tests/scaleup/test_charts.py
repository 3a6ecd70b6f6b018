"""The forecast's charts: a question, a figure where there is something to draw, and a conclusion."""

from functools import cache

import pandas as pd
import pytest

from alliance_lib.alliance import from_frames
from alliance_lib.result import shapes
from alliance_lib.scaleup import charts, forecast
from alliance_lib.words import Words
from demo_frames import demo
from scaleup_world import assume, complexes, releases, world

CHARTS = (charts.homes, charts.progress, charts.allocation, charts.promises, charts.gates, charts.page, charts.calendar, charts.checklist,
          charts.labels, charts.ramp, charts.survival, charts.work, charts.payback, charts.cost, charts.staffing, charts.worth, charts.drivers,
          charts.frontier, charts.scores)
NL = Words("nl")


DEMO, NOTHING = demo(3), from_frames({}, 1)


@cache
def seen(name):
    return looked_at({"demo": DEMO, "nothing": NOTHING, "three": world(), "twelve": many()}[name])


def looked_at(alliance):
    return forecast(alliance, assume=assume(), seed=1)


def many(builders=10):
    names = ["C1", "C2", *(f"B{n}" for n in range(builders))]
    parties = pd.DataFrame({"party_id": names, "name": [f"Partij {name}" for name in names], "type_code": ["corporation"] * 2 + ["builder"] * builders})
    rows = complexes(20, builder_party_id=[f"B{n % builders}" for n in range(20)], phase_number=[1 + n // 5 for n in range(20)])
    return world(parties=parties, complexes=rows, allocation=pd.DataFrame({"builder_party_id": names[2:], "promised_homes": 40}),
                 releases=pd.concat([releases(name, 1.2) for name in names]))


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_chart_of_the_demo_has_a_question_a_figure_and_a_conclusion(chart, lang):
    drawing, words = chart(seen("demo"), Words(lang)), Words(lang)
    assert words.say(drawing.question).endswith("?") and words.finding(drawing.conclusion).endswith(".")
    assert drawing.figure.layout.height >= 280 and drawing.figure.layout.title.text is None


@pytest.mark.parametrize("chart", CHARTS)
def test_with_nothing_to_draw_there_is_a_sentence_instead_of_an_empty_frame(chart):
    drawing = chart(seen("nothing"), NL)
    assert drawing.figure is None and NL.finding(drawing.conclusion).endswith(".")


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("name", ["three", "twelve"])
def test_few_parties_and_twelve_can_be_drawn(chart, name):
    assert NL.finding(chart(seen(name), NL).conclusion).endswith(".")


def test_homes_shows_the_fan_and_the_plan_as_the_table_has_them():
    found = seen("demo")
    lines = {trace.name: trace for trace in charts.homes(found, NL).figure.data if trace.name}
    rows = found["homes"]
    assert list(lines["Midden"].y) == rows["middle_homes"].tolist()
    assert sum(lines["Plan"].y) == pytest.approx(rows["planned_homes"].sum()) and lines["Plan"].y[-1] > 0


def test_progress_draws_what_is_done_until_today_only():
    found = seen("demo")
    lines = {trace.name: trace for trace in charts.progress(found, NL).figure.data if trace.name}
    assert max(lines["Gereed"].x) == pd.Timestamp(2026, 3, 1) <= min(lines["Midden"].x) and max(lines["Gereed"].y) == 46


def test_allocation_has_four_bars_per_builder_with_their_numbers_and_its_status():
    figure = charts.allocation(seen("demo"), NL).figure
    assert [bar.name for bar in figure.data] == ["Beloofd", "Gepland", "Los", "Gereed"]
    assert list(figure.data[0].text) == ["1.300", "1.000", "700"] and figure.layout.annotations[2].text.endswith("(verwachting)")


def test_promises_has_a_point_per_release_apart_per_corporation_and_open_ones_hollow():
    figure = charts.promises(seen("demo"), NL).figure
    points = [trace for trace in figure.data if trace.mode == "markers"]
    assert sum(len(trace.x) for trace in points) == 30 and len(points) == 4
    assert sum(len(trace.x) for trace in points if trace.marker.symbol.endswith("-open")) == 2


def test_gates_shows_each_chance_with_what_is_asked_and_concludes_with_the_smallest():
    found = seen("demo")
    drawing = charts.gates(found, NL)
    assert len(drawing.figure.data[0].x) == 3 and "van 400" in drawing.figure.layout.annotations[1].text
    assert drawing.conclusion.facts["phase"] == "Volle stroom"


def test_gates_without_phases_is_a_sentence():
    drawing = charts.gates(looked_at(world(phases=pd.DataFrame({"phase_number": []}), complexes=complexes(4, phase_number=None))), NL)
    assert drawing.figure is None and drawing.conclusion.code == "scaleup.missing_phases"


def test_markup_in_a_participants_text_stays_text():
    parties = pd.DataFrame({"party_id": ["C1", "C2", "B1"], "name": ["<a href='x'>y</a>", "<b>z</b>", "<img src=x>"], "type_code": "other"})
    phases = pd.DataFrame({"phase_number": [1, 2], "name": ["<i>een</i>", "<i>twee</i>"], "gate_homes": [40, None]})
    found = looked_at(world(parties=parties, phases=phases, releases=releases()))
    said = " ".join(str(chart(found, NL).figure) for chart in CHARTS)
    assert "&lt;img src=x&gt;" in said and "&lt;i&gt;twee" in said
    assert not any(tag in said for tag in ("<img", "<i>", "<a href", "<b>z"))


def test_the_one_page_shows_per_phase_the_gate_the_decision_the_lessons_and_the_stop_rule_a46_a49():
    big, *notes = [note.text for note in charts.page(seen("demo"), NL).figure.layout.annotations]
    assert big == "<b>Denk groot</b> (46 van 3.000)" and notes[0].startswith("<b>Begin klein: Klein beginnen</b> (46 van 120)<br>Leren: ")
    assert len(notes) == 4 and "besluit: wachten" in notes[0] and "Lessen overgenomen: " in notes[0]
    assert ["; zonder stopregel" in note for note in notes] == [False, False, False, True]
    assert shapes("scaleup")["page"]["columns"]["stop_rule"].get("show") != "id", "the rule itself stands in the table under it"


def test_the_one_page_says_how_many_goals_lack_a_first_step_and_fits_a_projector_a49():
    drawing = charts.page(seen("demo"), NL)
    assert NL.finding(drawing.conclusion).endswith("Zonder eerste stap binnen 90 dagen: 1 van de 3 doelen die blijven.")
    assert drawing.figure.layout.height <= 720


def test_weeks_with_and_without_work_add_up_to_those_of_the_plan_a38():
    work, idle = charts.work(seen("demo"), NL).figure.data
    assert [round(one + other) for one, other in zip(work.x, idle.x, strict=True)] == [256, 269, 277]


def test_scores_in_homes_and_in_months_each_have_a_scale_of_their_own():
    figure = charts.scores(seen("demo"), NL).figure
    assert [bar.xaxis for bar in figure.data] == ["x", "x2"] and figure.layout.xaxis2.title.text == "Maanden ernaast, gemiddeld"


def test_the_calendar_marks_promise_half_and_eight_in_ten_per_complex():
    figure = charts.calendar(seen("demo"), NL).figure
    assert [trace.name for trace in figure.data] == ["Toegezegd", "Helft van de keren los voor", "8 van de 10 keer los voor"]
    assert all(p50 <= p80 for p50, p80 in zip(figure.data[1].x, figure.data[2].x, strict=True))


def test_the_checklist_crosses_what_is_open_a41():
    figure = charts.checklist(seen("demo"), NL).figure
    crosses = next(trace for trace in figure.data if trace.name == "Open")
    assert (figure.layout.yaxis.ticktext[crosses.y[0]], figure.layout.xaxis.ticktext[crosses.x[0]]) == ("Kikkerbeetplein", "asbest")


def test_labels_stack_to_all_homes_in_every_year_a12():
    figure = charts.labels(seen("demo"), NL).figure
    assert {sum(bar.y[k] for bar in figure.data) for k in range(len(figure.data[0].x))} == {3000}


def test_survival_starts_at_all_and_only_falls():
    for line in charts.survival(seen("demo"), NL).figure.data[:-1]:
        assert line.y[0] == 1 and list(line.y) == sorted(line.y, reverse=True)


def test_weeks_and_payback_are_drawn_for_builders_whose_own_figures_are_here_only_a38_a39():
    assert [len(charts.work(seen(name), NL).figure.data[0].y) for name in ("demo",)] == [3]
    assert charts.work(seen("three"), NL).figure is None and charts.payback(seen("three"), NL).figure is None
