"""Every room on a shared screen and on the facilitator's, with the demo in a kept dossier: what it offers, records and takes back."""

import datetime
import importlib
import json
import shutil

import pytest

from alliance_lib import dossier, view
from alliance_lib.dossier import Change
from alliance_lib.live import distant
from alliance_lib.projector import preflight
from alliance_lib.projector.keeper import Keeper, Line
from alliance_lib.rooms import NAMES

ROUND, SESSION = 4, "session"
PARTS = {"intake": ["picture", "agenda", "reveal", "planned_sessions", "session_steps", "decisions", "actions"],
         "interests": ["picture", "exchange", "decisions", "actions"], "goals": ["picture", "strike", "decisions", "actions"],
         "scaleup": ["what_if", "scenarios", "gate_decisions", "decisions", "actions"], "health": ["picture", "actions", "lessons", "decisions"]}


@pytest.fixture
def path(demo_dossier, tmp_path):
    return shutil.copy(demo_dossier, tmp_path / "w.alliance")


@pytest.fixture
def screen(path, monkeypatch):
    """A room as its kernel has it: the panel of an audience."""
    lines = []

    def opened(room: str, audience: str = SESSION, lang: str = "nl"):
        lines.append(Line(Keeper(path, audience, lang)))
        monkeypatch.setenv(distant.ADDRESS, lines[-1].address)
        monkeypatch.setenv(distant.KEY, lines[-1].key.hex())
        seen = view.open(distant.SOURCE, round=ROUND, lang=lang)
        return importlib.import_module(f"alliance_lib.{room}.panel").panel(seen._desk, seen.words, ROUND, getattr(seen, room)())

    yield opened
    for line in lines:
        line.close()


def rows(path, table: str) -> list[dict]:
    with dossier.open(path) as held:
        return held.frames()[table].to_dict("records")


def told(panel) -> str:
    """Everything that the widgets of a panel would tell a browser."""
    states, seen = [], set()

    def walk(widget) -> None:
        if id(widget) in seen:
            return
        seen.add(id(widget))
        states.append(json.dumps(widget.get_state(), default=str, ensure_ascii=False))
        for child in getattr(widget, "children", ()):
            walk(child)

    walk(panel.box)
    return " ".join(states)


@pytest.mark.parametrize("room", NAMES)
def test_every_part_of_every_room_opens_on_a_shared_screen_and_tells_nothing_of_people(screen, room):
    panel = screen(room)
    assert list(panel.parts) == PARTS[room]
    for name in panel.parts:
        panel.part.value = name
        assert 'class="wrong"' not in panel.bar.message.value, name
    assert "KANARIE" not in told(panel).upper()


@pytest.mark.parametrize("room", NAMES)
def test_every_part_of_every_room_opens_for_the_facilitator_in_english(screen, room):
    panel = screen(room, "facilitator", "en")
    for name in panel.parts:
        panel.part.value = name
        assert 'class="wrong"' not in panel.bar.message.value, name
    if room in ("intake", "interests", "health"):
        assert "KANARIEP" in told(panel), "the search for canaries finds what the facilitator may see"
    assert set(PARTS[room]) <= set(panel.parts)


@pytest.mark.parametrize("room", [room for room in NAMES if room != "scaleup"])
def test_the_key_chart_has_a_question_and_an_answer_and_is_low_enough_to_stand_on_one_screen_a28(screen, room):
    part = screen(room).parts["picture"]
    assert part.question.value and part.conclusion.value
    if room == "intake":
        assert "nog niet gepubliceerd" in part.conclusion.value and part.figure not in part.box.children, "no picture of nothing"
        return
    assert part.figure in part.box.children
    assert part.figure.layout.height <= 440 and part.figure.layout.font.size >= 18


def test_what_was_kept_silent_comes_on_the_table_approved_and_without_who_said_it_a29(screen):
    part = screen("intake").parts["reveal"]
    assert len(part.items) > 3 and "card" not in part.told.value
    for _ in part.items:
        part.next.click()
    assert part.next.disabled and "KANARIE" not in part.told.value.upper()


def test_items_come_on_the_table_one_by_one_and_their_topic_is_recorded_as_shared_a30(path, screen):
    panel = screen("intake")
    part, before = panel.parts["reveal"], len(rows(path, "session_steps"))
    part.next.click()
    assert part.told.value.count("card") == 1
    recorded = rows(path, "session_steps")
    assert len(recorded) == before + 1 and "Opgeslagen" in panel.bar.message.value
    shown = [item[2] for item in part.shown]
    assert {"share"} == {row["step_code"] for row in recorded if row["topic_id"] in shown and row["session_id"] == part._session()}
    again = screen("intake").parts["reveal"]
    assert part.shown[0] in again.shown, "what was shared is on the table again after a crash"
    part.hide.click()
    assert "card" not in part.told.value


def test_the_next_session_is_planned_at_the_table_a31(path, screen):
    panel = screen("intake")
    panel.part.value = "planned_sessions"
    sheet = panel.parts["planned_sessions"].sheet
    fields = sheet.form.fields
    fields["session_date"].value, fields["kind_code"].value = datetime.date(2026, 9, 17), fields["kind_code"].options[1][1]
    sheet.save.click()
    assert datetime.date(2026, 9, 17) in [row["session_date"].date() for row in rows(path, "planned_sessions")]


def test_a_goal_is_struck_at_the_table_with_a_reason_and_the_strike_taken_back_a36(path, screen):
    panel = screen("goals")
    panel.part.value = "strike"
    part, before = panel.parts["strike"], rows(path, "goal_choices")
    part.goal.value = part.now.decided.kept[0]
    part.choice.value = "no"
    part.reason.value, part.empty.value, part.agreed.value = "Past niet.", "Besproken.", "Stuurgroep"
    part.save.click()
    assert len(rows(path, "goal_choices")) == len(before) + 1 and "<s>" in part.whole.value
    panel.bar.undo.click()
    assert rows(path, "goal_choices") == before and "Ongedaan gemaakt" in panel.bar.message.value


def test_the_picture_follows_what_is_recorded_at_the_table_a43(screen):
    panel = screen("health")
    before = panel.parts["picture"].conclusion.value
    panel.part.value = "actions"
    fields = panel.parts["actions"].sheet.form.fields
    fields["text"].value, fields["owner_party_id"].value = "Lijst maken", fields["owner_party_id"].options[1][1]
    panel.parts["actions"].sheet.save.click()
    panel.part.value = "picture"
    assert panel.parts["picture"].conclusion.value != before


def test_sharing_listening_and_going_on_are_recorded_as_steps_of_the_session_b20(path, screen):
    panel = screen("intake")
    panel.part.value = "session_steps"
    sheet = panel.parts["session_steps"].sheet
    for name in ("session_id", "topic_id", "step_code"):
        sheet.form.fields[name].value = {"step_code": "listen"}.get(name) or sheet.form.fields[name].options[-1][1]
    sheet.form.fields["outcome"].value = "Twee lezingen van dezelfde afspraak."
    sheet.save.click()
    assert "Twee lezingen van dezelfde afspraak." in [row["outcome"] for row in rows(path, "session_steps")]


def test_a_question_from_paper_is_on_the_screen_only_after_the_facilitator_let_it_through_b31(path, screen):
    own = screen("intake", "facilitator")
    own.part.value = "questions"
    part = own.parts["questions"]
    part.sheet.form.fields["raw_text"].value, part.sheet.form.fields["wording"].value = "Ruwe vraag", "Wie durft te stoppen?"
    part.sheet.save.click()
    code = next(row["question_id"] for row in rows(path, "questions") if row["wording"] == "Wie durft te stoppen?")
    assert "Wie durft te stoppen?" not in [item[1] for item in screen("intake").parts["reveal"].items]
    own = screen("intake", "facilitator")
    own.part.value = "questions"
    own.parts["questions"].which.value = code
    own.parts["questions"].agree.click()
    own.parts["questions"].agree.click()
    texts = [item[1] for item in screen("intake").parts["reveal"].items]
    assert "Wie durft te stoppen?" in texts and "Ruwe vraag" not in texts


def test_a_name_in_agreed_text_stops_the_screen_before_it_opens_and_a_part_of_a_name_is_said(path):
    keeper = Keeper(path, SESSION, "nl")
    clean = preflight.look(path, ROUND, keeper)
    assert clean.leaks == () and clean.fresh > 0
    with dossier.open(path) as held:
        name = next(name for name in held.names().values() if name.startswith("Kanarie"))
        first = held.frames()["decisions"]["decision_id"].iloc[0]
        held.record(Change("decisions", (first,), {"subject": f"Besluit van {name}"}, "begeleider"))
    found = preflight.look(path, ROUND, keeper)
    assert found.leaks == (("name", name),) and ("name", name.split()[1]) in found.doubts
