"""Can anybody tell, later, whether this goal was reached?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

ELEMENTS = ("number", "object", "date", "owner", "indicator")
LISTS = (
    "er", "er_not", "compare", "number", "ordinal", "unit", "short_time", "long_time", "deadline",
    "date", "object", "owner", "indicator", "announce", "buzz", "vague",
)  # fmt: skip
DIGITS = r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])"
CALENDAR = r"\b(?:19|20)\d\d(?:[-/]\d{1,4}){0,2}\b|\b\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b|\bq[1-4]\b"


@dataclass(frozen=True)
class Missing:
    """One flag: what is missing, by which rule, on which words, and which question to ask back."""

    element: str  # er, number, object, date, owner or indicator
    rule: str
    words: tuple
    question: str


@dataclass(frozen=True)
class Mark:
    """A word to talk about, no flag: buzz (say what we mean by it) or vague (leaves a way out)."""

    kind: str
    word: str


@dataclass(frozen=True)
class Concreteness:
    """What one goal still misses, and which of its words need talking about."""

    missing: tuple
    marks: tuple
    qualitative: bool  # no number, but indicators by which it can be seen


def concreteness(text: str, *, wording: Mapping, given: Mapping | None = None) -> Concreteness:
    """Which elements does this goal still miss, and what would you ask back?

    Reads: text, the goal as written; wording, the word lists of one language; given, what the
        goal's own columns hold: number, object, date, owner, indicator (None, NaN or blank is
        nothing; 0 is a number). Two indicators are separated by a semicolon or a line.
    Gives: Concreteness(missing, marks, qualitative). An "-er" word counts when the goal holds no
        measure (a percentage or another number with a unit, a comparison with a number, a given
        number) and there are not two indicators: one flag for each such word. A goal
        without number but with an indicator in its column, or announced in the text, is
        qualitative and legitimate. Questions: ask_er_time, _quality, _cost, _novelty, _service,
        _other; ask_number, _object, _date, _owner, _indicator.
    Refuses: ValueError for wording without all lists, or for unknown elements in given.
    Source: the elements follow SMART (Doran 1981); "-er" goals as in Dutch consultancy practice.
    Leaves out: meaning. It reads words, so it is wrong now and then; people may overrule it with
        a reason.
    """
    given = _filled(given or {}, wording)
    said = _Reading(" ".join(text.lower().replace("’", "'").split()), wording)
    indicators = [part for part in re.split(r"[;\n]", str(given.get("indicator", ""))) if part.strip()]
    told = bool(indicators) or bool(said.found("announce"))
    has = {element: element in given or said.has(element) for element in ELEMENTS}
    qualitative = told and not has["number"]
    missing = [] if "number" in given or said.measured or len(indicators) > 1 else _er_flags(said)
    for element in ELEMENTS:
        excused = element == "number" and qualitative
        if not has[element] and not excused:
            missing.append(Missing(element, f"no_{element}", (), f"ask_{element}"))
    marks = tuple(Mark(kind, word) for kind in ("buzz", "vague") for word in said.found(kind))
    return Concreteness(tuple(missing), marks, qualitative)


def _filled(given: Mapping, wording: Mapping) -> dict:
    lacking = [name for name in LISTS if name not in wording]
    unknown = set(given) - set(ELEMENTS)
    if lacking or unknown:
        raise ValueError(f"wording lacks {lacking}; given has unknown elements {sorted(unknown)}")
    return {k: v for k, v in given.items() if not pd.isna(v) and str(v).strip()}


def _er_flags(said: "_Reading") -> list[Missing]:
    return [
        Missing("er", "comparison_without_measure", (word,), f"ask_er_{family}")
        for family, word in said.comparatives()
    ]


@dataclass(frozen=True)
class _Reading:
    """One text read by the word lists."""

    text: str
    wording: Mapping

    def words(self, name: str) -> tuple:
        return tuple(self.wording[name]["words"])

    def found(self, name: str, text: str | None = None) -> list[str]:
        hits = _pattern(self.words(name)).findall(self.text if text is None else text)
        return list(dict.fromkeys(hits))

    def has(self, element: str) -> bool:
        return getattr(self, f"_has_{element}")()

    def comparatives(self) -> list[tuple[str, str]]:
        text = _pattern(self.words("er_not")).sub(" ", self.text)
        hits = [
            (match.start(), -match.end(), family, match.group())
            for family, words in self.wording["er"].items()
            for match in _pattern(tuple(words)).finditer(text)
        ]
        first, reached = {}, 0
        for start, end, family, word in sorted(hits, key=lambda hit: hit[:2]):
            if start >= reached:  # "more innovative" is one comparison, not also "more"
                first.setdefault(word, family)
                reached = -end
        return [(family, word) for word, family in first.items()]

    @property
    def amounts(self) -> str:
        """The text without dates, numbers of phases and long spans: what is left is an amount."""
        text = re.sub(CALENDAR, " ", self.text)
        months = "|".join(word for word in self.words("date") if " " not in word)
        text = re.sub(rf"\b\d{{1,2}} (?={months})", " ", text)
        text = re.sub(rf"{_any(self.words('ordinal'))} (?:{DIGITS})", " ", text)
        return re.sub(rf"{_any(self.words('deadline'))} (?:{self._count}) {_any(self.words('long_time'))}", " ", text)

    @property
    def _count(self) -> str:
        return f"{DIGITS}|{_any(self.words('number'))}"

    @property
    def measured(self) -> bool:
        """Is there a number with a unit, or a comparison with a number?"""
        before = r"(?:€|£) ?" + DIGITS
        after = rf"(?:{self._count})(?: ?%| ?€| {_any(self.words('unit'))})"
        compare = "|".join(_any((words,)).replace("\\#", "#").replace("#", f"(?:{DIGITS})") for words in self.words("compare"))
        return bool(re.search(f"{before}|{after}|{compare}", self.amounts))

    def _has_number(self) -> bool:
        return bool(re.search(self._count, self.amounts))

    def _has_object(self) -> bool:
        return bool(self.found("object"))

    def _has_owner(self) -> bool:
        return bool(self.found("owner"))

    def _has_date(self) -> bool:
        times = (*self.words("short_time"), *self.words("long_time"))
        span = rf"{_any(self.words('deadline'))} (?:{self._count}) {_any(times)}"
        return bool(re.search(f"{CALENDAR}|{span}", self.text)) or bool(self.found("date"))

    def _has_indicator(self) -> bool:
        return self.measured or bool(self.found("indicator")) or (self._has_number() and self._has_object())


def _any(words: tuple) -> str:
    """A star in front may reach over a hyphen (huur-woning), one behind may not (customer-friendly)."""
    body = "|".join(re.sub(r"^\\\*", r"[\\w-]*", re.escape(word)).replace(r"\*", r"\w*") for word in words)
    return rf"(?<![\w-])(?:{body})(?![\w-])"


@lru_cache(maxsize=64)
def _pattern(words: tuple) -> re.Pattern:
    return re.compile(_any(words))
