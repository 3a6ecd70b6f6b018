"""A chart's conclusion in the facilitator's own words: which charts are there, what do they say, and how is it kept."""

import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from alliance_lib.result import Result
from alliance_lib.words import Words

TABLE = "wordings"


@dataclass(frozen=True)
class Conclusion:
    """What stands under one chart: its key, its question, what was computed, and the facilitator's words ("" if none)."""

    key: str
    question: str
    computed: str
    own: str


def charts(room: str) -> dict[str, Callable]:
    """Which charts does a room have, by name?"""
    module = importlib.import_module(f"alliance_lib.{room}.charts")
    return {name: draw for name, draw in vars(module).items()
            if inspect.isfunction(draw) and draw.__module__ == module.__name__ and not name.startswith("_")}


def conclusions(results: Mapping[str, Result], about: Mapping, words: Words) -> Iterator[Conclusion]:
    """What stands under every chart of this round?

    Reads: results per room; about as publication.about gives it, with the wordings of the round.
    """
    own = {one["chart_key"]: one["text"] for one in about["wordings"] if one["lang_code"] == words.lang}
    for room, result in results.items():
        for name, draw in charts(room).items():
            drawing, key = draw(result, words), f"{room}.{name}"
            yield Conclusion(key, words.say(drawing.question), words.finding(drawing.conclusion), own.get(key, ""))
