"""The goals' charts: each answers one question, from the result's tables only."""

import textwrap
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from alliance_lib.result import Finding, Result
from alliance_lib.style import BLUE, GREEN, GREY, INK, ORANGE, PALE, YELLOW, Drawing, figure, plain
from alliance_lib.words import Words

WIDTH = 21  # characters of a label before it breaks, so that a phone keeps room for the marks
MOST = 24  # goals in one chart
LINKS = ("interest", "measure", "indicator", "owner", "date", "step", "fails")
FEW, BROKEN, SHORT = 4, 16, 32  # so many names above columns may break at so many characters; more are cut at so many
ELEMENTS = ("has_measure", "has_number", "has_object", "has_date", "has_owner", "has_indicator")
PROPOSALS = {"keep": BLUE, "agenda": YELLOW, "strike": "#a6a6a6"}
DECISIONS = {"keep": ("circle", BLUE), "later": ("diamond", ORANGE), "no": ("x", INK)}
# Measured from the whole figure, so that long names beside the axis take no room from the legend.
ABOVE = {"xref": "container", "yref": "container", "y": 1, "yanchor": "top", "traceorder": "normal"}
BELOW = ABOVE | {"y": 0, "yanchor": "bottom"}
INSIDE = 0.3  # from this share on a bar has room for its own figure
BARS, ONE_LINE = 8, 34  # so many bars and such names fit on a low screen
MARKS = ({"symbol": "square-open", "size": 18, "line": {"width": 3}}, {"symbol": "circle", "size": 11})
ASIDE = 1.13  # where the decision stands, to the right of 100 %


def concreteness(result: Result, words: Words) -> Drawing:
    """Which goals are concrete enough? A mark per goal and element, there or missing."""
    question, rows = "goals.chart.concreteness", result["concreteness"].head(MOST)
    if rows.empty:
        return Drawing(question, None, Finding("goals.missing_goals"))
    told = [[_told(one, element) for element in ELEMENTS] for one in rows.to_dict("records")]
    made = _board(rows["goal"], [words.say(f"goals.label.{element}") for element in ELEMENTS], told, words)
    return Drawing(question, made, _said(result, "goals.er_words", "goals.ask_number", "goals.all_concrete") or _asked(result))


def chain(result: Result, words: Words) -> Drawing:
    """What does each goal that stays need to start work? A mark per goal and link, there or missing."""
    question, rows = "goals.chart.chain", result["chain"].head(MOST)
    if rows.empty:
        return Drawing(question, None, _said(result, "goals.decided_none", "goals.proposal_none") or Finding("goals.missing_goals"))
    links = [link for link in LINKS if link != "interest" or rows["interests_count"].notna().any()]
    told = [[link not in broken for link in links] for broken in rows["broken"]]
    made = _board(rows["goal"], [words.say(f"goals.label.link_{link}") for link in links], told, words)
    return Drawing(question, made, _said(result, "goals.chain_broken", "goals.chain_whole") or Finding("goals.missing_goals"))


def losses(result: Result, words: Words) -> Drawing:
    """What does each strike take from which party? A square per goal and party with the points given up."""
    question, rows = "goals.chart.losses", result["losses"]
    if rows.empty:
        code = "goals.no_strikes" if len(result["shares"]) else "goals.missing_values"
        return Drawing(question, None, Finding(code))
    points = rows.pivot(index="goal_id", columns="party_id", values="points")
    points = points.reindex(index=rows["goal_id"].unique(), columns=rows["party_id"].unique()).head(MOST)
    goals, parties = (rows.drop_duplicates(f"{name}_id").set_index(f"{name}_id")[name] for name in ("goal", "party"))
    made = figure(words.lang, len(points) + 4)
    made.add_heatmap(z=points.to_numpy(), text=[[words.number(one) for one in row] for row in points.to_numpy()], texttemplate="%{text}",
                     textfont={"size": 15}, colorscale=[[0, "white"], [1, BLUE]], zmin=0, zmax=max(4.0, points.max(axis=None)),
                     showscale=False, xgap=2, ygap=2)
    heads = list(parties[points.columns])
    if len(heads) > FEW:  # one line each, or they run into each other on a phone
        heads = [textwrap.shorten(f"{code} {name}", SHORT, placeholder="…") for code, name in parties[points.columns].items()]
    made.update_layout(xaxis=_heads(plain(heads, SHORT if len(heads) > FEW else BROKEN)), yaxis=_names(goals[points.index]))
    return Drawing(question, made, _said(result, "goals.strikes_cost", "goals.strikes_cost_nothing") or Finding("goals.missing_values"))


def deliverables(result: Result, words: Words) -> Drawing:
    """What do we deliver when? A bar per deliverable over its period; what belongs to a dropped goal is grey."""
    question, rows = "goals.chart.deliverables", result["deliverables"]
    if rows.empty:
        return Drawing(question, None, Finding("goals.missing_deliverables"))
    rows = rows[(rows["end_date"] - rows["start_date"]).dt.days >= 0].head(MOST).reset_index(drop=True)
    if rows.empty:
        return Drawing(question, None, _said(result, "goals.deliverable_lacking") or Finding("goals.missing_deliverables"))
    made = figure(words.lang, len(rows) + 2)
    for name, is_struck, hue in (("stays", False, BLUE), ("goal_dropped", True, "#a6a6a6")):
        here = rows[rows["is_struck"] == is_struck]
        made.add_bar(base=here["start_date"], x=(here["end_date"] - here["start_date"]).dt.total_seconds() * 1000, y=here.index,
                     orientation="h", width=0.6, name=_label(words, name), showlegend=len(here) > 0,
                     marker={"color": hue, "pattern": {"shape": "/" if is_struck else "", "fgcolor": "white", "solidity": 0.25}})
    made.update_layout(barmode="overlay", yaxis=_names(rows["deliverable"]), legend=ABOVE,
                       xaxis={"type": "date", "tickformat": "%m<br>%Y", "nticks": 5, "tickangle": 0})
    found = _said(result, "goals.deliverable_backwards", "goals.deliverable_struck", "goals.deliverables")
    return Drawing(question, made, found or Finding("goals.missing_deliverables"))


def survival(result: Result, words: Words) -> Drawing:
    """Which goals survive, and what was decided? The surest at the top, the decision beside it."""
    question, rows = "goals.chart.survival", result["goals"]
    if rows.empty:
        return Drawing(question, None, Finding("goals.missing_goals"))
    rows = rows[rows["survival"].notna()].sort_values("survival", ascending=False, kind="stable").head(MOST).reset_index(drop=True)
    if rows.empty:
        return Drawing(question, None, Finding("goals.missing_values"))
    made = figure(words.lang, len(rows) + 3)
    for code, hue in PROPOSALS.items():
        here = rows[rows["proposal_code"] == code]
        made.add_bar(x=here["survival"], y=here.index, orientation="h", name=_label(words, code), marker={"color": hue}, width=0.6,
                     showlegend=len(here) > 0, **_figures(here["survival"], words))
    for code, (symbol, hue) in DECISIONS.items():
        here = rows[rows["choice_code"] == code]
        made.add_scatter(x=[ASIDE] * len(here), y=here.index, mode="markers", name=_label(words, f"decision_{code}"),
                         marker={"symbol": symbol, "size": 14, "color": hue}, showlegend=len(here) > 0)
    made.update_layout(
        barmode="overlay", yaxis=_names(rows["goal"]), legend=ABOVE,
        xaxis=_percent(words, 1.22) | {"title": {"text": "<br>".join(plain([_label(words, "survives")], 28))}})
    return Drawing(question, made, _said(result, "goals.unsure", "goals.sure") or Finding("goals.missing_values"))


def shares(result: Result, words: Words, wide: bool = False) -> Drawing:
    """What does each party keep of the most it could have chosen alone, as proposed and as decided? Wide: for a screen that is
    wide and low, where more bars than a few become marks."""
    question, rows = "goals.chart.shares", result["shares"]
    if rows.empty:
        found = _said(result, "goals.nothing_to_gain", "goals.missing_goals") or Finding("goals.missing_values")
        return Drawing(question, None, found)
    decided, proposed = rows["share_decided"], rows["share_proposed"]
    drawn = {"proposed": (proposed, GREY), "decided": (decided, BLUE)}
    if decided.isna().all():
        drawn.pop("decided")
    elif (decided == proposed).all():
        drawn = {"both": (decided, BLUE)}
    is_marked = wide and len(drawn) * len(rows) > BARS
    if is_marked:
        made = _marks(drawn, words)
    else:
        made = figure(words.lang, round((0.9 + 0.4 * len(drawn)) * len(rows)) + 1)
        for name, (held, hue) in drawn.items():
            made.add_bar(x=held, y=rows.index, orientation="h", name=_label(words, name), marker={"color": hue}, showlegend=True,
                         **_figures(held, words))
    names = [textwrap.shorten(party, ONE_LINE, placeholder="…") for party in rows["party"]] if wide else rows["party"]
    made.update_layout(yaxis=_names(names, ONE_LINE if wide else WIDTH), legend=ABOVE,
                       xaxis=_percent(words, 1.3 if is_marked else 1.12) |
                       {"title": {"text": "<br>".join(plain([_label(words, "share_kept")], 60 if wide else 28))}})
    codes = [f"goals.{what}_{name}" for name in ("decided", "proposed") for what in ("empty", "least", "whole")]
    return Drawing(question, made, _said(result, *codes) or Finding("goals.missing_values"))


def agreement(result: Result, words: Words) -> Drawing:
    """How much shorter is the agreement, per type of clause? Before as a wide pale bar, after as a dark one in it."""
    question, rows = "goals.chart.agreement", result["agreement"]
    if rows.empty:
        return Drawing(question, None, Finding("goals.missing_clauses"))
    is_decided = rows["clauses_decided"].notna().any()
    after = rows["clauses_decided" if is_decided else "clauses_proposed"]
    made = figure(words.lang, len(rows) + 2)
    made.add_bar(x=rows["clauses_before"], y=rows.index, orientation="h", width=0.75, marker={"color": PALE}, name=_label(words, "before"))
    made.add_bar(x=after, y=rows.index, orientation="h", width=0.42, marker={"color": BLUE},
                 name=_label(words, "after_decided" if is_decided else "after_proposed"))
    if is_decided:
        made.add_scatter(x=rows["clauses_proposed"], y=rows.index, mode="markers", name=_label(words, "after_proposed"),
                         marker={"symbol": "line-ns", "size": 22, "line": {"width": 4, "color": GREEN}})
    longest = max(1.0, rows["clauses_before"].max(), after.max(), rows["clauses_proposed"].max())
    counts = [words.say("goals.label.count_of", after=int(now), before=int(was))
              for now, was in zip(after, rows["clauses_before"], strict=True)]
    made.add_scatter(x=[1.25 * longest] * len(rows), y=rows.index, mode="text", text=counts, showlegend=False, cliponaxis=False)
    made.update_layout(
        barmode="overlay", legend=ABOVE,
        yaxis=_names([words.label("clause_type", code).split(" (")[0] for code in rows["type_code"]]),
        xaxis={"title": {"text": _label(words, "clauses")}, "range": [0, 1.4 * longest],
               "tickvals": list(range(0, int(longest) + 1, max(1, round(longest / 5))))})
    found = _said(result, "goals.not_shorter", "goals.stripped", "goals.strip_proposed") or Finding("goals.missing_clauses")
    return Drawing(question, made, found)


def _said(result: Result, *wanted: str) -> Finding | None:
    """The finding of this result that a chart concludes with: the first of these codes."""
    held = {found.code: found for found in reversed(result.findings)}
    return next((held[code] for code in wanted if code in held), None)


def _asked(result: Result) -> Finding:
    """What is asked back first; without a question every goal is concrete."""
    asked = [found for found in result.findings if found.code.split(".")[1].startswith("ask_")]
    return asked[0] if asked else Finding("goals.all_concrete", facts={"n": len(result["concreteness"])})


def _board(goals: pd.Series, heads: list[str], told: list[list[bool]], words: Words) -> go.Figure:
    """A mark per goal and column: there, or missing."""
    made = figure(words.lang, len(told) + 1)
    for name, wanted, look in (("there", True, {"symbol": "square", "size": 15, "color": BLUE}),
                               ("absent", False, {"symbol": "x-thin", "size": 12, "line": {"width": 4, "color": ORANGE}})):
        at = [(column, row) for row, marks in enumerate(told) for column, mark in enumerate(marks) if mark is wanted]
        made.add_scatter(x=[x for x, _ in at], y=[y for _, y in at], mode="markers", marker=look, name=_label(words, name))
    made.update_layout(xaxis=_heads(heads), yaxis=_names(goals), legend=BELOW)
    return made


def _heads(heads: list[str]) -> dict:
    """An axis of columns with their names above them."""
    return {"tickvals": list(range(len(heads))), "ticktext": heads, "side": "top", "tickangle": -90, "showgrid": False,
            "range": [-0.6, len(heads) - 0.4], "zeroline": False, "ticks": ""}


def _told(row: dict, element: str) -> bool:
    """A goal without number that can be seen otherwise is as good as one with a number."""
    return bool(row[element]) or (element == "has_number" and bool(row["is_qualitative"]))


def _label(words: Words, name: str) -> str:
    return words.say(f"goals.label.{name}")


def _marks(drawn: dict, words: Words) -> go.Figure:
    """A mark per party and share instead of a bar, the shares themselves at the right."""
    held = [shares for shares, _ in drawn.values()]
    made = figure(words.lang, len(held[0]))
    for (name, (shares, hue)), look in zip(drawn.items(), MARKS[-len(drawn):], strict=True):
        made.add_scatter(x=shares, y=shares.index, mode="markers", name=_label(words, name), marker=look | {"color": hue}, cliponaxis=False, showlegend=True)
    texts = [" → ".join(words.percent(share) for share in row) for row in zip(*held, strict=True)]
    return made.add_scatter(x=[1.04] * len(texts), y=held[0].index, mode="text", text=texts, textposition="middle right", showlegend=False)


def _names(names: Sequence[str] | pd.Series, width: int = WIDTH) -> dict:
    """An axis of names from top to bottom."""
    return {"tickvals": list(range(len(names))), "ticktext": plain(names, width), "range": [len(names) - 0.4, -0.6],
            "showgrid": False, "zeroline": False, "ticks": ""}


def _figures(shares: Sequence[float], words: Words) -> dict:
    """The figure of each bar: inside where there is room for it, otherwise behind it."""
    return {"text": [words.percent(share) for share in shares], "insidetextanchor": "end", "textangle": 0, "cliponaxis": False,
            "textposition": ["inside" if share >= INSIDE else "outside" for share in shares]}


def _percent(words: Words, upto: float) -> dict:
    ticks = [0, 0.5, 1]
    return {"tickvals": ticks, "ticktext": [words.percent(tick) for tick in ticks], "range": [0, upto]}
