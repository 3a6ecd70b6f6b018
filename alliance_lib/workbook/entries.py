"""What does one cell mean, and what stands in a cell? Between what is typed and the declared type of its column."""

import datetime
import math
import re
from functools import cache

import pandas as pd

from alliance_lib.schema import DECLINED, Column, code_label, codes
from alliance_lib.workbook.grid import Odd, Padded, Place, Problems
from alliance_lib.workbook.headings import nearest, plain

DECLINED_WORDS = ("x", "declined", "geweigerd")
WHOLE_DIGITS = 15  # a spreadsheet keeps no more of a number
YEARS = range(1901, 2200)
ISO = re.compile(r"(\d{4}-\d{2}-\d{2})([T ]00:00(:00)?)?")
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}((\.\d{3})+,\d+|(,\d{3})+\.\d+|(\.\d{3}){2,}|(,\d{3}){2,})")
NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")


def value(column: Column, cell: object, place: Place, problems: Problems) -> object | None:
    """What does this cell mean in this column?

    Reads: a cell of a Grid that is not empty.
    Gives: str for text, identifiers, codes and answers ("1".."5" or "declined"), int, float or date.
    Refuses: everything that can be read in two ways, as a problem; then the value is None.
    """
    if isinstance(cell, Odd):
        return problems.add(cell.kind, place, value=cell.text)
    return READERS[column.type](column, cell, place, problems)


def shown(column: Column, held: object, lang: str) -> object | None:
    """What stands in a cell for this value? A label, a date, a number, x for declined, or None for nothing."""
    if held is None or pd.isna(held):
        return None
    if column.type == "code":
        return code_label(column.codes, held, lang)
    if column.type == "date":
        return held.date()
    if column.type == "answer":
        return "x" if held == DECLINED else int(held)
    if column.type in ("int", "number"):
        return int(held) if column.type == "int" else float(held)
    return str(held)


def _text(column, cell, place, problems) -> str:
    if isinstance(cell, Padded):
        return f"{cell.number:0{cell.width}d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)


def _identifier(column, cell, place, problems) -> str | None:
    if isinstance(cell, datetime.date):
        return problems.add("date_for_code", place, value=cell.isoformat())
    if isinstance(cell, (int, float)) and not abs(cell) < 10**WHOLE_DIGITS:
        return problems.add("long_number", place, value=f"{cell:.0f}")
    return _text(column, cell, place, problems).strip()


def _number(column, cell, place, problems) -> float | None:
    if isinstance(cell, Padded):
        cell = cell.number
    if isinstance(cell, datetime.date):
        return problems.add("date_for_number", place, value=cell.isoformat())
    if isinstance(cell, str):
        typed = re.sub(r"[\s\u00a0\u202f]", "", cell).replace("\u2212", "-")
        if AMBIGUOUS.fullmatch(typed):
            return _ambiguous(column, typed, place, problems)
        cell = _parsed(typed)
        if cell is None:
            return problems.add("not_number", place, value=typed)
    if not math.isfinite(cell):
        return problems.add("not_number", place, value=str(cell))
    low, high = column.min, column.max
    if (low is not None and cell < low) or (high is not None and cell > high):
        return problems.add("out_of_range", place, value=_said(cell), range=said_range(column, problems))
    return cell


def _ambiguous(column, typed, place, problems) -> None:
    """1.234 is a thousand to the one and hardly more than one to the other."""
    whole, part = re.sub("[.,]", "", typed), re.sub("[.,]", "," if problems.words.lang == "nl" else ".", typed) + "0"
    problems.add("ambiguous_number", place, whole if column.type == "int" else "", value=typed, whole=whole, part=part)


def _parsed(typed: str) -> float | None:
    if GROUPED.fullmatch(typed):
        last = max(typed.rfind("."), typed.rfind(","))
        part = typed[last + 1:] if typed.count(typed[last]) == 1 else ""
        whole = re.sub("[.,]", "", typed[:last] if part else typed)
        return float(f"{whole}.{part or 0}")
    return float(typed.replace(",", ".")) if NUMBER.fullmatch(typed) else None


def _whole(column, cell, place, problems) -> int | None:
    found = _number(column, cell, place, problems)
    if found is not None and found != int(found):
        return problems.add("not_whole", place, value=_said(found))
    return None if found is None else int(found)


def _answer(column, cell, place, problems) -> str | None:
    if isinstance(cell, str) and plain(cell) in DECLINED_WORDS:
        return DECLINED
    if isinstance(cell, str) and not NUMBER.fullmatch(cell.strip()):
        return problems.add("unknown_answer", place, value=cell, range=said_range(column, problems))
    found = _whole(column, cell, place, problems)
    if found is not None and not 1 <= found <= column.points:
        return problems.add("out_of_range", place, value=str(found), range=said_range(column, problems))
    return None if found is None else str(found)


def _code(column, cell, place, problems) -> str | None:
    lang, typed = problems.words.lang, _text(column, cell, place, problems)
    found = _by_label(column.codes).get(plain(typed))
    if found is None:
        known, others = ([each[said] for each in codes()[column.codes].values()] for said in (lang, "nl" if lang == "en" else "en"))
        return problems.add("unknown_code", place, nearest(typed, known) or nearest(typed, others), value=typed, known=known)
    return found


@cache
def _by_label(code_list: str) -> dict[str, str]:
    """Code by label of either language, or by itself; a label wins over a code that reads the same."""
    listed = codes()[code_list]
    by_code = {plain(code): code for code in listed}
    return by_code | {plain(label[lang]): code for code, label in listed.items() for lang in ("en", "nl")}


def _date(column, cell, place, problems) -> datetime.date | None:
    if isinstance(cell, (int, float, Padded)):
        return problems.add("number_for_date", place, value=_text(column, cell, place, problems))
    day = cell
    if isinstance(cell, str):
        iso = ISO.fullmatch(cell.strip())
        day = _day(iso[1]) if iso else None
        if day is None:
            return problems.add("text_date", place, _meant(cell), value=cell)
    if day.year not in YEARS:
        return problems.add("odd_year", place, value=day.isoformat())
    return day


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _meant(typed: str) -> str:
    """The day that a Dutch or British reader would take 1-2-2026 for; "" if it cannot be one."""
    found = DAY_FIRST.fullmatch(typed.strip())
    day = _day(f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}") if found else None
    return day.isoformat() if day else ""


def said_range(column: Column, problems: Problems) -> str:
    """Which values may stand here, in words?"""
    low, high = (1, column.points) if column.points else (column.min, column.max)
    say = problems.words.number
    if low is None or high is None:
        return f"≥ {say(low)}" if high is None else f"≤ {say(high)}"
    return problems.words.say("input.range", low=say(low), high=say(high))


def _said(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


READERS = {"id": _identifier, "ref": _identifier, "text": _text, "code": _code, "int": _whole,
           "number": _number, "date": _date, "answer": _answer}
