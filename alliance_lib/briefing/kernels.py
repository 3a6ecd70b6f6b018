"""Run the rooms' notebooks in real kernels, a few at once, each with the parameters it declares."""

import ast
import asyncio
import difflib
import os
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path

from alliance_lib.dossier.passphrase import keyless
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words

ENGINE = "alliance"  # papermill's name for running a notebook in a kernel that was started before
AT_ONCE = 3  # kernels of one briefing: one works while another waits for its answers
EMPTY = "%reset -f"  # what a notebook named is gone before the next one
PATIENCE = 10  # how far a kernel gives way to what is worked out meanwhile
LONGEST_SOCKET = 90  # a path longer than about 100 bytes cannot be a socket
# jupyterlab brings a module that costs every process reading a notebook 0.9 s; nothing here needs it.
UNNEEDED = "rfc3987_syntax"
FIRST_LINE = (f"import os, sys; sys.modules.setdefault('{UNNEEDED}', None); "
              "os.environ['PLOTLY_RENDERER'] = 'plotly_mimetype'; import alliance_lib.view, gc; alliance_lib.view.warm(); gc.freeze(); del os, sys, alliance_lib, gc")
QUIET = ("--HistoryManager.enabled=False", "--log-level=ERROR", "--InteractiveShell.xmode=Minimal",
         f"--IPKernelApp.exec_lines={FIRST_LINE}")


class Started:
    """Kernels that start while something else is worked out; they last for one `run`, their folder until this closes.

    Reads: number, how many. A kernel gets the environment without the passphrase of the dossier: it reads what was made
        for it. It runs several notebooks of one briefing, and never one for another audience.
    Gives: folder, an empty one that the kernels run in.
    """

    def __init__(self, number: int = AT_ONCE) -> None:
        import jupyter_client  # here, not in two threads at once  # noqa: F401

        self._place = tempfile.TemporaryDirectory(prefix="alliance-", ignore_cleanup_errors=True)
        self.folder, self._aside, self._numbers = Path(self._place.name), ThreadPoolExecutor(1), count()
        self._free = deque(self._begun() for _ in range(number))

    def __enter__(self) -> "Started":
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.end()
        finally:
            self._aside.shutdown()
            self._place.cleanup()

    def end(self) -> None:
        """Let the kernels go. Who runs more notebooks gets new ones."""
        while self._free:
            _end(self._free.popleft())

    @contextmanager
    def kernel(self) -> Iterator[object]:
        """A kernel for one notebook, which is starting or ready. One that stopped a notebook is not used again."""
        try:
            waiting = self._free.popleft()
        except IndexError:
            waiting = self._begun()
        try:
            yield waiting.result()
        except BaseException:
            _end(waiting)
            raise
        self._free.append(waiting)

    def _begun(self) -> Future:
        return self._aside.submit(_start, self.folder, f"k{next(self._numbers)}")


def _end(waiting: Future) -> None:
    if waiting.exception() is None:
        with suppress(RuntimeError):  # it may have ended by itself
            asyncio.run(waiting.result().shutdown_kernel(now=True))


def run(notebooks: Sequence[Path], parameters: Mapping, started: Started, words: Words,
        tick: Callable[[], object] = lambda: None) -> list[dict | AllianceError]:
    """What do these notebooks show with these parameters? Each finds a kernel in which no other left a name.

    Reads: notebooks; parameters, checked against each notebook; started, the kernels; tick, called whenever a
        notebook is done.
    Gives: in the order asked, each executed notebook, or why it stopped (its cell and reason, no values): one that
        stops does not stop the others. Nothing is written to disk.
    Refuses: AllianceError for a missing notebook, an unknown or mistyped parameter, before anything runs.
    """
    for path in notebooks:
        check(path, parameters, words)

    _engine()  # its parts are loaded here, not in several threads at once

    def one(path: Path) -> dict | AllianceError:
        try:
            return _run_twice(path, parameters, started, words)
        except AllianceError as fault:
            return fault
        finally:
            tick()

    try:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return list(threads.map(one, notebooks))
    finally:
        started.end()


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


def _run_twice(notebook: Path, parameters: Mapping, started: Started, words: Words) -> dict:
    """A kernel that dies gets one more chance; a cell that fails is a fault of the notebook."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    for _ in range(2):
        try:
            with started.kernel() as kernel:
                return papermill.execute_notebook(notebook, None, dict(parameters), progress_bar=False, kernel_name="python3",
                                                  language="python", engine_name=ENGINE, kernel=kernel)
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


@cache
def _engine() -> None:
    """Papermill's own engine, for a kernel that has been started already and goes on to the next notebook."""
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import Engine, papermill_engines

    class StartedKernel(Engine):
        @classmethod
        def execute_managed_notebook(cls, nb_man, kernel_name: str, kernel: object, **_: object) -> None:
            client = PapermillNotebookClient(nb_man, km=kernel)
            client.execute(cleanup_kc=False)
            client.wait_for_reply(client.kc.execute(EMPTY, silent=True))
            client.kc.stop_channels()

    papermill_engines.register(ENGINE, StartedKernel)


def _give_way(process: int) -> None:
    """A kernel lets what is worked out meanwhile go first, where the system can do that."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, process, PATIENCE)
        Path(f"/proc/{process}/autogroup").write_text(str(PATIENCE))


def _start(folder: Path, name: str) -> object:
    """A kernel that has begun to start, in this folder, without the passphrase."""
    from jupyter_client import AsyncKernelManager
    from traitlets.config import Config

    socket = str(folder / name)
    local = os.name == "posix" and len(socket.encode()) < LONGEST_SOCKET
    made = AsyncKernelManager(kernel_name="python3", config=Config(KernelManager={"transport": "ipc", "ip": socket} if local else {}))
    asyncio.run(made.start_kernel(extra_arguments=list(QUIET), cwd=str(folder), env=keyless()))
    _give_way(made.provisioner.pid)
    return made
