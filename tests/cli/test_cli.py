"""Every command explains itself in Dutch and English, and whatever goes wrong is a sentence and an exit code."""

import re
import subprocess
import sys

import click
import pytest
from typed import typed

from alliance_lib.cli import alliance, start
from alliance_lib.words import LANGUAGES, Words

COMMANDS = list(alliance.commands)
JARGON = re.compile(r"\b(?:TEXT|INTEGER|RANGE|PATH|FILENAME|BOOLEAN|DATETIME|None|Traceback|python)\b|%Y|x>=|<class|\bsys\.")


def explanation(*words: str) -> str:
    done = typed(*words, "--help")
    assert done.code == 0 and done.err == ""
    return " ".join(done.out.split())


def test_the_commands_stand_in_the_order_of_the_work_each_with_a_sentence_in_both_languages():
    told = explanation()
    places = [told.index(f" {name} ") for name in COMMANDS]
    assert COMMANDS[:2] == ["template", "import"] and places == sorted(places)
    assert told.count(" / ") >= len(COMMANDS) and "..." not in told.replace("[ARGS]...", "")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_is_a_dutch_and_an_english_sentence_without_jargon(name):
    told = explanation(name)
    assert re.search(r"[.?] / [A-Z]", told), "no sentence in both languages"
    assert not JARGON.search(told), JARGON.search(told)
    assert told.startswith(f"Usage: alliance {name} ")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_in_both_languages_what_it_does(name):
    options = [p for p in alliance.commands[name].params if isinstance(p, click.Option)]
    assert [o.opts[0] for o in options if " / " not in (o.help or "")] == []


def test_nothing_typed_says_how_to_begin_and_complains_of_nothing():
    done = typed()
    assert (done.code, done.err) == (0, "") and "alliance --help" in done.out and "klopt niet" not in done.out


def test_nothing_typed_says_in_five_steps_what_to_do_now_in_both_languages_B01():
    told = typed().out
    for lang in LANGUAGES:
        places = [told.index(f"{n}. {Words(lang).say(f'begin.step_{n}')}") for n in range(1, 6)]
        assert places == sorted(places)
    first = told.splitlines()[1:3]
    assert first[0].startswith("1. Nu:") and first[1].strip() == "alliance print --form steering", "step 1 is on top"
    assert "6. " not in told


def test_every_command_of_the_five_steps_exists_with_its_options_B01():
    for one in [one for line in start.STEPS for one in line.split(" · ")]:
        program, name, *rest = one.split()
        known = {option for param in alliance.commands[name].params for option in param.opts}
        assert program == "alliance" and {word for word in rest if word.startswith("--")} <= known, one
    assert "\n  steering " in typed("print").out, "the form of step 1 exists"


def test_a_place_where_nothing_can_be_written_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = typed("leaflet", tmp_path / "file" / "page")
    assert done.code == 1 and done.out == "" and "file" in done.err and len(done.err.splitlines()) == 1


def test_from_the_terminal_it_is_the_same_a_sentence_an_exit_code_and_no_traceback(tmp_path):
    done = subprocess.run([sys.executable, "-m", "alliance_lib", "brief", str(tmp_path / "weg.alliance")], capture_output=True,
                          encoding="utf-8", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "") and "weg.alliance" in done.stderr and "Traceback" not in done.stderr
