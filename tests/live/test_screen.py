"""The screen a panel stands on: its style, and whether anybody is there."""

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from alliance_lib import live
from alliance_lib.words import Words


def test_outside_a_live_notebook_nobody_sits_at_the_screen():
    assert live.attended() is False


@pytest.mark.slow
def test_a_notebook_that_runs_by_itself_opens_no_panel_and_keeps_no_state_of_widgets(path):
    cells = [f'import alliance_lib\nview = alliance_lib.open(r"{path}", round=2, audience="facilitator")', 'view.panel("intake")']
    ran = NotebookClient(new_notebook(cells=[new_code_cell(cell) for cell in cells]), kernel_name="python3").execute()
    (output,) = ran.cells[1].outputs
    assert "JupyterLab" in output["data"]["text/html"] and "application/vnd.jupyter.widget-view+json" not in output["data"]
    assert "widgets" not in ran.metadata


def test_the_frame_of_a_panel_carries_the_style():
    box = live.framed([live.button("kies")], Words("nl"), private=True)
    assert "outline: 4px" in box.children[0].value and "alliance-panel" in box._dom_classes
    assert "private" in box._dom_classes and "begeleider" in box.children[0].value
