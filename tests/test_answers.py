"""Every room answers a snapshot with its own assumptions, also an empty one."""

import pytest

from alliance_lib.alliance import from_frames
from alliance_lib.answers import compute
from alliance_lib.rooms import NAMES


@pytest.mark.parametrize("room", NAMES)
def test_a_room_answers_an_empty_snapshot_with_a_finding(room):
    found = compute(room, from_frames({}, 1))
    assert found.room == room and found.findings


def test_the_same_seed_gives_the_same_answer():
    first, second = (compute("interests", from_frames({}, 1), seed=3) for _ in range(2))
    assert first.findings == second.findings
