"""Who types nothing sees the five steps, the dossiers that lie here, and what each of them needs now."""

import datetime
import os

import pandas as pd
import pytest
from dossiers import small_frames

from alliance_lib import dossier
from alliance_lib.cli import start
from alliance_lib.words import LANGUAGES, Words


def spoken(frames: dict, people: list[str]) -> dict:
    rows = [{"round": 2, "person_id": person, "status_code": "done"} for person in people]
    return frames | {"interviews": pd.DataFrame(rows)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_dossier_here_is_named_with_what_it_needs_now_b01(tmp_path, lang):
    frames = small_frames(closed=1)
    everybody = frames["people"]["person_id"].tolist()
    dossier.create(tmp_path / "leeg.alliance", {})
    dossier.create(tmp_path / "bezig.alliance", spoken(frames, everybody[:3]))
    dossier.create(tmp_path / "klaar.alliance", spoken(frames, everybody))
    dossier.create(tmp_path / "dicht.alliance", spoken(frames, everybody))
    with dossier.open(tmp_path / "dicht.alliance") as held:
        held.close_round(2, datetime.date(2026, 2, 1), "Anna")
    (tmp_path / "kapot.alliance").write_bytes(b"geen dossier")
    told, words = start.begin(tmp_path), Words(lang)
    wanted = {"leeg": ("begin.now_2", {}), "bezig": ("begin.now_3", {"round": 2, "spoken": 3, "people": len(everybody)}),
              "klaar": ("begin.now_4", {"round": 2}), "dicht": ("begin.now_5", {"round": 2})}
    for name, (key, facts) in wanted.items():
        assert f"  {name}.alliance: {words.say(key, **facts)}" in told
    assert "kapot.alliance: " in told and "not a dossier" in told


def test_without_dossiers_there_is_no_empty_list(tmp_path):
    assert Words("nl").say("begin.here") not in start.begin(tmp_path)


def test_the_dossier_changed_last_comes_first_and_no_more_than_five(tmp_path):
    for n in range(7):
        (tmp_path / f"{n}.alliance").write_bytes(b"x")
        os.utime(tmp_path / f"{n}.alliance", (n, n))
    assert [path.stem for path in start.recent(tmp_path)] == ["6", "5", "4", "3", "2"]


def test_nobody_asks_for_a_passphrase_to_show_the_first_page(tmp_path):
    pytest.importorskip("sqlcipher3")
    dossier.create(tmp_path / "dicht.alliance", {}, passphrase="geheim")
    assert f"dicht.alliance: {Words('nl').say('begin.locked')}" in start.begin(tmp_path)
