"""Dossiers on disk, each built once per run and copied for every test: the demo, two parties, a half-filled workbook."""

import datetime
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest

from alliance_lib import dossier, workbook
from worlds import opinions, roster, rounds, world

ROOT = Path(__file__).resolve().parents[1]
BOOKS = {"demo": ROOT / "data" / "demo", "tiny": ROOT / "data" / "tiny",
         "half": ROOT / "tests" / "workbook" / "fixtures" / "half_filled.xlsx"}
NAME, QUOTE, FELT = "Kanarie Geelvink", "dat zei alleen deze vogel in het gesprek", "de klacht van deze vogel zelf"
STATED = pd.DataFrame([{"statement_id": "V1", "kind_code": "nothing_published", "text": "Er is niets gepubliceerd.",
                        "stated_date": datetime.date(2025, 1, 2)}])


def copied(name: str, folder: Path) -> Path:
    """A copy of this dossier that a test may change: "demo", "tiny", "half" or "small"."""
    return Path(shutil.copy(built(name), folder / f"{name}.alliance"))


@cache
def _folder() -> TemporaryDirectory:
    return TemporaryDirectory(prefix="dossiers-")


@cache
def built(name: str) -> Path:
    """The dossier itself, for tests that only read it."""
    path = Path(_folder().name) / f"{name}.alliance"
    if name == "small":
        dossier.create(path, small_frames() | {"statements": STATED}, {"S0": NAME})
    else:
        assert workbook.import_book(path, BOOKS[name]).problems == ()
    return path


def small_frames(closed: int = 2, upto: int = 2) -> dict[str, pd.DataFrame]:
    """Five parties, thirteen people, two rounds with answers and a pulse; S0 has a note and a complaint."""
    people = roster()
    pulse = pd.DataFrame([{"round": 1, "person_id": p, "openness_1to4": "2", "trust_1to4": "3"} for p in people["person_id"]])
    notes = pd.DataFrame([{"note_id": "N1", "round": 1, "person_id": "S0", "topic_id": "T0", "raw_text": QUOTE,
                           "paraphrase": "Er is een zorg."}])
    felt = pd.DataFrame([{"complaint_id": "K1", "round": 1, "person_id": "S0", "text": FELT, "symptom_level_code": "execution"}])
    answers = pd.concat([opinions(people, number) for number in range(1, upto + 1)])
    whole = world(closed, upto, people, opinions=answers, pulse=pulse, notes=notes, complaints=felt)
    frames = {name: rows for name, rows in whole.frames.items() if len(rows) and name != "published"}
    return frames | {"rounds": rounds(closed, upto)}


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A copy of the demo dossier."""
    return copied("demo", tmp_path)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the dossier with two parties."""
    return copied("tiny", tmp_path)


@pytest.fixture
def half(tmp_path: Path) -> Path:
    """A copy of a dossier made from a workbook with only parties, people and five interviews."""
    return copied("half", tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of a small dossier with two closed rounds, from which nothing was published yet."""
    return copied("small", tmp_path)
