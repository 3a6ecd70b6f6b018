"""A room's panel: one part on the screen at a time, closing a round and beginning the next."""

import datetime
from functools import partial

import pytest
from windows import desk, held

from alliance_lib import dossier, live
from alliance_lib.words import Words

DAY = datetime.date(2026, 3, 5)


def panel(path, round: int = 2, names: tuple = ("introductions", "actions")) -> live.Panel:
    return live.Panel(desk(path), Words("nl"), round, lambda bar, now: {name: partial(live.Rows, bar, name, now) for name in names})


def test_one_part_is_on_the_screen_at_a_time(path):
    window = panel(path)
    for name in window.parts:
        window.part.value = name
        assert [other for other, part in window.parts.items() if part.box.layout.display != "none"] == [name]
    assert [label for label, _ in window.part.options] == ["Kennismaking bestuurders", "Acties", "Besluiten"]


def test_a_part_is_made_when_it_is_first_looked_at(path):
    made = []

    def lessons(bar, now):
        made.append(now)
        return live.Rows(bar, "lessons", now)

    window = live.Panel(desk(path), Words("nl"), 2, lambda bar, now: {"actions": partial(live.Rows, bar, "actions", now),
                                                                     "lessons": partial(lessons, bar, now)})
    assert made == []
    window.part.value = "lessons"
    assert made == [2]


@pytest.mark.parametrize("table, values", [
    ("decisions", {"subject": "Poort 2 open", "level_code": "steering", "owner_party_id": "A", "asked_date": DAY, "decided_date": DAY}),
    ("actions", {"text": "Lijst maken", "owner_party_id": "A", "due_date": DAY})])
def test_every_panel_ends_in_decisions_and_actions_with_an_owner_and_a_date_a43(path, table, values):
    window = panel(path, names=("introductions",))
    window.part.value = table
    fields = window.parts[table].sheet.form.fields
    for name, value in values.items():
        fields[name].value = value
    window.parts[table].sheet.save.click()
    assert "Opgeslagen" in window.bar.message.value
    (row,) = [row for row in desk(path).read().frames[table].to_dict("records") if row["owner_party_id"] == "A"]
    assert row["decided_date" if table == "decisions" else "due_date"].date() == DAY


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


def test_a_panel_without_parties_says_that_there_is_nothing_to_enter(tmp_path):
    dossier.create(tmp_path / "e.alliance", {})
    assert "Er is nog niets om in te voeren" in panel(tmp_path / "e.alliance", round=1, names=()).bar.message.value
