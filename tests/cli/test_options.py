"""A slip of the fingers is answered in one sentence, with the nearest name, in Dutch and English."""

import datetime

import pandas as pd
import pytest
from dossiers import small  # noqa: F401 (fixture)
from typed import typed

from alliance_lib import dossier
from alliance_lib.cli.options import Day, refusal


def one_sentence(done, *parts: str) -> None:
    assert done.code not in (0, None) and done.out == "", done
    assert len(done.err.strip().splitlines()) == 1 and "Traceback" not in done.err
    assert all(part in done.err for part in parts), done.err


@pytest.mark.parametrize(("given", "near"), [("tempate", "template"), ("impotr", "import"), ("breif", "brief"), ("forgte", "forget")])
def test_a_mistyped_command_is_answered_with_the_nearest(given, near):
    one_sentence(typed(given, "x"), f"De opdracht '{given}' bestaat niet.", f"There is no command '{given}'.", f"Bedoelt u {near}?",
                 f"Do you mean {near}?")


def test_a_command_like_no_other_is_answered_with_the_list():
    one_sentence(typed("xyzzy"), "Kies uit: template, import", "Choose from: template, import")


@pytest.mark.parametrize(("words", "given", "near"), [
    (("template", "a.xlsx", "--lnag", "nl"), "--lnag", "--lang"), (("brief", "d", "--rond", "1"), "--rond", "--round"),
    (("import", "d", "b", "--dryrun"), "--dryrun", "--dry-run"), (("--versoin",), "--versoin", "--version"),
    (("approve", "d", "--wihtdraw", "I1"), "--wihtdraw", "--withdraw")])
def test_a_mistyped_option_is_answered_with_the_nearest(words, given, near):
    one_sentence(typed(*words), f"De optie '{given}' bestaat niet.", f"Bedoelt u {near}?", f"Do you mean {near}?")


@pytest.mark.parametrize(("words", "said"), [
    (("new", "d.alliance", "--name", "W", "--term", "colectief"), "Bedoelt u collectief?"),
    (("template", "a.xlsx", "--route", "stukc"), "Bedoelt u stuck?"),
    (("template", "a.xlsx", "--lang", "frysk"), "Kies uit: nl en en."),
    (("approve", "d", "--audience", "steering"), "Bedoelt u steering_group?"),
    (("brief", "d", "--round", "drie"), "'drie' is geen getal. / 'drie' is not a number."),
    (("approve", "d", "--on", "3-4-2026"), "Schrijf jaar, maand en dag, bijvoorbeeld 2027-01-15."),
    (("template",), "'WERKBOEK' is niet ingevuld. / 'WERKBOEK' is not filled in."),
    (("new", "d.alliance"), "'--name' is niet ingevuld."), (("new", "d.alliance", "--name"), "'--name' is niet ingevuld."),
    (("template", "a.xlsx", "b.xlsx"), "alliance template --help")])
def test_a_wrong_or_missing_value_is_answered_in_a_sentence_that_says_what_to_type(words, said):
    one_sentence(typed(*words), said)


@pytest.mark.parametrize("words", [("brief", "{}", "--round", "9"), ("brief", "{}", "--audience", "sesion"),
                                   ("rehearse", "{}", "--round", "0"), ("rehearse", "{}", "--audience", "party:Z")])
def test_a_round_or_audience_that_the_dossier_does_not_know_is_answered_with_the_list(small, words):  # noqa: F811
    one_sentence(typed(*(word.format(small) for word in words)), "Choose one of:")


@pytest.mark.parametrize("words", [("brief", "{}/demp.alliance"), ("approve", "{}/demp.alliance"), ("export", "{}/demp.alliance", "x.xlsx"),
                                   ("forget", "{}/demp.alliance", "P01"), ("rehearse", "{}/demp.alliance"),
                                   ("leaflet", "{}/page", "--dossier", "{}/demp.alliance")])
def test_a_dossier_that_is_not_there_is_answered_with_the_nearest(tmp_path, words):
    (tmp_path / "demo.alliance").write_bytes(b"")
    one_sentence(typed(*(word.format(tmp_path) for word in words)), "demp.alliance", "demo.alliance?")


@pytest.mark.parametrize("words", [("brief", "{}"), ("approve", "{}"), ("export", "{}", "x.xlsx"), ("rehearse", "{}")])
def test_a_folder_or_another_file_is_no_dossier(tmp_path, words):
    (tmp_path / "notes.txt").write_text("hello, this is long enough to be something " * 40)
    for path in (tmp_path, tmp_path / "notes.txt"):
        one_sentence(typed(*(word.format(path) for word in words)), path.name)


def test_a_refusal_names_the_nearest_or_the_list_and_nothing_where_there_is_no_list():
    assert "Bedoelt u lang?" in str(refusal("cli.unknown_option", "lnag", ["lang", "round"]))
    assert "Kies uit: lang en round." in str(refusal("cli.unknown_option", "xyz", ["lang", "round"]))
    assert str(refusal("cli.unknown_option", "xyz", [])) == "De optie 'xyz' bestaat niet. / There is no option 'xyz'."


def test_a_day_is_read_as_it_is_written_in_a_workbook():
    assert Day().convert("2027-01-15", None, None).isoformat() == "2027-01-15"


@pytest.mark.parametrize(("day", "warned"), [(datetime.date(2020, 1, 1), True), (datetime.date(2999, 1, 1), False), (None, False)])
def test_a_dossier_kept_longer_than_promised_is_warned_about_with_every_command(tmp_path, day, warned):
    path = tmp_path / "w.alliance"
    dossier.create(path, {"alliance": pd.DataFrame([{"alliance_id": "W", "name": "W", "retention_date": day}])})
    done = typed("approve", path)
    assert done.code == 0 and ("1 januari 2020" in done.err) is warned
