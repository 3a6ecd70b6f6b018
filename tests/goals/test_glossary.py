"""A glossary says what this alliance means by its words, and which words are used without a meaning."""

import pandas as pd
from demo_frames import demo
from goal_worlds import made

from alliance_lib import assumptions
from alliance_lib.goals import prune
from alliance_lib.goals.glossary import buzz_words, glossary_rows, say_glossary

TERMS = pd.DataFrame([{"term_id": "1", "term": "los", "meaning": "vrij, op tijd en in toestand"},
                      {"term_id": "2", "term": "co-creatie", "meaning": "samen besluiten"}, {"term_id": "3", "term": "regie", "meaning": " "}])


def test_buzzwords_without_a_meaning_are_marked_and_those_with_one_are_explained_b04():
    rows = {row["term"]: row for row in glossary_rows(made({}, terms=TERMS), ["Door co-creatie ontstaat synergie.", "Bezit komt los; los is los."])}
    assert rows["synergie"]["is_buzz"] and rows["synergie"]["meaning"] is None
    assert rows["co-creatie"]["is_buzz"] and rows["co-creatie"]["meaning"] == "samen besluiten"
    assert not rows["los"]["is_buzz"] and rows["los"]["used_count"] == 1
    assert rows["regie"]["meaning"] is None


def test_a_word_counts_once_per_text_and_not_inside_another_word():
    row = glossary_rows(made({}, terms=TERMS.iloc[:1]), ["oplossing", "Los en los.", None])[0]
    assert row["used_count"] == 1


def test_what_to_agree_first_is_named_and_what_was_agreed_too_b04():
    said = {one.code: one.facts["words"] for one in say_glossary(glossary_rows(made({}, terms=TERMS), ["een win-win"]))}
    assert said == {"goals.terms_unsaid": ["regie", "win-win"], "goals.terms_agreed": ["los", "co-creatie"]}


def test_buzzwords_are_found_in_both_languages():
    assert buzz_words("Wij zoeken een win-win en synergie.") == ["win-win", "synergie"]
    assert buzz_words("We want a holistic approach to the homes.") == ["holistic"]


def test_the_demo_prints_its_glossary_b04():
    rows = prune(demo(3), assume=assumptions.load("goals").with_values(draws=20), seed=1)["glossary"]
    assert len(rows) >= 8 and rows.loc[rows["term"] == "ketensamenwerking", "is_buzz"].all()


def test_no_terms_and_no_texts_is_an_empty_glossary():
    assert glossary_rows(made({}), []) == [] and say_glossary([]) == []
