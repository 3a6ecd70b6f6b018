"""What do the meetings cost in hours, and which decisions have no meeting that may take them?"""

import numpy as np

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding


def hours_per_year(members, meetings_per_year, meeting_hours) -> np.ndarray:
    """How many hours a year does each meeting take, of everybody together?

    Reads: one number per meeting: members, times a year, hours each time; NaN for not known.
    Gives: members x times x hours; NaN where one of the three is not known.
    Refuses: ValueError for unequal lengths, negative or infinite numbers.
    Leaves out: what was decided in those hours.

    >>> hours_per_year([5, 8], [8, 22], [4, 3]).tolist()
    [160.0, 528.0]
    """
    given = [np.asarray(one, dtype=float) for one in (members, meetings_per_year, meeting_hours)]
    if len({one.shape for one in given}) != 1 or given[0].ndim != 1:
        raise ValueError("members, meetings_per_year and meeting_hours must be rows of equal length")
    if any(np.isinf(one).any() or (one < 0).any() for one in given):
        raise ValueError("meetings need finite numbers, not negative")
    return given[0] * given[1] * given[2]


def meetings(alliance: Alliance) -> tuple[dict, list[Finding]]:
    """Which meetings are there, what do they cost, and what does nobody decide?

    Reads: bodies, decision_types.
    Gives: rows of the tables bodies (the costliest first) and decision_types (without a meeting first), findings.
    """
    bodies, kinds = alliance["bodies"], alliance["decision_types"]
    hours = hours_per_year(bodies["members_count"], bodies["meetings_per_year"], bodies["meeting_hours"])
    bodies = bodies.assign(hours=hours).sort_values(["hours", "body_id"], ascending=[False, True])
    names = dict(zip(bodies["body_id"], bodies["name"], strict=True))
    kinds = kinds.assign(decides=kinds["body_id"].map(names), homeless=kinds["body_id"].isna())
    kinds = kinds.sort_values(["homeless", "decision_type_id"], ascending=[False, True])
    tables = {"bodies": bodies[["body_id", "name", "level_code", "members_count", "meetings_per_year", "meeting_hours", "hours", "mandate"]],
              "decision_types": kinds[["decision_type_id", "name", "decides"]]}
    return tables, _say(bodies["hours"].to_numpy(), kinds)


def _say(hours: np.ndarray, kinds) -> list[Finding]:
    known = hours[~np.isnan(hours)]
    said = []
    if known.size:
        said.append(Finding("intake.meetings_cost", facts={"n": int(known.size), "hours": int(np.round(known.sum()))}, weight=0.58))
    if known.size < hours.size:
        said.append(Finding("intake.meetings_unknown", facts={"n": int(hours.size - known.size), "of": int(hours.size)}, weight=0.35))
    homeless = kinds.loc[kinds["homeless"], "name"].tolist()
    if homeless:
        said.append(Finding("intake.no_body", facts={"n": len(homeless), "of": len(kinds), "kinds": homeless}, weight=0.71))
    elif len(kinds):
        said.append(Finding("intake.all_have_body", facts={"of": len(kinds)}, weight=0.3))
    return said
