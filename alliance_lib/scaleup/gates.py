"""Think big, start small, scale fast, on one page: per phase what it asks, what was decided and what was learned."""

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding
from alliance_lib.scaleup.plan import Plan, opened

TERM_YEARS = (3.0, 10.0)  # what counts as results in time
DAYS_PER_YEAR = 365.25


def page(alliance: Alliance, plan: Plan, phases: list[dict]) -> list[dict]:
    """What fits on the one page, per phase?

    Reads: phases (entry_text, exit_text, stop_rule), gate_decisions and lessons up to this round; plan; phases, the
        rows of the table of that name.
    Gives: rows of the table page. A criterion is missing where the gate does not ask it or nothing has been due yet;
        gate_met where it asks nothing. A lesson counts for the phase it was learned in, as adopted if another
        party than it came from took it over.
    """
    described = alliance["phases"].set_index("phase_number")
    decided = alliance["gate_decisions"].sort_values("round", kind="stable").drop_duplicates("phase_number", keep="last").set_index("phase_number")
    lessons = alliance["lessons"].drop_duplicates("lesson_id")
    adopted = lessons["adopted_by_party_id"].notna() & (lessons["adopted_by_party_id"] != lessons["from_party_id"])
    begun, made = opened(plan), []
    for k, row in enumerate(phases):
        number = row["phase_number"]
        said = described.loc[number] if number in described.index else pd.Series(dtype=object)
        chosen = decided.loc[number] if number in decided.index else pd.Series(dtype=object)
        learned = lessons["phase_number"] == number
        homes, kept = _met(row)
        asked = [met for met in (homes, kept) if met is not None]
        made.append({
            "phase_number": number, "phase": row["phase"], "homes_count": row["homes_count"], "done_homes": row["done_homes"], "aim": row["aim"],
            **{name: said.get(name) for name in ("entry_text", "exit_text", "stop_rule")}, "has_begun": bool(k <= begun and row["complexes_count"]),
            "homes_met": homes, "kept_met": kept, "gate_met": all(asked) if asked else None,
            **{name: chosen.get(name) for name in ("decision_code", "reason", "decided_by")},
            "decided_round": chosen.get("round", np.nan), "decided_date": chosen.get("decided_date", pd.NaT),
            "lessons_count": int(learned.sum()), "adopted_count": int((learned & adopted).sum())})
    return made


def _met(row: dict) -> tuple[bool | None, bool | None]:
    """Are there the homes and the kept promises that the gate asks today? None where it does not ask."""
    homes = None if not row["gate_homes"] > 0 else bool(row["counted_homes"] >= row["gate_homes"] - 1e-6)
    if not row["gate_kept_share"] > 0:
        return homes, None
    return homes, bool(row["kept_share"] >= row["gate_kept_share"] - 1e-9) if row["kept_share"] == row["kept_share"] else None


def say(alliance: Alliance, plan: Plan, rows: list[dict]) -> list[Finding]:
    """Which sentences follow: decisions, stop rules, lessons, the term and what is not yet reserved?"""
    if plan.rows.empty:
        return []
    return [*_decisions(rows), *_stop_rules(rows), *_lessons(rows), *_term(plan), *_reserved(alliance, plan)]


def _decisions(rows: list[dict]) -> list[Finding]:
    said = []
    for row, after in zip(rows[:-1], rows[1:], strict=True):
        number, facts = str(row["phase_number"]), {"phase": after["phase"]}
        if isinstance(row["decision_code"], str):
            facts |= {"round": int(row["decided_round"]), "choice": row["decision_code"]}
            code = "gate_decided" if row["gate_met"] is None else "gate_decided_met" if row["gate_met"] else "gate_decided_unmet"
            said.append(Finding(f"scaleup.{code}", number, facts, 0.69))
        elif row["gate_met"]:
            said.append(Finding("scaleup.gate_met_undecided", number, facts, 0.74))
    return said


def _stop_rules(rows: list[dict]) -> list[Finding]:
    bare = [row["phase"] for row in rows if row["homes_count"] and not isinstance(row["stop_rule"], str)]
    return [Finding("scaleup.no_stop_rule", facts={"n": len(bare), "phases": bare}, weight=0.47)] if bare else []


def _lessons(rows: list[dict]) -> list[Finding]:
    begun = [row for row in rows if row["has_begun"]]
    none = [row["phase"] for row in begun if not row["adopted_count"]]
    said = [Finding("scaleup.no_lesson", facts={"n": len(none), "phases": none}, weight=0.65)] if none else []
    some = sum(row["adopted_count"] for row in begun)
    if some:
        said.append(Finding("scaleup.lessons", facts={"n": some, "of": sum(row["lessons_count"] for row in begun)}, weight=0.45))
    return said


def _term(plan: Plan) -> list[Finding]:
    first, last = plan.rows["promised_date"].min(), plan.rows["finish_date"].max()
    years = (last - first).days / DAYS_PER_YEAR
    code = "plan_short" if years < TERM_YEARS[0] else "plan_long" if years > TERM_YEARS[1] else "plan_term"
    return [Finding(f"scaleup.{code}", facts={"first": first, "last": last, "years": years}, weight=0.38)]


def _reserved(alliance: Alliance, plan: Plan) -> list[Finding]:
    """Which parties have years ahead in the plan without hours or budget? Only where every party's promises are seen."""
    given, last = alliance["commitments"], plan.rows["finish_date"].max().year
    if alliance.shared or plan.day is None or given.empty or last < plan.day.year:
        return []
    years = range(plan.day.year, last + 1)
    held = given[(given["hours_promised"] > 0) | (given["budget_promised_keur"] > 0)].groupby("party_id")["year"].agg(set)
    short = [name for party, name in alliance.party_names.items() if not set(years) <= held.get(party, set())]
    if not short:
        return []
    return [Finding("scaleup.unreserved", facts={"n": len(short), "parties": short, "first": str(years[0]), "last": str(last)}, weight=0.52)]
