"""Who is on the team, which disciplines does it lack, and how soon did it become a team?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.schema import codes


def team(alliance: Alliance, assume: Assumptions) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Which disciplines and tasks does the team cover, and who brings which hours?

    Reads: members (starts_code, shapes_code and fills_code "yes" where somebody does that task), people and
        parties; assume disciplines_needed (codes).
    Gives: tables "coverage" (people per discipline and task, needed or not), "team" (a row per member without
        code or name, for the facilitator only) and findings: a needed discipline that nobody has, a task that nobody does.
    Leaves out: how good anybody is at it.
    """
    held = alliance["members"]
    if held.empty:
        return {}, [Finding("health.missing_team", weight=0.33)]
    tasks = list(codes()["task"])
    rows = [{"discipline_code": discipline, "needed": discipline in assume["disciplines_needed"], "task_code": task,
             "people": int(((held["discipline_code"] == discipline) & (held[f"{task}_code"] == "yes")).sum())}
            for discipline in codes()["discipline"] for task in tasks]
    absent = [d for d in assume["disciplines_needed"] if d not in set(held["discipline_code"])]
    idle = [task for task in tasks if not (held[f"{task}_code"] == "yes").any()]
    return {"coverage": pd.DataFrame(rows), "team": _members(alliance, held, tasks)}, _findings(held, absent, idle)


def _members(alliance: Alliance, held: pd.DataFrame, tasks: list[str]) -> pd.DataFrame:
    people = alliance["people"].dropna(subset="person_id")  # others see no codes, so no rows either
    rows = held.dropna(subset="person_id").merge(people, on="person_id")
    ticks = [[task for task in tasks if row[f"{task}_code"] == "yes"] for row in rows.to_dict("records")]
    made = rows.assign(party=rows["party_id"].map(alliance.party_names), **{
        f"{task}": [task in done for done in ticks] for task in tasks})
    return made[["party", "unit", "level_code", "role_code", "discipline_code", *tasks, "start_date", "hours_per_week"]]


def _findings(held: pd.DataFrame, absent: list[str], idle: list[str]) -> list[Finding]:
    found = []
    if absent:
        found.append(Finding("health.discipline_missing", facts={"disciplines": absent, "n": len(absent)}, weight=0.57))
    if idle:
        found.append(Finding("health.task_missing", facts={"tasks": idle, "n": len(idle)}, weight=0.54))
    untold = int(held["discipline_code"].isna().sum())
    if untold:
        found.append(Finding("health.discipline_unsaid", facts={"n": untold}, weight=0.27))
    return found or [Finding("health.team_covered", facts={"n": len(held)}, weight=0.24)]


def first_step(alliance: Alliance, assume: Assumptions) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """How long after the start came the first gathering that was meant to form the team?

    Reads: the start date of the alliance; gatherings of kind "team"; assume team_step_days.
    Gives: table "team_step" (one row) and a finding; nothing is said of days without a start date.
    """
    start, most = alliance.facts["start_date"], assume["team_step_days"]
    held = alliance["gatherings"]
    if start is None:
        return {}, [Finding("health.missing_start", weight=0.22)]
    first = held.loc[(held["kind_code"] == "team") & (held["held_date"] >= start), "held_date"].min()
    until = alliance.reference_date if pd.isna(first) else first
    days = None if until is None else (until - start).days
    row = {"start_date": start, "first_date": first, "days": days, "most": most,
           "in_time": None if days is None else bool(days <= most and pd.notna(first))}
    return {"team_step": pd.DataFrame([row])}, [_step_finding(first, days, most)]


def _step_finding(first: pd.Timestamp, days: int | None, most: float) -> Finding:
    if pd.notna(first):
        soon = days <= most
        return Finding(f"health.team_step_{'soon' if soon else 'late'}", facts={"days": days, "most": most},
                       weight=0.26 if soon else 0.41)
    waited = days is not None and days > most
    facts = {"days": days, "most": most} if waited else {"most": most}
    return Finding("health.team_step_overdue" if waited else "health.team_step_open", facts=facts, weight=0.56 if waited else 0.43)
