"""Why is collaborating hard here, and at which level does it play?"""

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.schema import codes


def risk_class(score: float, low_below: float, high_from: float) -> str | None:
    """In which class does this score fall: low, middle or high? None where nobody scored.

    Reads: score 1..5 or NaN; low_below and high_from, the bounds.

    >>> [risk_class(score, 2.5, 3.5) for score in (1, 3, 5, float("nan"))]
    ['low', 'middle', 'high', None]
    """
    if score != score:
        return None
    return "low" if score < low_below else "high" if score >= high_from else "middle"


def risks(alliance: Alliance, assume: Assumptions) -> tuple[list[dict], list[Finding]]:
    """Which risks of collaboration play, and at which level?

    Reads: risk_checks of this round, entered by the facilitator; a shared audience has none. assume
        risk_low_below and risk_high_from.
    Gives: a row per risk in the order of the list, with a class per level; nothing if none was scored; findings:
        the high ones with their level, and how many of the list were not scored at any level.
    Source: the list of the article on co-creation between corporations (10 July 2023).
    Leaves out: how the risks work on each other; a class is the facilitator's reading, not a measurement.
    """
    held = alliance["risk_checks"]
    held = held[(held["round"] == alliance.round) & held["score_1to5"].notna()]
    bounds = assume["risk_low_below"], assume["risk_high_from"]
    found = {(row["risk_code"], row["level_code"]): risk_class(row["score_1to5"], *bounds) for row in held.to_dict("records")}
    if not found:
        return [], []
    listed, levels = list(codes()["collaboration_risk"]), list(codes()["level"])
    rows = [{"risk_code": risk} | {f"{level}_class": found.get((risk, level)) for level in levels} for risk in listed]
    said = []
    for level in reversed(levels):
        high = [risk for risk in listed if found.get((risk, level)) == "high"]
        if high:
            said.append(Finding("intake.risks_high", level, {"n": len(high), "level": level, "risks": high}, 0.52))
    left = [risk for risk in listed if not any(found.get((risk, level)) for level in levels)]
    if left:
        said.append(Finding("intake.risks_unscored", facts={"n": len(left), "of": len(listed)}, weight=0.32))
    return rows, said
