"""The panel of the goals: strike, keep or put off, see at once what that takes from whom, and enter what goals need."""

from functools import partial

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup

from alliance_lib import live
from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.goals import charts
from alliance_lib.goals.consequences import Consequences
from alliance_lib.goals.prune import prune
from alliance_lib.goals.standing import Standing, read_standing
from alliance_lib.result import Result
from alliance_lib.words import Words

LABEL = {"style": {"description_width": "15rem"}, "layout": {"width": "min(60rem, 98%)"}}
ENTERED = ("goals", "goal_interests", "goal_values", "deliverables")
READ = ("rounds", "parties", "interests", "goals", "goal_values", "goal_choices", "goal_interests")
ORDER = ("keep", "open", "later", "no")


class Strike:
    """Keep, later or no for one goal at a time, with a reason; what it takes from whom stands there before it is stored."""

    def __init__(self, bar: live.Bar, round: int, budget: float) -> None:
        say = self._say = partial(_said, bar.words)
        self._bar, self._round, self._budget = bar, round, budget
        self.whole, self.effect = widgets.HTML(), widgets.HTML()
        self.effect.add_class("strike-effect")
        self.goal = widgets.Dropdown(description=say("goal"), **LABEL)
        self.choice = widgets.ToggleButtons(options=[(bar.words.label("goal_choice", code), code) for code in ("keep", "later", "no")],
                                            description=say("choice"), style=LABEL["style"])
        self.drop = widgets.Dropdown(options=[(say("choose"), "")], description=say("drop"), **LABEL)
        self.reason, self.empty = (widgets.Textarea(rows=2, description=say(name), **LABEL) for name in ("reason", "empty"))
        self.agreed = widgets.Text(description=say("agreed"), **LABEL)
        self.save = live.button(bar.words.say("live.save"), "primary")
        self.box = widgets.VBox([self.goal, self.choice, self.effect, self.drop, self.reason, self.empty, self.agreed, self.save, self.whole])
        self.save.on_click(bar.calm(self._store))
        self.goal.observe(bar.calm(self._fill), "value")
        self.choice.observe(bar.calm(self._rethink), "value")
        self.drop.observe(bar.calm(self._look), "value")
        bar.afterwards.append(self.go)
        self._filled = self._typed
        self.go()

    def go(self) -> None:
        """Show what stands in the dossier now; what was filled in and not saved yet stays."""
        self._papers, chosen, typed, waiting = self._bar.desk.read(), self.goal.value, self._typed, self._typed != self._filled
        held = {name: self._papers.frames[name] for name in READ}
        self.now: Standing = read_standing(from_frames(held, self._round), self._budget)
        self.goal.options = [(f"{name} ({self._called(goal)})", goal) for goal, name in self.now.names.items()]
        if self.now.names:
            self.goal.value = chosen if chosen in self.now.names else next(iter((*self.now.decided.open, *self.now.names)))
        self.save.disabled = not self.now.names or self._papers.closed(self._round) is not None
        self.whole.value = str(self._list())
        self._fill()
        if waiting and chosen == self.goal.value:
            self.choice.value, self.reason.value, self.empty.value, self.agreed.value = typed

    @property
    def _typed(self) -> tuple:
        return tuple(field.value for field in (self.choice, self.reason, self.empty, self.agreed))

    @property
    def changes(self) -> dict[str, str]:
        """What is chosen on the screen: goal -> choice, with the goal that makes room."""
        return {self.goal.value: self.choice.value} | ({self.drop.value: "later"} if self.drop.value else {})

    def _called(self, goal: str) -> str:
        code = self.now.choice(goal)
        return self._say("open") if code == "open" else self._bar.words.label("goal_choice", code)

    def _list(self) -> Markup:
        """All goals: kept, open, and struck through with the reason."""
        now, lines = self.now, []
        for goal in sorted(now.names, key=lambda one: ORDER.index(now.choice(one))):
            code, name = now.choice(goal), now.names[goal]
            if code in ("later", "no"):
                name = Markup("<s>{}</s>: {}").format(name, now.decided.latest.loc[goal, "reason"])
            lines.append(Markup("<li>{}: {}</li>").format(self._called(goal), name))
        head = self._say("spent", spent=now.spent, budget=float(now.budget)) if lines else self._say("nothing")
        return Markup("<p>{}</p><ul>{}</ul>").format(head, Markup("").join(lines))

    def _fill(self) -> None:
        """The chosen goal as it was decided."""
        held = self.goal.value in self.now.decided.latest.index
        row = self.now.decided.latest.loc[self.goal.value].fillna("") if held else {}
        for field, name in ((self.reason, "reason"), (self.agreed, "agreed_by"), (self.empty, "empty_reason")):
            field.value = row[name] if held else ""
        self.choice.value = row["choice_code"] if held else "keep"
        self._filled = self._typed
        self._look()

    def _rethink(self) -> None:
        """Another choice asks for a reason of its own; the old one comes back with the old choice."""
        latest = self.now.decided.latest
        if self.goal.value in latest.index:
            old, reason = latest.loc[self.goal.value, ["choice_code", "reason"]]
            if self.choice.value == old:
                self.reason.value = self.reason.value or reason
            elif self.reason.value == reason:
                self.reason.value = ""
        self._look()

    def _look(self) -> None:
        """What this choice does, and whether another goal must make room."""
        now, chosen, asks = self.now, self.goal.value in self.now.names, pd.DataFrame(columns=["goal", "fits"])
        if chosen and self.choice.value == "keep":
            asks = now.drops(self.goal.value)
        told = [(self._say("choose"), ""), *((self._drop_label(row), row["goal"]) for row in asks.to_dict("records") if row["fits"])]
        if told != list(self.drop.options):
            self.drop.options = told
        self._show(self.drop, len(told) > 1)
        self._blocked = None if asks.empty or self.drop.value else "what_drops" if len(told) > 1 else "too_much"
        kept, standing = now.after(self.changes) if chosen and now.parties else (None, None)
        self._empty = () if standing is None else standing.empty_handed
        self._show(self.empty, bool(self._empty))
        self.effect.value = str(self._table(kept) + self._warnings())

    def _drop_label(self, row: dict) -> str:
        name = self.now.names[row["goal"]]
        return name if pd.isna(row["least"]) else self._say("drop_label", goal=name, share=row["least"])

    def _table(self, kept: Consequences | None) -> Markup:
        """What the chosen goal is worth to each party, and what each keeps before and after the choice, once that fits."""
        words, now = self._bar.words, self.now
        if kept is None or kept.shares.empty:
            return Markup("<p>{}</p>").format(words.say("goals.finding.missing_values"))
        row = Markup("<tr><th style='text-align:left'>{}</th><td style='padding-right:1em'>{}</td><td>{}</td><td>{}</td>"
                     "<td style='white-space:nowrap'>{}</td></tr>")
        bar = Markup("<progress max='1' value='{}' style='width:6em'></progress> {}")
        cells = [row.format(now.parties[party], words.label("party_type", now.types.get(party, "other")),
                            words.number(now.votes.loc[party, self.goal.value]), words.percent(share["before"]),
                            "" if self._blocked else bar.format(min(share["after"], 1.0), words.percent(share["after"])))
                 for party, share in kept.shares.iterrows()]
        heads = [Markup("<th>{}</th>").format(self._say(name)) for name in ("party", "type", "worth", "before", "after")]
        return Markup("<table><tr>{}</tr>{}</table>").format(Markup("").join(heads), Markup("").join(cells))

    def _warnings(self) -> Markup:
        """What must be chosen or written down first, and what no goal serves any more."""
        now, told = self.now, [] if self._blocked is None else [self._say(self._blocked, budget=float(self._budget))]
        if self._empty:
            told.append(self._say("empty_warning", types=list(dict.fromkeys(now.types.get(one, "other") for one in self._empty))))
        lost = now.unserved(self.changes)
        if lost:
            texts = [f"'{now.texts[one].rstrip('.')}'" for one in lost]
            told.append(self._say("unserved", n=len(texts), interests=texts))
        return Markup("").join(Markup("<p class='wrong' role='status'>{}</p>").format(one) for one in told)

    def _store(self) -> None:
        """Together with the goal that makes room; nothing without a reason."""
        said = {"reason": self.reason.value.strip(), "empty_reason": self.empty.value.strip(), "agreed_by": self.agreed.value.strip()}
        fault = ("needs_drop" if self._blocked else "needs_reason" if not said["reason"] else
                 "needs_empty" if self._empty and not said["empty_reason"] else None)
        if fault:
            self._bar.say(self._say(fault), wrong=True)
            return
        rest = {name: value or None for name, value in said.items()} | ({} if self._empty else {"empty_reason": None})
        room = self._say("makes_room", goal=self.now.names[self.goal.value])
        rows = [("goal_choices", {"round": self._round, "goal_id": goal}, rest | {"choice_code": code} |
                 ({} if goal == self.goal.value else {"reason": room})) for goal, code in self.changes.items()]
        self._filled = self._typed
        self._bar.record(rows, self._papers.revision)

    @staticmethod
    def _show(field: widgets.Widget, shown: bool) -> None:
        field.layout.display = None if shown else "none"
        if not shown:
            field.value = ""


def _said(words: Words, name: str, **facts) -> str:
    return words.say(f"goals.panel.{name}", **facts)


def panel(desk: live.Desk, words: Words, round: int, result: Result) -> live.Panel:
    """Where are goals struck, kept or put off in this round, with the consequences at once?

    Reads: desk, the dossier as a panel may use it; words; round; result of this room is not needed: what
        follows from a choice is computed from what stands in the dossier now.
    Gives: live.Panel with the parts strike, goals, goal_interests, goal_values, deliverables and picture; a shared screen
        has strike and picture, and computes on what that audience may see.
    """
    assume = load("goals")
    ask = partial(prune, assume=assume)

    def build(bar: live.Bar, now: int) -> dict:
        return {"strike": partial(Strike, bar, now, assume["goal_budget"])} | {
            name: partial(live.Rows, bar, name, now) for name in ENTERED} | {
            "picture": partial(live.Picture, bar, now, ask, partial(charts.shares, wide=True))}

    return live.Panel(desk, words, round, build, shared=["strike"])
