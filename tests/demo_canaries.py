"""The demo with a fourth round open, in which everything that may not be shown carries a canary."""

import re
from pathlib import Path

from demo_frames import DEMO

from alliance_lib import dossier, workbook
from alliance_lib.dossier import Change


def canary_dossier(base: Path) -> Path:
    """A dossier in this folder."""
    assert workbook.import_book(base / "demo.alliance", DEMO).problems == ()
    _canaries(base / "demo.alliance", base / "w.alliance")
    return base / "w.alliance"


def _canaries(path, made) -> None:
    """The demo's dossier again: codes of people, names without consent and words of notes stand out."""
    with dossier.open(path) as held:
        frames, names = held.frames(), held.names()
    coded = {person: f"KANARIE{person}" for person in names}
    for name, rows in frames.items():
        for column in rows.columns[[str(kind) in ("str", "object") for kind in rows.dtypes]]:
            frames[name][column] = rows[column].map(lambda v: coded.get(v, v) if isinstance(v, str) else v)
    for name, column in (("notes", "raw_text"), ("complaints", "text"), ("questions", "raw_text")):
        frames[name][column] = [f"KANARIEWOORD {text}" for text in frames[name][column]]
    given = frames["approvals"]
    consented = set(given.loc[given["table_code"] == "people", "row_text"])
    dossier.create(made, frames, {coded[one]: name if coded[one] in consented else f"Kanarie Naam{re.sub(r'[^0-9]', '', one)}"
                                  for one, name in names.items()})
    with dossier.open(made) as held:
        held.record(Change("rounds", (4,), {"reference_date": "2026-03-20"}, "begeleider"))
