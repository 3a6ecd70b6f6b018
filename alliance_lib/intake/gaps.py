"""Who has been spoken to, what is missing, and what can therefore not be said yet?"""

import numpy as np

from alliance_lib.alliance import Alliance
from alliance_lib.intake.said import Said
from alliance_lib.result import Finding
from alliance_lib.schema import codes

WITHOUT = {"parties": "intake.missing_parties", "people": "intake.missing_people", "topics": "intake.missing_topics",
           "decisions": "intake.missing_decisions"}
FOR_FACILITATOR = {"interviews": "intake.missing_interviews", "opinions": "intake.missing_opinions",
                   "complaints": "intake.missing_complaints", "practices": "intake.missing_practices",
                   "bodies": "intake.missing_bodies", "decision_types": "intake.missing_decision_types",
                   "decision_steps": "intake.missing_decision_steps", "messages": "intake.missing_messages",
                   "activities": "intake.missing_activities", "events": "intake.missing_events",
                   "stakeholders": "intake.missing_stakeholders", "party_values": "intake.missing_party_values",
                   "planned_sessions": "intake.missing_planned_sessions", "questions": "intake.missing_questions",
                   "risk_checks": "intake.missing_risk_checks"}
LIGHT = tuple(FOR_FACILITATOR)[3:]  # what the first interviews do without


def coverage(alliance: Alliance, said: Said) -> list[dict]:
    """How many people of each level have been spoken to this round?

    Reads: the roster, interviews that are done, answers given in private (who answered was spoken to).
    Gives: a row per level that has people, from low to high; nothing for a shared audience.
    """
    held = alliance["interviews"]
    done = set(held.loc[(held["round"] == alliance.round) & (held["status_code"] == "done"), "person_id"])
    spoken = np.isin(said.people, list(done)) | ~np.isnan(said.private).all(axis=1)
    here = {level: said.level == level for level in codes()["level"]}
    return [{"level_code": level, "people_count": int(at.sum()), "spoken_count": int(spoken[at].sum())}
            for level, at in here.items() if at.any()]


def say_gaps(alliance: Alliance, said: Said, covered: list[dict]) -> list[Finding]:
    """What cannot be said yet, and why: one sentence per gap?"""
    shared = alliance.shared
    wanted = WITHOUT if shared else WITHOUT | FOR_FACILITATOR
    found = [Finding(code, table, weight=0.3 if table in LIGHT else 0.45) for table, code in wanted.items() if alliance.frames[table].empty]
    if len(alliance.party_names) == 2:
        found.append(Finding("intake.two_parties", weight=0.5))
    if alliance.reference_date is None:
        found.append(Finding("intake.missing_date", "rounds", weight=0.4))
    if alliance.frames["alliance"].empty:
        found.append(Finding("intake.missing_start", "alliance", weight=0.4))
    if shared:
        return found + _unpublished(alliance)
    return found + _spoken(covered) + _unanswered(said)


def _unpublished(alliance: Alliance) -> list[Finding]:
    empty = alliance.frames["published"].empty
    return [Finding("intake.missing_published", "published", weight=0.45)] if empty else []


def _spoken(covered: list[dict]) -> list[Finding]:
    people, spoken = (sum(row[name] for row in covered) for name in ("people_count", "spoken_count"))
    if not people:
        return []
    code = "intake.spoken_all" if spoken == people else "intake.spoken"
    return [Finding(code, facts={"n": spoken, "of": people}, weight=0.55)]


def _unanswered(said: Said) -> list[Finding]:
    """Topics of which one of the two questions was answered by nobody, and topics without a stake."""
    names, found = said.topics["topic"], []
    silent = {"intake.no_private": np.isnan(said.private).all(axis=0), "intake.no_claimed": np.isnan(said.claimed).all(axis=0)}
    both = silent["intake.no_private"] & silent["intake.no_claimed"]
    listed = {"intake.no_answers": both} | {code: rows & ~both for code, rows in silent.items()}
    listed["intake.no_stake"] = said.topics["stake_1to5"].isna().to_numpy()
    for code, rows in listed.items():
        if rows.any():
            found.append(Finding(code, facts={"n": int(rows.sum()), "topics": names[rows].tolist()}, weight=0.35))
    return found
