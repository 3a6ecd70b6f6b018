"""Grid: the cells of one sheet or CSV file as they were read, and where each of them stands.

Problems collects everything that is wrong, in the reader's language, so that all of it is said at once.
"""

from dataclasses import dataclass, field

from alliance_lib.errors import AllianceError
from alliance_lib.words import Words


@dataclass(frozen=True)
class Odd:
    """A cell that holds no value one can read: a formula that was never calculated, an error, a time.

    kind is the name of its sentence under [input] in words.toml.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Padded:
    """A number shown with leading zeros: 7 in the format 0000 is the identifier 0007."""

    number: int
    width: int


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands; places sort in reading order."""

    sheet_number: int
    row: int = 0
    column: int = 0
    kind: str = field(default="sheet", compare=False)  # cell, sheet, line, file
    facts: tuple[tuple[str, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Grid:
    """What stands in one sheet (title) or CSV file (file name)?

    rows: tuples of None, str, int, float, bool, date, Padded or Odd, as wide as the widest row.
    lines: of a CSV file, the line on which each row ends; empty for a sheet.
    flat: True if rows and columns were swapped (a start sheet is read as one long row).
    """

    title: str
    rows: tuple[tuple, ...]
    number: int = 0
    lines: tuple[int, ...] = ()
    csv: bool = False
    hidden: bool = False
    merged: tuple[str, ...] = ()
    flat: bool = False

    def swapped(self) -> "Grid":
        """The same cells with rows and columns exchanged; places stay where they were."""
        return Grid(self.title, tuple(zip(*self.rows, strict=True)), self.number, flat=not self.flat)

    def place(self, row: int, column: int) -> Place:
        """Where does the cell in this row and column (from 0) stand on the sheet or in the file?"""
        if self.csv:
            facts = (("file", self.title), ("line", str(self.lines[row])), ("column", str(column + 1)))
            return Place(self.number, row, column, "line", facts)
        if self.flat:
            row, column = column, row
        return Place(self.number, row, column, "cell", (("sheet", self.title), ("cell", f"{letters(column)}{row + 1}")))

    @property
    def whole(self) -> Place:
        """The sheet or file as a whole."""
        return Place(self.number, -1, 0, "file" if self.csv else "sheet",
                     (("file" if self.csv else "sheet", self.title),))

    def merge(self, ref: str) -> Place:
        """A range such as B2:C3 on this sheet."""
        return Place(self.number, -1, 1, "cell", (("sheet", self.title), ("cell", ref)))


class Problems:
    """Everything that is wrong in what was read, said in one language."""

    def __init__(self, words: Words) -> None:
        self.words, self._found = words, []

    def add(self, kind: str, place: Place | None = None, near: str = "", **facts) -> None:
        """Note one problem: a section under [input], where it stands, and the nearest right word if any."""
        key = f"input.{kind}"
        remedy = self.words.say(f"{key}.near" if near else f"{key}.remedy", near=near, **facts)
        where = self.words.say(f"input.where.{place.kind}", **dict(place.facts)) if place else ""
        self._found.append((place or Place(-1), AllianceError(self.words.say(f"{key}.what", **facts), where, remedy)))

    def all(self) -> tuple[AllianceError, ...]:
        """Every problem, in reading order."""
        return tuple(problem for _, problem in sorted(self._found, key=lambda pair: pair[0]))


def letters(column: int) -> str:
    """What is column 0, 25, 26 called on a sheet? A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
