"""Changes that count for nothing: seen on the screen, never in the dossier."""

from collections.abc import Mapping, Sequence

import pandas as pd

from alliance_lib.alliance import typed
from alliance_lib.schema import stored

Row = tuple[str, Mapping[str, object], Mapping[str, object] | None]  # table, key, values or None to take it away


class Sketch:
    """What was tried, in order, and what was taken back."""

    def __init__(self) -> None:
        self._done: list[Sequence[Row]] = []
        self._undone: list[Sequence[Row]] = []

    def add(self, rows: Sequence[Row]) -> None:
        """Try these changes together."""
        self._done.append(rows)
        self._undone.clear()

    def undo(self) -> bool:
        """Take the last try back; gives whether there was one."""
        return self._moved(self._done, self._undone)

    def redo(self) -> bool:
        """Try again what was taken back last; gives whether there was something."""
        return self._moved(self._undone, self._done)

    def over(self, frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """The tables that differ, as they would stand."""
        tried = [row for rows in self._done for row in rows]
        return {name: _tried(name, frames[name], [row for row in tried if row[0] == name]) for name in {row[0] for row in tried}}

    @staticmethod
    def _moved(out: list, into: list) -> bool:
        if not out:
            return False
        into.append(out.pop())
        return True


def _tried(name: str, rows: pd.DataFrame, changes: Sequence[Row]) -> pd.DataFrame:
    table = stored()[name]
    held = {tuple(row[key] for key in table.key): row for row in rows.astype(object).to_dict("records")}
    for _, key, values in changes:
        at = tuple(key[part] for part in table.key)
        if values is None:
            held.pop(at, None)
        else:
            held[at] = held.get(at, dict.fromkeys(table.columns)) | dict(key) | dict(values)
    return typed(table.columns, pd.DataFrame(list(held.values()), columns=list(table.columns)), defaults=False)
