"""Which messages do not get through between the levels?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.intake.waiting import time_to_decision
from alliance_lib.result import Finding
from alliance_lib.schema import codes


def between_levels(alliance: Alliance) -> tuple[list[dict], list[Finding]]:
    """How many messages arrive from each level at each other one, and how long does that take?

    Reads: messages; without a reference date nobody knows how long those still under way have taken.
    Gives: rows of the table messages per pair of levels, from low to high, and findings.
    Source: Kaplan & Meier 1958: those not arrived yet are counted with the days they are under way.
    Leaves out: what was in them, and messages nobody wrote down; for a shared audience everything.
    """
    rows, order = alliance["messages"], list(codes()["level"])
    until = rows["arrived_date"].fillna(pd.NaT if alliance.reference_date is None else alliance.reference_date)
    rows = rows.assign(arrived=rows["arrived_date"].notna(), days=(until - rows["sent_date"]).dt.days.astype(float),
                       up=rows["to_level_code"].map(order.index) > rows["from_level_code"].map(order.index))
    pairs = [{"from_level_code": sender, "to_level_code": reader, "sent_count": len(sent),
              "arrived_count": int(sent["arrived"].sum()), "median_days": _median(sent)}
             for (sender, reader), sent in rows.groupby(["from_level_code", "to_level_code"])]
    pairs.sort(key=lambda pair: (order.index(pair["from_level_code"]), order.index(pair["to_level_code"])))
    return pairs, _say(rows)


def _median(sent: pd.DataFrame) -> float:
    known = sent[sent["days"] >= 0]
    return time_to_decision(known["days"], known["arrived"]).median_days


def _say(rows: pd.DataFrame) -> list[Finding]:
    if rows.empty:
        return []
    lost = int((~rows["arrived"]).sum())
    said = [Finding("intake.messages_lost" if lost else "intake.messages_arrive", facts={"n": lost, "of": len(rows)},
                    weight=0.56 if lost else 0.3)]
    up, down = (_median(rows[rows["up"] == side]) for side in (True, False))
    if up == up and down == down:
        said.append(Finding("intake.messages_days", facts={"up": int(up), "down": int(down)}, weight=0.5))
    return said
