"""Executives first: which pairs have met, and did the content begin before they had?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.health.pairs import PairsMet, pairs_met
from alliance_lib.result import Finding

WEIGHTS = {"content_before_meeting": 0.85, "party_met_nobody": 0.62, "pairs_missing": 0.72}
NAMED = 3  # a sentence names so many; the table has them all


def executives(alliance: Alliance) -> tuple[dict[str, pd.DataFrame], list[Finding], list[tuple]]:
    """Who has met whom, is the gate to the content open, and what is the early warning?

    Reads: parties, introductions (met on a date up to the reference date); choices on goals or clauses
        and decisions taken, which show that the content has begun.
    Gives: tables "pairs", "executives" (per party), "gate" (one row), findings and steps. Nothing is
        said of the gate while no introduction at all is written down.
    Leaves out: how a meeting went; chemistry and courage are never a figure.
    """
    names = alliance.party_names
    told = alliance["introductions"]
    known = told["party_id"].isin(names) & told["other_party_id"].isin(names) & (told["party_id"] != told["other_party_id"])
    steps = [("unknown_pair", int((~known).sum()), "", "")] if not known.all() else []
    if told[known].empty or len(names) < 2:
        return {}, _missing(names), steps
    met = told[known & told["met_date"].notna()].sort_values("met_date")
    began = content_began(alliance)
    found = pairs_met(list(names), zip(met["party_id"], met["other_party_id"], strict=True), content_started=began)
    steps += [("gate", len(found.pairs), int(found.pairs["met"].sum()), found.gate_open)]
    return _tables(found, met, names, began), _findings(found, names), steps


def content_began(alliance: Alliance) -> bool:
    """Has the talk of content begun? It has once a choice on a goal or clause, or a decision, is written down."""
    taken = alliance["decisions"]["decided_date"].notna().any()
    return bool(taken or len(alliance["goal_choices"]) or len(alliance["clause_choices"]))


def _missing(names: dict) -> list[Finding]:
    return [Finding("health.missing_introductions", weight=0.55)] if len(names) > 1 else []


def _tables(found: PairsMet, met: pd.DataFrame, names: dict, began: bool) -> dict[str, pd.DataFrame]:
    first = {}
    for row in met.to_dict("records"):
        first.setdefault(frozenset((row["party_id"], row["other_party_id"])), row)
    held = [first.get(frozenset(pair), {}) for pair in zip(found.pairs["party_id"], found.pairs["other_party_id"], strict=True)]
    pairs = found.pairs.assign(
        party=found.pairs["party_id"].map(names), other_party=found.pairs["other_party_id"].map(names),
        met_date=pd.to_datetime([row.get("met_date") for row in held]), form_code=[row.get("form_code") for row in held])
    gate = {"pairs": len(pairs), "met": int(pairs["met"].sum()), "coverage": found.coverage,
            "gate_open": found.gate_open, "content_began": began}
    return {"pairs": pairs, "executives": found.parties.assign(party=found.parties["party_id"].map(names)),
            "gate": pd.DataFrame([gate])}


def _findings(found: PairsMet, names: dict) -> list[Finding]:
    if found.gate_open:
        return [Finding("health.gate_open", facts={"n": len(found.pairs)}, weight=0.3)]
    said = []
    for code, subjects in found.warnings:
        listed = [names[s] if isinstance(s, str) else " – ".join(names[party] for party in s) for s in subjects]
        said.append(Finding(f"health.{code}", facts={"who": listed[:NAMED], "n": len(listed)}, weight=WEIGHTS[code]))
    return said
