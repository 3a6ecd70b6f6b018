"""What hangs on which decision: complaints and other decisions, directly or through another one?"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding


def hangs_on(decisions: Sequence[str], needs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Which decisions wait for each decision, directly or through another one?

    Reads: decisions, their codes; needs, pairs (waits, needed first).
    Gives: per decision those that wait for it, in the order given; a decision in a circle waits for itself.
    Refuses: ValueError for a pair with a decision that is not in decisions.

    >>> hangs_on("abc", [("b", "a"), ("c", "b")])["a"]
    ('b', 'c')
    """
    position = {decision: at for at, decision in enumerate(decisions)}
    waits = np.zeros((len(position), len(position)), dtype=bool)  # [needed, waiting]
    for waiting, needed in needs:
        if waiting not in position or needed not in position:
            raise ValueError(f"unknown decision in the pair {waiting!r}, {needed!r}")
        waits[position[needed], position[waiting]] = True
    for through in range(len(position)):  # Warshall 1962
        waits |= np.outer(waits[:, through], waits[through])
    return {needed: tuple(waiting for waiting, at in position.items() if waits[position[needed], at]) for needed in position}


def dependency(alliance: Alliance, decisions: pd.DataFrame) -> tuple[list[dict], list[Finding]]:
    """On which open decisions does most hang?

    Reads: decisions as owed.asked_by_now gives them, decision_needs, complaints (not for a shared
        audience: complaints_count is then NaN).
    Gives: rows of the table dependency, one per open decision on which something hangs, and findings.
    Leaves out: what waited for decisions that were taken.
    """
    still_open = decisions[decisions["is_open"]]
    codes = still_open["decision_id"].tolist()
    links = alliance["decision_needs"]
    links = links[links["decision_id"].isin(codes) & links["needs_decision_id"].isin(codes)]
    waiting = hangs_on(codes, zip(links["decision_id"], links["needs_decision_id"], strict=True))
    names = dict(zip(codes, still_open["subject"], strict=True))
    complaints = alliance["complaints"]["decision_id"].dropna().value_counts()
    rows = [row | {"waiting": [names[one] for one in waiting[code] if one != code],
                   "decisions_count": len(set(waiting[code]) - {code}),
                   "complaints_count": float(complaints.reindex([code, *set(waiting[code]) - {code}]).sum()) if len(complaints) else np.nan}
            for code, row in zip(codes, still_open[["decision_id", "subject", "level_code", "owner"]].to_dict("records"), strict=True)]
    rows = [row for row in rows if row["decisions_count"] or row["complaints_count"] > 0]
    rows.sort(key=lambda row: (-row["decisions_count"] - np.nan_to_num(row["complaints_count"]), row["decision_id"]))
    circle = [names[code] for code in codes if code in waiting[code]]
    return rows, _say(rows, circle)


def links(alliance: Alliance, decisions: pd.DataFrame) -> list[dict]:
    """Which open decision waits directly for which other one?

    Reads: decisions as owed.asked_by_now gives them, decision_needs.
    Gives: rows of the table links, for the picture of what hangs on what.
    """
    still_open = decisions[decisions["is_open"]].set_index("decision_id")["subject"]
    held = alliance["decision_needs"]
    held = held[held["decision_id"].isin(still_open.index) & held["needs_decision_id"].isin(still_open.index)]
    held = held.sort_values(["needs_decision_id", "decision_id"])
    return [{"needs_id": needed, "needs": still_open[needed], "waits_id": waiting, "waits": still_open[waiting]}
            for waiting, needed in held[["decision_id", "needs_decision_id"]].itertuples(index=False)]


def _say(rows: list[dict], circle: list[str]) -> list[Finding]:
    said = []
    if rows:
        first = rows[0]
        facts, complaints = {"subject": first["subject"], "n": first["decisions_count"]}, first["complaints_count"]
        if complaints == complaints:
            said.append(Finding("intake.hangs_on", first["decision_id"], facts | {"complaints": int(complaints)}, 0.66))
        else:
            said.append(Finding("intake.decisions_hang_on", first["decision_id"], facts, 0.66))
    if circle:
        said.append(Finding("intake.circle", facts={"n": len(circle), "subjects": circle}, weight=0.68))
    return said
