"""A server that cannot start says so; those that do are looked at in tests/browser/test_projector.py."""

import pytest

from alliance_lib.errors import AllianceError
from alliance_lib.projector import servers


def test_a_server_that_stops_at_once_gives_a_sentence(tmp_path):
    with pytest.raises(AllianceError, match="did not start"):
        servers._start(["no_such_module_here"], {}, ("/", "t", "/"), tmp_path / "x.log")


def test_a_shared_kernel_never_holds_the_passphrase(monkeypatch, tmp_path):
    monkeypatch.setenv("ALLIANCE_PASSPHRASE", "geheim")
    command, env, (_, token, _) = servers._shared(tmp_path / "x.ipynb", {"ALLIANCE_KEEPER": "a"})
    assert "ALLIANCE_PASSPHRASE" not in env and env["ALLIANCE_KEEPER"] == "a"
    assert "--Voila.ip=127.0.0.1" in command and f"--token={token}" in command
