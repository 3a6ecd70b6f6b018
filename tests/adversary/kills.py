"""A window is edited at random and killed at random: run as a program, so that what is killed is a process of its own."""

import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from dossiers import small_frames
from windows import desk

from alliance_lib import dossier, live
from alliance_lib.words import Words

KEYS = [{"round": 2, "person_id": person, "topic_id": topic} for person in ("S0", "S1", "J0", "J3") for topic in ("T0", "T1")]
COLUMNS = ("claimed_1to5", "private_1to5", "expected_1to5", "mention_code")
VALUES = dict.fromkeys(COLUMNS[:3], ("1", "2", "3", "4", "5", "declined")) | {"mention_code": ("group", "private", "none")}
PLACES = 3  # rows of one agenda, recorded together
LONGEST = 2.0  # seconds after which a window is killed at the latest


def edit(path: Path, seed: int, told: int) -> None:
    """Change this and that in the panel's own way; every "saved" on the screen is told with the revision it stands at."""
    luck, words = random.Random(seed), Words("nl")
    bar = live.Bar(desk(path), words)
    sheet = live.Sheet(bar, "opinions", COLUMNS, 2)
    while True:
        bar.message.value = ""
        if luck.random() < 0.3:
            _agenda(bar, luck.randint(5, 480))
        elif luck.random() < 0.2:
            bar.undo.click()
        else:
            sheet.go(luck.choice(KEYS))
            column = luck.choice(COLUMNS)
            sheet.form.fields[column].value = luck.choice(VALUES[column])
            sheet.save.click()
        if 'role="status"' in bar.message.value:
            os.write(told, json.dumps(bar.desk.read().revision).encode() + b"\n")


def _agenda(bar: live.Bar, minutes: int) -> None:
    rows = [("agenda_items", {"round": 2, "place_number": place}, {"topic_id": "T0", "minutes": minutes, "confirmed_date": "2026-01-02"})
            for place in range(1, PLACES + 1)]
    bar.record(rows, bar.desk.read().revision)


def killed(path: Path, seed: int) -> int:
    """Start a window, kill it at a random moment; gives the last revision of which the screen said that it was saved."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        try:
            edit(path, seed, writes)
        finally:
            os._exit(1)
    os.close(writes)
    time.sleep(random.Random(seed).uniform(0.02, LONGEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reads) as lines:
        return max((int(line) for line in lines if line.endswith("\n")), default=0)


def faults(path: Path, acknowledged: int) -> list[str]:
    """What is wrong with the dossier that was left behind? Nothing, if all is well."""
    with dossier.open(path) as held:  # refuses a damaged file
        revision, journal, frames = held.revision, held.journal(), held.frames()
    found = ["an acknowledged change is lost"] if revision < acknowledged else []
    agenda = frames["agenda_items"]
    if len(agenda) not in (0, PLACES) or agenda["minutes"].nunique() > 1:
        found.append("half a change")
    stands = {}
    for entry in journal[journal["table"] == "opinions"].to_dict("records"):
        stands.setdefault(json.dumps(entry["key"]), {}).update(entry["after"])
    rows = frames["opinions"].astype(object).where(frames["opinions"].notna(), None).to_dict("records")
    by_key = {json.dumps({name: row[name] for name in KEYS[0]}): row for row in rows}
    if any(by_key[key][name] != value for key, told in stands.items() for name, value in told.items() if name in COLUMNS):
        found.append("a row differs from its journal")
    return found


def main(times: int) -> None:
    """Kill so many windows, all on one dossier; print what was found."""
    told, changes = [], 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.alliance"
        dossier.create(path, small_frames(closed=1))
        for seed in range(times):
            acknowledged = killed(path, seed)
            told += faults(path, acknowledged)
            changes = max(changes, acknowledged)
    print(json.dumps({"faults": told, "changes": changes}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
