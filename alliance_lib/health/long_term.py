"""Where are we going, and who has reserved time and money for how long?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.health.balance import commitments
from alliance_lib.result import Finding

EURO = 1000  # the sheet is in thousand euro
AMOUNTS = {"hours_promised": 1, "hours_used": 1, "budget_promised": EURO, "budget_used": EURO}


def destination(alliance: Alliance) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """What is the destination in one sentence, and which way leads there?

    Reads: vision of the alliance; phases. Gives: table "route" (the phases in order) and findings.
    """
    vision, route = alliance.facts["vision"], alliance["phases"].sort_values("phase_number")
    found = [Finding("health.vision", facts={"vision": vision.rstrip(". ")}, weight=0.18) if vision else
             Finding("health.missing_vision", weight=0.4)]
    if route.empty:
        found.append(Finding("health.missing_route", weight=0.18))
    return {"route": route.rename(columns={"name": "phase"})[["phase_number", "phase", "aim"]]}, found


def long_term(alliance: Alliance, assume: Assumptions) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """What did each party promise and use per year, and which years has nobody promised?

    Reads: commitments (those that a party agreed to share, for others); the years ahead of the alliance or,
        if nobody said, assume horizon_years; both 3 to 10 years from the reference date.
    Gives: tables "commitments" (a row per party and year of the horizon) and "invested" (per party the time, ideas
        and quality it brings) and findings. For others a year without a row may be one that was not shared: it is
        "not_shown", never uncommitted.
    Leaves out: whether a promise is large enough for the work.
    """
    names, told, day = alliance.party_names, alliance["commitments"], alliance.reference_date
    told = told[told["party_id"].isin(names)]
    if told.empty or day is None:
        return {}, [Finding("health.missing_commitments", weight=0.48)]
    years = _years(alliance, told, day, assume)
    parties = [party for party in names if not alliance.shared or party in set(told["party_id"])]
    made = _per_year(told, parties, years, alliance.shared).assign(ahead=lambda rows: rows["year"] >= day.year)
    made["party"] = made["party_id"].map(names)
    found = [*_uncommitted(made, names), *_used(made), *_currencies(told, names)]
    if alliance.shared:
        found.append(Finding("health.commitments_of", facts={"n": len(parties), "total": len(names)}, weight=0.3))
    if alliance.facts["horizon_years"] is None:
        found.append(Finding("health.horizon_assumed", facts={"years": assume["horizon_years"]}, weight=0.17))
    return {"commitments": made.assign(year=made["year"].astype(str)), "invested": _invested(told, parties, names)}, found


def _years(alliance: Alliance, told: pd.DataFrame, day: pd.Timestamp, assume: Assumptions) -> list[int]:
    ahead = alliance.facts["horizon_years"]
    ahead = int(assume["horizon_years"] if ahead is None else ahead)
    return list(range(min(int(told["year"].min()), day.year), max(int(told["year"].max()), day.year + ahead - 1) + 1))


def _per_year(told: pd.DataFrame, parties: list[str], years: list[int], shared: bool) -> pd.DataFrame:
    euros = {f"{kind}_eur" if factor > 1 else kind: told[f"{kind}_keur" if factor > 1 else kind] * factor
             for kind, factor in AMOUNTS.items()}
    made = commitments(told[["party_id", "year"]].assign(**euros), parties, years)
    people = told.set_index(["party_id", "year"])["people_count"].reindex(pd.MultiIndex.from_frame(made[["party_id", "year"]]))
    made["hours_per_person"] = (made["hours_promised"] / people.where(people > 0).to_numpy()).astype(float)
    if shared:
        hidden = made["status"] == "not_recorded"
        made["status"], made["uncommitted"] = made["status"].mask(hidden, "not_shown"), made["uncommitted"] & ~hidden
    return made.rename(columns={"status": "status_code"})


def _uncommitted(made: pd.DataFrame, names: dict) -> list[Finding]:
    ahead = made[made["ahead"]]
    bare = ahead[ahead["uncommitted"]]
    if bare.empty:
        if (ahead["status_code"] == "not_shown").any():
            return []
        return [Finding("health.committed", facts={"year": str(made["year"].max())}, weight=0.22)]
    who = [names[p] for p in names if p in set(bare["party_id"])]
    facts = {"who": who, "n": len(bare), "first": str(bare["year"].min()), "last": str(made["year"].max())}
    whole = [str(year) for year, rows in ahead.groupby("year") if rows["uncommitted"].all()]
    empty = [Finding("health.years_of_nobody", facts={"years": whole, "n": len(whole)}, weight=0.59)] if whole else []
    return [Finding("health.uncommitted", facts=facts, weight=0.55), *empty]


def _used(made: pd.DataFrame) -> list[Finding]:
    """For years that are over: where both are known, how much was used of what was promised?"""
    known = made[~made["ahead"] & made["hours_promised"].notna() & made["hours_used"].notna()]
    return [Finding("health.hours_used", str(year), {"year": str(year), "used": float(rows["hours_used"].sum()), "n": len(rows),
                                                    "promised": float(rows["hours_promised"].sum())}, 0.27)
            for year, rows in known.groupby("year") if year == known["year"].max()]


def _currencies(told: pd.DataFrame, names: dict) -> list[Finding]:
    found = []
    for kind in ("ideas", "quality"):
        unsaid = [names[party] for party, rows in told.groupby("party_id") if rows[kind].isna().all()]
        if unsaid:
            found.append(Finding(f"health.no_{kind}", facts={"who": unsaid, "n": len(unsaid)}, weight=0.25))
    return found


def _invested(told: pd.DataFrame, parties: list[str], names: dict) -> pd.DataFrame:
    rows = []
    for party in parties:
        own = told[told["party_id"] == party].sort_values("year")
        said = {kind: "; ".join(dict.fromkeys(own[kind].dropna())) or None for kind in ("ideas", "quality")}
        rows.append({"party_id": party, "party": names[party], "hours": own["hours_promised"].sum(min_count=1), **said})
    return pd.DataFrame(rows)
