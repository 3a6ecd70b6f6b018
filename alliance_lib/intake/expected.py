"""What do people expect of the others, and is that what the others answer in private?"""

from dataclasses import dataclass

import numpy as np

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.intake.agreement import AnotherDay, hypergeometric_bounds, pluralistic_ignorance
from alliance_lib.intake.said import Said
from alliance_lib.result import Finding

EXPECTED = "opinions.expected_1to5"
NOBODY = (float("nan"), float("nan"))


@dataclass(frozen=True)
class Expectation:
    """How far is what people expect of the others from what the others answered, on one topic?

    difference: mean over people of expected minus what the others answered, in steps of the scale;
    band: the central 95 % over the draws. people: of how many it is known; apart: how many of them are
    a whole step or more away, on the side of the group; apart_bounds: how many of everybody that can be.
    """

    expected: float
    answered: float
    difference: float
    band: tuple[float, float]
    people: int
    apart: int
    apart_bounds: tuple[int, int]


def expectation(expected, private, day: AnotherDay) -> Expectation:
    """How far is what people expect of the others from what the others answered?

    Reads: expected and private, one answer per person of the whole roster, 1..points, NaN for no
        answer; day, how answers could have differed.
    Gives: Expectation; NaN where nobody expected anything or nobody else answered.
    Refuses: ValueError for unequal lengths or answers off the scale.
    Source: Prentice & Miller 1993; hypergeometric bounds for those who did not say what they expect.
    Leaves out: which of the others a person had in mind.
    """
    answers = np.stack([np.asarray(given, dtype=float) for given in (expected, private)])
    each = pluralistic_ignorance(*answers)
    known = ~np.isnan(each)
    if not known.any():
        return Expectation(_mean(answers[0]), _mean(answers[1]), float("nan"), NOBODY, 0, 0, (0, each.size))
    drawn = day.again(answers)
    differences = pluralistic_ignorance(drawn[:, 0], drawn[:, 1])[:, known].mean(axis=1)
    low, high = np.quantile(differences, [0.025, 0.975])
    difference = float(each[known].mean())
    apart = int((each[known] * np.sign(difference) >= 1).sum())
    return Expectation(_mean(answers[0]), _mean(answers[1]), difference, (float(low), float(high)), int(known.sum()),
                       apart, hypergeometric_bounds(apart, int(known.sum()), each.size))


def by_topic(said: Said, assume: Assumptions, day: AnotherDay) -> list[dict]:
    """On which topics do people expect something else of the others than these answer?

    Reads: said; assume expected_from, the steps from which a difference is mentioned.
    Gives: a row of the table expected per topic with an expectation; beyond: at least that many steps,
        and on one side of 0 in the whole band.
    """
    rows = []
    for at, topic in enumerate(said.topics[["topic_id", "topic"]].to_dict("records")):
        found = expectation(said.expected[:, at], said.private[:, at], day)
        if found.people:
            one_sided = found.band[0] > 0 or found.band[1] < 0
            rows.append(topic | {
                "expected_mean": found.expected, "answered_mean": found.answered, "difference": found.difference,
                "band_low": found.band[0], "band_high": found.band[1], "people_count": found.people,
                "apart_count": found.apart, "apart_low": found.apart_bounds[0], "apart_high": found.apart_bounds[1],
                "beyond": bool(one_sided and abs(found.difference) >= assume["expected_from"])})
    return rows


def published_bands(alliance: Alliance) -> list[dict]:
    """What is published of what people expect of the others: which band per group?

    Reads: published; of each topic the latest round with a figure, else the latest reason.
    Gives: rows of the table expected_bands, in the order of the topics; nothing else is said of it.
    """
    rows = alliance["published"]
    rows = rows[rows["question_code"] == EXPECTED]
    names = alliance.frames["topics"].set_index("topic_id")["name"]
    order = {topic: at for at, topic in enumerate(names.index)}
    found = []
    for topic in sorted(set(rows["topic_id"].dropna()), key=lambda one: (order.get(one, len(order)), one)):
        mine = rows[rows["topic_id"] == topic]
        shown = mine[mine["figure_code"].notna()]
        latest = (mine if shown.empty else shown)["round"].max()
        kept = mine[mine["round"] == latest].rename(columns={"figure_code": "band_code"}).sort_values("cell_code")
        found += [{"topic_id": topic, "topic": str(names.get(topic, topic))} | row for row in
                  kept[["cell_code", "band_code", "reason_code", "published_date"]].to_dict("records")]
    return found


def say(rows: list[dict], people: int) -> list[Finding]:
    """Which sentences follow from what people expect of the others?"""
    apart = sorted((row for row in rows if row["beyond"]), key=lambda row: -abs(row["difference"]))
    found = []
    for code, side in (("intake.expect_less", -1), ("intake.expect_more", 1)):
        topics = [row["topic"] for row in apart if row["difference"] * side > 0]
        if topics:
            found.append(Finding(code, facts={"n": len(topics), "topics": topics}, weight=0.72))
    if apart and apart[0]["people_count"] < people:
        first = apart[0]
        facts = {"topic": first["topic"], "n": first["apart_count"], "of": first["people_count"], "people": people,
                 "low": first["apart_low"], "high": first["apart_high"]}
        found.append(Finding("intake.expect_bounds", first["topic_id"], facts, 0.5))
    if rows and not apart:
        found.append(Finding("intake.expect_right", facts={"of": len(rows)}, weight=0.4))
    return found


def _mean(values: np.ndarray) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")
