"""What does each party seek: why it takes part, what it needs, what it demands and what it fears?"""

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.interests.positions import Positions
from alliance_lib.result import Finding
from alliance_lib.schema import codes


def wants(alliance: Alliance, held: Positions) -> list[dict]:
    """Which drivers, interests, positions and risks did each party name?

    Reads: interests.
    Gives: rows party_id, party, kind_code, text: by party, then kind, then as they were entered.
    """
    kinds = list(codes()["interest_kind"])
    rows = alliance["interests"][["party_id", "kind_code", "text"]].to_dict("records")
    names = held.party_names | {row["party_id"]: row["party_id"] for row in rows if row["party_id"] not in held.party_names}
    order = {party: at for at, party in enumerate(names)}
    rows.sort(key=lambda row: (order[row["party_id"]], kinds.index(row["kind_code"]) if row["kind_code"] in kinds else len(kinds)))
    return [row | {"party": names[row["party_id"]]} for row in rows]


def kinds_by_party(rows: list[dict], held: Positions, assume: Assumptions) -> list[dict]:
    """Why does each party take part, what does it want, and does an interest stand behind its positions?

    Reads: rows of `wants`; held, for the goals and the parties that named nothing; assume strong_from.
    Gives: a row per party: why (its drivers) and what (the goals it strongly wants) as texts, interests and positions as
        texts, and driver_count, interest_count, position_count, risk_count.
    """
    if not rows:
        return []
    names = held.party_names | {row["party_id"]: row["party"] for row in rows}
    return [{"party_id": party, "party": name, "what": _goals(held, party, assume)} | _kinds([r for r in rows if r["party_id"] == party])
            for party, name in names.items()]


def _kinds(rows: list[dict]) -> dict:
    texts = {kind: [row["text"] for row in rows if row["kind_code"] == kind] for kind in codes()["interest_kind"]}
    named = {"why": texts["driver"], "interests": texts["interest"], "positions": texts["position"]}
    return named | {f"{kind}_count": len(said) for kind, said in texts.items()}


def _goals(held: Positions, party: str, assume: Assumptions) -> list[str]:
    if party not in held.stances.index:
        return []
    return [held.goal_names[goal] for goal in held.stances if held.stances.at[party, goal] >= assume["strong_from"]]


def say_wants(rows: list[dict], counted: list[dict]) -> list[Finding]:
    """Whose interests are not known, whose reason to take part, and who named a demand only?"""
    if not rows:
        return [Finding("interests.missing_interests", "interests", weight=0.45)]
    speaking = {row["party_id"] for row in rows}
    silent = [row["party"] for row in counted if row["party_id"] not in speaking]
    no_driver = [row["party"] for row in counted if row["party_id"] in speaking and row["driver_count"] == 0]
    no_goal = [row["party"] for row in counted if row["party_id"] in speaking and not row["what"]]
    no_goal = no_goal if len(no_goal) < len(speaking) else []  # nobody was asked: another sentence says so
    demands = [row["party"] for row in counted if row["position_count"] > 0 and row["driver_count"] + row["interest_count"] == 0]
    return [Finding(code, "interests", {"n": len(names), "parties": names}, weight) for code, names, weight in (
        ("interests.no_interests_of", silent, 0.48), ("interests.no_driver_of", no_driver, 0.42),
        ("interests.no_goal_of", no_goal, 0.41),
        ("interests.only_demands_of", demands, 0.57)) if names]
