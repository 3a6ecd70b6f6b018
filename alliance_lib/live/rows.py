"""The rows of one table: a new one, one to correct, or one to take away."""

import re
from collections.abc import Sequence

import ipywidgets as widgets

from alliance_lib.live.bar import Bar
from alliance_lib.live.form import EMPTY
from alliance_lib.live.screen import button
from alliance_lib.live.sheet import Sheet
from alliance_lib.schema import stored

FIRST = "R"  # the letter of a code in a table that has none yet


class Rows:
    """Which rows has this table, and which one is entered or corrected?

    Reads: bar; table as declared; round. A table with the round in its key shows the rows of this round,
    any other all rows up to it. A code of its own is made for a new row; other columns of the key are filled in.
    Gives: box, to show; which, the chooser; sheet, the form.
    """

    def __init__(self, bar: Bar, table: str, round: int) -> None:
        self.bar, self.table, self._round = bar, stored()[table], round
        own = self.table.key[0] if len(self.table.key) == 1 and self.table.columns[self.table.key[0]].type == "id" else None
        names = [name for name in self.table.columns if name not in (own, "round")]
        self.which = widgets.Dropdown(options=[EMPTY], description=bar.words.say("live.which"), style={"description_width": "15rem"})
        self.sheet = Sheet(bar, table, names, round, lambda papers: {own: fresh(papers.frames[table][own])} if own else {})
        self.away = button(bar.words.say("live.away"))
        self.sheet.buttons.children = [*self.sheet.buttons.children, self.away]
        self.sheet.locked += [self.which, self.away]
        self.box = widgets.VBox([self.which, self.sheet.box])
        self._renew()
        self.which.observe(bar.calm(self._show), "value")
        self.away.on_click(bar.calm(self._take_away))
        bar.afterwards.append(self._renew)
        self._show()

    def _show(self) -> None:
        self.sheet.go(self._keys.get(self.which.value))
        self.away.disabled = self.sheet.key is None

    def _renew(self) -> None:
        papers, kept = self.bar.desk.read(), self.which.value
        rows = papers.frames[self.table.name]
        if self.table.by_round:
            rows = rows[rows["round"] == self._round] if "round" in self.table.key else rows[rows["round"] <= self._round]
        records = rows.astype(object).to_dict("records")
        self._keys = {" ".join(str(row[name]) for name in self.table.key): {name: row[name] for name in self.table.key} for row in records}
        labels = [papers.called(self.table.name, row, self.bar.words) for row in records]
        self.which.options = [(self.bar.words.say("live.new"), EMPTY), *zip(labels, self._keys, strict=True)]
        self.which.value = kept if kept in self._keys else EMPTY

    def _take_away(self) -> None:
        self.bar.record([(self.table.name, self.sheet.key, None)], self.bar.desk.read().revision)


def fresh(taken: Sequence[str]) -> str:
    """Which code is free? One more than the highest number in use, with the letters most of them have.

    >>> fresh(["N01", "N12", "oud"]), fresh([])
    ('N13', 'R01')
    """
    found = [re.fullmatch(r"(\D*)(\d+)", code) for code in taken]
    letters = [match[1] for match in found if match]
    most = max(dict.fromkeys(letters), key=letters.count, default=FIRST)
    return f"{most}{max((int(match[2]) for match in found if match and match[1] == most), default=0) + 1:02d}"
