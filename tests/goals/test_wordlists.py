"""A goal is read by the word lists of the language it is written in."""

import pytest

from alliance_lib.goals.concreteness import LISTS
from alliance_lib.goals.wordlists import TELLING, language, wording


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_both_languages_have_every_list_that_the_rules_need(lang):
    assert set(LISTS) <= set(wording(lang))


@pytest.mark.parametrize(("text", "lang"), [
    ("Verduurzamen moet sneller.", "nl"), ("Renovation must be faster.", "en"),
    ("Klantvriendelijker", "nl"), ("Cheaper", "en"),
    ("Huurders geven de uitvoering gemiddeld een 7,5.", "nl"), ("Tenants rate the works 7.5 on average by 2027.", "en"),
])
def test_a_sentence_or_a_single_comparing_word_tells_its_language(text, lang):
    assert language(text, otherwise="nl" if lang == "en" else "en") == lang


def test_a_text_that_does_not_tell_takes_the_language_of_the_others():
    assert language("D66 - 2027", otherwise="en") == "en" and language("") == "nl"


def test_no_word_tells_two_languages():
    assert not TELLING["nl"] & TELLING["en"]


def test_a_language_without_lists_is_refused():
    with pytest.raises(KeyError):
        wording("fr")
