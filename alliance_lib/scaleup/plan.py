"""What was promised and planned, and where does it stand? From dossier to months and phases."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.scaleup import conditions

DAYS_PER_MONTH = 365.25 / 12


@dataclass(frozen=True, eq=False)
class Plan:
    """What is the plan on the clock of the model?

    rows: per complex that can be forecast complex_id, name, owner (by name), owner_party_id, builder_party_id, homes_count,
        phase (0-based), the dates and finish_date (planned), promised, released, done, start (months on the clock, NaN
        if not), months (of work), lead (months), score; numbers and names of the phases; owners and builders in the order of the parties;
        january, the first month of the clock; now, the month of the reference date; months, the length of the clock;
        left_out: reason -> homes left out.
    """

    rows: pd.DataFrame
    phases: pd.DataFrame
    owners: tuple[str, ...]
    builders: tuple[str, ...]
    day: pd.Timestamp | None
    january: pd.Timestamp
    now: int
    months: int
    left_out: Mapping[str, int]

    def month_start(self, month) -> pd.Timestamp:
        """On which day does this month of the clock begin?"""
        return self.january + pd.DateOffset(months=int(month))


def read(alliance: Alliance, assume: Assumptions) -> Plan:
    """What is promised and planned, in months from a January?

    Reads: complexes, release_conditions, phases, parties, the reference date; any may be empty.
    Gives: Plan. The clock starts in the January of the year in which consent for work now under way was asked.
        Unknown duration, promise date and condition are taken from the assumptions.
    Leaves out: complexes without a builder or without a promised date (counted in left_out); a complex
        without a phase belongs to the last one.
    """
    given, day = conditions.complexes(alliance), alliance.reference_date
    usable = given["builder_party_id"].notna() & given["promised_date"].notna()
    left = {"no_builder": given["builder_party_id"].isna(),
            "no_date": given["builder_party_id"].notna() & given["promised_date"].isna()}
    rows, phases = given[usable].reset_index(drop=True), _phases(alliance)
    rows = rows.assign(owner=[alliance.party_names.get(party, party) for party in rows["owner_party_id"]])
    today = day if day is not None else _first_day(rows)
    january = pd.Timestamp((today - pd.DateOffset(months=math.ceil(assume["consent_first_months"]))).year, 1, 1)
    now = month_of(pd.Series([today]), january).astype(int).iloc[0]
    order = list(alliance.party_names)
    return Plan(
        rows=_on_the_clock(rows, phases, january, assume), phases=phases,
        owners=_parties(rows["owner_party_id"], order), builders=_parties(rows["builder_party_id"], order), day=day,
        january=january, now=int(now), months=3 * math.ceil((now + assume["horizon_months"]) / 3),
        left_out={reason: int(given.loc[chosen, "homes_count"].sum()) for reason, chosen in left.items()})


def month_of(dates: pd.Series, january: pd.Timestamp) -> pd.Series:
    """In which month of the clock do these days fall? NaN stays NaN."""
    return (dates.dt.year - january.year) * 12.0 + dates.dt.month - 1


def _first_day(rows: pd.DataFrame) -> pd.Timestamp:
    """Without a reference date: after everything that has happened, otherwise when the first promise is due."""
    happened = rows[["released_date", "done_date"]].max().max()
    first = rows["promised_date"].min() if pd.isna(happened) else happened
    return pd.Timestamp(2000, 1, 1) if pd.isna(first) else first


def _parties(held: pd.Series, order: list[str]) -> tuple[str, ...]:
    found = set(held)
    return tuple([party for party in order if party in found] + sorted(found - set(order)))


def _phases(alliance: Alliance) -> pd.DataFrame:
    """Every phase that is described or used, in order; one phase if nobody spoke of phases."""
    used = alliance["complexes"]["phase_number"].dropna().astype(int)
    described = alliance["phases"].set_index("phase_number")
    numbers = sorted(set(described.index) | set(used)) or [1]
    found = described.reindex(numbers)
    return found.assign(name=[name if isinstance(name, str) else str(number) for number, name in found["name"].items()]
                        ).rename_axis("phase_number").reset_index()


def _on_the_clock(rows: pd.DataFrame, phases: pd.DataFrame, january: pd.Timestamp, assume: Assumptions) -> pd.DataFrame:
    at = {name: month_of(rows[f"{name}_date"], january) for name in ("promised", "released", "done")}
    place = {number: k for k, number in enumerate(phases["phase_number"])}
    lead = (rows["promised_date"] - rows["promise_date"]).dt.days / DAYS_PER_MONTH
    consent = math.ceil(assume["consent_first_months"])
    begin = rows["planned_start_date"].fillna(rows["promised_date"] + pd.DateOffset(months=consent))
    months = rows["planned_months"].fillna(assume["work_months"])
    finish = [first + pd.DateOffset(months=math.ceil(length)) for first, length in zip(begin, months, strict=True)]
    return rows.assign(
        name=rows["name"].fillna(rows["complex_id"]),
        phase=rows["phase_number"].map(place).fillna(len(phases) - 1).astype(int),
        promised=at["promised"], released=at["released"].fillna(at["done"]), done=at["done"],
        start=month_of(begin, january), months=months, finish_date=pd.Series(finish, dtype="datetime64[us]"),
        lead=lead.where(lead > 0).fillna(float(assume["promise_lead_months"])).clip(lower=1.0),
        score=rows["promised_condition_1to6"].fillna(assume["condition_score"]))


def flow(plan: Plan, first: int, last: int) -> np.ndarray:
    """How many homes per month does the plan say, per complex?

    Reads: first and last (exclusive) month of the clock; may lie before its start.
    Gives: array (N, last - first): each complex spread evenly over its planned months.
    """
    month = np.arange(first, last)[None, :]
    start, length = (plan.rows[name].to_numpy(dtype=float)[:, None] for name in ("start", "months"))
    share = np.where((month >= start) & (month < start + length), 1.0 / length, 0.0)
    return share * plan.rows["homes_count"].to_numpy(dtype=float)[:, None]


def opened(plan: Plan) -> int:
    """Up to which phase (0-based) has work begun: something is done, or released and due to have started?"""
    rows = plan.rows
    begun = rows["done"].notna() | (rows["released"].notna() & (rows["start"] <= plan.now))
    return int(rows.loc[begun, "phase"].max()) if begun.any() else 0


def kept_so_far(plan: Plan, tolerance: float, upto: int) -> tuple[int, int]:
    """How many promises of phases up to this one have been kept, of how many due?

    Reads: tolerance in months; upto, a phase (0-based). Leaves out: the condition, which the plan does not hold.
    """
    rows = plan.rows[plan.rows["phase"] <= upto]
    due = (rows["promised"] + tolerance <= plan.now) | rows["released"].notna()
    kept = rows["released"] <= rows["promised"] + tolerance
    return int(kept.sum()), int(due.sum())


def say(plan: Plan) -> list[Finding]:
    """Which homes are outside the forecast, and which dates are not known?"""
    said = [Finding(f"scaleup.left_out_{reason}", facts={"n": homes}, weight=0.6)
            for reason, homes in plan.left_out.items() if homes]
    if plan.day is None:
        said.append(Finding("scaleup.missing_date", "rounds", weight=0.5))
    return said
