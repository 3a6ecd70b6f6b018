"""What did we forecast in the last round, and how did that turn out, beside two simple rivals?"""

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding, Result
from alliance_lib.scaleup import scoring
from alliance_lib.scaleup.plan import DAYS_PER_MONTH

QUANTILES = {"low_number": 0.1, "middle_number": 0.5, "high_number": 0.9}
RIVALS = {"forecast": tuple(QUANTILES), "promised": ("promised_number",) * 3, "usual": ("usual_number",) * 3}
AHEAD = 8  # quarters of which homes are kept


def rows(found: Result, round: int) -> list[dict]:
    """Which rows are kept of this round's forecast, to be scored in the next?

    Reads: the facilitator's result of the scale-up room; the round. Gives: rows of the table forecasts: homes done by
        each of the next quarters' ends, and for every promise in the calendar the months after its promised month.
        The rivals: as promised; the same, moved by the middle shift of the releases on record (per corporation).
    Leaves out: releases expected beyond the clock.
    """
    return [*_homes(found, round), *_releases(found, round)]


def _shift(found: Result) -> pd.Series:
    """The middle shift per corporation in months, and of all together as ""; 0 if nothing is on record."""
    known = found["promises"]
    known = known[~known["is_open"].astype(bool)]
    late = known["actual_months"] - known["promised_months"]
    whole = float(late.median()) if len(late) else 0.0
    return pd.concat([late.groupby(known["owner"]).median(), pd.Series({"": whole})]).astype(float)


def _homes(found: Result, round: int) -> list[dict]:
    held = found["progress"]
    ahead, days = held[held["middle_homes"].notna()][:AHEAD], held["day_date"].map(pd.Timestamp.toordinal)
    shift = max(float(_shift(found)[""]), 0.0) * DAYS_PER_MONTH
    return [{"forecast_id": f"R{round}-{row.day_date:%Y-%m-%d}", "round": round, "kind_code": "homes", "complex_id": None, "for_date": row.day_date,
             "low_number": row.low_homes, "middle_number": row.middle_homes, "high_number": row.high_homes, "promised_number": row.planned_homes,
             "usual_number": float(np.interp(row.day_date.toordinal() - shift, days, held["planned_homes"]))} for row in ahead.itertuples()]


def _releases(found: Result, round: int) -> list[dict]:
    shift, made = _shift(found), []
    for row in found["calendar"].dropna(subset=["low_date", "p50_date", "high_date"]).itertuples():
        late = {name: _months(when, row.promised_date) - 1.0 for name, when in  # the dates are the day after the month
                zip(QUANTILES, (row.low_date, row.p50_date, row.high_date), strict=True)}
        made.append({"forecast_id": f"R{round}-{row.complex_id}", "round": round, "kind_code": "release", "complex_id": row.complex_id,
                     "for_date": row.promised_date, **late, "promised_number": 0.0,
                     "usual_number": max(float(shift.get(row.owner, shift[""])), 0.0)})
    return made


def _months(day: pd.Timestamp, since: pd.Timestamp) -> float:
    return float((day.year - since.year) * 12 + day.month - since.month)


def table(alliance: Alliance, complexes: pd.DataFrame) -> list[dict]:
    """How far off were the last forecast and its rivals?

    Reads: forecasts of the last round before this one that kept any; complexes with their date of release (see
        conditions); the reference date. Gives: rows of the table scores, per kind and forecaster the mean of twice
        the pinball loss at 10, 50 and 90 per cent: for a rival that names one number this is its mean distance.
    Leaves out: nothing of what was due: promised property that is not released yet counts as coming today, the
        least it can be.
    """
    held, day = alliance["forecasts"], alliance.reference_date
    held = held[held["round"] < alliance.round]
    if held.empty or day is None:
        return []
    due = held[(held["round"] == held["round"].max()) & (held["for_date"] <= day)]
    made = []
    for kind, some in due.groupby("kind_code"):
        seen = _seen(str(kind), some, complexes, day)
        some, seen = some[seen.notna()], seen.dropna()
        if seen.empty:
            continue
        inside = float(((seen >= some["low_number"]) & (seen <= some["high_number"])).mean())
        for name, columns in RIVALS.items():
            made.append({"kind_code": kind, "forecaster_code": name, "round": int(some["round"].iloc[0]), "count": len(some),
                         "distance": _distance(some, columns, seen), "inside_share": inside if name == "forecast" else np.nan})
    return made


def _seen(kind: str, due: pd.DataFrame, complexes: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """What came true of each forecast?"""
    if kind == "homes":
        return due["for_date"].map(lambda upto: float(complexes.loc[complexes["done_date"] <= upto, "homes_count"].sum()))
    came = complexes["released_date"].fillna(complexes["done_date"]).set_axis(complexes["complex_id"]).reindex(due["complex_id"]).fillna(day)
    here = due["complex_id"].isin(complexes["complex_id"])
    return pd.Series([_months(when, promised) if ok else np.nan for when, promised, ok in zip(came, due["for_date"], here, strict=True)],
                     index=due.index, dtype=float)


def _distance(due: pd.DataFrame, columns: tuple[str, ...], seen: pd.Series) -> float:
    losses = [2 * scoring.pinball(due[column], seen, p) for column, p in zip(columns, QUANTILES.values(), strict=True)]
    return float(np.mean(losses))


def say(rows: list[dict]) -> list[Finding]:
    """Was the last forecast closer than its rivals? One sentence per kind."""
    said = []
    for kind in dict.fromkeys(row["kind_code"] for row in rows):
        each = {row["forecaster_code"]: row for row in rows if row["kind_code"] == kind}
        facts = {"round": each["forecast"]["round"], "n": each["forecast"]["count"], "inside": each["forecast"]["inside_share"]}
        facts |= {name: row["distance"] for name, row in each.items()}
        said.append(Finding(f"scaleup.scored_{kind}", kind, facts, 0.53))
    return said
