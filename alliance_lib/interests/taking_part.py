"""Who took part, and who was not heard?"""

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding

TENANTS = "tenants"


def heard(alliance: Alliance) -> list[dict]:
    """Was each person heard in this round, in a session or in an interview?

    Reads: people on the roster by now, participation and interviews of this round.
    Gives: a row per person, once anything was kept: party, level_code, role_code, sessions_count, turns_count, heard_code:
        spoke, interviewed (only), present (did not speak), not_heard; NaN where nothing was kept. No score of anybody.
    Leaves out: the weight of what was said; names, which stay in the dossier.
    """
    people, kept = alliance["people"], alliance["participation"]
    kept = kept[kept["round"] == alliance.round].set_index("person_id")[["sessions_count", "turns_count"]]
    talks = alliance["interviews"]
    spoken = set(talks.loc[(talks["round"] == alliance.round) & (talks["status_code"] == "done"), "person_id"])
    if kept.empty:
        return []
    people = people[people["joined_round"] <= alliance.round].join(kept, on="person_id").sort_values("person_id")
    people = people.assign(party=[alliance.party_names.get(party, party) for party in people["party_id"]],
                           heard_code=[_heard(row, row["person_id"] in spoken) for row in people.to_dict("records")])
    return people[["person_id", "party", "level_code", "role_code", "sessions_count", "turns_count", "heard_code"]].to_dict("records")


def say_heard(alliance: Alliance, rows: list[dict]) -> list[Finding]:
    """How many people were not heard, of which parties, and do tenants have a voice?"""
    found, groups = [], alliance.frames["stakeholders"]
    seated = TENANTS in set(alliance.frames["parties"]["type_code"])
    tenants = groups.loc[groups["kind_code"] == TENANTS, "at_table_code"]
    if len(groups) and not seated and not tenants.isin(["yes", "heard"]).any():
        found.append(Finding("interests.tenants_unheard", "stakeholders", weight=0.58))
    if alliance.shared:
        return found
    if not rows:
        return [*found, Finding("interests.missing_participation", "participation", weight=0.33)]
    silent = [row for row in rows if row["heard_code"] in ("present", "not_heard")]
    parties = list(dict.fromkeys(row["party"] for row in silent))
    if not silent:
        return [*found, Finding("interests.all_heard", "participation", {"n": len(rows)}, 0.35)]
    return [*found, Finding("interests.not_heard", "participation", {"n": len(silent), "of": len(rows), "parties": parties}, 0.69)]


def _heard(row: dict, interviewed: bool) -> object:
    if row["turns_count"] > 0:
        return "spoke"
    if interviewed:
        return "interviewed"
    if row["sessions_count"] > 0:
        return "present" if row["turns_count"] == 0 else None  # nobody counted whether this person spoke
    return "not_heard" if row["sessions_count"] == 0 else None
