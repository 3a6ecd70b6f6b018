"""Every briefing at once: all audiences, both languages, a folder of dossiers; what stops is named and the rest goes on."""

import re
from pathlib import Path

import pytest
from dossiers import copied
from shelves import small_shelf
from typed import typed

from alliance_lib.briefing import Order, batch
from alliance_lib.errors import AllianceError


ORDERS = [(audience, lang) for audience in ("facilitator", "session", "steering_group", "project_team", "party:C1", "party:C2") for lang in ("nl", "en")]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What is said of a folder with a dossier of two parties and a file that is none, two at a time, where one notebook stops."""
    folder, shelf = tmp_path_factory.mktemp("dossiers"), small_shelf(tmp_path_factory.mktemp("shelf"))
    copied("tiny", folder)
    (folder / "stuk.alliance").write_bytes(b"niets")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Order.__init__, "__defaults__", (*Order.__init__.__defaults__[:-2], shelf, False))
        return typed("brief", folder, "--all", "--jobs", "2", "--no-pdf", "--out", tmp_path_factory.mktemp("reports"))


@pytest.mark.slow
def test_every_audience_gets_its_briefing_in_both_languages_and_a_broken_dossier_stops_nothing(made):
    folders = [Path(line) for line in made.out.splitlines()]
    assert [folder.name for folder in folders] == [f"{audience.replace(':', '-')}-{lang}" for audience, lang in ORDERS]
    assert all((folder / name).is_file() for folder in folders for name in ("briefing.html", "briefing.docx"))
    assert made.code == 1 and [line for line in made.err.splitlines() if line.startswith("! stuk")]


@pytest.mark.slow
def test_a_notebook_that_stops_is_named_in_every_briefing_and_the_other_rooms_are_there(made):
    for line, (audience, lang) in zip(made.out.splitlines(), ORDERS, strict=True):
        assert re.search(rf"^! tiny, {audience}, {lang}: .*03_goal_pruning.*{'cel' if lang == 'nl' else 'cell'} 3", made.err, re.MULTILINE)
        rooms = sorted(one.name for one in Path(line).glob("0*.html"))
        assert len(rooms) == 4 and "03_goal_pruning.html" not in rooms
        assert "03_goal_pruning" in (Path(line) / "briefing.html").read_text(encoding="utf-8")


def test_a_folder_without_a_dossier_is_refused(tmp_path):
    with pytest.raises(AllianceError, match="no dossier"):
        batch.found(tmp_path)


def test_a_file_is_itself_and_a_folder_gives_its_dossiers_by_name():
    assert batch.found(Path("x.alliance")) == [Path("x.alliance")]
