"""How much faster is a whole briefing than the plain way, over the same five notebooks in one run?

The plain way: the papermill command, nbconvert's HTML and a print by Chromium, per notebook. Ours: the five pages, the
combined briefing, its PDF, the Word file and the lists. Absolute times are reported, the ratio counts.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from alliance_lib import briefing
from alliance_lib.briefing import pdf
from alliance_lib.rooms import NOTEBOOKS
from alliance_lib.workbook import import_book

ROOT = Path(__file__).resolve().parents[2]
WANTED = 6


def timed(work: Callable[[], object]) -> float:
    """How many seconds does this take?"""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plain(dossier: Path, folder: Path) -> None:
    """Each notebook run, converted and printed by the usual commands, one after another."""
    folder.mkdir()
    browser, root = pdf.find_browser(), ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    quiet = {"check": True, "capture_output": True, "cwd": folder}
    for name in NOTEBOOKS.values():
        given = ["-p", "source", str(dossier), "-p", "audience", "facilitator", "-p", "round", "3"]
        subprocess.run([sys.executable, "-m", "papermill", str(briefing.SHELF / f"{name}.ipynb"), f"{name}.ipynb", *given], **quiet)
        subprocess.run([sys.executable, "-m", "nbconvert", "--to", "html", f"{name}.ipynb"], **quiet)
        if browser:
            page = (folder / f"{name}.html").as_uri()
            subprocess.run([str(browser), *pdf.FLAGS, *root, f"--user-data-dir={folder / 'profile'}", f"--virtual-time-budget={pdf.PATIENCE[0]}",
                            f"--print-to-pdf={folder / name}.pdf", page], **quiet)


def main() -> None:
    """Measure both ways and print the ratio."""
    with tempfile.TemporaryDirectory() as work:
        dossier = Path(work) / "demo.alliance"
        import_book(dossier, ROOT / "data" / "demo")
        made = []
        ours = [timed(lambda n=n: made.append(briefing.brief(dossier, audience="facilitator", out=Path(work) / f"ours{n}", pdf=bool(pdf.find_browser()))))
                for n in range(2)]
        usual = timed(lambda: plain(dossier, Path(work) / "plain"))
        ours.append(timed(lambda: made.append(briefing.brief(dossier, audience="facilitator", out=Path(work) / "ours2", pdf=bool(pdf.find_browser())))))
    assert not any(one.problems for one in made), made[0].problems
    best = sorted(ours)[1]
    print(f"five notebooks and the combined briefing: ours {', '.join(f'{one:.1f}' for one in ours)} s, the plain way {usual:.1f} s")
    print(f"briefing render: {usual / best:.1f}x faster than papermill CLI + nbconvert")
    if usual / best < WANTED:
        sys.exit(f"at least {WANTED}x was promised")


if __name__ == "__main__":
    main()
