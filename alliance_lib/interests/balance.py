"""Who can tip a decision or move the others: votes and perceived influence beside size."""

from fractions import Fraction

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.interests.pairs import Picture
from alliance_lib.interests.power import banzhaf, shapley_shubik
from alliance_lib.result import Finding

PERCEIVED = ("influence", "dependence", "competitiveness")


def balance(alliance: Alliance, seen: Picture | None, assume: Assumptions) -> pd.DataFrame:
    """How do a party's size, votes, formal power and perceived influence compare?

    Reads: parties; seen, MACTOR with influence; assume majority_above, the share of the votes that a
        proposal must exceed.
    Gives: a row per party: size and its share among parties of the same type (homes owned and homes
        built a year do not add up), votes and their share, of all and within the type, the share of
        the decisive moments (Banzhaf, Shapley-Shubik), influence, dependence, competitiveness (1 on
        average) and the 95 % interval of its rank. NaN where it is not known of all parties concerned.
    Source: Banzhaf 1965; Shapley & Shubik 1954; Godet 1994.
    Leaves out: chairs, information, alternatives and vetoes, which are in no table.
    """
    rows = alliance["parties"][["party_id", "name", "type_code", "size_homes", "votes_count"]].rename(columns={"name": "party"})
    votes = rows["votes_count"]
    rows["size_share"] = _shares(rows["size_homes"], rows["type_code"])
    rows["votes_share_of_type"] = _shares(votes, rows["type_code"])
    rows["votes_share"], rows["banzhaf"], rows["shapley_shubik"] = np.nan, np.nan, np.nan
    if len(votes) and votes.notna().all() and votes.sum() > 0:
        needed = quota(votes, assume)
        rows["votes_share"] = votes / votes.sum()
        for name, index in (("banzhaf", banzhaf), ("shapley_shubik", shapley_shubik)):
            rows[name] = [float(share) for share in index(votes.astype(int), needed)]
    perceived = _perceived(seen).reindex(rows["party_id"]).set_axis(rows.index)
    return pd.concat([rows, perceived], axis=1)


def say_balance(rows: pd.DataFrame) -> list[Finding]:
    """Who can tip the vote, how does that compare with votes and size, and who weighs most?"""
    return _say_votes(rows) + _say_size(rows) + _say_weight(rows)


def quota(votes: pd.Series, assume: Assumptions) -> int:
    """How many of these votes carry a proposal?"""
    return int(int(votes.sum()) * Fraction(str(assume["majority_above"]))) + 1


def _shares(held: pd.Series, kinds: pd.Series) -> pd.Series:
    """Each one's share of its kind, NaN unless it is known of the whole kind and more than 0."""
    groups = held.groupby(kinds)
    total, known = groups.transform("sum"), groups.transform("count") == groups.transform("size")
    return (held / total).where(known & (total > 0))


def _perceived(seen: Picture | None) -> pd.DataFrame:
    columns = [*PERCEIVED, "rank_best", "rank_worst"]
    if seen is None or not seen.powered:
        return pd.DataFrame(columns=columns, dtype=float)
    found = {name: getattr(seen.found, name) for name in PERCEIVED}
    ranks = seen.odds.ranks.rename(columns={"best": "rank_best", "worst": "rank_worst"})
    return pd.DataFrame(found).join(ranks.astype(float))


def _say_votes(rows: pd.DataFrame) -> list[Finding]:
    if len(rows) < 2:
        return []
    silent = rows.loc[rows["votes_count"].isna(), "party"].tolist()
    if len(silent) == len(rows):
        return [Finding("interests.missing_votes", "parties", weight=0.3)]
    if silent:
        return [Finding("interests.votes_incomplete", "parties", {"n": len(silent), "parties": silent}, 0.4)]
    if rows["banzhaf"].isna().all():
        return [Finding("interests.no_votes", "parties", weight=0.4)]
    alone = rows.loc[rows["banzhaf"] == 1, "party"].tolist()
    never = rows.loc[rows["banzhaf"] == 0, "party"].tolist()
    found = [Finding("interests.decides_alone", facts={"party": party}, weight=0.78) for party in alone]
    if never:
        found.append(Finding("interests.never_tips", facts={"n": len(never), "parties": never}, weight=0.72))
    return found or _say_gap(rows)


def _say_gap(rows: pd.DataFrame) -> list[Finding]:
    gap = (rows["banzhaf"] - rows["votes_share"]).abs()
    if gap.max() < 0.005:  # less than a sentence in whole percentages can show
        return [Finding("interests.say_as_votes", weight=0.4)]
    row = rows.loc[gap.idxmax()]
    facts = {"party": row["party"], "votes": row["votes_share"], "say": row["banzhaf"]}
    return [Finding("interests.say_differs", row["party_id"], facts, 0.62)]


def _say_size(rows: pd.DataFrame) -> list[Finding]:
    """Per type with several parties: the largest, its share of the size and of the votes."""
    found = []
    for kind, here in rows.dropna(subset=["size_share", "votes_share_of_type"]).groupby("type_code", sort=False):
        largest = here[here["size_homes"] == here["size_homes"].max()]
        if len(here) > 1 and len(largest) == 1:
            row = largest.iloc[0]
            facts = {"party": row["party"], "type": kind, "size": row["size_share"], "votes": row["votes_share_of_type"]}
            found.append(Finding("interests.largest", row["party_id"], facts, 0.58))
    return found


def _say_weight(rows: pd.DataFrame) -> list[Finding]:
    known = rows.dropna(subset=["competitiveness"])
    if known.empty:
        return []
    first = known[known["rank_best"] == 1]
    if len(first) == 1:
        row = first.iloc[0]
        found = [Finding("interests.weighs_most", row["party_id"], {"party": row["party"], "times": row["competitiveness"]}, 0.68)]
    else:
        found = [Finding("interests.weighs_most_unclear", facts={"n": len(first), "parties": first["party"].tolist()}, weight=0.52)]
    last = known[known["rank_best"] == len(known)]
    for row in last.to_dict("records") if len(last) == 1 else []:
        found.append(Finding("interests.weighs_least", row["party_id"], {"party": row["party"], "times": row["competitiveness"]}, 0.66))
    return found
