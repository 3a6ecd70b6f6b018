"""Exactly what the room will see, before it sees it: the pages, a search for leaks, and a preflight."""

from dataclasses import dataclass
from pathlib import Path

from alliance_lib import briefing, dossier
from alliance_lib.alliance import Alliance
from alliance_lib.briefing import circulation, leaks, pdf
from alliance_lib.publication import figures, history


@dataclass(frozen=True)
class Rehearsal:
    """What will the room see, and may it?

    briefing: the pages as the room will get them; leaks: what was found that may not leave (normally
    nothing); fresh: how many figures about people would be published for the first time; checks: the
    preflight as (key of a sentence, facts, is it in order).
    """

    briefing: briefing.Briefing
    leaks: tuple[leaks.Leak, ...]
    fresh: int
    checks: tuple[tuple[str, dict, bool], ...]

    @property
    def safe(self) -> bool:
        return not self.leaks


def rehearse(path: Path, **order) -> Rehearsal:
    """What exactly would this audience get? Nothing is published by looking.

    Reads: path of a dossier; order, the fields of briefing.Order.
    Gives: Rehearsal; its pages lie in a folder that says not to share them.
    Refuses: as briefing.brief; the facilitator has nothing to rehearse.
    """
    audience = order.get("audience", "session")
    with dossier.open(path) as held:
        alliance = held.snapshot(order.get("round"), names=True)
        found = circulation.rehearse(held, alliance.round, audience, order.get("seed", 1))
        fresh = figures.due(alliance, history.of(alliance, held.fresh))[1]
        saved = held.journal()["written_at"].iloc[-1]
    made = briefing.brief(path, **order | {"rehearsal": True})
    files = [made.html, *made.notebooks, *made.lists, *(one for one in (made.pdf, made.word) if one)]
    seen = leaks.scan(files, leaks.secrets(alliance, found, order.get("lang", "nl")))
    return Rehearsal(made, tuple(seen), len(fresh), tuple(preflight(alliance, made, seen, saved)))


def preflight(alliance: Alliance, made: briefing.Briefing, seen: list[leaks.Leak], saved: str) -> list[tuple[str, dict, bool]]:
    """Is everything ready for the room: offline, complete, saved, spoken with, closed?"""
    spoken = alliance["interviews"]
    done = spoken[(spoken["round"] == alliance.round) & (spoken["status_code"] == "done")]["person_id"].nunique()
    people = len(alliance["people"])
    closed = alliance.round in figures.closed_rounds(alliance)
    marked = [p for p in made.notebooks if "class=\"private\"" in p.read_text(encoding="utf-8")]
    return [
        ("rehearse.offline", {}, not any(leak.kind == "address" for leak in seen)),
        ("rehearse.frame", {}, not marked),
        ("rehearse.printed", {}, made.pdf is not None and not made.problems),
        ("rehearse.browser", {}, pdf.find_browser() is not None),
        ("rehearse.saved", {"moment": saved.replace("T", " ")[:16]}, True),
        ("rehearse.spoken", {"done": done, "people": people}, done == people),
        ("rehearse.closed", {"round": alliance.round}, closed),
    ]
