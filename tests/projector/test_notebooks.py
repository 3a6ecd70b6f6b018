"""The notebooks on a screen: the parameters of now, the code folded away, nothing left of an earlier run."""

import nbformat
import pytest

from alliance_lib.projector import live_notebook, working_copies
from alliance_lib.rooms import NAMES

NOW = {"source": "w.alliance", "round": 2, "audience": "facilitator", "lang": "en"}


def test_every_room_gets_a_copy_with_the_parameters_of_now_and_their_comments(tmp_path):
    made = working_copies(tmp_path / "lab", NOW)
    assert len(made) == len(NAMES)
    for path in made:
        notebook = nbformat.read(path, as_version=4)
        (cell,) = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ())]
        held: dict = {}
        exec(cell.source, held)
        assert {name: held[name] for name in NOW} == NOW and held["seed"] == 1
        assert all("#" in line for line in cell.source.splitlines())
        assert all(cell.metadata["jupyter"]["source_hidden"] and not cell.outputs for cell in notebook.cells if cell.cell_type == "code")


def test_copies_of_an_earlier_evening_are_made_anew(tmp_path):
    working_copies(tmp_path, NOW)
    made = working_copies(tmp_path, NOW | {"round": 3})
    assert "round = 3" in made[0].read_text()


@pytest.mark.parametrize("room", NAMES)
def test_the_live_notebook_holds_the_panel_and_nothing_else(tmp_path, room):
    notebook = nbformat.read(live_notebook(tmp_path / "x.ipynb", room, NOW | {"source": "live"}), as_version=4)
    assert len(notebook.cells) == 2 and f'view.panel("{room}")' in notebook.cells[1].source
    assert "source = 'live'" in notebook.cells[0].source
