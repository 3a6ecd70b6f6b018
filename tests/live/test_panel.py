"""A room's panel: one part on the screen at a time, closing a round and beginning the next."""

from functools import partial

from windows import desk, held

from alliance_lib import live
from alliance_lib.words import Words


def panel(path, round: int = 2, names: tuple = ("introductions", "actions")) -> live.Panel:
    return live.Panel(desk(path), Words("nl"), round, lambda bar, now: {name: partial(live.Rows, bar, name, now) for name in names})


def test_one_part_is_on_the_screen_at_a_time(path):
    window = panel(path)
    for name in window.parts:
        window.part.value = name
        assert [other for other, part in window.parts.items() if part.box.layout.display != "none"] == [name]
    assert [label for label, _ in window.part.options] == ["Kennismaking bestuurders", "Acties"]


def test_a_round_closes_after_a_second_press_and_the_next_one_opens(path):
    window = panel(path)
    window.close.click()
    assert held(path, "rounds", {"round": 2})["closed_date"] is None and "Druk nog een keer" in window.bar.message.value
    window.close.click()
    assert held(path, "rounds", {"round": 2})["closed_date"] is not None
    assert "Ronde 2 is afgesloten" in window.bar.message.value and window.close.layout.display == "none"
    window.next.click()
    assert window.round == 3 and held(path, "rounds", {"round": 3})["closed_date"] is None


def test_something_else_in_between_takes_the_first_press_back(path):
    window = panel(path)
    window.close.click()
    fields = window.parts["introductions"].sheet.form.fields
    fields["party_id"].value, fields["other_party_id"].value = "A", "B"
    window.parts["introductions"].sheet.save.click()
    window.close.click()
    assert held(path, "rounds", {"round": 2})["closed_date"] is None


def test_from_a_closed_round_one_goes_on_in_the_round_that_is_there(path):
    window = panel(path, round=1)
    assert "Ronde 1 is afgesloten" in window.bar.message.value
    before = desk(path).read().revision
    window.next.click()
    assert window.round == 2 and desk(path).read().revision == before


def test_a_panel_without_parts_says_why(path):
    assert "Er is nog niets om in te voeren" in panel(path, names=()).bar.message.value
