"""What is each goal worth to each party, and about whom can nothing be said?"""

from dataclasses import dataclass

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding


@dataclass(frozen=True)
class Worth:
    """What the parties that gave values have at stake, by code of party and goal."""

    served: pd.DataFrame  # parties x goals, 0..4, NaN where not asked
    risk: pd.DataFrame  # parties x goals, 0..4, NaN where not asked
    costs: pd.Series  # attention points by goal
    unvalued: tuple  # goals that no party valued
    silent: tuple  # parties without any value

    @property
    def net(self) -> pd.DataFrame:
        """Interest served minus risk; a risk nobody was asked about counts as none."""
        return self.served - self.risk.fillna(0.0)

    @property
    def utilities(self) -> pd.DataFrame:
        """What the choice counts with: never below 0, and 0 where nobody was asked."""
        return self.net.clip(lower=0.0).fillna(0.0)

    @property
    def profile(self) -> pd.DataFrame:
        """Interests and risks side by side: a goal stands above another only if it is no worse on either."""
        return pd.concat({"served": self.served.fillna(0.0), "risk": -self.risk.fillna(0.0)})


def read_worth(alliance: Alliance) -> Worth:
    """What is each goal worth to each party?

    Reads: goals, goal_values, parties; for a shared audience the values that their party approved.
    Gives: Worth, parties and goals in the order of their sheets; empty frames without values.
    Leaves out: parties without any value (named in `silent`) and goals nobody valued (`unvalued`).
    """
    goals, names = alliance["goals"].set_index("goal_id"), alliance.party_names
    held = alliance["goal_values"]
    held = held[held["goal_id"].isin(goals.index) & held["interest_served_0to4"].notna()]
    valued = [goal for goal in goals.index if (held["goal_id"] == goal).any()]
    heard = list(dict.fromkeys([*(p for p in names if (held["party_id"] == p).any()), *held["party_id"]]))
    wide = {column: held.pivot(index="party_id", columns="goal_id", values=column).reindex(index=heard, columns=valued)
            for column in ("interest_served_0to4", "risk_0to4")}
    return Worth(
        served=wide["interest_served_0to4"].astype(float), risk=wide["risk_0to4"].astype(float),
        costs=goals.loc[valued, "attention_points"],
        unvalued=tuple(goal for goal in goals.index if goal not in valued),
        silent=tuple(party for party in names if party not in heard),
    )


def say_worth(worth: Worth, parties: dict[str, str], goals: dict[str, str]) -> list[Finding]:
    """How much of the table do these values cover? Names of parties and goals by code."""
    heard, said = len(worth.served), []
    if heard == 0:
        return [Finding("goals.missing_values", "goal_values", weight=0.74)] if goals else []
    if worth.silent:
        facts = {"n": heard, "of": heard + len(worth.silent), "parties": [parties[p] for p in worth.silent]}
        said.append(Finding("goals.parties_valued", facts=facts, weight=0.83))
    else:
        said.append(Finding("goals.all_parties_valued", facts={"n": heard}, weight=0.35))
    for code, chosen in (("goals.unvalued", worth.unvalued), ("goals.half_valued", _with_gaps(worth.served)),
                         ("goals.risk_not_asked", _with_gaps(worth.risk.where(worth.served.notna(), 0.0)))):
        if chosen:
            said.append(Finding(code, facts={"n": len(chosen), "goals": [goals[g] for g in chosen]}, weight=0.45))
    return said


def _with_gaps(rows: pd.DataFrame) -> list:
    return [goal for goal in rows if rows[goal].isna().any()]
