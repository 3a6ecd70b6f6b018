"""How much over-planning buys continuity, and what does it cost in homes?

Over-planning: builders hire for a share of the promised flow, so that property that comes late leaves nobody without
work. Which "80 %" is meant is said each time: the mean over builders, or the chance that the worst stays above.
"""

from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.scaleup import case as cases
from alliance_lib.scaleup import futures, progress
from alliance_lib.scaleup.case import Case
from alliance_lib.scaleup.plan import Plan


def table(plan: Plan, case: Case, assume: Assumptions, seed: int) -> list[dict]:
    """What does hiring for a smaller share of the promised flow do?

    Reads: plan, its case; assumptions staffing_shares, wanted_continuity; seed (the same luck for every share).
    Gives: rows of the table staffing: mean continuity over builders and futures; the share of futures in which
        the worst builder reaches the wanted continuity; homes done when the plan ends (mean).
    """
    last, made = progress.plan_end(plan), []
    for share in assume["staffing_shares"]:
        found = futures.play(plan, case, seed, {"staff_for": float(share)})
        made.append({"staffed_share": float(share), "overplanned": 1 / float(share), "continuity_share": float(found.continuity.mean()),
                     "worst_share": float((found.continuity.min(axis=1) >= assume["wanted_continuity"]).mean()),
                     "mean_homes": float(progress.completed(plan, found)[:, last].mean())})
    return made


def pulled_forward(plan: Plan, case: Case, assume: Assumptions, seed: int) -> Finding:
    """What does asking for property earlier than it is needed do: continuity before and after?

    The dates still to come move as in `case.pulled_forward`; the plan of work stays.
    """
    tp = case.fields["tp"]
    earlier = cases.pulled_forward(tp, plan.now, ~(case.done | case.under_way), assume["pulled_forward_share"])
    before, after = (float(futures.play(plan, case, seed, {"tp": dates}).continuity.mean()) for dates in (tp, earlier))
    return Finding("scaleup.pulled_forward", facts={"share": assume["pulled_forward_share"], "before": before, "after": after}, weight=0.42)


def say(plan: Plan, rows: list[dict], assume: Assumptions) -> list[Finding]:
    """For which share may builders hire to reach the wanted continuity, and what does that cost?"""
    wanted = assume["wanted_continuity"]
    ends, full = plan.month_start(3 * (progress.plan_end(plan) + 1)), max(rows, key=lambda row: row["staffed_share"])
    facts = {"wanted": wanted, "day": ends, "full": round(full["mean_homes"])}
    able = [row for row in rows if row["continuity_share"] >= wanted]
    if not able:
        best = max(rows, key=lambda row: row["continuity_share"])
        return [Finding("scaleup.overplanning_none", facts={"wanted": wanted, "best": best["continuity_share"], "share": best["staffed_share"],
                                                            "worst": best["worst_share"]}, weight=0.56)]
    row = max(able, key=lambda one: one["staffed_share"])
    facts |= {"share": row["staffed_share"], "ratio": row["overplanned"], "homes": round(row["mean_homes"]), "worst": row["worst_share"]}
    return [Finding("scaleup.overplanning", facts=facts, weight=0.56)]
