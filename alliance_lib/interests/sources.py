"""Is one party on top, or is there a balance: which share of each source of power does each party have?"""

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.interests.power import herfindahl
from alliance_lib.result import Finding
from alliance_lib.schema import codes

WITHIN_TYPE = "size"  # homes owned and homes built a year do not add up
OWNED = {"goals": "goal", "decisions": "decision", "clauses": "clause", "actions": "action"}


def sources(alliance: Alliance, weighed: pd.DataFrame, owned: pd.DataFrame) -> pd.DataFrame:
    """How much of each source of power does each party have?

    Reads: weighed, the rows of `balance.balance`; owned, of `ownership.owners`; standing, commitments, people.
    Gives: a row per source and party: source_code, amount, share (of all; of its own type for size), above_equal
        (share minus an equal share). A source that is not known of every party, or that nobody has, has no rows.
    Leaves out: how much each source counts: they are shown beside each other, never added.
    """
    if weighed.empty:
        return pd.DataFrame(columns=["source_code", "party_id", "party", "amount", "share", "above_equal"])
    rows = weighed.set_index("party_id")
    held = _amounts(alliance, rows, owned)
    found = []
    for source in codes()["power_source"]:
        amount = held[source].reindex(rows.index).astype(float)
        if amount.notna().all() and amount.sum() > 0:
            share = rows["size_share"] if source == WITHIN_TYPE else amount / amount.sum()
            among = rows.groupby("type_code")["party"].transform("size") if source == WITHIN_TYPE else len(rows)
            found.append(pd.DataFrame({"source_code": source, "party_id": rows.index, "party": rows["party"], "amount": amount,
                                       "share": share, "above_equal": share - 1 / among}))
    return pd.concat(found, ignore_index=True) if found else sources(alliance, weighed.iloc[:0], owned)


def concentration(rows: pd.DataFrame) -> list[dict]:
    """How concentrated is each source: by how many equal parties might it as well be held, and who has most?

    Reads: rows of `sources`. Gives: a row per source but size: effective_count (1 over the sum of squared shares),
        parties_count, largest (names, all that tie), largest_share.
    Source: Herfindahl 1950; Laakso & Taagepera 1979.
    """
    found = []
    for source, here in rows[rows["source_code"] != WITHIN_TYPE].groupby("source_code", sort=False):
        most = here["share"].max()
        found.append({"source_code": source, "parties_count": len(here), "effective_count": 1 / herfindahl(here["amount"]),
                      "largest": here.loc[np.isclose(here["share"], most), "party"].tolist(), "largest_share": most})
    return found


def say_sources(alliance: Alliance, rows: pd.DataFrame, held: list[dict]) -> list[Finding]:
    """Is one party on top in more than half of the sources, and does one own more than half of anything?"""
    found = []
    if alliance.frames["standing"].empty:
        code = "interests.not_shared_standing" if alliance.shared else "interests.missing_standing"
        found.append(Finding(code, "standing", weight=0.34))
    if len(rows) == 0 or rows["party_id"].nunique() < 2:
        return found
    alone = [(row["largest"][0], row["source_code"]) for row in held if len(row["largest"]) == 1]
    firsts = pd.DataFrame(alone, columns=["party", "source"])
    count = firsts["party"].value_counts()
    if len(count) and count.iloc[0] > len(held) / 2:
        top = count.index[0]
        facts = {"party": top, "n": int(count.iloc[0]), "of": len(held), "sources": firsts.loc[firsts["party"] == top, "source"].tolist()}
        found.append(Finding("interests.on_top", facts=facts, weight=0.79))
    elif held:
        found.append(Finding("interests.nobody_on_top", facts={"n": len(held)}, weight=0.5))
    controls = [row for row in held if row["source_code"] in OWNED and row["largest_share"] > 0.5]
    return found + [Finding("interests.controls", row["source_code"], {"party": row["largest"][0], "source": row["source_code"],
                                                                       "share": row["largest_share"]}, 0.63) for row in controls]


def _amounts(alliance: Alliance, rows: pd.DataFrame, owned: pd.DataFrame) -> dict[str, pd.Series]:
    """Source -> amount by party; counts of what a party has here are 0 where it has none."""
    standing = alliance["standing"].set_index("party_id")
    people = alliance["people"]
    counted = {source: owned.loc[owned["owned_code"] == kind, "party_id"].value_counts() for source, kind in OWNED.items()}
    counted["seats"] = people[people["level_code"] == "steering"]["party_id"].value_counts()
    return {
        "size": rows["size_share"], "votes": rows["votes_count"], "tips": rows["banzhaf"], "influence": rows["competitiveness"],
        "budget": alliance["commitments"].groupby("party_id")["budget_promised_keur"].sum(min_count=1),
        "chairs": standing["chairs_count"], "information": standing["information_0to4"], "alternatives": standing["alternatives_0to4"],
        "veto": standing["veto_code"].map({"yes": 1.0, "no": 0.0}),
    } | {source: count.reindex(rows.index, fill_value=0) for source, count in counted.items()}
