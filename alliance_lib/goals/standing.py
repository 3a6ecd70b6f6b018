"""Where does each goal stand now, and what would another choice do?"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.goals.consequences import Consequences, consequences, swaps, unserved
from alliance_lib.goals.decided import Decided, read_decided
from alliance_lib.goals.served import read_links
from alliance_lib.goals.worth import read_worth


@dataclass(frozen=True)
class Standing:
    """What was decided about the goals, what they are worth and what they serve."""

    names: Mapping[str, str]  # of goals
    parties: Mapping[str, str]  # names of the parties that gave values
    types: Mapping[str, str]  # of parties
    texts: Mapping[str, str]  # of interests
    decided: Decided
    votes: pd.DataFrame  # parties x all goals; 0 where nobody was asked
    costs: pd.Series
    links: pd.DataFrame  # goal_id, interest_id
    budget: float

    def choice(self, goal: str) -> str:
        """What was chosen: keep, later, no, or open while nobody chose?"""
        return "open" if goal in self.decided.open else self.decided.latest.loc[goal, "choice_code"]

    @property
    def spent(self) -> float:
        """How much attention do the kept goals take?"""
        return float(self.costs[list(self.decided.kept)].sum())

    @property
    def standing(self) -> tuple:
        """Which goals still stand: kept, or open?"""
        return (*self.decided.kept, *self.decided.open)

    def after(self, changes: Mapping[str, str]) -> tuple[Consequences, Consequences]:
        """What do these choices (goal -> keep, later or no) do?

        Gives: what changes in the goals that are kept, and in all goals that still stand: as long as a goal is
            open, nobody who gains by it is left with nothing.
        Refuses: ValueError if no party gave values.
        """
        return tuple(consequences(self.votes, self.costs, self.budget, now, self._changed(now, changes))
                     for now in (self.decided.kept, self.standing))

    def unserved(self, changes: Mapping[str, str]) -> tuple:
        """Which interests and risks have no goal left that still stands?"""
        return unserved(self.links, self.standing, self._changed(self.standing, changes))

    def _changed(self, now: tuple, changes: Mapping[str, str]) -> list:
        return [goal for goal in self.names if (changes[goal] == "keep" if goal in changes else goal in now)]

    def drops(self, goal: str) -> pd.DataFrame:
        """If this goal is kept as well and that is too much, which one could drop?

        Gives: as goals.consequences.swaps, without this goal itself; no rows if it fits.
        """
        together = [*(one for one in self.decided.kept if one != goal), goal]
        if self.votes.empty or self.costs[together].sum() <= self.budget:
            return pd.DataFrame(columns=["goal", "spent", "fits", "least", "empty_handed"])
        found = swaps(self.votes, self.costs, self.budget, together)
        return found[found["goal"] != goal].reset_index(drop=True)


def read_standing(alliance: Alliance, budget: float) -> Standing:
    """Where does each goal stand now, as far as this audience may see what it is worth?

    Reads: goals, goal_values, goal_choices, goal_interests, interests, parties; budget, the attention there is.
    """
    goals, worth = alliance["goals"], read_worth(alliance)
    names = dict(zip(goals["goal_id"], goals["name"], strict=True))
    called, types = alliance.party_names, alliance["parties"].set_index("party_id")["type_code"].dropna()
    return Standing(
        names=names, parties={party: called.get(party, party) for party in worth.served.index}, types=types.to_dict(),
        texts=alliance["interests"].set_index("interest_id")["text"].to_dict(), decided=read_decided(alliance),
        votes=worth.utilities.reindex(columns=list(names), fill_value=0.0), costs=goals.set_index("goal_id")["attention_points"],
        links=read_links(alliance), budget=budget)
