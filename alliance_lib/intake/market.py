"""Which working practices differ from simply tendering, and what does that difference cost?"""

from dataclasses import dataclass

import numpy as np

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding


@dataclass(frozen=True)
class Mirror:
    """How many practices are the same as in the market, and how many extra hours does each kind take?

    same, different, unknown: practices; *_hours: extra hours a year of those of which they are known;
    hours_unknown: practices without hours.
    """

    same: int
    different: int
    unknown: int
    same_hours: float
    different_hours: float
    hours_unknown: int

    @property
    def practices(self) -> int:
        return self.same + self.different + self.unknown

    @property
    def hours(self) -> float:
        """Extra hours a year of all compared practices."""
        return self.same_hours + self.different_hours


def mirror(same, hours) -> Mirror:
    """How much of what we do would go the same in the market, and what does doing it together cost?

    Reads: one number per practice: same 1, different 0, NaN not compared yet; hours a year beyond
        simply tendering, NaN not known.
    Gives: Mirror; zeros for no practice.
    Refuses: ValueError for unequal lengths, other codes, negative or infinite hours.
    Leaves out: how much a difference is worth; hours of practices that were not compared.

    >>> mirror([1, 1, 0], [10, 5, 20]).same_hours
    15.0
    """
    alike, spent = np.asarray(same, dtype=float), np.asarray(hours, dtype=float)
    if alike.ndim != 1 or alike.shape != spent.shape:
        raise ValueError("same and hours must be two rows of equal length")
    if not np.isin(alike[~np.isnan(alike)], (0, 1)).all() or np.isinf(spent).any() or (spent < 0).any():
        raise ValueError("same must be 0, 1 or NaN, and hours finite and not negative")
    sums = [float(np.nansum(spent[alike == kind])) for kind in (1, 0)]
    return Mirror(int((alike == 1).sum()), int((alike == 0).sum()), int(np.isnan(alike).sum()), *sums,
                  int(np.isnan(spent).sum()))


def better_on_the_market(found: Mirror, same_from: float) -> bool:
    """If this stays so, should it simply be put on the market?

    Reads: same_from, the share of all practices that must be the same, above 0 up to 1.
    Gives: True if at least that share is the same and these take extra hours; a practice that was
        not compared counts as different.
    Refuses: ValueError for another same_from.
    Leaves out: the worth of the few practices that differ, which only the parties can judge.

    >>> better_on_the_market(mirror([1, 1, 1, 1, 0], [10, 0, 0, 0, 5]), 0.8)
    True
    """
    if not 0 < same_from <= 1:
        raise ValueError(f"same_from must be above 0 and at most 1, got {same_from}")
    return found.practices > 0 and found.same >= same_from * found.practices - 1e-9 and found.same_hours > 0


def market(alliance: Alliance, assume: Assumptions) -> tuple[dict, list[Finding], Mirror]:
    """What does the market mirror show in the latest round in which practices were compared?

    Reads: practices; assume market_same_from.
    Gives: rows of the tables practices and mirror, findings, and the Mirror.
    """
    rows = alliance["practices"]
    rows = rows[rows["round"] == rows["round"].max()].sort_values("practice_id")
    found = mirror(rows["market_code"].map({"same": 1.0, "different": 0.0}).astype(float), rows["overhead_hours"])
    counted = {"same": (found.same, found.same_hours), "different": (found.different, found.different_hours)}
    kinds = [{"market_code": code, "practices_count": count, "hours": hours} for code, (count, hours) in counted.items() if count]
    shown = rows[["practice_id", "activity", "market_code", "difference", "overhead_hours", "decided_date"]]
    tender = better_on_the_market(found, assume["market_same_from"])
    said = _say(found, tender, int(rows["round"].iloc[0])) if len(rows) else []
    return {"practices": shown, "mirror": kinds}, said, found


def _say(found: Mirror, tender: bool, asked: int) -> list[Finding]:
    said = []
    known = found.same + found.different
    facts = {"round": asked, "n": found.same, "of": known, "hours": round(found.same_hours), "other": round(found.different_hours)}
    if known:
        said.append(Finding("intake.market_same", facts=facts, weight=0.83))
    if tender:
        said.append(Finding("intake.put_on_market", facts={"n": found.same, "of": found.practices, "hours": round(found.hours)}, weight=0.84))
    if found.unknown:
        said.append(Finding("intake.market_unknown", facts={"n": found.unknown, "of": found.practices}, weight=0.4))
    return said
