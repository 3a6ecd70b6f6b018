"""Does a builder's investment across projects earn itself back, what does that need, and who carries the risk?"""

import math

import numpy as np
import pandas as pd

from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.scaleup import futures
from alliance_lib.scaleup.case import Case
from alliance_lib.scaleup.likelihood import chance, level
from alliance_lib.scaleup.plan import Plan

MOST = 100_000  # homes; no builder of an alliance builds more


def homes_needed(investment: float, first_home: float, experience: float, learning: tuple[float, float], unit_cost: float) -> float:
    """From how many homes on has an investment earned itself back?

    Reads: investment and first_home (thousand euro); experience n0 (homes, above 0); learning (exponent beta, share lab
        of the cost that learns); unit_cost u, cost per home after the investment over before.
    Gives: the least n with the sum over j < n of c1 ((1 - lab) + lab (1 + j/n0)^-beta) (1 - u) >= investment; inf if
        it takes more than 100,000.
    Leaves out: interest, and homes done before the investment works.

    >>> homes_needed(120, 60, 100, (0.0, 0.6), 0.9)
    20.0
    """
    if not np.isfinite([investment, first_home, experience, *learning, unit_cost]).all() or experience <= 0:
        raise ValueError("amounts must be finite and experience above 0")
    beta, share = learning
    each = first_home * ((1 - share) + share * (1 + np.arange(MOST) / experience) ** -beta) * (1 - unit_cost)
    enough = np.flatnonzero(each.cumsum() >= investment - 1e-9)
    return 0.0 if investment <= 0 else float(enough[0] + 1) if enough.size else math.inf


def table(plan: Plan, case: Case, given: pd.DataFrame, allocation: pd.DataFrame, seed: int) -> list[dict]:
    """How likely does each builder's investment earn itself back?

    Reads: plan and its case; given, the builders' figures in this snapshot; allocation, the table of that name; seed.
    Gives: rows of the table payback, only of builders whose own investment is in this snapshot. Each is played out
        with the same luck and only this builder's price and investment, so that the value is this builder's alone.
    """
    own = given[given["investment_keur"].fillna(0.0) > 0].drop_duplicates("party_id").set_index("party_id")
    status = allocation.set_index("builder_id")["status_code"] if len(allocation) else pd.Series(dtype=object)
    names = dict(zip(allocation["builder_id"], allocation["builder"], strict=True)) if len(allocation) else {}
    made = []
    for k, builder in enumerate(plan.builders):
        if builder in own.index:
            code = {"expectation": "builder", "entitlement": "shared"}.get(status.get(builder), "unclear")
            made.append({"builder_id": builder, "builder": names.get(builder, builder), "risk_code": code, **_one(plan, case, k, seed)})
    return made


def _one(plan: Plan, case: Case, k: int, seed: int) -> dict:
    """What becomes of the investment of builder k?"""
    fields, alone = case.fields, np.arange(len(case.fields["F"])) == k
    found = futures.play(plan, case, seed, {"F": fields["F"] * alone, "c1": fields["c1"] * alone})
    made = (found.gate_month < plan.months).any(axis=1)
    low, middle, high = futures.quantiles(found.npv[made]) if made.any() else (np.nan,) * 3
    mine = (plan.rows["builder_party_id"] == plan.builders[k]) & plan.rows["done"].isna()
    needed = homes_needed(float(fields["F"][k]), float(fields["c1"][k]), float(fields["n0"][k]), (fields["beta"], fields["lab"]), fields["u"])
    return {"investment_keur": float(fields["F"][k]), "made_share": float(made.mean()),
            "earned_share": float((found.npv[made] >= 0).mean()) if made.any() else np.nan, "low_keur": low, "middle_keur": middle,
            "high_keur": high, "needed_homes": needed if math.isfinite(needed) else np.nan,
            "planned_homes": float(plan.rows.loc[mine, "homes_count"].sum())}


def say(rows: list[dict], assume: Assumptions) -> list[Finding]:
    """Does it earn itself back, what does that need, and with whom is the risk? One or two sentences per builder."""
    said = []
    for row in rows:
        facts = {"builder": row["builder"], "investment": row["investment_keur"]}
        if not row["made_share"] > 0:
            said.append(Finding("scaleup.no_investment", row["builder_id"], facts, 0.58))
            continue
        word = level(row["earned_share"], assume["likelihood_bounds"])
        said.append(Finding(f"scaleup.payback_{word}", row["builder_id"], facts | {"p": chance(row["earned_share"]), "risk": row["risk_code"]}, 0.72))
        if row["needed_homes"] == row["needed_homes"]:
            said.append(Finding("scaleup.payback_needs", row["builder_id"],
                                {"builder": row["builder"], "needed": int(row["needed_homes"]), "planned": int(row["planned_homes"])}, 0.59))
    return said
