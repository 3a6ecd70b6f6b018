"""Every briefing at once: all audiences, both languages, a folder of dossiers; what stops is named and the rest goes on."""

from pathlib import Path

import pytest
from dossiers import copied
from shelves import small_shelf

from alliance_lib.briefing import Order, batch
from alliance_lib.errors import AllianceError


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a dossier of two parties and a file that is none."""
    folder = tmp_path_factory.mktemp("dossiers")
    copied("tiny", folder)
    (folder / "stuk.alliance").write_bytes(b"niets")
    asked = Order(folder, out=tmp_path_factory.mktemp("reports"), pdf=False, notebooks=small_shelf(tmp_path_factory.mktemp("shelf")))
    return batch.all_of(asked, jobs=2)


@pytest.mark.slow
def test_every_audience_gets_its_briefing_in_both_languages_and_a_broken_dossier_stops_nothing(made):
    fine, broken = [one for one in made if one.made], [one for one in made if not one.made]
    assert [(one.order.audience, one.order.lang) for one in fine] == [
        (audience, lang) for audience in ("facilitator", "session", "steering_group", "project_team", "party:C1", "party:C2") for lang in ("nl", "en")]
    assert all(one.made.html.is_file() and one.made.word.is_file() for one in fine)
    assert [one.order.dossier.stem for one in broken] == ["stuk"] and broken[0].problems[0]


@pytest.mark.slow
def test_a_notebook_that_stops_is_named_in_every_briefing_and_the_other_rooms_are_there(made):
    for one in (one for one in made if one.made):
        assert len(one.problems) == 1 and "03_goal_pruning" in one.problems[0] and ("cel 3" if one.order.lang == "nl" else "cell 3") in one.problems[0]
        assert len(one.made.notebooks) == 4 and "03_goal_pruning" in one.made.html.read_text(encoding="utf-8")


def test_a_folder_without_a_dossier_is_refused(tmp_path):
    with pytest.raises(AllianceError, match="no dossier"):
        batch.found(tmp_path)


def test_a_file_is_itself_and_a_folder_gives_its_dossiers_by_name():
    assert batch.found(Path("x.alliance")) == [Path("x.alliance")]
