"""open(source): one conversation with a round, from a dossier or from a publication file."""

import importlib
import importlib.util
from collections.abc import Callable
from functools import partial
from pathlib import Path

from IPython.display import HTML, display

from alliance_lib import assumptions, page, publication
from alliance_lib.answers import compute
from alliance_lib.errors import AllianceError
from alliance_lib.publication import history
from alliance_lib.result import Result, shapes
from alliance_lib.rooms import NAMES
from alliance_lib.style import Drawing, figure, still, write
from alliance_lib.words import Words

LIVE = "live"  # the source of a screen whose dossier is kept elsewhere; here, as its parts take long to import


def open(source, *, round: int | None = None, lang: str = "nl", audience: str = "session", seed: int = 1) -> "View":
    """Open a dossier or a publication file for one audience.

    Reads: source, the path of a dossier (.alliance) or of a publication (.json), or "live"; round, the latest one
        if None; lang "nl" or "en"; audience, "session" unless asked otherwise; seed of the draws.
    Gives: View. From a dossier the rooms compute on what this audience may see, with only the figures
        about people that were published before; from a publication the stored results are read.
    Refuses: AllianceError for a file that is neither, an unknown audience, a round that does not exist,
        or a publication that was made for another round or audience.
    """
    if source == LIVE:
        return _live(round, lang, seed)
    if Path(source).suffix == ".json":
        found = publication.read(source)
        asked = {"audience": audience, "round": found.about["round"] if round is None else round}
        wrong = [name for name, value in asked.items() if found.about[name] != value]
        if wrong:
            raise AllianceError(f"the publication is for {wrong[0]} {found.about[wrong[0]]}, not {asked[wrong[0]]}.")
        return View(found.about, found.results.__getitem__, lang)
    from alliance_lib import closing, dossier, live

    with dossier.open(source) as held:
        whole = held.snapshot(round, names=True)
        alliance = whole if audience == "facilitator" else publication.frozen(whole, audience, history.of(whole, held.fresh))
    about = publication.about(alliance, audience)
    desk = live.Desk(partial(dossier.open, source), Words(lang, about["term_code"]), closing=closing.close) if audience == "facilitator" else None
    return View(about, lambda room: compute(room, alliance, seed), lang, desk)


def warm() -> None:
    """Load what every page needs before one is asked for: the charts of each room, and what a chart is made with."""
    for room in NAMES:
        importlib.import_module(f"alliance_lib.{room}.charts")
    made = figure("nl").add_scatter(x=[0], y=[0], text=[""], line_width=1, marker_size=1).add_bar(x=[0], y=[0])
    write(made, [{"text": ""}])
    still(made)


def _live(round: int | None, lang: str, seed: int) -> "View":
    """The view of a screen whose dossier is kept elsewhere; the keeper decides for which audience."""
    from alliance_lib import live
    from alliance_lib.live import distant

    about = distant.ask("about", round=round)
    desk = live.Desk(distant.Distant, Words(lang, about["term_code"]), about["audience"])
    alliance = desk.snapshot(about["round"])
    return View(about, lambda room: compute(room, alliance, seed), lang, desk)


class View:
    """What a notebook asks: the rooms' results and how they are shown. Only the facilitator's panel reaches a dossier."""

    def __init__(self, about: dict, answer: Callable[[str], Result], lang: str, desk=None) -> None:
        self.about, self.lang, self.audience = about, lang, about["audience"]
        self.words = Words(lang, about["term_code"])
        self._answer, self._held, self._desk = answer, {}, desk

    def __getattr__(self, room: str) -> Callable[[], Result]:
        """view.intake() and so on: the result of a room in the list of rooms."""
        if room not in NAMES:
            raise AttributeError(room)
        return lambda: self._once(room)

    def _once(self, room: str) -> Result:
        if room not in self._held:
            self._held[room] = self._answer(room)
        return self._held[room]

    def opening(self, room: str) -> None:
        """Show the room's question, for whom this page is, and which round it describes."""
        display(HTML(page.opening(room, self.about, self.words)))

    def arrived(self, room: str) -> None:
        """Show which tables came in for this room and what cannot be said without the empty ones."""
        display(HTML(page.arrived(room, self.about, self.words)))

    def findings(self, result: Result, most: int = 10) -> None:
        """Show the findings as sentences, heaviest first."""
        display(HTML(page.findings(result.findings[:most], self.words)))

    def show(self, draw: Callable[[Result, Words], Drawing], result: Result) -> None:
        """Show one chart: its question, the figure, and its conclusion in a sentence, computed or in the facilitator's own
        words; the facilitator then sees both."""
        drawing = draw(result, self.words)
        question, computed = self.words.say(drawing.question), self.words.finding(drawing.conclusion)
        own = self._wording(drawing.question)
        conclusion = own["text"] if own else computed
        display(HTML(page.question(question, drawing.question)))
        if drawing.figure is not None:
            drawing.figure.layout.meta = {"alt": f"{question} {conclusion}"}
            display(still(drawing.figure), raw=True)
        display(HTML(page.conclusion(conclusion)))
        if own:
            told = "page.wording_own" if self.audience == "facilitator" else "page.wording"
            author = own.get("author") or self.words.say("page.nobody")
            display(HTML(page.note(self.words.say(told, author=author, computed=computed))))

    def _wording(self, question: str) -> dict | None:
        """Is there a conclusion in the facilitator's own words for this chart, in this language?"""
        room, _, name = question.split(".", 2)
        return next((one for one in self.about["wordings"] if one["chart_key"] == f"{room}.{name}" and one["lang_code"] == self.lang), None)

    def table(self, result: Result, name: str) -> None:
        """Show one table of the result, headings and codes in the language; an empty one says so."""
        display(HTML(page.table(result[name], shapes(result.room)[name], self.words)))

    def steps(self, result: Result, most: int = 20) -> None:
        """Show why: which rule touched what, before and after."""
        display(HTML(page.steps(result, self.words, most)))

    def assumptions(self, room: str) -> None:
        """Show the numbers that are not data, with their source and what depends on them."""
        display(HTML(page.assumptions(assumptions.load(room), self.words)))

    def panel(self, room: str) -> None:
        """Open the room's panel to enter and correct: for the facilitator, with a dossier and somebody at the screen."""
        if self._desk is None:
            display(HTML(page.conclusion(self.words.say("live.elsewhere"))))
            return
        from alliance_lib import live

        if not live.attended():
            display(HTML(page.conclusion(self.words.say("live.unattended"))))
            return
        if importlib.util.find_spec(f"alliance_lib.{room}.panel") is None:
            display(HTML(page.conclusion(self.words.say("live.no_panel"))))
            return
        opened = importlib.import_module(f"alliance_lib.{room}.panel")
        opened.panel(self._desk, self.words, self.about["round"], self._once(room)).show()

    def digest(self, result: Result) -> None:
        """Print the figures that must not change unnoticed: the source, rows, rounded sums and finding codes."""
        print(self.about["fingerprint"][:12], "round", self.about["round"])
        for name, rows in result.tables.items():
            sums = {c: _rounded(rows[c].sum()) for c in rows.select_dtypes("number")}
            print(name, len(rows), sums)
        print(len(result.steps), "steps;", *sorted({f.code for f in result.findings}))


def _rounded(value: float) -> float:
    """Rounded so that the order of a sum decides nothing in a digest."""
    return round(float(value), 3)
