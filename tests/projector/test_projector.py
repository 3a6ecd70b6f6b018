"""The front door of what stands on the screen."""

from alliance_lib import projector


def test_what_the_commands_need_can_be_reached_from_the_front_door():
    assert all(callable(getattr(projector, name)) for name in projector.__all__)
