"""The charts of the health room: the pulse, its trend, who has met whom, and the actions."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from alliance_lib.result import Finding, Result
from alliance_lib.style import BLUE, GREY, HUES, INK, ORANGE, PALE, SKY, SYMBOLS, Drawing, figure, plain
from alliance_lib.words import Words

PAPER = "white"
DARKNESS = {"low": 1.0, "middle": 2.5, "high": 4.0}  # of a band's tile, on the scale of the answers
MOST_ROUNDS = 6  # more do not fit on a telephone
SAYS_PULSE = ("split", "low", "levels_differ", "strong", "pulse_quiet", "as_chance")
SAYS_TREND = ("down", "up", "no_demonstrable_change", "missing_earlier_round", "missing_pulse")
SAYS_PAIRS = ("content_before_meeting", "pairs_missing", "gate_open")
SAYS_ACTIONS = ("late_actions", "actions")
NO_PULSE = ("pulse_withheld", "missing_pulse")


def pulse(result: Result, words: Words) -> Drawing:
    """What does the pulse say, per question and level? Means with their margin, or the published bands."""
    rows = result["pulse"]
    if rows["figure_code"].notna().any():
        return Drawing("health.chart.pulse", _tiles(rows[rows["figure_code"].notna()], words), _said(result, SAYS_PULSE))
    if rows["mean"].isna().all() and not (rows["agreement_code"] == "split").any():
        return Drawing("health.chart.pulse", None, _said(result, NO_PULSE))
    made, places = _item_rows(rows, words)
    made.update_yaxes(tickvals=list(places.values()), showgrid=True)
    cells = list(dict.fromkeys(rows["cell_code"]))
    for number, cell in enumerate(cells):
        beside = 0.6 * (number / (len(cells) - 1) - 0.5) if len(cells) > 1 else 0
        of_cell = rows[rows["cell_code"] == cell]
        _add_means(made, of_cell.assign(place=of_cell["item_code"].map(places) + beside), number, words)
    made.add_scatter(x=[None], y=[None], mode="markers", name=words.say("health.label.open_mark"),
                     marker={"symbol": "circle-open", "size": 12, "color": GREY, "line": {"width": 2}})
    ends = [words.say("health.label.disagree"), "2", "3", words.say("health.label.agree")]
    made.update_xaxes(range=[0.7, 4.3], tickvals=[1, 2, 3, 4], ticktext=ends)
    return Drawing("health.chart.pulse", made, _said(result, SAYS_PULSE))


def trend(result: Result, words: Words) -> Drawing:
    """How does the pulse run over the last rounds? A tile per round, the darker the higher, side by side per level."""
    rows = result["trend"]
    rows = rows[rows["mean"].notna() | rows["figure_code"].notna() | (rows["agreement_code"] == "split")]
    if rows["round"].nunique() < 2:
        return Drawing("health.chart.trend", None, _said(result, ("missing_earlier_round", *NO_PULSE)))
    rounds, cells = sorted(rows["round"].unique())[-MOST_ROUNDS:], list(dict.fromkeys(rows["cell_code"]))
    rows = rows[rows["round"].isin(rounds)]
    made, places = _item_rows(rows, words)
    apart = len(rounds) + 0.4
    for number, cell in enumerate(cells):
        shown = rows[rows["cell_code"] == cell]
        _add_tiles(made, shown["round"].map(rounds.index) + number * apart, shown["item_code"].map(places), shown,
                   [_short(row, words) for row in shown.to_dict("records")])
        made.add_annotation(x=number * apart + (len(rounds) - 1) / 2, y=-0.6, text=_cell(cell, words), showarrow=False,
                            yanchor="bottom", font={"size": 15})
    ticks = [number * apart + place for number in range(len(cells)) for place in range(len(rounds))]
    key = "bands" if rows["figure_code"].notna().any() else "means"
    made.update_xaxes(tickvals=ticks, ticktext=[words.number(int(r), 0) for r in rounds] * len(cells), showgrid=False,
                      title={"text": plain([words.say(f"health.label.{key}")], 40)[0]})
    made.update_layout(margin={"t": 50})
    return Drawing("health.chart.trend", made, _said(result, SAYS_TREND))


def pairs(result: Result, words: Words) -> Drawing:
    """Which executives have met? A row and a column per party."""
    rows = result["pairs"]
    if rows.empty:
        return Drawing("health.chart.pairs", None, _said(result, ("missing_introductions", "missing_parties")))
    parties = list(result["executives"]["party_id"])
    names = [f"{n} {name}" for n, name in enumerate(result["executives"]["party"], 1)]
    made = figure(words.lang, rows=round(1.25 * len(parties)) + 1)
    marks = (("met", True, BLUE, "circle"), ("not_met", False, ORANGE, "square-open"))
    for label, met, hue, symbol in marks:
        held = rows[rows["met"] == met]
        one, other = held["party_id"].map(parties.index), held["other_party_id"].map(parties.index)
        made.add_scatter(x=[*one, *other], y=[*other, *one], mode="markers", showlegend=len(held) > 0,
                         name=words.say(f"health.label.{label}"),
                         marker={"symbol": symbol, "color": hue, "size": 13, "line": {"width": 2, "color": hue}})
    places = list(range(len(parties)))
    made.update_yaxes(tickvals=places, ticktext=plain(names, 22), range=[len(parties) - 0.5, -0.5], zeroline=False)
    made.update_xaxes(tickvals=places, ticktext=[str(p + 1) for p in places], range=[-0.5, len(parties) - 0.5],
                      zeroline=False, tickangle=0)
    made.update_layout(showlegend=True)
    return Drawing("health.chart.pairs", made, _said(result, SAYS_PAIRS))


def actions(result: Result, words: Words) -> Drawing:
    """What was agreed, what is done and what is late? A bar per party."""
    rows = result["actions"]
    if rows.empty:
        return Drawing("health.chart.actions", None, _said(result, ("missing_actions",)))
    made = figure(words.lang, rows=round(1.25 * len(rows)) + 1)
    names = plain([f"{name} ({words.number(n, 0)})" for name, n in zip(rows["party"], rows["agreed"], strict=True)], 24)
    for kind, hue, ink in (("done", BLUE, PAPER), ("open", PALE, INK), ("late", ORANGE, INK)):
        text = [words.number(n, 0) if n > 0 else "" for n in rows[kind]]
        made.add_bar(x=rows[kind], y=list(range(len(rows))), orientation="h", name=words.say(f"health.label.{kind}"),
                     marker={"color": hue, "line": {"color": INK, "width": 1}}, text=text, textposition="inside",
                     insidetextanchor="middle", textangle=0, textfont={"color": ink, "size": 15},
                     showlegend=bool((rows[kind] > 0).any()))
    made.update_layout(barmode="stack", legend={"traceorder": "normal"}, showlegend=True)
    made.update_xaxes(tickformat="d", rangemode="tozero", dtick=max(1, -(-int(rows["agreed"].max()) // 6)))
    made.update_yaxes(tickvals=list(range(len(rows))), ticktext=names, range=[len(rows) - 0.5, -0.5], showgrid=False,
                      zeroline=False)
    return Drawing("health.chart.actions", made, _said(result, SAYS_ACTIONS))


def _said(result: Result, names: Sequence[str]) -> Finding:
    """The heaviest of the findings that answer the chart's question."""
    wanted = [f"health.{name}" for name in names]
    found = [f for f in result.findings if f.code in wanted]
    return max(found, key=lambda f: f.weight) if found else Finding("health.nothing_to_draw")


def _cell(cell: str, words: Words) -> str:
    return words.format_field(cell, "cell")


def _item_rows(rows: pd.DataFrame, words: Words) -> tuple[go.Figure, dict[str, float]]:
    """A figure with a row per item, its text above it, under the heading of its condition; and where each item stands."""
    texts, places = [], {}
    for condition, items in rows.groupby("condition_code", sort=False):
        texts.append(f"<b>{words.format_field(condition, 'condition').capitalize()}</b>")
        for item in dict.fromkeys(items["item_code"]):
            texts += [words.format_field(item, "answer"), ""]
            places[item] = len(texts) - 1
    made = figure(words.lang, rows=round(0.77 * len(texts)))
    for place, text in enumerate(texts):
        made.add_annotation(x=0, xref="paper", xanchor="left", y=place - 0.08, text=text, showarrow=False, bgcolor=PAPER,
                            borderpad=0, font={"size": 15})
    made.update_xaxes(zeroline=False)
    made.update_yaxes(range=[len(texts) - 0.3, -0.6], showgrid=False, showticklabels=False, ticks="", zeroline=False,
                      showline=False)
    return made, places


def _add_means(made: go.Figure, rows: pd.DataFrame, number: int, words: Words) -> None:
    """One level: a filled mark where people agree more than chance, an open one where that cannot be told."""
    hue, symbol = HUES[number % len(HUES)], SYMBOLS[number % len(SYMBOLS)]
    told = rows[rows["mean"].notna()]
    marks = [symbol if code == "agreed" else f"{symbol}-open" for code in told["agreement_code"]]
    made.add_scatter(x=told["mean"], y=told["place"], mode="markers", name=_cell(rows["cell_code"].iloc[0], words),
                     marker={"symbol": marks, "color": hue, "size": 12, "line": {"width": 2, "color": hue}},
                     error_x={"type": "data", "array": told["mean_high"] - told["mean"], "symmetric": False,
                              "arrayminus": told["mean"] - told["mean_low"], "color": hue, "width": 0, "thickness": 2},
                     showlegend=False)
    made.add_scatter(x=[None], y=[None], mode="markers", name=_cell(rows["cell_code"].iloc[0], words),
                     marker={"symbol": symbol, "color": hue, "size": 12})
    split = rows[rows["agreement_code"] == "split"]
    made.add_scatter(x=[2.5] * len(split), y=split["place"], mode="text", showlegend=False,
                     text=[words.say("health.label.split")] * len(split), textfont={"color": hue, "size": 15})


def _tiles(rows: pd.DataFrame, words: Words) -> go.Figure:
    """The published bands: a tile per question and group, the band written in it."""
    made, places = _item_rows(rows, words)
    cells = list(dict.fromkeys(rows["cell_code"]))
    texts = [words.label("figure", code) for code in rows["figure_code"]]
    _add_tiles(made, rows["cell_code"].map(cells.index), rows["item_code"].map(places), rows, texts)
    made.update_xaxes(tickvals=list(range(len(cells))), ticktext=plain([_cell(c, words) for c in cells], 12), side="top",
                      range=[-0.5, len(cells) - 0.5], showgrid=False)
    return made


def _add_tiles(made: go.Figure, xs: pd.Series, ys: pd.Series, rows: pd.DataFrame, texts: list[str]) -> None:
    dark = rows["mean"].fillna(rows["figure_code"].map(DARKNESS)).fillna(DARKNESS["low"]).astype(float)
    made.add_bar(x=xs, y=[0.9] * len(rows), base=ys - 0.45, width=0.94, text=texts, textposition="inside", showlegend=False,
                 insidetextanchor="middle", textangle=0, textfont={"color": INK, "size": 15}, constraintext="none",
                 marker={"color": dark, "colorscale": [[0, PAPER], [1, SKY]], "cmin": 1, "cmax": 4,
                         "line": {"color": GREY, "width": 1}})


def _short(row: dict, words: Words) -> str:
    """What fits in a small tile: a mean, or one letter for a band or for a divided group."""
    if row["agreement_code"] == "split" or row["figure_code"] == row["figure_code"] and row["figure_code"]:
        kind = "split" if row["agreement_code"] == "split" else row["figure_code"]
        return words.say(f"health.label.short_{kind}")
    return words.number(row["mean"], 1)
