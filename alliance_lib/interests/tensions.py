"""Who moves whom directly and through others, who is torn, and which goals mobilise the parties?"""

import numpy as np
import pandas as pd

from alliance_lib.interests.actors import ORDERS
from alliance_lib.interests.pairs import WITHOUT_POWER, Picture
from alliance_lib.interests.positions import Positions
from alliance_lib.result import Finding

SHORT = 1e-9


def moves(held: Positions, seen: Picture | None, direct: pd.DataFrame | None) -> list[dict]:
    """How much does each party move each other: directly, through one go-between, and on balance?

    Reads: held, for the names; seen, MACTOR; direct, the estimates (None: nothing was estimated).
    Gives: a row per ordered pair: direct (NaN without estimate), indirect, total (MDII) and net (total minus the total back).
    Source: Godet 1994, MACTOR.
    """
    if seen is None or direct is None:
        return []
    total, net = seen.found.mdii, seen.found.net_influence
    return [{"party_id": a, "on_party_id": b, "party": held.party_names[a], "on_party": held.party_names[b], "direct": direct.at[a, b],
             "indirect": total.at[a, b] - np.nan_to_num(direct.at[a, b]), "total": total.at[a, b], "net": net.at[a, b]}
            for a in total.index for b in total.columns if a != b]


def with_mobilisation(rows: list[dict], seen: Picture | None) -> list[dict]:
    """How strongly does each goal mobilise the parties, for or against, per order of MACTOR?

    Reads: rows per goal; seen. Gives: the rows with mobilisation_1, _2 and _3 (points; _3 is NaN without influence).
    """
    return [row | {f"mobilisation_{order}": _of(seen, "mobilisation", order, row["goal_id"]) for order in ORDERS} for row in rows]


def with_ambivalence(rows: pd.DataFrame, held: Positions, seen: Picture | None) -> pd.DataFrame:
    """How torn is each party: does it stand with the same parties that it opposes elsewhere?

    Reads: rows per party; held; seen. Gives: the rows with ambivalence_1, _2 and _3: 0 all one way to 1 half and half, NaN
        for a party without stances.
    """
    told = set(held.heard.index)
    return rows.assign(**{f"ambivalence_{order}": [_of(seen, "ambivalence", order, party) if party in told else np.nan
                                                   for party in rows["party_id"]] for order in ORDERS})


def say_tensions(places: list[dict], weighed: pd.DataFrame, moved: list[dict]) -> list[Finding]:
    """On which goal are the parties furthest apart, which mobilises most, who is torn most, and who moves whom most?"""
    found = _say_spread(places)
    goals = pd.DataFrame(places, columns=["goal", f"mobilisation_{WITHOUT_POWER}"]).dropna()
    if len(goals) > 1:
        strength = goals[f"mobilisation_{WITHOUT_POWER}"]
        top = goals.loc[strength >= strength.max() - SHORT, "goal"].tolist()
        if strength.max() > 0 and len(top) < len(goals):
            found.append(Finding("interests.mobilises", facts={"n": len(top), "goals": top}, weight=0.49))
    torn = weighed.dropna(subset=f"ambivalence_{WITHOUT_POWER}")
    most = torn[f"ambivalence_{WITHOUT_POWER}"].max()
    if len(torn) > 2 and most > SHORT:
        names = torn.loc[torn[f"ambivalence_{WITHOUT_POWER}"] >= most - SHORT, "party"].tolist()
        found.append(Finding("interests.torn", facts={"n": len(names), "parties": names, "share": most}, weight=0.47))
    net = max((row["net"] for row in moved), default=0)
    if net > 0:
        strongest = [f"{row['party']} → {row['on_party']}" for row in moved if row["net"] >= net - SHORT]
        found.append(Finding("interests.moves", facts={"n": len(strongest), "pairs": strongest, "points": net}, weight=0.48))
    return found


def _say_spread(places: list[dict]) -> list[Finding]:
    most = max((row["spread"] for row in places), default=0)
    goals = [row["goal"] for row in places if row["spread"] == most]
    return [Finding("interests.spread", facts={"n": len(goals), "goals": goals, "steps": int(most)}, weight=0.56)] if most > 0 else []


def _of(seen: Picture | None, name: str, order: int, key: str) -> float:
    if seen is None or (order > WITHOUT_POWER and not seen.powered):
        return np.nan
    return float(getattr(seen.found, f"{name}{order}")[key])
