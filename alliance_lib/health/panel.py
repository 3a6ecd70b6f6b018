"""The facilitator's panel of the health room: the pulse, who met, actions, the team, what was learned, tried and promised."""

from functools import partial

from alliance_lib import live
from alliance_lib.assumptions import load
from alliance_lib.health import charts
from alliance_lib.health.examine import examine
from alliance_lib.live.desk import FACILITATOR
from alliance_lib.result import Result
from alliance_lib.words import Words

ASKED = ("pulse", "team_phases", "reflections")  # one row per person: only where somebody is on the roster
SHEETS = ("introductions", "actions", "members", "gatherings", "plan_items", "lessons", "experiments", "reserves", "commitments")


def panel(desk: live.Desk, words: Words, round: int, result: Result) -> live.Panel:
    """Where does the facilitator enter the pulse, actions, lessons, experiments and promises of this round?

    Reads: desk, the dossier as a panel may use it; words; round, the one that is entered; result of this room
        (not used: nothing here is a proposal to confirm).
    Gives: live.Panel, with a part for each table of this room by its name, and picture: the pulse for who enters it, the
        actions for everybody else; nothing of people without people.
    Leaves out: names of people; what anybody wrote on their own sheet, which no dossier holds.
    """
    ask, draw = partial(examine, assume=load("health")), charts.pulse if desk.audience == FACILITATOR else charts.actions

    def build(bar: live.Bar, now: int) -> dict:
        papers = bar.desk.read()
        people = () if papers.frames["people"].empty else ASKED
        parties = () if papers.frames["parties"].empty else SHEETS
        return {name: partial(live.Rows, bar, name, now) for name in (*people, *parties)} | {
            "picture": partial(live.Picture, bar, now, ask, draw)}

    return live.Panel(desk, words, round, build)
