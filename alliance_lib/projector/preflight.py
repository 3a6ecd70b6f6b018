"""What would a shared screen get? Looked at before anybody sees it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alliance_lib import dossier
from alliance_lib.alliance import Alliance
from alliance_lib.projector.keeper import Keeper
from alliance_lib.publication import figures, history
from alliance_lib.publication.checker import PARTICLES, WORDS_IN_A_ROW
from alliance_lib.result import frame_from_plain

APPROVED = ("notes", "complaints", "questions")  # whose wording was agreed to, however much it is like what was said


@dataclass(frozen=True)
class Preflight:
    """What may not be shown, what to look at, and what is not there yet.

    leaks: (kind, what): a name without consent, a code of a person, of a note or of a complaint; doubts: (kind, what): a part of
    such a name, or words from a note; fresh: how many figures are not published yet; checks: key of a sentence, facts, in order.
    """

    leaks: tuple[tuple[str, str], ...]
    doubts: tuple[tuple[str, str], ...]
    fresh: int
    checks: tuple[tuple[str, dict, bool], ...]


def look(path: Path, round: int, keeper: Keeper) -> Preflight:
    """Is what this screen's kernel gets fit for its audience? Nothing is published by looking.

    Reads: path of a dossier; round; keeper, which answers a screen of a shared audience.
    Gives: Preflight. The figures that are not published yet do not stand on the screen.
    """
    with dossier.open(path) as held:
        whole, saved = held.snapshot(round, names=True), held.journal()["written_at"].iloc[-1]
        fresh = figures.due(whole, history.of(whole, held.fresh))[1]
    told = keeper.answer({"do": "snapshot", "round": round})["frames"]
    open_names = set(frame_from_plain(told["people"])["name"].dropna())
    texts = [*_strings(told), *_strings(keeper.answer({"do": "about", "round": round}))]
    said = "\n".join(texts)
    names = [name for name in whole.names.values() if name not in open_names]
    codes = [str(code) for table in ("people", "notes", "complaints") for code in whole[table].iloc[:, 0].dropna() if not str(code).isdecimal()]
    leaks = [("name", name) for name in names if _stands(name, said)] + [("id", code) for code in codes if code in texts]
    parts = {part for name in names for part in name.split() if len(part) > 3 and part.casefold() not in PARTICLES}
    doubts = [("name", part) for part in sorted(parts - {part for name in open_names for part in name.split()}) if _stands(part, said)]
    closed = round in figures.closed_rounds(whole)
    return Preflight(tuple(leaks), (*doubts, *_repeated(whole, told)), len(fresh),
                     (("rehearse.saved", {"moment": saved.replace("T", " ")[:16]}, True), ("rehearse.closed", {"round": round}, closed)))


def _repeated(whole: Alliance, told: dict) -> Iterator[tuple[str, str]]:
    """Words in a row of a note as it was written down, in a text that nobody approved as its paraphrase."""
    raw = {run for text in whole["notes"]["raw_text"].dropna() for run in _runs(text)}
    for name, rows in told.items():
        for text in _strings(rows) if name not in APPROVED else ():
            yield from (("note", " ".join(run)) for run in _runs(text) if run in raw)


def _runs(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"[\w']+", text.casefold())
    return [tuple(words[at:at + WORDS_IN_A_ROW]) for at in range(len(words) - WORDS_IN_A_ROW + 1)]


def _stands(name: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (text for value in node.values() for text in _strings(value))
    elif isinstance(node, (list, tuple)):
        yield from (text for value in node for text in _strings(value))
