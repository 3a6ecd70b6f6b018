"""Excel and CSV, in and out. In: all problems at once, or everything. Out: what comes back is the same."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from alliance_lib import dossier
from alliance_lib.errors import AllianceError
from alliance_lib.publication import history
from alliance_lib.schema import Table, stored
from alliance_lib.words import Words
from alliance_lib.workbook import cells, csv_files, preflight, reading
from alliance_lib.workbook import template as writer
from alliance_lib.workbook.grid import Grid, Place, Problems

# Tables that nobody fills in by hand: an empty sheet never empties them.
KEPT_BY_PROGRAM = (*history.TABLES, "approvals", "statements")
ORIGIN = "origin.txt"  # in a folder of CSV files: which notes were internal when this was exported


@dataclass(frozen=True)
class Book:
    """What stands in a workbook or folder: rows by table, names of people apart, and everything that is wrong.

    names is None if there is no column of names. pending are references that only a dossier can answer.
    """

    frames: Mapping[str, pd.DataFrame]
    names: Mapping[str, str] | None
    problems: tuple[AllianceError, ...]
    remarks: tuple[str, ...] = ()
    pending: tuple[reading.Pending, ...] = ()


@dataclass(frozen=True)
class Imported:
    """What an import stored, or would store: rows per table by title; or the problems, and then nothing."""

    rows: Mapping[str, int]
    problems: tuple[AllianceError, ...]
    remarks: tuple[str, ...] = ()


def template(path: str | Path, *, lang: str = "nl", route: str = "stuck", all_tables: bool = False) -> None:
    """Make an empty workbook to fill in.

    Reads: route "stuck" or "start" decides on the sheets; all_tables adds the others.
    Refuses: AllianceError for a file that exists already or does not end in .xlsx.
    """
    chosen = {name: table for name, table in stored().items()
              if route in table.routes or (all_tables and name not in KEPT_BY_PROGRAM)}
    start = pd.DataFrame([{"route_code": route}], columns=list(stored()["alliance"].columns), dtype=object)
    words = Words(lang)
    _write_book(_new(path, words), chosen, {"alliance": start}, words)


def read(source: str | Path, *, lang: str = "nl") -> Book:
    """What stands in this workbook or folder of CSV files?

    Reads: an .xlsx or a folder; titles, headings and codes in Dutch or English or by name; lang, the
        language of the problems. A sheet that is missing is normal, so is an empty cell: not asked.
    Gives: Book. With any problem its frames must not be used.
    Refuses: nothing; what is wrong stands in problems, each with sheet and cell and what to do.
    Leaves out: references to tables that are not in the book; import_book asks the dossier.
    """
    problems = Problems(Words(lang))
    grids, origin = _grids(Path(source), problems)
    found = reading.read(grids, problems)
    frames = {name: frame for name, frame in found.frames().items() if len(frame) or name not in KEPT_BY_PROGRAM}
    frames, remarks = _lowered(frames, origin, problems.words)
    return Book(frames, found.names(), problems.all(), remarks, found.pending)


def import_book(path: str | Path, book: str | Path | Book, *, dry_run: bool = False, lang: str = "nl",
                by: str = "workbook") -> Imported:
    """Take a workbook or folder over in a dossier: everything, or nothing if anything is wrong.

    Reads: path of the dossier, made if it is not there; book, a Book or the path of one; dry_run to
        check only; by, who does it. A table that is not in the book stays as it is; an empty sheet
        empties its table, and a remark says so.
    Gives: Imported, with the problems of the book and those that the dossier has with it.
    """
    path, book = Path(path), book if isinstance(book, Book) else read(book, lang=lang)
    if book.problems:
        return Imported({}, book.problems, book.remarks)
    try:
        held = _held(path)
        problems, remarks = _strangers(book, held, Words(lang)), book.remarks + _emptied(book, held, Words(lang))
        if not problems and not dry_run:
            _store(path, book, by)
    except AllianceError as fault:
        problems, remarks = (fault,), book.remarks
    rows = {stored()[name].title(lang): len(frame) for name, frame in book.frames.items()}
    return Imported({} if problems else rows, problems, remarks)


def export(path: str | Path, target: str | Path, *, lang: str = "nl") -> None:
    """Write everything in a dossier as a workbook (.xlsx) or, for any other name, a folder of CSV files.

    Gives: a file or folder that import_book reads back into the same dossier. No text becomes a formula.
    Refuses: AllianceError for a target that exists already and for a text that does not fit in a cell.
    Leaves out: the journal and what was published; those stay in the dossier.
    """
    words = Words(lang)
    as_book = Path(target).suffix.lower() == ".xlsx"
    target = _new(target, words) if as_book else _new_folder(target, words)
    with dossier.open(path) as held:
        frames = held.frames(names=True)
    if as_book:
        _write_book(target, stored(), frames, words)
    else:
        _write_folder(target, frames, words)


def _grids(source: Path, problems: Problems) -> tuple[list[Grid], str]:
    if source.is_dir():
        mark = source / ORIGIN
        return csv_files.grids(source, problems), mark.read_text("utf-8", "replace")[:64] if mark.is_file() else ""
    fault = preflight.fault(source)
    if not fault:
        try:
            return cells.sheets(source)
        except ValueError as stopped:
            fault = str(stopped)
    problems.add(fault, Place(0, kind="file", facts=(("file", source.name),)))
    return [], ""


def _lowered(frames: Mapping[str, pd.DataFrame], origin: str, words: Words) -> tuple[dict, tuple[str, ...]]:
    """An internal note becomes confidential, unless exactly these were internal in the dossier exported."""
    notes = frames.get("notes")
    internal = _internal(notes)
    if not internal.any() or origin == _origin(notes):
        return dict(frames), ()
    lowered = notes.assign(marking_code=notes["marking_code"].mask(internal, "VER"))
    return {**frames, "notes": lowered}, (words.say("input.lowered.what", n=int(internal.sum())),)


def _internal(notes: pd.DataFrame | None) -> pd.Series:
    return pd.Series(dtype=bool) if notes is None else notes["marking_code"] == "INT"


def _origin(notes: pd.DataFrame) -> str:
    told = notes.loc[_internal(notes), ["note_id", "person_id", "raw_text", "paraphrase"]].astype(object)
    rows = sorted(told.where(told.notna(), "").to_numpy().tolist())
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest() if rows else ""


def _held(path: Path) -> dict[str, pd.DataFrame]:
    """What the dossier holds already; nothing if it is still to be made."""
    if not path.exists():
        return {}
    with dossier.open(path) as held:
        return held.frames()


def _strangers(book: Book, held: Mapping[str, pd.DataFrame], words: Words) -> tuple[AllianceError, ...]:
    """References that neither book nor dossier can answer, and rows that stay and would lose theirs."""
    problems = Problems(words)
    kept = {name: frame for name, frame in held.items() if name not in book.frames}
    for asked in book.pending:
        known = set(kept[asked.table][stored()[asked.table].key[0]]) if asked.table in kept else set()
        if asked.value not in known:
            reading.dangling(asked, known, problems)
    for name, frame in kept.items():
        _left_behind(stored()[name], frame, book, problems)
    return problems.all()


def _emptied(book: Book, held: Mapping[str, pd.DataFrame], words: Words) -> tuple[str, ...]:
    names = [stored()[n].title(words.lang) for n, frame in book.frames.items() if frame.empty and not held.get(n, frame).empty]
    return (words.say("input.emptied.what", n=len(names), names=names),) if names else ()


def _left_behind(table: Table, frame: pd.DataFrame, book: Book, problems: Problems) -> None:
    lang = problems.words.lang
    for column in (c for c in table.columns.values() if c.ref in book.frames):
        target = stored()[column.ref]
        gone = set(frame[column.name].dropna()) - set(book.frames[column.ref][target.key[0]])
        for lost in sorted(gone):
            place = Place(0, kind="table", facts=(("table", table.title(lang)),))
            problems.add("left_behind", place, value=lost, sheet=target.title(lang), table=table.title(lang))


def _store(path: Path, book: Book, by: str) -> None:
    if not path.exists():
        return dossier.create(path, book.frames, book.names or {})
    with dossier.open(path) as held:
        held.replace(book.frames, book.names, by)


def _new(path: str | Path, words: Words) -> Path:
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise AllianceError(words.say("input.suffix.what", path=path.name), "", words.say("input.suffix.remedy"))
    return _absent(path, words)


def _new_folder(path: str | Path, words: Words) -> Path:
    path = Path(path)
    return path if path.is_dir() and not any(path.iterdir()) else _absent(path, words)


def _absent(path: Path, words: Words) -> Path:
    if path.exists():
        raise AllianceError(words.say("input.exists.what", path=str(path)), "", words.say("input.exists.remedy"))
    if not path.parent.is_dir():
        raise AllianceError(words.say("input.no_folder.what", path=str(path.parent)), "", words.say("input.no_folder.remedy"))
    return path


def _fit(frames: Mapping[str, pd.DataFrame], words: Words, limit: int) -> None:
    long = writer.too_long(stored(), frames, words.lang, limit)
    if long:
        where = words.say("input.where.cell", sheet=long[0][0], cell=long[0][1])
        raise AllianceError(words.say("input.too_long.what", limit=limit, n=len(long)), where, words.say("input.too_long.remedy"))


def _write_book(path: Path, tables: Mapping[str, Table], frames: Mapping[str, pd.DataFrame], words: Words) -> None:
    _fit(frames, words, writer.CELL_CHARACTERS)
    writer.write(path, tables, frames, words, _origin(frames["notes"]) if "notes" in frames else "")


def _write_folder(folder: Path, frames: Mapping[str, pd.DataFrame], words: Words) -> None:
    _fit(frames, words, csv_files.CELL_CHARACTERS)
    part = folder.with_name(f".{folder.name}.part")
    part.mkdir()
    for name, frame in frames.items():
        csv_files.write(part, stored()[name], frame, words.lang)
    if origin := _origin(frames["notes"]):
        (part / ORIGIN).write_text(origin, encoding="utf-8")
    if folder.is_dir():
        folder.rmdir()
    os.replace(part, folder)
