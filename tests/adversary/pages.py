"""Pages as they leave the room: the real notebooks on a publication file, rendered as a briefing renders them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from alliance_lib import answers, briefing, publication
from alliance_lib.alliance import Alliance
from alliance_lib.briefing import render
from alliance_lib.publication import Publication
from alliance_lib.publication.history import History
from alliance_lib.rooms import NAMES, NOTEBOOKS
from alliance_lib.words import Words


def publish(alliance: Alliance, audience: str, held: History, rooms: Sequence[str] = NAMES) -> Publication:
    """What this audience gets from the real rooms."""
    ask = {room: lambda seen, room=room: answers.compute(room, seen) for room in rooms}
    return publication.publish(alliance, ask, audience, held)


def page(found: Publication, folder: Path, lang: str = "nl", rooms: Sequence[str] = NAMES) -> Path:
    """The page of a publication, in a folder of its own. The notebooks run here, without kernels."""
    folder.mkdir()
    publication.write(found, folder / "publication.json")
    words = Words(lang, found.about["term_code"])
    parameters = {"source": str(folder / "publication.json"), "round": found.about["round"], "audience": found.audience,
                  "lang": lang, "seed": 1}
    with _shell() as shell:
        sections = [render.section(_shown(shell, room, parameters), room, words) for room in rooms]
    made = folder / "briefing.html"
    made.write_text(render.document(found.about, sections, words, 1, beside=render.Beside()), encoding="utf-8", newline="\n")
    return made


@contextmanager
def _shell() -> Iterator[InteractiveShell]:
    try:
        yield InteractiveShell.instance()
    finally:
        InteractiveShell.clear_instance()


def _shown(shell: InteractiveShell, room: str, parameters: dict) -> dict:
    """The notebook with what its cells displayed."""
    notebook = nbformat.read(briefing.SHELF / f"{NOTEBOOKS[room]}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        with capture_output() as captured:
            shell.run_cell(cell.source).raise_error()
        cell.outputs = [{"output_type": "display_data", "data": one.data} for one in captured.outputs]
        if "parameters" in cell.metadata.get("tags", ()):
            shell.push(parameters)
    return notebook
