"""The interests room's charts: each answers one question, from the result's tables only."""

import textwrap
from collections.abc import Sequence
from itertools import cycle

import pandas as pd
import plotly.graph_objects as go

from alliance_lib.result import Finding, Result
from alliance_lib.schema import codes
from alliance_lib.style import BLUE, GREY, HUES, INK, ORANGE, SYMBOLS, Drawing, figure, plain
from alliance_lib.words import Words

MOST = 15  # pairs in one chart: those that stand together least
WIDE = 44  # letters on one line of a phone
LINE, MARK = 20, 34  # heights of a line of text and of a row of marks
STANCES = (("for", BLUE, "white", "circle"), ("against", ORANGE, INK, "square"), ("indifferent", "white", INK, "circle"))

SIDES = ("top center", "bottom center")
PAIRS_CONCLUDE = ("interests.power_turns", "interests.power_turns_many", "interests.pairs_apart", "interests.pairs_apart_many",
                  "interests.least_together", "interests.least_together_many", "interests.pairs_together",
                  "interests.pairs_unclear", "interests.pairs_unclear_many")
# Inside each other, so that equal shares stay three marks.
ORDER_MARKS = {1: {"symbol": "circle-open", "size": 22, "color": INK, "line": {"width": 2}},
               2: {"symbol": "square-open", "size": 14, "color": ORANGE, "line": {"width": 3}},
               3: {"symbol": "diamond", "size": 9, "color": BLUE}}


def ground(result: Result, words: Words) -> Drawing:
    """Where do we agree, where can we trade, where does it rub? One mark per party beside each goal."""
    rows, taken = result["ground"], result["stances"]
    if rows.empty:
        return Drawing("interests.chart.ground", None, Finding("interests.nothing_ground"))
    names = dict(zip(taken["party_id"], taken["party"], strict=True))
    order = [party for party in dict.fromkeys([*result["power"]["party_id"], *names]) if party in names]
    texts, at, depth = _screen(rows, [(party, names[party]) for party in order], words)
    made = _tall(words.lang, depth)
    for x, y, text, look in texts:
        _write(made, x, y, text, look)
    taken = taken.assign(x=taken["party_id"].map(order.index), y=taken["goal_id"].map(at))
    for (name, hue, ink, symbol), chosen in zip(STANCES, (taken["stance_minus4to4"] > 0, taken["stance_minus4to4"] < 0,
                                                          taken["stance_minus4to4"] == 0), strict=True):
        here = taken[chosen]
        made.add_scatter(x=here["x"], y=here["y"], mode="markers+text", name=words.say(f"interests.label.{name}"),
                         text=[f"{stance:+.0f}".replace("-", "−") if stance else "0" for stance in here["stance_minus4to4"]],
                         textfont={"color": ink, "size": 15},
                         marker={"symbol": symbol, "size": 27, "color": hue, "line": {"color": GREY, "width": 0 if hue != "white" else 1}})
    known = set(zip(taken["party_id"], taken["goal_id"], strict=True))
    blank = [(x, y) for x, party in enumerate(order) for goal, y in at.items() if (party, goal) not in known]
    if blank:
        made.add_scatter(x=[x for x, _ in blank], y=[y for _, y in blank], mode="markers", name=words.say("interests.label.none"),
                         marker={"symbol": "line-ew-open", "size": 10, "color": GREY, "line": {"width": 2}})
    made.update_layout(xaxis={"visible": False, "range": [-0.5, len(order) - 0.5]})
    return Drawing("interests.chart.ground", made, _said(result, "interests.summary") or Finding("interests.nothing_ground"))


def pairs(result: Result, words: Words) -> Drawing:
    """Which parties stand together, and does power change that? The pairs that do so least at the top."""
    rows = result["pairs"]
    rows = rows[rows["together_share"].notna()]
    if rows.empty:
        return Drawing("interests.chart.pairs", None, Finding("interests.nothing_pairs"))
    last = rows[rows["order"] == rows["order"].max()].sort_values("together_share", kind="stable").head(MOST)
    labels = [_whole(words.say(f"interests.label.{row['likely_code']}", pair=f"{row['party_a']} – {row['party_b']}"))
              for row in last.to_dict("records")]
    tops, depth = _stacked(labels, MARK)
    made = _tall(words.lang, depth)
    for y, label in zip(tops, labels, strict=True):
        _write(made, 0, y, label, {"bgcolor": "white"})
    at = {(row["party_a_id"], row["party_b_id"]): y + LINE * _lines(label) + MARK / 2 - 4
          for row, y, label in zip(last.to_dict("records"), tops, labels, strict=True)}
    shown = rows.assign(y=[at.get(pair) for pair in zip(rows["party_a_id"], rows["party_b_id"], strict=True)]).dropna(subset="y")
    _strokes(made, shown)
    for order, here in shown.groupby("order"):
        made.add_scatter(x=here["together_share"], y=here["y"], mode="markers", marker=ORDER_MARKS[order],
                         name=words.say(f"interests.label.order_{order}"))
    title = [words.say("interests.label.same_side")]
    if len(at) < rows["order"].eq(1).sum():
        title.append(words.say("interests.label.least_pairs", n=MOST))
    made.update_layout(xaxis={"title": {"text": "<br>".join(plain(title, WIDE))}, "range": [-0.03, 1.04], "zeroline": False,
                              "tickvals": [0, 0.5, 1], "ticktext": [words.percent(share) for share in (0, 0.5, 1)]})
    return Drawing("interests.chart.pairs", made, _said(result, *PAIRS_CONCLUDE) or Finding("interests.nothing_pairs"))


def influence(result: Result, words: Words) -> Drawing:
    """Who has influence, and who depends on others? Above the line: more influence than dependence."""
    rows = result["power"]
    rows = rows[rows["influence"].notna()]
    if rows.empty:
        return Drawing("interests.chart.influence", None, Finding("interests.nothing_influence"))
    made = figure(words.lang, 9 + len(rows))
    most = 1.15 * max(1.0, rows["influence"].max(), rows["dependence"].max())
    made.add_scatter(x=[0, most], y=[0, most], mode="lines", name=words.say("interests.label.line"),
                     line={"color": GREY, "dash": "dot", "width": 2})
    held = rows.groupby(["dependence", "influence"])["party_id"].agg(", ".join)
    kinds = list(codes()["party_type"])
    beside = dict(zip(rows.sort_values(["dependence", "influence"])["party_id"], cycle(SIDES), strict=False))
    for row in rows.to_dict("records"):
        kind = kinds.index(row["type_code"]) if row["type_code"] in kinds else len(kinds) - 1
        point = (row["dependence"], row["influence"])
        first = held[point].split(", ")[0] == row["party_id"]
        made.add_scatter(x=[point[0]], y=[point[1]], mode="markers+text", name=plain([f"{row['party_id']} {row['party']}"], 36)[0],
                         text=held[point] if first else "", textposition=beside[row["party_id"]], textfont={"size": 17},
                         marker={"size": 17, "color": HUES[kind], "symbol": SYMBOLS[kind]})
    made.update_layout(xaxis={"title": {"text": words.say("interests.label.dependence")}, "range": [0, most], "nticks": 6},
                       yaxis={"title": {"text": words.say("interests.label.influence")}, "range": [0, most], "nticks": 6},
                       legend={"y": 1.02})
    found = _said(result, "interests.weighs_most", "interests.weighs_least", "interests.weighs_most_unclear")
    return Drawing("interests.chart.influence", made, found or Finding("interests.nothing_influence"))


def votes(result: Result, words: Words) -> Drawing:
    """Who can tip a decision, compared with its votes and its size? Two bars per party."""
    rows = result["power"]
    rows = rows[rows["banzhaf"].notna()]
    if rows.empty:
        return Drawing("interests.chart.votes", None, Finding("interests.nothing_votes"))
    labels = [_whole(_party(row, words)) for row in rows.to_dict("records")]
    tops, depth = _stacked(labels, 2 * LINE + 14)
    made = _tall(words.lang, depth)
    for y, label in zip(tops, labels, strict=True):
        _write(made, 0, y, label, {})
    under = [y + LINE * _lines(label) for y, label in zip(tops, labels, strict=True)]
    for name, column, hue, below in (("votes", "votes_share", BLUE, 12), ("tips", "banzhaf", ORANGE, 12 + LINE)):
        made.add_bar(x=rows[column], y=[y + below for y in under], width=LINE - 3, orientation="h", marker={"color": hue},
                     name=words.say(f"interests.label.{name}"), text=[words.percent(share) for share in rows[column]],
                     textposition="outside", textfont={"size": 15}, cliponaxis=False)
    most = 1.25 * max(rows["votes_share"].max(), rows["banzhaf"].max())
    made.update_layout(barmode="overlay", xaxis={"visible": False, "range": [0, most]})
    found = _said(result, "interests.decides_alone", "interests.never_tips", "interests.say_differs", "interests.say_as_votes")
    return Drawing("interests.chart.votes", made, found or Finding("interests.nothing_votes"))


def _said(result: Result, *wanted: str) -> Finding | None:
    """The finding of this result that a chart concludes with: the first of these codes."""
    held = {found.code: found for found in reversed(result.findings)}
    return next((held[code] for code in wanted if code in held), None)


def _screen(rows: pd.DataFrame, parties: Sequence[tuple[str, str]], words: Words) -> tuple[list, dict[str, float], float]:
    """Where everything stands on the common-ground screen: texts, the height of each goal's marks, the depth."""
    texts, at, depth = [], {}, 0.0
    for key in (_whole(f"{party} = {name}") for party, name in parties):
        texts.append((-0.5, depth, key, {"font": {"color": GREY}}))
        depth += LINE * _lines(key)
    for place in ("agree", "trade", "rub", "open"):
        here = rows[rows["place_code"] == place]
        if here.empty:
            continue
        depth += 14
        texts.append((-0.5, depth, f"<b>{words.say(f'interests.label.{place}')}</b>", {"font": {"size": 18}}))
        depth += LINE + 4
        texts += [(x, depth, party, {"xanchor": "center", "font": {"color": GREY}}) for x, (party, _) in enumerate(parties)]
        depth += LINE
        for goal, label in zip(here["goal_id"], map(_whole, here["goal"]), strict=True):
            texts.append((-0.5, depth, label, {}))
            depth += LINE * _lines(label)
            at[goal] = depth + MARK / 2
            depth += MARK + 4
    return texts, at, depth


def _stacked(labels: Sequence[str], marks: float) -> tuple[list[float], float]:
    """The top of each row, a label with marks under it, and the depth of them all."""
    tops, depth = [], 0.0
    for label in labels:
        tops.append(depth)
        depth += LINE * _lines(label) + marks
    return tops, depth


def _whole(text: str) -> str:
    """Participants' text over as many lines as it needs, however long its words."""
    return "<br>".join(plain(textwrap.wrap(text, WIDE), 2 * WIDE))


def _lines(label: str) -> int:
    return 1 + label.count("<br>")


def _tall(lang: str, depth: float) -> go.Figure:
    """A figure whose heights are pixels from the top, so that names above marks never touch them."""
    made = figure(lang)
    made.update_layout(height=depth + 140, yaxis={"visible": False, "range": [depth, 0]})
    return made


def _write(made: go.Figure, x: float, y: float, text: str, look: dict) -> None:
    made.add_annotation(**({"x": x, "y": y, "text": text, "showarrow": False, "xanchor": "left", "yanchor": "top", "align": "left",
                            "borderpad": 0} | look))


def _strokes(made: go.Figure, shown: pd.DataFrame) -> None:
    """A line per pair between its lowest and its highest share."""
    ends = shown.groupby("y")["together_share"].agg(["min", "max"])
    x = [value for low, high in ends.to_numpy() for value in (low, high, None)]
    made.add_scatter(x=x, y=[value for y in ends.index for value in (y, y, None)], mode="lines", line={"color": GREY, "width": 3},
                     showlegend=False)


def _party(row: dict, words: Words) -> str:
    text = words.say("interests.label.votes_of", party=row["party"], n=int(row["votes_count"]))
    if row["size_homes"] != row["size_homes"]:
        return text
    kind = "builds" if row["type_code"] == "builder" else "owns"
    return f"{text}, {words.say(f'interests.label.{kind}', size=int(row['size_homes']))}"
