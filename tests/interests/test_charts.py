"""The interests room's charts: a question, a figure where there is something to draw, and a conclusion."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib import publication
from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.interests import charts, compare
from alliance_lib.words import Words
from demo_frames import demo

CHARTS = (charts.ground, charts.network, charts.pairs, charts.influence, charts.power, charts.exchange, charts.spread)
NL = Words("nl")
LONG = "Verduurzamingsprestatieovereenkomst voor alle complexen met een energielabel slechter dan D, met begeleiding van bewoners vóór, tijdens en na de werkzaamheden in de woning"


def looked_at(alliance):
    return compare(alliance, assume=load("interests").with_values(draws=200), seed=1)


def made_up(parties, goals=4):
    """So many parties, with a long goal name, markup in a name, and here and there a stance not asked."""
    draw = np.random.default_rng(parties)
    names = [f"V{n:02}" for n in range(parties)]
    goal = [f"G{n}" for n in range(goals)]
    stances = [{"round": 1, "party_id": p, "goal_id": g, "stance_minus4to4": int(draw.integers(-4, 5))}
               for p in names for g in goal if (p, g) != ("V00", "G0")]
    influence = [{"party_id": p, "on_party_id": q, "influence_0to4": int(draw.integers(0, 5))} for p in names for q in names]
    return from_frames({
        "parties": pd.DataFrame({"party_id": names, "name": [f"<b>Bouw & {p}</b>" for p in names], "type_code": "builder",
                                 "votes_count": 1, "size_homes": 10}),
        "goals": pd.DataFrame({"goal_id": goal, "name": [LONG, *goal[1:]], "text": "x"}),
        "gives_gets": pd.DataFrame([{"entry_id": f"{p}{way}", "party_id": p, "direction_code": way, "subject": f"{way} {LONG if p == 'V00' else p[-1]}",
                                     "weight_0to4": 3} for p in names for way in ("gives", "gets")]),
        "stances": pd.DataFrame(stances), "influence": pd.DataFrame(influence)}, 1)


def written(figure):
    return [note.text for note in figure.layout.annotations]


def traces(figure):
    return {trace.name: trace for trace in figure.data}


@pytest.mark.parametrize("chart", [*CHARTS, charts.rules])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_chart_of_the_demo_has_a_question_a_figure_and_a_conclusion(chart, lang):
    words = Words(lang)
    drawing = chart(looked_at(demo(1)), words)
    assert words.say(drawing.question).endswith("?") and words.finding(drawing.conclusion).endswith(".")
    assert drawing.figure.layout.height >= 280 and drawing.figure.layout.title.text is None


@pytest.mark.parametrize("chart", [*CHARTS, charts.rules])
def test_with_nothing_to_draw_there_is_a_sentence_instead_of_an_empty_frame(chart):
    drawing = chart(looked_at(from_frames({}, 1)), NL)
    assert drawing.figure is None and NL.finding(drawing.conclusion).endswith(".")


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("parties", [2, 12])
def test_two_parties_and_twelve_can_be_drawn_and_their_text_is_no_markup(chart, parties):
    figure = chart(looked_at(made_up(parties)), NL).figure
    shown = " ".join([*written(figure), *(str(trace.name) for trace in figure.data)])
    assert "<b>Bouw" not in shown and (chart == charts.spread or "Bouw &amp; V00" in shown.replace("<br>", " "))


def test_on_a_low_screen_each_party_of_the_network_has_its_name_beside_it_and_not_in_the_legend():
    figure = charts.network(looked_at(made_up(12)), NL, wide=True).figure
    assert len(written(figure)) == 12 and not any("<b>" in text for text in written(figure))
    assert all(trace.mode == "lines" for trace in figure.data if trace.showlegend is not False)


def test_more_and_less_than_an_equal_share_differ_in_shape_and_every_mark_holds_its_number():
    marks = [trace.marker for trace in charts.power(looked_at(demo(1)), NL).figure.data]
    assert len({mark.symbol for mark in marks}) == 2 and min(min(mark.size) for mark in marks) > 20


def test_agreement_trade_and_friction_are_on_one_screen_and_every_goal_stands_there_once_a32():
    found = looked_at(demo(1))
    texts = written(charts.ground(found, NL).figure)
    heads = [texts.index(f"<b>{head}</b>") for head in ("Hier zijn we het over eens", "Hier kunnen we ruilen", "Hier schuurt het")]
    assert heads == sorted(heads) and all(texts.count(goal) == 1 for goal in found["ground"]["goal"])
    assert heads[1] < texts.index("Vaste stroom per bouwer") < heads[2] < texts.index("Biobased isolatie")


def test_every_stance_is_one_mark_and_what_is_not_known_is_not_a_zero():
    found = looked_at(demo(1))
    marks = traces(charts.ground(found, NL).figure)
    counts = {name: len(trace.x) for name, trace in marks.items()}
    stance = found["stances"]["stance_minus4to4"]
    assert counts == {"Voor": (stance > 0).sum(), "Tegen": (stance < 0).sum(), "Maakt niet uit": 0, "Geen houding bekend": 1}
    assert set(marks["Tegen"].text) == {"−1", "−2", "−3"}


def test_a_long_goal_name_is_written_whole_and_its_marks_stand_below_it():
    figure = charts.ground(looked_at(made_up(5)), NL).figure
    note = next(one for one in figure.layout.annotations if one.text.startswith("Verduurzamings"))
    assert note.text.replace("<br>", " ") == LONG and max(map(len, note.text.split("<br>"))) <= charts.WIDE
    below = min(y for trace in figure.data for y in trace.y if y > note.y)
    assert below - note.y >= charts.LINE * len(note.text.split("<br>"))


def test_the_three_orders_stand_side_by_side_and_two_where_influence_is_not_shared():
    named = {"Voor of tegen", "Ook hoe sterk", "Met macht meegeteld"}
    assert named <= set(traces(charts.pairs(looked_at(demo(1)), NL).figure))
    without = from_frames({name: rows for name, rows in demo(1).frames.items() if name != "influence"}, 1)
    assert named & set(traces(charts.pairs(looked_at(without), NL).figure)) == {"Voor of tegen", "Ook hoe sterk"}


def test_each_pair_says_in_words_how_likely_it_is_and_the_least_together_comes_first():
    found = looked_at(demo(1))
    texts = [text.replace("<br>", " ") for text in written(charts.pairs(found, NL).figure)]
    assert texts[0] == "Woonstichting De Vliet – Bouwgroep Sluiskolk: waarschijnlijk samen" and len(texts) == 10


def test_of_many_pairs_only_those_that_stand_together_least_are_drawn_and_the_axis_says_so():
    figure = charts.pairs(looked_at(made_up(12)), NL).figure
    assert len(written(figure)) == charts.MOST and "15 paren" in figure.layout.xaxis.title.text


def test_influence_and_dependence_stand_on_one_line_per_party_with_the_rank_it_may_have():
    found = looked_at(demo(1))
    figure = charts.influence(found, NL).figure
    marks, rows = traces(figure), found["power"].set_index("party")
    texts = [text.replace("<br>", " ") for text in written(figure)]
    top = rows.loc[texts[0].split(":")[0]]
    assert {str(int(top["rank_best"])), str(int(top["rank_worst"]))} == set(texts[0].split("plaats ")[1].split(" tot "))
    assert texts[-1].startswith("Renovatiebedrijf Wilgenhout: plaats ")
    order = [text.split(":")[0] for text in texts]
    for name, column in (("Invloed op anderen", "influence"), ("Afhankelijk van anderen", "dependence")):
        assert list(marks[name].x) == rows.loc[order, column].tolist()


def test_with_twelve_parties_every_name_of_influence_has_a_line_of_its_own():
    figure = charts.influence(looked_at(made_up(12)), NL).figure
    heights = sorted(note.y for note in figure.layout.annotations)
    assert len(heights) == 12 and min(b - a for a, b in zip(heights, heights[1:])) >= charts.LINE + charts.MARK


def places(figure):
    return {trace.text[0]: (trace.x[0], trace.y[0]) for trace in figure.data if trace.mode == "markers+text"}


def test_in_the_network_a_party_keeps_its_place_in_every_round_and_for_every_audience():
    unapproved = from_frames({name: rows for name, rows in demo(3).frames.items() if name != "approvals"}, 3)
    seen = [charts.network(looked_at(one), NL).figure for one in (demo(1), demo(3), publication.permitted(demo(3), "session"))]
    assert places(seen[0]) == places(seen[1]) == places(seen[2]) and len(places(seen[0])) == 5
    assert charts.network(looked_at(publication.permitted(unapproved, "session")), NL).figure is None


def test_a_line_of_the_network_is_what_the_pairs_say():
    found = looked_at(made_up(12))
    last = found["pairs"][found["pairs"]["order"] == 3]
    lines = {name: trace for name, trace in traces(charts.network(found, NL).figure).items() if trace.mode == "lines"}
    drawn = {name: list(trace.x).count(None) for name, trace in lines.items()}
    count = last["likely_code"].value_counts()
    assert drawn == {"Waarschijnlijk samen": count["together"], "Waarschijnlijk tegenover elkaar": count["apart"], "Niet te zeggen": count["unclear"]}


def test_the_give_and_get_matrix_puts_needs_without_an_offer_first_and_marks_every_party_b44():
    found = looked_at(demo(3))
    figure = charts.exchange(found, NL).figure
    texts, marks = written(figure), traces(figure)
    heads = [texts.index(f"<b>{head}</b>") for head in ("Behoefte zonder aanbod", "Behoefte en aanbod", "Aanbod dat nog niemand gebruikt")]
    assert heads == sorted(heads) and heads[0] < texts.index("Snelle vergunning") < heads[1] < texts.index("Vaste stroom woningen") < heads[2]
    assert len(marks["Brengt"].x) + len(marks["Komt halen"].x) == len(found["gifts"])


def test_in_the_matrix_everything_may_be_met():
    both = pd.DataFrame([("1", "V00", "gives", "x"), ("2", "V01", "gets", "X ")], columns=["entry_id", "party_id", "direction_code", "subject"])
    drawing = charts.exchange(looked_at(from_frames(dict(made_up(2).frames) | {"gives_gets": both}, 1)), NL)
    assert drawing.conclusion.code == "interests.all_met" and "<b>Behoefte en aanbod</b>" in written(drawing.figure)


def test_power_has_a_mark_per_party_and_source_and_colours_more_than_an_equal_share_b25():
    found = looked_at(demo(3))
    figure = charts.power(found, NL).figure
    marks, rows = traces(figure), found["sources"]
    assert len(marks["Meer dan een gelijk deel"].x) == (rows["above_equal"] > charts.EVEN).sum()
    assert sum(len(trace.x) for trace in marks.values()) == len(rows) == 14 * 5
    assert {"Omvang (binnen de eigen soort)", "Zetels in de stuurgroep", "Voorzitterschappen", "Informatie die anderen nodig hebben"} <= set(written(figure))


def test_the_spread_shows_every_known_stance_as_a_dot_with_the_widest_goal_at_the_top_b38():
    found = looked_at(demo(1))
    figure = charts.spread(found, NL).figure
    dots = traces(figure)["Zoveel partijen staan hier"]
    assert sum(map(int, dots.text)) == len(found["stances"]) == 69
    assert written(figure)[0] == "Lagere kosten per woning" and {"Sneller", "Beter"} <= set(written(figure))


def test_influence_is_not_drawn_for_a_shared_audience_without_every_partys_approval():
    alliance = from_frames({name: rows for name, rows in demo(1).frames.items() if name != "approvals"}, 1)
    drawing = charts.influence(looked_at(publication.permitted(alliance, "session")), NL)
    assert drawing.figure is None and drawing.conclusion.code == "interests.nothing_influence"
