"""The demo's tables read from their CSV files, for tests that need a whole alliance but no dossier."""

from functools import cache
from pathlib import Path

import pandas as pd

from alliance_lib.alliance import Alliance, from_frames
from alliance_lib.schema import Column, stored

DEMO = Path(__file__).resolve().parents[1] / "data" / "demo"


@cache
def demo(round: int = 3) -> Alliance:
    """The facilitator's snapshot of a round of the demo; names of people are left out."""
    return from_frames({name: _table(name) for name in stored() if (DEMO / f"{name}.csv").is_file()}, round)


def _table(name: str) -> pd.DataFrame:
    columns = stored()[name].columns
    rows = pd.read_csv(DEMO / f"{name}.csv", dtype=str)
    kept = [column for column in rows.columns if not columns[column].apart]
    return pd.DataFrame({column: _values(columns[column], rows[column]) for column in kept})


def _values(column: Column, held: pd.Series) -> pd.Series:
    return pd.to_numeric(held) if column.type in ("int", "number") else held
