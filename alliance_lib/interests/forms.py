"""Which form of collaboration does each party want, where is it now, and what could be bought together first?"""

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding
from alliance_lib.schema import codes

EASY = "purchasing"  # the rung where corporations usually begin


def forms(alliance: Alliance) -> list[dict]:
    """Where is each party on the ladder of forms, and where does it want to be?

    Reads: forms_wanted (the latest of each party), parties.
    Gives: a row per party that said something: current_code, wanted_code, steps (rungs up, negative is down, NaN if
        either is not known), first_purchase_code.
    Source: the ladder from sharing knowledge to merger, co-creation between housing corporations (2023).
    """
    names, rungs = alliance.party_names, {code: at for at, code in enumerate(codes()["form"])}
    rows = alliance["forms_wanted"].sort_values("round", kind="stable").drop_duplicates("party_id", keep="last")
    rows = rows.assign(party=[names.get(party, party) for party in rows["party_id"]],
                       steps=rows["wanted_code"].map(rungs).astype(float) - rows["current_code"].map(rungs).astype(float))
    order = {party: at for at, party in enumerate(names)}
    rows = rows.sort_values("party_id", key=lambda held: held.map(order), kind="stable")
    return rows.drop(columns="round").to_dict("records")


def purchases(rows: list[dict]) -> list[dict]:
    """What would several parties buy together, the easiest first? From two parties on it is a quick win.

    Reads: rows of `forms`. Gives: a row per thing named: purchase_code, parties (names), quick_win.
    """
    named = {code: [row["party"] for row in rows if row["first_purchase_code"] == code] for code in codes()["purchase"]}
    return [{"purchase_code": code, "parties": parties, "quick_win": len(parties) > 1} for code, parties in named.items() if parties]


def say_forms(alliance: Alliance, rows: list[dict], bought: list[dict]) -> list[Finding]:
    """Do the parties want the same form, who could begin with buying together, and what?"""
    rungs = list(codes()["form"])
    wanted = sorted({row["wanted_code"] for row in rows if row["wanted_code"] in rungs}, key=rungs.index)
    if not wanted:
        return [Finding("interests.missing_forms", "forms_wanted", weight=0.34)]
    count = sum(row["wanted_code"] in rungs for row in rows)
    found = [Finding("interests.forms_differ", "forms_wanted", {"n": len(wanted), "low": wanted[0], "high": wanted[-1]}, 0.59)
             if len(wanted) > 1 else Finding("interests.forms_same", "forms_wanted", {"n": count, "form": wanted[0]}, 0.44)]
    if alliance.shared:
        found.append(Finding("interests.approved_forms", "forms_wanted", {"n": len(rows), "of": len(alliance.party_names)}, 0.45))
    easy = rungs.index(EASY)
    below = [row["party"] for row in rows if row["wanted_code"] in rungs and row["current_code"] in rungs
             and rungs.index(row["current_code"]) < easy <= rungs.index(row["wanted_code"])]
    if below:
        found.append(Finding("interests.purchasing_first", "forms_wanted", {"n": len(below), "of": count, "parties": below}, 0.52))
    return found + [Finding("interests.quick_win", row["purchase_code"], {"what": row["purchase_code"], "parties": row["parties"]}, 0.51)
                    for row in bought if row["quick_win"]]
