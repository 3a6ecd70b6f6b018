"""What do the choices about goals cost whom, and do the goals that stay lead to work?"""

from collections.abc import Mapping
from dataclasses import dataclass

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.goals import chain, deliverables, dropped, served
from alliance_lib.goals.decided import Decided
from alliance_lib.goals.proposal import Proposal
from alliance_lib.goals.worth import Worth
from alliance_lib.result import Finding


@dataclass(frozen=True)
class Weighed:
    """What the goals are worth, what follows from that, and what was decided."""

    worth: Worth
    found: Proposal | None
    decided: Decided
    why: list  # rows of the table struck
    names: Mapping[str, str]  # of goals
    parties: Mapping[str, str]


def outcome(alliance: Alliance, weighed: Weighed, assume: Assumptions) -> tuple[dict[str, list], list[Finding]]:
    """What do the strikes take from whom, which interests lose their goal, and does the rest lead to work?

    Reads: goals, goal_interests, interests, deliverables; weighed; assume goal_budget, first_step_days.
    Gives: rows of the tables dropped, losses, swaps, served, chain, together and deliverables, and the findings.
    """
    decided, names, parties = weighed.decided, weighed.names, weighed.parties
    kept = dropped.kept_now(decided, weighed.found, names)
    rows = {
        "losses": dropped.loss_rows(dropped.struck_now(decided, weighed.found), weighed.worth, names, parties),
        "swaps": dropped.swap_rows(weighed.worth, decided.kept, assume["goal_budget"], names, parties),
        "served": served.served_rows(alliance, kept, names),
        "chain": chain.chain_rows(alliance, kept, assume["first_step_days"]),
        "together": chain.together_rows(alliance, decided.no),
        "deliverables": deliverables.deliverable_rows(alliance, decided.struck, names),
    }
    rows["dropped"] = dropped.dropped_rows(decided, weighed.why, rows["losses"], rows["served"], names)
    said = [*dropped.say_losses(rows["losses"]), *dropped.say_swaps(rows["swaps"]),
            *served.say_served(alliance, rows["served"], kept, names), *chain.say_chain(rows["chain"], assume["first_step_days"]),
            *chain.say_together(alliance, rows["together"]), *deliverables.say_deliverables(rows["deliverables"], kept, names)]
    return rows, said
