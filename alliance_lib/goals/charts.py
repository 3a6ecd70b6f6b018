"""The goals' charts: each answers one question, from the result's tables only."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from alliance_lib.result import Finding, Result
from alliance_lib.style import BLUE, GREEN, GREY, INK, ORANGE, PALE, YELLOW, Drawing, figure, plain
from alliance_lib.words import Words

WIDTH = 21  # characters of a label before it breaks, so that a phone keeps room for the marks
MOST = 24  # goals in one chart
ELEMENTS = ("has_measure", "has_number", "has_object", "has_date", "has_owner", "has_indicator")
PROPOSALS = {"keep": BLUE, "agenda": YELLOW, "strike": "#a6a6a6"}
DECISIONS = {"keep": ("circle", BLUE), "later": ("diamond", ORANGE), "no": ("x", INK)}
# Measured from the whole figure, so that long names beside the axis take no room from the legend.
ABOVE = {"xref": "container", "yref": "container", "y": 1, "yanchor": "top", "traceorder": "normal"}
BELOW = ABOVE | {"y": 0, "yanchor": "bottom"}
INSIDE = 0.3  # from this share on a bar has room for its own figure
ASIDE = 1.13  # where the decision stands, to the right of 100 %


def concreteness(result: Result, words: Words) -> Drawing:
    """Which goals are concrete enough? A mark per goal and element, there or missing."""
    question, rows = "goals.chart.concreteness", result["concreteness"].head(MOST)
    if rows.empty:
        return Drawing(question, None, Finding("goals.missing_goals"))
    made = figure(words.lang, len(rows) + 1)
    for name, wanted, look in (("there", True, {"symbol": "square", "size": 15, "color": BLUE}),
                               ("absent", False, {"symbol": "x-thin", "size": 12, "line": {"width": 4, "color": ORANGE}})):
        at = [(column, row) for row, one in enumerate(rows.to_dict("records")) for column, element in enumerate(ELEMENTS)
              if _told(one, element) is wanted]
        made.add_scatter(x=[x for x, _ in at], y=[y for _, y in at], mode="markers", marker=look,
                         name=words.say(f"goals.label.{name}"))
    heads = [words.say(f"goals.label.{element}") for element in ELEMENTS]
    made.update_layout(
        xaxis={"tickvals": list(range(len(ELEMENTS))), "ticktext": heads, "side": "top", "tickangle": -90, "showgrid": False,
               "range": [-0.6, len(ELEMENTS) - 0.4], "zeroline": False, "ticks": ""},
        yaxis=_names(rows["goal"]), legend=BELOW)
    return Drawing(question, made, _said(result, "goals.er_words", "goals.ask_number", "goals.all_concrete") or _asked(result))


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


def shares(result: Result, words: Words) -> Drawing:
    """What does each party keep of the most it could have chosen alone, as proposed and as decided?"""
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
    made = figure(words.lang, round((0.9 + 0.4 * len(drawn)) * len(rows)) + 1)
    for name, (held, hue) in drawn.items():
        made.add_bar(x=held, y=rows.index, orientation="h", name=_label(words, name), marker={"color": hue}, showlegend=True,
                     **_figures(held, words))
    made.update_layout(yaxis=_names(rows["party"]), legend=ABOVE,
                       xaxis=_percent(words, 1.12) | {"title": {"text": "<br>".join(plain([_label(words, "share_kept")], 28))}})
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
        xaxis={"title": {"text": _label(words, "clauses")}, "range": [0, 1.4 * longest], "nticks": 6, "tickformat": "d"})
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


def _told(row: dict, element: str) -> bool:
    """A goal without number that can be seen otherwise is as good as one with a number."""
    return bool(row[element]) or (element == "has_number" and bool(row["is_qualitative"]))


def _label(words: Words, name: str) -> str:
    return words.say(f"goals.label.{name}")


def _names(names: Sequence[str] | pd.Series) -> dict:
    """An axis of names from top to bottom."""
    return {"tickvals": list(range(len(names))), "ticktext": plain(names, WIDTH), "range": [len(names) - 0.4, -0.6],
            "showgrid": False, "zeroline": False, "ticks": ""}


def _figures(shares: Sequence[float], words: Words) -> dict:
    """The figure of each bar: inside where there is room for it, otherwise behind it."""
    return {"text": [words.percent(share) for share in shares], "insidetextanchor": "end", "textangle": 0, "cliponaxis": False,
            "textposition": ["inside" if share >= INSIDE else "outside" for share in shares]}


def _percent(words: Words, upto: float) -> dict:
    ticks = [0, 0.5, 1]
    return {"tickvals": ticks, "ticktext": [words.percent(tick) for tick in ticks], "range": [0, upto]}
