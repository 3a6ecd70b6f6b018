"""Run the rooms' notebooks in real kernels, two at a time, each with the parameters it declares."""

import ast
import difflib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alliance_lib.dossier.passphrase import keyless
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words

THREADS = 2
LONGEST_SOCKET = 90  # a path longer than about 100 bytes cannot be a socket
# jupyterlab brings a module that costs every process reading a notebook 0.9 s; nothing here needs it.
UNNEEDED = "rfc3987_syntax"
FIRST_LINE = (f"import os, sys; sys.modules.setdefault('{UNNEEDED}', None); "
              "os.environ['PLOTLY_RENDERER'] = 'plotly_mimetype'")
QUIET = ("--HistoryManager.enabled=False", "--log-level=ERROR", "--InteractiveShell.xmode=Minimal",
         f"--IPKernelApp.exec_lines={FIRST_LINE}")


def run(notebooks: Sequence[Path], parameters: Mapping, work: Path, words: Words,
        tick: Callable[[], object] = lambda: None) -> list[dict | AllianceError]:
    """What do these notebooks show with these parameters? Each runs in a kernel of its own, two at a time.

    Reads: notebooks; parameters, checked against each notebook; work, an empty folder the kernels live in; tick,
        called whenever a notebook is done.
    Gives: in the order asked, each executed notebook, or why it stopped (its cell and reason, no values): one that
        stops does not stop the others. Nothing is written to disk.
    Refuses: AllianceError for a missing notebook, an unknown or mistyped parameter, before anything runs.
    """
    for path in notebooks:
        check(path, parameters, words)

    def one(number: int, path: Path) -> dict | AllianceError:
        try:
            return _run_twice(path, parameters, work, f"k{number}", words)
        except AllianceError as fault:
            return fault
        finally:
            tick()

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(one, range(len(notebooks)), notebooks))


def check(notebook: Path, parameters: Mapping, words: Words) -> None:
    """Does this notebook take these parameters? Refuses an unknown name with the nearest, and a wrong type."""
    if not notebook.is_file():
        raise AllianceError(words.say("brief.problem.no_notebook"), notebook.name)
    declared = _declared(notebook)
    for name, value in parameters.items():
        if name not in declared:
            near = difflib.get_close_matches(name, declared, n=1, cutoff=0.5)
            remedy = words.say("brief.problem.nearest" if near else "brief.problem.choose", near=near, known=list(declared))
            raise AllianceError(words.say("brief.problem.unknown", given=name), notebook.stem, remedy)
        wanted = declared[name]
        if wanted is not None and type(value) is not type(wanted):
            kind = type(wanted).__name__
            raise AllianceError(words.say("brief.problem.mistyped", given=name, wanted=kind), notebook.stem)


def _declared(notebook: Path) -> dict[str, object]:
    """The plain assignments of the cell tagged parameters: name -> value in the notebook."""
    cells = [c for c in _nbformat().read(notebook, as_version=4).cells if "parameters" in c.metadata.get("tags", ())]
    lines = [line for cell in cells for line in ast.parse(cell.source).body if isinstance(line, ast.Assign)]
    return {line.targets[0].id: ast.literal_eval(line.value) for line in lines}


def _nbformat():
    sys.modules.setdefault(UNNEEDED, None)
    import nbformat

    return nbformat


def _run_twice(notebook: Path, parameters: Mapping, work: Path, kernel: str, words: Words) -> dict:
    """A kernel that dies gets one more chance; a cell that fails is a fault of the notebook."""
    _nbformat()
    from papermill.exceptions import PapermillExecutionError

    for name in (kernel, f"{kernel}b"):
        try:
            return _execute(notebook, parameters, work, name)
        except RuntimeError:
            continue
        except PapermillExecutionError as fault:
            raise _stopped(notebook, fault, words) from None
    raise AllianceError(words.say("brief.problem.no_kernel"), notebook.stem)


def _stopped(notebook: Path, fault, words: Words) -> AllianceError:
    """Which cell stopped, and why? Our own errors speak for themselves; others may hold values and are only named."""
    said = fault.evalue if fault.ename == "AllianceError" else f"{fault.ename}. {words.say('brief.problem.look')}"
    line = fault.source.strip().splitlines()[0]
    # papermill puts one cell in front, so its index is the number of the cell in the notebook
    return AllianceError(words.say("brief.problem.stopped", cell=fault.cell_index, line=line, reason=said), notebook.stem)


def _keyless():
    """No kernel ever holds the passphrase of the dossier: they read what was made for them."""
    from jupyter_client import AsyncKernelManager

    class Keyless(AsyncKernelManager):
        async def start_kernel(self, **more) -> None:
            await super().start_kernel(env=keyless(), **more)

    return Keyless


def _execute(notebook: Path, parameters: Mapping, work: Path, kernel: str) -> dict:
    import papermill
    from traitlets.config import Config

    socket = str(work / kernel)
    local = os.name == "posix" and len(socket.encode()) < LONGEST_SOCKET
    config = Config(KernelManager={"transport": "ipc", "ip": socket} if local else {})
    return papermill.execute_notebook(
        notebook, None, dict(parameters), progress_bar=False, kernel_name="python3", language="python",
        config=config, shutdown_kernel="immediate", extra_arguments=list(QUIET), resources={"metadata": {"path": str(work)}},
        kernel_manager_class=_keyless())
