"""Result and Finding: what a room answers, as data that words, charts and publications read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

import pandas as pd

from alliance_lib.schema import HERE, read_toml

STEP_COLUMNS = ["rule_code", "subject", "before", "after"]


@dataclass(frozen=True)
class Finding:
    """Which sentence follows from the figures, in no language yet?

    code: "<room>.<name>", said by words; subject: what it is about; facts: what the sentence fills in;
    weight: 0..1, how much it matters (the briefing shows the heaviest first).
    """

    code: str
    subject: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    weight: float = 0.5


@dataclass(frozen=True)
class Result:
    """What did a room find?

    tables: frames by name, long form, shapes as declared in the room's results.toml (always all of them,
    empty where there is nothing to say); steps: which rule touched what, before and after; findings:
    heaviest first.
    """

    room: str
    tables: Mapping[str, pd.DataFrame]
    steps: pd.DataFrame
    findings: tuple[Finding, ...]

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table].copy()


@cache
def shapes(room: str) -> Mapping[str, dict]:
    """Which tables does this room's result have? Table -> {nl, en, columns: {name -> {nl, en, show}}}."""
    return MappingProxyType(read_toml(HERE / room / "results.toml"))


def frame(room: str, table: str, rows: Sequence[Mapping] | pd.DataFrame) -> pd.DataFrame:
    """Give rows the declared shape of a result table.

    Reads: rows with exactly the declared columns (any order), or none.
    Refuses: ValueError naming the missing or unknown columns.
    """
    declared = list(shapes(room)[table]["columns"])
    made = pd.DataFrame(rows, columns=None if len(rows) else declared)
    if set(made.columns) != set(declared):
        raise ValueError(f"{room}.{table}: missing {sorted(set(declared) - set(made.columns))}, "
                         f"unknown {sorted(set(made.columns) - set(declared))}")
    return made[declared].reset_index(drop=True)


def result(room: str, tables: Mapping[str, pd.DataFrame], findings: Sequence[Finding],
           steps: Sequence[tuple] = ()) -> Result:
    """Freeze a room's answer: shapes checked, missing tables empty, findings heaviest first."""
    unknown = set(tables) - set(shapes(room))
    if unknown:
        raise ValueError(f"{room}: undeclared result tables {sorted(unknown)}")
    shaped = {name: frame(room, name, tables.get(name, [])) for name in shapes(room)}
    ordered = tuple(sorted(findings, key=lambda f: -f.weight))
    return Result(room, MappingProxyType(shaped), pd.DataFrame(list(steps), columns=STEP_COLUMNS), ordered)


def to_plain(found: Result) -> dict:
    """The result as plain data for a publication file: only text, numbers, dates and lists."""
    return {
        "room": found.room,
        "tables": {name: frame_to_plain(rows) for name, rows in found.tables.items()},
        "steps": frame_to_plain(found.steps),
        "findings": [{"code": f.code, "subject": f.subject, "weight": f.weight,
                      "facts": {k: _plain(v) for k, v in f.facts.items()}} for f in found.findings],
    }


def from_plain(data: Mapping) -> Result:
    """The result that was stored, in the shape the room gave it."""
    findings = tuple(Finding(f["code"], f["subject"], {k: _restored(v) for k, v in f["facts"].items()}, f["weight"])
                     for f in data["findings"])
    tables = MappingProxyType({name: frame_from_plain(rows) for name, rows in data["tables"].items()})
    return Result(data["room"], tables, frame_from_plain(data["steps"]), findings)


def frame_to_plain(rows: pd.DataFrame) -> dict:
    """A table as plain data, its types with it."""
    return {"types": [[c, str(t)] for c, t in rows.dtypes.items()],
            "rows": [[_plain(v) for v in row] for row in rows.astype(object).itertuples(index=False, name=None)]}


def frame_from_plain(data: Mapping) -> pd.DataFrame:
    """The table that was stored, with the types it had."""
    rows = [[_restored(v) for v in row] for row in data["rows"]]
    types = dict(data["types"])
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _plain(value):
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if value is None or (isinstance(value, float) and value != value) or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        return {"date": value.date().isoformat()}
    if hasattr(value, "item"):
        return value.item()
    if isinstance(value, (str, int, float, bool)):
        return value
    raise ValueError(f"a result holds plain data only, not {type(value).__name__}")


def _restored(value):
    if isinstance(value, dict):
        return pd.Timestamp(value["date"])
    return [_restored(v) for v in value] if isinstance(value, list) else value
