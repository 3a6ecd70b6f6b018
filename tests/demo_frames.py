"""The demo's tables read from their CSV files, for tests that need a whole alliance but no dossier."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from alliance_lib.alliance import Alliance, from_frames
from alliance_lib.schema import Column, stored

DEMO = Path(__file__).resolve().parents[1] / "data" / "demo"


@cache
def demo(round: int = 3) -> Alliance:
    """The facilitator's snapshot of a round of the demo; names of people are left out."""
    return from_frames({name: _table(name) for name in stored() if (DEMO / f"{name}.csv").is_file()}, round)


class Noticed(Mapping):
    """Tables, and which of them were asked for."""

    def __init__(self, held: Mapping) -> None:
        self._held, self.asked = held, set()

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.asked.add(name)
        return self._held[name]

    def __iter__(self):
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


def tables_read(answer: Callable[[Alliance], object], alliance: Alliance) -> list[str]:
    """Which tables does a room read to answer this snapshot? The others cannot matter."""
    frames = Noticed(alliance.frames)
    answer(replace(alliance, frames=frames))
    return sorted(frames.asked)


def without(alliance: Alliance, table: str) -> Alliance:
    """The same snapshot with one table empty."""
    return from_frames({name: rows for name, rows in alliance.frames.items() if name != table}, alliance.round)


def unapproved(alliance: Alliance, *left_out: str) -> Alliance:
    """The same snapshot in which nobody agreed to sharing these tables."""
    given = alliance["approvals"]
    return replace(alliance, frames=MappingProxyType(dict(alliance.frames) | {"approvals": given[~given["table_code"].isin(left_out)]}))


def _table(name: str) -> pd.DataFrame:
    columns = stored()[name].columns
    rows = pd.read_csv(DEMO / f"{name}.csv", dtype=str)
    kept = [column for column in rows.columns if not columns[column].apart]
    return pd.DataFrame({column: _values(columns[column], rows[column]) for column in kept})


def _values(column: Column, held: pd.Series) -> pd.Series:
    return pd.to_numeric(held) if column.type in ("int", "number") else held
