"""At which level does it stick: overall, and on which topics?"""

import numpy as np

from alliance_lib.assumptions import Assumptions
from alliance_lib.intake.agreement import AnotherDay
from alliance_lib.intake.said import Said
from alliance_lib.intake.sticking import PLACES, PROJECT, STEERING, UNCLEAR, Sticking, sticking
from alliance_lib.result import Finding

OVERALL = {"steering": "intake.sticks_steering", "project": "intake.sticks_project",
           "between": "intake.sticks_between", "own": "intake.sticks_own"}
TOPICS = {"steering": "intake.topics_steering", "project": "intake.topics_project",
          "between": "intake.topics_between", "own": "intake.topics_own"}
WHOLE = ""  # the topic_id of the row over all topics


def place_by_topic(said: Said, assume: Assumptions, day: AnotherDay) -> tuple[list[dict], list[Finding]]:
    """At which level does it stick, overall and per topic, and how sure is that?

    Reads: said; assume named_from; day, how answers could have differed.
    Gives: rows of the table place, the first over all topics, and findings; no rows without two levels
        that answered in private.
    Source: intake.sticking; a level is named only from named_from on, otherwise nobody can tell.
    Leaves out: people of other levels than steering group and project team.
    """
    answered = ~np.isnan(said.private)
    silent = [level for level in (STEERING, PROJECT) if not answered[said.level == level].any()]
    if silent:
        seen = [Finding("intake.missing_level", level, {"level": level}, 0.45) for level in silent]
        return [], seen if answered.any() else []
    found = sticking(said.private, said.party, said.level, day, named_from=assume["named_from"])
    topics = said.topics.loc[answered.any(axis=0), ["topic_id", "topic"]]
    rows = [{"topic_id": WHOLE, "topic": WHOLE} | _row(found.overall_distance, found.overall_share, found.overall_place)]
    rows += [topic | _row(found.distance[at], found.share[at], found.place[at]) for at, topic in topics.to_dict("index").items()]
    return rows, _say(found, rows)


def _row(distance: np.ndarray, share: np.ndarray, place: str) -> dict:
    named = dict(zip(PLACES, zip(distance, share, strict=True), strict=True))
    steps = {f"{name}_steps": float(step) for name, (step, _) in named.items()}
    return steps | {f"{name}_share": float(part) for name, (_, part) in named.items()} | {"place_code": place}


def _say(found: Sticking, rows: list[dict]) -> list[Finding]:
    said = [Finding("intake.sticks_unclear", weight=0.55)]
    if found.overall_place != UNCLEAR:
        share = float(np.nanmax(found.overall_share))
        said = [Finding(OVERALL[found.overall_place], facts={"share": share}, weight=0.8)]
    for place in PLACES:
        topics = [row["topic"] for row in rows[1:] if row["place_code"] == place]
        if topics:
            said.append(Finding(TOPICS[place], facts={"n": len(topics), "topics": topics}, weight=0.65))
    return said
