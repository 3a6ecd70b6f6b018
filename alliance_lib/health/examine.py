"""The front door of the health room: is the collaboration itself well?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.health.actions import actions
from alliance_lib.health.development import development, reflection
from alliance_lib.health.executives import executives
from alliance_lib.health.interventions import interventions
from alliance_lib.health.learning import experiments, lessons
from alliance_lib.health.long_term import destination, long_term
from alliance_lib.health.members import first_step, team
from alliance_lib.health.pulse import readings, with_change
from alliance_lib.health.rhythm import planned, talk
from alliance_lib.health.signals import signals
from alliance_lib.result import Finding, Result, result


def examine(alliance: Alliance, *, assume: Assumptions, seed: int) -> Result:
    """Is the collaboration itself well, and what are the next steps?

    Reads: the pulse and the team question (or their published bands), people, parties, introductions, members,
        gatherings, plan_items, lessons, experiments, reserves, commitments, actions, reflections (for the
        facilitator), rounds; whether decisions and choices were made. Every table may be empty.
    Gives: Result with tables "pulse" (this round per item and level), "trend" (every round), "pairs",
        "executives", "gate", those of the team, of rhythm, learning and the long term, "actions",
        "late_actions" and "interventions" (at most interventions_most).
    Source: the five conditions after Kaats & Opheij, items in our own words; within-group agreement
        after James, Demaree & Wolf 1984.
    Leaves out: any score of a person or a party; what is said of chemistry, courage and personal leadership.

    >>> from alliance_lib import assumptions
    >>> from alliance_lib.alliance import from_frames
    >>> found = examine(from_frames({}, round=1), assume=assumptions.load("health"), seed=1)
    >>> [finding.code for finding in found.findings][-1]
    'health.missing_parties'
    """
    read = readings(alliance, assume, seed)
    pulse = with_change(alliance, read, assume, seed)
    met, met_findings, met_steps = executives(alliance)
    plan, plan_findings, plan_steps = planned(alliance)
    parts = (team(alliance, assume), first_step(alliance, assume), development(alliance), reflection(alliance), talk(alliance),
             lessons(alliance), experiments(alliance), destination(alliance), long_term(alliance, assume), actions(alliance))
    found = [*met_findings, *signals(pulse, assume), *_gaps(alliance, read, pulse, assume), *plan_findings,
             *(finding for _, findings in parts for finding in findings)]
    proposed, proposals, reasons = interventions(found, assume["interventions_most"])
    trend = read[["round", "condition_code", "item_code", "cell_code", "answered", "agreement_code", "mean", "figure_code"]]
    tables = {"pulse": pulse, "trend": trend, "interventions": proposed, **met, **plan}
    for made, _ in parts:
        tables |= made
    return result("health", tables, [*found, *proposals], [*met_steps, *_withheld(pulse), *plan_steps, *reasons])


def _gaps(alliance: Alliance, read: pd.DataFrame, pulse: pd.DataFrame, assume: Assumptions) -> list[Finding]:
    """What cannot be said, and why?"""
    found = [] if len(alliance.party_names) else [Finding("health.missing_parties", weight=0.2)]
    if pulse.empty:
        return [*found, Finding("health.missing_pulse", facts={"round": alliance.round}, weight=0.5)]
    found += _refused(pulse)
    asked = set(pulse["item_code"])
    left = [item for _, *items in assume["conditions"] for item in items if item not in asked]
    if left:
        found.append(Finding("health.missing_items", facts={"items": left, "n": len(left)}, weight=0.37))
    told = (read["answered"] > 0) | read["figure_code"].notna()
    if not (told & (read["round"] < alliance.round)).any():
        found.append(Finding("health.missing_earlier_round", weight=0.25))
    return found


def _refused(pulse: pd.DataFrame) -> list[Finding]:
    """Which questions have no published figure at all, and which levels none of their own?"""
    refused, shown = pulse["reason_code"].notna(), pulse["item_code"].isin(pulse.loc[pulse["figure_code"].notna(), "item_code"])
    found = []
    for reason, rows in pulse[refused & ~shown].groupby("reason_code"):
        items = list(dict.fromkeys(rows["item_code"]))
        found.append(Finding("health.pulse_withheld", reason, {"items": items, "n": len(items), "reason": reason}, 0.42))
    for (cell, reason), _ in pulse[refused & shown].groupby(["cell_code", "reason_code"]):
        found.append(Finding("health.level_withheld", cell, {"cell": cell, "reason": reason}, 0.28))
    return found


def _withheld(pulse: pd.DataFrame) -> list[tuple]:
    """Which means were not taken, and for which reason?"""
    split, single = pulse[pulse["agreement_code"] == "split"], pulse[pulse["answered"] == 1]
    return [*(("split_no_mean", row.item_code, row.cell_code, row.rwg) for row in split.itertuples()),
            *(("one_answer_no_mean", row.item_code, row.cell_code, 1) for row in single.itertuples())]
