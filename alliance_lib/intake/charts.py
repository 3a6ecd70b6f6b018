"""The intake's charts: each answers one question, from the result's tables only."""

from collections.abc import Sequence

import plotly.graph_objects as go

from alliance_lib.intake.sticking import PLACES
from alliance_lib.result import Finding, Result
from alliance_lib.schema import codes
from alliance_lib.style import BLUE, DASHES, GREEN, GREY, HUES, INK, ORANGE, PALE, SYMBOLS, Drawing, figure, plain, write
from alliance_lib.words import Words

MOST = 12  # decisions in one chart
LINKS = 20  # above so many links from symptom to cause lines are no longer told apart: a matrix


def agreement(result: Result, words: Words, wide: bool = False) -> Drawing:
    """Does the group agree as much as it says? Figures where there are, otherwise the published classes. Wide: for a screen that
    is wide and low."""
    question = "intake.chart.agreement"
    said = _said(result, "intake.apparent_agreement", "intake.one_line_divided", "intake.no_apparent_agreement",
                 "intake.no_one_line_divided", "intake.not_published")
    if len(result["agreement"]):
        made = _dumbbell(result, words)
        return Drawing(question, _beside(made, 0.0) if wide else made, said or Finding("intake.nothing_agreement"))
    if result["classes"][["claimed_code", "private_code"]].notna().any(axis=None):
        made = _class_tiles(result, words)
        return Drawing(question, _beside(made, 0.5) if wide else made, said or Finding("intake.nothing_agreement"))
    return Drawing(question, None, said or Finding("intake.nothing_agreement"))


def ladder(result: Result, words: Words) -> Drawing:
    """Where is it felt, and where does the cause lie? One line per pair of levels; above twenty links a matrix."""
    rows = result["ladder"]
    if rows.empty:
        return Drawing("intake.chart.ladder", None, Finding("intake.nothing_ladder"))
    found = _said(result, "intake.cause_higher", "intake.cause_not_higher") or Finding("intake.only_unknown")
    drawn = _matrix(rows, words) if rows["complaints_count"].sum() > LINKS else _rungs(rows, words)
    return Drawing("intake.chart.ladder", drawn, found)


def _rungs(rows, words: Words) -> go.Figure:
    levels = list(codes()["level"])
    made = figure(words.lang, 3 * len(levels))
    for name, hue, dash, chosen in (("higher", ORANGE, "solid", rows["levels_up"] > 0), ("same", BLUE, "solid", rows["levels_up"] == 0),
                                    ("lower", BLUE, "dash", rows["levels_up"] < 0), ("not_discussed", GREY, "dot", rows["levels_up"].isna())):
        _flows(made, rows[chosen], levels, (words.say(f"intake.label.{name}"), hue, dash))
    names = [words.label("level", level) for level in levels]
    made.update_layout(
        xaxis={"showticklabels": False, "range": [-0.06, 1.06], "showgrid": False, "ticks": "", "zeroline": False, "showline": False},
        yaxis={"tickvals": list(range(len(levels))), "ticktext": names, "range": [-1.3, len(levels) - 0.7], "showgrid": False,
               "zeroline": False, "showline": False},
        legend={"y": -0.02, "yanchor": "top"}, margin={"t": 40, "r": 20})
    for x, side, head in ((0, "left", "felt_at"), (1, "right", "cause_at")):  # as tick labels a phone leaves one out
        made.add_annotation(x=x, xanchor=side, y=1, yref="paper", yanchor="bottom", text=words.say(f"intake.label.{head}"), showarrow=False)
    if rows["levels_up"].isna().any():
        made.add_annotation(x=1, y=-1, text=words.say("intake.label.not_discussed"), showarrow=False, xanchor="right",
                            yanchor="top", yshift=-6, font={"color": GREY})
    return made


def _matrix(rows, words: Words) -> go.Figure:
    """How many complaints go from each level (across) to each cause (up)? Above the diagonal the cause lies higher."""
    levels = list(codes()["level"])
    counts = {(row["symptom_level_code"], row["cause_level_code"] if row["levels_up"] == row["levels_up"] else None): row["complaints_count"]
              for row in rows.to_dict("records")}
    up = [*reversed(levels), None]
    tiles = [[(1.0 if level and levels.index(level) > at else 0.5) if (felt, level) in counts else 0.0 for at, felt in enumerate(levels)] for level in up]
    texts = [[str(counts.get((felt, level), "")) for felt in levels] for level in up]
    names = [f"{words.say('intake.label.cause_at')}: {words.label('level', level)}" if level else words.say("intake.label.not_discussed") for level in up]
    scale = [[0, "#f7f7f7"], [0.25, "#f7f7f7"], [0.26, "#cfe5f2"], [0.75, "#cfe5f2"], [0.76, ORANGE], [1, ORANGE]]
    made = _tiles(words, (names, plain([words.label("level", level) for level in levels], 8)), tiles, texts, scale)
    return made.update_layout(xaxis={"title": {"text": words.say("intake.label.felt_at")}})


def place(result: Result, words: Words) -> Drawing:
    """At which level does it stick? Shares per topic; only what is sure enough has colour."""
    rows = result["place"]
    if rows.empty:
        return Drawing("intake.chart.place", None, Finding("intake.nothing_place"))
    tiles = [[1.0 if row["place_code"] == name else 0.0 for name in PLACES] for row in rows.to_dict("records")]
    texts = [[_share(row, name, words) for name in PLACES] for row in rows.to_dict("records")]
    labels = [words.say("intake.label.all_topics"), *rows["topic"].iloc[1:]]
    heads = plain([words.say(f"intake.label.in_{name}").replace("-", "- ") for name in PLACES], 8)
    made = _tiles(words, (labels, heads), tiles, texts, [[0, "#f7f7f7"], [1, BLUE]])
    note = "<br>".join(plain([words.say("intake.label.place_note")], 44))
    made.add_annotation(x=-0.5, y=0, yref="paper", yanchor="top", yshift=-4, xanchor="left", align="left", text=note, showarrow=False)
    made.update_layout(margin={"b": 84})
    found = _said(result, *(f"intake.sticks_{name}" for name in PLACES))
    return Drawing("intake.chart.place", made, found or _sticking_topics(rows.iloc[1:], words))


def _sticking_topics(rows, words: Words) -> Finding:
    """Over everything together no level is named; are there topics of which one is?"""
    named = [f"{topic} ({words.say(f'intake.label.within_{place}').lower()})"
             for topic, place in zip(rows["topic"], rows["place_code"], strict=True) if place in PLACES]
    return Finding("intake.sticks_topics", facts={"n": len(named), "topics": named}) if named else Finding("intake.sticks_unclear")


def decisions(result: Result, words: Words) -> Drawing:
    """Which decisions have waited longest, and for whom? The oldest at the top."""
    rows = result["owed"]
    rows = rows[rows["waiting_days"].notna()].head(MOST)
    if rows.empty:
        return Drawing("intake.chart.decisions", None, Finding("intake.nothing_owed_known"))
    owners = rows["owner"].fillna(words.say("intake.label.nobody"))
    made = figure(words.lang, 3 * len(rows))
    labels = [f"<b>{_capital(words.label('level', level))}, {owner}</b><br>{subject}" for level, owner, subject in
              zip(rows["level_code"], plain(owners, 60), plain(rows["subject"], 48), strict=True)]
    made.add_bar(x=rows["waiting_days"], y=list(range(len(rows))), orientation="h", width=0.25, marker={"color": BLUE},
                 text=[words.number(days, 0) for days in rows["waiting_days"]], textposition="outside", cliponaxis=False)
    _above(made, 0, labels, yanchor="bottom", yshift=20)
    made.update_layout(
        xaxis={"title": {"text": words.say("intake.label.days")}, "range": [0, 1.2 * max(1.0, rows["waiting_days"].max())], "nticks": 5},
        yaxis={"showticklabels": False, "ticks": "", "range": [len(rows) - 0.6, -1.0], "showgrid": False, "zeroline": False})
    return Drawing("intake.chart.decisions", made, _said(result, "intake.oldest", "intake.oldest_unowned") or Finding("intake.nothing_owed_known"))


def waiting(result: Result, words: Words) -> Drawing:
    """How long does a decision stay open? One step line per level, open decisions counted."""
    rows = result["waiting_curve"]
    if rows.empty:
        return Drawing("intake.chart.waiting", None, Finding("intake.nothing_waiting"))
    made = figure(words.lang, 6)
    for at, level in enumerate(codes()["level"]):
        mine = rows[rows["level_code"] == level]
        if len(mine):
            made.add_scatter(x=mine["days"], y=mine["still_open_share"], mode="lines+markers", name=words.label("level", level),
                             line={"shape": "hv", "color": HUES[at], "dash": DASHES[at], "width": 3},
                             marker={"symbol": SYMBOLS[at], "size": 9, "color": HUES[at]})
    made.update_layout(
        xaxis={"title": {"text": words.say("intake.label.days_after")}, "rangemode": "tozero", "nticks": 5},
        yaxis={"title": {"text": words.say("intake.label.still_open")}, "range": [0, 1.05], "tickvals": [0, 0.5, 1],
               "ticktext": [words.percent(share) for share in (0, 0.5, 1)]}, showlegend=True)
    return Drawing("intake.chart.waiting", made, _longest(result))


def coverage(result: Result, words: Words) -> Drawing:
    """Who has been spoken to? One bar per level, who was spoken to and who was not."""
    rows = result["coverage"]
    if rows.empty:
        return Drawing("intake.chart.coverage", None, Finding("intake.nothing_coverage"))
    names = plain([words.label("level", level) for level in rows["level_code"]], 14)
    left = rows["people_count"] - rows["spoken_count"]
    made = _stacked(words, names, [("spoken_to", rows["spoken_count"], BLUE), ("not_spoken", left, PALE)])
    made.update_layout(xaxis={"title": {"text": words.say("intake.label.people")}} | _whole_steps(rows["people_count"].max()))
    return Drawing("intake.chart.coverage", made, _said(result, "intake.spoken", "intake.spoken_all") or Finding("intake.nothing_coverage"))


def mirror(result: Result, words: Words) -> Drawing:
    """What differs from the market, and what does that cost? Practices, with their extra hours in words."""
    rows = result["mirror"]
    if rows.empty:
        return Drawing("intake.chart.mirror", None, Finding("intake.nothing_mirror"))
    made = figure(words.lang, 2 * len(rows))
    names = plain([words.label("market", code) for code in rows["market_code"]], 40)
    made.add_bar(x=rows["practices_count"], y=list(range(len(rows))), orientation="h", width=0.4, cliponaxis=False, textposition="inside",
                 marker={"color": [GREY if code == "same" else BLUE for code in rows["market_code"]]}, insidetextanchor="start",
                 text=[words.number(count, 0) for count in rows["practices_count"]], textfont={"color": "white", "size": 17})
    hours = [f"{words.number(hours, 0)} {words.say('intake.label.extra_hours').lower()}" for hours in rows["hours"]]
    _above(made, 0, [f"<b>{name}</b>: {spent}" for name, spent in zip(names, hours, strict=True)], yanchor="bottom", yshift=24)
    made.update_layout(xaxis={"title": {"text": words.say("intake.label.practices")}, "rangemode": "tozero"} | _whole_steps(rows["practices_count"].max()),
                       yaxis={"showticklabels": False, "ticks": "", "range": [len(rows) - 0.6, -0.8], "showgrid": False, "zeroline": False})
    return Drawing("intake.chart.mirror", made, _said(result, "intake.put_on_market", "intake.market_same") or Finding("intake.nothing_mirror"))


def values(result: Result, words: Words) -> Drawing:
    """On which values do the parties differ? A stroke from the highest to the lowest place; nobody's name, no right or wrong."""
    rows = result["values"][result["values"]["parties_count"] > 0]
    if rows.empty:
        return Drawing("intake.chart.values", None, Finding("intake.nothing_values"))
    at = list(range(len(rows)))
    made = figure(words.lang, 2 * len(rows))
    _bars(made, (rows["highest_place"], rows["lowest_place"], at), words.say("intake.label.places_of"), {"color": BLUE, "width": 6})
    for edge in ("highest_place", "lowest_place"):
        made.add_scatter(x=rows[edge], y=at, mode="markers", showlegend=False, marker={"symbol": "line-ns", "size": 18, "line": {"color": BLUE, "width": 5}})
    _above(made, 0.6, plain([words.label("value", code) for code in rows["value_code"]], 44), yanchor="bottom", yshift=14)
    last = max(rows["lowest_place"].max(), 2)
    made.update_layout(
        xaxis={"title": {"text": words.say("intake.label.place")}, "range": [0.6, last + 0.4], "dtick": 1},
        yaxis={"showticklabels": False, "ticks": "", "range": [len(rows) - 0.6, -0.9], "showgrid": False, "zeroline": False})
    return Drawing("intake.chart.values", made, _said(result, "intake.values_apart") or Finding("intake.values_same"))


def timeline(result: Result, words: Words) -> Drawing:
    """What did the parties go through together? One mark per event, the first at the top; on one page when printed."""
    rows = result["events"]
    if rows.empty:
        return Drawing("intake.chart.timeline", None, Finding("intake.nothing_timeline"))
    made = figure(words.lang, round(1.7 * len(rows)))
    made.add_scatter(x=[0, 0], y=[0, len(rows) - 1], mode="lines", showlegend=False, line={"color": PALE, "width": 4})
    kinds = list(codes()["event_kind"])
    for kind, hue, symbol in zip(kinds, (ORANGE, GREEN, GREY), ("square", "circle", "diamond"), strict=True):
        here = [at for at, code in enumerate(rows["kind_code"]) if code == kind]
        if here:
            made.add_scatter(x=[0] * len(here), y=here, mode="markers", name=words.label("event_kind", kind).capitalize(),
                             marker={"symbol": symbol, "size": 16, "color": hue, "line": {"color": "white", "width": 1}})
    labels = [f"<b>{words.date(day)}</b><br>{text}" for day, text in zip(rows["event_date"], plain(rows["text"], 44), strict=True)]
    _above(made, 0, labels, yanchor="middle", xshift=18)
    made.update_layout(xaxis={"visible": False, "range": [-0.03, 1]}, yaxis={"visible": False, "range": [len(rows) - 0.4, -0.6]}, showlegend=True)
    return Drawing("intake.chart.timeline", made, _said(result, "intake.history") or Finding("intake.nothing_timeline"))


def depends(result: Result, words: Words) -> Drawing:
    """What hangs on which decision? Each decision under the one it waits for; above twelve the table is easier."""
    shown = _under_each_other(result["links"])
    if not shown:
        return Drawing("intake.chart.depends", None, _said(result, "intake.circle") or Finding("intake.nothing_depends"))
    if len(shown) > MOST:
        return Drawing("intake.chart.depends", None, Finding("intake.depends_many", facts={"n": len(shown)}))
    made, deepest = figure(words.lang, 2 * len(shown)), max(depth for depth, _, _ in shown)
    for at, (depth, _, above) in enumerate(shown):
        if depth:
            made.add_scatter(x=[depth - 1, depth - 1, depth], y=[above, at, at], mode="lines", showlegend=False, line={"color": GREY, "width": 2})
    heads = {above for _, _, above in shown if above is not None}
    for name, hue, symbol, is_head in (("needed_first", BLUE, "square", True), ("hangs", ORANGE, "circle", False)):
        here = [at for at in range(len(shown)) if (at in heads) is is_head]
        made.add_scatter(x=[shown[at][0] for at in here], y=here, mode="markers", name=words.say(f"intake.label.{name}"), showlegend=True,
                         marker={"size": 16, "color": hue, "symbol": symbol})
    for at, text in enumerate(plain([text for _, text, _ in shown], 34)):
        _above(made, shown[at][0], [text], raised=-at, yanchor="middle", xshift=16)
    made.update_layout(xaxis={"visible": False, "range": [-0.2, deepest + 6]}, yaxis={"visible": False, "range": [len(shown) - 0.4, -0.6]})
    return Drawing("intake.chart.depends", made, _said(result, "intake.hangs_on", "intake.decisions_hang_on") or Finding("intake.nothing_depends"))


def _under_each_other(links) -> list[tuple[int, str, int | None]]:
    """Each decision indented under the one it waits for: (depth, what about, place of the one above)."""
    names = dict(zip([*links["needs_id"], *links["waits_id"]], [*links["needs"], *links["waits"]], strict=True))
    below = {code: links.loc[links["needs_id"] == code, "waits_id"].tolist() for code in names}
    shown: list[tuple[int, str, int | None]] = []

    def put(code: str, above: int | None, path: tuple[str, ...]) -> None:
        shown.append((len(path), names[code], above))
        here = len(shown) - 1
        for one in below[code]:
            if one not in (*path, code):
                put(one, here, (*path, code))

    for code in names:
        if code not in set(links["waits_id"]):
            put(code, None, ())
    return shown


def _longest(result: Result) -> Finding:
    """At which level do decisions wait longest? One of which half was never reached waits longest."""
    rows = result["waiting"]
    endless = rows[rows["median_days"].isna()].sort_values("open_count", ascending=False, kind="stable")
    if len(endless):
        return Finding("intake.half_not_reached", facts={"level": endless["level_code"].iloc[0]})
    first = rows.loc[rows["median_days"].idxmax()]
    return Finding("intake.half_waits", facts={"level": first["level_code"], "days": int(first["median_days"])})


def _whole_steps(most: float) -> dict:
    """An axis of counts has no halves."""
    return {"dtick": max(1, round(most / 6))}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stacked(words: Words, names: Sequence[str], parts: Sequence[tuple]) -> go.Figure:
    """Bars of counts beside each other, each part with its number where it is not 0."""
    made = figure(words.lang, 2 * len(names))
    for label, counts, hue in parts:
        made.add_bar(x=counts, y=names, orientation="h", name=words.say(f"intake.label.{label}"), marker={"color": hue},
                     text=[words.number(count, 0) if count else "" for count in counts], textposition="inside",
                     insidetextanchor="middle", textfont={"size": 17, "color": INK if hue == PALE else "white"}, textangle=0)
    return made.update_layout(barmode="stack", yaxis={"autorange": "reversed"}, legend={"traceorder": "normal"}, showlegend=True)


def _said(result: Result, *wanted: str) -> Finding | None:
    """The finding of this result that a chart concludes with: the first of these codes."""
    held = {found.code: found for found in reversed(result.findings)}
    return next((held[code] for code in wanted if code in held), None)


def _dumbbell(result: Result, words: Words) -> go.Figure:
    rows = result["agreement"].sort_values("gap", ascending=True, na_position="first", kind="stable")
    at = list(range(len(rows)))
    made = figure(words.lang, round(1.6 * len(rows)) + 3)
    _above(made, -1.2, plain(rows["topic"], 44), yanchor="bottom", yshift=9)
    _bars(made, (rows["band_low"], rows["band_high"], at), words.say("intake.label.chance"), {"color": PALE, "width": 16})
    for name, chosen, line in (("beyond", rows["above_band"], {"color": ORANGE, "width": 5}),
                               ("within", ~rows["above_band"].astype(bool), {"color": GREY, "width": 2, "dash": "dot"})):
        here = [one for one, wanted in zip(at, chosen, strict=True) if wanted]
        if here:
            _bars(made, (rows["private"].iloc[here], rows["claimed"].iloc[here], here), words.say(f"intake.label.{name}"), line)
    for name, symbol, hue, size in (("claimed", "circle", BLUE, 17), ("private", "square", INK, 10)):  # both show where equal
        made.add_scatter(x=rows[name], y=at, mode="markers", name=words.say(f"intake.label.{name}"),
                         marker={"symbol": symbol, "size": size, "color": hue, "line": {"color": "white", "width": 1}})
    ends = plain([words.say(f"intake.label.{name}") for name in ("camps", "spread", "one_line")], 5)
    made.update_layout(xaxis={"tickvals": [-1, 0, 1], "ticktext": ends, "range": [-1.2, 1.1], "zeroline": True},
                       yaxis={"showticklabels": False, "range": [-0.7, len(rows) - 0.2], "showgrid": False, "zeroline": False, "ticks": ""})
    return made


def _above(made: go.Figure, x: float, labels: Sequence[str], raised: float = 0.0, **where) -> None:
    """The name of each row above its mark, so that on a phone the marks have the whole width."""
    write(made, ({"y": at - raised, "text": label} for at, label in enumerate(labels)), x=x, xanchor="left", align="left", bgcolor="white",
          borderpad=0, **where)


def _beside(made: go.Figure, lower: float) -> go.Figure:
    """The same rows with their names beside them instead of above them, so that they need little height."""
    at, names = zip(*[(note.y + lower, note.text.split("<br>")) for note in made.layout.annotations], strict=True)
    first, last = made.layout.yaxis.range
    ends = [min(at) - 0.6, max(at) + 0.6]
    made.layout.annotations = ()
    made.update_traces(ygap=4, selector={"type": "heatmap"})
    return made.update_layout(yaxis={"showticklabels": True, "tickvals": at, "range": ends if first < last else ends[::-1],
                                     "ticktext": [lines[0] + "…" * (len(lines) > 1) for lines in names]})


def _bars(made: go.Figure, ends: tuple, name: str, line: dict) -> None:
    """One trace of horizontal strokes from low to high at each height."""
    low, high, at = ends
    x = [value for pair in zip(low, high, strict=True) for value in (*pair, None)]
    y = [value for height in at for value in (height, height, None)]
    made.add_scatter(x=x, y=y, mode="lines", name=name, line=line)


def _flows(made: go.Figure, rows, levels: Sequence[str], look: tuple[str, str, str]) -> None:
    """Lines from felt to cause. Counts stand at four fifths: felt + 4 x cause is another height for each pair."""
    name, hue, dash = look
    for first, row in zip([True] + [False] * len(rows), rows.to_dict("records"), strict=False):
        felt = levels.index(row["symptom_level_code"])
        lies = levels.index(row["cause_level_code"]) if row["levels_up"] == row["levels_up"] else -1
        count = row["complaints_count"]
        made.add_scatter(x=[0, 1], y=[felt, lies], mode="lines+markers", name=name, legendgroup=name, showlegend=first,
                         line={"color": hue, "width": min(2 + count, 14), "dash": dash}, marker={"size": 11, "color": hue})
        write(made, [{"y": (felt + 4 * lies) / 5, "text": str(count)}], x=0.8, bgcolor="white", borderpad=2, font={"size": 17, "color": INK})


def _share(row: dict, name: str, words: Words) -> str:
    share = row[f"{name}_share"]
    text = "–" if share != share else words.percent(share)
    return f"● {text}" if row["place_code"] == name else text


def _class_tiles(result: Result, words: Words) -> go.Figure:
    rows = result["classes"]
    columns = [(question, cell) for cell in ("all", "steering", "project") for question in ("claimed", "private")
               if (rows["cell_code"].eq(cell) & rows[f"{question}_code"].notna()).any()] or [("claimed", "all"), ("private", "all")]
    shown = {"agreed": (0.5, words.say("intake.label.one_line")), "divided": (1.0, words.say("intake.label.divided"))}
    held = {(row["topic_id"], question, row["cell_code"]): shown.get(row[f"{question}_code"], (0.0, "–"))
            for row in rows.to_dict("records") for question in ("claimed", "private")}
    topics = dict(zip(rows["topic_id"], rows["topic"], strict=True))
    cells = [[held.get((topic, *column), (0.0, "–")) for column in columns] for topic in topics]
    heads = plain([words.say(f"intake.label.{'group' if question == 'claimed' else 'private'}_{cell}") for question, cell in columns], 8)
    scale = [[0, "#f7f7f7"], [0.33, "#f7f7f7"], [0.34, "#cfe5f2"], [0.66, "#cfe5f2"], [0.67, ORANGE], [1, ORANGE]]
    return _tiles(words, (list(topics.values()), heads), [[z for z, _ in row] for row in cells],
                  [[text for _, text in row] for row in cells], scale)


def _tiles(words: Words, names: tuple[Sequence[str], Sequence[str]], values: list, texts: list, scale: list) -> go.Figure:
    """Rows by columns of tiles, each with its text; the first row at the top, its name above it."""
    rows, columns = names
    made = figure(words.lang, 2 * len(rows) + 1)
    made.add_heatmap(z=values, x=list(range(len(columns))), y=list(range(len(rows))), text=texts, texttemplate="%{text}",
                     textfont={"size": 15}, colorscale=scale, zmin=0, zmax=1, showscale=False, xgap=4, ygap=30)
    _above(made, -0.5, plain(rows, 44), raised=0.5, yanchor="middle")
    made.update_layout(
        xaxis={"tickvals": list(range(len(columns))), "ticktext": list(columns), "side": "top", "range": [-0.5, len(columns) - 0.5],
               "showgrid": False, "zeroline": False, "showline": False, "ticks": "", "tickangle": 0},
        yaxis={"showticklabels": False, "range": [len(rows) - 0.4, -0.75], "showgrid": False, "zeroline": False, "showline": False,
               "ticks": ""})
    return made
