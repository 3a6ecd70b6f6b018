"""Alliance: the read-only snapshot of one round that every room reads."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
import pandas as pd

from alliance_lib.schema import DECLINED, Column, tables

ANSWER_COLUMNS = ["round", "person_id", "party_id", "level_code", "topic_id", "answer", "state_code"]


@dataclass(frozen=True)
class Alliance:
    """Who is at the table and what do we know of them in this round?

    Reads: frames by table name as declared in schema; `from_frames` makes them complete.
    Gives: alliance["parties"] and so on, a fresh copy each time: nothing here can be changed.
    Leaves out: names of people, which stay in the dossier (`names` is filled for the facilitator only).
    """

    frames: Mapping[str, pd.DataFrame]
    round: int
    names: Mapping[str, str]
    shared: bool = False  # what a shared audience may see: without codes and answers of people

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.frames[table].copy()

    @property
    def facts(self) -> dict:
        """The single row of the start sheet; missing values are None."""
        row = self.frames["alliance"]
        if row.empty:
            return dict.fromkeys(row.columns)
        return {k: None if pd.isna(v) else v for k, v in row.iloc[0].items()}

    @property
    def reference_date(self) -> pd.Timestamp | None:
        """The day whose state of affairs this round describes; None if nobody said."""
        rounds = self.frames["rounds"]
        found = rounds.loc[rounds["round"] == self.round, "reference_date"].dropna()
        return found.iloc[0] if len(found) else None

    @property
    def party_names(self) -> dict[str, str]:
        """Party code -> name, in the order of the parties sheet."""
        parties = self.frames["parties"]
        return dict(zip(parties["party_id"], parties["name"], strict=True))

    @property
    def fingerprint(self) -> str:
        """sha256 of everything in the snapshot but names of people, independent of machine and time."""
        digest = hashlib.sha256(f"round {self.round}\n".encode())
        for name in sorted(self.frames):
            apart = [c.name for c in tables()[name].columns.values() if c.apart]
            rows = self.frames[name].drop(columns=apart)
            told = rows.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")
            digest.update(f"{name}\n{told}".encode())
        return digest.hexdigest()

    def answers(self, table: str, column: str, rounds: str = "this") -> pd.DataFrame:
        """Who answered one question, and what?

        Reads: an answer column such as ("opinions", "private_1to5"); rounds "this" or "all".
        Gives: long frame with ANSWER_COLUMNS; answer is a float, NaN where state_code is "declined".
            A question that was not asked has no row: not asked, declined and neutral are three things.
        Refuses: ValueError for a column that holds no answers, or for other rounds.
        """
        if rounds not in ("this", "all"):
            raise ValueError(f"rounds must be 'this' or 'all', got {rounds!r}")
        if tables()[table].columns[column].type != "answer":
            raise ValueError(f"{table}.{column} holds no answers")
        rows = self[table]
        if rounds == "this":
            rows = rows[rows["round"] == self.round]
        rows = rows[rows[column].notna()]
        people = self.frames["people"].dropna(subset="person_id").set_index("person_id")  # others see no codes
        declined = (rows[column] == DECLINED).to_numpy(dtype=bool)
        return pd.DataFrame({
            "round": rows["round"], "person_id": rows["person_id"],
            "party_id": rows["person_id"].map(people["party_id"]).astype("str"),
            "level_code": rows["person_id"].map(people["level_code"]).astype("str"),
            "topic_id": rows["topic_id"] if "topic_id" in rows else "",
            "answer": pd.to_numeric(rows[column].mask(declined), errors="raise").astype(float),
            "state_code": pd.Series(declined, index=rows.index).map({True: "declined", False: "answered"}),
        })[ANSWER_COLUMNS].reset_index(drop=True)


def from_frames(frames: Mapping[str, pd.DataFrame], round: int, names: Mapping[str, str] | None = None) -> Alliance:
    """Make a snapshot complete: every declared table and column present, with its declared type.

    Reads: any subset of the declared tables; unknown tables or columns are refused.
    Gives: Alliance with rows of later rounds left out and later events not yet happened.
    """
    unknown = set(frames) - set(tables())
    if unknown:
        raise ValueError(f"unknown tables: {sorted(unknown)}")
    complete = {name: typed(table.columns, frames[name]) if name in frames else blank(name) for name, table in tables().items()}
    made = Alliance(MappingProxyType(complete), round, MappingProxyType(dict(names or {})))
    cut = {name: _as_of(made, name) for name in complete}
    return Alliance(MappingProxyType(cut), round, made.names)


def _as_of(alliance: Alliance, name: str) -> pd.DataFrame:
    table, rows = tables()[name], alliance[name]
    if table.by_round:
        rows = rows[rows["round"] <= alliance.round]
    day = alliance.reference_date
    for column in table.columns.values() if day is not None else ():
        if column.begins:
            rows = rows[rows[column.name].isna() | (rows[column.name] <= day)]
        if column.event:
            rows[column.name] = rows[column.name].where(rows[column.name] <= day)
        if column.follows:
            rows[column.name] = rows[column.name].where(rows[column.follows] <= day)
    return rows.reset_index(drop=True)


def blank(name: str) -> pd.DataFrame:
    """This table without rows."""
    return _blank(name).copy()


@cache
def _blank(name: str) -> pd.DataFrame:
    return typed(tables()[name].columns, None)


def typed(columns: Mapping[str, Column], given: pd.DataFrame | None, defaults: bool = True) -> pd.DataFrame:
    """What is this table with every declared column in its declared type?

    Gives: str, datetime64[us], int64 where a whole number is required, float64 elsewhere; answers as
        "1".."points" or "declined". A missing value stays missing, or is the default if `defaults`.
    Refuses: ValueError for unknown columns, dates not written 2027-01-15, halves where whole numbers belong,
        and answers off the scale.
    """
    rows = pd.DataFrame(columns=list(columns)) if given is None else given
    unknown = set(rows.columns) - set(columns)
    if unknown:
        raise ValueError(f"unknown columns: {sorted(unknown)}")
    return pd.DataFrame({name: _values(column, rows, defaults) for name, column in columns.items()})


def _values(column: Column, rows: pd.DataFrame, defaults: bool) -> pd.Series:
    absent = pd.Series([None] * len(rows), dtype=object)
    held = rows[column.name].reset_index(drop=True) if column.name in rows else absent
    if defaults and column.default is not None:
        held = held.where(held.notna(), column.default)
    if column.type == "date":
        return pd.to_datetime(held, format="ISO8601").astype("datetime64[us]")  # 3-4-2026 is two days: refused
    if column.type in ("int", "number"):
        return _numbers(column, held)
    if column.type == "answer":
        return held.map(lambda given: _answer(column, given)).astype("str")
    return held.astype("str")


def _numbers(column: Column, held: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(held).astype("float64")
    if np.isinf(numbers).any() or (column.type == "int" and (numbers.dropna() % 1 != 0).any()):
        raise ValueError(f"{column.name} must hold finite {'whole ' if column.type == 'int' else ''}numbers")
    return numbers.astype("int64") if column.type == "int" and column.required else numbers


def _answer(column: Column, given: object) -> object:
    if pd.isna(given):
        return given
    step = given if isinstance(given, str) else f"{given:g}"
    if step != DECLINED and step not in map(str, range(1, column.points + 1)):
        raise ValueError(f"{column.name} holds {given!r}, not 1 to {column.points} or {DECLINED}")
    return step
