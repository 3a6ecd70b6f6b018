"""A folder of CSV files, in and out: one file per table, strict, exact both ways.

Out: no text becomes a formula when a spreadsheet opens the file; in: that protection is taken off again.
"""

import csv
import io
import re
from pathlib import Path

import pandas as pd

from alliance_lib.schema import Column, Table
from alliance_lib.workbook.entries import AMBIGUOUS, shown
from alliance_lib.workbook.grid import Grid, Place, Problems
from alliance_lib.workbook.headings import fitting, heading, table_named

CODINGS = ("utf-8-sig", "utf-16", "cp1252")
DELIMITERS = ",;\t|"
FILE_BYTES = 20_000_000
CELL_CHARACTERS = 131_072  # the longest field the csv module reads
# What a spreadsheet takes for the start of a formula; an apostrophe in front keeps it text.
DANGEROUS = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
PROTECTED = re.compile("''*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def protected(text: str) -> str:
    """How does this text stand in a file so that no spreadsheet runs it?

    >>> protected("=1+1"), unprotected(protected("'=1+1"))
    ("'=1+1", "'=1+1")
    """
    return f"'{text}" if DANGEROUS.match(text) else text


def unprotected(text: str) -> str:
    """Which text was meant? The inverse of protected; -4 and 'tis stay what they are."""
    return text[1:] if PROTECTED.match(text) else text


def grids(folder: Path, problems: Problems) -> list[Grid]:
    """Which grids does a folder of CSV files hold?

    Reads: every *.csv in the folder; the name of a file is the name or the title of its table.
    Gives: Grid per file, sorted by name. Encoding and delimiter are those under which most headings are known.
    Refuses: a file in no known encoding, a row wider or narrower than the headings, an unclosed quote: all as problems.
    """
    paths = sorted((p for p in folder.iterdir() if p.suffix.lower() == ".csv" and p.is_file()), key=lambda p: p.name)
    if not paths:
        problems.add("no_files", file=folder.name)
    return [grid for number, path in enumerate(paths) if (grid := _grid(path, number, problems))]


def _grid(path: Path, number: int, problems: Problems) -> Grid | None:
    whole = Place(number, kind="file", facts=(("file", path.name),))
    if path.stat().st_size > FILE_BYTES:
        return problems.add("too_big", whole)
    text, delimiter = _text(path)
    if not text or "\0" in text:
        return problems.add("no_text", whole) if path.stat().st_size else Grid(path.name, (), number, csv=True)
    rows, lines = [], []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if row:
                rows.append(tuple(unprotected(cell) or None for cell in row))
                lines.append(reader.line_num)
    except csv.Error:
        return problems.add("broken_line", _line(path, number, reader.line_num))
    uneven = [line for row, line in zip(rows, lines, strict=True) if len(row) != len(rows[0])]
    for line in uneven:
        problems.add("uneven", _line(path, number, line), n=len(rows[0]))
    return None if uneven else Grid(path.name, tuple(rows), number, tuple(lines), csv=True)


def _line(path: Path, number: int, line: int) -> Place:
    return Place(number, line, 0, "row", (("file", path.name), ("line", str(line))))


def _text(path: Path) -> tuple[str, str]:
    """The text and its delimiter: of all encodings and delimiters the pair that makes most headings known."""
    held, found = path.read_bytes(), []
    table = table_named(path.stem)
    for coding in CODINGS:
        try:
            text = held.decode(coding)
        except UnicodeError:
            continue
        first = text.partition("\n")[0].strip("\r")
        for delimiter in DELIMITERS:
            known = sum(fitting(table, cell) is not None for cell in first.split(delimiter)) if table else 0
            found.append((known, first.count(delimiter), text, delimiter))
    if not found:
        return "", ","
    best = max(found, key=lambda each: each[:2])  # the first of equals: utf-8 before cp1252, comma before others
    return best[2:]


def write(folder: Path, table: Table, rows: pd.DataFrame, lang: str) -> None:
    """Write one table as a CSV file that Excel opens with a double click.

    Dutch Excel expects semicolons and decimal commas, English Excel commas and points.
    """
    columns = list(table.columns.values())
    made = io.StringIO(newline="")
    out = csv.writer(made, delimiter=";" if lang == "nl" else ",", lineterminator="\r\n")
    out.writerow(heading(column, lang) for column in columns)
    for held in zip(*(rows[column.name] for column in columns), strict=True):
        out.writerow(_said(column, value, lang) for column, value in zip(columns, held, strict=True))
    (folder / f"{table.title(lang)}.csv").write_bytes(made.getvalue().encode("utf-8-sig"))


def _said(column: Column, held: object, lang: str) -> str:
    value = shown(column, held, lang)
    if value is None:
        return ""
    if isinstance(value, float):
        return _decimal(value, lang)
    return protected(value) if isinstance(value, str) else str(value)


def _decimal(value: float, lang: str) -> str:
    """All digits; 1.234 gets a zero more, because it could be read as a thousand."""
    text = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    text += "0" if AMBIGUOUS.fullmatch(text) else ""
    return text.replace(".", ",") if lang == "nl" else text
