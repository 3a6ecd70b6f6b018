"""Does a paraphrase give the speaker away? The checker flags; the facilitator and the speaker decide."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alliance_lib.alliance import Alliance
from alliance_lib.schema import codes

WORDS_IN_A_ROW = 5
AMOUNT = re.compile(r"(?:€\s*)?\d[\d.,]*(?:\s*(?:%|euro|miljoen|million|woningen|homes|weken|weeks|maanden|months))?")
DATE = re.compile(r"\b(?:\d{1,2}[-/ ])?(?:jan|feb|maa?r|mrt|apr|me[ij]|jun|jul|aug|sep|o[kc]t|nov|de[ce])[a-z]*\.?(?:\s+\d{4})?\b"
                  r"|\b\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?\b|\b(?:19|20)\d{2}\b", re.IGNORECASE)
# Words of a name that stand in ordinary sentences too and recognise nobody.
PARTICLES = {"van", "de", "den", "der", "het", "en", "of", "in", "the", "and", "ten", "ter"}


@dataclass(frozen=True)
class Flag:
    """Why might somebody recognise the speaker? kind: words, name, organisation, place, function, amount, date."""

    kind: str
    found: str


def flags(paraphrase: str, raw: str, alliance: Alliance) -> tuple[Flag, ...]:
    """What in this paraphrase may give the speaker away?

    Reads: the paraphrase to be shared; the raw note; the facilitator's snapshot with names.
    Gives: flags in the order of the kinds; none means that the checker saw nothing, not that it is safe.
    Source: CONFIDENTIALITY, rule 7.
    Leaves out: a turn of phrase that everybody at the table knows; that is why the speaker approves.
    """
    said = _words(paraphrase)
    found = [Flag("words", " ".join(run)) for run in _runs(said, _words(raw))]
    for kind, terms in roster(alliance).items():
        found += [Flag(kind, term) for term in terms if _contains(said, _words(term))]
    found += [Flag("amount", one) for one in _shared(AMOUNT, paraphrase, raw)]
    found += [Flag("date", one) for one in _shared(DATE, paraphrase, raw)]
    return tuple(dict.fromkeys(found))


def roster(alliance: Alliance) -> dict[str, list[str]]:
    """Which words point at somebody: names and parts of names, organisations, places, functions."""
    names = [name for name in alliance.names.values() if isinstance(name, str)]
    parts = [part for name in names for part in name.split() if len(part) > 2 and part.lower() not in PARTICLES]
    held = alliance["people"]["role_code"].dropna().unique()
    roles = [codes()["project_role"][code][lang] for code in held if code in codes()["project_role"] for lang in ("nl", "en")]
    places = _texts(alliance["complexes"]["name"])
    return {"name": [*names, *parts], "organisation": _texts(alliance["parties"]["name"]), "place": places,
            "function": roles}


def _texts(values: Iterable) -> list[str]:
    return [v for v in values if isinstance(v, str) and v.strip()]


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.casefold())


def _contains(said: Sequence[str], term: Sequence[str]) -> bool:
    return bool(term) and any(list(said[i:i + len(term)]) == list(term) for i in range(len(said)))


def _runs(said: Sequence[str], raw: Sequence[str]) -> list[tuple[str, ...]]:
    """Five words in a row that the speaker used too."""
    held = {tuple(raw[i:i + WORDS_IN_A_ROW]) for i in range(len(raw) - WORDS_IN_A_ROW + 1)}
    mine = [tuple(said[i:i + WORDS_IN_A_ROW]) for i in range(len(said) - WORDS_IN_A_ROW + 1)]
    return [run for run in mine if run in held]


def _shared(pattern: re.Pattern, paraphrase: str, raw: str) -> list[str]:
    """Amounts or dates of the paraphrase; those that the raw note has too come first."""
    mine = [one.strip() for one in pattern.findall(paraphrase) if one.strip()]
    return sorted(mine, key=lambda one: one.casefold() not in raw.casefold())
