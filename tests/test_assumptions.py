"""Every number that is not data can be read and contested: its source, its date, its quality, what depends on it."""

import datetime
import re

import pytest

from alliance_lib import assumptions, page
from alliance_lib.rooms import NAMES
from alliance_lib.words import Words

ALL = [(room, one) for room in NAMES for one in assumptions.load(room).entries.values()]


@pytest.mark.parametrize(("room", "one"), ALL, ids=[f"{room}.{one.name}" for room, one in ALL])
def test_an_assumption_says_what_it_is_where_it_comes_from_and_what_depends_on_it(room, one):
    said = (one.source, one.nl, one.en, one.impact_nl, one.impact_en)
    assert all(text.strip() for text in said) and one.quality in assumptions.QUALITIES
    assert one.unit.strip() or not isinstance(one.value, (int, float)), "a number without a unit"
    assert datetime.date.fromisoformat(one.date) and one.nl != one.en


def flat(value) -> list[str]:
    """The codes in a value, however deep."""
    return [value] if isinstance(value, str) else [code for one in value for code in flat(one)] if isinstance(value, list) else []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_choice_is_said_in_words_and_not_in_its_code(lang):
    listed = {one.name: flat(one.value) for _, one in ALL}
    said = {one.name: page.value(one.value, Words(lang), one.show) for _, one in ALL}
    chosen = {name: codes for name, codes in listed.items() if codes}
    assert set(chosen) == {"small_complex_rule", "conditions", "disciplines_needed"}
    assert lang == "en" or not [code for name, codes in chosen.items() for code in codes if code in re.split("[,;] ", said[name])]
    assert not [text for text in said.values() if "_" in text]
    assert said["small_complex_rule"] == {"nl": "alle woningen", "en": "all homes"}[lang]
    assert said["conditions"].count("; ") == 4


@pytest.mark.parametrize(("room", "one"), ALL, ids=[f"{room}.{one.name}" for room, one in ALL])
def test_a_unit_or_source_is_said_in_neither_language_or_in_both(room, one):
    assert all(len(text.split(" / ")) == 1 or len(text.split(" / ")) % 2 == 0 for text in (one.unit, one.source))


@pytest.mark.parametrize(("room", "one"), ALL, ids=[f"{room}.{one.name}" for room, one in ALL])
def test_a_year_a_law_and_a_link_of_a_source_stand_in_both_languages(room, one):
    dutch, english = (re.findall(r"\b(?:19|20)\d\d\b|\d+:\d+|https?:\S+", page.own(one.source, Words(lang))) for lang in ("nl", "en"))
    assert sorted(dutch) == sorted(english)


@pytest.mark.parametrize("room", NAMES)
def test_a_room_reads_the_value_by_its_name(room):
    assume = assumptions.load(room)
    assert assume.room == room and {name: assume[name] for name in assume.entries} == {
        name: one.value for name, one in assume.entries.items()}


def test_an_unknown_assumption_is_a_programming_error():
    with pytest.raises(KeyError):
        assumptions.load("intake")["no_such_number"]


def test_an_unknown_room_is_refused():
    with pytest.raises(ValueError, match="unknown room 'kitchen'"):
        assumptions.load("kitchen")


def test_a_what_if_changes_one_value_and_leaves_the_assumptions_of_the_room_alone():
    assume = assumptions.load("intake")
    name = next(iter(assume.entries))
    before = assume[name]
    asked = assume.with_values(**{name: -1})
    assert asked[name] == -1 and assume[name] == before and assumptions.load("intake")[name] == before
    assert asked.entries[name].source == assume.entries[name].source
    assert {n: a for n, a in asked.entries.items() if n != name} == {n: a for n, a in assume.entries.items() if n != name}


def test_a_what_if_may_be_nought_and_is_not_taken_for_nothing():
    name = next(iter(assumptions.load("intake").entries))
    assert assumptions.load("intake").with_values(**{name: 0})[name] == 0


def test_a_what_if_with_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match="unknown assumptions: .'nosuch'."):
        assumptions.load("intake").with_values(nosuch=1)


def test_nobody_can_change_an_assumption_in_passing():
    entries = assumptions.load("intake").entries
    with pytest.raises(TypeError):
        entries["x"] = next(iter(entries.values()))
