"""May this value stand in this column? The one check before anything is stored in a dossier."""

import datetime
import math
from collections.abc import Mapping
from numbers import Integral, Real

import numpy as np
import pandas as pd

from alliance_lib.errors import AllianceError
from alliance_lib.schema import DECLINED, Column, Table, codes

Plain = str | int | float | None


def stored_value(column: Column, given: object, where: str = "") -> Plain:
    """How is this value kept in a dossier?

    Reads: a plain value, a pandas or numpy scalar, or any kind of missing; text "" counts as missing.
    Gives: text, a whole number, a finite number, an ISO date, an answer as "1".."points" or "declined", or None.
        What is missing stays so, also where a snapshot fills in a default, unless it is required.
    Refuses: AllianceError where the column's type, codes or range do not allow it, or a required value is missing.
    """
    place = f"{where}, {column.en}" if where else column.en
    if is_missing(given) and column.required:
        given = column.default
    if is_missing(given):
        if column.required:
            raise AllianceError("this may not be empty.", place, "Fill it in.")
        return None
    value = CONVERT[column.type](column, given)
    if value is None:
        raise AllianceError(f"'{str(given)[:60]}' is not {expected(column)}.", place)
    return value


def stored_row(table: Table, given: Mapping[str, object], where: str = "") -> dict[str, Plain]:
    """How is this whole row kept? A column that is not given is empty; an unknown one is a ValueError."""
    unknown = set(given) - set(table.columns)
    if unknown:
        raise ValueError(f"unknown columns of {table.name}: {sorted(unknown)}")
    return {name: stored_value(column, given.get(name), where) for name, column in table.columns.items()}


def is_missing(given: object) -> bool:
    """Is this nothing: None, NaN, NaT or empty text? 0 is an answer."""
    if isinstance(given, str):
        return given == ""
    return given is None or (pd.api.types.is_scalar(given) and bool(pd.isna(given)))


def expected(column: Column) -> str:
    """What may stand in this column, as the end of a sentence?"""
    if column.type == "code":
        return f"one of: {', '.join(codes()[column.codes])}"
    if column.type == "answer":
        return f"a whole number from 1 to {column.points}, or {DECLINED}"
    if column.type == "date":
        return "a date such as 2027-01-15"
    if column.type in ("int", "number"):
        kind = "a whole number" if column.type == "int" else "a number"
        low = "" if column.min is None else f" from {column.min:g}"
        return kind + low + ("" if column.max is None else f" to {column.max:g}")
    return "text without spaces around it" if column.type in ("id", "ref") else "text"


def _text(column: Column, given: object) -> str | None:
    if not isinstance(given, str) or "\x00" in given:
        return None
    if any("\ud800" <= letter <= "\udfff" for letter in given):  # half a character: no file can hold it
        return None
    return given if column.type == "text" or given == given.strip() else None


def _code(column: Column, given: object) -> str | None:
    return given if isinstance(given, str) and given in codes()[column.codes] else None


def _number(column: Column, given: object) -> float | None:
    if not isinstance(given, Real) or isinstance(given, (bool, np.bool_)) or not math.isfinite(given):
        return None
    low = -math.inf if column.min is None else column.min
    high = math.inf if column.max is None else column.max
    return float(given) if low <= given <= high else None


def _whole(column: Column, given: object) -> int | None:
    found = _number(column, given)
    return int(given) if found is not None and (isinstance(given, Integral) or found.is_integer()) else None


def _date(column: Column, given: object) -> str | None:
    if isinstance(given, str):
        try:
            day = datetime.date.fromisoformat(given)
        except ValueError:
            return None
        return given if day.isoformat() == given else None
    if isinstance(given, np.datetime64):
        given = pd.Timestamp(given)
    if isinstance(given, datetime.datetime):
        return given.date().isoformat() if given.time() == datetime.time() else None
    return given.isoformat() if isinstance(given, datetime.date) else None


def _answer(column: Column, given: object) -> str | None:
    allowed = [str(step) for step in range(1, column.points + 1)]
    if isinstance(given, str):
        return given if given in (*allowed, DECLINED) else None
    step = str(_whole(column, given))
    return step if step in allowed else None


CONVERT = {"id": _text, "ref": _text, "text": _text, "code": _code, "int": _whole, "number": _number,
           "date": _date, "answer": _answer}
