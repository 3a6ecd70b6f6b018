"""Which version was adopted, by whom, and is it still what stands there now?"""

import hashlib
from collections.abc import Mapping, Sequence

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding

GOAL_TEXT = ["goal_id", "text", "indicator", "indicator_unit", "baseline_number", "target_number", "due_date", "owner_party_id"]
CLAUSE_TEXT = ["clause_id", "title", "text", "owner_party_id", "deadline_text", "consequence_text"]
SHOWN = 12  # characters of a hash that people compare
SAID = {"adopted": ("goals.adopted", 0.57), "partly": ("goals.adopted_partly", 0.69), "changed": ("goals.adopted_changed", 0.71),
        "unmarked": ("goals.adopted_unmarked", 0.4)}


def content_hash(rows: pd.DataFrame, columns: Sequence[str]) -> str:
    """Which hash belongs to exactly this text?

    Reads: rows in their order, and the columns that make up what is adopted; missing is not the same as "".
    Gives: sha256 in hexadecimal, the same on every machine.
    """
    told = rows[list(columns)].astype(object).map(_plain)
    return hashlib.sha256(repr(told.to_numpy().tolist()).encode()).hexdigest()


def _plain(value) -> str | None:
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def current_hashes(alliance: Alliance, kept: Sequence, standing: pd.DataFrame) -> dict[str, str]:
    """Which hash has what stands there now, of the goals and of the agreement? Nothing there gives no hash.

    Reads: kept, the goals that stay; standing, the clauses that stand, with the columns of CLAUSE_TEXT.
    """
    goals = alliance["goals"]
    chosen = {"goals": (goals[goals["goal_id"].isin(set(kept))], GOAL_TEXT),
              "agreement": (standing, CLAUSE_TEXT)}
    return {name: content_hash(rows, columns) for name, (rows, columns) in chosen.items() if len(rows)}


def adopted_rows(alliance: Alliance) -> list[dict]:
    """Which versions were adopted, in order, by whom? Rows of the table adopted.

    Reads: adoptions as known on the reference date.
    Gives: per version the last date, parties and missing (tuples of names), hashes (all that were given).
    """
    rows, names = [], alliance.party_names
    for (what, number), some in alliance["adoptions"].groupby(["adopted_code", "version_number"], sort=True):
        parties = set(some["party_id"])
        rows.append({"adopted_code": what, "version_number": int(number), "adopted_date": some["adopted_date"].max(),
                     "parties": tuple(name for code, name in names.items() if code in parties),
                     "missing": tuple(name for code, name in names.items() if code not in parties),
                     "hashes": tuple(dict.fromkeys(some["content_hash"].dropna()))})
    return rows


def version_rows(adopted: Sequence[Mapping], now: Mapping[str, str], proposed: bool) -> list[dict]:
    """In which state are the goals and the agreement now? Rows of the table versions; what stands on paper too.

    Reads: adopted as adopted_rows; now as current_hashes; proposed, the agreement on paper is a proposal still.
    Gives: a row for goals and agreement, as far as there is one: the last version (0 for none) and its state:
        none, adopted, partly (not by every party), changed (the text is another now), unmarked (no hash was kept)
        or proposal.
    """
    rows = []
    for what, mark in now.items():
        last = next((row for row in reversed(adopted) if row["adopted_code"] == what), None)
        known = last or {"version_number": 0, "adopted_date": pd.NaT, "parties": (), "missing": ()}
        state = "proposal" if proposed and what == "agreement" else _state(last, mark)
        rows.append({"adopted_code": what, "state_code": state, "mark": mark[:SHOWN]} |
                    {name: known[name] for name in ("version_number", "adopted_date", "parties", "missing")})
    return rows


def _state(last: Mapping | None, mark: str) -> str:
    if last is None:
        return "none"
    if not last["hashes"]:
        return "unmarked"
    if last["hashes"] != (mark,):
        return "changed"
    return "partly" if last["missing"] else "adopted"


def say_versions(versions: Sequence[Mapping], adopted: Sequence[Mapping], alliance: Alliance) -> list[Finding]:
    """What was adopted, what must be adopted again, and did the how come before the what?"""
    said = []
    for row in versions:
        facts = {"what": row["adopted_code"], "version": row["version_number"], "mark": row["mark"], "parties": list(row["parties"]),
                 "day": row["adopted_date"], "missing": list(row["missing"])}
        if row["state_code"] in SAID:
            code, weight = SAID[row["state_code"]]
            said.append(Finding(code, row["adopted_code"], facts, weight))
        elif row["state_code"] == "none":
            said.append(Finding("goals.not_adopted", row["adopted_code"], {"what": row["adopted_code"]}, 0.39))
    return said + _order(adopted, alliance)


def _order(adopted: Sequence[Mapping], alliance: Alliance) -> list[Finding]:
    """A soft warning: first what, then how."""
    what = [row["adopted_date"] for row in adopted if row["adopted_code"] == "goals"]
    how = [row["adopted_date"] for row in adopted if row["adopted_code"] == "agreement"]
    if not what:
        works = {"clauses": "goals.clauses_before_goals", "phases": "goals.phases_before_goals"}
        return [Finding(code, table, weight=0.61) for table, code in works.items() if len(alliance[table])]
    return [Finding("goals.how_before_what", facts={"how": how[-1], "what": what[0]}, weight=0.61)] if how and how[-1] < what[0] else []
