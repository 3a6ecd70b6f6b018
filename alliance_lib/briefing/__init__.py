"""Notebook -> briefing: run the rooms' notebooks for one audience, and make HTML, PDF and Word of what they show."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from alliance_lib import publication
from alliance_lib.briefing import circulation, lists, parts, pdf, pictures, render, report
from alliance_lib.briefing.circulation import Material
from alliance_lib.briefing.kernels import Started, check, run
from alliance_lib.errors import AllianceError
from alliance_lib.rooms import NOTEBOOKS, ordered
from alliance_lib.words import Words

__all__ = ["Briefing", "Order", "Started", "brief", "check", "folder_of", "make", "run"]
SHELF = Path(__file__).resolve().parents[2] / "notebooks"


@dataclass(frozen=True)
class Order:
    """Which briefing is asked: of which dossier and round, for whom, in which language, to which folder?"""

    dossier: Path
    round: int | None = None
    audience: str = "session"
    lang: str = "nl"
    pdf: bool = True
    out: Path = Path("reports")
    seed: int = 1
    notebooks: Path = SHELF
    rehearsal: bool = False  # show what would be published, publish nothing


@dataclass(frozen=True)
class Briefing:
    """What was made? html, the combined briefing; notebooks, a page per room; lists, decisions and actions for other
    programs; findings, the sentences of the one page; problems, in the order's language."""

    folder: Path
    html: Path
    pdf: Path | None
    notebooks: tuple[Path, ...]
    findings: tuple[str, ...]
    problems: tuple[str, ...]
    word: Path | None = None
    lists: tuple[Path, ...] = ()


def brief(dossier: Path, **order) -> Briefing:
    """What do the five rooms say to this audience? Answered as one briefing and five pages.

    Reads: dossier, a path; order, the fields of Order: round (the latest if None), audience ("session"
        unless asked otherwise), lang "nl" or "en", pdf, out, seed, notebooks (the folder they stand in).
    Gives: Briefing. The facilitator's files stand in a folder that says not to share them.
    Refuses: AllianceError for an unknown audience or round, a notebook that does not take these
        parameters, or if all of them stop.
    """
    asked = Order(Path(dossier), **order)
    with Started() as started:
        return make(asked, circulation.gather(asked.dossier, asked.audience, asked.round, asked.seed, asked.rehearsal), started)


def make(asked: Order, material: Material, started: Started, tick: Callable[[], object] = lambda: None) -> Briefing:
    """The briefing of this material: its notebooks run on a file of it and never on the dossier.

    Reads: started, kernels for them; tick, called whenever a notebook is done.
    Gives: Briefing. A notebook that stops is named in its problems and missing in its pages.
    Refuses: AllianceError if every notebook stops.
    """
    about = material.now.about
    words, rooms = Words(asked.lang, about["term_code"]), ordered(about["route_code"])
    source = started.folder / "publication.json"
    publication.write(material.now, source)
    parameters = {"source": str(source), "round": about["round"], "audience": asked.audience, "lang": asked.lang, "seed": asked.seed}
    with ThreadPoolExecutor(1) as aside:  # the round before is worked out while the kernels run
        before = aside.submit(material.earlier)
        ran = run([asked.notebooks / f"{NOTEBOOKS[room]}.ipynb" for room in rooms], parameters, started, words, tick)
    faults = [one for one in ran if isinstance(one, AllianceError)]
    if len(faults) == len(ran):
        raise faults[0]
    sections = [render.section(one, room, words) for room, one in zip(rooms, ran, strict=True) if not isinstance(one, AllianceError)]
    beside = render.Beside(parts.parts(material.now, before.result(), words), parts.how_we_work(material.now, words), [str(one) for one in faults])
    return _write(asked, about, sections, beside)


def _write(asked: Order, about: Mapping, sections: Sequence[render.Section], beside: render.Beside) -> Briefing:
    words, folder = Words(asked.lang, about["term_code"]), folder_of(asked, about["round"])
    folder.mkdir(parents=True, exist_ok=True)
    for old in [one for kind in ("html", "pdf", "xlsx", "ics") for one in folder.glob(f"*.{kind}")]:
        old.unlink()
    made, printed = folder / "briefing.html", folder / "briefing.pdf"
    whole = render.document(about, sections, words, asked.seed, beside)
    made.write_text(whole, encoding="utf-8", newline="\n")
    with ThreadPoolExecutor(1) as aside:  # the browser prints while the rest is written
        charts = sum(one.short_charts for one in sections)
        printing = aside.submit(_print, made, printed, render.headings(whole), charts) if asked.pdf else None
        singles = tuple(folder / f"{NOTEBOOKS[one.room]}.html" for one in sections)
        for path, one in zip(singles, sections, strict=True):
            path.write_text(render.document(about, [one], words, asked.seed), encoding="utf-8", newline="\n")
        listed = lists.write(about, words, folder)
        word = report.write((about, sections, beside), words, folder / "briefing.docx", lambda: printing.result()[1] if printing else {})
    problems = (*beside.faults, *(_unprinted(*printing.result(), charts, words) if printing else ()))
    said = tuple(sentence.striptags() for _, sentence in render.heaviest(sections))
    return Briefing(folder, made, printed if printed.is_file() else None, singles, said, problems, word, listed)


def _print(made: Path, printed: Path, headings: Sequence[str], charts: int) -> tuple[tuple[str, dict] | None, dict[str, bytes]]:
    """What is wrong with the PDF, and the charts as the browser drew them for it."""
    seen: dict[str, bytes] = {}
    return pdf.make(made, printed, headings, charts, lambda page: seen.update(pictures.drawn(page))), seen


def _unprinted(fault: tuple[str, dict] | None, seen: Mapping[str, bytes], charts: int, words: Words) -> Iterator[str]:
    if fault:
        yield words.say(fault[0], **fault[1])
    elif len(seen) < charts:
        yield words.say("brief.problem.pictures", n=charts - len(seen))


def folder_of(asked: Order, round: int) -> Path:
    """Where does a briefing stand? The facilitator's in a folder that says not to share it."""
    base = Path(asked.out) / asked.dossier.stem / f"round-{round}"
    base = base / "_NIET-DELEN" if asked.audience == "facilitator" or asked.rehearsal else base
    return base / f"{re.sub(r'[^A-Za-z0-9_]+', '-', asked.audience)}-{asked.lang}"
