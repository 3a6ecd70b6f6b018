"""What is delivered, for which goal, in which period, by whom, and when is it good?"""

from collections.abc import Collection, Mapping

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding


def deliverable_rows(alliance: Alliance, struck: Collection, goals: Mapping[str, str]) -> list[dict]:
    """What is delivered when? Rows of the table deliverables, by start; without a start last."""
    held, parties = alliance["deliverables"], alliance.party_names
    held = held.sort_values(["start_date", "end_date", "deliverable_id"], kind="stable", na_position="last")
    return [{"deliverable_id": row["deliverable_id"], "deliverable": row["text"], "goal": goals.get(row["goal_id"]),
             "owner": parties.get(row["owner_party_id"]), "start_date": row["start_date"], "end_date": row["end_date"],
             "acceptance": row["acceptance"], "is_struck": row["goal_id"] in struck} for row in held.to_dict("records")]


def say_deliverables(rows: list[dict], kept: Collection, goals: Mapping[str, str]) -> list[Finding]:
    """What is delivered in which period, which goal has none, and which deliverable still lacks something?"""
    if not rows:
        return [Finding("goals.missing_deliverables", "deliverables", weight=0.37)] if goals else []
    said = [_period(rows)]
    none = [goals[goal] for goal in kept if goals[goal] not in {row["goal"] for row in rows}]
    lacking = [row["deliverable"] for row in rows if _lacks(row)]
    backwards = [row["deliverable"] for row in rows if row["start_date"] > row["end_date"]]
    orphans = [row["deliverable"] for row in rows if row["is_struck"]]
    for code, names, weight in (("goals.goal_without_deliverable", none, 0.51), ("goals.deliverable_lacking", lacking, 0.49),
                                ("goals.deliverable_backwards", backwards, 0.61), ("goals.deliverable_struck", orphans, 0.59)):
        if names:
            said.append(Finding(code, facts={"n": len(names), "names": [f"'{name}'" for name in names]}, weight=weight))
    return said


def _period(rows: list[dict]) -> Finding:
    days = [row[name] for row in rows for name in ("start_date", "end_date") if not pd.isna(row[name])]
    if not days:
        return Finding("goals.deliverables_undated", facts={"n": len(rows)}, weight=0.49)
    return Finding("goals.deliverables", facts={"n": len(rows), "start": min(days), "end": max(days)}, weight=0.46)


def _lacks(row: Mapping) -> bool:
    return any(pd.isna(row[name]) for name in ("goal", "owner", "start_date", "end_date", "acceptance"))
