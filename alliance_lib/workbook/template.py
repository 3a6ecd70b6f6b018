"""A workbook going out: the sheets of a template or of a whole dossier, written with openpyxl.

The file says nothing about who made it, on which machine or when: equal content gives equal bytes.
"""

import io
import os
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from alliance_lib.schema import Column, Table, codes
from alliance_lib.words import Words, sentences
from alliance_lib.workbook.cells import escaped
from alliance_lib.workbook.csv_files import DANGEROUS
from alliance_lib.workbook.entries import shown
from alliance_lib.workbook.headings import LISTS, heading

CELL_CHARACTERS = 32_767  # Excel keeps no more in one cell
LAST_ROW = 5_000  # down to here there are drop-downs
FIRST_ROW = 3
FORMATS = {"id": "@", "ref": "@", "text": "@", "date": "yyyy-mm-dd"}
WIDTHS = {"id": 14, "ref": 14, "text": 44, "code": 26, "int": 16, "number": 16, "date": 16, "answer": 18}
HEAD, QUIET = Font(bold=True), Font(italic=True, color="595959")
FILL = PatternFill("solid", fgColor="E8EEF4")
LINE = Border(bottom=Side(style="thin", color="595959"))
WRAP = Alignment(wrap_text=True, vertical="top")
CORE = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


@dataclass(frozen=True)
class Book:
    """A workbook under way: which tables it gets, in which language, and where the choices stand."""

    made: Workbook
    tables: Mapping[str, Table]
    words: Words

    @property
    def lang(self) -> str:
        return self.words.lang

    @property
    def lists(self) -> dict[str, int]:
        """Code list -> its column on the hidden sheet of choices."""
        used = {c.codes: None for t in self.tables.values() for c in t.columns.values() if c.codes}
        return {name: number for number, name in enumerate(used, start=1)}


def write(path: Path, tables: Mapping[str, Table], frames: Mapping[str, pd.DataFrame], words: Words,
          origin: str = "") -> None:
    """Write these tables as a workbook that Excel and LibreOffice open, filled with what the frames hold.

    Reads: frames by table name with declared columns; a table without frame gets an empty sheet.
    Gives: the start sheet with its fields below each other, one sheet per table (headings, a line of help,
        drop-downs, identifiers as text, dates as dates), and a hidden sheet with the choices.
    Leaves out: checks of length; `too_long` finds those first.
    """
    book = Book(Workbook(), tables, words)
    book.made.remove(book.made.active)
    for name, table in tables.items():
        sheet = book.made.create_sheet(table.title(book.lang))
        rows = frames.get(name, pd.DataFrame(columns=list(table.columns)))
        (_start if table.single else _sheet)(book, sheet, table, rows)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
    _choices(book)
    book.made.properties.creator, book.made.properties.identifier = "alliance", origin or None
    held = io.BytesIO()
    book.made.save(held)
    repack(held, path)


def too_long(tables: Mapping[str, Table], frames: Mapping[str, pd.DataFrame], lang: str, limit: int) -> list[tuple[str, str]]:
    """Which texts do not fit in a cell? (sheet, cell) for each."""
    found = []
    for name, frame in frames.items():
        for at, column in enumerate(tables[name].columns.values()):
            for number, text in enumerate(frame[column.name]):
                if isinstance(text, str) and len(escaped(text).encode("utf-16-le")) > 2 * limit:
                    cell = f"B{at + 1}" if tables[name].single else f"{get_column_letter(at + 1)}{FIRST_ROW + number}"
                    found.append((tables[name].title(lang), cell))
    return found


def _start(book: Book, sheet: Worksheet, table: Table, rows: pd.DataFrame) -> None:
    for number, column in enumerate(table.columns.values(), start=1):
        put(sheet, number, 1, heading(column, book.lang)).font = HEAD
        _value(book, sheet, (number, 2), column, None if rows.empty else rows.iloc[0][column.name])
        sheet.cell(number, 2).number_format = FORMATS.get(column.type, "General")
        sheet.cell(number, 2).border = LINE
        put(sheet, number, 3, column.help(book.lang)).font = QUIET
        _choose(book, sheet, column, f"B{number}")
    below = len(table.columns) + 2
    lines = sorted(key for key in sentences() if key.startswith("input.how."))
    for number, key in enumerate(lines):
        put(sheet, below + number, 1, book.words.say(key)).font = QUIET if number else HEAD
        sheet.cell(below + number, 1).alignment = Alignment(wrap_text=False)
    for letter, width in zip("ABC", (34, 60, 70), strict=True):
        sheet.column_dimensions[letter].width = width


def _sheet(book: Book, sheet: Worksheet, table: Table, rows: pd.DataFrame) -> None:
    for number, column in enumerate(table.columns.values(), start=1):
        letter = get_column_letter(number)
        head = put(sheet, 1, number, heading(column, book.lang))
        head.font, head.fill = HEAD, FILL
        put(sheet, 2, number, column.help(book.lang)).font = QUIET
        along = sheet.column_dimensions[letter]
        along.width, along.number_format = WIDTHS[column.type], FORMATS.get(column.type, "General")
        _choose(book, sheet, column, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
        for below, held in enumerate(rows[column.name], start=FIRST_ROW):
            _value(book, sheet, (below, number), column, held)
    sheet.row_dimensions[2].height = 58
    sheet.freeze_panes = f"A{FIRST_ROW}"


def put(sheet: Worksheet, row: int, column: int, text: str):
    """Put text in a cell as text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value, cell.data_type = escaped(text), "s"
    cell.quotePrefix = bool(DANGEROUS.match(text))
    cell.alignment = WRAP
    return cell


def _value(book: Book, sheet: Worksheet, at: tuple[int, int], column: Column, held: object) -> None:
    said = shown(column, held, book.lang)
    if said is None:
        return
    cell = put(sheet, *at, said) if isinstance(said, str) else sheet.cell(*at, said)
    if isinstance(said, float):
        cell.value, cell.data_type = repr(said), "n"  # openpyxl would keep 16 digits; a number has 17
    cell.number_format = FORMATS.get(column.type, "General")


def _choose(book: Book, sheet: Worksheet, column: Column, cells: str) -> None:
    """Give these cells a drop-down or a limit, and the help as a prompt."""
    kind, facts = _rule(book, column)
    rule = DataValidation(type=kind, allow_blank=True, showInputMessage=True, showErrorMessage=kind is not None,
                          promptTitle=column.heading(book.lang)[:32], prompt=column.help(book.lang)[:255], **facts)
    # A reference may be typed before the row that it refers to: then only a warning.
    rule.errorStyle = "warning" if column.ref else "stop"
    rule.add(cells)
    sheet.add_data_validation(rule)


def _rule(book: Book, column: Column) -> tuple[str | None, dict[str, str]]:
    if column.codes:
        letter, count = get_column_letter(book.lists[column.codes]), len(codes()[column.codes])
        return "list", {"formula1": f"{quote_sheetname(LISTS[book.lang])}!${letter}$2:${letter}${count + 1}"}
    if column.ref in book.tables:
        target = book.tables[column.ref]
        letter = get_column_letter(1 + list(target.columns).index(target.key[0]))
        title = quote_sheetname(target.title(book.lang))
        return "list", {"formula1": f"{title}!${letter}${FIRST_ROW}:${letter}${LAST_ROW}"}
    if column.type == "answer":
        return "list", {"formula1": f'"{",".join(map(str, range(1, column.points + 1)))},x"'}
    if column.type == "date":
        return "date", {"operator": "greaterThan", "formula1": "367"}
    if column.type in ("int", "number") and column.min is not None and column.max is not None:
        return "whole" if column.type == "int" else "decimal", {
            "operator": "between", "formula1": str(column.min), "formula2": str(column.max)}
    return None, {}


def _choices(book: Book) -> None:
    sheet = book.made.create_sheet(LISTS[book.lang])
    sheet.sheet_state = "hidden"
    for name, number in book.lists.items():
        put(sheet, 1, number, name)
        for row, label in enumerate(codes()[name].values(), start=2):
            put(sheet, row, number, label[book.lang])


def repack(held: io.BytesIO, path: Path) -> None:
    """Write the parts again without times, and put the file in its place in one step."""
    part = path.with_name(f".{path.name}.part")
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as clean:
        for name in made.namelist():
            body = made.read(name)
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            clean.writestr(about, CORE.sub(b"", body) if name == "docProps/core.xml" else body)
    os.replace(part, path)
