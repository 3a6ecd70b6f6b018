"""Fields on the screen for declared columns, and what they say."""

import re
from collections.abc import Mapping, Sequence

import ipywidgets as widgets
import pandas as pd

from alliance_lib.dossier.values import stored_value
from alliance_lib.errors import AllianceError
from alliance_lib.live.desk import Papers
from alliance_lib.schema import DECLINED, Column, codes
from alliance_lib.words import Words

EMPTY = ""  # a widget that holds nothing
NUMBER = {"nl": r"-?\d+(,\d+)?", "en": r"-?\d+(\.\d+)?"}  # 1.234 is two numbers: refused in Dutch


class Form:
    """Fields for declared columns: lists for codes and references, answer buttons, dates, text.

    Reads: columns; papers, for what a reference may refer to; words.
    Gives: fields by column name, box to show, values and changes as they would be stored.
    """

    def __init__(self, columns: Sequence[Column], papers: Papers, words: Words) -> None:
        self._columns, self._words = {column.name: column for column in columns}, words
        self.fields = {column.name: self._field(column, papers) for column in columns}
        self.box = widgets.VBox(list(self.fields.values()))
        self.fill(None)

    def fill(self, row: Mapping[str, object] | None, closed: bool = False, fixed: Sequence[str] = ()) -> None:
        """Show what stands in this row, or nothing; in a closed round only what may come later stays open."""
        for name, field in self.fields.items():
            column, value = self._columns[name], None if row is None else row[name]
            field.disabled = name in fixed or closed and not (row is not None and (column.late or column.event))
            blank = None if isinstance(field, widgets.DatePicker) else EMPTY
            field.value = blank if value is None else self._typed(value)
        self._shown = self.values

    @property
    def values(self) -> dict[str, object]:
        """What do the fields say? Nothing filled in is None."""
        said = {name: field.value.strip() if isinstance(field.value, str) else field.value for name, field in self.fields.items()}
        return {name: None if value == EMPTY else self._read(self._columns[name], value) for name, value in said.items()}

    @property
    def changes(self) -> dict[str, object]:
        """What differs from the row that was shown?"""
        return {name: value for name, value in self.values.items() if value != self._shown[name]}

    def fault(self) -> str | None:
        """What cannot be stored like this? One sentence that names the field, without its value."""
        for name, value in self.values.items():
            column = self._columns[name]
            if column.required and value is None:
                return self._words.say("live.needed", column=column.heading(self._words.lang))
            try:
                stored_value(column, value)
            except AllianceError:
                return self._words.say("live.wrong", column=column.heading(self._words.lang))
        return None

    def _typed(self, value: object) -> object:
        """How does a stored value stand in its field?"""
        if isinstance(value, pd.Timestamp):
            return value.date()
        if isinstance(value, (int, float)):
            plain = str(int(value)) if float(value).is_integer() else str(value)
            return plain.replace(".", ",") if self._words.lang == "nl" else plain
        return value

    def _read(self, column: Column, value: object) -> object:
        """What was typed, as a number where the column holds numbers; what is no number stays text and is refused."""
        if column.type not in ("int", "number") or not re.fullmatch(NUMBER[self._words.lang], value):
            return value
        return float(value.replace(",", "."))

    def _field(self, column: Column, papers: Papers) -> widgets.Widget:
        lang = self._words.lang
        asked = {"description": column.heading(lang)[:1].upper() + column.heading(lang)[1:], "tooltip": column.help(lang),
                 "style": {"description_width": "15rem"}}
        nothing = [(self._words.say("live.nothing"), EMPTY)]
        if column.type == "answer":
            steps = [(str(step), str(step)) for step in range(1, column.points + 1)]
            more = [(self._words.say("live.declined"), DECLINED), (self._words.say("live.not_asked"), EMPTY)]
            field = widgets.ToggleButtons(options=steps + more, value=EMPTY, **asked)
            field.add_class("answer")
            return field
        if column.type == "code":
            known = [(self._words.label(column.codes, code), code) for code in codes()[column.codes]]
            return widgets.Dropdown(options=nothing + known, value=EMPTY, **asked)
        if column.type == "ref":
            return widgets.Dropdown(options=nothing + papers.listed(column.ref, self._words), value=EMPTY, **asked)
        if column.type == "date":
            return widgets.DatePicker(**asked)
        return widgets.Textarea(rows=3, **asked) if column.type == "text" else widgets.Text(**asked)
