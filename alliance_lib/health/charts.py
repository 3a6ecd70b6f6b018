"""The charts of the health room: the pulse and its trend, the executives, the team, plan and room, promises, actions."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from alliance_lib.result import Finding, Result
from alliance_lib.style import BLUE, GREY, HUES, INK, ORANGE, PALE, SKY, SYMBOLS, Drawing, figure, plain, write
from alliance_lib.words import Words

PAPER = "white"
RED = "#c00000"  # only for a year that nobody promised anything, always with a pattern
DARKNESS = {"low": 1.0, "middle": 2.5, "high": 4.0}  # of a band's tile, on the scale of the answers
MOST_ROUNDS = 6  # more do not fit on a telephone
SAYS_PULSE = ("split", "low", "levels_differ", "strong", "pulse_quiet", "as_chance")
SAYS_TREND = ("down", "up", "no_demonstrable_change", "missing_earlier_round", "missing_pulse")
SAYS_PAIRS = ("content_before_meeting", "pairs_missing", "gate_open")
SAYS_TEAM = ("discipline_missing", "task_missing", "team_covered", "discipline_unsaid", "missing_team")
SAYS_PHASES = ("team_spread", "team_band", "team_phase_withheld", "missing_team_phase")
SAYS_PLANNED = ("agenda_all_fixed", "agenda_all_open", "phases_all_fixed", "phases_all_open", "planned_balanced", "planned_untagged",
                "missing_planned")
SAYS_COMMITMENTS = ("years_of_nobody", "uncommitted", "committed", "commitments_of", "missing_commitments")
PHASE_HUES = ("#dcecf7", SKY, BLUE, "#00304d")  # from getting to know to the work runs
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
    write(made, ({"x": number * apart + (len(rounds) - 1) / 2, "text": _cell(cell, words)} for number, cell in enumerate(cells)),
          y=-0.6, yanchor="bottom", font={"size": 15})
    for number, cell in enumerate(cells):
        shown = rows[rows["cell_code"] == cell]
        _add_tiles(made, shown["round"].map(rounds.index) + number * apart, shown["item_code"].map(places), shown,
                   [_short(row, words) for row in shown.to_dict("records")])
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
    made.update_yaxes(tickvals=places, ticktext=plain(names, 22 if len(names) < 8 else 15), range=[len(parties) - 0.5, -0.5], zeroline=False)
    made.update_xaxes(tickvals=places, ticktext=[str(p + 1) for p in places], range=[-0.5, len(parties) - 0.5],
                      zeroline=False, tickangle=0)
    made.update_layout(showlegend=True)
    return Drawing("health.chart.pairs", made, _said(result, SAYS_PAIRS))


def coverage(result: Result, words: Words) -> Drawing:
    """Which disciplines and tasks does the team have? A tile per discipline and task with the number of people."""
    rows, said = result["coverage"], _said(result, SAYS_TEAM)
    if rows.empty:
        return Drawing("health.chart.coverage", None, said)
    of_discipline = rows.groupby("discipline_code")["people"].transform("sum")
    rows = rows[rows["needed"] | (of_discipline > 0)]
    disciplines, tasks = list(dict.fromkeys(rows["discipline_code"])), list(dict.fromkeys(rows["task_code"]))
    made = figure(words.lang, rows=len(disciplines) + 1)
    empty = of_discipline[rows.index] == 0
    kinds = (("people", rows["people"] > 0, SKY, ""), ("gap", (rows["people"] == 0) & ~empty, PAPER, ""), ("absent", empty, ORANGE, "x"))
    for label, which, hue, pattern in kinds:
        held = rows[which]
        texts = [words.number(n, 0) if n > 0 else "–" if label == "gap" else "" for n in held["people"]]
        _add_cells(made, held["task_code"].map(tasks.index), held["discipline_code"].map(disciplines.index), texts,
                   name=words.say(f"health.label.{label}"), color=hue, pattern=pattern)
    return Drawing("health.chart.coverage", _grid(made, [words.label("task", t).capitalize() for t in tasks],
                   [words.label("discipline", d).capitalize() for d in disciplines]), said)


def team_phases(result: Result, words: Words) -> Drawing:
    """Where do people see the team? A spread per level and round with the leaders' reflection under it, or the bands."""
    rows, said = result["team_phases"], _said(result, SAYS_PHASES)
    rows = rows[rows["figure_code"].notna() | (rows["answered"] > 0)]
    if rows.empty:
        return Drawing("health.chart.team_phases", None, said)
    rows = rows[rows["round"].isin(sorted(rows["round"].unique())[-MOST_ROUNDS:])]
    if rows["figure_code"].notna().any():
        return Drawing("health.chart.team_phases", _band_grid(rows, words), said)
    bars = list(dict.fromkeys(rows.sort_values(["cell_code", "round"], ascending=[False, True])[["cell_code", "round"]]
                              .itertuples(index=False, name=None)))
    names = [words.say("health.label.cell_round", cell=cell, round=int(number)) for cell, number in bars]
    led = result["reflection"]
    led = led[led["subject_code"] == "leadership"]
    made = figure(words.lang, rows=len(bars) + 2 + len(led))
    for phase, hue in zip(dict.fromkeys(rows["phase_code"]), PHASE_HUES, strict=False):
        held = rows[rows["phase_code"] == phase]
        places = [bars.index(pair) for pair in held[["cell_code", "round"]].itertuples(index=False, name=None)]
        _add_shares(made, held["share"], places, [words.number(n, 0) if n > 0 else "" for n in held["people"]],
                    name=words.label("team_phase", phase).capitalize(), color=hue)
    for row in led.to_dict("records"):
        names.append(words.say("health.label.reflection"))
        for label, n, hue, pattern in (("reflected", row["done"], GREY, ""), ("not_reflected", row["people"] - row["done"], PAPER, "/")):
            _add_shares(made, [n / row["people"]], [len(bars)], [words.number(n, 0) if n > 0 else ""],
                        name=words.say(f"health.label.{label}"), color=hue, pattern=pattern)
    made.update_layout(barmode="stack", legend={"traceorder": "normal"}, showlegend=True)
    made.update_xaxes(range=[0, 1.005], tickvals=[0, 0.5, 1], ticktext=[words.percent(share) for share in (0, 0.5, 1)], title={"text": plain([words.say("health.label.share_people")], 40)[0]})
    made.update_yaxes(tickvals=list(range(len(names))), ticktext=plain(names, 16), range=[len(names) - 0.5, -0.5], showgrid=False)
    return Drawing("health.chart.team_phases", made, said)


def planned(result: Result, words: Words) -> Drawing:
    """What is fixed and what do we let come? A bar for the agenda and for each phase."""
    rows, said = result["planned"], _said(result, SAYS_PLANNED)
    if rows.empty:
        return Drawing("health.chart.planned", None, said)
    names = [f"{words.label('plan_part', part).capitalize()} {name}" if part == "agenda" or name.isdigit() else name
             for part, name in zip(rows["part_code"], rows["phase"].fillna(""), strict=True)]
    made, places = figure(words.lang, rows=len(rows) + 2), list(range(len(rows)))
    for kind, label, hue, pattern, ink in (("fixed", "fixed", BLUE, "", PAPER), ("open", "left_open", SKY, "", INK),
                                           ("untagged", "untagged", PAPER, "/", INK)):
        made.add_bar(x=rows[kind], y=places, orientation="h", name=words.say(f"health.label.{label}"), textangle=0,
                     text=[words.number(n, 0) if n > 0 else "" for n in rows[kind]], textposition="inside", insidetextanchor="middle",
                     textfont={"color": ink, "size": 15}, showlegend=bool((rows[kind] > 0).any()),
                     marker={"color": hue, "pattern": {"shape": pattern, "fgcolor": GREY}, "line": {"color": INK, "width": 1}})
    warned = rows[rows["warning_code"].notna()]
    longest = int((rows["fixed"] + rows["open"] + rows["untagged"]).max())
    write(made, ({"x": row["fixed"] + row["open"] + row["untagged"], "y": place, "text": f"<b>! {words.label('plan_warning', row['warning_code'])}</b>"}
                 for place, row in warned.iterrows()), xanchor="left", xshift=6, font={"size": 15, "color": ORANGE})
    made.update_layout(barmode="stack", legend={"traceorder": "normal"}, showlegend=True)
    made.update_xaxes(range=[0, longest * 1.5], tickformat="d", dtick=max(1, -(-longest // 6)),
                      title={"text": words.say("health.label.parts")})
    made.update_yaxes(tickvals=places, ticktext=plain(names, 20), range=[len(rows) - 0.5, -0.5], showgrid=False,
                      zeroline=False)
    return Drawing("health.chart.planned", made, said)


def commitments(result: Result, words: Words) -> Drawing:
    """Who has promised time and money for which year? A tile per party and year; a year ahead without either is hatched red."""
    rows, said = result["commitments"], _said(result, SAYS_COMMITMENTS)
    if rows.empty:
        return Drawing("health.chart.commitments", None, said)
    parties, years = list(dict.fromkeys(rows["party_id"])), list(dict.fromkeys(rows["year"]))
    made = figure(words.lang, rows=round(1.3 * len(parties)) + 2)
    bare, promised = rows["uncommitted"] & rows["ahead"], ~rows["status_code"].isin(("zero_promised", "not_recorded", "not_shown"))
    for label, which, hue, pattern in (("promised", promised, SKY, ""), ("uncommitted", bare, RED, "x"),
                                       ("unknown", ~promised & ~bare, PALE, "")):
        held = rows[which]
        texts = [words.say(f"health.label.short_{code}").lower() if label == "promised" else "" for code in held["status_code"]]
        _add_cells(made, held["year"].map(years.index), held["party_id"].map(parties.index), texts,
                   name=words.say(f"health.label.{label}"), color=hue, pattern=pattern)
    names = [rows.loc[rows["party_id"] == party, "party"].iloc[0] for party in parties]
    return Drawing("health.chart.commitments", _grid(made, years if len(years) < 6 else [f"’{year[2:]}" for year in years], names), said)


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
    write(made, ({"y": place - 0.08, "text": text} for place, text in enumerate(texts)), x=0, xref="paper", xanchor="left", bgcolor=PAPER,
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


def _add_cells(made: go.Figure, xs: pd.Series, ys: pd.Series, texts: list[str], **look: str) -> None:
    """Tiles of one kind, one to a place of the grid; no entry in the legend where there are none."""
    made.add_bar(x=list(xs), y=[0.9] * len(ys), base=[y - 0.45 for y in ys], width=0.94, text=texts, textposition="inside",
                 name=look["name"], showlegend=len(ys) > 0, insidetextanchor="middle", textangle=0, constraintext="none",
                 textfont={"color": INK, "size": 15},
                 marker={"color": look["color"], "line": {"color": GREY, "width": 1},
                         "pattern": {"shape": look["pattern"], "fgcolor": PAPER, "size": 9}})


def _grid(made: go.Figure, across: list[str], down: list[str]) -> go.Figure:
    made.update_layout(showlegend=True, barmode="overlay")
    made.update_xaxes(tickvals=list(range(len(across))), ticktext=plain(across, 10), range=[-0.5, len(across) - 0.5], showgrid=False,
                      zeroline=False, tickangle=0)
    made.update_yaxes(tickvals=list(range(len(down))), ticktext=plain(down, 16), range=[len(down) - 0.5, -0.5], showgrid=False,
                      zeroline=False)
    return made


def _add_shares(made: go.Figure, shares: Sequence, places: Sequence, texts: list[str], **look: str) -> None:
    """Parts of bars of one kind: how large a share each is, on which place."""
    ink = PAPER if look["color"] in (BLUE, GREY, PHASE_HUES[-1]) else INK
    made.add_bar(x=list(shares), y=list(places), orientation="h", name=look["name"], text=texts, textposition="inside", textangle=0,
                 insidetextanchor="middle", textfont={"color": ink, "size": 15}, showlegend=sum(shares) > 0,
                 marker={"color": look["color"], "line": {"color": INK, "width": 1},
                         "pattern": {"shape": look.get("pattern", ""), "fgcolor": GREY}})


def _band_grid(rows: pd.DataFrame, words: Words) -> go.Figure:
    """The published bands: a tile per group and round, the band written in it."""
    rows = rows[rows["figure_code"].notna()]
    cells, rounds = list(dict.fromkeys(rows["cell_code"])), sorted(rows["round"].unique())
    made = figure(words.lang, rows=len(cells) + 1)
    for band, hue in zip(("low", "middle", "high"), (PAPER, PHASE_HUES[0], SKY), strict=True):
        held = rows[rows["figure_code"] == band]
        _add_cells(made, held["round"].map(rounds.index), held["cell_code"].map(cells.index), [words.label("figure", band)] * len(held),
                   name=words.label("figure", band), color=hue, pattern="")
    made = _grid(made, [words.say("health.label.round", round=int(number)) for number in rounds], [_cell(cell, words) for cell in cells])
    return made.update_layout(showlegend=False)
