"""The sliders are moved and a scenario is recorded; what is looked at is the figure's data and the dossier."""

from functools import partial

import numpy as np
import pytest
from demo_frames import DEMO, demo

from alliance_lib import dossier, live
from alliance_lib.alliance import from_frames
from alliance_lib.scaleup import panel
from alliance_lib.words import Words


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A dossier of the demo with its third round open."""
    frames = dict(demo(3).frames)
    frames.pop("published", None)
    path = tmp_path_factory.mktemp("panel") / "w.alliance"
    rounds = frames["rounds"].copy()
    rounds.loc[rounds["round"] == 3, "closed_date"] = None
    dossier.create(path, frames | {"rounds": rounds})
    return path


def opened(path, lang="nl", audience="facilitator", round=3):
    return panel.panel(live.Desk(partial(dossier.open, path), Words(lang), audience), Words(lang), round, None)


@pytest.fixture(scope="module")
def window(held):
    return opened(held)


@pytest.fixture
def part(window):
    what = window.parts["what_if"]
    what.set(what._planned)
    return what


def line(part, place):
    return np.array(part.figure.data[place].y, dtype=float)


def test_a_slider_moves_the_line_and_the_previous_setting_stays_as_a_faint_one_b21(part):
    before = line(part, panel.MIDDLE)
    part.sliders["delay_weeks"].value = 20.0
    assert np.array_equal(line(part, panel.BEFORE), before)
    assert line(part, panel.MIDDLE).sum() < before.sum()
    assert part.figure.data[panel.BEFORE].opacity < 0.5
    assert (line(part, panel.LOW) <= line(part, panel.MIDDLE)).all() and (line(part, panel.MIDDLE) <= line(part, panel.HIGH)).all()


def test_chances_are_said_in_words_too(part):
    part.sliders["gate_kept_share"].value = 1.5
    assert "waarschijnlijk" in part.told.value and "ongeveer" in part.told.value


def test_weeks_without_work_are_told_beside_what_they_were_a38(part):
    part.sliders["delay_weeks"].value = 8.0
    assert "Weken zonder werk" in part.told.value and "(was " in part.told.value


def test_without_investing_the_sentence_says_so_a39(part):
    assert "terugverdient" in part.told.value
    part.sliders["investing_share"].value = 0.0
    assert "niet over projecten heen geïnvesteerd" in part.told.value


def scenarios(path):
    with dossier.open(path) as found:
        return found.frames()["scenarios"]


def test_nothing_is_stored_until_a_scenario_is_recorded(held, window, part):
    known = len(scenarios(held))
    part.sliders["trust_share"].value = 0.2
    assert len(scenarios(held)) == known
    part.save.click()
    assert len(scenarios(held)) == known and "naam" in window.bar.message.value
    part.name.value, part.note.value = "Minder vertrouwen", "Om te zien."
    part.save.click()
    rows = scenarios(held)
    new = rows[rows["name"] == "Minder vertrouwen"].iloc[0]
    assert new["trust_share"] == 0.2 and new["round"] == 3 and new["note"] == "Om te zien."
    assert "Minder vertrouwen" not in window.bar.kept and "W0" in window.bar.kept
    assert part.setting["trust_share"] == 0.2, "recording moved the sliders"


def test_a_recorded_scenario_is_compared_as_a_line_and_can_be_put_back(held, part):
    with dossier.open(held) as found:
        key = f"W{len(found.frames()['scenarios']) + 40}"
        found.record(dossier.Change("scenarios", (key,), {"round": 3, "name": "Later & <b>laat</b>", "delay_weeks": 16.0}, "Anna"))
    part.renew()
    part.compare.value = (key,)
    shown = part.figure.data[panel.FIRST]
    assert shown.visible and "<b>" not in shown.name and np.array(shown.y, dtype=float).sum() < line(part, panel.MIDDLE).sum()
    part.load.click()
    assert part.setting["delay_weeks"] == 16.0 and np.allclose(line(part, panel.MIDDLE), shown.y)
    part.compare.value = ()
    assert not part.figure.data[panel.FIRST].visible


def test_back_to_now_is_the_plan_again(part):
    now = line(part, panel.MIDDLE)
    part.sliders["consent_points"].value = -20.0
    part.reset.click()
    assert np.array_equal(line(part, panel.MIDDLE), now)


def test_what_was_said_last_stays_in_the_notebook(part, capsys):
    said = []
    part._trail = type("Trail", (), {"update": lambda self, shown: said.append(shown.data)})()
    part.sliders["delay_weeks"].value = 4.0
    part._trail = None
    assert "<h3>" in said[-1] and "gereed" in said[-1] and "4" in said[-1]


def test_a_shared_screen_computes_with_reference_figures_and_says_so(held, part):
    shared = opened(held, audience="session").parts["what_if"]
    assert "kengetallen" in shared.told.value and "kengetallen" not in part.told.value


@pytest.mark.parametrize(("lang", "said"), [("nl", "niets uit te proberen"), ("en", "nothing to try out")])
def test_without_complexes_the_panel_says_what_is_missing(tmp_path, lang, said):
    frames = {"rounds": from_frames({}, 1).frames["rounds"]}
    dossier.create(tmp_path / "e.alliance", frames)
    part = opened(tmp_path / "e.alliance", lang, round=1).parts["what_if"]
    assert said in part.box.children[0].value


def test_the_demo_has_scenarios_to_compare():
    assert (DEMO / "scenarios.csv").is_file() and len(demo(3)["scenarios"]) == 2
    assert demo(3)["scenarios"]["round"].le(3).all()
