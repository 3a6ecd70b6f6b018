"""From goal to work: interest, measure, indicator, owner, date and a first step; where does it break?"""

from collections.abc import Collection, Mapping

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.goals.served import read_links
from alliance_lib.result import Finding
from alliance_lib.schema import codes

COLUMNS = {"measure": "measure", "indicator": "indicator", "owner": "owner_party_id", "date": "due_date", "fails": "if_it_fails"}
QUICK = ("buy_goods", "buy_services")
TOGETHER = ["theme_code", "ladder_code", "synergy_code", "synergy_evidence"]


def chain_rows(alliance: Alliance, kept: Collection, days: float) -> list[dict]:
    """What does each goal that stays have and lack on the way to work? Rows of the table chain.

    Reads: goals, goal_interests, the reference date of the round; days within which a first step is due.
    Gives: rows; `broken` holds the links that are missing. A first step counts if it has a date at most so
        many days from the reference date. Without any row in goal_interests that link is not asked for.
    """
    goals, parties, links = alliance["goals"], alliance.party_names, read_links(alliance)
    day, rows = alliance.reference_date, []
    for goal in goals[goals["goal_id"].isin(list(kept))].to_dict("records"):
        served = int((links["goal_id"] == goal["goal_id"]).sum())
        lacking = ["interest"] if len(links) and not served else []
        lacking += [link for link, column in COLUMNS.items() if not _there(goal[column])]
        if not _step_in_time(goal, day, days):
            lacking.append("step")
        rows.append({"goal_id": goal["goal_id"], "goal": goal["name"], "interests_count": served if len(links) else float("nan"),
                     "owner": parties.get(goal["owner_party_id"], goal["owner_party_id"]),
                     "broken": tuple(link for link in codes()["chain_link"] if link in lacking)} |
                    {name: goal[name] for name in ("measure", "indicator", "due_date", "first_step", "first_step_date", "if_it_fails")})
    return rows


def _there(value: object) -> bool:
    return not pd.isna(value) and bool(str(value).strip())


def _step_in_time(goal: Mapping, day: pd.Timestamp | None, days: float) -> bool:
    if not _there(goal["first_step"]) or pd.isna(goal["first_step_date"]):
        return False
    return day is None or goal["first_step_date"] <= day + pd.Timedelta(days=days)


def say_chain(rows: list[dict], days: float) -> list[Finding]:
    """Which chains are whole, and where does each other one break?"""
    if not rows:
        return []
    broken = [row for row in rows if row["broken"]]
    if not broken:
        return [Finding("goals.chain_whole", facts={"n": len(rows), "days": days}, weight=0.57)]
    said = [Finding("goals.chain_broken", facts={"n": len(broken), "of": len(rows), "days": days}, weight=0.73)]
    return said + [Finding("goals.chain_lacks", row["goal_id"], {"goal": row["goal"], "links": list(row["broken"]), "n": len(row["broken"])}, 0.53)
                   for row in broken]


def together_rows(alliance: Alliance, left_out: Collection) -> list[dict]:
    """What is each goal about, how large a step is it, and why together? Rows of the table together.

    Reads: goals; left_out, goals of which "no" was decided.
    """
    goals = alliance["goals"]
    goals = goals[~goals["goal_id"].isin(list(left_out)) & goals[TOGETHER].notna().any(axis=1)]
    return goals.rename(columns={"name": "goal"})[["goal_id", "goal", *TOGETHER]].to_dict("records")


def say_together(alliance: Alliance, rows: list[dict]) -> list[Finding]:
    """Which gain is claimed without evidence, what is a quick win, and in which unit would you count?"""
    bare = [row["goal"] for row in rows if _there(row["synergy_code"]) and not _there(row["synergy_evidence"])]
    quick = [row["goal"] for row in rows if row["ladder_code"] in QUICK]
    said = [Finding(code, facts={"n": len(goals), "goals": goals}, weight=weight)
            for code, goals, weight in (("goals.synergy_unproven", bare, 0.52), ("goals.quick_wins", quick, 0.47)) if goals]
    units = alliance["goals"].set_index("goal_id")["indicator_unit"]
    return said + [Finding("goals.unit_hint", row["goal_id"], {"goal": row["goal"], "theme": row["theme_code"]}, 0.39)
                   for row in rows if _there(row["theme_code"]) and not _there(units[row["goal_id"]])]
