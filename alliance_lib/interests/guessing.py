"""How well does each party know what the others want?"""

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.interests.actors import STANCE_SCALE
from alliance_lib.interests.positions import Positions
from alliance_lib.result import Finding

TAIL = 0.025


def guesses(alliance: Alliance, held: Positions) -> list[dict]:
    """How close are the guesses of one party about another, and would random guesses be as close?

    Reads: guesses (the latest of each), held: the latest stances.
    Gives: a row per pair (who guesses, about whom) with goals both guessed and known: goals_count, same_side_share
        (for, indifferent, against), distance (mean steps off), chance_low and chance_high (`chance_band`), guessed_code:
        closer, as_chance or further than chance.
    Leaves out: guesses about goals without a stance; what one person guessed.
    """
    rows = alliance["guesses"].dropna(subset="guess_minus4to4").sort_values("round", kind="stable")
    rows = rows.drop_duplicates(["party_id", "about_party_id", "goal_id"], keep="last")
    truth = held.stances.stack()
    rows["stance"] = truth.reindex(pd.MultiIndex.from_frame(rows[["about_party_id", "goal_id"]])).to_numpy()
    rows = rows[rows["stance"].notna() & (rows["party_id"] != rows["about_party_id"])]
    order = {party: at for at, party in enumerate(held.party_names)}
    found = [_row(held, pair, here) for pair, here in rows.groupby(["party_id", "about_party_id"])]
    return sorted(found, key=lambda row: (order.get(row["party_id"], len(order)), order.get(row["about_party_id"], len(order))))


def chance_band(stances) -> tuple[float, float]:
    """Between which mean distances lie the central 95 % of random guesses about these stances?

    Reads: stances, whole numbers -4..4, at least one. A random guess takes every step of the scale equally often.
    Gives: (low, high), exact, by convolving the distances goal by goal.

    >>> chance_band([0])
    (0.0, 4.0)
    """
    low, high = STANCE_SCALE
    chances = np.ones(1)
    for stance in stances:
        away = np.abs(np.arange(low, high + 1) - int(stance))
        chances = np.convolve(chances, np.bincount(away, minlength=high - low + 1) / len(away))
    below = np.cumsum(chances)
    ends = np.searchsorted(below, (TAIL, 1 - TAIL))
    return float(ends[0] / len(stances)), float(ends[1] / len(stances))


def say_guesses(alliance: Alliance, rows: list[dict]) -> list[Finding]:
    """How many pairs guess better than chance, and which are furthest off? For the facilitator only."""
    if alliance.shared:
        return []
    if not rows:
        return [Finding("interests.missing_guesses", "guesses", weight=0.32)]
    closer = [row for row in rows if row["guessed_code"] == "closer"]
    found = [Finding("interests.guessed", "guesses", {"n": len(closer), "of": len(rows)}, 0.56)]
    most = max(row["distance"] for row in rows)
    far = [f"{row['party']} → {row['about_party']}" for row in rows if row["distance"] == most]
    if most == 0:
        return found
    return [*found, Finding("interests.guessed_far", "guesses", {"n": len(far), "pairs": far, "steps": most}, 0.54)]


def _row(held: Positions, pair: tuple[str, str], here: pd.DataFrame) -> dict:
    guess, stance = here["guess_minus4to4"].to_numpy(dtype=float), here["stance"].to_numpy(dtype=float)
    distance = float(np.abs(guess - stance).mean())
    low, high = chance_band(stance)
    code = "closer" if distance < low else "further" if distance > high else "as_chance"
    names = {name: held.party_names.get(party, party) for name, party in zip(("party", "about_party"), pair, strict=True)}
    return {"party_id": pair[0], "about_party_id": pair[1], **names, "goals_count": len(here),
            "same_side_share": float((np.sign(guess) == np.sign(stance)).mean()), "distance": distance,
            "chance_low": low, "chance_high": high, "guessed_code": code}
