"""How much faster is a whole briefing than the plain way, over the same five notebooks in one run?

The plain way: the papermill command and nbconvert's html and webpdf, per notebook. Ours: the five pages, the
combined briefing, its PDF, the Word file and the lists. Absolute times are reported, the ratio counts.
"""

import os
import re
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


def browsers(folder: Path) -> dict[str, str]:
    """An environment in which Playwright, and so nbconvert's webpdf, finds this machine's own browser."""
    env = os.environ | {"PLAYWRIGHT_BROWSERS_PATH": str(folder)}
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: p.chromium.launch()"
    missed = subprocess.run([sys.executable, "-c", ask], env=env, check=False, capture_output=True, text=True).stderr
    place = Path(re.search(r"Executable doesn't exist at (.+)", missed)[1].strip())
    place.parent.mkdir(parents=True)
    place.symlink_to(pdf.find_browser())
    return env


def plain(dossier: Path, folder: Path, env: dict[str, str]) -> None:
    """Each notebook run, converted and printed by the usual commands, one after another."""
    folder.mkdir()
    quiet = {"check": True, "capture_output": True, "cwd": folder, "env": env}
    for name in NOTEBOOKS.values():
        given = ["-p", "source", str(dossier), "-p", "audience", "facilitator", "-p", "round", "3"]
        subprocess.run([sys.executable, "-m", "papermill", str(briefing.SHELF / f"{name}.ipynb"), f"{name}.ipynb", *given], **quiet)
        for to in (["html"], ["webpdf", "--WebPDFExporter.disable_sandbox=True"]):
            subprocess.run([sys.executable, "-m", "nbconvert", "--to", *to, f"{name}.ipynb"], **quiet)


def main() -> None:
    """Measure both ways and print the ratio."""
    if pdf.find_browser() is None:
        sys.exit("without a browser there is no PDF to compare")
    with tempfile.TemporaryDirectory() as work:
        dossier = Path(work) / "demo.alliance"
        import_book(dossier, ROOT / "data" / "demo")
        env, made = browsers(Path(work) / "browsers"), []

        def ours(number: int) -> float:
            return timed(lambda: made.append(briefing.brief(dossier, audience="facilitator", out=Path(work) / f"ours{number}")))

        took = [ours(1), ours(2)]
        usual = timed(lambda: plain(dossier, Path(work) / "plain", env))
        took.append(ours(3))
    assert not any(one.problems for one in made), made[0].problems
    middle = sorted(took)[1]
    print(f"five notebooks and the combined briefing: ours {', '.join(f'{one:.1f}' for one in took)} s, the plain way {usual:.1f} s")
    missed = usual / middle < WANTED
    if missed:
        print(f"at least {WANTED}x was promised")
    print(f"briefing render: {usual / middle:.1f}x faster than papermill CLI + nbconvert")
    sys.exit(int(missed))


if __name__ == "__main__":
    main()
