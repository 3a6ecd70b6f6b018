"""How concrete is each goal, and what would you ask back?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.goals.concreteness import ELEMENTS, Concreteness, concreteness
from alliance_lib.goals.wordlists import language, wording
from alliance_lib.result import Finding

GIVEN = {"number": "target_number", "date": "due_date", "owner": "owner_party_id", "indicator": "indicator"}
# One finding per counter-question, in the order in which they help a conversation.
QUESTIONS = {
    "ask_er_time": "goals.ask_er_time", "ask_er_quality": "goals.ask_er_quality", "ask_er_cost": "goals.ask_er_cost",
    "ask_er_novelty": "goals.ask_er_novelty", "ask_er_service": "goals.ask_er_service", "ask_er_other": "goals.ask_er_other",
    "ask_number": "goals.ask_number", "ask_object": "goals.ask_object", "ask_date": "goals.ask_date",
    "ask_owner": "goals.ask_owner", "ask_indicator": "goals.ask_indicator",
}


def read_goals(alliance: Alliance) -> dict[str, Concreteness]:
    """What does each goal still miss?

    Reads: goals (text and the columns for target, date, owner and indicator).
    Gives: goal_id -> Concreteness, each goal read in the language it seems to be written in.
    Leaves out: meaning; see goals.concreteness.
    """
    goals = alliance["goals"]
    usual = language(" ".join(goals["text"].dropna()))
    return {row["goal_id"]: _read(row, usual) for row in goals.to_dict("records")}


def _read(row: dict, usual: str) -> Concreteness:
    text = row["name"] if pd.isna(row["text"]) else row["text"]
    given = {element: row[column] for element, column in GIVEN.items()}
    return concreteness(text, wording=wording(language(text, usual)), given=given)


def element_rows(alliance: Alliance, read: dict[str, Concreteness]) -> list[dict]:
    """Which elements does each goal have, and did people overrule what it misses? Rows of the table concreteness."""
    goals = alliance["goals"].set_index("goal_id")
    return [{"goal_id": goal, "goal": goals.loc[goal, "name"], "concrete_reason": goals.loc[goal, "concrete_reason"]} | _elements(found)
            for goal, found in read.items()]


def _elements(found: Concreteness) -> dict:
    absent = {one.element for one in found.missing}
    comparing = tuple(word for one in found.missing for word in one.words)
    marked = {kind: tuple(mark.word for mark in found.marks if mark.kind == kind) for kind in ("buzz", "vague")}
    return {"er_words": comparing, "has_measure": "er" not in absent} | {f"has_{name}": name not in absent for name in ELEMENTS} | {
        "is_qualitative": found.qualitative, "buzz_words": marked["buzz"], "vague_words": marked["vague"],
        "missing_count": len(absent)}


def say_elements(rows: list[dict], read: dict[str, Concreteness], dropped: set[str]) -> list[Finding]:
    """Which sentences follow from what the goals miss?

    Reads: rows of the table; dropped, goals of which "no" was decided: nobody needs to ask about those. Nor
        about a goal that people call concrete enough all the same, with a reason.
    """
    overruled = [row["goal"] for row in rows if _is_overruled(row)]
    said = [Finding("goals.overruled", facts={"n": len(overruled), "goals": overruled}, weight=0.42)] if overruled else []
    rows = [row for row in rows if not _is_overruled(row)]
    comparing = [row["goal"] for row in rows if row["er_words"]]
    if comparing:
        said.append(Finding("goals.er_words", facts={"n": len(comparing), "of": len(rows), "goals": comparing}, weight=0.8))
    open_rows = [row for row in rows if row["goal_id"] not in dropped]
    if open_rows and not any(row["missing_count"] for row in open_rows):
        said.append(Finding("goals.all_concrete", facts={"n": len(open_rows)}, weight=0.5))
    said += _questions({row["goal_id"]: row["goal"] for row in open_rows}, read)
    said += _marks(open_rows)
    return said


def _is_overruled(row: dict) -> bool:
    return bool(row["missing_count"]) and not pd.isna(row["concrete_reason"])


def _questions(names: dict[str, str], read: dict[str, Concreteness]) -> list[Finding]:
    asked = {code: [name for goal, name in names.items() if any(one.question == code for one in read[goal].missing)]
             for code in QUESTIONS}
    return [Finding(QUESTIONS[code], facts={"n": len(goals), "goals": goals}, weight=0.6 if "_er_" in code else 0.5)
            for code, goals in asked.items() if goals]


def _marks(rows: list[dict]) -> list[Finding]:
    qualitative = [row["goal"] for row in rows if row["is_qualitative"]]
    said = [Finding("goals.qualitative", facts={"n": len(qualitative), "goals": qualitative}, weight=0.3)] if qualitative else []
    for code, column in (("goals.buzz", "buzz_words"), ("goals.vague", "vague_words")):
        words = list(dict.fromkeys(word for row in rows for word in row[column]))
        if words:
            said.append(Finding(code, facts={"n": len(words), "words": words}, weight=0.4))
    return said
