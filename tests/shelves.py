"""Five small notebooks, one per room, for tests of the way from notebook to page."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from alliance_lib.rooms import NAMES, NOTEBOOKS

PARAMETERS = 'source = "x"  # file\nround = 1  # round\naudience = "session"  # whom\nlang = "nl"  # language\nseed = 1  # seed'
OPEN = 'import alliance_lib\nview = alliance_lib.open(source, round=round, lang=lang, audience=audience, seed=seed)\nview.opening("{room}")'


def small_shelf(folder: Path, stops: str = "goals") -> Path:
    """The notebooks of five rooms that only open; that of one room stops in its third cell."""
    for room in NAMES:
        cells = [PARAMETERS, OPEN.format(room=room), "1 / 0" if room == stops else f"view.findings(view.{room}())"]
        made = [new_code_cell(text, metadata={"tags": [] if number else ["parameters"]}) for number, text in enumerate(cells)]
        notebook = new_notebook(cells=made, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
        nbformat.write(notebook, folder / f"{NOTEBOOKS[room]}.ipynb")
    return folder
