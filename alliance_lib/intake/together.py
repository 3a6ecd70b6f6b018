"""What do the parties do jointly, what did they go through, and who is not at the table?"""

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding
from alliance_lib.schema import codes


def activities(alliance: Alliance) -> tuple[list[dict], list[Finding]]:
    """What is done jointly, and what does each do alone?

    Reads: activities. Gives: rows of the table activities, joint ones first, and a finding.
    """
    rows = alliance["activities"]
    rows = rows.assign(who=rows["party_id"].map(alliance.party_names)).sort_values(["mode_code", "activity_id"], ascending=[False, True])
    joint = int((rows["mode_code"] == "joint").sum())
    said = [Finding("intake.jointly", facts={"n": joint, "of": len(rows)}, weight=0.54)] if len(rows) else []
    return rows[["activity_id", "name", "mode_code", "who"]].to_dict("records"), said


def events(alliance: Alliance) -> tuple[list[dict], list[Finding]]:
    """What did the parties go through together, in the order of time?

    Reads: events. Gives: rows of the table events and a finding; no judgement of who was the cause.
    """
    rows = alliance["events"].sort_values(["event_date", "event_id"])
    count = rows["kind_code"].value_counts()
    facts = {"of": len(rows), "successes": int(count.get("success", 0)), "disappointments": int(count.get("disappointment", 0))}
    said = [Finding("intake.history", facts=facts, weight=0.42)] if len(rows) else []
    return rows[["event_id", "event_date", "kind_code", "text"]].to_dict("records"), said


def stakeholders(alliance: Alliance) -> tuple[list[dict], list[Finding]]:
    """Who has an interest in the work and is not at the table?

    Reads: stakeholders; parties, because a party at the table counts for its kind.
    Gives: rows of the table stakeholders, who is not at the table first, and findings: who is not
        there, and which kinds nobody wrote down.
    """
    rows, order = alliance["stakeholders"], ["no", "heard", "yes"]
    known = rows["at_table_code"].map({code: at for at, code in enumerate(order)}).astype(float)
    rows = rows.assign(at=known).sort_values(["at", "stakeholder_id"])
    absent = rows.loc[rows["at_table_code"] == "no", "name"].tolist()
    seated = {"supplier": "suppliers"}
    held = set(rows["kind_code"]) | {seated.get(kind, kind) for kind in alliance.frames["parties"]["type_code"]}
    forgotten = [kind for kind in codes()["stakeholder_kind"] if kind not in held | {"other"}]
    said = []
    if absent:
        said.append(Finding("intake.not_at_table", facts={"n": len(absent), "of": len(rows), "names": absent}, weight=0.53))
    if len(rows) and forgotten:
        said.append(Finding("intake.stakeholders_forgotten", facts={"n": len(forgotten), "kinds": forgotten}, weight=0.4))
    return rows[["stakeholder_id", "name", "kind_code", "at_table_code", "interest"]].to_dict("records"), said
