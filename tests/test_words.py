"""Every sentence for people: in Dutch and English, with numbers, dates, lists and codes as people write them."""

import datetime
import re

import numpy as np
import pandas as pd
import pytest

from alliance_lib import schema, words
from alliance_lib.cli import alliance
from alliance_lib.result import Finding
from alliance_lib.words import Words, sentences

NL, EN = Words("nl"), Words("en")
DAY = datetime.date(2026, 3, 1)


@pytest.mark.parametrize(("value", "decimals", "nl", "en"), [
    (0, None, "0", "0"), (1234.5, None, "1.234,5", "1,234.5"), (1_000_000, None, "1.000.000", "1,000,000"),
    (2.0, None, "2", "2"), (-3.25, 2, "-3,25", "-3.25"), (0.5, 0, "0", "0"), (7, 2, "7,00", "7.00"), (float("nan"), None, "–", "–"),
    (-0.04, None, "0", "0"), (-0.4, 0, "0", "0"), (-0.05, 2, "-0,05", "-0.05"),
])
def test_a_number_has_the_separators_of_the_language(value, decimals, nl, en):
    assert (NL.number(value, decimals), EN.number(value, decimals)) == (nl, en)


@pytest.mark.parametrize(("share", "nl", "en"), [(0, "0\N{NO-BREAK SPACE}%", "0%"), (0.125, "12\N{NO-BREAK SPACE}%", "12%"), (1, "100\N{NO-BREAK SPACE}%", "100%"), (0.994, "99\N{NO-BREAK SPACE}%", "99%")])
def test_a_share_is_a_whole_percentage(share, nl, en):
    assert (NL.percent(share), EN.percent(share)) == (nl, en)


@pytest.mark.parametrize("day", [DAY, datetime.datetime(2026, 3, 1, 12), pd.Timestamp(2026, 3, 1)], ids=["date", "moment", "pandas"])
def test_a_date_is_written_out(day):
    assert (NL.date(day), EN.date(day)) == ("1 maart 2026", "1 March 2026")
    assert NL.say("leaflet.kept", day=day) == "Ik bewaar het dossier tot 1 maart 2026. Daarna wis ik het."


@pytest.mark.parametrize(("names", "nl", "en"), [
    (["Een"], "Een", "Een"), (["Een", "Twee"], "Een en Twee", "Een and Twee"),
    (("Een", "Twee", "Drie"), "Een, Twee en Drie", "Een, Twee, and Drie"), ([], "–", "–")])
def test_a_list_reads_as_a_list_also_of_one_or_none(names, nl, en):
    assert (NL.format_field(names, ""), EN.format_field(names, "")) == (nl, en)


def test_a_list_of_names_with_and_in_them_stays_readable():
    said = NL.format_field(["data en digitaal", "inkoop en recht"], "")
    assert said == "data en digitaal; inkoop en recht" and EN.format_field(["cost and finance", "data"], "") == "cost and finance; data"
    assert NL.format_field(["Label E, F en G weg"], "") == "Label E, F en G weg"
    assert NL.format_field([1.5, 2.5], "1") == "1,5 en 2,5" and NL.format_field(["1 tot en met 4", "x"], "") == "1 tot en met 4 en x"


@pytest.mark.parametrize(("value", "spec", "said"), [
    (3, "", "3"), (np.int64(12_000), "", "12.000"), (0.251, "pct", "25\N{NO-BREAK SPACE}%"), (1.25, "2", "1,25"), ("steering", "level", "stuurgroep"),
    (["steering", "project"], "level", "stuurgroep en projectteam"), ([0.5, 0.25], "pct", "50\N{NO-BREAK SPACE}% en 25\N{NO-BREAK SPACE}%"),
    ("no_such_code", "level", "no_such_code"), ("Woonwaard", "", "Woonwaard")])
def test_a_fact_is_said_by_its_kind(value, spec, said):
    assert NL.format_field(value, spec) == said


@pytest.mark.parametrize("value", [None, True, False])
def test_a_sentence_cannot_say_nothing_or_true(value):
    with pytest.raises(ValueError, match="a sentence cannot say"):
        NL.say("cli.made", path=value)


def test_one_has_its_own_sentence_and_nought_and_many_share_one():
    said = [NL.say("cli.recorded", n=n) for n in (0, 1, 2, 1200)]
    assert said == ["Vastgelegd: 0 regels.", "Vastgelegd: 1 regel.", "Vastgelegd: 2 regels.", "Vastgelegd: 1.200 regels."]
    assert EN.say("cli.recorded", n=1) == "Recorded: 1 row."


def test_a_missing_fact_is_an_error_and_not_a_gap_in_the_sentence():
    with pytest.raises(KeyError, match="day"):
        NL.say("leaflet.kept")


def test_an_unknown_sentence_is_an_error():
    with pytest.raises(KeyError, match="no.such.sentence"):
        NL.say("no.such.sentence")


@pytest.mark.parametrize(("lang", "term"), [("de", "alliantie"), ("", "alliantie"), ("NL", "alliantie")])
def test_another_language_is_refused(lang, term):
    with pytest.raises(ValueError, match="lang must be one of"):
        Words(lang, term)


def test_a_finding_is_said_by_its_room():
    keys = [key for key, said in sentences().items() if ".finding." in key and "{" not in said["nl"]]
    assert keys and all(NL.finding(Finding(key.replace("finding.", ""))) == NL.say(key) for key in keys)


def test_what_participants_wrote_is_filled_in_and_never_read_as_a_sentence():
    assert NL.say("brief.asked_by", who="{term} {0} %s") == "Gevraagd door: {term} {0} %s"


@pytest.mark.parametrize("term", schema.codes()["term"])
def test_the_word_that_was_chosen_once_stands_in_every_sentence_A02(term):
    label = schema.codes()["term"][term]
    assert Words("nl", term).say("brief.nameless") == label["the_nl"][:1].upper() + label["the_nl"][1:]
    assert Words("en", term).say("brief.nameless") == label["the_en"][:1].upper() + label["the_en"][1:]


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_no_sentence_calls_the_partnership_by_a_fixed_word_A02(lang):
    fixed = re.compile(r"\b(?:alliantie|collectief|samenwerkingsverband)s?\b" if lang == "nl" else r"\b(?:alliance|collective|partnership)s?\b",
                       re.IGNORECASE)
    command = re.compile(rf"\balliance (?:--help|{'|'.join(alliance.commands)})\b")  # what one types
    said = {key: text for key, body in sentences().items() for name, text in body.items() if name.startswith(lang)}
    assert not {key: text for key, text in said.items() if fixed.search(command.sub("", text))}


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_no_sentence_holds_a_number_or_date_that_the_language_writes_otherwise(lang):
    """A share or an amount comes from a fact: a typed-in 0.5 or 1,000 would be wrong in the other language."""
    wrong = re.compile(r"\d\.\d(?!\d\d\b)" if lang == "nl" else r"\d,\d(?!\d\d\b)")
    examples = ("input.", "describe.")  # how to write a date or a number in a cell
    said = {key: text for key, body in sentences().items() for name, text in body.items()
            if name.startswith(lang) and not key.startswith(examples)}
    assert not {key: text for key, text in said.items() if wrong.search(text)}


def test_every_sentence_of_both_languages_can_be_filled_in():
    for key, body in sentences().items():
        for name, text in body.items():
            fields = [field for _, field, _, _ in NL.parse(text) if field is not None]
            assert all(re.fullmatch(r"[a-z_0-9]+", field) for field in fields), f"{key} ({name}): {fields}"


def test_every_code_list_that_a_sentence_uses_exists():
    known = {"", "pct", "0", "1", "2", "3", *schema.codes()}
    for key, body in sentences().items():
        for name, text in body.items():
            used = {spec for _, field, spec, _ in NL.parse(text) if field is not None}
            assert used <= known, f"{key} ({name}) uses {used - known}"
