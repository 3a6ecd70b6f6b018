"""The notebooks as they stand on a screen: with the parameters of now and the code folded away."""

import sys
from collections.abc import Mapping
from pathlib import Path

from alliance_lib.briefing import SHELF
from alliance_lib.rooms import NAMES, NOTEBOOKS

PANEL = "panel"


def working_copies(folder: Path, parameters: Mapping[str, object]) -> list[Path]:
    """Copies of all notebooks to work in, with these parameters; what is there already from before is made anew."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for room in NAMES:
        notebook = _read(room)
        _set(notebook, parameters)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.metadata["jupyter"] = {"source_hidden": True}
                cell.outputs, cell.execution_count = [], None
        made.append(_write(notebook, folder / f"{NOTEBOOKS[room]}.ipynb"))
    return made


def live_notebook(path: Path, room: str, parameters: Mapping[str, object]) -> Path:
    """One room's panel and nothing else: the parameters, the opening, the panel."""
    from nbformat.v4 import new_code_cell

    notebook = _read(room)
    _set(notebook, parameters)
    first = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ()))
    opened = "import alliance_lib\nview = alliance_lib.open(source, round=round, lang=lang, audience=audience, seed=seed)"
    notebook.cells = [first, new_code_cell(f'{opened}\nview.panel("{room}")')]
    return _write(notebook, path)


def _read(room: str):
    sys.modules.setdefault("rfc3987_syntax", None)  # nine tenths of the time that reading a notebook takes, unused
    import nbformat

    return nbformat.read(SHELF / f"{NOTEBOOKS[room]}.ipynb", as_version=4)


def _write(notebook, path: Path) -> Path:
    import nbformat

    nbformat.write(notebook, path)
    return path


def _set(notebook, parameters: Mapping[str, object]) -> None:
    """Put these values in the cell of parameters; each line keeps its comment."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", ()):
            lines = [line.partition("=") for line in cell.source.splitlines()]
            cell.source = "\n".join(f"{name}= {parameters[name.strip()]!r}  #{rest.partition('#')[2]}" if name.strip() in parameters
                                    else f"{name}{equals}{rest}" for name, equals, rest in lines)
