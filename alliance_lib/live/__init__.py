"""Widget parts that the rooms' panels share, and what a panel may do with a dossier.

A room's panel.py gives a Panel its parts by name: Rows for a table as it is declared, or a part of its own
with a `box`. Bar records, undoes and says what happened; Sheet is one row as a form; Desk is the dossier as a
panel may use it. Widgets are views: what counts stands in the dossier, and "saved" is said only after it has it.
"""

from alliance_lib.live.bar import Bar
from alliance_lib.live.desk import Desk, Papers, row_name
from alliance_lib.live.form import EMPTY, Form
from alliance_lib.live.panel import Panel
from alliance_lib.live.picture import Picture, projected, settle
from alliance_lib.live.rows import Rows, fresh
from alliance_lib.live.screen import attended, button, framed
from alliance_lib.live.sheet import Sheet

__all__ = ["EMPTY", "Bar", "Desk", "Form", "Panel", "Papers", "Picture", "Rows", "Sheet", "attended", "button", "framed", "fresh", "projected",
           "row_name", "settle"]
