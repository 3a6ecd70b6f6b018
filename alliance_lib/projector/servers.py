"""JupyterLab and Voila on this machine only, behind a token, asking nothing of outside."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from alliance_lib.dossier.passphrase import keyless
from alliance_lib.errors import AllianceError

HERE = Path(__file__).parent
PATIENCE = 60  # seconds that a server may take to start
QUIET = {"@jupyterlab/apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false", "checkForUpdates": False}}


@dataclass(frozen=True)
class Server:
    """A server that runs: where it is, token included, and how to stop it."""

    address: str
    process: subprocess.Popen

    def wait(self) -> None:
        """Stay until the server stops."""
        self.process.wait()

    def stop(self) -> None:
        """End the server and its kernels; by force if it does not end by itself."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):  # who asks twice does not wait
            self.process.wait(20)
        self.process.kill()  # of what has ended already there is nothing to end
        self.process.wait()


def lab(folder: Path, first: str, keys: Path, log: Path) -> Server:
    """JupyterLab in this folder, on this notebook: no news, no updates, no telemetry.

    Reads: folder with the notebooks; first, which opens; keys, an empty folder for settings; log.
    """
    for name, held in QUIET.items():
        (keys / "settings" / name).parent.mkdir(parents=True, exist_ok=True)
        (keys / "settings" / name).write_text(json.dumps(held), encoding="utf-8")
    env = os.environ | {"JUPYTERLAB_SETTINGS_DIR": str(keys / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(keys / "spaces")}
    token = secrets.token_urlsafe(24)
    command = ["jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--IdentityProvider.token={token}", "--LabApp.news_url=None",
               "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", f"--ServerApp.root_dir={folder}", *_as_root()]
    return _start(command, env, (f"/lab/tree/{first}", token, "/api/status"), log)


def voila(notebook: Path, kernel: Mapping[str, str], log: Path) -> Server:
    """One notebook without code in Voila, its kernel warmed; no traceback and nothing from outside on the page.

    Reads: notebook; kernel, what its environment holds more; it never holds a passphrase; log.
    """
    return _start(*_shared(notebook, kernel), log)


def _shared(notebook: Path, kernel: Mapping[str, str]) -> tuple:
    """The command, the environment and the places of a shared screen."""
    env = keyless() | {"JUPYTER_PATH": os.pathsep.join(filter(None, [str(HERE / "jupyter"), os.environ.get("JUPYTER_PATH")]))} | dict(kernel)
    token = secrets.token_urlsafe(24)
    command = ["voila", str(notebook), "--template=alliance", "--no-browser", "--Voila.ip=127.0.0.1", f"--token={token}",
               "--preheat_kernel=True", "--pool_size=1", "--show_tracebacks=False",
               "--VoilaConfiguration.extension_denylist=@voila-dashboards/jupyterlab-preview"]
    return command, env, ("/", token, "/static/voila.js")


def _as_root() -> Sequence[str]:
    return ("--allow-root",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def _start(command: Sequence[str], env: Mapping[str, str], places: tuple[str, str, str], log: Path) -> Server:
    port, (page, token, alive) = _free_port(), places
    with log.open("w") as told:
        process = subprocess.Popen([sys.executable, "-m", *command, f"--port={port}"], env=env, stdout=told, stderr=told)
    try:
        if _answers(process, f"http://127.0.0.1:{port}{alive}"):
            return Server(f"http://127.0.0.1:{port}{page}?token={token}", process)
    except BaseException:  # Ctrl-C while it starts
        process.kill()
        raise
    process.kill()
    raise AllianceError("the screen did not start.", log.name, "Close other programs and try again.")


def _answers(process: subprocess.Popen, address: str) -> bool:
    """Does the server speak, within the patience there is?"""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except urllib.error.HTTPError:
            return True  # it wants the token
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
