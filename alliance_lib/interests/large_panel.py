"""What does a large panel of tenants or staff share, and does it fall into groups that think otherwise?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.interests.common_ground import group_consensus, group_shares
from alliance_lib.interests.panels import OpinionGroups, opinion_groups
from alliance_lib.interests.respondents import agreement, straight_liners
from alliance_lib.result import Finding

SIDES = ("agree", "disagree")
TOLD = 3  # statements told of a group


@dataclass(frozen=True, eq=False)
class Panel:
    """The votes people x statements, what each person counts for, the sizes asked, the texts, and the groups found."""

    votes: pd.DataFrame
    weights: pd.Series
    population: pd.Series
    texts: pd.Series
    groups: OpinionGroups | None


def large_panel(alliance: Alliance, assume: Assumptions, seed: int) -> tuple[dict, list[Finding]]:
    """What can be said of the panel, if there is one? The tables panel and panel_groups, and their findings."""
    held = panel(alliance, assume, seed)
    said, parts = statements(held, assume), groups(held, assume)
    return {"panel": said, "panel_groups": parts}, say_panel(held, said, parts, assume)


def panel(alliance: Alliance, assume: Assumptions, seed: int) -> Panel | None:
    """How did the panel vote, and are there groups in it?

    Reads: panel_statements, panel_votes; assume panel_people_least, from how many people on groups are
        sought; seed of the draws.
    Gives: Panel; None where there are no votes. groups: None if there are too few people.
    Source: `panels.opinion_groups`.
    Leaves out: weights, in the search for groups.
    """
    rows = alliance["panel_votes"]
    if rows.empty:
        return None
    asked = alliance["panel_statements"].set_index("statement_id")
    votes = rows.pivot(index="respondent", columns="statement_id", values="vote_minus1to1").astype(float)
    order = [*(s for s in asked.index if s in votes), *(s for s in votes if s not in asked.index)]
    votes = votes[order]
    weights = rows.assign(weight=rows["weight"].fillna(1)).groupby("respondent")["weight"].mean().reindex(votes.index)
    texts = asked["text"].reindex(order).fillna(pd.Series(order, order))
    groups = opinion_groups(votes, seed=seed) if len(votes) >= assume["panel_people_least"] else None
    return Panel(votes, weights.astype(float), asked["population_count"].reindex(order).astype(float), texts, groups)


def statements(held: Panel | None, assume: Assumptions) -> list[dict]:
    """Per statement: which share agrees or rejects, with how much doubt, and do all the groups?

    Reads: held; assume panel_cell_least, the fewest people a figure may rest on.
    Gives: a row per statement: seen_count, agree_share with low and high (95 %), disagree_share likewise;
        consensus and rejection (group-aware), and the same of the weakest group; NaN without groups.
    Source: `respondents.agreement`, `common_ground.group_consensus`.
    """
    if held is None:
        return []
    table = pd.DataFrame({"statement_id": held.texts.index, "statement": held.texts.to_numpy()}, held.texts.index)
    population = held.population.where(~_too_small(held))
    member = _shown(held)
    for side in SIDES:
        found = agreement(held.votes, side=side, weights=held.weights, population=population)
        table["seen_count"] = found["seen"].astype(int)
        table[[f"{side}_share", f"{side}_low", f"{side}_high"]] = found[["share", "low", "high"]]
        table[f"{side}_groups"] = group_consensus(held.votes, member, side=side)
        table[f"{side}_weakest"] = group_consensus(held.votes, member, side=side, how="min")
    return table[table["seen_count"] >= assume["panel_cell_least"]].to_dict("records")


def groups(held: Panel | None, assume: Assumptions) -> list[dict]:
    """How large is each group that thinks otherwise, and what marks it?

    Gives: a row per group, the largest first: group (a letter), people_count, people_share (of who is in
        a group), agrees_more and rejects_more: the statements on which it differs most from the others.
    Leaves out: groups while they are no more than chance, not stable, or smaller than panel_cell_least.
    """
    member = pd.Series(dtype=float) if held is None else _shown(held).dropna()
    sizes = member.value_counts().sort_index()
    if not len(sizes) or sizes.min() < assume["panel_cell_least"]:
        return []
    rows = []
    for group, size in sizes.items():
        row = {"group": chr(ord("A") + int(group)), "people_count": int(size), "people_share": size / len(member)}
        for name, side in (("agrees_more", "agree"), ("rejects_more", "disagree")):
            shares = group_shares(held.votes, member == group, side=side)
            more = (shares.loc[True] - shares.loc[False]).sort_values(ascending=False, kind="stable")
            row[name] = held.texts[more.index[more > 0][:TOLD]].tolist()
        rows.append(row)
    return rows


def say_panel(held: Panel | None, said: list[dict], parts: list[dict], assume: Assumptions) -> list[Finding]:
    """Who answered, are there groups, and what do all of them want or reject?"""
    if held is None:
        return []
    facts = {"n": len(held.votes), "of": held.votes.shape[1], "mean": held.votes.notna().sum(axis=1).mean()}
    found = [Finding("interests.panel_size", "panel_votes", facts, 0.4), _say_groups(held, parts)]
    column = "weakest" if parts else "low"  # without groups: a majority beyond doubt
    bar = assume["panel_shared_from"] if parts else 0.5
    for side, code in (("agree", "shared"), ("disagree", "rejected")):
        texts = [row["statement"] for row in said if row[f"{side}_{column}"] > bar]
        if texts:
            code = f"interests.panel_{code}" + ("_groups" if parts else "")
            found.append(Finding(code, facts={"n": len(texts), "of": len(said), "statements": texts}, weight=0.65))
    straight = int(straight_liners(held.votes).sum())
    if straight:
        found.append(Finding("interests.panel_straight", facts={"n": straight, "of": len(held.votes)}, weight=0.5))
    wrong = held.texts[_too_small(held)].tolist()
    return found + ([Finding("interests.panel_population", facts={"n": len(wrong), "statements": wrong}, weight=0.5)] if wrong else [])


def _say_groups(held: Panel, parts: list[dict]) -> Finding:
    if parts:
        facts = {"n": len(parts), "parts": [f"{row['group']} ({row['people_count']})" for row in parts]}
        return Finding("interests.panel_groups", facts=facts, weight=0.7)
    if held.groups is None:
        return Finding("interests.panel_too_few", facts={"n": len(held.votes)}, weight=0.55)
    chance = not held.groups.silhouette > held.groups.null_silhouette
    return Finding("interests.panel_chance" if chance else "interests.panel_unstable", weight=0.6)


def _shown(held: Panel) -> pd.Series:
    """The group of each person, NaN for all where groups may not be shown."""
    return pd.Series(np.nan, held.votes.index) if held.groups is None else held.groups.group


def _too_small(held: Panel) -> pd.Series:
    """Where more people answered than could have been asked, by what was filled in."""
    return held.population < held.votes.notna().sum()
