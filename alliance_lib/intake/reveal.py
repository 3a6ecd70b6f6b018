"""In which steps does a topic come on the table, and which step is next?"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.schema import codes


def step_minutes(minutes: int, shares: Sequence[float]) -> tuple[int, ...]:
    """How many whole minutes does each step of a topic get?

    Reads: minutes of the topic, 0 or more; shares per step, adding up to 1.
    Gives: one number per step, together the minutes; what is left of a minute goes to the largest remainder.
    Refuses: ValueError for negative minutes or shares that do not add up to 1.

    >>> step_minutes(20, [0.15, 0.2, 0.3, 0.2, 0.15])
    (3, 4, 6, 4, 3)
    """
    parts = np.asarray(shares, dtype=float)
    if minutes < 0 or not np.isfinite(parts).all() or (parts < 0).any() or abs(parts.sum() - 1) > 1e-9:
        raise ValueError("minutes must be 0 or more, shares 0 or more and together 1")
    exact = parts * minutes
    whole = np.floor(exact + 1e-9).astype(int)
    extra = np.argsort(whole - exact, kind="stable")[: minutes - whole.sum()]
    whole[extra] += 1
    return tuple(int(one) for one in whole)


def reveal(alliance: Alliance, items: Sequence[Mapping], assume: Assumptions) -> tuple[list[dict], list[Finding]]:
    """Which steps does each topic of the session take, what is on the table, and what comes next?

    Reads: items, rows of the table agenda; planned_sessions: the first one on or after the reference date is this
        round's session; session_steps of that session; assume step_shares, one per step.
    Gives: rows of the table reveal, and a finding: the step that is next, or that every step is on the table.
    Leaves out: who said what; an item of a person moves only with that person's consent, see released.
    """
    told, steps = _on_the_table(alliance), list(codes()["reveal_step"])
    rows = [{"item": item["item"], "topic_id": item["topic_id"], "topic": item["topic"], "step_code": step, "minutes": minutes}
            | told.get((item["topic_id"], step), {"revealed_date": pd.NaT, "outcome": None})
            for item in items for step, minutes in zip(steps, step_minutes(item["minutes"], assume["step_shares"]), strict=True)]
    waiting = [row for row in rows if pd.isna(row["revealed_date"])]
    if not told or not rows:
        return rows, []
    if not waiting:
        return rows, [Finding("intake.reveal_done", facts={"n": len(items)}, weight=0.4)]
    return rows, [Finding("intake.reveal_next", waiting[0]["topic_id"], {"topic": waiting[0]["topic"], "step": waiting[0]["step_code"]}, 0.59)]


def _on_the_table(alliance: Alliance) -> dict[tuple[str, str], dict]:
    plan, today = alliance["planned_sessions"], alliance.reference_date
    if today is None:
        return {}
    session = plan[plan["session_date"] >= today].sort_values(["session_date", "session_id"])["session_id"].head(1)
    held = alliance["session_steps"]
    held = held[held["session_id"].isin(session)]
    return {(row["topic_id"], row["step_code"]): {"revealed_date": row["revealed_date"], "outcome": row["outcome"]}
            for row in held.to_dict("records")}
