"""Every briefing of a dossier, or of a folder of dossiers: all audiences, both languages, on this machine."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from alliance_lib import briefing, dossier
from alliance_lib.briefing import circulation
from alliance_lib.errors import AllianceError
from alliance_lib.publication import SHARED
from alliance_lib.rooms import NAMES
from alliance_lib.words import LANGUAGES


@dataclass(frozen=True)
class Outcome:
    """What became of one briefing: it was made, or fault says why not."""

    order: briefing.Order
    made: briefing.Briefing | None
    fault: str = ""

    @property
    def problems(self) -> tuple[str, ...]:
        return (self.fault,) if self.made is None else self.made.problems


def found(path: Path) -> list[Path]:
    """Which dossiers are meant? The file itself, or every dossier in the folder, by name.

    Refuses: AllianceError for a folder without a dossier.
    """
    if not path.is_dir():
        return [path]
    inside = sorted(path.glob("*.alliance"))
    if not inside:
        raise AllianceError("there is no dossier in this folder.", str(path), "A dossier ends in .alliance.")
    return inside


def all_of(asked: briefing.Order, jobs: int = 1, told: str = "") -> list[Outcome]:
    """Make every briefing of this dossier or folder: each audience in each language, under one progress bar.

    Reads: asked, of which dossier and round (the audience and language do not count); jobs, how many dossiers
        at once; told, what stands before the bar.
    Gives: an Outcome per briefing, in order. One that stops does not stop the others.
    Refuses: AllianceError for a folder without a dossier.
    """
    orders = [replace(asked, dossier=path) for path in found(asked.dossier)]
    with ThreadPoolExecutor(jobs) as threads, tqdm(desc=told, total=0, disable=None, leave=False) as bar:
        return [one for made in threads.map(lambda order: list(_one_dossier(order, bar)), orders) for one in made]


def _one_dossier(asked: briefing.Order, bar: tqdm) -> Iterator[Outcome]:
    try:
        audiences = _audiences(asked.dossier)
    except AllianceError as fault:
        yield Outcome(asked, None, str(fault))
        return
    bar.total += len(audiences) * len(LANGUAGES) * len(NAMES)
    bar.refresh()
    for audience in audiences:
        yield from _one_audience(replace(asked, audience=audience), bar)


def _one_audience(asked: briefing.Order, bar: tqdm) -> Iterator[Outcome]:
    """What an audience may see is worked out once, and told in each language."""
    orders = [replace(asked, lang=lang) for lang in LANGUAGES]
    try:
        material = circulation.gather(asked.dossier, asked.audience, asked.round, asked.seed)
    except AllianceError as fault:
        yield from (Outcome(order, None, str(fault)) for order in orders)
        return
    for order in orders:
        try:
            with briefing.Started() as started:
                yield Outcome(order, briefing.make(order, material, started, bar.update))
        except AllianceError as fault:
            yield Outcome(order, None, str(fault))


def _audiences(path: Path) -> Sequence[str]:
    with dossier.open(path) as held:
        return ("facilitator", *SHARED, *(f"party:{party}" for party in held.snapshot().party_names))
