"""Do lessons travel from one party and phase to the next, and is there room to try things?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding


def lessons(alliance: Alliance) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Which lesson was adopted by another party, and used again in a later phase? Per phase, and 0 is said too.

    Reads: lessons up to this round, adoptions up to the reference date; phases and complexes released, which
        show which phases have begun.
    Gives: tables "lessons" and "learning" (per phase that has begun: lessons, adopted, reused) and findings. A lesson
        that a party adopts from itself, or uses again in the phase it comes from, does not count.
    Leaves out: how good a lesson is.
    """
    held, names = alliance["lessons"], alliance.party_names
    adopted = held["adopted_by_party_id"].notna() & (held["adopted_by_party_id"] != held["from_party_id"])
    reused = held["reused_phase_number"] > held["phase_number"]
    built = alliance["complexes"]
    begun = sorted({int(n) for n in [*held["phase_number"].dropna(), *built.loc[built["released_date"].notna(), "phase_number"].dropna()]})
    if held.empty and not begun:
        return {}, [Finding("health.missing_lessons", weight=0.24)]
    phase = dict(zip(alliance["phases"]["phase_number"], alliance["phases"]["name"], strict=True))
    made = pd.DataFrame([{"phase_number": n, "phase": phase.get(n, str(n)), "lessons": int((held["phase_number"] == n).sum()),
                          "adopted": int((adopted & (held["phase_number"] == n)).sum()),
                          "reused": int((reused & (held["phase_number"] == n)).sum())} for n in begun])
    listed = held.assign(from_party=held["from_party_id"].map(names), adopted_by=held["adopted_by_party_id"].map(names))
    listed = listed[["text", "from_party", "phase_number", "adopted_by", "adopted_date", "reused_phase_number"]]
    return {"lessons": listed, "learning": made}, _learned(made, len(held), int(adopted.sum()), int(reused.sum()))


def _learned(made: pd.DataFrame, told: int, adopted: int, reused: int) -> list[Finding]:
    found = [Finding("health.lessons", facts={"n": told, "adopted": adopted, "reused": reused}, weight=0.34)]
    none = list(made.loc[made["adopted"] == 0, "phase"]) if len(made) else []
    if none:
        found.append(Finding("health.nothing_adopted", facts={"phases": none, "n": len(none)}, weight=0.49))
    return found


def experiments(alliance: Alliance) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Which experiments run, has each an expectation and a stop date, and is there room for them in the budget?

    Reads: experiments, reserves per year, and for the facilitator the hours and budget promised in all.
    Gives: tables "experiments" (state_code running, overdue, ended or undated) and "reserves" (per year what is
        kept free, what experiments ask, and the share of what is promised), and findings. An experiment
        belongs to the year of its stop date; without one to no year.
    Leaves out: whether an experiment succeeded in anybody's eyes; only whether the expectation held.
    """
    held, day = alliance["experiments"], alliance.reference_date
    reserves = _reserves(alliance, held)
    tables = {"reserves": reserves.assign(year=reserves["year"].astype(str)) if len(reserves) else reserves}
    found = _room(reserves, day)
    if held.empty:
        return tables, [*found, Finding("health.missing_experiments", weight=0.2)]
    ended = held["ended_date"].notna()
    overdue = ~ended & (held["stop_date"] < day) if day is not None else ~ended & False
    state = pd.Series("running", index=held.index).mask(held["stop_date"].isna(), "undated").mask(overdue, "overdue").mask(ended, "ended")
    listed = held.assign(party=held["owner_party_id"].map(alliance.party_names), state_code=state)
    tables["experiments"] = listed[["text", "hypothesis", "party", "phase_number", "stop_date", "hours", "budget_keur", "state_code", "held_code"]]
    unready = ~ended & (held["hypothesis"].isna() | held["stop_date"].isna())
    facts = {"n": len(held), "ended": int(ended.sum())}
    found.append(Finding("health.experiments", facts=facts, weight=0.26))
    if unready.any():
        found.append(Finding("health.experiments_unbound", facts={"n": int(unready.sum())}, weight=0.52))
    if overdue.any():
        found.append(Finding("health.experiments_overdue", facts={"n": int(overdue.sum())}, weight=0.53))
    return tables, found


def _reserves(alliance: Alliance, held: pd.DataFrame) -> pd.DataFrame:
    kept, promised = alliance["reserves"], alliance["commitments"]
    years = sorted({int(y) for y in [*kept["year"], *held["stop_date"].dropna().dt.year]})
    rows = []
    for year in years:
        own, asked = kept[kept["year"] == year], held[held["stop_date"].dt.year == year]
        of_year = promised[promised["year"] == year].iloc[:0 if alliance.shared else None]  # others see part of the promises
        row = {"year": year, "asked_hours": asked["hours"].sum(min_count=1), "asked_keur": asked["budget_keur"].sum(min_count=1)}
        for kind, whole in (("hours", "hours_promised"), ("keur", "budget_promised_keur")):
            reserve, total = own[f"reserve_{kind}"].sum(min_count=1), of_year[whole].sum()
            row |= {f"reserve_{kind}": reserve, f"share_{kind}": reserve / total if total > 0 else float("nan")}
        rows.append(row)
    return pd.DataFrame(rows)


def _room(reserves: pd.DataFrame, day: pd.Timestamp | None) -> list[Finding]:
    if reserves.empty or day is None:
        return [Finding("health.missing_reserve", weight=0.3)]
    now = reserves[reserves["year"] == day.year]
    lacking = [kind for kind in ("hours", "keur") if now.empty or not (now[f"reserve_{kind}"] > 0).any()]
    found = [Finding(f"health.no_reserve_{kind}", facts={"year": str(day.year)}, weight=0.44) for kind in lacking]
    for kind in ("hours", "keur"):
        over = reserves[reserves[f"asked_{kind}"] > reserves[f"reserve_{kind}"].fillna(0)]
        for row in over[over["year"] >= day.year].to_dict("records"):
            left = 0.0 if pd.isna(row[f"reserve_{kind}"]) else float(row[f"reserve_{kind}"])
            facts = {"year": str(row["year"]), "asked": float(row[f"asked_{kind}"]), "reserve": left}
            found.append(Finding(f"health.reserve_short_{kind}", str(row["year"]), facts, 0.45))
    return found or [Finding("health.reserve_enough", facts={"year": str(day.year)}, weight=0.19)]
