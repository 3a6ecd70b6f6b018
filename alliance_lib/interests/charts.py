"""The interests room's charts: each answers one question, from the result's tables only."""

import math
import textwrap
from collections.abc import Iterable, Sequence

import pandas as pd
import plotly.graph_objects as go

from alliance_lib.result import Finding, Result
from alliance_lib.style import BLUE, GREY, INK, ORANGE, SKY, YELLOW, Drawing, figure, plain, write
from alliance_lib.words import Words

MOST = 15  # pairs in one chart: those that stand together least
WIDE = 44  # letters on one line of a phone
FEW = 8  # with more parties larger marks would touch on a phone
LINE, MARK = 20, 34  # heights of a line of text and of a row of marks
STANCES = (("for", BLUE, "white", "circle"), ("against", ORANGE, INK, "square"), ("indifferent", "white", INK, "circle"))

PLACES = ("agree", "trade", "rub", "open", "unmet", "met", "unused", "has", "owns")
OWNED = ("goals", "decisions", "clauses", "actions")
EVEN = 0.005  # what whole percentages cannot show is no difference
WAYS = {"gets": {"symbol": "circle-open", "size": 27, "color": ORANGE, "line": {"width": 4}},
        "gives": {"symbol": "square", "size": 14, "color": BLUE}}
LINKS = {"unclear": {"color": "#a6a6a6", "width": 1.5, "dash": "dot"}, "together": {"color": BLUE, "width": 4},
         "apart": {"color": ORANGE, "width": 4, "dash": "dash"}}
PAIRS_CONCLUDE = ("interests.power_turns", "interests.power_turns_many", "interests.pairs_apart", "interests.pairs_apart_many",
                  "interests.least_together", "interests.least_together_many", "interests.pairs_together",
                  "interests.pairs_unclear", "interests.pairs_unclear_many")
NETWORK_CONCLUDES = ("interests.pairs_apart", "interests.pairs_apart_many", "interests.pairs_together", "interests.pairs_unclear",
                     "interests.pairs_unclear_many")
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
    made, at = _drawn(rows, {party: names[party] for party in order}, words)
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
    _write(made, [(0, y, label, {"bgcolor": "white"}) for y, label in zip(tops, labels, strict=True)])
    at = {(row["party_a_id"], row["party_b_id"]): y + LINE * _lines(label) + MARK / 2 - 4
          for row, y, label in zip(last.to_dict("records"), tops, labels, strict=True)}
    shown = rows.assign(y=[at.get(pair) for pair in zip(rows["party_a_id"], rows["party_b_id"], strict=True)]).dropna(subset="y")
    _strokes(made, shown.assign(x=shown["together_share"]))
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
    """Who has influence, and who depends on others? Both marks on one line per party, most influence on balance at the top."""
    rows = result["power"]
    rows = rows[rows["influence"].notna()]
    if rows.empty:
        return Drawing("interests.chart.influence", None, Finding("interests.nothing_influence"))
    order = (rows["dependence"] - rows["influence"]).sort_values(kind="stable").index
    rows = rows.loc[order]
    labels = [_whole(words.say(f"interests.label.rank{'' if row['rank_best'] == row['rank_worst'] else 's'}", party=row["party"],
                               best=int(row["rank_best"]), worst=int(row["rank_worst"]))) for row in rows.to_dict("records")]
    tops, depth = _stacked(labels, MARK)
    made = _tall(words.lang, depth)
    _write(made, [(0, y, label, {"bgcolor": "white"}) for y, label in zip(tops, labels, strict=True)])
    rows = rows.assign(y=[y + LINE * _lines(label) + MARK / 2 - 4 for y, label in zip(tops, labels, strict=True)])
    _strokes(made, pd.concat([rows.assign(x=rows[name]) for name in ("influence", "dependence")]))
    for name, look in (("dependence", {"symbol": "square-open", "size": 17, "color": ORANGE, "line": {"width": 4}}),
                       ("influence", {"symbol": "circle", "size": 14, "color": BLUE})):
        made.add_scatter(x=rows[name], y=rows["y"], mode="markers", marker=look, name=words.say(f"interests.label.{name}"))
    made.update_layout(xaxis={"title": {"text": words.say("interests.label.points")}, "rangemode": "tozero", "nticks": 6, "zeroline": False})
    found = _said(result, "interests.weighs_most", "interests.weighs_least", "interests.weighs_most_unclear")
    return Drawing("interests.chart.influence", made, found or Finding("interests.nothing_influence"))


def power(result: Result, words: Words) -> Drawing:
    """Is one party on top? Per source of power a mark per party, as large as its share: size, seats, votes, information."""
    rows = result["sources"]
    if rows.empty:
        return Drawing("interests.chart.power", None, Finding("interests.nothing_sources"))
    names = dict(zip(rows["party_id"], rows["party"], strict=True))
    listed = rows.drop_duplicates("source_code")["source_code"]
    screen = pd.DataFrame({"goal_id": listed, "goal": [_capital(words.label("power_source", code)) for code in listed],
                           "place_code": ["owns" if code in OWNED else "has" for code in listed]})
    made, at = _drawn(screen, names, words)
    rows = rows.assign(x=rows["party_id"].map(list(names).index), y=rows["source_code"].map(at), wide=21 + (17 if len(names) <= FEW else 4) * rows["share"] ** 0.5)
    for name, hue, symbol, chosen in (("less", SKY, "circle", rows["above_equal"] <= EVEN), ("more", YELLOW, "square", rows["above_equal"] > EVEN)):
        here = rows[chosen]
        made.add_scatter(x=here["x"], y=here["y"], mode="markers+text", name=words.say(f"interests.label.{name}"),
                         text=[words.number(100 * share, 0) for share in here["share"]], textfont={"size": 15},
                         marker={"size": here["wide"], "color": hue, "symbol": symbol}, cliponaxis=False)
    found = _said(result, "interests.on_top", "interests.nobody_on_top")
    return Drawing("interests.chart.power", made, found or Finding("interests.nothing_sources"))


def network(result: Result, words: Words, wide: bool = False) -> Drawing:
    """Who stands with whom? Every party keeps its place on the circle, in every round and for every audience. Wide: for a screen
    that is wide and low, with the names beside the circle instead of above it."""
    rows, parties = result["pairs"], result["power"]
    if rows.empty:
        return Drawing("interests.chart.network", None, Finding("interests.nothing_pairs"))
    at = _circle(parties["party_id"].tolist())
    last = rows[rows["order"] == rows["order"].max()]
    made = figure(words.lang, 8 + len(at) // 2)
    for code, look in LINKS.items():
        ends = [(at[a], at[b]) for a, b in last.loc[last["likely_code"] == code, ["party_a_id", "party_b_id"]].to_numpy()]
        if ends:
            made.add_scatter(x=[x for a, b in ends for x in (a[0], b[0], None)], y=[y for a, b in ends for y in (a[1], b[1], None)],
                             mode="lines", line=look, name=words.say(f"interests.label.link_{code}"))
    for party, name in zip(parties["party_id"], parties["party"], strict=True):
        made.add_scatter(x=[at[party][0]], y=[at[party][1]], mode="markers+text", text=plain([party], 8), textposition="middle center",
                         textfont={"color": "white", "size": 15}, marker={"size": 40, "color": INK},
                         name=_whole(f"{party} = {name}"), showlegend=not wide)
    if wide:
        names = [plain([textwrap.shorten(name, WIDE, placeholder="…")], WIDE)[0] for name in parties["party"]]
        _write(made, [(*at[party], name, _outside(*at[party])) for party, name in zip(parties["party_id"], names, strict=True)])
    frame = {"visible": False, "range": [-1.25, 1.25]}
    made.update_layout(xaxis=frame, yaxis=frame | {"scaleanchor": "x", "scaleratio": 1}, legend={"itemsizing": "constant", "maxheight": 2000})
    return Drawing("interests.chart.network", made, _said(result, *NETWORK_CONCLUDES) or Finding("interests.nothing_pairs"))


def exchange(result: Result, words: Words) -> Drawing:
    """Which need has no offer yet, what meets, and which offer is not used? A mark per party that brings or comes for it."""
    rows = result["gifts"]
    if rows.empty:
        return Drawing("interests.chart.exchange", None, Finding("interests.nothing_gifts"))
    met = rows.groupby("about")["matched"].transform("any")
    rows = rows.assign(goal_id=rows["about"], goal=rows["subject"],
                       place_code=rows["direction_code"].map({"gets": "unmet", "gives": "unused"}).mask(met, "met"))
    names = dict(zip(rows["party_id"], rows["party"], strict=True))
    made, at = _drawn(rows.drop_duplicates("goal_id"), names, words)
    for way, look in WAYS.items():
        here = rows[rows["direction_code"] == way]
        made.add_scatter(x=here["party_id"].map(list(names).index), y=here["about"].map(at), mode="markers", marker=look, cliponaxis=False,
                         name=_capital(words.label("direction", way)))
    found = _said(result, "interests.unmet", "interests.unused", "interests.swap")
    return Drawing("interests.chart.exchange", made, found or Finding("interests.all_met"))


def spread(result: Result, words: Words) -> Drawing:
    """How far do the parties lie apart on each goal? A dot where parties stand, with how many; the widest at the top."""
    rows = result["ground"].sort_values("spread", ascending=False, kind="stable").head(MOST)
    if rows.empty:
        return Drawing("interests.chart.spread", None, Finding("interests.nothing_ground"))
    labels = [_whole(goal) for goal in rows["goal"]]
    tops, depth = _stacked(labels, MARK)
    made = _tall(words.lang, depth)
    _write(made, [(-4.4, y, label, {"bgcolor": "white"}) for y, label in zip(tops, labels, strict=True)])
    below = [y + LINE * _lines(label) + MARK / 2 - 4 for y, label in zip(tops, labels, strict=True)]
    at = dict(zip(rows["goal_id"], below, strict=True))
    dots = result["stances"].groupby(["goal_id", "stance_minus4to4"]).size().reset_index(name="parties")
    dots = dots.assign(x=dots["stance_minus4to4"], y=dots["goal_id"].map(at)).dropna(subset="y")
    _strokes(made, dots)
    made.add_scatter(x=dots["x"], y=dots["y"], mode="markers+text", text=dots["parties"].astype(str), showlegend=True,
                     textfont={"color": "white", "size": 15}, marker={"size": 25, "color": BLUE},
                     name=words.say("interests.label.parties_here"))
    made.update_layout(xaxis={"range": [-4.5, 4.5], "zeroline": False, "tickvals": [-4, -2, 0, 2, 4],
                              "ticktext": ["−4", "−2", "0", "2", "4"], "title": {"text": words.say("interests.label.stance_scale")}})
    return Drawing("interests.chart.spread", made, _said(result, "interests.spread") or Finding("interests.spread_none"))


def rules(result: Result, words: Words) -> Drawing:
    """Which goals pass under one rule and not under another? A mark per rule, under it who can turn that around alone."""
    rows = result["rule_votes"]
    rows = rows[~rows["veto"].astype(bool)]
    turned = rows[rows.groupby("goal_id")["passes"].transform("nunique") > 1]
    shown = turned[turned["goal_id"].isin(turned["goal_id"].unique()[:MOST])]
    if shown.empty:
        found = _said(result, "interests.rules_same", "interests.rules_unknown")
        return Drawing("interests.chart.rules", None, found or Finding("interests.nothing_ground"))
    names = dict(zip(result["power"]["party_id"], result["power"]["party"], strict=True))
    columns = list(shown["rule_code"].unique())
    shown = shown.assign(x=shown["rule_code"].map(columns.index), under=[_under(ids, names, words) for ids in shown["tips_ids"]])
    texts, at, depth = _ballot(shown, names, columns, words)
    made = _tall(words.lang, depth)
    _write(made, texts)
    for name, hue, symbol, passes in (("passes", BLUE, "circle", True), ("stopped", ORANGE, "square-open", False)):
        here = shown[shown["passes"] == passes]
        made.add_scatter(x=here["x"], y=here["goal_id"].map(at), mode="markers", name=words.say(f"interests.label.{name}"),
                         marker={"symbol": symbol, "size": 22, "color": hue, "line": {"width": 3, "color": hue}})
    made.update_layout(xaxis={"visible": False, "range": [-0.5, len(columns) - 0.5]})
    return Drawing("interests.chart.rules", made, _said(result, "interests.rules_differ"))


def _ballot(shown: pd.DataFrame, names: dict[str, str], columns: Sequence[str], words: Words) -> tuple[list, dict[str, float], float]:
    """Where everything stands in the comparison of rules: texts, the height of each goal's marks, the depth."""
    key = [_whole(words.say("interests.label.under_mark")), *(_whole(f"{party} = {name}") for party, name in names.items())]
    tops, depth = _stacked(key, 0)
    texts = [(-0.5, y, text, {"font": {"color": GREY}}) for y, text in zip(tops, key, strict=True)]
    heads = [f"<b>{words.say(f'interests.label.rule_{rule}')}</b>" for rule in columns]
    texts += [(x, depth + 14, head, {"xanchor": "center"}) for x, head in enumerate(heads)]
    depth, at = depth + 14 + 2 * LINE, {}
    for goal, here in shown.groupby("goal_id", sort=False):
        label = _whole(here["goal"].iloc[0])
        texts.append((-0.5, depth, label, {}))
        at[goal] = depth + LINE * _lines(label) + MARK / 2
        texts += [(x, at[goal] + MARK / 2, under, {"xanchor": "center", "align": "center"})
                  for x, under in zip(here["x"], here["under"], strict=True)]
        depth = at[goal] + MARK / 2 + LINE * max(map(_lines, here["under"])) + 14
    return texts, at, depth


def _under(ids: Sequence[str], names: dict[str, str], words: Words) -> str:
    """Who can turn it around, by code: a few on a line."""
    if set(ids) == set(names):
        return words.say("interests.label.each")
    return "<br>".join(plain(textwrap.wrap(" ".join(ids), 9))) or "–"


def _said(result: Result, *wanted: str) -> Finding | None:
    """The finding of this result that a chart concludes with: the first of these codes."""
    held = {found.code: found for found in reversed(result.findings)}
    return next((held[code] for code in wanted if code in held), None)


def _drawn(rows: pd.DataFrame, names: dict[str, str], words: Words) -> tuple[go.Figure, dict[str, float]]:
    """A screen with a column per party: the figure without marks yet, and the height of each row's marks."""
    texts, at, depth = _screen(rows, list(names.items()), words)
    made = _tall(words.lang, depth)
    _write(made, texts)
    made.update_layout(xaxis={"visible": False, "range": [-0.5, len(names) - 0.5]})
    return made, at


def _circle(parties: Sequence[str]) -> dict[str, tuple[float, float]]:
    """A fixed place per party, by the order of the sheet alone: nothing that is found can move it."""
    turns = [math.pi / 2 - 2 * math.pi * n / len(parties) for n in range(len(parties))]
    return {party: (math.cos(turn), math.sin(turn)) for party, turn in zip(parties, turns, strict=True)}


def _outside(x: float, y: float) -> dict:
    """Where a name stands beside its mark on the circle."""
    if abs(x) < 0.1:
        return {"xanchor": "left", "yanchor": "middle", "xshift": 26, "yshift": 8 if y > 0 else -8}
    return {"xanchor": "left" if x > 0 else "right", "yanchor": "middle", "xshift": 26 if x > 0 else -26}


def _screen(rows: pd.DataFrame, parties: Sequence[tuple[str, str]], words: Words) -> tuple[list, dict[str, float], float]:
    """Where everything stands on the common-ground screen: texts, the height of each goal's marks, the depth."""
    texts, at, depth = [], {}, 0.0
    for key in (_whole(f"{party} = {name}") for party, name in parties):
        texts.append((-0.5, depth, key, {"font": {"color": GREY}}))
        depth += LINE * _lines(key)
    for place in PLACES:
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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lines(label: str) -> int:
    return 1 + label.count("<br>")


def _tall(lang: str, depth: float) -> go.Figure:
    """A figure whose heights are pixels from the top, so that names above marks never touch them."""
    made = figure(lang)
    made.update_layout(height=depth + 140, yaxis={"visible": False, "range": [depth, 0]})
    return made


def _write(made: go.Figure, texts: Iterable[tuple[float, float, str, dict]]) -> None:
    write(made, ({"x": x, "y": y, "text": text} | look for x, y, text, look in texts), xanchor="left", yanchor="top", align="left", borderpad=0)


def _strokes(made: go.Figure, shown: pd.DataFrame) -> None:
    """A line per row between its lowest and its highest mark."""
    ends = shown.groupby("y")["x"].agg(["min", "max"])
    x = [value for low, high in ends.to_numpy() for value in (low, high, None)]
    made.add_scatter(x=x, y=[value for y in ends.index for value in (y, y, None)], mode="lines", line={"color": GREY, "width": 3},
                     showlegend=False)
