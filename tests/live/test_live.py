"""The front door of the panels' parts."""

from alliance_lib import live


def test_every_part_of_a_panel_can_be_reached_from_the_front_door():
    assert all(callable(getattr(live, name)) or name == "EMPTY" for name in live.__all__)
