"""Who answers for what, and what is ours rather than yours or mine?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding

# Table, code, and whether it counts as an agreement that was made in a round.
OWNED = {"goal": ("goals", "goal_id", False), "decision": ("decisions", "decision_id", False),
         "clause": ("clauses", "clause_id", True), "action": ("actions", "action_id", True)}


def owners(alliance: Alliance) -> pd.DataFrame:
    """Which party answers for which goal, decision, clause and action?

    Reads: goals, decisions, clauses and actions with their owner; co_owners.
    Gives: frame owned_code, owned_text, party_id, round (NaN for goals and decisions); a row per owner.
    Leaves out: what nobody owns; co-owners of what is not in a table; what was struck out later.
    """
    parts = []
    for kind, (table, key, made) in OWNED.items():
        rows = alliance[table]
        held = pd.DataFrame({"owned_text": rows[key], "party_id": rows["owner_party_id"],
                             "round": rows["round"] if made else float("nan")})
        more = alliance["co_owners"]
        more = more[(more["owned_code"] == kind) & more["owned_text"].isin(held["owned_text"])]
        more = more.assign(round=more["owned_text"].map(held.set_index("owned_text")["round"]))
        parts.append(pd.concat([held, more[list(held)]]).assign(owned_code=kind))
    return pd.concat(parts).dropna(subset="party_id").drop_duplicates(["owned_code", "owned_text", "party_id"]).reset_index(drop=True)


def joint(owned: pd.DataFrame) -> list[dict]:
    """Per round: which share of the clauses and actions agreed in it has more than one owner?

    Reads: frame of `owners`. Gives: a row per round: agreements_count (with an owner), joint_count, joint_share.
    """
    made = owned.dropna(subset="round").groupby(["round", "owned_code", "owned_text"])["party_id"].nunique()
    per_round = (made > 1).groupby("round").agg(["size", "sum"])
    return [{"made_round": int(number), "agreements_count": int(row["size"]), "joint_count": int(row["sum"]),
             "joint_share": row["sum"] / row["size"]} for number, row in per_round.iterrows()]


def say_joint(rows: list[dict]) -> list[Finding]:
    """Which share of the latest agreements is owned together, and how was that the round before?"""
    if not rows:
        return [Finding("interests.missing_agreements", "actions", weight=0.3)]
    last, before = rows[-1], rows[:-1]
    facts = {"n": last["joint_count"], "of": last["agreements_count"], "share": last["joint_share"], "made": last["made_round"]}
    if not before:
        return [Finding("interests.joint", "co_owners", facts, 0.46)]
    earlier = {"previous": before[-1]["joint_share"], "previous_round": before[-1]["made_round"]}
    return [Finding("interests.joint_since", "co_owners", facts | earlier, 0.55)]
