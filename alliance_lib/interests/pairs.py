"""Which parties stand together, which against each other, and what is only a matter of power?"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from alliance_lib.assumptions import Assumptions
from alliance_lib.interests.actors import ORDERS, ROUNDING, ConvergenceOdds, MactorResult, convergence_odds, mactor
from alliance_lib.interests.positions import Positions
from alliance_lib.result import Finding

WITHOUT_POWER = 2
TOLD = 6  # pairs named in one sentence


@dataclass(frozen=True, eq=False)
class Picture:
    """MACTOR of all parties, how firm it is, and whether influence was known (else order 3 says nothing)."""

    found: MactorResult
    odds: ConvergenceOdds
    powered: bool


def picture(held: Positions, direct: pd.DataFrame | None, assume: Assumptions, seed: int) -> Picture | None:
    """What does MACTOR say of these parties, and how firm is it?

    Reads: held; direct, influence parties x parties or None, a cell without estimate counts as none;
        assume step_probability, draws; seed of the draws.
    Gives: Picture; None with fewer than two parties.
    Leaves out: stances nobody was asked for: they count in no relation.
    """
    parties = held.stances.index
    if len(parties) < 2:
        return None
    influence = pd.DataFrame(0.0, parties, parties) if direct is None else direct.fillna(0.0)
    odds = convergence_odds(influence, held.stances, seed=seed, draws=assume["draws"], move=assume["step_probability"])
    return Picture(mactor(influence, held.stances.fillna(0.0)), odds, direct is not None)


def pairs(held: Positions, seen: Picture | None, assume: Assumptions) -> list[dict]:
    """How far does each pair of parties stand together, by signs, by intensities and weighed by power?

    Reads: held; seen; assume likely_from.
    Gives: a row per pair of parties with a stance and per order (1, 2, and 3 if influence is known):
        convergence and divergence as in MACTOR; together_share, convergence out of both (NaN without
        any relation); the share of draws in which the pair converges or diverges on balance, and from
        that likely_code together, apart or unclear.
    Source: Godet 1994, MACTOR.
    """
    if seen is None:
        return []
    rows = []
    for a, b in combinations(held.heard.index, 2):
        both = int(held.heard.loc[[a, b]].notna().all().sum())
        about = {"party_a_id": a, "party_b_id": b, "party_a": held.party_names[a], "party_b": held.party_names[b],
                 "goals_count": both}
        rows += [about | _relation(seen, order, a, b, assume) for order in ORDERS if order <= WITHOUT_POWER or seen.powered]
    return rows


def steps(rows: list[dict]) -> list[tuple]:
    """Which pairs change sides only because power is counted: net convergence before and after?"""
    return [("power_turns", _name(row), before, after) for row, before, after in _weighed(rows) if before * after < 0]


def say_pairs(rows: list[dict]) -> list[Finding]:
    """Which pairs stand together or apart, which cannot be told, and what does power change?"""
    if not rows:
        return []
    last = [row for row in rows if row["order"] == max(row["order"] for row in rows)]
    together = [row["likely_code"] for row in last].count("together")
    found = [Finding("interests.pairs_together", facts={"n": together, "of": len(last)}, weight=0.65)] if together else []
    for code, likely, weight in (("interests.pairs_apart", "apart", 0.82), ("interests.pairs_unclear", "unclear", 0.6)):
        names = [_name(row) for row in last if row["likely_code"] == likely]
        if names:
            found.append(_named(code, names, len(last), weight))
    return found + _least([row for row in rows if row["order"] == WITHOUT_POWER]) + _power(rows)


def _relation(seen: Picture, order: int, a: str, b: str, assume: Assumptions) -> dict:
    met, clashed = (float(getattr(seen.found, f"{table}{order}").at[a, b]) for table in ("caa", "daa"))
    together, apart = (float(getattr(seen.odds, f"{word}{order}").at[a, b]) for word in ("converges", "diverges"))
    likely = "together" if together >= assume["likely_from"] else "apart" if apart >= assume["likely_from"] else "unclear"
    return {"order": order, "convergence": met, "divergence": clashed,
            "together_share": met / (met + clashed) if met + clashed > 0 else np.nan,
            "converges_share": together, "diverges_share": apart, "likely_code": likely}


def _least(rows: list[dict]) -> list[Finding]:
    """The pair with the smallest part of its stances on the same side; all of them if they tie."""
    known = [row for row in rows if row["together_share"] < 1]
    if not known:
        return []
    least = min(row["together_share"] for row in known)
    names = [_name(row) for row in known if row["together_share"] <= least + ROUNDING]
    code = "interests.least_together" if len(names) <= TOLD else "interests.least_together_many"
    return [Finding(code, facts={"n": len(names), "pairs": names, "share": least}, weight=0.7)]


def _power(rows: list[dict]) -> list[Finding]:
    weighed = _weighed(rows)
    if not weighed:
        return []
    turned = [_name(row) for row, before, after in weighed if before * after < 0]
    if turned:
        return [_named("interests.power_turns", turned, len(weighed), 0.78)]
    return [Finding("interests.power_same", facts={"n": len(weighed)}, weight=0.55)]


def _named(code: str, names: list[str], of: int, weight: float) -> Finding:
    return Finding(code if len(names) <= TOLD else f"{code}_many", facts={"n": len(names), "of": of, "pairs": names}, weight=weight)


def _weighed(rows: list[dict]) -> list[tuple[dict, float, float]]:
    """Per pair its row with power, and its net convergence without and with power; ties count as 0."""
    without = [_net(row) for row in rows if row["order"] == WITHOUT_POWER]
    powered = [row for row in rows if row["order"] > WITHOUT_POWER]
    return [(row, before, _net(row)) for row, before in zip(powered, without, strict=False)]


def _net(row: dict) -> float:
    net = row["convergence"] - row["divergence"]
    return net if abs(net) > ROUNDING else 0.0


def _name(row: dict) -> str:
    return f"{row['party_a']} – {row['party_b']}"
