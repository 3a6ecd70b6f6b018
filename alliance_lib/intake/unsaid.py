"""What does the group leave unsaid: claimed against private agreement, per topic."""

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.intake.agreement import AnotherDay, apparent_agreement, noise_band_by_party
from alliance_lib.intake.said import Said
from alliance_lib.result import Finding

CLAIMED, PRIVATE = "opinions.claimed_1to5", "opinions.private_1to5"
CELLS = ("all", "steering", "project")


def agreement_by_topic(said: Said, assume: Assumptions, day: AnotherDay) -> list[dict]:
    """How much more does the group claim to agree than its people do in private, per topic?

    Reads: said; assume mention_low; day, how answers could have differed.
    Gives: a row per topic with an answer, in the order of the topics: A with one vote per party, the
        band of random answers, the gap and its band, P(gap > 0), who said it where, undiscussed.
    Source: van der Eijk 2001 for A. Undiscussed: a gap above its band that few brought up in the group.
    Leaves out: topics without any answer.
    """
    bands: dict[tuple, tuple[float, float]] = {}
    rows = []
    for at, topic in enumerate(said.topics.to_dict("records")):
        claimed, private = said.claimed[:, at], said.private[:, at]
        if np.isnan(claimed).all() and np.isnan(private).all():
            continue
        who = tuple(said.party[~np.isnan(private)])
        if who not in bands:
            bands[who] = noise_band_by_party(who, day.points, seed=day.seed, draws=day.draws) if who else (np.nan, np.nan)
        flags = said.privately[:, at], said.in_group[:, at]
        found = apparent_agreement(claimed, private, said.party, day, flags)
        rows.append(topic | _row(found, bands[who], assume["mention_low"]) | {
            "claimed_count": int((~np.isnan(claimed)).sum()), "private_count": len(who)})
    return rows


def _row(found, band: tuple[float, float], mention_low: float) -> dict:
    unusual = bool(found.gap > found.gap_band[1])
    return {
        "claimed": found.agreement_claimed, "private": found.agreement_private, "band_low": band[0], "band_high": band[1],
        "gap": found.gap, "gap_high": found.gap_band[1], "gap_share": found.gap_share, "above_band": unusual,
        "mean_difference": found.mean_difference, "said_in_group": found.said_in_group,
        "kept_private": found.kept_private, "kept_low": found.kept_private_bounds[0],
        "kept_high": found.kept_private_bounds[1], "undiscussed": unusual and bool(found.said_in_group <= mention_low),
    }


def published_classes(alliance: Alliance) -> list[dict]:
    """In which class does each topic fall, claimed and in private, per published group?

    Reads: published; of each topic the latest round that has a figure, else the latest reason.
    Gives: a row per topic and group, in the order of the topics: claimed_code, private_code, and
        reason_code where there is no figure; both classes of a row are of one round.
    Leaves out: a comparison of figures of different rounds.
    """
    rows = alliance["published"]
    rows = rows[rows["question_code"].isin([CLAIMED, PRIVATE])]
    names = alliance.frames["topics"].set_index("topic_id")["name"]
    order = {topic: at for at, topic in enumerate(names.index)}
    found = []
    for topic in sorted(set(rows["topic_id"].dropna()), key=lambda one: (order.get(one, len(order)), one)):
        mine = rows[rows["topic_id"] == topic]
        latest = mine.loc[mine["figure_code"].notna(), "round"].max() if mine["figure_code"].notna().any() else mine["round"].max()
        found += [{"topic_id": topic, "topic": str(names.get(topic, topic))} | row for row in _cells(mine[mine["round"] == latest])]
    return found


def _cells(mine: pd.DataFrame) -> list[dict]:
    rows = []
    for cell in CELLS:
        here = mine[mine["cell_code"] == cell].set_index("question_code")
        if len(here):
            figure, reason, date = (here[name].dropna() for name in ("figure_code", "reason_code", "published_date"))
            rows.append({"cell_code": cell, "claimed_code": figure.get(CLAIMED), "private_code": figure.get(PRIVATE),
                         "reason_code": reason.iloc[0] if len(reason) else None,
                         "published_date": date.max() if len(date) else pd.NaT})
    return rows


def say_numbers(rows: list[dict]) -> list[Finding]:
    """Which sentences follow from the figures of claimed and private agreement?"""
    compared = [row for row in rows if row["gap"] == row["gap"]]
    apart = sorted((row for row in compared if row["above_band"]), key=lambda row: -row["gap"])
    unspoken = [row["topic"] for row in apart if row["undiscussed"]]
    found = []
    if compared and not apart:
        found.append(Finding("intake.no_apparent_agreement", facts={"of": len(compared)}, weight=0.6))
    if apart:
        topics = [row["topic"] for row in apart]
        found.append(Finding("intake.apparent_agreement", apart[0]["topic_id"],
                             {"n": len(apart), "of": len(compared), "topics": topics}, 0.95))
    if unspoken:
        found.append(Finding("intake.undiscussed", facts={"n": len(unspoken), "topics": unspoken}, weight=0.9))
    return found


def say_classes(rows: list[dict]) -> list[Finding]:
    """Which sentences follow from the published classes? Topics stay in their own order."""
    divided, reasons, shown = [], {}, set()
    for topic in dict.fromkeys(row["topic_id"] for row in rows):
        mine = [row for row in rows if row["topic_id"] == topic]
        claimed = {row["claimed_code"] for row in mine} - {None}
        private = {row["private_code"] for row in mine} - {None}
        if claimed and private:
            shown.add(topic)
        if claimed == {"agreed"} and "divided" in private:
            divided.append(mine[0]["topic"])
        if not claimed and not private:
            reasons.setdefault(mine[0]["reason_code"], []).append(mine[0]["topic"])
    found = [Finding("intake.not_published", facts={"n": len(topics), "topics": topics, "reason": reason}, weight=0.4)
             for reason, topics in reasons.items() if reason]
    if divided:
        found.append(Finding("intake.one_line_divided", facts={"n": len(divided), "of": len(shown), "topics": divided}, weight=0.95))
    elif shown:
        found.append(Finding("intake.no_one_line_divided", facts={"of": len(shown)}, weight=0.6))
    return found + _say_refused(rows)


def _say_refused(rows: list[dict]) -> list[Finding]:
    """Which level has no figure of its own beside that of all together, and why? It depends on who answered only."""
    refused = {(row["cell_code"], row["reason_code"]): set() for row in rows if row["cell_code"] != "all"
               and row["reason_code"] and not row["claimed_code"] and not row["private_code"]}
    for row in rows:
        refused.get((row["cell_code"], row["reason_code"]), set()).add(row["topic_id"])
    return [Finding("intake.level_refused", level, {"level": level, "reason": reason, "n": len(topics)}, 0.7)
            for (level, reason), topics in sorted(refused.items())]
