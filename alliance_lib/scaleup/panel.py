"""The panel of the scale-up: move sliders, see the futures move, compare scenarios; stored is only what is recorded."""

from collections.abc import Mapping
from functools import partial

import ipywidgets as widgets
import numpy as np
import pandas as pd
import plotly.graph_objects as go
from IPython.display import HTML, display
from markupsafe import Markup

from alliance_lib import live
from alliance_lib.assumptions import load
from alliance_lib.live.desk import FACILITATOR
from alliance_lib.live.distant import kept
from alliance_lib.result import Result
from alliance_lib.scaleup import what_if
from alliance_lib.scaleup.likelihood import chance, level
from alliance_lib.schema import Column, stored
from alliance_lib.style import BLUE, DASHES, GREEN, GREY, INK, ORANGE, PINK, YELLOW, figure, plain
from alliance_lib.words import Words

ENTERED = ("scenarios", "complexes", "release_conditions", "releases", "phases", "gate_decisions")
LABEL = {"style": {"description_width": "15rem"}, "layout": {"width": "min(60rem, 98%)"}}
FAN, OTHERS = "rgba(86, 180, 233, 0.35)", (BLUE, GREEN, PINK, YELLOW)
LOW, HIGH, MIDDLE, PLAN, BEFORE, FIRST = range(6)  # places of the lines in the figure; from FIRST on the scenarios
SEED = 1
HEIGHT = 310  # pixels of the figure on the projector: the sliders stand above it on the same screen


class WhatIf:
    """One figure and its sentences under the sliders; the previous setting stays as a faint line."""

    def __init__(self, bar: live.Bar, round: int) -> None:
        self._bar, self._round, self._say, self._revision = bar, round, partial(_said, bar.words), None
        self._first, self._quiet = True, False
        self.sliders = {name: self._slider(stored()["scenarios"].columns[name], bounds) for name, bounds in what_if.SETTINGS.items()}
        self.figure, self.told = go.FigureWidget(live.projected(self._empty(), HEIGHT) if kept() else self._empty()), widgets.HTML()
        self.compare = widgets.SelectMultiple(description=self._say("compare"), rows=3, **LABEL)
        self.name, self.note = (widgets.Text(description=self._say(name), **LABEL) for name in ("name", "note"))
        self.reset, self.load, self.save = (live.button(self._say(name), kind) for name, kind in (("reset", ""), ("load", ""), ("record", "primary")))
        self._shown = widgets.VBox([widgets.Box(list(self.sliders.values()), layout={"flex_flow": "row wrap"}), self.figure, self.told,
                                    widgets.HBox([self.reset, self.load]), self.compare, self.name, self.note, self.save])
        self.box, self._trail = widgets.VBox([self._shown]), None
        self._shown.add_class("what-if")
        for slider in self.sliders.values():
            slider.observe(bar.calm(self._moved), "value")
        self.compare.observe(bar.calm(self._lines), "value")
        self.reset.on_click(bar.calm(lambda: self.set(self._planned)))
        self.load.on_click(bar.calm(self._load))
        self.save.on_click(bar.calm(self._record))
        bar.afterwards.append(self.renew)
        self.renew()

    def _slider(self, column: Column, bounds: tuple[float, float, float]) -> widgets.FloatSlider:
        (low, high, step), heading = bounds, column.heading(self._bar.words.lang)
        unit = f" ({self._bar.words.say(f'input.unit.{column.unit}').lower()})" if step >= 1 else ""
        return widgets.FloatSlider(min=low, max=high, step=step, continuous_update=False, readout_format=".0f" if step >= 1 else ".0%",
                                   description=heading[:1].upper() + heading[1:] + unit, style={"description_width": "10.5rem"},
                                   layout={"width": "min(24rem, 98%)"})

    @property
    def setting(self) -> dict[str, float]:
        """How do the sliders stand?"""
        return {name: float(slider.value) for name, slider in self.sliders.items()}

    def set(self, values: Mapping[str, float]) -> None:
        """Put the sliders so, and draw once."""
        self._quiet = True
        for name, value in values.items():
            self.sliders[name].value = value
        self._quiet = False
        self._moved()

    def renew(self) -> None:
        """Read the dossier again if it changed: the plan, and the scenarios to compare with."""
        papers = self._bar.desk.read()
        if self._bar.desk.sketching or papers.revision != self._revision:
            self._revision, self._papers = papers.revision, papers
            self._begin()

    def _begin(self) -> None:
        desk, assume = self._bar.desk, load("scaleup")
        self._bounds, self._private = assume["likelihood_bounds"], desk.audience == FACILITATOR
        alliance = desk.snapshot(self._round)
        self._base, self._names = what_if.ground(alliance, assume, SEED, self._private), alliance.party_names
        self.box.children = [self._shown] if self._base else [widgets.HTML(str(Markup("<p>{}</p>").format(self._say("nothing"))))]
        self.save.disabled = self._papers.closed(self._round) is not None
        if self._base is None:
            return
        self._planned, self._last, self._before = what_if.as_planned(self._base), None, None
        rows = self._papers.frames["scenarios"]
        self._stored = {row["scenario_id"]: row for row in rows[rows["round"] <= self._round].astype(object).to_dict("records")}
        kept = [code for code in self.compare.value if code in self._stored]
        self.compare.options = [(row["name"], code) for code, row in self._stored.items()]
        self.compare.value = kept
        self._draw_plan()
        self.set(self._planned if self._first else self.setting)
        self._lines()

    def _empty(self) -> go.Figure:
        made, say = figure(self._bar.words.lang, 8), self._bar.words.say
        thin, none = {"width": 0}, {"mode": "lines", "showlegend": False}
        made.add_scatter(line=thin, **none)
        made.add_scatter(line=thin, fill="tonexty", fillcolor=FAN, mode="lines", name=say("scaleup.label.range"))
        made.add_scatter(line={"color": ORANGE, "width": 4}, mode="lines", name=say("scaleup.label.middle"))
        made.add_scatter(line={"color": INK, "dash": "dash", "width": 2}, mode="lines", name=say("scaleup.label.plan"))
        made.add_scatter(line={"color": GREY, "width": 2}, opacity=0.45, mode="lines", name=self._say("before"), visible=False)
        for hue, dash in zip(OTHERS, DASHES[1:], strict=False):
            made.add_scatter(line={"color": hue, "dash": dash, "width": 3}, visible=False, **none)
        made.update_layout(height=430, xaxis={"tickformat": "%Y", "nticks": 6},
                           yaxis={"title": {"text": say("scaleup.label.homes_total")}, "rangemode": "tozero", "nticks": 6, "tickformat": ",d"})
        return made

    def _draw_plan(self) -> None:
        found = self._base.plan
        first = found.now // 3
        self._part = slice(first, min(found.months // 3, max(first + 2, what_if.answer(self._base, self._planned).end + 9)))
        days = [found.month_start(3 * (q + 1)) for q in range(found.months // 3)][self._part]
        with self.figure.batch_update():
            for line in self.figure.data:
                line.x = days
            self.figure.data[PLAN].y = what_if.planned(found)[self._part]

    def _moved(self) -> None:
        """Play this setting out and redraw the lines that move."""
        if self._quiet or self._base is None:
            return
        self._before, self._last = self._last, what_if.answer(self._base, self.setting)
        self._first = False
        low, middle, high = self._last.fan[:, self._part]
        with self.figure.batch_update():
            for place, values in ((LOW, low), (HIGH, high), (MIDDLE, middle)):
                self.figure.data[place].y = values
            self.figure.data[BEFORE].visible = self._before is not None
            if self._before is not None:
                self.figure.data[BEFORE].y = self._before.fan[1, self._part]
        self.told.value = str(Markup('<div role="status">{}</div>').format(self.sentences))
        self._stay()

    def _lines(self) -> None:
        """The middle line of each scenario that is compared with."""
        chosen = [] if self._base is None else [self._stored[code] for code in self.compare.value][:len(OTHERS)]
        with self.figure.batch_update():
            for place, row in enumerate(chosen + [None] * (len(OTHERS) - len(chosen)), FIRST):
                line = self.figure.data[place]
                line.visible = line.showlegend = row is not None
                if row is not None:
                    line.y, line.name = what_if.answer(self._base, self._of(row)).fan[1, self._part], plain([row["name"]], 60)[0]

    @property
    def sentences(self) -> Markup:
        """What does this setting say? Chances also in words."""
        found, base, last = self._last, self._base, self._last.fan[:, self._last.end]
        day = base.plan.month_start(3 * (found.end + 1))
        homes = dict(zip(("low", "middle", "high"), map(round, last), strict=True)) | {"planned": round(what_if.planned(base.plan)[found.end])}
        told = [self._say("homes", day=day, **homes), self._chance("whole", found.whole)]
        told += [self._chance("gate", share, phase=base.plan.phases["name"].iloc[gate + 1]) for gate, share in found.gates.items()]
        told.append(self._say("no_back") if np.isnan(found.back) else self._chance("back", found.back))
        before = (self._before or found).idle
        told.append(self._say("idle", told=[self._say("idle_one", builder=self._names[code], weeks=round(now), of=round(most), before=round(was))
                                            for code, now, most, was in zip(base.plan.builders, found.idle, found.weeks[:len(found.idle)], before, strict=True)]))
        told += [] if self._private else [self._say("reference")]
        return Markup("").join(Markup("<p>{}</p>").format(one) for one in told)

    def _chance(self, name: str, share: float, **facts: str) -> str:
        return self._say(name, word=level(share, self._bounds), p=chance(share), **facts)

    def stay(self) -> None:
        """Keep the last setting and its sentences in the notebook, for who reads it without a kernel."""
        live.settle(self.figure)
        if not kept():
            self._trail = display(HTML(""), display_id=True)
            self._stay()

    def _stay(self) -> None:
        if self._trail is not None and self._last is not None:
            words = self._bar.words
            told = [f"{one.description} {words.number(one.value, 0) if one.step >= 1 else words.percent(one.value)}" for one in self.sliders.values()]
            self._trail.update(HTML(str(Markup("<h3>{}</h3><p>{}</p>{}").format(self._say("kept"), self._say("settings", told=told), self.sentences))))

    def _of(self, row: Mapping[str, object]) -> dict[str, float]:
        """The setting of a scenario; what was not filled in is as planned."""
        return {name: self._planned[name] if pd.isna(row[name]) else float(row[name]) for name in what_if.SETTINGS}

    def _load(self) -> None:
        if self.compare.value:
            self.set(self._of(self._stored[self.compare.value[0]]))

    def _record(self) -> None:
        if not self.name.value.strip():
            self._bar.say(self._say("needs_name"), wrong=True)
            return
        papers = self._bar.desk.read()
        row = {"round": self._round, "name": self.name.value.strip(), "note": self.note.value.strip() or None} | self.setting
        key = {"scenario_id": live.fresh([*papers.frames["scenarios"]["scenario_id"]] or ["W00"])}
        if self._bar.record([("scenarios", key, row)], papers.revision):
            self.name.value = self.note.value = ""


def _said(words: Words, name: str, **facts: object) -> str:
    return words.say(f"scaleup.panel.{name}", **facts)


def panel(desk: live.Desk, words: Words, round: int, result: Result) -> live.Panel:
    """What if it goes otherwise? Sliders on one figure, scenarios to compare, and the tables of this room.

    Reads: desk, the dossier as a panel may use it; words; round; result of this room is not needed: every setting is
        played out on what stands in the dossier now.
    Gives: live.Panel with the parts what_if and ENTERED; a shared screen has what_if and the agreed tables, and computes
        with reference figures instead of builders' own.
    """
    def build(bar: live.Bar, now: int) -> dict[str, object]:
        return {"what_if": partial(WhatIf, bar, now)} | {name: partial(live.Rows, bar, name, now) for name in ENTERED}

    return live.Panel(desk, words, round, build, shared=["what_if"])
