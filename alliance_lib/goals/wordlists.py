"""By which words is a goal read, and in which language is it written?"""

from collections.abc import Mapping
from functools import cache

from alliance_lib.schema import HERE, read_toml

# Words too common to be absent from a sentence and not shared by the two languages.
TELLING = {
    "nl": {"de", "het", "een", "en", "van", "wij", "moet", "moeten", "zijn", "voor", "met", "naar", "per", "uit", "worden", "bij"},
    "en": {"the", "a", "an", "and", "of", "must", "are", "for", "with", "to", "from", "by", "our", "be", "will", "should"},
}


@cache
def wording(lang: str) -> Mapping:
    """Which word lists read a goal in this language? As wording.toml of this room has them.

    Refuses: KeyError for a language without lists.
    """
    return read_toml(HERE / "goals" / "wording.toml")[lang]


def language(text: str, otherwise: str = "nl") -> str:
    """In which language is this text written?

    Reads: text; otherwise, the answer if the words do not tell.
    Gives: "nl" or "en", by common words and by words that compare (see wording.toml).

    >>> language("Faster for the tenant"), language("Sneller voor de huurder")
    ('en', 'nl')
    """
    found = {lang: _hits(text.lower().split(), lang) for lang in TELLING}
    return otherwise if found["nl"] == found["en"] else max(found, key=found.__getitem__)


def _hits(words: list[str], lang: str) -> int:
    bare = [word.strip(".,;:!?()'\"") for word in words]
    return sum(word in TELLING[lang] or word.startswith(_comparing(lang)) for word in bare if word)


@cache
def _comparing(lang: str) -> tuple[str, ...]:
    listed = [word for words in wording(lang)["er"].values() for word in words]
    return tuple(word.rstrip("*") for word in listed if not word.startswith("*") and " " not in word)
