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

CHARTS = (charts.ground, charts.pairs, charts.influence, charts.votes)
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
        "stances": pd.DataFrame(stances), "influence": pd.DataFrame(influence)}, 1)


def written(figure):
    return [note.text for note in figure.layout.annotations]


def traces(figure):
    return {trace.name: trace for trace in figure.data}


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_chart_of_the_demo_has_a_question_a_figure_and_a_conclusion(chart, lang):
    words = Words(lang)
    drawing = chart(looked_at(demo(1)), words)
    assert words.say(drawing.question).endswith("?") and words.finding(drawing.conclusion).endswith(".")
    assert drawing.figure.layout.height >= 280 and drawing.figure.layout.title.text is None


@pytest.mark.parametrize("chart", CHARTS)
def test_with_nothing_to_draw_there_is_a_sentence_instead_of_an_empty_frame(chart):
    drawing = chart(looked_at(from_frames({}, 1)), NL)
    assert drawing.figure is None and NL.finding(drawing.conclusion).endswith(".")


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("parties", [2, 12])
def test_two_parties_and_twelve_can_be_drawn_and_their_text_is_no_markup(chart, parties):
    figure = chart(looked_at(made_up(parties)), NL).figure
    shown = " ".join([*written(figure), *(str(trace.name) for trace in figure.data)])
    assert "<b>Bouw" not in shown and "Bouw &amp; V00" in shown.replace("<br>", " ")


def test_every_goal_stands_once_on_the_screen_under_its_own_heading():
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


def test_parties_at_the_same_point_share_one_label():
    alliance = made_up(3)
    same = pd.DataFrame([{"party_id": p, "on_party_id": q, "influence_0to4": 2} for p in ("V00", "V01", "V02") for q in ("V00", "V01", "V02")])
    figure = charts.influence(looked_at(from_frames(dict(alliance.frames) | {"influence": same}, 1)), NL).figure
    assert [trace.text for trace in figure.data if trace.text] == ["V00, V01, V02"]


def test_influence_is_not_drawn_for_a_shared_audience_without_every_partys_approval():
    alliance = from_frames({name: rows for name, rows in demo(1).frames.items() if name != "approvals"}, 1)
    drawing = charts.influence(looked_at(publication.permitted(alliance, "session")), NL)
    assert drawing.figure is None and drawing.conclusion.code == "interests.nothing_influence"


def test_the_bars_are_the_shares_of_the_table_and_the_label_tells_the_size():
    found = looked_at(demo(1))
    figure = charts.votes(found, NL).figure
    bars = traces(figure)
    assert list(bars["Deel van de stemmen"].x) == found["power"]["votes_share"].tolist()
    assert list(bars["Geeft de doorslag"].text)[0] == "44 %"
    texts = [text.replace("<br>", " ") for text in written(figure)]
    assert texts[0] == "Woonstichting De Vliet: 3 stemmen, 18.200 woningen" and texts[2].endswith("1 stem, 420 woningen per jaar")


def test_without_votes_of_everybody_there_are_no_bars():
    parties = demo(1)["parties"]
    parties.loc[0, "votes_count"] = None
    drawing = charts.votes(looked_at(from_frames(dict(demo(1).frames) | {"parties": parties}, 1)), NL)
    assert drawing.figure is None and drawing.conclusion.code == "interests.nothing_votes"
