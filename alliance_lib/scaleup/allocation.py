"""How many homes does each builder get: promised, planned, released and done?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding
from alliance_lib.scaleup import conditions


def table(alliance: Alliance) -> pd.DataFrame:
    """How many homes were promised to, planned for, released to and done by each builder?

    Reads: allocation, complexes (also those without a date), release_conditions, parties.
    Gives: the table allocation, builders in the order of the parties; promised and status are missing where the
        agreement says nothing, planned where no complex has a builder. What is done counts as released.
    """
    given, rows = alliance["allocation"].set_index("builder_party_id"), conditions.complexes(alliance)
    rows = rows[rows["builder_party_id"].notna()]
    names = alliance.party_names
    found = set(given.index) | set(rows["builder_party_id"])
    builders = [party for party in names if party in found] + sorted(found - set(names))
    done = rows["done_date"].notna()
    counts = {name: rows[chosen].groupby("builder_party_id")["homes_count"].sum().reindex(builders).fillna(0).astype(float).to_numpy()
              for name, chosen in {"planned": rows["homes_count"] > 0, "released": rows["released_date"].notna() | done, "done": done}.items()}
    promised = given["promised_homes"].reindex(builders).to_numpy(dtype=float)
    return pd.DataFrame({
        "builder_id": builders, "builder": [names.get(b, b) for b in builders], "status_code": given["status_code"].reindex(builders).to_numpy(),
        "promised_homes": promised, "planned_homes": counts["planned"], "released_homes": counts["released"],
        "done_homes": counts["done"], "gap_homes": counts["planned"] - promised})


def say(rows: pd.DataFrame) -> list[Finding]:
    """Which sentences follow from the allocation?"""
    promised = rows[rows["promised_homes"].notna()]
    if promised.empty:
        return [Finding("scaleup.missing_allocation", "allocation", weight=0.4)]
    sums = {name: int(promised[f"{name}_homes"].sum()) for name in ("promised", "planned", "released", "done")}
    said = [Finding("scaleup.allocation", facts=sums, weight=0.7)]
    short, hoped = promised[promised["gap_homes"] < 0], promised[promised["status_code"] == "expectation"]
    if len(short):
        facts = {"n": len(short), "builders": short["builder"].tolist(), "homes": int(-short["gap_homes"].sum())}
        said.append(Finding("scaleup.planned_short", facts=facts, weight=0.6))
    if len(hoped):
        facts = {"n": len(hoped), "builders": hoped["builder"].tolist(), "homes": int(hoped["promised_homes"].sum())}
        said.append(Finding("scaleup.expectation", facts=facts, weight=0.55))
    return said
