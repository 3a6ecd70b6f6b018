"""A small alliance for the tests of the goals room: two or more parties, a few goals, some clauses."""

import pandas as pd

from alliance_lib import assumptions
from alliance_lib.alliance import Alliance, from_frames

ASSUME = assumptions.load("goals").with_values(draws=500)
PARTIES = {"N": "Noord", "Z": "Zuid", "O": "Oost"}


def made(values: dict[str, dict[str, tuple]], *, round: int = 1, **frames) -> Alliance:
    """A snapshot from {party: {goal: (interest served, risk)}}; frames replace or add tables."""
    goals = sorted({goal for row in values.values() for goal in row})
    base = {
        "parties": pd.DataFrame({"party_id": list(PARTIES), "name": list(PARTIES.values()), "type_code": "builder"}),
        "goals": pd.DataFrame({"goal_id": goals, "name": [f"doel {goal}" for goal in goals], "text": [f"Doel {goal}." for goal in goals]}),
        "goal_values": pd.DataFrame([{"party_id": party, "goal_id": goal, "interest_served_0to4": served, "risk_0to4": risk}
                                     for party, row in values.items() for goal, (served, risk) in row.items()],
                                    columns=["party_id", "goal_id", "interest_served_0to4", "risk_0to4"]),
    }
    return from_frames(base | frames, round)


def chosen(**codes) -> pd.DataFrame:
    """Choices about goals in round 1."""
    return pd.DataFrame([{"round": 1, "goal_id": goal, "choice_code": code, "reason": "omdat"} for goal, code in codes.items()])


def clauses(*rows: dict) -> pd.DataFrame:
    """Clauses of the agreement; what is left out is empty."""
    return pd.DataFrame([{"title": f"artikel {row['clause_id']}", "text": "een twee drie", **row} for row in rows])


WHOLE = {"owner_party_id": "N", "deadline_text": "1 mei", "consequence_text": "ander bezit"}
