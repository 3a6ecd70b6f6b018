"""When is the next session, and when is the same measurement repeated?"""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding

YEAR = 12  # months that are looked ahead


def open_slots(start: pd.Timestamp, planned: Sequence[pd.Timestamp], per_year: int) -> list[pd.Timestamp]:
    """On which days of the coming year is a session missing?

    Reads: start, the day the year begins after; planned, days of sessions; per_year, 1 to 12: the year is cut
        in so many equal parts.
    Gives: the last day of every part without a session, in order.
    Refuses: ValueError for another number of sessions.

    >>> [f"{day:%Y-%m-%d}" for day in open_slots(pd.Timestamp("2026-03-01"), [pd.Timestamp("2026-05-20")], 2)]
    ['2027-03-01']
    """
    if not 1 <= per_year <= YEAR:
        raise ValueError(f"per_year must be 1 to {YEAR}, got {per_year!r}")
    ends = [start + pd.DateOffset(months=round(YEAR * part / per_year)) for part in range(per_year + 1)]
    return [end for begin, end in pairwise(ends) if not any(begin < day <= end for day in planned)]


def cadence(alliance: Alliance, assume: Assumptions) -> tuple[list[dict], list[Finding]]:
    """Which sessions were held, which are planned, and where does the year have none?

    Reads: planned_sessions, the reference date of this round (the day of its measurement); assume
        sessions_per_year and measure_months.
    Gives: rows of the table sessions in the order of time; days proposed to the facilitator have kind "proposed";
        findings: how many are planned and when the same measurement is repeated.
    """
    held, today = alliance["planned_sessions"].sort_values(["session_date", "session_id"]), alliance.reference_date
    rows = held[["session_date", "kind_code", "aim", "phase_number", "measure_code"]].to_dict("records")
    if today is None or (held.empty and alliance.shared):
        return rows, []
    ahead = held[held["session_date"].between(today, today + pd.DateOffset(months=YEAR), inclusive="right")]
    due, measured = _measurements(held, today, assume["measure_months"])
    said = [_planned(len(ahead), assume["sessions_per_year"], today), _measured(measured, due)]
    if not alliance.shared:
        slots = open_slots(today, list(ahead["session_date"]), assume["sessions_per_year"])
        rows = sorted(rows + _proposed(slots, due if pd.isna(measured) else None), key=lambda row: row["session_date"])
    return rows, said


def _measurements(held: pd.DataFrame, today: pd.Timestamp, months: int) -> tuple[pd.Timestamp, pd.Timestamp]:
    """When must be measured again, and when is that planned (NaT if it is not)?

    A session soon after the reference date that asks for a measurement discusses this round's: months count from there.
    """
    wanted = held.loc[(held["measure_code"] == "yes") & (held["session_date"] >= today), "session_date"]
    own = wanted[wanted <= today + pd.DateOffset(months=months // 2)].head(1)
    begun = own.iloc[0] if len(own) else today
    return begun + pd.DateOffset(months=months), wanted.drop(own.index).min()


def _planned(count: int, wanted: int, today: pd.Timestamp) -> Finding:
    code = "intake.sessions_planned" if count >= wanted else "intake.sessions_few"
    return Finding(code, facts={"n": count, "of": wanted, "day": today}, weight=0.43)


def _measured(measured: pd.Timestamp, due: pd.Timestamp) -> Finding:
    if pd.isna(measured):
        return Finding("intake.measure_due", facts={"day": due}, weight=0.5)
    code = "intake.measure_planned" if measured <= due else "intake.measure_late"
    return Finding(code, facts={"day": measured, "due": due}, weight=0.46)


def _proposed(slots: Sequence[pd.Timestamp], due: pd.Timestamp | None) -> list[dict]:
    """A session in every part of the year without one; the first on or after the due day measures again."""
    first = min((day for day in slots if due is not None and day >= due), default=None)
    return [{"session_date": day, "kind_code": "proposed", "aim": None, "phase_number": float("nan"),
             "measure_code": "yes" if day == first else "no"} for day in slots]
