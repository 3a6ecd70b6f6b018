"""The intake's charts: a question, a figure where there is something to draw, and a conclusion."""

import pandas as pd
import pytest

from alliance_lib import publication
from alliance_lib.publication import history
from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.intake import charts, diagnose
from alliance_lib.words import Words
from demo_frames import demo
from worlds import roster, world

CHARTS = (charts.agreement, charts.ladder, charts.place, charts.decisions, charts.waiting, charts.coverage, charts.mirror, charts.values,
          charts.timeline, charts.depends)
NL = Words("nl")


def looked_at(alliance):
    return diagnose(alliance, assume=load("intake"), seed=1)


def shared(alliance):
    return publication.publish(alliance, {"intake": looked_at}, "session", history.empty()).results["intake"]


def texts(part):
    """Every text in a figure."""
    if isinstance(part, dict):
        return [text for value in part.values() for text in texts(value)]
    if isinstance(part, (list, tuple)):
        return [text for value in part for text in texts(value)]
    return [part] if isinstance(part, str) else []


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_chart_of_the_demo_has_a_question_a_figure_and_a_conclusion(chart, lang):
    drawing, words = chart(looked_at(demo(1)), Words(lang)), Words(lang)
    assert words.say(drawing.question).endswith("?") and words.finding(drawing.conclusion).endswith(".")
    assert drawing.figure.layout.height >= 280 and drawing.figure.layout.title.text is None


@pytest.mark.parametrize("chart", CHARTS)
def test_with_nothing_to_draw_there_is_a_sentence_instead_of_an_empty_frame(chart):
    drawing = chart(looked_at(from_frames({}, 1)), NL)
    assert drawing.figure is None and NL.finding(drawing.conclusion).endswith(".")


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("parties", [2, 12])
def test_two_parties_and_twelve_can_be_drawn(chart, parties):
    names = [f"V{n:02}" for n in range(parties)]
    people = roster(19).assign(party_id=[names[n % parties] for n in range(24)])
    alliance = world(people=people, parties=pd.DataFrame({"party_id": names, "name": names, "type_code": "other"}))
    assert NL.finding(chart(looked_at(alliance), NL).conclusion).endswith(".")


def test_agreement_shows_what_the_table_says_and_concludes_with_the_finding():
    found = looked_at(demo(1))
    drawing = charts.agreement(found, NL)
    dots = {trace.name: trace for trace in drawing.figure.data if trace.mode == "markers"}
    rows = found["agreement"]
    assert sorted(dots["In de groep"].x) == sorted(rows["claimed"]) and sorted(dots["In de gesprekken"].x) == sorted(rows["private"])
    assert drawing.conclusion.code == "intake.apparent_agreement"
    strokes = {trace.name: sum(x is None for x in trace.x) for trace in drawing.figure.data if trace.mode == "lines"}
    assert strokes == {"Toeval geeft dit": 10, "Verschil groter dan toeval": 4, "Kan toeval zijn": 6}


def test_a_shared_page_shows_classes_as_tiles_in_the_order_of_the_topics_and_no_number():
    found = shared(demo(1))
    drawing = charts.agreement(found, NL)
    tiles, = drawing.figure.data
    assert tiles.type == "heatmap" and {text for row in tiles.text for text in row} <= {"Eens", "Verdeeld", "–"}
    names = [label.text for label in drawing.figure.layout.annotations]
    assert names == demo(1)["topics"]["name"].tolist()


def test_ladder_counts_every_complaint_once_and_colours_what_lies_higher():
    found = looked_at(demo(1))
    figure = charts.ladder(found, NL).figure
    lines = [trace for trace in figure.data if trace.mode == "lines+markers"]
    counts = [int(label.text) for label in figure.layout.annotations if label.text.isdigit()]
    assert len(lines) == len(found["ladder"]) and sum(counts) == found["ladder"]["complaints_count"].sum()
    assert {trace.y[1] > trace.y[0] for trace in lines if trace.name == "Oorzaak hoger"} == {True}
    heights = [(label.x, label.y) for label in figure.layout.annotations]
    assert len(set(heights)) == len(heights), "two counts stand on one spot"


def test_ladder_without_any_known_cause_says_that_it_was_not_discussed():
    complaints = pd.DataFrame({"complaint_id": ["K1"], "round": 1, "text": "x", "symptom_level_code": "execution"})
    drawing = charts.ladder(looked_at(world(complaints=complaints)), NL)
    assert drawing.figure is not None and drawing.conclusion.code == "intake.only_unknown"


def test_place_has_colour_only_where_a_level_is_named_and_nothing_for_others():
    found = looked_at(demo(1))
    tiles, = charts.place(found, NL).figure.data
    assert sum(map(sum, tiles.z)) == (found["place"]["place_code"] != "unclear").sum() > 0
    assert sum(text.startswith("●") for row in tiles.text for text in row) == sum(map(sum, tiles.z))
    assert charts.place(shared(demo(1)), NL).figure is None


@pytest.mark.parametrize("found", [looked_at(demo(1)), shared(demo(1))], ids=["numbers", "classes"])
def test_on_a_low_screen_the_names_of_topics_stand_beside_their_rows(found):
    high, low = charts.agreement(found, NL).figure, charts.agreement(found, NL, wide=True).figure
    assert low.layout.annotations == () and len(low.layout.yaxis.ticktext) == len(high.layout.annotations) == 10
    rows = low.data[0].y if low.data[0].type == "heatmap" else next(trace.y for trace in low.data if trace.mode == "markers")
    assert sorted(low.layout.yaxis.tickvals) == sorted(rows), "a name stands at the height of its row"


def test_as_long_as_nothing_is_published_there_is_a_reason_and_no_empty_figure():
    unpublished = publication.frozen(demo(1), "session", history.empty())
    drawing = charts.agreement(looked_at(unpublished), NL)
    assert drawing.figure is None and drawing.conclusion.code == "intake.not_published"


def test_where_no_level_stands_out_over_everything_the_conclusion_names_the_topics_that_have_colour():
    found = looked_at(demo(1))
    said = charts.place(found, NL).conclusion
    coloured = found["place"].query("place_code != 'unclear'")["topic"]
    assert said.code == "intake.sticks_topics" and said.facts["n"] == len(coloured) == 2
    assert all(topic in NL.finding(said) for topic in coloured)
    assert charts.place(looked_at(demo(3)), NL).conclusion.code == "intake.sticks_unclear"


def test_counts_of_people_have_no_halves_on_their_axis():
    people = roster(3)
    figure = charts.coverage(looked_at(world(people=people)), NL).figure
    assert figure.layout.xaxis.dtick == 1


def test_decisions_show_the_oldest_at_the_top_with_whom_it_waits_for():
    found = looked_at(demo(1))
    figure = charts.decisions(found, NL).figure
    assert list(figure.data[0].x) == found["owed"]["waiting_days"].tolist() == sorted(figure.data[0].x, reverse=True)
    assert figure.layout.annotations[0].text.startswith("<b>Stuurgroep, Woonstichting De Vliet</b>")


def test_markup_in_a_participants_text_stays_text():
    evil = pd.DataFrame([{"decision_id": "B1", "subject": "<img src=x>", "level_code": "board", "asked_date": pd.Timestamp("2024-01-01")}])
    topics = pd.DataFrame({"topic_id": ["T0", "T1"], "name": ["<b>a</b>", "<a href='x'>y</a>"]})
    found = looked_at(world(decisions=evil, topics=topics))
    drawn = [chart(found, NL).figure for chart in CHARTS]
    said = " ".join(text for figure in drawn if figure is not None for text in texts(figure.to_dict()))
    assert "&lt;img src=x&gt;" in said and "&lt;b&gt;a&lt;/b&gt;" in said
    assert "<img" not in said and "<b>a" not in said and "<a href" not in said


def test_above_twenty_links_the_ladder_is_a_matrix_with_every_complaint_in_it_A06():
    felt = demo(1)["complaints"]
    many = pd.concat([felt, felt.assign(complaint_id="L" + felt["complaint_id"])])
    found = looked_at(from_frames(dict(demo(1).frames) | {"complaints": many}, 1))
    tiles, = charts.ladder(found, NL).figure.data
    assert tiles.type == "heatmap" and sum(int(text) for row in tiles.text for text in row if text) == 2 * len(felt)
    assert sum(z == 1 for row in tiles.z for z in row) == (found["ladder"]["levels_up"] > 0).sum()


def test_waiting_steps_down_per_level_and_names_where_half_is_not_decided_yet_A20():
    found = looked_at(demo(1))
    drawing = charts.waiting(found, NL)
    assert {line.name: len(line.x) for line in drawing.figure.data} == {
        NL.label("level", level): len(rows) for level, rows in found["waiting_curve"].groupby("level_code")}
    assert all(line.line.shape == "hv" and list(line.y) == sorted(line.y, reverse=True) for line in drawing.figure.data)
    assert drawing.conclusion.code == "intake.half_not_reached" and charts.waiting(looked_at(demo(3)), NL).conclusion.code == "intake.half_waits"


def test_coverage_shows_who_was_spoken_to_per_level_and_nothing_to_others_A27():
    drawing = charts.coverage(looked_at(demo(1)), NL)
    assert [list(bar.x) for bar in drawing.figure.data] == [[6, 5], [2, 0]] and drawing.conclusion.facts == {"n": 11, "of": 13}
    assert charts.coverage(shared(demo(1)), NL).figure is None


def test_mirror_holds_the_practices_beside_their_hours_A21():
    drawing = charts.mirror(looked_at(demo(1)), NL)
    assert list(drawing.figure.data[0].x) == [17, 3] and drawing.conclusion.code == "intake.put_on_market"
    assert "1.590 extra uren per jaar" in drawing.figure.layout.annotations[0].text
    assert charts.mirror(shared(demo(1)), NL).figure == drawing.figure, "agreed work is the same for everybody"


def test_values_show_how_far_places_lie_apart_and_name_no_party_B24():
    drawing = charts.values(looked_at(demo(1)), NL)
    strokes = drawing.figure.data[0]
    assert [high - low for low, high in zip(strokes.x[::3], strokes.x[1::3], strict=True)] == looked_at(demo(1))["values"]["spread"].tolist()
    assert "geen oordeel" in NL.finding(drawing.conclusion)
    assert not any(name in " ".join(texts(drawing.figure.to_dict())) for name in demo(1).party_names.values())


def test_the_timeline_has_a_mark_for_every_event_from_the_first_to_the_last_and_fits_on_one_page_A09():
    found = looked_at(demo(3))
    drawing = charts.timeline(found, NL)
    marks = {at: trace.name for trace in drawing.figure.data if trace.mode == "markers" for at in trace.y}
    assert [marks[at] for at in range(len(found["events"]))] == [NL.label("event_kind", code).capitalize() for code in found["events"]["kind_code"]]
    assert drawing.figure.layout.annotations[0].text.startswith("<b>12 september 2019</b>")
    assert drawing.figure.layout.height < 1000, "a page of A4 is about 1,120 dots high"


def test_under_each_decision_stands_what_hangs_on_it_also_through_another_one_B23():
    chain = pd.DataFrame({"decision_id": ["B10", "B08", "B09"], "needs_decision_id": ["B01", "B01", "B10"]})
    found = looked_at(from_frames(dict(demo(1).frames) | {"decision_needs": chain}, 1))
    drawing = charts.depends(found, NL)
    names = demo(1)["decisions"].set_index("decision_id")["subject"]
    shown = [(label.x, label.text.replace("<br>", " ")) for label in drawing.figure.layout.annotations]
    wanted = [(0, "B01"), (1, "B08"), (1, "B10"), (2, "B09")]
    assert [depth for depth, _ in shown] == [depth for depth, _ in wanted]
    assert all(names[code].startswith(text) for (_, text), (_, code) in zip(shown, wanted, strict=True))
    assert drawing.conclusion.code == "intake.hangs_on"


def test_decisions_in_a_circle_and_too_many_of_them_are_said_in_a_sentence():
    circle = pd.DataFrame({"decision_id": ["B01", "B02"], "needs_decision_id": ["B02", "B01"]})
    found = looked_at(from_frames(dict(demo(1).frames) | {"decision_needs": circle}, 1))
    assert charts.depends(found, NL).figure is None and charts.depends(found, NL).conclusion.code == "intake.circle"
    many = pd.DataFrame({"decision_id": [f"X{n:02}" for n in range(14)], "subject": "x", "level_code": "board", "asked_date": pd.Timestamp("2024-01-01")})
    needs = pd.DataFrame({"decision_id": [f"X{n:02}" for n in range(1, 14)], "needs_decision_id": "X00"})
    assert charts.depends(looked_at(world(decisions=many, decision_needs=needs)), NL).conclusion.facts == {"n": 14}
