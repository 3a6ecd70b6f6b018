"""A dossier with something in every column of every table, hostile text included, made from the declarations."""

import datetime

import pandas as pd

from alliance_lib.schema import Column, Table, codes, stored

HOSTILE = (
    "=1+1", "+31 6 1234", "-4", "@SUM(A1)", "\tab", "\rreturn", "\nnewline", "'=quoted", "''+twice", "'", "=cmd|'/c calc'!A0",
    "<script>alert(1)</script>", "<a href=x>&amp;</a>", "one\ntwo\r\nthree\rfour", "👩‍👩‍👧 é ß 日本", " spaces around ", "  ",
    "_x0041_ _x005F_ _x0007_ _x005f_", "bell \x07 and \x1f", "\ufffe\uffff", "\u2028\u0085", "#N/A", "TRUE", "1.234", "0012",
    "2026-02-01", 'a,b;c|d\te"f"', "nan", "None", "1e400", "{name} {{7*7}} %s", "\uff1d1+1", "y" * 32_767, "=" * 32_000,
)
IDS = ("{:03d}", "={}", "-{}", "'={}", "P{}", "1.{}", "3-{}")


def full_frames(rows: int = len(HOSTILE)) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Frames of so many rows, every text column with every hostile text; every third row leaves out what it may."""
    frames = {name: _frame(table, 1 if table.single else rows) for name, table in stored().items()}
    return frames, {identifier("people", n): HOSTILE[n % len(HOSTILE)] for n in range(0, rows, 2)}


def identifier(table: str, n: int) -> str:
    """The code of row n; each code looks like a number, a formula or a date."""
    return IDS[(n + len(table)) % len(IDS)].format(n + 1)


def _frame(table: Table, rows: int) -> pd.DataFrame:
    counted = [table.columns[name] for name in table.key if table.columns[name].type == "int"]
    rows = min([rows, *(int(c.max) for c in counted)])
    return pd.DataFrame({c.name: [_value(table, c, n, at) for n in range(rows)]
                         for at, c in enumerate(table.columns.values()) if not c.apart}, dtype=object)


def _value(table: Table, column: Column, n: int, at: int):
    if not column.required and n % 3 == 2:
        return None
    if column.type == "id":
        return identifier(table.name, n)
    if column.ref:
        return identifier(column.ref, n if column.name in table.key else 0)
    if column.type == "code":
        return list(codes()[column.codes])[n % len(codes()[column.codes])]
    if column.type == "answer":
        return "declined" if n % 5 == 1 else str(1 + n % column.points)
    if column.type == "date":
        return datetime.date(2026, 2, 1) + datetime.timedelta(days=37 * n)
    if column.type == "text":
        text = HOSTILE[(n + at) % len(HOSTILE)] if column.name != "help_request" else "".join(HOSTILE[:30])
        return text if text.strip() or not column.required else f"{text}."  # spaces alone are no name
    low, high = column.min or 0, column.max if column.max is not None else 1e6
    whole = low + (n + (column.name in table.key)) % (high - low + 1)
    if column.type == "int":
        return int(max(whole, low))
    number = [0.1 + 0.2, 1.234, 12.345, 1e-7, 0.5, 999.999, 1 / 3][n % 7] % high
    return max(number, float(low))
