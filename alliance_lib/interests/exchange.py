"""What does each party bring and come for, what finds a match, and which exchange leaves both better off?"""

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.interests.common_ground import trades
from alliance_lib.result import Finding
from alliance_lib.schema import codes

TOLD = 3  # exchanges told in a sentence; the table holds them all


def gifts(alliance: Alliance) -> list[dict]:
    """Which need meets an offer of another party, and which offer a need?

    Reads: gives_gets, parties. Subjects are the same if their words are, whatever the capitals and spaces.
    Gives: a row per entry, by party, what it brings first, then by code: partners (parties with the other half), matched.
    Leaves out: how much of it there is; a match within one party, which needs no alliance.
    """
    names, rows = alliance.party_names, alliance["gives_gets"]
    rows["about"] = rows["subject"].str.casefold().str.split().str.join(" ")
    order = {party: at for at, party in enumerate(dict.fromkeys([*names, *rows["party_id"]]))}
    rows = rows.assign(at=rows["party_id"].map(order), got=rows["direction_code"] == "gets").sort_values(["at", "got", "entry_id"])
    side = {key: list(dict.fromkeys(held)) for key, held in rows.groupby(["about", "direction_code"])["party_id"]}
    found = []
    for row in rows.drop(columns=["at", "got"]).to_dict("records"):
        other = "gets" if row["direction_code"] == "gives" else "gives"
        partners = [names.get(party, party) for party in side.get((row["about"], other), []) if party != row["party_id"]]
        found.append(row | {"party": names.get(row["party_id"], row["party_id"]), "partners": partners, "matched": bool(partners)})
    return found


def contributions(rows: list[dict], alliance: Alliance) -> list[dict]:
    """What does each party bring, per kind of contribution? An empty row has brought nothing yet.

    Reads: rows of `gifts`. Gives: a row per party: a list of subjects per kind, and how many in all; for a shared
        audience only of the parties that approved something.
    """
    if not rows:
        return []
    speaking = {row["party_id"] for row in rows}
    brought = [row for row in rows if row["direction_code"] == "gives"]
    return [{"party_id": party, "party": name, "gives_count": sum(row["party_id"] == party for row in brought)}
            | {kind: [row["subject"] for row in brought if (row["party_id"], row["kind_code"]) == (party, kind)]
               for kind in codes()["contribution"]} for party, name in alliance.party_names.items() if party in speaking or not alliance.shared]


def drivers(rows: list[dict]) -> list[dict]:
    """What is each party after: how is the weight of what it comes for spread over the value drivers?

    Reads: rows of `gifts`, those that come for something, with a driver and a weight.
    Gives: a row per party and driver: weight (sum), share of that party's weight (NaN without any), the heaviest first.
    Source: value drivers of negotiating parties (Raiffa, The Art and Science of Negotiation).
    """
    sought = [row for row in rows if row["direction_code"] == "gets"]
    held = pd.DataFrame(sought, columns=["party_id", "party", "driver_code", "weight_0to4"]).dropna(subset=["driver_code", "weight_0to4"])
    found = held.groupby(["party_id", "party", "driver_code"], sort=False)["weight_0to4"].sum().reset_index(name="weight")
    found["share"] = found["weight"] / found.groupby("party_id")["weight"].transform("sum").replace(0, np.nan)
    at = {party: n for n, party in enumerate(found["party_id"].unique())}
    found = found.assign(at=found["party_id"].map(at)).sort_values(["at", "weight"], ascending=[True, False], kind="stable")
    return found.drop(columns="at").to_dict("records")


def swaps(rows: list[dict], assume: Assumptions) -> list[dict]:
    """Which two gifts, there and back, leave both parties better off?

    Reads: rows of `gifts` with a weight; assume strong_from: from where on something counts as wanted, and as easy.
    Gives: rows as `common_ground.trades`, with the parties' names, told in the parties' order; gains are points of weight.
    """
    held = pd.DataFrame(rows, columns=["party_id", "direction_code", "about", "subject", "weight_0to4"])
    held = held.dropna(subset="weight_0to4")
    weight = held.groupby(["party_id", "about", "direction_code"])["weight_0to4"].max().unstack().reindex(columns=["gets", "gives"])
    table = weight.rename(columns={"gets": "value", "gives": "ease"}).rename_axis(["party", "driver"]).reset_index()
    called = held.drop_duplicates("about").set_index("about")["subject"]
    names = {row["party_id"]: row["party"] for row in rows}
    at = {party: n for n, party in enumerate(names)}
    found = [_turned(row) if at[row["party_a"]] > at[row["party_b"]] else row
             for row in trades(table, at_least=assume["strong_from"]).to_dict("records")]
    found.sort(key=lambda row: (-min(row["gain_a"], row["gain_b"]), at[row["party_a"]], at[row["party_b"]], row["gives_a"], row["gives_b"]))
    return [{"party_a_id": row["party_a"], "party_b_id": row["party_b"], "party_a": names[row["party_a"]],
             "gives_a": called[row["gives_a"]], "party_b": names[row["party_b"]], "gives_b": called[row["gives_b"]],
             "gain_a": row["gain_a"], "gain_b": row["gain_b"]} for row in found]


def _turned(row: dict) -> dict:
    """The same exchange, told from the other side."""
    return {name: row[name[:-1] + ("b" if name.endswith("a") else "a")] for name in row}


def say_exchange(alliance: Alliance, rows: list[dict], brought: list[dict], valued: list[dict], swapped: list[dict]) -> list[Finding]:
    """Which needs have no offer, which offers no taker, who brings nothing yet, and what can be exchanged?"""
    if not rows:
        return [Finding("interests.missing_gives_gets", "gives_gets", weight=0.4)]
    approved = {"n": len({row["party_id"] for row in rows}), "of": len(alliance.party_names)}
    found = [Finding("interests.approved_gifts", "gives_gets", approved, 0.46)] if alliance.shared else []
    for code, way, weight in (("interests.unmet", "gets", 0.83), ("interests.unused", "gives", 0.61)):
        here = [row for row in rows if row["direction_code"] == way]
        alone = list({row["about"]: row["subject"] for row in here if not row["matched"]}.values())
        if alone:
            of = len({row["about"] for row in here})
            found.append(Finding(code, "gives_gets", {"n": len(alone), "of": of, "subjects": alone}, weight))
    empty = [row["party"] for row in brought if row["gives_count"] == 0]
    if empty:
        found.append(Finding("interests.brings_nothing", "gives_gets", {"n": len(empty), "parties": empty}, 0.57))
    found += [Finding("interests.swap", f"{row['party_a_id']} {row['party_b_id']}",
                      {name: row[name] for name in ("party_a", "gives_a", "party_b", "gives_b")}, 0.76) for row in swapped[:TOLD]]
    return found + _say_drivers(valued) + _say_people(rows, alliance)


def _say_drivers(valued: list[dict]) -> list[Finding]:
    """The heaviest driver of each party; a party with two equally heavy ones has both."""
    table = pd.DataFrame(valued, columns=["party_id", "driver_code", "share"])
    top = table[table["share"] == table.groupby("party_id")["share"].transform("max")]
    heaviest = list(dict.fromkeys(top["driver_code"]))
    if top["party_id"].nunique() < 2:
        return []
    return [Finding("interests.drivers" if len(heaviest) > 1 else "interests.drivers_same", "gives_gets",
                    {"n": top["party_id"].nunique(), "drivers": heaviest}, 0.5)]


def _say_people(rows: list[dict], alliance: Alliance) -> list[Finding]:
    if alliance.shared or alliance.frames["people"].empty:
        return []
    known = {row["person_id"] for row in rows} & set(alliance.frames["people"]["person_id"])
    return [Finding("interests.people_known", "gives_gets", {"n": len(known), "of": len(alliance.frames["people"])}, 0.36)]
