"""Goals are struck in the panel: the consequences first, then a reason, and what is looked at is the dossier."""

from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from dossiers import small_frames
from goal_worlds import chosen, made

from alliance_lib import dossier, live
from alliance_lib.goals import panel
from alliance_lib.words import Words

VALUES = {"A": {"a": (4, 0), "b": (1, 0), "c": (1, 0), "d": (2, 0)}, "B": {"a": (0, 0), "b": (3, 0), "c": (2, 0), "d": (0, 0)}}


def frames(**codes) -> dict:
    """Two rounds, the second one open; five parties of which two gave values; choices as given."""
    base = small_frames(closed=1)
    world = made(VALUES)
    base |= {name: world[name] for name in ("goals", "goal_values")}
    base["interests"] = pd.DataFrame({"interest_id": ["I1"], "party_id": ["B"], "kind_code": ["interest"], "text": ["Rust."]})
    base["goal_interests"] = pd.DataFrame({"goal_id": ["b"], "interest_id": ["I1"], "party_id": ["B"], "effect_code": ["serves"]})
    for name in ("goal_choices", "stances", "clauses", "clause_choices", "deliverables"):
        base.pop(name, None)
    return base | ({"goal_choices": chosen(**codes).assign(round=2)} if codes else {})


@pytest.fixture
def opened(tmp_path):
    """Gives a window on a new dossier with these choices, and what stands in that dossier."""
    def make(lang: str = "nl", held: dict | None = None, **codes) -> tuple[live.Panel, Path]:
        path = tmp_path / f"w{len(list(tmp_path.iterdir()))}.alliance"
        dossier.create(path, frames(**codes) if held is None else held, {})
        return panel.panel(live.Desk(partial(dossier.open, path), Words(lang)), Words(lang), 2, None), path
    return make


def choices(path: Path) -> dict:
    with dossier.open(path) as held:
        rows = held.frames()["goal_choices"]
    return {row["goal_id"]: row for row in rows[rows["round"] == 2].astype(object).to_dict("records")}


def fill(part, goal, choice, reason="Omdat."):
    part.goal.value, part.choice.value = goal, choice
    part.reason.value = reason


def test_a_goal_is_struck_with_a_reason_and_stands_struck_through_in_the_list_a36(opened):
    window, path = opened()
    part = window.parts["strike"]
    fill(part, "a", "later", "Eerst de vrijgave.")
    part.agreed.value = "stuurgroep"
    part.save.click()
    row = choices(path)["a"]
    assert (row["choice_code"], row["reason"], row["agreed_by"]) == ("later", "Eerst de vrijgave.", "stuurgroep")
    assert "<s>doel a</s>: Eerst de vrijgave." in part.whole.value and "Opgeslagen" in window.bar.message.value


def test_undo_takes_the_strike_back_a36(opened):
    window, path = opened()
    fill(window.parts["strike"], "a", "no")
    window.parts["strike"].save.click()
    window.bar.undo.click()
    assert choices(path) == {} and "<s>" not in window.parts["strike"].whole.value


def test_without_a_reason_nothing_is_stored(opened):
    window, path = opened()
    fill(window.parts["strike"], "a", "no", " ")
    window.parts["strike"].save.click()
    assert choices(path) == {} and "waarom" in window.bar.message.value


def test_keeping_a_fourth_asks_what_drops_and_both_are_stored_together_a35(opened):
    window, path = opened(a="keep", b="keep", c="keep")
    part = window.parts["strike"]
    fill(part, "d", "keep")
    assert part.drop.layout.display is None and "kies welk" in part.effect.value
    assert {code for _, code in part.drop.options} == {"", *"abc"}
    part.save.click()
    assert "d" not in choices(path) and "Kies eerst" in window.bar.message.value
    part.drop.value = "c"
    part.save.click()
    assert {goal: row["choice_code"] for goal, row in choices(path).items()} == {"a": "keep", "b": "keep", "c": "later", "d": "keep"}
    assert choices(path)["c"]["reason"] == "Maakt plaats voor 'doel d'."


def test_a_strike_that_leaves_a_party_with_nothing_names_its_type_and_wants_a_reason_a37(opened):
    window, path = opened(a="keep", b="keep", c="no", d="no")
    part = window.parts["strike"]
    fill(part, "b", "later")
    assert "van deze soort: bouwer" in part.effect.value and "Rust" in part.effect.value and part.empty.layout.display is None
    part.save.click()
    assert choices(path)["b"]["choice_code"] == "keep"
    part.empty.value = "Partij B doet mee vanaf fase 2."
    part.save.click()
    assert choices(path)["b"]["choice_code"] == "later" and choices(path)["b"]["empty_reason"] == "Partij B doet mee vanaf fase 2."


def test_the_consequences_by_party_stand_there_before_anything_is_stored_a37(opened):
    window, path = opened(a="keep", b="keep")
    part = window.parts["strike"]
    fill(part, "b", "no")
    assert "<td>60\N{NO-BREAK SPACE}%</td>" in part.effect.value and "</progress> 0\N{NO-BREAK SPACE}%" in part.effect.value
    assert choices(path)["b"]["choice_code"] == "keep"


def test_a_goal_that_was_decided_shows_its_reason_again(opened):
    part = opened(a="later")[0].parts["strike"]
    part.goal.value = "b"
    part.goal.value = "a"
    assert (part.choice.value, part.reason.value) == ("later", "omdat")


def test_another_choice_asks_for_a_reason_of_its_own(opened):
    part = opened(a="later")[0].parts["strike"]
    part.goal.value, part.choice.value = "a", "keep"
    assert part.reason.value == ""
    part.choice.value = "later"
    assert part.reason.value == "omdat"


def test_what_is_typed_and_not_saved_stays_when_something_else_is_saved(opened):
    window, _ = opened(a="later")
    fill(window.parts["strike"], "a", "no", "Toch niet.")
    window.parts["deliverables"].sheet.form.fields["text"].value = "Lijst"
    window.parts["deliverables"].sheet.save.click()
    part = window.parts["strike"]
    assert (part.goal.value, part.choice.value, part.reason.value) == ("a", "no", "Toch niet.")


def test_a_closed_round_cannot_be_struck_in(opened):
    held = frames()
    held["rounds"] = held["rounds"].assign(closed_date=held["rounds"]["reference_date"])
    assert opened(held=held)[0].parts["strike"].save.disabled


def test_without_goals_one_sentence_and_without_values_another(opened):
    empty = {name: rows for name, rows in frames().items() if name not in ("goals", "goal_values", "goal_interests")}
    part = opened(held=empty)[0].parts["strike"]
    assert "geen doelen" in part.whole.value and part.save.disabled
    bare = {name: rows for name, rows in frames().items() if name != "goal_values"}
    window, path = opened(held=bare, lang="en")
    assert "no values" in window.parts["strike"].effect.value
    fill(window.parts["strike"], "a", "keep")
    window.parts["strike"].save.click()
    assert choices(path)["a"]["choice_code"] == "keep"


def test_what_goals_need_is_entered_as_declared(opened):
    window, path = opened()
    part = window.parts["deliverables"]
    part.sheet.form.fields["text"].value = "Lijst"
    part.sheet.save.click()
    with dossier.open(path) as held:
        assert held.frames()["deliverables"]["text"].tolist() == ["Lijst"]


def test_a_shared_screen_has_only_the_striking(tmp_path):
    path = tmp_path / "s.alliance"
    dossier.create(path, frames(), {})
    desk = live.Desk(partial(dossier.open, path), Words("nl"), "session")
    assert set(panel.panel(desk, Words("nl"), 2, None).parts) == {"strike", "picture", "decisions", "actions"}
