"""What is more reliable release worth, and to whom?

Two gains, each with the same luck: a month less delay for every open promise, and a condition one step better.
"""

from collections.abc import Mapping

import numpy as np

from alliance_lib.result import Finding
from alliance_lib.scaleup import futures, progress
from alliance_lib.scaleup.case import Case
from alliance_lib.scaleup.futures import Futures
from alliance_lib.scaleup.outlook import WEEKS_PER_MONTH
from alliance_lib.scaleup.plan import Plan


def gains(case: Case) -> dict[str, dict[str, object]]:
    """Which fields of the case change with each gain?

    month: mu moves by log((r - 1/L) / r), with r the middle ratio actual over promised and L the mean lead of the
        promises that are open, so that the middle promise comes a month earlier (nothing comes before its date).
    step: the cumulative chances of a shortfall move one step: P(at most k) becomes P(at most k + 1).
    """
    fields, still = case.fields, ~(case.done | case.under_way)
    found = {"step": {"cond": np.column_stack([fields["cond"][:, 1:], np.ones(len(fields["cond"]))])}}
    if still.any():
        lead = float(np.asarray(fields["lead"], dtype=float)[still].mean())
        middle = float(np.exp(np.median(fields["posterior"][:, :-1, 0])))
        found = {"month": {"mu_shift": float(np.log(max(middle - 1 / lead, 0.05) / middle))}} | found
    return found


def table(plan: Plan, case: Case, before: Futures, alike: tuple[Mapping[str, str], set[str]], seed: int) -> list[dict]:
    """What does each gain bring to each party?

    Reads: plan, its case, the futures as they are; alike: names of parties, and the builders whose own figures are
        here; seed. Gives: rows of the table worth: for a corporation its homes, for a builder the homes it does, more
        done when the plan ends (mean over the futures); for a builder with own figures weeks with unused hands less.
    """
    names, own = alike
    made = []
    for code, changes in gains(case).items():
        after = futures.play(plan, case, seed, changes)
        more = _finished(plan, after) - _finished(plan, before)
        less = (before.idle_months - after.idle_months).mean(axis=0) * WEEKS_PER_MONTH
        for column, parties in (("owner_party_id", plan.owners), ("builder_party_id", plan.builders)):
            for k, party in enumerate(parties):
                mine = (plan.rows[column] == party).to_numpy()
                builds = column == "builder_party_id"
                made.append({"gain_code": code, "party_id": party, "party": names.get(party, party), "is_builder": builds,
                             "more_homes": float(more[mine].sum()), "less_idle_weeks": float(less[k]) if builds and party in own else np.nan})
    return made


def _finished(plan: Plan, found: Futures) -> np.ndarray:
    """Homes of each complex that are done when the plan ends, mean over the futures (N)."""
    end = 3 * (progress.plan_end(plan) + 1)
    return ((found.done_month >= 0) & (found.done_month < end)).mean(axis=0) * plan.rows["homes_count"].to_numpy(dtype=float)


def say(plan: Plan, rows: list[dict]) -> list[Finding]:
    """What is each gain worth to all together, in homes done when the plan ends?"""
    said = []
    for code in dict.fromkeys(row["gain_code"] for row in rows):
        homes = sum(row["more_homes"] for row in rows if row["gain_code"] == code and not row["is_builder"])
        facts = {"gain": code, "homes": round(homes), "day": plan.month_start(3 * (progress.plan_end(plan) + 1))}
        said.append(Finding("scaleup.worth", code, facts, 0.61))
    return said
