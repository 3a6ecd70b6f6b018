"""Where do people see their team, and did its leaders take time to reflect? A spread, never one label."""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.health.phases import team_phases
from alliance_lib.result import Finding
from alliance_lib.schema import codes

QUESTION = ("team_phases", "team_now_1to4")
EVERYONE = "all"
LEADERS = ("steering", "board")
SUBJECTS = {"leadership": "leadership_code", "chemistry": "chemistry_code", "courage": "courage_code"}
STEPS_OF_BAND = {"low": ("meet_and_divide_roles", "name_differences"), "middle": ("name_differences", "fix_working_agreements"),
                 "high": ("fix_working_agreements", "keep_learning")}
COUNTED = ["round", "cell_code", "phase_code", "people", "share", "share_low", "share_high", "answered", "asked"]
PUBLISHED = ["figure_code", "reason_code", "published_date"]


def development(alliance: Alliance) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """How are the answers spread over the phases, per round and level, and what is the next step?

    Reads: the answers of people or, where there are none, the published band per level.
    Gives: tables "team_phases" (a row per round, level and phase with people and share; or a row per round
        and level with the band) and "team_steps" (suggestions for this round), and findings.
    Leaves out: one phase for a level; the phases of a person.
    """
    given = alliance.answers(*QUESTION, rounds="all") if len(alliance[QUESTION[0]]) else pd.DataFrame()
    spread, steps = _of_people(alliance, given) if len(given) else _of_published(alliance)
    now = spread[spread["round"] == alliance.round] if len(spread) else spread
    if now.empty:
        return {"team_phases": spread}, [Finding("health.missing_team_phase", facts={"round": alliance.round}, weight=0.34)]
    listed = [{"cell_code": cell, "rank": rank, "step_code": step}
              for cell, found in steps.items() for rank, step in enumerate(found, 1)]
    return {"team_phases": spread, "team_steps": pd.DataFrame(listed)}, _findings(now, steps)


def _of_people(alliance: Alliance, given: pd.DataFrame) -> tuple[pd.DataFrame, dict]:
    cell = EVERYONE if given["level_code"].isna().any() else given["level_code"]
    given, phases, parts, steps = given.assign(cell_code=cell), tuple(codes()["team_phase"]), [], {}
    order = [EVERYONE, *list(codes()["level"])[::-1]]
    for asked in sorted(given["round"].unique()):
        rows = given[given["round"] == asked].sort_values("cell_code", key=lambda cells: cells.map(order.index))
        found = team_phases(rows["answer"], list(rows["cell_code"]), phases)
        merged = found.shares.merge(found.levels[["level", "asked", "answered"]], on="level")
        parts.append(merged.rename(columns={"level": "cell_code", "phase": "phase_code"}).assign(round=int(asked)))
        if asked == alliance.round:
            steps = dict(zip(found.levels["level"], found.levels["next_steps"], strict=True))
    blank = {"figure_code": None, "reason_code": None, "published_date": pd.NaT}
    return pd.concat(parts, ignore_index=True)[COUNTED].assign(**blank), steps


def _of_published(alliance: Alliance) -> tuple[pd.DataFrame, dict]:
    rows = alliance["published"]
    rows = rows[rows["question_code"] == ".".join(QUESTION)].sort_values(["round", "cell_code"], ascending=[True, False])
    numbers = dict.fromkeys(COUNTED[3:], float("nan")) | {"phase_code": None}
    now = rows[(rows["round"] == alliance.round) & rows["figure_code"].notna()]
    steps = {row["cell_code"]: STEPS_OF_BAND[row["figure_code"]] for row in now.to_dict("records")}
    return rows[["round", "cell_code", *PUBLISHED]].assign(**numbers)[[*COUNTED, *PUBLISHED]], steps


def _findings(now: pd.DataFrame, steps: dict) -> list[Finding]:
    found = []
    for cell, rows in now.groupby("cell_code", sort=False):
        told, facts = rows[rows["people"] > 0], {"cell": cell}
        if len(told):
            facts |= {"phases": list(told["phase_code"]), "answered": int(rows["answered"].iloc[0]), "asked": int(rows["asked"].iloc[0])}
            found.append(Finding("health.team_spread", cell, facts | {"n": len(told)}, 0.39))
        elif rows["figure_code"].notna().any():
            found.append(Finding("health.team_band", cell, facts | {"figure": rows["figure_code"].iloc[0]}, 0.39))
        if cell in steps:
            found.append(Finding("health.team_next", cell, {"cell": cell, "steps": list(steps[cell])}, 0.385))
    reasons = [] if found else list(dict.fromkeys(now["reason_code"].dropna()))
    return [*found, *(Finding("health.team_phase_withheld", reason, {"reason": reason}, 0.29) for reason in reasons)]


def reflection(alliance: Alliance) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """How many of those who lead took time to reflect? Only that it was done, and only for the facilitator.

    Reads: reflections of this round; people of the steering group and the board.
    Gives: table "reflection" (per subject: done, not done, not asked) and findings; nothing at all for others.
    Leaves out: what anybody wrote, felt or dared. It is not in the dossier.
    """
    people, told = alliance["people"], alliance["reflections"]
    leaders = people[people["level_code"].isin(LEADERS) & ~(people["joined_round"] > alliance.round)].dropna(subset="person_id")
    if alliance.shared or leaders.empty:
        return {}, []
    told = told[(told["round"] == alliance.round) & told["person_id"].isin(leaders["person_id"])]
    if told.empty:
        return {}, [Finding("health.missing_reflection", facts={"round": alliance.round}, weight=0.23)]
    rows = []
    for subject, column in SUBJECTS.items():
        done, not_done = (int((told[column] == code).sum()) for code in ("done", "not_done"))
        rows.append({"subject_code": subject, "done": done, "not_done": not_done, "not_asked": len(leaders) - done - not_done,
                     "people": len(leaders)})
    facts = {row["subject_code"]: row["done"] for row in rows} | {"total": len(leaders)}
    return {"reflection": pd.DataFrame(rows)}, [Finding("health.reflection_coverage", facts=facts, weight=0.36)]
