"""Which gain of working together does each goal claim, and is there evidence for it?"""

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding


def synergy(alliance: Alliance) -> list[dict]:
    """Which synergy does each goal claim, on which evidence?

    Reads: goals. Gives: a row per goal: synergy_code, synergy_evidence, unsupported (a claim without evidence).
    Source: co-creation between housing corporations (2023): savings, innovation, new functions, spread risks, cost.
    Leaves out: whether the evidence is sound.
    """
    rows = alliance["goals"]
    claimed = rows["synergy_code"].notna()
    supported = rows["synergy_evidence"].str.strip().fillna("") != ""
    rows = rows.assign(goal=rows["name"], unsupported=claimed & ~supported)
    return rows[["goal_id", "goal", "synergy_code", "synergy_evidence", "unsupported"]].to_dict("records")


def say_synergy(rows: list[dict]) -> list[Finding]:
    """Which claims have no evidence, and which goals claim no synergy at all?"""
    if not rows:
        return []
    silent = [row["goal"] for row in rows if row["synergy_code"] != row["synergy_code"]]
    if len(silent) == len(rows):
        return [Finding("interests.missing_synergy", "goals", weight=0.3)]
    bare = [row["goal"] for row in rows if row["unsupported"]]
    return [Finding(code, "goals", {"n": len(goals), "of": of, "goals": goals}, weight) for code, goals, of, weight in (
        ("interests.synergy_unsupported", bare, len(rows) - len(silent), 0.6),
        ("interests.no_synergy", silent, len(rows), 0.38)) if goals]
