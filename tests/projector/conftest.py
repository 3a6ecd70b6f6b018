"""The demo with canaries, made once."""

import pytest
from demo_canaries import canary_dossier


@pytest.fixture(scope="session")
def demo_dossier(tmp_path_factory):
    """A path of the demo with canaries; copy it before changing anything."""
    return canary_dossier(tmp_path_factory.mktemp("demo"))
