"""python tasks.py setup|demo|test|adversary|bench|lock: what make does, for who has no make.

Uses the standard library only, and nothing that only Unix has.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "requirements.lock"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge", "chrome")
NOTEBOOK_FLAGS = ("--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=120")


def run(*command, **more) -> None:
    """Run a command in the repository and stop with its exit code if it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, **more)
    if done.returncode:
        sys.exit(done.returncode)


def python(*arguments) -> None:
    """Run the environment's Python."""
    run(BIN / "python", *arguments)


def setup() -> None:
    """Make the environment in .venv from the lock file, once per lock; find a browser for the PDF."""
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed. / Python 3.11 of nieuwer is nodig.")
    stamp = VENV / "setup.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if not (stamp.is_file() and stamp.read_text() == wanted):
        make_environment()
        stamp.write_text(wanted)
    find_browser()
    find_dictionary()


def make_environment() -> None:
    """Install what the lock file names, hashes checked, and the library itself; compile its kernel."""
    print("The environment is made in .venv; this takes a few minutes the first time.", flush=True)
    if not (BIN / "python").exists() and not (BIN / "python.exe").exists():
        if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True).returncode:
            apt(f"python3.{sys.version_info.minor}-venv", "Python's venv module is missing.")
        run(sys.executable, "-m", "venv", VENV)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    python(*pip, "--require-hashes", "--requirement", LOCK)
    python(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    # Playing out and counting a forecast compiles the kernel, so that nobody waits for it later.
    python("-m", "alliance_lib", "demo", "--only-dossier")
    python("-c", "import alliance_lib; alliance_lib.open('data/demo.alliance', audience='facilitator').scaleup()")
    run(BIN / "python", "-m", "alliance_lib", "forecast", "data/demo.alliance", "--scenarios", "8", stdout=subprocess.DEVNULL)


def find_browser() -> None:
    """Say whether PDF can be made; install chromium where we may."""
    usual = [Path(p) for p in (
        "C:/Program Files/Google/Chrome/Application/chrome.exe", "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    )]
    if any(shutil.which(name) for name in BROWSERS) or any(path.exists() for path in usual):
        return
    apt("chromium", "No browser was found: there will be HTML but no PDF.", needed=False)


def find_dictionary() -> None:
    """Say whether the Dutch spelling is tested; install hunspell and its dictionary where we may."""
    if not shutil.which("hunspell"):
        for package in ("hunspell", "hunspell-nl"):
            apt(package, "The Dutch spelling is not tested without hunspell.", needed=False)


def apt(package: str, why: str, needed: bool = True) -> None:
    """Install a Debian package where we are root; otherwise say what to do."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (root and shutil.which("apt-get")):
        print(f"{why} Install it first: {package}.")
        if needed:
            sys.exit(1)
        return
    print(f"{why} Installing {package}.", flush=True)
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    run("apt-get", "update", "-qq", **quiet)
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package, **quiet)


def demo() -> None:
    """The demo dossier and its briefings, from nothing."""
    setup()
    python("-m", "alliance_lib", "demo")


def test() -> None:
    """Everything that must pass."""
    setup()
    python("-m", "alliance_lib", "demo", "--only-dossier")
    python("-m", "pytest", "-n", "2", "--dist", "loadfile", "tests")
    python("-m", "pytest", *NOTEBOOK_FLAGS, "-n", "2", "--dist", "loadscope", "notebooks")


def adversary() -> None:
    """The adversary's full suite: everything that tries to get a secret out of a published page."""
    setup()
    python("-m", "pytest", "-p", "no:cacheprovider", "tests/adversary", "--adversary", "full")


def bench() -> None:
    """Speed as ratios in one run; absolute times are only reported. The whole briefing comes last."""
    setup()
    for script in sorted((ROOT / "tests" / "benchmarks").glob("bench_*.py"), key=lambda one: (one.stem == "bench_briefing", one.stem)):
        python(script)


def lock() -> None:
    """Make the lock file anew from pyproject.toml, with hashes and without addresses (needs uv)."""
    run("uv", "pip", "compile", "pyproject.toml", "--extra", "test", "--universal", "--python-version", "3.11",
        "--generate-hashes", "--no-header", "--no-emit-index-url", "--quiet", "--output-file", LOCK)


TASKS = {task.__name__: task for task in (setup, demo, test, adversary, bench, lock)}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in TASKS:
        sys.exit(f"Use: python tasks.py {'|'.join(TASKS)}")
    TASKS[sys.argv[1]]()
