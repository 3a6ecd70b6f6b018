"""alliance lab and live: what can go wrong before a window opens is a sentence; the screens themselves are in tests/browser."""

import pytest
from typed import typed

from alliance_lib import dossier


@pytest.mark.parametrize("command", ["lab", "live"])
def test_a_dossier_that_is_not_there_is_a_sentence(tmp_path, command):
    done = typed(command, tmp_path / "weg.alliance", "--no-browser")
    assert done.code == 1 and "weg.alliance" in done.err and "Traceback" not in done.err


def test_a_room_that_does_not_exist_is_refused_with_the_nearest(tmp_path):
    done = typed("live", tmp_path / "w.alliance", "--room", "goal")
    assert done.code == 1 and "goals" in done.err


def test_an_audience_that_does_not_exist_is_refused_before_anything_starts(tmp_path):
    dossier.create(tmp_path / "w.alliance", {})
    done = typed("live", tmp_path / "w.alliance", "--audience", "iedereen", "--no-browser")
    assert done.code == 1 and "session" in done.err
