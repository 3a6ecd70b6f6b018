"""The dossier that the windows are opened on."""

from pathlib import Path

import pytest
from dossiers import small_frames

from alliance_lib import dossier


@pytest.fixture
def path(tmp_path) -> Path:
    """A dossier with round 1 closed and round 2 open."""
    dossier.create(tmp_path / "w.alliance", small_frames(closed=1), {"S0": "Kanarie Geelvink"})
    return tmp_path / "w.alliance"
