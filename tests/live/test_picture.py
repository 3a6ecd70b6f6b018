"""The key chart of a room on one screen: drawn when it is looked at, big on the projector, and left behind in the notebook."""

from types import SimpleNamespace

import plotly.graph_objects as go
from windows import desk

from alliance_lib import live
from alliance_lib.live import picture
from alliance_lib.result import Finding
from alliance_lib.style import Drawing
from alliance_lib.words import Words


def drawn(path, times: list, figure: go.Figure | None) -> live.Picture:
    def ask(alliance, *, seed):
        times.append(alliance.round)

    def draw(result, words):
        return Drawing("intake.chart.agreement", figure, Finding("intake.nothing_agreement"))

    return live.Picture(live.Bar(desk(path), Words("nl")), 2, ask, draw)


def test_it_is_drawn_when_it_is_looked_at_and_again_only_after_a_change(path):
    asked: list = []
    part = drawn(path, asked, go.Figure(go.Bar(x=[1], y=["a"])))
    assert asked == []
    part.look()
    part.look()
    assert asked == [2] and len(part.figure.data) == 1 and part.question.value
    desk(path).record([("topics", {"topic_id": "T0"}, {"stake_1to5": 2})], "x", desk(path).read().revision)
    part.look()
    assert asked == [2, 2] and len(part.figure.data) == 1


def test_the_chart_is_left_in_the_notebook_though_nobody_looked_at_it(path, monkeypatch):
    left = []
    monkeypatch.setattr(picture, "display", lambda *shown, display_id: SimpleNamespace(update=lambda told, raw: left.append(told)))
    asked: list = []
    part = drawn(path, asked, go.Figure(go.Bar(x=[1], y=["a"])))
    part.stay()
    assert left[-1]["application/vnd.plotly.v1+json"]["data"][0]["type"] == "bar" and "<" in left[-1]["text/html"]
    assert part.figure not in part.box.children, "drawn out of sight it would be measured wrongly"
    part.look()
    assert part.figure in part.box.children and asked == [2], "worked out once"


def test_without_a_figure_there_is_the_sentence_that_says_why(path):
    part = drawn(path, [], None)
    part.look()
    assert part.figure not in part.box.children and part.conclusion.value


def test_a_page_that_opens_later_gets_the_figure_as_it_stands(path):
    part = drawn(path, [], go.Figure(go.Bar(x=[1], y=["a"])))
    part.look()
    live.settle(part.figure)
    assert len(part.figure.get_state()["_widget_data"]) == 1


def test_on_the_projector_no_type_is_small_and_the_figure_is_low_enough():
    small = go.Figure(go.Bar(x=[1], y=["a"], text=["1"], textfont={"size": 9}), {"height": 600, "xaxis": {"tickfont": {"size": 11}}})
    big = live.projected(small)
    assert big.layout.height == picture.HEIGHT
    assert (big.data[0].textfont.size, big.layout.xaxis.tickfont.size) == (24, 18)
    assert small.data[0].textfont.size == 9, "the chart of the notebook stays as it was"


def test_rows_that_stand_close_keep_type_that_fits_between_them_and_their_legend_stays_big():
    notes = [{"text": "a", "font": {"size": 15}, "bgcolor": "#ffffff"}]
    close = live.projected(go.Figure(layout={"height": 900, "annotations": notes, "legend": {"font": {"size": 15}}}))
    assert (close.layout.annotations[0].font.size, close.layout.legend.font.size) == (18, 24)
    assert close.layout.annotations[0].bgcolor is None and close.layout.height < 560, "a screen of 720, less the chooser and the question"


def test_a_figure_that_is_left_behind_can_be_read_without_a_kernel():
    assert picture.still(go.Figure(go.Bar(x=[1], y=["a"])))["application/vnd.plotly.v1+json"]["data"][0]["type"] == "bar"
