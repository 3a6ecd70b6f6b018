"""The forecast's charts: each answers one question, from the result's tables only."""

import pandas as pd
import plotly.graph_objects as go

from alliance_lib.result import Finding, Result
from alliance_lib.style import BLUE, GREEN, GREY, HUES, INK, ORANGE, PALE, SKY, SYMBOLS, Drawing, figure, plain
from alliance_lib.words import Words

FAN = "rgba(86, 180, 233, 0.35)"
STATES = (("promised", PALE, INK), ("planned", SKY, INK), ("released", BLUE, INK), ("done", GREEN, INK))


def homes(result: Result, words: Words) -> Drawing:
    """How many homes per quarter could it become, beside the plan?"""
    rows = result["homes"]
    if rows.empty:
        return Drawing("scaleup.chart.homes", None, _said(result, "scaleup.all_done") or Finding("scaleup.nothing_homes"))
    made = figure(words.lang, 8)
    _fan(made, rows["quarter_date"], rows, words)
    plan = rows.loc[:rows.index[rows["planned_homes"] > 0].max()] if (rows["planned_homes"] > 0).any() else rows
    made.add_scatter(x=plan["quarter_date"], y=plan["planned_homes"], mode="lines", name=words.say("scaleup.label.plan"),
                     line={"color": INK, "dash": "dash", "width": 2})
    _time(made, rows["quarter_date"], words.say("scaleup.label.homes_quarter"))
    return Drawing("scaleup.chart.homes", made, _said(result, "scaleup.homes_by", "scaleup.all_done") or Finding("scaleup.nothing_homes"))


def progress(result: Result, words: Words) -> Drawing:
    """How far are we beside the plan, and where can it go: plan, done and forecast, cumulative?"""
    rows = result["progress"]
    if rows.empty:
        return Drawing("scaleup.chart.progress", None, Finding("scaleup.nothing_homes"))
    made, known = figure(words.lang, 8), rows[rows["done_homes"].notna()]
    ahead = rows[rows["middle_homes"].notna()]
    _fan(made, ahead["day_date"], ahead, words)
    made.add_scatter(x=rows["day_date"], y=rows["planned_homes"], mode="lines", name=words.say("scaleup.label.plan"),
                     line={"color": INK, "dash": "dash", "width": 2})
    made.add_scatter(x=known["day_date"], y=known["done_homes"], mode="lines+markers", name=words.say("scaleup.label.done"),
                     line={"color": GREEN, "width": 4}, marker={"size": 7})
    _time(made, rows["day_date"], words.say("scaleup.label.homes_total"))
    said = _said(result, "scaleup.behind", "scaleup.ahead", "scaleup.on_plan", "scaleup.all_done", "scaleup.homes_by")
    return Drawing("scaleup.chart.progress", made, said or Finding("scaleup.nothing_homes"))


def allocation(result: Result, words: Words) -> Drawing:
    """How many homes does each builder get: promised, planned, released and done?"""
    rows = result["allocation"]
    if rows.empty:
        return Drawing("scaleup.chart.allocation", None, Finding("scaleup.nothing_allocation"))
    made = figure(words.lang, 5 * len(rows))
    for place, (name, hue, ink) in enumerate(STATES):
        values = rows[f"{name}_homes"]
        made.add_bar(x=values, y=[k + 0.17 * (place - 1) for k in range(len(rows))], orientation="h", width=0.15,
                     name=words.say(f"scaleup.label.{name}"), marker={"color": hue, "line": {"color": GREY, "width": 1}},
                     text=[words.number(value, 0) for value in values], textposition="outside", cliponaxis=False,
                     textfont={"color": ink})
    _above(made, [f"<b>{name}</b>{_status(status, words)}" for name, status in zip(plain(rows["builder"], 60), rows["status_code"], strict=True)])
    most = max(1.0, rows[[f"{name}_homes" for name, _, _ in STATES]].max().max())
    made.update_layout(
        barmode="overlay", xaxis={"title": {"text": words.say("scaleup.label.homes")}, "range": [0, 1.22 * most], "nticks": 4, "tickformat": ",d"},
        yaxis={"showticklabels": False, "ticks": "", "range": [len(rows) - 0.45, -0.6], "showgrid": False, "zeroline": False})
    return Drawing("scaleup.chart.allocation", made, _said(result, "scaleup.planned_short", "scaleup.allocation", "scaleup.missing_allocation")
                   or Finding("scaleup.nothing_allocation"))


def promises(result: Result, words: Words) -> Drawing:
    """Was promised property released as promised? A point per release, above the line is later."""
    rows = result["promises"]
    if rows.empty:
        return Drawing("scaleup.chart.promises", None, Finding("scaleup.nothing_promises"))
    made, longest = figure(words.lang, 9), float(rows[["promised_months", "actual_months"]].max().max())
    made.add_scatter(x=[0, longest], y=[0, longest], mode="lines", name=words.say("scaleup.label.as_promised"),
                     line={"color": INK, "dash": "dash", "width": 2})
    for k, (owner, some) in enumerate(rows.groupby("owner", sort=False)):
        hue, symbol = HUES[k % len(HUES)], SYMBOLS[(k + k // len(HUES)) % len(SYMBOLS)]
        for still_open, part in some.groupby("is_open"):
            name = plain([owner], 60)[0] + (f" ({words.say('scaleup.label.still_open').lower()})" if still_open else "")
            made.add_scatter(x=part["promised_months"], y=part["actual_months"], mode="markers", name=name,
                             marker={"symbol": f"{symbol}-open" if still_open else symbol, "size": 11, "color": hue,
                                     "line": {"width": 2 if still_open else 1, "color": hue if still_open else "white"}})
    for axis, name in (("xaxis", "promised_months"), ("yaxis", "actual_months")):
        made.update_layout({axis: {"title": {"text": words.say(f"scaleup.label.{name}")}, "range": [0, 1.06 * rows[name].max()], "nticks": 6}})
    made.update_layout(legend={"orientation": "v"}, height=520)
    return Drawing("scaleup.chart.promises", made, _said(result, "scaleup.track_late", "scaleup.track_on_time") or Finding("scaleup.nothing_promises"))


def gates(result: Result, words: Words) -> Drawing:
    """Does the next phase open, and what holds it? Per gate its chance, and what it asks beside what is there."""
    rows = result["phases"]
    at = rows.index[rows["open_share"].notna()]
    if at.empty:
        return Drawing("scaleup.chart.gates", None, _said(result, "scaleup.missing_phases") or Finding("scaleup.nothing_gates"))
    made, gate = figure(words.lang, 3 * len(at)), rows.loc[at]
    made.add_bar(x=gate["open_share"], y=list(range(len(gate))), orientation="h", width=0.26, marker={"color": BLUE}, showlegend=False,
                 text=[words.percent(share) for share in gate["open_share"]], textposition="outside", cliponaxis=False)
    after = plain(rows["phase"].shift(-1).loc[at], 40)
    _above(made, [f"<b>{words.say('scaleup.label.gate_to', phase=name)}</b>{_asks(row, words)}"
                  for name, row in zip(after, gate.to_dict("records"), strict=True)])
    made.update_layout(
        xaxis={"title": {"text": words.say("scaleup.label.chance")}, "range": [0, 1.2], "tickvals": [0, 0.5, 1],
               "ticktext": [words.percent(share) for share in (0, 0.5, 1)]},
        yaxis={"showticklabels": False, "ticks": "", "range": [len(gate) - 0.6, -1.0], "showgrid": False, "zeroline": False},
        height=150 + 125 * len(gate))
    return Drawing("scaleup.chart.gates", made, _first_gate(result, gate) or Finding("scaleup.nothing_gates"))


def _said(result: Result, *wanted: str) -> Finding | None:
    """The finding that a chart concludes with: the first of these codes, the heaviest of it."""
    held = {found.code: found for found in reversed(result.findings)}
    return next((held[code] for code in wanted if code in held), None)


def _first_gate(result: Result, gate: pd.DataFrame) -> Finding | None:
    """The sentence on the gate with the smallest chance: the first of these."""
    number = str(gate.loc[gate["open_share"].idxmin(), "phase_number"])
    told = [found for found in result.findings if found.subject == number and ".gate_" in found.code]
    return told[0] if told else None


def _fan(made: go.Figure, days: pd.Series, rows: pd.DataFrame, words: Words) -> None:
    """Low to high as an area, the middle as a line."""
    made.add_scatter(x=days, y=rows["low_homes"], mode="lines", line={"width": 0}, showlegend=False)
    made.add_scatter(x=days, y=rows["high_homes"], mode="lines", line={"width": 0}, fill="tonexty", fillcolor=FAN,
                     name=words.say("scaleup.label.range"))
    made.add_scatter(x=days, y=rows["middle_homes"], mode="lines", name=words.say("scaleup.label.middle"),
                     line={"color": ORANGE, "width": 3})


def _time(made: go.Figure, days: pd.Series, title: str) -> None:
    """An axis of years, or of months if it is short, and homes from 0."""
    long = (days.max() - days.min()).days > 900
    made.update_layout(xaxis={"tickformat": "%Y" if long else "%m-%Y", "nticks": 6},
                       yaxis={"title": {"text": title}, "rangemode": "tozero", "nticks": 6, "tickformat": ",d"}, height=430)


def _above(made: go.Figure, labels: list[str]) -> None:
    """The name of each row above its bars, so that on a phone the bars have the whole width."""
    for at, label in enumerate(labels):
        made.add_annotation(x=0, y=at - 0.28, text=label, showarrow=False, xanchor="left", yanchor="bottom", align="left",
                            bgcolor="white", borderpad=0)


def _status(code: object, words: Words) -> str:
    return "" if pd.isna(code) else f" ({words.label('allocation_status', str(code))})"


def _asks(row: dict, words: Words) -> str:
    """What the gate asks and what is there; a criterion that was not filled in is left out."""
    asked = []
    if row["gate_homes"] > 0:
        asked.append(words.say("scaleup.label.gate_homes", now=int(row["counted_homes"]), needed=int(row["gate_homes"])))
    if row["gate_kept_share"] > 0:
        asked.append(words.say("scaleup.label.gate_kept", now=row["kept_share"], needed=row["gate_kept_share"]))
    return "".join(f"<br>{one}" for one in asked)
