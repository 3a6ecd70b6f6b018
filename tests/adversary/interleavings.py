"""Two windows on one dossier take turns at random: who overwrites whom, and is it said?"""

import random
from pathlib import Path

from dossiers import small_frames
from ipywidgets import Widget
from windows import desk

from alliance_lib import dossier, live
from alliance_lib.words import Words

KEYS = [{"round": 2, "person_id": "S0", "topic_id": topic} for topic in ("T0", "T1")]
COLUMNS = ("claimed_1to5", "private_1to5")
TURNS = 6


class Window:
    """One window, and what it has seen of each row."""

    def __init__(self, path: Path, by: str) -> None:
        bar = live.Bar(desk(path), Words("nl"))
        bar.who.value = by
        self.sheet, self.by = live.Sheet(bar, "opinions", COLUMNS, 2), by

    def turn(self, luck: random.Random, row: dict) -> str | None:
        """Look, type, or save; gives the fault of a save that overwrote something unseen."""
        act = luck.choice(("look", "type", "save", "save"))
        if act == "look":
            self.sheet.go(luck.choice(KEYS))
        elif act == "type" and self.sheet.key:
            self.sheet.form.fields[luck.choice(COLUMNS)].value = luck.choice("12345")
        elif act == "save" and self.sheet.key:
            return self._save(row)
        return None

    def _save(self, row: dict) -> str | None:
        """row: per key, what stands there and who wrote it last."""
        key, shown, changes = self.sheet.key["topic_id"], dict(self.sheet.form._shown), self.sheet.form.changes
        before = dict(row[key])
        saved = bool(changes) and self.sheet.stored()
        unseen = before["by"] != self.by and any(before[name] != shown[name] for name in COLUMNS)
        if saved:
            row[key] |= changes | {"by": self.by}
        if saved and unseen:
            return f"{self.by} overwrote what {before['by']} wrote, unseen"
        if not saved and changes and not unseen:
            return f"{self.by} was refused a row that stood as it was shown"
        told = self.sheet.bar.message.value
        return None if saved or not changes or before["by"] in told else f"{self.by} was not told who changed the row"


def explore(folder: Path, seed: int, runs: int) -> list[str]:
    """So many interleavings of a few turns each, one after the other on one dossier."""
    path, luck = folder / f"{seed}.alliance", random.Random(seed)
    dossier.create(path, small_frames(closed=1))
    with dossier.open(path) as held:
        rows = held.frames()["opinions"]
    rows = rows[(rows["round"] == 2) & (rows["person_id"] == "S0")].set_index("topic_id")
    stands = {topic: {name: rows.at[topic, name] for name in COLUMNS} | {"by": "niemand"} for topic in ("T0", "T1")}
    found = []
    for _ in range(runs):
        pair = [Window(path, "Anna"), Window(path, "Bram")]
        for window in pair:
            window.sheet.go(luck.choice(KEYS))
        found += [fault for _ in range(TURNS) if (fault := luck.choice(pair).turn(luck, stands))]
        Widget.close_all()  # two windows that are closed, not ten thousand that stay open
    return found
