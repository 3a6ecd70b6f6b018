"""What should the next session talk about, in which order, and for how long?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding

STEP = 5  # minutes: an agenda in fives is read and kept
TIE = 1e-9  # a gap smaller than this is no gap

OPENINGS = {"undiscussed": "intake.open_undiscussed", "between": "intake.open_between", "meaning": "intake.open_meaning"}
REASONS = ("stake_1to5", "gap", "gap_share", "score")


@dataclass(frozen=True)
class Agenda:
    """Which topics come up, in order, and for how many minutes?

    score: per topic as given. order: the topics that fit, as positions, heaviest first.
    minutes: one per topic in order; together the whole session. waiting: topics with a score for which
    there is no time.
    """

    score: np.ndarray
    order: tuple[int, ...]
    minutes: tuple[int, ...]
    waiting: tuple[int, ...]


def session_agenda(stake, gap, gap_share, *, minutes: int, least: int) -> Agenda:
    """In which order does a session take the topics, and how long for each?

    Reads: one number per topic: stake 1..5, gap -2..2 (claimed minus private agreement), gap_share 0..1;
        NaN where not known; minutes of the session and least minutes per topic, multiples of 5.
    Gives: Agenda; score = stake x gap x gap_share, a topic without a gap above 0 is left off. Time
        beyond the least goes by score, in steps of 5 minutes; what is left over goes to the first.
    Refuses: ValueError for unequal lengths, infinite numbers, or minutes that are not multiples of 5.
    Leaves out: how long a topic takes in truth; equal scores keep the order given.

    >>> session_agenda([5, 3, 4], [0.8, 0.5, -0.1], [1, 0.9, 0.4], minutes=60, least=15).minutes
    (40, 20)
    """
    columns = [np.asarray(given, dtype=float) for given in (stake, gap, gap_share)]
    if len({column.shape for column in columns}) != 1 or columns[0].ndim != 1:
        raise ValueError("stake, gap and gap_share must be rows of equal length")
    if any(np.isinf(column).any() for column in columns):
        raise ValueError("stake, gap and gap_share must be finite or NaN")
    if least < STEP or minutes < least or minutes % STEP or least % STEP:
        raise ValueError(f"minutes and least must be multiples of {STEP}, minutes at least one topic long")
    score = np.nan_to_num(columns[0] * np.where(columns[1] > TIE, columns[1], 0) * columns[2], nan=0.0)
    ranked = [int(at) for at in np.argsort(-score, kind="stable") if score[at] > 0]
    taken = ranked[: minutes // least]
    score.setflags(write=False)
    return Agenda(score, tuple(taken), _minutes(score[taken], minutes, least), tuple(ranked[len(taken):]))


def _minutes(score: np.ndarray, minutes: int, least: int) -> tuple[int, ...]:
    if not score.size:
        return ()
    spare = minutes - least * score.size
    extra = (np.floor(spare * score / score.sum() / STEP) * STEP).astype(int)
    extra[0] += spare - extra.sum()
    return tuple(int(least + more) for more in extra)


def agenda(alliance: Alliance, agreement: list[dict], place: Mapping[str, str],
           assume: Assumptions) -> tuple[list[dict], list[Finding], list[tuple]]:
    """What does the session talk about: the agenda as confirmed, and as long as there is none the proposal?

    Reads: agenda_items of this round; further as propose. For a shared audience agreement is empty.
    Gives: as propose; a confirmed agenda keeps its order and minutes, and the facilitator sees the
        reasons and the steps beside it.
    """
    items = alliance["agenda_items"]
    items = items[items["round"] == alliance.round].sort_values("place_number")
    rows, said, steps = propose(agreement, place, assume)
    if items.empty:
        return rows, said, steps
    why = {row["topic_id"]: {name: row[name] for name in REASONS} for row in rows}
    why = {row["topic_id"]: {"stake_1to5": row["stake_1to5"], "gap": row["gap"], "gap_share": row["gap_share"], "score": np.nan}
           for row in agreement} | why
    opening = {row["topic_id"]: _opening(row, place) for row in agreement}
    names = alliance.frames["topics"].set_index("topic_id")["name"]
    shown = [_settled(item, str(names.get(item["topic_id"], item["topic_id"])), opening) | why.get(item["topic_id"], dict.fromkeys(REASONS, np.nan))
             for item in items.to_dict("records")]
    facts = {"n": len(shown), "topics": [row["topic"] for row in shown], "minutes": int(items["minutes"].sum()),
             "day": items["confirmed_date"].max()}
    return shown, [Finding("intake.agenda_confirmed", facts=facts, weight=0.7)], steps


def _settled(item: Mapping, topic: str, opening: Mapping[str, str]) -> dict:
    own = {name: None if pd.isna(item[name]) else item[name] for name in ("opening_nl", "opening_en")}
    usual = None if any(own.values()) else opening.get(item["topic_id"], "meaning")
    return {"item": int(item["place_number"]), "topic_id": item["topic_id"], "topic": topic, "minutes": int(item["minutes"]),
            "confirmed_date": item["confirmed_date"], "opening_code": usual} | own


def _opening(row: Mapping, place: Mapping[str, str]) -> str:
    """With which question does a topic open, given why it is there?"""
    return "undiscussed" if row["undiscussed"] else "between" if place.get(row["topic_id"]) == "between" else "meaning"


def propose(agreement: list[dict], place: Mapping[str, str], assume: Assumptions) -> tuple[list[dict], list[Finding], list[tuple]]:
    """Which agenda follows from the gap between group and interviews, and how is each topic opened?

    Reads: agreement, rows of unsaid.agreement_by_topic; place, topic_id -> where it sticks; assume
        agenda_from: only a gap that is above 0 in this share of the draws comes up.
    Gives: rows of the table agenda, findings (the order and an opening question each), and steps.
    Leaves out: what the facilitator knows and the figures do not; the order is a proposal.
    """
    compared = any(row["gap"] == row["gap"] for row in agreement)
    agreement = [row for row in agreement if row["gap_share"] >= assume["agenda_from"]]
    stake = [assume["unknown_stake"] if row["stake_1to5"] != row["stake_1to5"] else row["stake_1to5"] for row in agreement]
    plan = session_agenda(stake, [row["gap"] for row in agreement], [row["gap_share"] for row in agreement],
                          minutes=assume["session_minutes"], least=assume["topic_minutes"])
    rows = [{"item": item, "minutes": minutes, "score": float(plan.score[at]), "stake_1to5": stake[at],
             "opening_code": _opening(agreement[at], place), "opening_nl": None, "opening_en": None, "confirmed_date": pd.NaT}
            | {name: agreement[at][name] for name in ("topic_id", "topic", "gap", "gap_share")}
            for item, (at, minutes) in enumerate(zip(plan.order, plan.minutes, strict=True), 1)]
    steps = [("agenda_score", row["topic"], row["gap"], row["score"]) for row in rows]
    steps += [("agenda_waits", agreement[at]["topic"], agreement[at]["gap"], float(plan.score[at])) for at in plan.waiting]
    nothing = [Finding("intake.no_agenda", weight=0.5)] if compared and not rows else []
    return rows, nothing + _say(rows, assume["session_minutes"]), steps


def _say(rows: list[dict], minutes: int) -> list[Finding]:
    if not rows:
        return []
    found = [Finding("intake.agenda", facts={"n": len(rows), "topics": [row["topic"] for row in rows], "minutes": minutes}, weight=0.7)]
    for row in rows:
        facts = {"item": row["item"], "topic": row["topic"], "minutes": row["minutes"]}
        found.append(Finding(OPENINGS[row["opening_code"]], row["topic_id"], facts, 0.5 - row["item"] / 1000))
    return found
