"""HTML -> PDF: find a browser, print, check that nothing is missing, and leave no trace of the machine."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from alliance_lib.dossier.passphrase import keyless

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
WINDOWS = (("Google", "Chrome", "Application", "chrome.exe"), ("Microsoft", "Edge", "Application", "msedge.exe"),
           ("Chromium", "Application", "chrome.exe"))
FLAGS = ("--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars",
         "--no-pdf-header-footer", "--generate-pdf-document-outline",
         # suggestions under the address bar, a page of their own that would be drawn before ours
         "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup")
PATIENCE = (5_000, 30_000)  # milliseconds of page time; the second for a slow machine
A4 = (595.3, 841.9)  # points
SECONDS = 180
TELLING = re.compile(rb"/(?:Creator|Producer|CreationDate|ModDate)\s*\((?:[^()\\]|\\.)*\)", re.DOTALL)


def find_browser() -> Path | None:
    """Is there a Chromium, Chrome or Edge on this machine, and where?"""
    named = [Path(found) for name in NAMES if (found := shutil.which(name))]
    roots = [Path(os.environ[name]) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA") if name in os.environ]
    usual = [root.joinpath(*parts) for root in roots for parts in WINDOWS]
    usual += [Path("/Applications", f"{name}.app", "Contents", "MacOS", name) for name in MAC]
    return next((path for path in [*named, *usual] if path.is_file()), None)


def make(html: Path, pdf: Path, headings: Sequence[str], charts: int,
         see: Callable[[bytes], object] | None = None) -> tuple[str, dict] | None:
    """Print a page on A4 and keep the PDF only if it is complete.

    Reads: html, a file; headings that must be in the PDF; charts, how many must have been drawn; see, which is
        given the page as the browser left it after its scripts ran.
    Gives: None when the PDF is there and complete; otherwise the word key of what is wrong, with its facts.
    Leaves out: dates, identifiers and the name of the browser, so that a rerun gives the same file.
    """
    browser = find_browser()
    if browser is None:
        return "brief.problem.no_browser", {}
    with tempfile.TemporaryDirectory(prefix="print-", ignore_cleanup_errors=True) as work:
        printed = Path(work) / "printed.pdf"
        for budget in PATIENCE:
            fault = _print(browser, html, printed, budget, see) or _missing(printed, headings, charts)
            if fault is None:
                _write_plain(printed, pdf)
                return None
    return fault


def _print(browser: Path, html: Path, pdf: Path, budget: int, see: Callable[[bytes], object] | None) -> tuple[str, dict] | None:
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    command = [str(browser), *FLAGS, *root, f"--user-data-dir={pdf.parent / 'profile'}", f"--virtual-time-budget={budget}",
               *(("--dump-dom",) if see else ()), f"--print-to-pdf={pdf}", f"{html.resolve().as_uri()}#print"]
    try:
        ran = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS, env=keyless())
    except (OSError, subprocess.SubprocessError):
        return "brief.problem.no_print", {}
    if see:
        see(ran.stdout)
    return None if pdf.is_file() else ("brief.problem.no_print", {})


def _missing(pdf: Path, headings: Sequence[str], charts: int) -> tuple[str, dict] | None:
    printed = PdfReader(pdf)
    if any(abs(side - a4) > 2 for p in printed.pages for side, a4 in zip(p.mediabox[2:], A4, strict=True)):
        return "brief.problem.paper", {}
    there = {_letters(title) for title in _titles(printed.outline)}
    lost = [h for h in headings if _letters(h) and _letters(h) not in there]
    if lost:
        return "brief.problem.headings", {"names": lost}
    drawn = _drawn(printed, charts)
    return ("brief.problem.charts", {"n": charts, "drawn": drawn}) if drawn != charts else None


def _titles(outline: Iterable) -> Iterator[str]:
    """Every heading that was printed: the browser lists them with their pages."""
    for one in outline:
        if isinstance(one, list):
            yield from _titles(one)
        else:
            yield one.title


def _drawn(printed: PdfReader, charts: int) -> int:
    """How many charts were drawn? The page counts its own and prints the count among its provenance, at the end."""
    if not charts:
        return 0
    for page in reversed(printed.pages):
        counted = re.findall(rf"(\d+)\s*/\s*{charts}(?!\d)", page.extract_text())
        if counted:
            return int(counted[-1])
    return 0


def _letters(text: str) -> str:
    """Only what is read, so that line breaks and hyphens of a layout do not count."""
    return re.sub(r"\W+", "", text.casefold())


def _write_plain(printed: Path, pdf: Path) -> None:
    """Overwrite what tells of the machine with spaces, so that all else keeps its place; take it out the slow way if that fails."""
    pdf.write_bytes(TELLING.sub(lambda found: b" " * len(found[0]), printed.read_bytes()))
    reader = PdfReader(pdf)
    if set(reader.metadata or {}) - {"/Title"} or "/ID" in reader.trailer:
        title = PdfReader(printed).metadata.title
        writer = PdfWriter(clone_from=printed)
        writer.metadata = {"/Title": title or ""}
        writer.write(pdf)
