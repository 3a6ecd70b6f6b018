"""A dossier at a distance answers as a dossier does; tests/projector/test_keeper.py asks it everything."""

import pytest

from alliance_lib.dossier import Dossier
from alliance_lib.live.distant import Distant


@pytest.mark.parametrize("name", ["revision", "frames", "snapshot", "journal", "record_all", "undo", "redo"])
def test_it_has_the_doors_of_a_dossier_that_a_panel_uses(name):
    assert hasattr(Dossier, name) and hasattr(Distant, name)


@pytest.mark.parametrize("name", ["names", "replace", "shelved", "shelve", "barrier", "vacuum", "writing", "close_round"])
def test_it_has_no_door_to_anything_else(name):
    assert hasattr(Dossier, name) and not hasattr(Distant, name)
