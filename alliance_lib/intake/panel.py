"""The panel of the intake: enter and correct what was said, confirm the agenda, put on the table what was approved."""

import datetime
from functools import partial

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup

from alliance_lib import live
from alliance_lib.assumptions import load
from alliance_lib.intake import charts
from alliance_lib.intake.diagnose import diagnose
from alliance_lib.intake.questions import questions, released
from alliance_lib.live.desk import FACILITATOR
from alliance_lib.publication import checker, consent
from alliance_lib.result import Result
from alliance_lib.words import Words

LEAST = 15  # minutes of a topic that is added; the facilitator changes them
PLANNED = ("topic_id", "minutes", "opening_nl", "opening_en")  # what moves together in the agenda
ANSWERS = ("claimed_1to5", "private_1to5", "expected_1to5", "mention_code")
TEXTS = {"notes": ("paraphrase", "raw_text"), "complaints": ("paraphrase", "text"), "questions": ("wording", "raw_text")}
OTHERS = ("interviews", "planned_sessions", "session_steps", "risk_checks")  # tables that need no part of their own
LABEL = {"style": {"description_width": "15rem"}}


class Answers:
    """What did this person say about this topic? One person and topic at a time."""

    def __init__(self, bar: live.Bar, round: int) -> None:
        papers, say = bar.desk.read(), bar.words.say
        self._bar, self._round = bar, round
        self._said = papers.frames["topics"].set_index("topic_id")["statement"].fillna("").to_dict()
        self.sheet = live.Sheet(bar, "opinions", ANSWERS, round)
        self.person = widgets.Dropdown(options=papers.listed("people", bar.words), description=say("panel.intake.person"), **LABEL)
        self.topic = widgets.Dropdown(options=papers.listed("topics", bar.words), description=say("panel.intake.topic"), **LABEL)
        self.back, self.next = live.button(say("panel.intake.previous")), live.button(say("panel.intake.next"))
        self.on = live.button(say("panel.intake.save_next"), "primary")
        self.statement, self.progress = widgets.HTML(), widgets.HTML()
        self.sheet.locked += [self.person, self.topic, self.back, self.next]
        self.sheet.buttons.children = [self.on, *self.sheet.buttons.children, self.back, self.next]
        self.box = widgets.VBox([self.person, self.topic, self.statement, self.sheet.box, self.progress])
        self.person.observe(bar.calm(self._start), "value")
        self.topic.observe(bar.calm(self._show), "value")
        self.back.on_click(bar.calm(lambda: self._step(-1)))
        self.next.on_click(bar.calm(lambda: self._step(1)))
        self.on.on_click(bar.calm(lambda: self._step(1) if self.sheet.stored() else None))
        bar.afterwards.append(self._count)
        self._show()

    def _start(self) -> None:
        self.topic.index = 0
        self._show()

    def _show(self) -> None:
        self.sheet.go({"round": self._round, "person_id": self.person.value, "topic_id": self.topic.value})
        self.statement.value = str(Markup("<p><em>{}</em> {}</p>").format(self._said[self.topic.value],
                                                                          self._bar.words.say("panel.intake.scale")))
        self._count()

    def _count(self) -> None:
        rows = self._bar.desk.read().frames["opinions"]
        count = int(((rows["round"] == self._round) & (rows["person_id"] == self.person.value)).sum())
        said = self._bar.words.say("panel.intake.progress", person=self.person.value, n=count, topics=len(self._said))
        self.progress.value = str(Markup("<p>{}</p>").format(said))

    def _step(self, by: int) -> None:
        self.topic.index = (self.topic.index + by) % len(self._said)
        self.topic.focus()


class Agenda:
    """What does the next session talk about, in which order, for how long? Confirmed by the facilitator."""

    def __init__(self, bar: live.Bar, round: int, proposed: pd.DataFrame) -> None:
        self._bar, self._round, self._proposed = bar, round, _planned(proposed)
        self._called = {code: label for label, code in bar.desk.read().listed("topics", bar.words)}
        self.confirm, self.again = (live.button(bar.words.say(key), kind) for key, kind in
                                    (("panel.intake.confirm", "primary"), ("live.again", "")))
        self.state, self.whole, self.lines = widgets.HTML(), widgets.HTML(), widgets.VBox()
        self.topic = widgets.Dropdown(options=[(label, code) for code, label in self._called.items()],
                                      description=bar.words.say("panel.intake.topic"), **LABEL)
        self.add = live.button(bar.words.say("panel.intake.add"))
        self.box = widgets.VBox([self.state, self.lines, self.whole, self.topic, widgets.HBox([self.add, self.confirm, self.again])])
        self.add.on_click(bar.calm(self._more))
        self.confirm.on_click(bar.calm(self._confirm))
        self.again.on_click(bar.calm(self.go))
        self._shown = self._read = []
        self.go()
        bar.afterwards.append(lambda: self.go() if self.items == self._read else None)

    @property
    def items(self) -> list[dict]:
        """What stands on the screen: the topics in order, each with its minutes."""
        return [item | {"minutes": line.children[1].value} for item, line in zip(self._shown, self.lines.children, strict=True)]

    def go(self) -> None:
        """Show the agenda of this round as confirmed, or the proposal."""
        self._papers = self._bar.desk.read()
        rows = self._papers.frames["agenda_items"]
        rows = rows[rows["round"] == self._round].sort_values("place_number")
        self._shown = _planned(rows) or self._proposed
        self._draw(self._shown)
        self._read = self.items
        say, day = self._bar.words.say, rows["confirmed_date"].max()
        self.state.value = str(Markup("<p>{}</p>").format(
            say("panel.intake.confirmed", day=day) if len(rows) else
            say("panel.intake.proposed" if self._proposed else "panel.intake.no_agenda")))
        self.confirm.disabled = self.add.disabled = self._papers.closed(self._round) is not None or not self._called

    def _line(self, at: int) -> widgets.HBox:
        say = self._bar.words.say
        minutes = widgets.BoundedIntText(min=5, max=480, step=5, value=LEAST, description=say("panel.intake.minutes"))
        minutes.observe(lambda _: self._sum(), "value")
        buttons = [live.button(say(f"panel.intake.{way}")) for way in ("up", "down", "remove")]
        for by, one in zip((-1, 1), buttons[:2], strict=True):
            one.on_click(self._bar.calm(partial(self._move, at, by)))
        buttons[2].on_click(self._bar.calm(lambda: self._draw(self.items[:at] + self.items[at + 1:])))
        line = widgets.HBox([widgets.HTML(), minutes, *buttons])
        line.add_class("agenda-line")
        return line

    def _more(self) -> None:
        if self.topic.value in {item["topic_id"] for item in self.items}:
            self._bar.say(self._bar.words.say("panel.intake.planned"), wrong=True)
            return
        self._draw([*self.items, dict.fromkeys(PLANNED) | {"topic_id": self.topic.value, "minutes": LEAST}])

    def _move(self, at: int, by: int) -> None:
        items, to = self.items, at + by
        if 0 <= to < len(items):
            items[at], items[to] = items[to], items[at]
            self._draw(items)
            self.lines.children[to].children[2 if by < 0 else 3].focus()

    def _draw(self, items: list[dict]) -> None:
        """Show these; lines are kept where they can be, so that the focus stays."""
        kept = self.lines.children[:len(items)]
        self._shown, self.lines.children = items, [*kept, *(self._line(at) for at in range(len(kept), len(items)))]
        for at, (item, line) in enumerate(zip(items, self.lines.children, strict=True), 1):
            line.children[0].value = str(Markup("{}. {}").format(at, self._called[item["topic_id"]]))
            line.children[1].value = int(item["minutes"])
        self._sum()

    def _sum(self) -> None:
        minutes = sum(item["minutes"] for item in self.items)
        self.whole.value = str(Markup("<p>{}</p>").format(self._bar.words.say("panel.intake.whole", n=minutes)))

    def _confirm(self) -> None:
        """All places together; a place that another window added meanwhile is refused by the dossier, not dropped."""
        if not self._shown:
            self._bar.say(self._bar.words.say("panel.intake.nothing_planned"), wrong=True)
            return
        items, now = self.items, self._bar.desk.read().frames["agenda_items"]
        rows = [("agenda_items", {"round": self._round, "place_number": place}, item | {"confirmed_date": datetime.date.today()})
                for place, item in enumerate(items, 1)]
        more = now[(now["round"] == self._round) & (now["place_number"] > len(items))]["place_number"]
        rows += [("agenda_items", {"round": self._round, "place_number": int(place)}, None) for place in more]
        if self._bar.record(rows, self._papers.revision):
            self.go()


class Agreed(live.Rows):
    """May this exact text go round? Once who said it agrees, or for an anonymous question once it is moderated.

    Leaves out: names of people, which a panel does not know; the sentence beside what the checker saw says so.
    """

    def __init__(self, bar: live.Bar, table: str, round: int) -> None:
        super().__init__(bar, table, round)
        self._sure = None
        self.agree = live.button(bar.words.say(f"panel.intake.agree_{table}"))
        self.sheet.buttons.children = [*self.sheet.buttons.children, self.agree]
        self.sheet.locked.append(self.agree)
        self.agree.on_click(bar.calm(self._agree))

    def _agree(self) -> None:
        """Record the consent to this exact text; where the checker saw something, only at the second press."""
        say, table, papers = self.bar.words.say, self.table.name, self.bar.desk.read()
        row = papers.row(table, self.sheet.key) if self.sheet.key else None
        text, raw = (row[name] if row else None for name in TEXTS[table])
        if text is None:
            self.bar.say(say("panel.intake.no_text"), wrong=True)
            return
        alliance = self.bar.desk.snapshot(self._round)
        seen = [say(f"checker.{flag.kind}", found=flag.found) for flag in checker.flags(text, raw or "", alliance)]
        if self._sure != text:
            self._sure = text
            self.bar.say(" ".join([*seen, say("panel.intake.agree_sure")]))
            return
        self._sure, today = None, datetime.date.today()
        key = consent.row_text(self.table, row)
        given = consent.approval(alliance, table, key, {"audience_code": "shared", "given_date": today})
        code = f"I{consent.next_number(papers.frames['approvals']):04d}"
        rows = [("approvals", {"approval_id": code}, {name: value for name, value in given.items() if name != "approval_id"})]
        if table in consent.ANONYMOUS:
            by = self.bar.words.label("audience", "facilitator")
            rows.append((table, self.sheet.key, {"status_code": "shown", "decided_by": by, "decided_date": today}))
        self.bar.record(rows, papers.revision)


class Reveal:
    """What was approved, put on the table one by one: hidden until it is its turn.

    What is on the table is recorded as the step of its topic in this session, if one is planned; the topics
    that were shared in it before are on the table again when the screen comes back.
    """

    def __init__(self, bar: live.Bar, round: int) -> None:
        self._bar, self._round, self._say = bar, round, bar.words.say
        self.next = live.button(self._say("panel.intake.reveal_next"), "primary")
        self.hide = live.button(self._say("panel.intake.reveal_hide"))
        self.told, self.count = widgets.HTML(), widgets.HTML()
        self.box = widgets.VBox([widgets.HBox([self.next, self.hide]), self.count, self.told])
        self.next.on_click(bar.calm(self._next))
        self.hide.on_click(bar.calm(self._hide))
        self.shown: list[tuple] = []
        self.go()
        self.shown = [item for item in self.items if item[2] in self._shared()]
        self._draw()
        bar.afterwards.append(self.go)

    def go(self) -> None:
        """Read what is approved now; what is on the table and no longer approved goes away."""
        alliance = self._bar.desk.snapshot(self._round)
        topics = alliance["topics"].set_index("name")["topic_id"].to_dict()
        said, asked = released(alliance), questions(alliance)[0]
        open_now = [row for row in said if self._bar.desk.audience != FACILITATOR or not pd.isna(row["consent_date"])]
        self.items = [(self._head(row), row["paraphrase"], topics.get(row["topic"])) for row in open_now]
        self.items += [(self._say("panel.intake.reveal_question"), row["wording"], None) for row in asked if row["status_code"] == "shown"]
        self.shown = [item for item in self.shown if item in self.items]
        self._draw()

    def _head(self, row: dict) -> str:
        kind = self._bar.words.label("note_kind", row["kind_code"]) if isinstance(row["kind_code"], str) else ""
        return ", ".join(part for part in (row["topic"], kind) if isinstance(part, str) and part)

    def _next(self) -> None:
        """Show the next one, and record that its topic is shared."""
        self.go()
        waiting = [item for item in self.items if item not in self.shown]
        if not waiting:
            return
        self.shown.append(waiting[0])
        topic, session, papers = waiting[0][2], self._session(), self._bar.desk.read()
        if topic and session and topic not in self._shared() and papers.closed(self._round) is None:
            key = {"session_id": session, "topic_id": topic, "step_code": "share"}
            self._bar.record([("session_steps", key, {"revealed_date": datetime.date.today()})], papers.revision)
        self._draw()

    def _hide(self) -> None:
        self.shown = self.shown[:-1]
        self._draw()

    def _session(self) -> str | None:
        """The session of this round: the first one planned on or after its reference date."""
        papers = self._bar.desk.read()
        known = papers.row("rounds", {"round": self._round})
        if known is None or known["reference_date"] is None:
            return None
        plan = papers.frames["planned_sessions"]
        plan = plan[plan["session_date"] >= known["reference_date"]].sort_values(["session_date", "session_id"])
        return None if plan.empty else plan["session_id"].iloc[0]

    def _shared(self) -> set:
        """Topics that were shared in this session."""
        rows = self._bar.desk.read().frames["session_steps"]
        rows = rows[(rows["session_id"] == self._session()) & (rows["step_code"] == "share")].dropna(subset="revealed_date")
        return set(rows["topic_id"])

    def _draw(self) -> None:
        self.next.disabled, self.hide.disabled = len(self.shown) == len(self.items), not self.shown
        said = self._say("panel.intake.reveal_count", n=len(self.shown), of=len(self.items)) if self.items else self._say("panel.intake.reveal_none")
        self.count.value = str(Markup("<p>{}</p>").format(said))
        last, before = self.shown[-1:], self.shown[:-1]
        cards = [Markup('<div class="card {}"><p class="about">{}</p><p>{}</p></div>').format(look, head, text)
                 for look, items in (("now", last), ("before", before[::-1])) for head, text, _ in items]
        self.told.value = str(Markup('<div role="status">{}</div>').format(Markup("").join(cards)))


def _planned(rows: pd.DataFrame) -> list[dict]:
    found = rows.reindex(columns=PLANNED).astype(object)
    return found.where(found.notna(), None).to_dict("records")


def panel(desk: live.Desk, words: Words, round: int, result: Result) -> live.Panel:
    """Where does the facilitator enter what was said in this round?

    Reads: desk, the dossier as a panel may use it; words; round, the one that is entered; result of this
        room, for the proposed agenda.
    Gives: live.Panel, with its parts by name: opinions, notes, complaints, questions, agenda, reveal, the tables of OTHERS and picture.
    Leaves out: names of people, who are called by code, level, role and party.
    """
    ask = partial(diagnose, assume=load("intake"))

    def build(bar: live.Bar, now: int) -> dict:
        proposed = result["agenda"][result["agenda"]["confirmed_date"].isna()] if now == round else result["agenda"].iloc[:0]
        papers = bar.desk.read()
        asked = {} if papers.frames["people"].empty or papers.frames["topics"].empty else {"opinions": partial(Answers, bar, now)}
        if not asked and desk.audience == FACILITATOR:
            bar.say(words.say("panel.intake.empty"))
        parts = {"agenda": partial(Agenda, bar, now, proposed), "reveal": partial(Reveal, bar, now)}
        return asked | {name: partial(Agreed, bar, name, now) for name in TEXTS} | parts | {
            name: partial(live.Rows, bar, name, now) for name in OTHERS} | {"picture": partial(live.Picture, bar, now, ask, partial(charts.agreement, wide=True))}

    return live.Panel(desk, words, round, build, shared=["agenda", "reveal"])
