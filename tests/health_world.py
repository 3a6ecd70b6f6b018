"""Small alliances for the tests of the health room: answers on one scale, parties who met, actions."""

import pandas as pd

from alliance_lib.alliance import Alliance, from_frames
from alliance_lib.assumptions import load

ASSUME = load("health")
ITEMS = [item for _, *items in ASSUME["conditions"] for item in items]
DAYS = {1: "2026-03-01", 2: "2026-09-01", 3: "2027-03-01"}


def alliance(frames: dict | None = None, *, parties: int = 5, round: int = 1) -> Alliance:
    """So many parties P1.. and the given tables, on the last day of a round."""
    own = [f"P{n}" for n in range(1, parties + 1)]
    base = {
        "rounds": pd.DataFrame({"round": list(DAYS), "reference_date": list(DAYS.values())}),
        "parties": pd.DataFrame({"party_id": own, "name": [f"Partij {p}" for p in own], "type_code": "builder"}),
    }
    return from_frames(base | (frames or {}), round)


def asked(rounds: dict, *, items=tuple(ITEMS)) -> dict:
    """The tables people and pulse from {round: {level: answers of its people, in a fixed order}}."""
    people, answers = {}, []
    for number, levels in rounds.items():
        for level, given in levels.items():
            for place, answer in enumerate(given, 1):
                code = f"{level}{place}"
                people[code] = {"person_id": code, "party_id": f"P{place}", "level_code": level}
                answers.append({"round": number, "person_id": code, **dict.fromkeys(items, answer)})
    return {"people": pd.DataFrame(people.values()), "pulse": pd.DataFrame(answers)}


def published(rows: list[tuple]) -> dict:
    """The table published from (round, item, cell, figure or None, reason or None)."""
    columns = ["round", "question_code", "cell_code", "figure_code", "reason_code"]
    return {"published": pd.DataFrame([(r, f"pulse.{i}", c, f, why) for r, i, c, f, why in rows], columns=columns)}
