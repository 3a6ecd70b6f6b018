"""Which cells stand in this workbook? Read by openpyxl in a child process with limits.

Run as a program of its own it is the child: it prints the cells as JSON and knows nothing of tables. `sheets` is the parent's side. A workbook that takes too long or too much memory costs the child.
"""

import datetime
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

SECONDS, BYTES = 60, 2_000_000_000
# Characters that XML cannot hold stand in a workbook as _x0007_, and _x0007_ itself as _x005F_x0007_.
WRITTEN = re.compile(r"_x(005F|000[1-8BCDEF]|001[0-9A-F]|FFF[EF])_")
FORMULA = re.compile(rb"<(\w+:)?f[ />]")
UNWRITABLE = re.compile("[\x01-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """How does this text stand in a workbook? As it is, but for characters that XML cannot hold."""
    return UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """Which text does a workbook mean?

    >>> unescaped(escaped("bell \\x07 and _x0007_")) == "bell \\x07 and _x0007_"
    True
    """
    return WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)


def sheets(path: Path) -> tuple[list, str]:
    """Which grids does the workbook hold, and which mark did our own export leave in it?

    Gives: Grid per sheet, in the order of the book; the mark, "" in any other workbook.
    Refuses: ValueError("broken") or ValueError("too_slow") if the child could not read it.
    """
    from alliance_lib.dossier.passphrase import keyless
    from alliance_lib.workbook.grid import Grid

    own = {"OPENPYXL_LXML": "False", "OPENPYXL_DEFUSEDXML": "True", "OPENBLAS_NUM_THREADS": "1"}
    # Isolated (-I), so that nothing beside the workbook or this file can pose as a module.
    command = [sys.executable, "-I", "-X", "utf8", "-W", "ignore", __file__, str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, env=keyless() | own, check=True)
        said = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise ValueError("too_slow") from None
    except (subprocess.CalledProcessError, json.JSONDecodeError):
        raise ValueError("broken") from None
    return [Grid(sheet["title"], _rows(sheet["cells"]), number, hidden=sheet["hidden"], merged=tuple(sheet["merged"]))
            for number, sheet in enumerate(said["sheets"])], said["origin"]


def _rows(cells: list) -> tuple[tuple, ...]:
    if not cells:
        return ()
    width = 1 + max(column for _, column, _ in cells)
    rows = [[None] * width for _ in range(1 + max(row for row, _, _ in cells))]
    for row, column, held in cells:
        rows[row][column] = _value(held)
    return tuple(map(tuple, rows))


def _value(held):
    from alliance_lib.workbook.grid import Odd, Padded

    if not isinstance(held, dict):
        return unescaped(held) if isinstance(held, str) else held
    if "day" in held:
        return datetime.date.fromisoformat(held["day"])
    if "width" in held:
        return Padded(held["number"], held["width"])
    return Odd(held["odd"], held["text"])


def _limit() -> None:
    """Bound the child's own memory and time, where the system can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    except (ImportError, ValueError, OSError):
        pass  # Windows has none of this, macOS not all: there the parent's clock is the limit


def _read(path: str) -> dict:
    from openpyxl import DEFUSEDXML, load_workbook

    if not DEFUSEDXML:
        raise RuntimeError("defusedxml is missing")
    values = load_workbook(path, data_only=True, keep_links=False)
    with zipfile.ZipFile(path) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
    # Only a second reading shows which empty cells are formulas that were never calculated.
    formulas = load_workbook(path, keep_links=False) if any(map(FORMULA.search, sheets)) else values
    return {"origin": values.properties.identifier or "", "sheets": [{
        "title": sheet.title, "hidden": sheet.sheet_state != "visible",
        "merged": [str(found) for found in sheet.merged_cells.ranges],
        "cells": _cells(sheet, formulas[sheet.title]),
    } for sheet in values.worksheets]}


def _cells(sheet, formulas) -> list:
    # _cells holds what the file holds; iter_rows would make every empty cell up to a stray one far away.
    found = []
    for (row, column), cell in sorted(sheet._cells.items()):
        asked = formulas._cells.get((row, column))
        held = _plain(cell, asked is not None and asked.data_type == "f")
        if held is not None:
            found.append((row - 1, column - 1, held))
    return found


def _plain(cell, formula: bool):
    value = getattr(cell, "value", None)
    if value is None:
        # A formula whose stored answer is the empty text has an answer: nothing.
        return {"odd": "formula", "text": ""} if formula and cell.data_type != "str" else None
    if cell.data_type == "e":
        return {"odd": "error", "text": str(value)}
    if isinstance(value, datetime.datetime):
        return {"day": value.date().isoformat()}
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    if isinstance(value, (datetime.time, datetime.timedelta)):
        return {"odd": "time", "text": str(value)}
    if isinstance(value, bool):
        return {"odd": "truth", "text": str(value).upper()}
    if isinstance(value, int) and re.fullmatch("00+", cell.number_format):
        return {"number": value, "width": len(cell.number_format)}
    return value if isinstance(value, (int, float)) else str(value)


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(_read(sys.argv[1])))
