"""Every Dutch sentence of the product is spelled as Dutch, but for the field's own words in dutch_words.txt."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance_lib.schema import HERE, read_toml

OWN = Path(__file__).with_name("dutch_words.txt")
DUTCH = re.compile(r"^(?:nl|nl_one|help_nl|about_nl|impact_nl)$")
# Placeholders, codes, file names, commands and what is no running text.
NO_TEXT = re.compile(r"{[^{}]*}|--?[a-z][\w-]*|\b\w+\.\w+\b|alliance [a-z]+|\b\w*[0-9_]\w*\b|\b[A-Z]{2,}\b|[\w.]+/[\w.]+|'[^' ]*'")


def dutch(node, key: str = "") -> Iterator[str]:
    """Every Dutch text in a declaration, however deep."""
    if isinstance(node, dict):
        for name, held in node.items():
            yield from dutch(held, name)
    elif isinstance(node, str) and DUTCH.match(key):
        yield node


def misspelled(text: str) -> set[str]:
    """Which words does hunspell's Dutch dictionary not know?"""
    text = re.sub(r"(?<!\w)'|'(?!\w)", " ", text)  # quotation marks; the apostrophe of foto's stays
    done = subprocess.run(["hunspell", "-d", "nl_NL", "-i", "utf-8", "-l"], input=text, capture_output=True, text=True, encoding="utf-8", check=True)
    return {word for one in done.stdout.split() if (word := one.strip("'.-/+")) and not word.startswith("xls") and len(word) > 1}


def has_dutch() -> bool:
    return shutil.which("hunspell") is not None and "nl_NL" in subprocess.run(["hunspell", "-D"], input="", check=False, capture_output=True, text=True).stderr


@pytest.mark.skipif(not has_dutch(), reason="hunspell and its Dutch dictionary (hunspell-nl) are not installed here")
def test_every_dutch_sentence_is_spelled_as_dutch():
    own = {line.casefold() for line in OWN.read_text(encoding="utf-8").split()}
    found = {}
    for path in sorted(HERE.rglob("*.toml")):
        text = "\n".join(NO_TEXT.sub(" ", one) for one in dutch(read_toml(path)))
        wrong = sorted(word for word in misspelled(text) if word.casefold() not in own)
        if wrong:
            found[str(path.relative_to(HERE))] = wrong
    assert not found, found


@pytest.mark.skipif(not has_dutch(), reason="hunspell and its Dutch dictionary (hunspell-nl) are not installed here")
def test_a_word_that_is_misspelled_is_found_and_the_own_words_are_all_needed():
    assert misspelled("Dit is een werkafspraaak.") == {"werkafspraaak"}
    texts = "\n".join(one for path in HERE.rglob("*.toml") for one in dutch(read_toml(path))).casefold()
    unused = [word for word in OWN.read_text(encoding="utf-8").split() if word.casefold() not in texts]
    assert not unused, f"no sentence uses these any more: {unused}"
