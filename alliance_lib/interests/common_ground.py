"""Where do all the parties meet, where do all say no, and what can they trade?"""

import numpy as np
import pandas as pd

from alliance_lib.interests.respondents import SIDES, checked


def group_consensus(votes, groups, *, side: str = "agree", how: str = "product") -> pd.Series:
    """On which statements do all the groups agree, or all reject?

    Reads: votes, people x statements, 1 agree, -1 disagree, 0 pass, NaN not seen; groups, series
        person -> group (a plain list goes by position), people without a group are left out; side
        "agree" or "disagree"; how "product" (Polis) or "min": the weakest group, which does not
        shrink as groups are added.
    Gives: series by statement, 0..1: over the groups, (agree+1)/(seen+2), a pass counts as seen;
        1/2 for a group that did not see the statement; NaN without groups.
    Refuses: ValueError for other votes, people or statements that occur twice, an unknown side or how.
    Source: Polis group-aware consensus (Small, Bjorkegren, Erkkila, Shaw & Megill 2021).
    Leaves out: sizes of groups: every group counts once.

    >>> group_consensus([[1, -1], [1, 1]], ["a", "b"]).round(3).tolist()
    [0.444, 0.222]
    """
    if how not in ("product", "min"):
        raise ValueError(f"how must be 'product' or 'min', got {how!r}")
    shares = group_shares(votes, groups, side=side)
    if shares.empty:
        return pd.Series(np.nan, shares.columns)
    return shares.prod() if how == "product" else shares.min()


def group_shares(votes, groups, *, side: str = "agree") -> pd.DataFrame:
    """How much does each group agree, or reject, with a little doubt for the few?

    Reads, Refuses: as `group_consensus`.
    Gives: frame groups x statements of (agree+1)/(seen+2); who is the weakest is its idxmin.
    Source: Laplace's rule of succession, as Polis uses it.
    Leaves out: as `group_consensus`.
    """
    if side not in SIDES:
        raise ValueError(f"side must be one of {tuple(SIDES)}, got {side!r}")
    cast = checked(votes)
    if isinstance(groups, (pd.Series, dict)):
        member = pd.Series(groups)
        if not member.index.is_unique:
            raise ValueError("each person must have one group")
        member = member.reindex(cast.index)
    else:
        member = pd.Series(groups, cast.index)
    agreed, seen = (table.groupby(member).sum() for table in (cast == SIDES[side], cast.notna()))
    return (agreed + 1) / (seen + 2)


def offers(drivers: pd.DataFrame, *, at_least: float) -> pd.DataFrame:
    """What does one party want that another can give easily?

    Reads: frame with columns party, driver, value (what it is worth to the party), ease (of giving
        it to another), both on one scale, higher is more, NaN for not asked; at_least: from where
        on something counts as wanted, and as easy to give.
    Gives: frame giver, receiver, driver, value (to the receiver), ease (for the giver), the most
        wanted and easiest first.
    Refuses: ValueError for missing columns, infinite numbers or a party and driver named twice.
    Source: Fisher & Ury, Getting to Yes: differences in interests are what makes a trade.
    Leaves out: how much of it there is to give.
    """
    table = _checked(drivers)
    wanted = table[table["value"] >= at_least]
    easy = table[table["ease"] >= at_least]
    pairs = easy[["party", "driver", "ease"]].merge(wanted[["party", "driver", "value"]], on="driver")
    pairs = pairs.rename(columns={"party_x": "giver", "party_y": "receiver"})
    pairs = pairs[pairs["giver"] != pairs["receiver"]]
    by = ["value", "ease", "giver", "receiver", "driver"]
    pairs = pairs.sort_values(by, ascending=[False, False, True, True, True])
    return pairs[["giver", "receiver", "driver", "value", "ease"]].reset_index(drop=True)


def trades(drivers: pd.DataFrame, *, at_least: float) -> pd.DataFrame:
    """Which two gifts, there and back, leave both parties better off?

    Reads, Refuses: as `offers`.
    Gives: frame party_a, gives_a, party_b, gives_b, gain_a, gain_b: each gains what it receives is
        worth to it minus what it gives is worth to it (0 where that was not asked), both above 0;
        the largest smaller gain first.
    Source: as `offers`; exchange of complementary values (Raiffa, The Art and Science of Negotiation).
    Leaves out: exchanges among three or more parties.

    >>> wants = [("A", "speed", 5, 1), ("A", "staff", 1, 5), ("B", "staff", 5, 2), ("B", "speed", 2, 4)]
    >>> table = pd.DataFrame(wants, columns=["party", "driver", "value", "ease"])
    >>> trades(table, at_least=4)[["party_a", "gives_a", "party_b", "gives_b"]].to_numpy().tolist()
    [['A', 'staff', 'B', 'speed']]
    """
    given = offers(drivers, at_least=at_least)
    worth = _checked(drivers).set_index(["party", "driver"])["value"]
    own = pd.MultiIndex.from_frame(given[["giver", "driver"]])
    given["cost"] = worth.reindex(own).fillna(0).to_numpy()
    back = given.rename(columns={"giver": "receiver", "receiver": "giver"})
    both = given.merge(back, on=["giver", "receiver"], suffixes=("_a", "_b"))
    both = both.assign(gain_a=both["value_b"] - both["cost_a"], gain_b=both["value_a"] - both["cost_b"])
    # Each exchange appears from both sides: keep the one told by the party that sorts first.
    both = both.assign(least=both[["gain_a", "gain_b"]].min(axis=1))
    both = both[(both["giver"].astype(str) < both["receiver"].astype(str)) & (both["least"] > 0)]
    names = {"giver": "party_a", "receiver": "party_b", "driver_a": "gives_a", "driver_b": "gives_b"}
    both = both.rename(columns=names)
    columns = ["party_a", "gives_a", "party_b", "gives_b", "gain_a", "gain_b"]
    both = both.sort_values(["least", *columns[:4]], ascending=[False, True, True, True, True])
    return both[columns].reset_index(drop=True)


def _checked(drivers: pd.DataFrame) -> pd.DataFrame:
    needed = ["party", "driver", "value", "ease"]
    if not set(needed) <= set(drivers.columns):
        raise ValueError(f"drivers needs the columns {needed}")
    table = drivers[needed].astype({"value": float, "ease": float})
    if np.isinf(table[["value", "ease"]]).any(axis=None) or table.duplicated(["party", "driver"]).any():
        raise ValueError("values and ease must be finite or NaN, each party and driver once")
    return table
