"""Each chart of the goals room shows what the tables say, or says why there is nothing to show."""

import pytest
from demo_frames import demo
from goal_worlds import ASSUME, chosen, made

from alliance_lib.alliance import from_frames
from alliance_lib.goals import charts, prune
from alliance_lib.style import figure
from alliance_lib.words import Words

CHARTS = (charts.concreteness, charts.survival, charts.shares, charts.agreement, charts.chain, charts.losses, charts.deliverables)
NL = Words("nl")


def result(alliance, **changed):
    return prune(alliance, assume=ASSUME.with_values(**changed), seed=1)


@pytest.fixture(scope="module")
def story():
    return result(demo(3))


def traces(drawing) -> dict:
    return {trace.name: trace for trace in drawing.figure.data}


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_chart_has_a_question_and_a_conclusion_in_words(story, chart, lang):
    words = Words(lang)
    for found in (story, result(demo(1)), result(from_frames({}, 1))):
        drawing = chart(found, words)
        assert words.say(drawing.question).endswith("?") and words.finding(drawing.conclusion)


@pytest.mark.parametrize("chart", CHARTS)
def test_without_data_there_is_no_figure(chart):
    assert chart(result(from_frames({}, 1)), NL).figure is None


def test_concreteness_marks_the_five_er_goals_as_missing_everything(story):
    drawn = traces(charts.concreteness(story, NL))
    assert len(drawn["Ontbreekt"].x) == 5 * len(charts.ELEMENTS) and len(drawn["Staat er"].x) == 9 * len(charts.ELEMENTS)


def test_survival_shows_proposal_and_decision_side_by_side(story):
    drawn = traces(charts.survival(story, NL))
    assert list(drawn["Voorstel: houden"].y) == [0, 1, 2] and len(drawn["Besluit: houden"].y) == 3
    assert set(drawn["Besluit: houden"].y) == {0, 1, 2}


def test_survival_without_values_says_why_there_is_nothing():
    drawing = charts.survival(result(from_frames({"goals": demo(3)["goals"]}, 3)), NL)
    assert drawing.figure is None and drawing.conclusion.code == "goals.missing_values"


def test_shares_shows_one_bar_when_the_decision_is_the_proposal_and_two_when_it_is_not(story):
    assert set(traces(charts.shares(story, NL))) == {"Voorstel en besluit"}
    values = {"N": {"a": (4, 0), "b": (1, 0)}, "Z": {"a": (3, 0), "b": (1, 0)}}
    other = result(made(values, goal_choices=chosen(a="no", b="keep")), goal_budget=1)
    assert set(traces(charts.shares(other, NL))) == {"Voorstel", "Besluit"}
    assert set(traces(charts.shares(result(made(values)), NL))) == {"Voorstel"}


def test_chain_marks_what_a_goal_that_stays_still_lacks_a33(story):
    drawn = traces(charts.chain(story, NL))
    assert len(drawn["Staat er"].x) == 3 * len(charts.LINKS) - 2 and len(drawn["Ontbreekt"].x) == 2


def test_losses_shows_each_strike_by_party_and_says_so_when_nothing_was_struck_a37(story):
    drawn = charts.losses(story, NL).figure.data[0]
    assert drawn.z.shape == (11, 5) and drawn.z[2].tolist() == [1, 3, 0, 0, 1]
    kept = result(made({"N": {"a": (4, 0)}, "Z": {"a": (3, 0)}}, goal_choices=chosen(a="keep")))
    assert charts.losses(kept, NL).figure is None and charts.losses(kept, NL).conclusion.code == "goals.no_strikes"


def test_deliverables_draws_a_bar_over_the_period_of_each_b37(story):
    drawn = traces(charts.deliverables(story, NL))
    assert len(drawn["Doel blijft"].x) == 6 and len(drawn["Doel valt af"].x) == 1
    days = drawn["Doel valt af"].x[0] / 86_400_000
    assert days == (story["deliverables"]["end_date"] - story["deliverables"]["start_date"]).dt.days.iloc[-1]


def test_agreement_draws_before_and_after_for_every_type_of_clause(story):
    drawn = traces(charts.agreement(story, NL))
    assert sum(drawn["Eerst"].x) == 45 and sum(drawn["Na het besluit"].x) < 45 / 2
    assert "Na het besluit" not in traces(charts.agreement(result(demo(1)), NL))


@pytest.mark.parametrize("parties", [2, 12])
def test_names_stay_readable_for_two_and_for_twelve_parties(parties):
    codes = [f"P{n}" for n in range(parties)]
    names = made({}, round=1)["parties"].iloc[:1]
    many = names.loc[names.index.repeat(parties)].assign(party_id=codes, name=[f"<b>Woningstichting</b> Nummer {n}" for n in range(parties)])
    values = {code: {"a": (4, 0), "b": (1 + n % 3, 0)} for n, code in enumerate(codes)}
    made_up = charts.shares(result(made(values, parties=many), goal_budget=1), NL).figure
    assert len(made_up.layout.yaxis.ticktext) == parties and not any("<b>" in name for name in made_up.layout.yaxis.ticktext)
    assert made_up.layout.height >= figure("nl", parties).layout.height


def test_on_a_low_screen_twelve_parties_become_marks_with_their_names_on_one_line_and_five_stay_bars(story):
    codes = [f"P{n}" for n in range(12)]
    many = made({}, round=1)["parties"].iloc[:1].loc[[0] * 12].assign(party_id=codes, name=[f"Woningstichting met een lange naam {n}" for n in range(12)])
    values = {code: {"a": (4, 0), "b": (1 + n % 3, 0)} for n, code in enumerate(codes)}
    low = charts.shares(result(made(values, parties=many), goal_budget=1), NL, wide=True).figure
    assert {trace.type for trace in low.data} == {"scatter"} and list(low.data[0].y) == list(range(12))
    assert not any("<br>" in name for name in low.layout.yaxis.ticktext)
    assert {trace.type for trace in charts.shares(story, NL, wide=True).figure.data} == {"bar"}


def test_no_chart_uses_type_smaller_than_the_house_style(story):
    for chart in CHARTS:
        assert chart(story, NL).figure.layout.font.size >= 15
