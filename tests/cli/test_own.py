"""A sheet of one's own: it lands in one's own folder, and no dossier, workbook or page ever holds what is on it."""

import os
import stat

import pytest
from click.testing import CliRunner
from demo_frames import DEMO

from alliance_lib import workbook
from alliance_lib.cli import alliance
from alliance_lib.cli.own import NAME
from alliance_lib.errors import AllianceError
from alliance_lib.schema import codes, tables
from alliance_lib.words import LANGUAGES, Words, sentences


def reflect(folder, lang="nl"):
    return CliRunner().invoke(alliance, ["reflect", str(folder), "--lang", lang], catch_exceptions=False, standalone_mode=False)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_lands_in_the_folder_of_its_owner_and_only_the_owner_reads_it_b29(tmp_path, lang):
    reflect(tmp_path / "mijn", lang)
    made = tmp_path / "mijn" / NAME[lang]
    asked = [key for key in sentences() if key.startswith("form.reflection.ask_")]
    assert list((tmp_path / "mijn").iterdir()) == [made] and len(asked) == 5
    assert all(Words(lang).say(key) in made.read_text(encoding="utf-8") for key in asked)
    assert os.name == "nt" or stat.S_IMODE(made.stat().st_mode) == 0o600


def test_the_sheet_asks_whether_one_took_space_or_gave_it_b30(tmp_path):
    reflect(tmp_path)
    assert Words("nl").say("form.reflection.space") in (tmp_path / NAME["nl"]).read_text(encoding="utf-8")


def test_a_sheet_does_not_stand_beside_a_dossier_and_is_never_overwritten_b29(tmp_path):
    (tmp_path / "w.alliance").touch()
    with pytest.raises(AllianceError, match="dossier"):
        reflect(tmp_path)
    own = tmp_path / "mijn"
    reflect(own)
    (own / NAME["nl"]).write_text("Wat ik niet zeg.", encoding="utf-8")
    with pytest.raises(AllianceError, match="er al"):
        reflect(own)
    assert (own / NAME["nl"]).read_text(encoding="utf-8") == "Wat ik niet zeg."


def test_the_dossier_has_room_for_done_or_not_done_and_for_nothing_else_b29_b34():
    columns = tables()["reflections"].columns
    assert {c.type for name, c in columns.items() if name not in tables()["reflections"].key} == {"code"}
    assert {c.codes for c in columns.values() if c.codes} == {"done"} and set(codes()["done"]) == {"done", "not_done"}
    assert all(c.see == "facilitator" for c in columns.values()) and tables()["reflections"].see == "facilitator"


def test_what_somebody_feels_cannot_get_into_a_dossier_by_way_of_a_workbook_b29_b34(tmp_path):
    folder = tmp_path / "book"
    folder.mkdir()
    for name in ("alliance", "rounds", "parties", "people"):
        (folder / f"{name}.csv").write_bytes((DEMO / f"{name}.csv").read_bytes())
    for light, refused in (("done", False), ("red", True), ("Het stroeft met een van hen", True)):
        (folder / "reflections.csv").write_text(f"round,person_id,chemistry_code\n3,P01,{light}\n", encoding="utf-8")
        assert bool(workbook.import_book(tmp_path / f"{light[:3]}.alliance", folder).problems) is refused
