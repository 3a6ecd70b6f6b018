"""Windows on one small dossier, as several people would open them."""

from functools import partial
from pathlib import Path

from alliance_lib import dossier, live
from alliance_lib.schema import stored
from alliance_lib.words import Words

KEY = {"round": 2, "person_id": "S0", "topic_id": "T0"}


def desk(path: Path, lang: str = "nl") -> live.Desk:
    return live.Desk(partial(dossier.open, path), Words(lang))


def sheet(path: Path, by: str = "begeleider", table: str = "opinions", key: dict | None = KEY, lang: str = "nl") -> live.Sheet:
    """One form on one row, as a window of its own."""
    bar = live.Bar(desk(path, lang), Words(lang))
    bar.who.value = by
    names = [name for name in stored()[table].columns if name not in (*stored()[table].key, "round")]
    made = live.Sheet(bar, table, names, 2, lambda papers: {stored()[table].key[0]: "N77"})
    made.go(key)
    return made


def held(path: Path, table: str, key: dict) -> dict | None:
    return desk(path).read().row(table, key)


def other(value: str) -> str:
    return "1" if value != "1" else "5"
