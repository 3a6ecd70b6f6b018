"""Words("nl").say(key, **facts): every sentence for people, numbers and dates in their language.

Sentences stand in words.toml here and in each room's folder. A key is the path in the file, with the
room's name in front: [finding.gap] in intake/words.toml is "intake.finding.gap".
Placeholders: {n} number, {x:pct} share of 1 as percentage, {x:1} decimals, {d} date, {names} list,
{c:level} a code of that list by its label. Where facts has n = 1 and nl_one / en_one is there, that is said.
{term} and {the_term} are what this partnership calls itself.
"""

import datetime
import string
from collections.abc import Sequence
from functools import cache
from numbers import Integral, Real

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from alliance_lib.rooms import NAMES
from alliance_lib.schema import HERE, code_label, codes, read_toml

LANGUAGES = ("nl", "en")
AND = {"nl": " en ", "en": " and "}


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every sentence: key -> {nl, en, maybe nl_one, en_one}."""
    found = _flat(read_toml(HERE / "words.toml"), "")
    for room in NAMES:
        found |= _flat(read_toml(HERE / room / "words.toml"), f"{room}.")
    return found


class Words(string.Formatter):
    """How do we say this in Dutch or English?

    Reads: lang "nl" or "en"; term, the code of what the partnership calls itself.
    Gives: plain text; whoever shows it on a page escapes it.
    Refuses: ValueError for another language, KeyError for an unknown key or a missing fact.

    >>> Words("nl").number(1234.5)
    '1.234,5'
    """

    def __init__(self, lang: str, term: str = "alliantie") -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"lang must be one of {LANGUAGES}, got {lang!r}")
        self.lang, self.term = lang, codes()["term"][term]

    def say(self, key: str, **facts) -> str:
        """The sentence of this key with these facts."""
        said = sentences()[key]
        text = said.get(f"{self.lang}_one") if facts.get("n") == 1 else None
        own = {"term": self.term[self.lang], "the_term": self.term[f"the_{self.lang}"]}
        whole = self.vformat(text or said[self.lang], (), own | facts)
        return whole[:1].upper() + whole[1:]

    def finding(self, found) -> str:
        """The sentence of a Finding."""
        room, name = found.code.split(".", 1)
        return self.say(f"{room}.finding.{name}", **found.facts)

    def label(self, code_list: str, code: str) -> str:
        """What is this code called?"""
        return code_label(code_list, code, self.lang)

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number with the language's separators; at most one decimal unless said otherwise."""
        if value != value:
            return "–"
        pattern = "#,##0.#" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
        said = format_decimal(value, format=pattern, locale=self.lang)
        return said if set(said) & set("123456789") else said.lstrip("-")  # nought has no sign

    def percent(self, share: float) -> str:
        return f"{self.number(100 * share, 0)}\N{NO-BREAK SPACE}%" if self.lang == "nl" else f"{self.number(100 * share, 0)}%"

    def date(self, day) -> str:
        """1 maart 2026, or 1 March 2026."""
        return format_date(day, "d MMMM y", locale="nl" if self.lang == "nl" else "en_GB")

    def format_field(self, value, spec: str) -> str:
        if isinstance(value, (list, tuple)):
            return self._series([self.format_field(one, spec) for one in value]) if value else "–"
        if spec in codes():
            return self.label(spec, value)
        if spec == "pct":
            return self.percent(value)
        if isinstance(value, bool) or value is None:
            raise ValueError(f"a sentence cannot say {value!r}")
        if isinstance(value, Integral):
            return self.number(int(value), 0)
        if isinstance(value, Real):
            return self.number(float(value), int(spec) if spec else None)
        if isinstance(value, datetime.date):
            return self.date(value)
        return str(value)

    def _series(self, said: Sequence[str]) -> str:
        """a, b en c; with a semicolon between them where one holds an "en" or a comma of its own."""
        double = any(AND[self.lang] in one.replace("tot en met", "t/m") or ", " in one for one in said)
        return "; ".join(said) if double else format_list(said, locale=self.lang)


def _flat(section: dict, prefix: str) -> dict:
    found = {}
    for name, body in section.items():
        if "nl" in body:
            found[prefix + name] = body
        else:
            found |= _flat(body, f"{prefix}{name}.")
    return found
