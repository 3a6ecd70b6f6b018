"""The same vote under other rules: which goals pass, and who could turn that around alone?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.interests.balance import quota
from alliance_lib.interests.positions import Positions
from alliance_lib.interests.power import RULES, compare_rules
from alliance_lib.result import Finding


def votes_by_rule(alliance: Alliance, held: Positions, assume: Assumptions) -> list[dict]:
    """If the parties voted on each goal as they stand now, what would each rule decide?

    Reads: parties (votes_count; who has 0 votes does not vote), held; assume agree_at (a stance that
        counts as in favour; below 0 is against, an objection under consent), majority_above, veto_at;
        standing, which parties may block (while nothing is filled in: those strongly against).
    Gives: a row per goal and rule: does it pass, and which parties could turn that around alone; a
        second row per rule with those who may block. Only goals towards which every voter takes a
        stance; no weighted rule unless all votes are known.
    Source: `power.decide`.
    Leaves out: what parties would do in a real vote: they talk first, and trade one goal for another.
    """
    votes = alliance["parties"].set_index("party_id")["votes_count"]
    votes = votes[votes.isna() | (votes > 0)]
    if len(votes) < 2:
        return []
    known = held.stances.reindex(votes.index).dropna(axis="columns")
    stated = alliance["standing"].set_index("party_id")["veto_code"].dropna()
    rows = []
    for goal in known:
        veto = votes.index.isin(stated.index[stated == "yes"]) if len(stated) else known[goal] <= assume["veto_at"]
        rows += [{"goal_id": goal, "goal": held.goal_names[goal]} | row
                 for row in _on_goal(known[goal], votes, votes.index[veto], assume)]
    return [row | {"tips": [held.party_names[party] for party in row["tips_ids"]],
                   "blockers": [held.party_names[party] for party in row["blockers"]]} for row in rows]


def by_rule(rows: list[dict]) -> list[dict]:
    """Per rule: how many goals pass, which do not, and who can turn around the most?

    Reads: rows of `votes_by_rule`.
    Gives: a row per rule without veto, and with veto as soon as one goal has one (the other goals then
        count as they stand); the parties that tip most often, and on how many goals.
    """
    table = pd.DataFrame(rows)
    return [_over_goals(table, rule, veto) for veto in (False, True) for rule in RULES
            if len(table) and ((table["rule_code"] == rule) & (table["veto"] == veto)).any()]


def say_rules(rows: list[dict], held: Positions) -> list[Finding]:
    """Does the rule make a difference, and for whom?"""
    table = pd.DataFrame(rows)
    if table.empty:
        return [Finding("interests.rules_unknown", "stances", weight=0.3)] if held.heard.shape[0] > 1 else []
    plain = table[~table["veto"]]
    outcomes = plain.groupby("goal", sort=False)["passes"]
    differ = [goal for goal, count in outcomes.nunique().items() if count > 1]
    found = [Finding("interests.rules_differ", facts={"n": len(differ), "of": len(outcomes), "goals": differ}, weight=0.6)
             if differ else Finding("interests.rules_same", facts={"n": len(outcomes)}, weight=0.45)]
    return found + _say_who_tips(rows) + _say_veto(table)


def _on_goal(stances: pd.Series, votes: pd.Series, blockers: pd.Index, assume: Assumptions) -> list[dict]:
    stands = (stances >= assume["agree_at"]).astype(int) - (stances < 0)
    weighed = votes.notna().all()
    table = compare_rules(stands, votes if weighed else pd.Series(1, votes.index), quota=quota(votes, assume) if weighed else None,
                          veto=blockers)
    table = table if weighed else table[table["rule"] != "weighted"]
    return [{"rule_code": row.rule, "veto": row.veto, "passes": row.passes, "tips_ids": list(row.tips),
             "blockers": list(blockers) if row.veto else []} for row in table.itertuples()]


def _over_goals(table: pd.DataFrame, rule: str, veto: bool) -> dict:
    here = table[table["rule_code"] == rule].sort_values("veto", kind="stable")
    here = (here if veto else here[~here["veto"]]).drop_duplicates("goal_id", keep="last")
    tips = here["tips"].explode().value_counts(sort=False)
    most = int(tips.max()) if len(tips) else 0
    return {"rule_code": rule, "veto": veto, "passes_count": int(here["passes"].sum()), "goals_count": len(here),
            "stopped": here.loc[~here["passes"], "goal"].tolist(), "tips": tips.index[tips == most].tolist(), "tips_count": most}


def _say_who_tips(rows: list[dict]) -> list[Finding]:
    """Who tips most under the rules by number, beside who tips most by weight."""
    most = {row["rule_code"]: row for row in by_rule(rows) if not row["veto"]}
    if "weighted" not in most:
        return []
    facts = {f"{short}_{name}": most[rule][column] for short, rule in (("weighted", "weighted"), ("equal", "one_party_one_vote"))
             for name, column in (("parties", "tips"), ("count", "tips_count"))}
    facts |= {"of": most["weighted"]["goals_count"]}
    if not facts["weighted_count"] or not facts["equal_count"] or facts["weighted_parties"] == facts["equal_parties"]:
        return []
    return [Finding("interests.rules_tip", facts=facts, weight=0.55)]


def _say_veto(table: pd.DataFrame) -> list[Finding]:
    """Which goals that pass by the parties' votes would a veto stop?"""
    both = table.pivot_table(index=["goal", "rule_code"], columns="veto", values="passes", aggfunc="first", sort=False)
    if True not in both:
        return []
    stopped = list(dict.fromkeys(both.index[(both[False] == 1) & (both[True] == 0)].get_level_values("goal")))
    if not stopped:
        return []
    blockers = list(dict.fromkeys(table.loc[table["goal"].isin(stopped), "blockers"].explode().dropna()))
    return [Finding("interests.rules_veto", facts={"n": len(stopped), "goals": stopped, "parties": blockers}, weight=0.5)]
