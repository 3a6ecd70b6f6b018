"""Small synthetic alliances for the tests of what may leave the room."""

import random

import pandas as pd

from alliance_lib.alliance import Alliance, from_frames

PARTIES = ("A", "B", "C", "D", "E")


def roster(project: int = 8) -> pd.DataFrame:
    """A steering group of one per party and a project team of so many, at most two per party."""
    people = [(f"S{n}", party, "steering") for n, party in enumerate(PARTIES)]
    people += [(f"J{n}", PARTIES[n % 5], "project") for n in range(project)]
    return pd.DataFrame(people, columns=["person_id", "party_id", "level_code"]).assign(role_code="STU", joined_round=1)


def opinions(people: pd.DataFrame, round: int, *, seed: int = 1, topics: int = 2, choice=None) -> pd.DataFrame:
    """Everybody's claimed, private and expected answers to some topics in one round."""
    draw = random.Random(seed * 1000 + round)
    pick = choice or (lambda: str(draw.randint(1, 5)))
    return pd.DataFrame([{"round": round, "person_id": p, "topic_id": f"T{t}", "claimed_1to5": pick(), "private_1to5": pick(),
                          "expected_1to5": pick()} for p in people["person_id"] for t in range(topics)])


def rounds(closed: int, upto: int) -> pd.DataFrame:
    days = [pd.Timestamp(2025, 1, 1) + pd.DateOffset(months=6 * n) for n in range(upto)]
    return pd.DataFrame({"round": range(1, upto + 1), "reference_date": days,
                         "closed_date": [day if n < closed else None for n, day in enumerate(days)]})


def world(closed: int = 1, upto: int = 1, people: pd.DataFrame | None = None, names=None, **frames) -> Alliance:
    """A snapshot of the last round; frames replace or add tables."""
    people = roster() if people is None else people
    base = {
        "alliance": pd.DataFrame([{"alliance_id": "W", "name": "Wereld", "help_request": "Hoe verder?"}]),
        "parties": pd.DataFrame({"party_id": PARTIES, "name": [f"Partij {p}" for p in PARTIES], "type_code": "builder"}),
        "people": people, "rounds": rounds(closed, upto),
        "topics": pd.DataFrame({"topic_id": ["T0", "T1"], "name": ["eerste", "tweede"]}),
        "opinions": pd.concat([opinions(people, r) for r in range(1, upto + 1)]),
    }
    return from_frames(base | frames, upto, names or {})
