"""The forecast's charts: each answers one question, from the result's tables only."""

import pandas as pd
import plotly.graph_objects as go

from alliance_lib.result import Finding, Result
from alliance_lib.scaleup.conclusions import first, first_gate, last, most_worth, now_and_later, one_page, said
from alliance_lib.schema import codes
from alliance_lib.style import BLUE, DASHES, GREEN, GREY, HUES, INK, ORANGE, PALE, PINK, SKY, SYMBOLS, YELLOW, Drawing, figure, plain, write
from alliance_lib.words import Words

FAN = "rgba(86, 180, 233, 0.35)"
# the poor ones are hatched as well
LABELS = {"AP4": BLUE, "AP3": BLUE, "APP": BLUE, "AP": BLUE, "A": GREEN, "B": SKY, "C": PALE, "D": YELLOW, "E": PINK, "F": ORANGE, "G": GREY}
TENTHS = [tenth / 10 for tenth in range(11)]
BARE = {"showticklabels": False, "ticks": "", "showgrid": False, "zeroline": False}  # an axis whose names stand above the bars
STATES = (("promised", PALE, INK), ("planned", SKY, INK), ("released", BLUE, INK), ("done", GREEN, INK))


def homes(result: Result, words: Words) -> Drawing:
    """How many homes per quarter could it become, beside the plan?"""
    rows = result["homes"]
    if rows.empty:
        return Drawing("scaleup.chart.homes", None, said(result, "scaleup.all_done") or Finding("scaleup.nothing_homes"))
    made = figure(words.lang, 8)
    _fan(made, rows["quarter_date"], rows, words)
    plan = rows.loc[:rows.index[rows["planned_homes"] > 0].max()] if (rows["planned_homes"] > 0).any() else rows
    made.add_scatter(x=plan["quarter_date"], y=plan["planned_homes"], mode="lines", name=words.say("scaleup.label.plan"),
                     line={"color": INK, "dash": "dash", "width": 2})
    _time(made, rows["quarter_date"], words.say("scaleup.label.homes_quarter"))
    return Drawing("scaleup.chart.homes", made, said(result, "scaleup.homes_by", "scaleup.all_done") or Finding("scaleup.nothing_homes"))


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
    told = now_and_later(result) or said(result, "scaleup.all_done", "scaleup.homes_by")
    return Drawing("scaleup.chart.progress", made, told or Finding("scaleup.nothing_homes"))


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
                     textfont={"color": ink}, marker_pattern_shape="/" if name == "done" else "")  # released and done are one grey on paper
    status = ["" if pd.isna(code) else f" ({words.label('allocation_status', code)})" for code in rows["status_code"]]
    _above(made, [f"<b>{name}</b>{one}" for name, one in zip(plain(rows["builder"], 60), status, strict=True)])
    most = max(1.0, rows[[f"{name}_homes" for name, _, _ in STATES]].max().max())
    made.update_layout(
        barmode="overlay", xaxis={"title": {"text": words.say("scaleup.label.homes")}, "range": [0, 1.22 * most], "nticks": 4, "tickformat": ",d"},
        yaxis={"range": [len(rows) - 0.45, -0.6], **BARE})
    return Drawing("scaleup.chart.allocation", made, said(result, "scaleup.planned_short", "scaleup.allocation", "scaleup.missing_allocation")
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
    made.update_layout(legend={"orientation": "v"}, height=max(520, 400 + 44 * rows["owner"].nunique()))
    return Drawing("scaleup.chart.promises", made, said(result, "scaleup.track_late", "scaleup.track_on_time") or Finding("scaleup.nothing_promises"))


def gates(result: Result, words: Words) -> Drawing:
    """Does the next phase open, and what holds it? Per gate its chance, and what it asks beside what is there."""
    rows = result["phases"]
    at = rows.index[rows["open_share"].notna()]
    if at.empty:
        return Drawing("scaleup.chart.gates", None, said(result, "scaleup.missing_phases") or Finding("scaleup.nothing_gates"))
    made, gate = figure(words.lang, 3 * len(at)), rows.loc[at]
    made.add_bar(x=gate["open_share"], y=list(range(len(gate))), orientation="h", width=0.26, marker={"color": BLUE}, showlegend=False,
                 text=[words.percent(share) for share in gate["open_share"]], textposition="outside", cliponaxis=False)
    after = plain(rows["phase"].shift(-1).loc[at], 40)
    _above(made, [f"<b>{words.say('scaleup.label.gate_to', phase=name)}</b>{_asks(row, words)}"
                  for name, row in zip(after, gate.to_dict("records"), strict=True)])
    made.update_layout(
        xaxis={"title": {"text": words.say("scaleup.label.chance")}, "range": [0, 1.2], "tickvals": [0, 0.5, 1],
               "ticktext": [words.percent(share) for share in (0, 0.5, 1)]},
        yaxis={"range": [len(gate) - 0.6, -1.0], **BARE},
        height=150 + 125 * len(gate), margin={"l": 24})
    return Drawing("scaleup.chart.gates", made, first_gate(result, gate) or first(result, "gate_"))


def calendar(result: Result, words: Words) -> Drawing:
    """When is promised property released? Per complex the promised day and when it comes half and 8 in 10 times."""
    rows = result["calendar"]
    if rows.empty:
        return Drawing("scaleup.chart.calendar", None, said(result, "scaleup.all_released", "scaleup.all_done") or Finding("scaleup.nothing_calendar"))
    made, names = figure(words.lang, len(rows)), plain(rows["complex"], 22)
    for column, label, symbol, hue in (("promised_date", "as_agreed", "line-ns-open", INK), ("p50_date", "by_p50", "circle", BLUE), ("p80_date", "by_p80", "diamond", ORANGE)):
        made.add_scatter(x=rows[column], y=list(range(len(rows))), mode="markers", name=words.say(f"scaleup.label.{label}"),
                         marker={"symbol": symbol, "size": 13, "color": hue, "line": {"width": 3 if symbol.startswith("line") else 1}})
    _time(made, rows[["promised_date", "p50_date", "p80_date"]].stack(), "")
    made.update_layout(legend={"orientation": "v"}, height=170 + 32 * len(rows),
                       yaxis={"tickvals": list(range(len(rows))), "ticktext": names, "range": [len(rows) - 0.5, -0.5], "zeroline": False})
    return Drawing("scaleup.chart.calendar", made, said(result, "scaleup.next_promises") or Finding("scaleup.nothing_calendar"))


def checklist(result: Result, words: Words) -> Drawing:
    """Is the property released, and what is still open? A mark per complex and condition."""
    rows = result["checklist"]
    if rows.empty:
        return Drawing("scaleup.chart.checklist", None, Finding("scaleup.nothing_checklist"))
    names, kinds = list(dict.fromkeys(rows["complex"])), [code for code in codes()["release_condition"] if code in set(rows["condition_code"])]
    made = figure(words.lang, len(names))
    for is_open, symbol, hue, label in ((False, "circle", GREEN, "is_true"), (True, "x", ORANGE, "is_open")):
        some = rows[rows["met_date"].isna() == is_open]
        made.add_scatter(x=[kinds.index(code) for code in some["condition_code"]], y=[names.index(name) for name in some["complex"]], mode="markers",
                         name=words.say(f"scaleup.label.{label}"), marker={"symbol": symbol, "size": 14, "color": hue})
    made.update_layout(
        xaxis={"tickvals": list(range(len(kinds))), "ticktext": [words.label("release_condition", code) for code in kinds], "range": [-0.5, len(kinds) - 0.5],
               "tickmode": "array", "autotickangles": [0, 90], "zeroline": False},
        yaxis={"tickvals": list(range(len(names))), "ticktext": plain(names, 18), "range": [len(names) - 0.5, -0.5], "zeroline": False}, height=300 + 34 * len(names))
    return Drawing("scaleup.chart.checklist", made, said(result, "scaleup.date_not_los", "scaleup.no_checklist", "scaleup.overdue", "scaleup.next_promises")
                   or Finding("scaleup.nothing_calendar"))


def labels(result: Result, words: Words) -> Drawing:
    """How do the energy labels shift per year? Homes per label, stacked, best below."""
    rows = result["labels"]
    if rows.empty:
        return Drawing("scaleup.chart.labels", None, Finding("scaleup.nothing_labels"))
    order = [code for code in codes()["energy_label"] if code in set(rows["label_code"])]
    made = figure(words.lang, 8)
    for code in order:
        some = rows[rows["label_code"] == code]
        made.add_bar(x=some["year"].astype(str), y=some["homes_count"], name=words.label("energy_label", code),
                     marker={"color": LABELS.get(code, LABELS["A"]), "line": {"color": "white", "width": 1}, "pattern": {"shape": "/" if code in "EFG" else ""}})
    made.update_layout(barmode="stack", yaxis={"title": {"text": words.say("scaleup.label.homes")}, "tickformat": ",d", "nticks": 6}, xaxis={"type": "category"},
                       legend={"traceorder": "normal"}, height=460)
    return Drawing("scaleup.chart.labels", made, said(result, "scaleup.label_shift") or Finding("scaleup.nothing_labels"))


def ramp(result: Result, words: Words) -> Drawing:
    """Are we scaling up as planned? Homes per quarter planned and done."""
    rows = result["ramp"]
    if rows.empty:
        return Drawing("scaleup.chart.ramp", None, Finding("scaleup.nothing_ramp"))
    made, days = figure(words.lang, 7), [f"{day.month:02d}-{day.year}" for day in rows["quarter_date"]]
    for name, hue in (("planned", SKY), ("done", GREEN)):
        made.add_bar(x=days, y=rows[f"{name}_homes"], name=words.say(f"scaleup.label.{name}"), marker={"color": hue},
                     text=[words.number(value, 0) for value in rows[f"{name}_homes"]], textposition="outside", cliponaxis=False)
    made.update_layout(barmode="group", xaxis={"type": "category", "nticks": 6}, yaxis={"title": {"text": words.say("scaleup.label.homes_quarter")}, "rangemode": "tozero", "nticks": 5})
    return Drawing("scaleup.chart.ramp", made, said(result, "scaleup.ramp", "scaleup.kept_trend", "scaleup.kept_only") or Finding("scaleup.nothing_ramp"))


def survival(result: Result, words: Words) -> Drawing:
    """How long does it take until promised property is released? Kaplan-Meier, a step line per corporation."""
    rows = result["survival"]
    if rows.empty:
        return Drawing("scaleup.chart.survival", None, Finding("scaleup.nothing_promises"))
    made = figure(words.lang, 8)
    for k, (owner, some) in enumerate(rows.groupby("owner", sort=False)):
        made.add_scatter(x=some["ratio"], y=some["open_share"], mode="lines", name=plain([owner], 60)[0],
                         line={"shape": "hv", "width": 3, "color": HUES[k % len(HUES)], "dash": DASHES[k % len(DASHES)]})
    made.add_scatter(x=[1, 1], y=[0, 1], mode="lines", name=words.say("scaleup.label.as_promised"), line={"color": GREY, "dash": "dot", "width": 2})
    made.update_layout(xaxis={"title": {"text": words.say("scaleup.label.times_promised")}, "nticks": 6, "rangemode": "tozero"}, legend={"orientation": "v"}, height=400 + 44 * rows["owner"].nunique(),
                       yaxis={"title": {"text": words.say("scaleup.label.not_released")}, **_shares(words)})
    return Drawing("scaleup.chart.survival", made, last(result, "scaleup.track_late", "scaleup.track_on_time") or Finding("scaleup.nothing_promises"))


def page(result: Result, words: Words) -> Drawing:
    """Think big, start small, scale fast: per phase its homes and how far, what it teaches, its gate, decision, stop rule."""
    rows = result["page"][result["page"]["homes_count"] > 0]
    whole, end = said(result, "scaleup.big_small"), len(rows) - 1
    if rows.empty or whole is None:
        return Drawing("scaleup.chart.page", None, Finding("scaleup.nothing_page"))
    made, parts = figure(words.lang, 2 * len(rows)), [(whole.facts["done"], whole.facts["homes"]), *zip(rows["done_homes"], rows["homes_count"], strict=True)]
    for name, values, hue in (("done", [done for done, _ in parts], GREEN), ("to_do", [homes - done for done, homes in parts], PALE)):
        made.add_bar(x=values, y=list(range(len(parts))), orientation="h", width=0.12, name=words.say(f"scaleup.label.{name}"), marker={"color": hue, "line": {"color": GREY, "width": 1}})
    notes = [_heading("think_big", *parts[0], words)] + [_note(row, k, end, words) for k, row in enumerate(rows.to_dict("records"))]
    _above(made, notes, 0.08)
    tall = 30 + 19 * max(note.count("<br>") + 1 for note in notes)
    made.update_layout(barmode="stack", height=round(100 + tall * (len(parts) - 0.55)), xaxis={"title": {"text": words.say("scaleup.label.homes")}, "nticks": 4, "tickformat": ",d"},
                       yaxis={"range": [len(parts) - 0.85, -0.3], **BARE})
    return Drawing("scaleup.chart.page", made, one_page(result))


def work(result: Result, words: Words) -> Drawing:
    """How many weeks of its plan does each builder have work, and how many not?"""
    rows = result["builders"].dropna(subset="idle_weeks")
    if rows.empty:
        return Drawing("scaleup.chart.work", None, Finding("scaleup.nothing_work"))
    made, places = figure(words.lang, 2 * len(rows)), list(range(len(rows)))
    for name, values, hue in (("with_work", rows["work_weeks"], BLUE), ("without_work", rows["idle_weeks"], SKY)):
        made.add_bar(x=values, y=places, orientation="h", width=0.3, marker={"color": hue, "line": {"color": INK, "width": 1}}, name=words.say(f"scaleup.label.{name}"),
                     text=[words.number(value, 0) for value in values], textposition="inside", insidetextanchor="middle", textangle=0,
                     textfont={"color": "white" if hue == BLUE else INK, "size": 15})
    _above(made, plain(rows["builder"], 44))
    made.update_layout(barmode="stack", height=150 + 75 * len(rows), xaxis={"title": {"text": words.say("scaleup.label.weeks")}, "nticks": 5, "tickformat": ",d"},
                       legend={"traceorder": "normal"}, yaxis={"range": [len(rows) - 0.6, -0.75], **BARE})
    return Drawing("scaleup.chart.work", made, said(result, "scaleup.idle", "scaleup.continuity") or Finding("scaleup.nothing_work"))


def payback(result: Result, words: Words) -> Drawing:
    """Does investing across projects earn itself back? Value now per builder: middle, and 8 in 10 futures."""
    rows = result["payback"].dropna(subset="middle_keur")
    if rows.empty:
        return Drawing("scaleup.chart.payback", None, said(result, "scaleup.no_investment") or Finding("scaleup.nothing_payback"))
    return Drawing("scaleup.chart.payback", _ranges(rows, rows["builder"], "keur_now", words), first(result, "payback_"))


def cost(result: Result, words: Words) -> Drawing:
    """What does a home cost together, beside the market? Middle, and 8 in 10 futures."""
    rows = result["cost"]
    if rows.empty:
        return Drawing("scaleup.chart.cost", None, Finding("scaleup.nothing_cost"))
    return Drawing("scaleup.chart.cost", _ranges(rows, [words.label("build_way", code).capitalize() for code in rows["way_code"]], "keur_home", words),
                   first(result, "cheaper_"))


def staffing(result: Result, words: Words) -> Drawing:
    """What does over-planning bring, and what does it cost? Continuity against the share staffed for."""
    rows = result["staffing"].sort_values("staffed_share")
    if rows.empty:
        return Drawing("scaleup.chart.staffing", None, Finding("scaleup.nothing_asked"))
    made = figure(words.lang, 7)
    for column, label, hue, dash in (("continuity_share", "continuity", BLUE, "solid"), ("worst_share", "worst", ORANGE, "dash")):
        made.add_scatter(x=rows["staffed_share"], y=rows[column], mode="lines+markers", name="<br>".join(plain([words.say(f"scaleup.label.{label}")], 40)),
                         line={"color": hue, "dash": dash, "width": 3}, marker={"size": 9})
    made.update_layout(legend={"orientation": "v"}, height=460, yaxis={"title": {"text": words.say("scaleup.label.share")}, **_shares(words)},
                       xaxis={"title": {"text": plain([words.say("scaleup.label.staffed_for")], 30)[0]}, "tickvals": rows["staffed_share"],
                              "ticktext": [words.percent(share) for share in rows["staffed_share"]]})
    return Drawing("scaleup.chart.staffing", made, said(result, "scaleup.overplanning", "scaleup.overplanning_none") or Finding("scaleup.nothing_asked"))


def worth(result: Result, words: Words) -> Drawing:
    """What is better release worth, and to whom? Homes more done per party, for each gain."""
    rows = result["worth"]
    if rows.empty:
        return Drawing("scaleup.chart.worth", None, Finding("scaleup.nothing_asked"))
    gains = list(dict.fromkeys(rows["gain_code"]))
    parts = [(rows.loc[rows["gain_code"] == code, "more_homes"], words.label("release_gain", code).capitalize(), hue)
             for code, hue in zip(gains, (BLUE, ORANGE), strict=False)]
    return Drawing("scaleup.chart.worth", _pairs(rows.loc[rows["gain_code"] == gains[0], "party"], parts, "more_homes", words), most_worth(result))


def drivers(result: Result, words: Words) -> Drawing:
    """What decides how many homes get done? Share of the uncertainty, alone and with interplay."""
    rows = result["drivers"]
    if rows.empty or rows["total_share"].isna().all():
        return Drawing("scaleup.chart.drivers", None, said(result, "scaleup.nothing_drives") or Finding("scaleup.nothing_asked"))
    names = [words.label("luck_factor", code).capitalize() for code in rows["factor_code"]]
    parts = [(rows[f"{column}_share"], words.say(f"scaleup.label.{name}"), hue) for column, name, hue in (("alone", "alone", BLUE), ("total", "together", SKY))]
    made = _pairs(names, parts, "uncertainty", words)
    for bar in made.data:
        bar.text = [words.percent(share) for share in bar.x]
    made.update_layout(xaxis={**_shares(words), "range": [0, 1.2]}, margin={"l": 24})
    return Drawing("scaleup.chart.drivers", made, said(result, "scaleup.drivers") or Finding("scaleup.nothing_asked"))


def frontier(result: Result, words: Words) -> Drawing:
    """Which ways of phasing are there to choose from? Homes against continuous work."""
    rows = result["frontier"]
    if rows.empty:
        return Drawing("scaleup.chart.frontier", None, Finding("scaleup.nothing_frontier"))
    made, share = figure(words.lang, 7), rows["continuity_share"]
    for within, label, symbol, hue in ((True, "within", "circle", BLUE), (False, "beyond", "x", ORANGE)):
        some = rows[rows["within_risks"].astype(bool) == within]
        if len(some):
            made.add_scatter(x=some["homes"], y=some["continuity_share"], mode="lines+markers", name=words.say(f"scaleup.label.{label}"), showlegend=True,
                             marker={"symbol": symbol, "size": 13, "color": hue}, line={"dash": "dot", "color": hue})
    made.update_layout(xaxis={"title": {"text": words.say("scaleup.label.homes_end")}, "tickformat": ",d", "nticks": 4, "range": [0.9 * rows["homes"].min(), 1.1 * rows["homes"].max()]},
                       yaxis={"title": {"text": words.say("scaleup.label.continuity")}, "tickvals": TENTHS, "ticktext": [words.percent(share) for share in TENTHS],
                              "range": [max(-0.02, share.min() - 0.1), min(1.04, share.max() + 0.1)]})
    return Drawing("scaleup.chart.frontier", made, said(result, "scaleup.frontier", "scaleup.frontier_over") or Finding("scaleup.nothing_frontier"))


def scores(result: Result, words: Words) -> Drawing:
    """How good was the last forecast, beside as promised and as promised plus the usual shift? Shorter is better."""
    rows = result["scores"]
    if rows.empty:
        return Drawing("scaleup.chart.scores", None, Finding("scaleup.nothing_scores"))
    made, kinds = figure(words.lang, 1 + len(rows)), list(dict.fromkeys(rows["kind_code"]))
    across, down = made.layout.xaxis.to_plotly_json(), made.layout.yaxis.to_plotly_json()
    for k, kind in enumerate(kinds):  # homes and months each have a scale of their own
        some, axis, top = rows[rows["kind_code"] == kind], str(k + 1) if k else "", 1 - k / len(kinds)
        made.add_bar(x=some["distance"], y=list(range(len(some))), orientation="h", width=0.3, showlegend=False, xaxis=f"x{axis}", yaxis=f"y{axis}",
                     marker={"color": [BLUE if code == "forecast" else PALE for code in some["forecaster_code"]], "line": {"color": GREY, "width": 1}},
                     text=[words.number(value, 1) for value in some["distance"]], textposition="outside", cliponaxis=False)
        made.update_layout({
            f"xaxis{axis}": across | {"anchor": f"y{axis}", "range": [0, 1.2 * max(0.1, some["distance"].max())], "title": across["title"] | {"text": words.say(f"scaleup.label.off_{kind}")}},
            f"yaxis{axis}": down | {"anchor": f"x{axis}", "domain": [top - 0.72 / len(kinds), top], "range": [len(some) - 0.6, -0.8], **BARE}})
        _above(made, [words.label("forecaster", code).capitalize() for code in some["forecaster_code"]], axis=axis)
    made.update_layout(height=60 + 90 * len(rows))
    return Drawing("scaleup.chart.scores", made, first(result, "scored_"))


def _fan(made: go.Figure, days: pd.Series, rows: pd.DataFrame, words: Words) -> None:
    """Low to high as an area, the middle as a line."""
    made.add_scatter(x=days, y=rows["low_homes"], mode="lines", line={"width": 0}, showlegend=False)
    made.add_scatter(x=days, y=rows["high_homes"], mode="lines", line={"width": 0}, fill="tonexty", fillcolor=FAN, name=words.say("scaleup.label.range"))
    made.add_scatter(x=days, y=rows["middle_homes"], mode="lines", name=words.say("scaleup.label.middle"), line={"color": ORANGE, "width": 3})


def _time(made: go.Figure, days: pd.Series, title: str) -> None:
    """An axis of years, or of months if it is short, and homes from 0."""
    long = (days.max() - days.min()).days > 900
    made.update_layout(xaxis={"tickformat": "%Y" if long else "%m-%Y", "nticks": 6}, height=430,
                       yaxis={"title": {"text": title}, "rangemode": "tozero", "nticks": 6, "tickformat": ",d"})


def _above(made: go.Figure, labels: list[str], over: float = 0.28, axis: str = "") -> None:
    """The name of each row above its bars, so that on a phone the bars have the whole width."""
    write(made, ({"y": at - over, "text": label} for at, label in enumerate(labels)), x=0, xref="paper", yref=f"y{axis}", xanchor="left",
          yanchor="bottom", align="left", bgcolor="white", borderpad=0)


def _asks(row: dict, words: Words) -> str:
    """What the gate asks and what is there; a criterion that was not filled in is left out."""
    asked = []
    if row["gate_homes"] > 0:
        asked.append(words.say("scaleup.label.gate_homes", now=int(row["counted_homes"]), needed=int(row["gate_homes"])))
    if row["gate_kept_share"] > 0:
        asked.append(words.say("scaleup.label.gate_kept", now=row["kept_share"], needed=row["gate_kept_share"]))
    return "".join(f"<br>{one}" for one in asked)


def _shares(words: Words) -> dict:
    return {"range": [-0.03, 1.05], "tickvals": [0, 0.5, 1], "ticktext": [words.percent(share) for share in (0, 0.5, 1)]}


def _pairs(names, parts: list[tuple], title: str, words: Words) -> go.Figure:
    """Two bars per name, the name above them, so that on a phone the bars have the whole width."""
    made, count = figure(words.lang, 2 * len(names)), len(names)
    for place, (values, label, hue) in enumerate(parts):
        made.add_bar(x=list(values), y=[k + 0.22 * (place - 0.5) for k in range(count)], orientation="h", width=0.2, marker={"color": hue},
                     name=label, text=[words.number(value, 0) for value in values], textposition="outside", cliponaxis=False)
    _above(made, plain(names, 60))
    numbers = [value for values, _, _ in parts for value in values]
    made.update_layout(
        barmode="overlay", xaxis={"title": {"text": words.say(f"scaleup.label.{title}")}, "nticks": 4, "tickformat": ",d",
                                  "range": [min(0.0, 1.25 * min(numbers)), 1.25 * max(*numbers, 0.1)]},
        yaxis={"range": [count - 0.6, -0.75], **BARE}, height=150 + 75 * count)
    return made


def _ranges(rows: pd.DataFrame, names, title: str, words: Words) -> go.Figure:
    """Low to high as a line and the middle as a mark, per row, its name above."""
    made, at = figure(words.lang, 2 * len(rows)), list(range(len(rows)))
    for k, row in enumerate(rows.itertuples()):
        made.add_scatter(x=[row.low_keur, row.high_keur], y=[k, k], mode="lines", line={"color": SKY, "width": 12}, showlegend=k == 0,
                         name=words.say("scaleup.label.range"))
    made.add_scatter(x=rows["middle_keur"], y=at, mode="markers+text", name=words.say("scaleup.label.middle"), text=[words.number(value, 0) for value in rows["middle_keur"]],
                     textposition="bottom center", marker={"size": 14, "color": ORANGE, "symbol": "diamond"})
    _above(made, plain(names, 60))
    most = max(0.1, rows["high_keur"].max())
    made.update_layout(xaxis={"title": {"text": words.say(f"scaleup.label.{title}")}, "range": [min(0.0, 1.1 * rows["low_keur"].min()), 1.1 * most], "nticks": 5, "tickformat": ",d"},
                       yaxis={"range": [len(rows) - 0.4, -0.75], **BARE}, height=150 + 90 * len(rows))
    return made


def _heading(name: str, done: float, homes: float, words: Words, **facts: str) -> str:
    told = words.say("scaleup.label.done_of", done=int(done), homes=int(homes))
    return f"<b>{plain([words.say(f'scaleup.label.{name}', **facts)], 44)[0]}</b> ({told})"


def _note(row: dict, k: int, end: int, words: Words) -> str:
    """What stands above the bar of a phase: name and homes, what it teaches, gate, decision, lessons; the rules stand in the table."""
    say = lambda name, **facts: words.say(f"scaleup.label.{name}", **facts)  # noqa: E731
    lines = [_heading("scale_fast" if k else "start_small", row["done_homes"], row["homes_count"], words, phase=row["phase"])]
    if isinstance(row["aim"], str):
        lines += plain([say("learn", what=row["aim"])], 46)
    if k < end:
        gate = {True: "gate_yes", False: "gate_no"}.get(row["gate_met"], "gate_blank")
        choice = say("decided", choice=row["decision_code"]) if isinstance(row["decision_code"], str) else say("undecided")
        lines.append(f"{say(gate)}; {choice[:1].lower()}{choice[1:]}")
    stop = say("stop_rule" if isinstance(row["stop_rule"], str) else "stop_none")
    return "<br>".join([*lines, f"{say('adopted', n=int(row['adopted_count']))}; {stop[:1].lower()}{stop[1:]}"])
