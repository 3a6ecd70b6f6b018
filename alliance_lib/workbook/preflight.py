"""Is this file safe and possible to read as an Excel workbook or Word document? Looked at before any reader touches it."""

import re
import zipfile
import zlib
from pathlib import Path

MB = 1_000_000
FILE_BYTES, PART_BYTES, ALL_BYTES = 20 * MB, 60 * MB, 150 * MB
PARTS, RATIO, RATIO_FROM = 1000, 200, 1 * MB
ROWS, COLUMNS, CELLS = 50_000, 256, 500_000

OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of .xls, and of every encrypted workbook
SEALED = "EncryptedPackage".encode("utf-16-le")
FILLED = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]+)([0-9]+)"[^>/]*>')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="[A-Z]+[0-9]+:([A-Z]+)([0-9]+)"')
DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
CODED = re.compile(rb"<\?xml[^>]*encoding=[\"']([^\"']+)")


def fault(path: Path, main: str = "xl/workbook.xml") -> str:
    """What keeps us from reading this file? The name of a section under [input], or "" if nothing does.

    Reads: main, the part that makes it a workbook, or a Word document; sizes, compression ratio, document type declarations and dimensions from the zip itself.
    Leaves out: what the cells say.
    Source: CONFIDENTIALITY, "Bad input".
    """
    if not path.is_file():
        return "no_file"
    if path.stat().st_size > FILE_BYTES:
        return "too_big"
    head = path.read_bytes()
    if head.startswith(OLD_OFFICE):
        return "password" if SEALED in head else "old_xls"
    try:
        with zipfile.ZipFile(path) as book:
            return _wrong_parts(book, main) or next(filter(None, map(lambda part: _wrong(book, part), book.infolist())), "")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        return "not_excel"


def _wrong_parts(book: zipfile.ZipFile, main: str) -> str:
    parts = book.infolist()
    names = [part.filename for part in parts]
    if len(names) > PARTS or len(set(names)) < len(names) or sum(p.file_size for p in parts) > ALL_BYTES:
        return "unsafe"
    if any(part.flag_bits & 1 for part in parts):
        return "password"
    if "content.xml" in names:
        return "ods"
    if any(name.lower().endswith(("vbaproject.bin", "workbook.bin")) for name in names):
        return "macros"
    return "" if main in names else "not_excel"


def _wrong(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    if part.file_size > PART_BYTES:
        return "unsafe"
    if part.file_size > RATIO_FROM and part.file_size > RATIO * max(part.compress_size, 1):
        return "unsafe"
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return ""
    with book.open(part) as held:
        # The sizes in the zip may lie: read no more than was promised.
        text = held.read(part.file_size + 1)
    if len(text) > part.file_size or DECLARED.search(text) or _other_coding(text):
        return "unsafe"
    return _wrong_sheet(text) if part.filename.startswith("xl/worksheets/") else ""


def _other_coding(text: bytes) -> bool:
    """A document in UTF-16 could hide a declaration from the search for it."""
    said = CODED.match(text.removeprefix(b"\xef\xbb\xbf")[:200])
    return b"\0" in text[:200] or (said is not None and said[1].upper() not in (b"UTF-8", b"US-ASCII"))


def _wrong_sheet(text: bytes) -> str:
    count = 0
    for column, row in FILLED.findall(text):
        count += 1
        if len(column) > 2 or _number(column) > COLUMNS or len(row) > 6 or int(row) > ROWS or count > CELLS:
            return "too_large"
    corners = MERGED.findall(text)
    if any(len(c) > 2 or _number(c) > COLUMNS or len(r) > 6 or int(r) > ROWS for c, r in corners):
        return "too_large"
    return ""


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = 26 * number + letter - 64
    return number
