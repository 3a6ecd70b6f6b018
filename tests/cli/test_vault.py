"""A command asks for the passphrase when a dossier has one, and only the facilitator's kernels ever hold it."""

import os

import nbformat
import pandas as pd
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_notebook

from alliance_lib import briefing, dossier
from alliance_lib.cli import alliance
from alliance_lib.dossier.passphrase import VARIABLE, locked
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words

NL, PHRASE, QUOTE = Words("nl"), "vier gewone woorden hier", "dat zei alleen deze vogel"
GIVEN = '''source = ""  # the dossier
audience = "session"  # for whom'''
TELL = f'''import os, pathlib
from alliance_lib import dossier
from alliance_lib.errors import AllianceError
started = pathlib.Path("/proc/self/environ")
print("held now:", "{VARIABLE}" in os.environ)
print("held at the start:", started.exists() and b"{VARIABLE}" in started.read_bytes())
try:
    print("read:", dossier.open(source).snapshot().facts["name"])
except AllianceError as fault:
    print(fault)'''
FRAMES = {"alliance": pd.DataFrame({"alliance_id": ["W"], "name": ["Waterrijk"]}),
          "topics": pd.DataFrame({"topic_id": ["T1"], "name": ["een"], "statement": [QUOTE]})}


@pytest.fixture(autouse=True)
def nothing_in_the_environment(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("locked") / "w.alliance"
    dossier.create(path, FRAMES, passphrase=PHRASE)
    return path.read_bytes()


@pytest.fixture
def path(written, tmp_path):
    made = tmp_path / "w.alliance"
    made.write_bytes(written)
    return made


def typed(*arguments, answers=()):
    """What a command says to somebody who types these lines when asked; the lines themselves are never shown."""
    done = CliRunner().invoke(alliance, [str(one) for one in arguments], input="".join(f"{line}\n" for line in answers))
    assert not any(line in done.output for line in answers) and VARIABLE not in os.environ
    return done


def refused(done) -> str:
    assert isinstance(done.exception, AllianceError), done.output
    return str(done.exception)


def test_a_plain_dossier_is_locked_after_the_passphrase_was_typed_twice_and_unlocked_again(tmp_path):
    path = tmp_path / "w.alliance"
    dossier.create(path, FRAMES)
    done = typed("lock", path, answers=[PHRASE, PHRASE])
    assert done.exit_code == 0 and f"Er staat nu een wachtwoord op {path}." in done.output
    assert locked(path) and QUOTE.encode() not in b"".join(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())
    done = typed("unlock", path, "--lang", "en", answers=[PHRASE])
    assert f"There is no passphrase on {path} any more." in done.output and not locked(path)
    assert "has no passphrase" in refused(typed("unlock", path))


def test_two_that_differ_lock_nothing(tmp_path):
    dossier.create(tmp_path / "w.alliance", FRAMES)
    assert typed("lock", tmp_path / "w.alliance", answers=[PHRASE, "iets anders"]).exit_code
    assert not locked(tmp_path / "w.alliance") and not list(tmp_path.glob("*.backups"))


def test_every_command_on_a_locked_dossier_asks_once_and_then_does_its_work(path, tmp_path):
    done = typed("export", path, tmp_path / "map", answers=[PHRASE])
    assert done.exit_code == 0 and done.output.count(NL.say("cli.passphrase", path="w.alliance")) == 1
    assert any(QUOTE in file.read_text(encoding="utf-8") for file in (tmp_path / "map").iterdir())
    assert "Niets wacht op instemming." in typed("approve", path, answers=[PHRASE]).output


def test_a_wrong_one_is_refused_in_a_sentence(path, tmp_path):
    assert "that passphrase is not right" in refused(typed("export", path, tmp_path / "map", answers=["iets anders"]))
    assert not (tmp_path / "map").exists()


def test_nothing_is_asked_when_it_stands_in_the_environment(path, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, PHRASE)
    done = CliRunner().invoke(alliance, ["export", str(path), str(tmp_path / "map")])
    assert done.exit_code == 0 and "Wachtwoord" not in done.output and os.environ[VARIABLE] == PHRASE


def said_in_a_kernel(path, audience, folder) -> str:
    folder.mkdir()
    notebook = new_notebook(cells=[new_code_cell(GIVEN, metadata={"tags": ["parameters"]}), new_code_cell(TELL)],
                            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    nbformat.write(notebook, folder / "look.ipynb")
    with briefing.Started(1) as started:
        (ran,) = briefing.run([folder / "look.ipynb"], {"source": str(path), "audience": audience}, started, NL)
    return "".join(output["text"] for cell in ran["cells"] for output in cell.get("outputs", ()) if "text" in output)


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["facilitator", "session", "party:C1"])
def test_no_kernel_of_a_briefing_holds_the_passphrase(path, tmp_path, monkeypatch, audience):
    monkeypatch.setenv(VARIABLE, PHRASE)
    told = said_in_a_kernel(path, audience, tmp_path / "kernel")
    assert "held now: False" in told and "held at the start: False" in told and "has a passphrase" in told
    assert os.environ[VARIABLE] == PHRASE
