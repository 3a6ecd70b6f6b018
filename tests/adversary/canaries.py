"""A dossier with a token in every place that may not leave the room: names, notes, codes, positions, paths."""

import random
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from demo_frames import demo

from alliance_lib import dossier, schema

HIDDEN = ("person", "facilitator", "position", "joint", "party")
RENAMED = ("people", "interests")  # codes that other tables refer to
LETTERS = "bcdfghjklmnpqrstvwxz"


@dataclass(frozen=True)
class Planted:
    """The dossier, and per token whose it is: the party that may read it on its own page, or "" for nobody."""

    path: Path
    tokens: dict[str, str]

    def secret_for(self, audience: str) -> list[str]:
        """The tokens that this audience may not read."""
        return [token for token, party in self.tokens.items() if not party or audience != f"party:{party}"]


def plant(folder: Path, seed: int) -> Planted:
    """Make the demo's dossier with tokens, in a folder and file that are named by tokens."""
    draw, tokens = random.Random(seed), {}

    def token(party: str = "") -> str:
        made = "Zq" + "".join(draw.choices(LETTERS, k=10))
        tokens[made] = party
        return made

    frames = {name: demo(3)[name] for name in schema.stored()}
    for name in RENAMED:
        owner = frames[name]["party_id"] if schema.tables()[name].see == "position" else [""] * len(frames[name])
        _rename(frames, name, {code: token(party) for code, party in zip(frames[name].iloc[:, 0], owner, strict=True)})
    for name, table in schema.stored().items():
        if table.see in HIDDEN:
            frames[name] = _marked(frames[name], table, token)
    people = frames["people"]["person_id"]
    frames["approvals"] = _voided(frames["notes"], token)
    names = {person: f"{token()} {token()}" for person in people}
    home = folder / token()
    home.mkdir(parents=True)
    dossier.create(home / f"{token()}.alliance", frames, names)
    return Planted(next(home.glob("*.alliance")), tokens)


def _rename(frames: dict, table: str, code: dict) -> None:
    """Other codes for the rows of one table, wherever they stand."""
    key = schema.tables()[table].key[0]
    for name, declared in schema.stored().items():
        for column in declared.columns.values():
            if column.ref == table or (name == table and column.name == key):
                frames[name][column.name] = frames[name][column.name].map(code)


def _marked(rows: pd.DataFrame, table: schema.Table, token) -> pd.DataFrame:
    """A token in every text and every code of this table; a position is its party's own."""
    owner = rows[table.owner] if table.see in ("position", "party") and table.owner in rows else [""] * len(rows)
    for column in table.columns.values():
        fixed = column.name in ("table_code", "row_text") or column.name == table.key[0] and table.name in RENAMED
        if column.type in ("text", "id") and not column.apart and not fixed:
            rows[column.name] = [token(party) for party in owner]
    return rows


def _voided(notes: pd.DataFrame, token) -> pd.DataFrame:
    """Consents to another text than the one that stands there now."""
    return pd.DataFrame({"approval_id": [token() for _ in notes.index], "table_code": "notes", "row_text": notes["note_id"],
                         "person_id": notes["person_id"], "audience_code": "shared", "given_date": "2025-03-01",
                         "content_hash": [token() for _ in notes.index]})
