"""Is working together the right form for this goal at all, or is the market simpler?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding

DAYS_PER_MONTH = 365.25 / 12


def advice(months: float, parties: float, shortest: float) -> tuple[str, str]:
    """Which form suits a goal, and why?

    Reads: months from the choice to the due date and the number of parties it serves (NaN: not known);
        shortest, the months below which working together does not pay.
    Gives: advice (together, market, unknown) and reason (one_party, short, several, no_date, no_values).
        A goal that serves at most one party, or ends sooner, is simpler in the market.
    Source: after Williamson 1991, Comparative economic organization, Administrative Science Quarterly 36:
        what happens once and needs nobody's own investment goes to the market.
    Leaves out: whether the market has what is asked; what the parties learn for later goals.

    >>> advice(6, 5, 12), advice(30, 5, 12), advice(30, 1, 12)
    (('market', 'short'), ('together', 'several'), ('market', 'one_party'))
    """
    if parties <= 1:
        return "market", "one_party"
    if months < shortest:
        return "market", "short"
    if pd.isna(parties):
        return "unknown", "no_values"
    return ("unknown", "no_date") if pd.isna(months) else ("together", "several")


def form_rows(alliance: Alliance, goals: tuple, assume: Assumptions) -> list[dict]:
    """Which form suits each goal that stays? Rows of the table form.

    Reads: goals that stay (ids); goals.due_date; the reference date of the round in which the goal was chosen, of
        this round if it was not; goal_values.
    """
    held, started = alliance["goals"].set_index("goal_id"), _started(alliance)
    values = alliance["goal_values"].dropna(subset=["interest_served_0to4"])
    serves = values[values["interest_served_0to4"] > 0].groupby("goal_id")["party_id"].nunique()
    rows = []
    for goal in goals:
        asked = (values["goal_id"] == goal).any()
        parties = float(serves.get(goal, 0)) if asked else float("nan")
        start = started.get(goal, alliance.reference_date)
        due = held.loc[goal, "due_date"]
        months = float("nan") if start is None or pd.isna(due) else (due - start).days / DAYS_PER_MONTH
        code, reason = advice(months, parties, assume["shortest_months"])
        rows.append({"goal_id": goal, "goal": held.loc[goal, "name"], "months": months, "parties_served": parties,
                     "advice_code": code, "reason_code": reason})
    return rows


def _started(alliance: Alliance) -> dict:
    """When was each goal first kept? The reference date of that round."""
    kept = alliance["goal_choices"]
    kept = kept[kept["choice_code"] == "keep"].sort_values("round", kind="stable").drop_duplicates("goal_id")
    dates = alliance["rounds"].set_index("round")["reference_date"].dropna()
    return {goal: dates[number] for goal, number in zip(kept["goal_id"], kept["round"], strict=True) if number in dates.index}


def say_form(rows: list[dict]) -> list[Finding]:
    """For which goals is the market simpler, and for which is it worth working together?"""
    by = {}
    for row in rows:
        by.setdefault((row["advice_code"], row["reason_code"]), []).append(row["goal"])
    told = {("market", "one_party"): ("goals.market_one_party", 0.79), ("market", "short"): ("goals.market_short", 0.79),
            ("together", "several"): ("goals.form_together", 0.36), ("unknown", "no_date"): ("goals.form_no_date", 0.35),
            ("unknown", "no_values"): ("goals.form_no_values", 0.35)}
    said = [Finding(code, facts={"n": len(by[key]), "goals": by[key]}, weight=weight) for key, (code, weight) in told.items() if key in by]
    if rows and all(row["advice_code"] == "market" for row in rows):
        said.append(Finding("goals.market_all", facts={"n": len(rows)}, weight=0.9))
    return said
