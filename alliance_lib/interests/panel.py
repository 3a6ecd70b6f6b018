"""The panel of the interests: enter what parties want, bring and come for, and see at once which need still has no offer."""

from functools import partial

import ipywidgets as widgets
from markupsafe import Markup

from alliance_lib import live
from alliance_lib.assumptions import load
from alliance_lib.interests import charts, exchange
from alliance_lib.interests.compare import compare
from alliance_lib.result import Result
from alliance_lib.words import Words

ENTERED = ("interests", "stances", "influence", "guesses", "forms_wanted", "standing", "co_owners", "participation")


class Exchange:
    """What is brought and come for says this of needs, offers and exchanges."""

    def __init__(self, bar: live.Bar, round: int) -> None:
        self._bar, self._round, self.told = bar, round, widgets.HTML()
        self.box = widgets.VBox([self.told])
        bar.afterwards.append(self._tell)
        self._tell()

    def _tell(self) -> None:
        """Say what stands in the dossier now, heaviest first."""
        alliance = self._bar.desk.snapshot(self._round)
        rows = exchange.gifts(alliance)
        brought, swapped = exchange.contributions(rows, alliance), exchange.swaps(rows, load("interests"))
        said = sorted(exchange.say_exchange(alliance, rows, brought, exchange.drivers(rows), swapped), key=lambda one: -one.weight)
        lines = Markup("").join(Markup("<li>{}</li>").format(self._bar.words.finding(one)) for one in said)
        self.told.value = str(Markup('<div role="status"><ul>{}</ul></div>').format(lines))


class Entered(live.Rows):
    """What is brought and come for, row by row, and under it what that says."""

    def __init__(self, bar: live.Bar, round: int) -> None:
        super().__init__(bar, "gives_gets", round)
        self.exchange = Exchange(bar, round)
        self.told = self.exchange.told
        self.box.children = [*self.box.children, self.exchange.box]


def panel(desk: live.Desk, words: Words, round: int, result: Result) -> live.Panel:
    """Where does the facilitator enter what the parties want, bring and come for in this round?

    Reads: desk, the dossier as a panel may use it; words; round; result of this room is not needed: the sentences follow
        from what stands in the dossier now.
    Gives: live.Panel with the parts gives_gets, the tables of ENTERED, exchange and picture; a shared screen has the last
        two, computed on the positions that their party approved.
    Leaves out: names of people, who are called by code.
    """
    ask = partial(compare, assume=load("interests"))

    def build(bar: live.Bar, now: int) -> dict:
        return {"gives_gets": partial(Entered, bar, now)} | {name: partial(live.Rows, bar, name, now) for name in ENTERED} | {
            "exchange": partial(Exchange, bar, now), "picture": partial(live.Picture, bar, now, ask, partial(charts.network, wide=True))}

    return live.Panel(desk, words, round, build, shared=["exchange"])
