"""Every table of a dossier, declared once: columns, types, units, ranges, codes, meaning in nl and en.

The declarations are tables.toml and codes.toml here and, for what one room alone uses, in that room's folder. From them come the
SQLite tables, the workbook, the validation, data/README.md and what an audience may see.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from alliance_lib.rooms import NAMES

HERE = Path(__file__).parent
TYPES = ("id", "ref", "text", "code", "int", "number", "date", "answer")
SEE = ("all", "position", "joint", "person", "party", "facilitator")
DECLINED = "declined"


@dataclass(frozen=True)
class Column:
    """What may stand in one column of a dossier, and what does it mean?"""

    name: str
    type: str
    nl: str
    en: str
    help_nl: str
    help_en: str
    see: str
    required: bool = False
    ref: str = ""
    codes: str = ""
    unit: str = ""
    min: float | None = None
    max: float | None = None
    default: str | int | float | None = None
    points: int = 0  # answers: 1..points
    figure: str = ""  # answers: the one figure published, "class" or "band"
    apart: bool = False  # kept in the table of names
    event: bool = False  # a date that hides later events from an earlier round
    begins: bool = False  # a date before which the row is not there
    follows: str = ""  # known only once this event has happened
    late: bool = False  # may still be filled in after the round is closed

    def heading(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en

    def help(self, lang: str) -> str:
        return self.help_nl if lang == "nl" else self.help_en


@dataclass(frozen=True)
class Table:
    """What does one table of a dossier hold, and who may see it?"""

    name: str
    nl: str
    en: str
    about_nl: str
    about_en: str
    see: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    room: str = ""
    routes: tuple[str, ...] = ()
    single: bool = False
    derived: bool = False  # made by publication, never stored
    owner: str = "party_id"  # the column that says whose position a row is

    def title(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en

    def about(self, lang: str) -> str:
        return self.about_nl if lang == "nl" else self.about_en

    @property
    def by_round(self) -> bool:
        return "round" in self.columns


def read_toml(path: Path) -> dict:
    """What does a declaration file say?"""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _read_if_there(path: Path) -> dict:
    return read_toml(path) if path.exists() else {}


@cache
def tables() -> Mapping[str, Table]:
    """Which tables has a dossier, in the order of the work? Name -> Table."""
    base = read_toml(HERE / "tables.toml")
    shared = base.pop("column")
    found = {name: _table(name, "", body, shared) for name, body in base.items()}
    for room in NAMES:
        for name, body in read_toml(HERE / room / "tables.toml").items():
            if name in found:
                raise ValueError(f"table {name} is declared twice, the second time in {room}")
            found[name] = _table(name, room, body, shared)
    return MappingProxyType(found)


def stored() -> dict[str, Table]:
    """Which tables does a dossier keep? All but the derived ones."""
    return {name: table for name, table in tables().items() if not table.derived}


@cache
def codes() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Which codes may stand in a column? List -> code -> {nl, en}; the order is the order of the list."""
    questions = {column.name: {"nl": column.nl, "en": column.en} for _, column in answer_columns()}
    found = read_toml(HERE / "codes.toml") | {"answer": questions}
    for room in NAMES:
        for name, labels in _read_if_there(HERE / room / "codes.toml").items():
            if name in found:
                raise ValueError(f"code list {name} is declared twice, the second time in {room}")
            found[name] = labels
    return MappingProxyType(found)


def code_label(code_list: str, code: str, lang: str) -> str:
    """What is a code called in this language? The code itself where the list has no such code."""
    return codes()[code_list].get(code, {}).get(lang, code)


def answer_columns() -> list[tuple[Table, Column]]:
    """Which columns hold answers of people, each with the one figure that may be published?"""
    return [(t, c) for t in tables().values() for c in t.columns.values() if c.type == "answer"]


def _table(name: str, room: str, body: dict, shared: dict) -> Table:
    fields = {k: v for k, v in body.items() if k != "columns"}
    columns = {}
    for column, given in body["columns"].items():
        facts = shared[given] if isinstance(given, str) else given
        columns[column] = Column(**({"name": column, "see": body["see"]} | facts))
    fields |= {"key": tuple(body["key"]), "routes": tuple(body.get("routes", ()))}
    return Table(name=name, room=room, columns=MappingProxyType(columns), **fields)
