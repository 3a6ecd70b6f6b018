"""What a shared screen would get is looked at first: a code or a name stops it, words of a note are said."""

import shutil

from alliance_lib import dossier
from alliance_lib.dossier import Change
from alliance_lib.projector import preflight
from alliance_lib.projector.keeper import Keeper


def test_words_of_a_note_in_agreed_text_are_said_and_do_not_stop_the_screen(demo_dossier, tmp_path):
    path = shutil.copy(demo_dossier, tmp_path / "w.alliance")
    with dossier.open(path) as held:
        raw = held.frames()["notes"]["raw_text"].iloc[0]
        first = held.frames()["decisions"]["decision_id"].iloc[0]
        held.record(Change("decisions", (first,), {"subject": raw}, "begeleider"))
    found = preflight.look(path, 4, Keeper(path, "session", "nl"))
    assert found.leaks == () and any(kind == "note" and "kanariewoord" in what for kind, what in found.doubts)
    assert ("rehearse.closed", {"round": 4}, False) in found.checks
