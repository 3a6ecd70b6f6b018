"""What does this alliance mean by its words, and of which words was that never agreed?"""

import re

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.goals.concreteness import concreteness
from alliance_lib.goals.wordlists import language, wording
from alliance_lib.result import Finding


def glossary_rows(alliance: Alliance, texts: list[str]) -> list[dict]:
    """Which words are explained, which are buzzwords, and which are used without an agreed meaning?

    Reads: terms (term, meaning, agreed_date); texts in force: goals that stay, clauses, working agreements.
    Gives: rows of the table glossary: agreed terms first, then buzzwords in the texts that nobody explained;
        used_count is the number of texts in which the word stands.
    Leaves out: other difficult words; the list of buzzwords stands in wording.toml.
    """
    held = [text for text in texts if isinstance(text, str)]
    rows = [_row(term, meaning, held, bool(buzz_words(term)))
            for term, meaning in alliance["terms"][["term", "meaning"]].itertuples(index=False)]
    known = [row["term"].casefold() for row in rows]
    unsaid = dict.fromkeys(word for text in held for word in buzz_words(text) if not _explained(word, known))
    return rows + [_row(word, None, held, True) for word in unsaid]


def buzz_words(text: str) -> list[str]:
    """Which words in this text sound good and mean different things to different people?

    >>> buzz_words("Wij gaan voor co-creatie.")
    ['co-creatie']
    """
    return [mark.word for mark in concreteness(text, wording=wording(language(text))).marks if mark.kind == "buzz"]


def _row(term: str, meaning, texts: list[str], is_buzz: bool) -> dict:
    word = re.compile(rf"(?<!\w){re.escape(term.casefold())}")
    said = None if pd.isna(meaning) or not str(meaning).strip() else meaning
    return {"term": term, "meaning": said, "is_buzz": is_buzz, "used_count": sum(bool(word.search(one.casefold())) for one in texts)}


def _explained(word: str, known: list[str]) -> bool:
    return any(word.startswith(term) or term.startswith(word) for term in known)


def say_glossary(rows: list[dict]) -> list[Finding]:
    """Which words need a meaning first, and how many have one?"""
    unsaid = [row["term"] for row in rows if row["meaning"] is None]
    agreed = [row["term"] for row in rows if row["meaning"] is not None]
    said = [Finding("goals.terms_unsaid", facts={"n": len(unsaid), "words": unsaid}, weight=0.49)] if unsaid else []
    return said + ([Finding("goals.terms_agreed", facts={"n": len(agreed), "words": agreed}, weight=0.31)] if agreed else [])
