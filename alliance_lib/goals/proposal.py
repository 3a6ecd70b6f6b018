"""Which goals fit in the attention there is, how sure is that, and why do the others not?"""

from dataclasses import dataclass

import pandas as pd

from alliance_lib.assumptions import Assumptions
from alliance_lib.goals.acceptability import survival
from alliance_lib.goals.completion import leximin
from alliance_lib.goals.dominance import dominated
from alliance_lib.goals.shares import EqualShares, equal_shares
from alliance_lib.goals.strikes import why_struck
from alliance_lib.goals.worth import Worth
from alliance_lib.result import Finding


@dataclass(frozen=True)
class Proposal:
    """What follows from the values: a selection, its trace, how sure it is and what stood beside it."""

    budget: float
    first_out: pd.DataFrame  # goal, by, kind: not weighed, because another does the same or more
    trace: EqualShares
    selected: tuple
    tied: tuple  # goals on which equally good selections differ
    survival: pd.Series  # by goal, 0..1
    codes: dict  # goal -> keep, agenda or strike
    why: pd.DataFrame  # the goals not selected, as goals.strikes gives them


def propose_goals(worth: Worth, assume: Assumptions, seed: int) -> Proposal | None:
    """Which goals would survive, given what they are worth to each party?

    Reads: worth; assume goal_budget, draws, keep_from, strike_to; seed of the draws.
    Gives: Proposal, or None without values. Duplicates and dominated goals go first, the rest by Equal
        Shares; what room is left is filled by leximin, dominated goals included. "keep" and "strike"
        only where the selection and the share of draws agree; anything else is for the agenda.
    Source: Peters, Pierczynski & Skowron 2021; Ogryczak & Sliwinski 2006; Lahdelma & Salminen 2001.
    Leaves out: what people know and did not score; they decide.
    """
    if worth.served.empty:
        return None
    budget, votes = assume["goal_budget"], worth.utilities
    out = dominated(worth.profile, worth.costs)
    if worth.costs.sum() <= budget:  # room for all: nothing has to make way
        out = out.iloc[:0]
    rivals = [goal for goal in votes if goal not in set(out["goal"])]
    trace = equal_shares(votes[rivals], worth.costs[rivals], budget)
    same = tuple(out.loc[out["kind"] == "duplicate", "goal"])
    full = leximin(votes, worth.costs, budget, must_keep=trace.outcomes[0], must_strike=same)
    sure = survival(votes, worth.costs, budget, draws=assume["draws"], seed=seed)
    tied = _differ([set(one) for one in trace.outcomes]) | _differ([set(full.selected), *map(set, full.ties)])
    codes = {goal: _code(goal in full.selected and goal not in tied, goal in full.selected or goal in tied, sure[goal], assume)
             for goal in votes}
    why = why_struck(trace.rounds[0], votes, worth.costs, budget)
    return Proposal(budget, out, trace, full.selected, tuple(g for g in votes if g in tied), sure, codes,
                    why[~why["goal"].isin(full.selected)].reset_index(drop=True))


def _differ(sets: list[set]) -> set:
    return set.union(*sets) - set.intersection(*sets)


def _code(surely_in: bool, perhaps_in: bool, share: float, assume: Assumptions) -> str:
    if surely_in and share >= assume["keep_from"]:
        return "keep"
    return "strike" if not perhaps_in and share <= assume["strike_to"] else "agenda"


def struck_rows(found: Proposal, goals: dict[str, str], parties: dict[str, str]) -> list[dict]:
    """Why is each goal not in the proposal? Rows of the table struck."""
    beaten = found.first_out.set_index("goal")
    rows = []
    for row in found.why.to_dict("records"):
        goal, out = row["goal"], row["goal"] in beaten.index
        rows.append({
            "goal_id": goal, "goal": goals[goal], "reason_code": beaten.loc[goal, "kind"] if out else row["reason"],
            "by": goals[beaten.loc[goal, "by"]] if out else None, "supporters": tuple(parties[p] for p in row["supporters"]),
            "had": row["had"], "needed": row["needed"], "saved_at_cost": row["saved_at_cost"],
            "saved_by": tuple(parties[p] for p in row["saved_by"]), "saved_by_points": row["saved_by_points"]})
    return rows


def payment_rows(found: Proposal, goals: dict[str, str], parties: dict[str, str]) -> list[dict]:
    """Who paid which goal out of its equal share? Rows of the table payments."""
    return [{"step": at, "goal_id": step.goal, "goal": goals[step.goal], "party_id": party, "party": parties[party],
             "paid": float(paid), "left": float(step.left[party])}
            for at, step in enumerate(found.trace.rounds[0], start=1) for party, paid in step.paid.items()]


def proposal_steps(found: Proposal, goals: dict[str, str]) -> list[tuple]:
    """Which rule touched which goal? First out, bought in this order, and what filled the room left."""
    steps = [(f"{row['kind']}", goals[row["goal"]], goals[row["by"]], "") for row in found.first_out.to_dict("records")]
    before = float(found.budget)
    for step in found.trace.rounds[0]:
        after = float(sum(step.left.values()))
        steps.append(("bought", goals[step.goal], before, after))
        before = after
    added = [goal for goal in found.selected if goal not in found.trace.outcomes[0]]
    return steps + [("completed", goals[goal], before, "") for goal in added]


def say_proposal(found: Proposal, goals: dict[str, str], struck: list[dict]) -> list[Finding]:
    """Which sentences follow from the proposal?"""
    kept = [goals[goal] for goal in found.selected]
    of, out = len(found.codes), len(found.codes) - len(kept)
    code = "goals.proposal" if kept and out else "goals.proposal_all" if kept else "goals.proposal_none"
    said = [Finding(code, facts={"n": len(kept), "of": of, "goals": kept, "budget": found.budget}, weight=0.86)]
    agenda = [goals[goal] for goal, one in found.codes.items() if one == "agenda"]
    sure = Finding("goals.sure", facts={"n": of}, weight=0.6)
    unsure = Finding("goals.unsure", facts={"n": len(agenda), "goals": agenda}, weight=0.72)
    said.append(unsure if agenda else sure)
    if found.tied:
        said.append(Finding("goals.tie", facts={"n": len(found.tied), "goals": [goals[g] for g in found.tied]}, weight=0.78))
    return said + _beaten(struck) + [one for row in struck if row["by"] is None for one in _reason(row)]


def _beaten(struck: list[dict]) -> list[Finding]:
    said = []
    for kind, code in (("dominated", "goals.dominated"), ("duplicate", "goals.duplicate")):
        for by in dict.fromkeys(row["by"] for row in struck if row["reason_code"] == kind):
            beaten = [row["goal"] for row in struck if row["by"] == by and row["reason_code"] == kind]
            said.append(Finding(code, facts={"n": len(beaten), "goals": beaten, "by": by}, weight=0.55))
    return said


def _reason(row: dict) -> list[Finding]:
    facts = {name: row[name] for name in ("goal", "had", "needed")} | {"supporters": list(row["supporters"])}
    if row["reason_code"] == "no_supporter":
        return [Finding("goals.struck_no_supporter", row["goal_id"], {"goal": row["goal"]}, 0.4)]
    said = [Finding("goals.struck_too_dear", row["goal_id"], facts, 0.56)]
    if row["saved_by"]:
        saved = {"goal": row["goal"], "parties": list(row["saved_by"]), "n": int(row["saved_by_points"])}
        said.append(Finding("goals.saved_by_points", row["goal_id"], saved, 0.38))
    elif row["saved_at_cost"] > 0:
        said.append(Finding("goals.saved_at_cost", row["goal_id"], {"goal": row["goal"], "cost": row["saved_at_cost"]}, 0.38))
    return said
