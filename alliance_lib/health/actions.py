"""What was agreed to do, what is done, and what is late on the reference date?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding

DAY = pd.Timedelta(days=1)


def actions(alliance: Alliance) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """How many actions did each party take on, and how many are done, open or late?

    Reads: actions agreed up to this round; done_date up to the reference date; parties for the names.
    Gives: tables "actions" (per party: agreed = done + open + late, and undated, those of the open ones
        without a date) and "late_actions" (longest late first), and findings. An action is late from
        the day after its date; without a reference date nothing can be called late (NaN).
    Leaves out: how much work an action is.
    """
    agreed, day = alliance["actions"], alliance.reference_date
    if agreed.empty:
        return {}, [Finding("health.missing_actions", weight=0.36)]
    names = alliance.party_names
    done, undated = agreed["done_date"].notna(), agreed["due_date"].isna()
    late = ~done & (agreed["due_date"] < day) if day is not None else pd.Series(False, index=agreed.index)
    states = pd.DataFrame({"agreed": True, "done": done, "open": ~done & ~late, "late": late,
                           "undated": ~done & undated}).groupby(agreed["owner_party_id"]).sum()
    owners = [*names, *(party for party in states.index if party not in names)]
    counted = states.reindex(owners, fill_value=0).rename_axis("party_id").reset_index()
    counted = counted.assign(party=[names.get(party, party) for party in owners])
    if day is None:
        unknown = Finding("health.missing_reference_date", weight=0.5)
        return {"actions": counted.assign(late=float("nan"))}, [*_findings(counted), unknown]
    listed = agreed[late].sort_values(["due_date", "action_id"])
    listed = listed.assign(party=[names.get(party, party) for party in listed["owner_party_id"]],
                           days_late=(day - listed["due_date"]) // DAY)
    listed = listed[["action_id", "text", "party", "due_date", "days_late"]]
    return {"actions": counted, "late_actions": listed}, _findings(counted)


def _findings(counted: pd.DataFrame) -> list[Finding]:
    total = {name: int(counted[name].sum()) for name in ("agreed", "done", "open", "late", "undated")}
    facts = {"n": total["agreed"], "done": total["done"], "open": total["open"]}
    found = [Finding("health.actions", facts=facts, weight=0.32)]
    if total["late"]:
        who = list(counted.loc[counted["late"] > 0, "party"])
        facts = {"n": total["late"], "total": total["agreed"], "who": who}
        found.append(Finding("health.late_actions", facts=facts, weight=0.58))
    if total["undated"]:
        found.append(Finding("health.undated_actions", facts={"n": total["undated"]}, weight=0.45))
    return found
