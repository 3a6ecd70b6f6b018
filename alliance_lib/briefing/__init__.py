"""Notebook -> briefing: run the rooms' notebooks for one audience, and make HTML and PDF of what they show."""

import ast
import difflib
import os
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from alliance_lib import dossier, publication
from alliance_lib.briefing import circulation, pdf, render
from alliance_lib.dossier.passphrase import keyless
from alliance_lib.errors import AllianceError
from alliance_lib.rooms import NAMES, NOTEBOOKS
from alliance_lib.words import Words

SHELF = Path(__file__).resolve().parents[2] / "notebooks"
THREADS = 2
LONGEST_SOCKET = 90  # a path longer than about 100 bytes cannot be a socket
# jupyterlab brings a module that costs every process reading a notebook 0.9 s; nothing here needs it.
UNNEEDED = "rfc3987_syntax"
FIRST_LINE = (f"import os, sys; sys.modules.setdefault('{UNNEEDED}', None); "
              "os.environ['PLOTLY_RENDERER'] = 'plotly_mimetype'")
QUIET = ("--HistoryManager.enabled=False", "--log-level=ERROR", "--InteractiveShell.xmode=Minimal",
         f"--IPKernelApp.exec_lines={FIRST_LINE}")


@dataclass(frozen=True)
class Order:
    """Which briefing is asked: of which dossier and round, for whom, in which language, to which folder?"""

    dossier: Path
    round: int | None = None
    audience: str = "session"
    lang: str = "nl"
    pdf: bool = True
    out: Path = Path("reports")
    seed: int = 1
    notebooks: Path = SHELF
    rehearsal: bool = False  # show what would be published, publish nothing


@dataclass(frozen=True)
class Briefing:
    """What was made? html, the combined briefing; notebooks, a page per room; findings, the sentences of the one page;
    problems, in the order's language."""

    folder: Path
    html: Path
    pdf: Path | None
    notebooks: tuple[Path, ...]
    findings: tuple[str, ...]
    problems: tuple[str, ...]


def brief(dossier: Path, **order) -> Briefing:
    """What do the five rooms say to this audience? Answered as one briefing and five pages.

    Reads: dossier, a path; order, the fields of Order: round (the latest if None), audience ("session"
        unless asked otherwise), lang "nl" or "en", pdf, out, seed, notebooks (the folder they stand in).
    Gives: Briefing. The facilitator's files stand in a folder that says not to share them.
    Refuses: AllianceError for an unknown audience or round, a notebook that does not take these
        parameters, or one that stops (its cell and reason, no values).
    Leaves out: for every shared audience, the dossier: the notebooks receive a publication file only.
    """
    asked = Order(Path(dossier), **order)
    with tempfile.TemporaryDirectory(prefix="alliance-", ignore_cleanup_errors=True) as work:
        about, source = _source(asked, Path(work))
        words = Words(asked.lang, about["term_code"])
        parameters = {"source": str(source), "round": about["round"], "audience": asked.audience,
                      "lang": asked.lang, "seed": asked.seed}
        ran = run([asked.notebooks / f"{NOTEBOOKS[room]}.ipynb" for room in NAMES], parameters, Path(work), words)
    sections = [render.section(one, room, words) for room, one in zip(NAMES, ran, strict=True)]
    return _write(asked, about, sections, words)


def _source(asked: Order, work: Path) -> tuple[dict, Path]:
    """What do the notebooks read? The dossier for the facilitator, a publication file for all others."""
    with dossier.open(asked.dossier) as held:
        if asked.audience == "facilitator":
            return publication.about(held.snapshot(asked.round), asked.audience), asked.dossier.resolve()
        made = circulation.rehearse if asked.rehearsal else circulation.publish
        found = made(held, asked.round, asked.audience, asked.seed)
    publication.write(found, work / "publication.json")
    return dict(found.about), work / "publication.json"


def run(notebooks: Sequence[Path], parameters: Mapping, work: Path, words: Words) -> list[dict]:
    """What do these notebooks show with these parameters? Each runs in a kernel of its own, two at a time.

    Reads: notebooks; parameters, checked against each notebook; work, an empty folder the kernels live in.
    Gives: the executed notebooks, in the order asked; nothing is written to disk.
    Refuses: AllianceError for a missing notebook, an unknown or mistyped parameter, a cell that fails.
    """
    for path in notebooks:
        check(path, parameters, words)
    jobs = [(path, parameters, work, f"k{number}", words) for number, path in enumerate(notebooks)]
    with ThreadPoolExecutor(THREADS) as threads:
        done = [threads.submit(_run_twice, *job) for job in jobs]
        try:
            shown = tqdm(done, desc=words.say("brief.running"), disable=None, leave=False)
            return [one.result() for one in shown]
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise


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
    """Which kernels never hold the passphrase of the dossier? Those of this manager."""
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
    manager = {} if parameters.get("audience") == "facilitator" else {"kernel_manager_class": _keyless()}
    config = Config(KernelManager={"transport": "ipc", "ip": socket} if local else {})
    return papermill.execute_notebook(
        notebook, None, dict(parameters), progress_bar=False, kernel_name="python3", language="python",
        config=config, shutdown_kernel="immediate", extra_arguments=list(QUIET), resources={"metadata": {"path": str(work)}}, **manager)


def _write(asked: Order, about: Mapping, sections: Sequence[render.Section], words: Words) -> Briefing:
    folder = folder_of(asked, about["round"])
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("*.html"), *folder.glob("*.pdf")]:
        old.unlink()
    made = folder / "briefing.html"
    whole = render.document(about, sections, words, asked.seed, whole=True)
    made.write_text(whole, encoding="utf-8", newline="\n")
    singles = tuple(folder / f"{NOTEBOOKS[one.room]}.html" for one in sections)
    for path, one in zip(singles, sections, strict=True):
        path.write_text(render.document(about, [one], words, asked.seed), encoding="utf-8", newline="\n")
    fault = None
    if asked.pdf:
        fault = pdf.make(made, folder / "briefing.pdf", render.headings(whole), sum(one.charts for one in sections))
    problems = () if fault is None else (words.say(fault[0], **fault[1]),)
    printed = folder / "briefing.pdf" if asked.pdf and fault is None else None
    said = tuple(sentence.striptags() for _, sentence in render.heaviest(sections))
    return Briefing(folder, made, printed, singles, said, problems)


def folder_of(asked: Order, round: int) -> Path:
    """Where does a briefing stand? The facilitator's in a folder that says not to share it."""
    base = Path(asked.out) / asked.dossier.stem / f"round-{round}"
    base = base / "_NIET-DELEN" if asked.audience == "facilitator" or asked.rehearsal else base
    return base / f"{re.sub(r'[^A-Za-z0-9_]+', '-', asked.audience)}-{asked.lang}"
