"""What is fixed and what is left open, and does talking end in decisions and work?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.health.balance import planned_balance
from alliance_lib.result import Finding

TAGS = {"fixed": 1.0, "open": 0.0}
OUTCOMES = ["decisions_count", "actions_count", "delivered_count"]


def planned(alliance: Alliance) -> tuple[dict[str, pd.DataFrame], list[Finding], list[tuple]]:
    """Which part of this round's agenda, and of each phase, is fixed beforehand?

    Reads: plan_items (planned_code "fixed", "open" or empty; phase_number empty is the agenda), phases for names.
    Gives: table "planned" (a row for the agenda and for each phase), a warning where all that was tagged is
        fixed or all is open, and a step per row. Every part counts once.
    Leaves out: which share is right.
    """
    items = alliance["plan_items"]
    names = dict(zip(alliance["phases"]["phase_number"], alliance["phases"]["name"], strict=True))
    groups = [("agenda", float("nan"), "", items[items["phase_number"].isna() & (items["round"] == alliance.round)])]
    groups += [("phase", number, names.get(number, f"{number:.0f}"), rows) for number, rows in items.groupby("phase_number")]
    rows = [{"part_code": part, "phase_number": number, "phase": name, **_balance(held)}
            for part, number, name, held in groups if len(held)]
    made = pd.DataFrame(rows)
    if made.empty:
        return {}, [Finding("health.missing_planned", weight=0.21)], []
    steps = [("planned", row["phase"] or "agenda", row["fixed"], row["fixed"] + row["open"]) for row in rows]
    return {"planned": made}, _unbalanced(made), steps


def _balance(items: pd.DataFrame) -> dict:
    found = planned_balance(items["planned_code"].map(TAGS).astype(float))
    return {"fixed": int(found.fixed), "open": int(found.open), "untagged": int(found.untagged),
            "share_fixed": found.share_fixed, "warning_code": found.warning}


def _unbalanced(made: pd.DataFrame) -> list[Finding]:
    found = []
    for code, weight in (("all_fixed", 0.51), ("all_open", 0.5)):
        held = made[made["warning_code"] == code]
        if (held["part_code"] == "agenda").any():
            found.append(Finding(f"health.agenda_{code}", facts={}, weight=weight))
        phases = list(held.loc[held["part_code"] == "phase", "phase"])
        if phases:
            found.append(Finding(f"health.phases_{code}", facts={"phases": phases, "n": len(phases)}, weight=weight))
    tagged = made["warning_code"].isna() & made["share_fixed"].notna()
    return found or [Finding("health.planned_balanced", weight=0.2)] if tagged.any() or found else [
        Finding("health.planned_untagged", weight=0.21)]


def talk(alliance: Alliance) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Which share of the time together ended without any decision, action or product?

    Reads: gatherings with minutes and the three counts; empty counts were not kept and say nothing.
    Gives: table "talk" (a row per round: gatherings, minutes, without_minutes, share_without, decisions,
        actions, delivered, not_kept) and findings on this round.
    Leaves out: whether a talk without outcome was useful; it may have been.
    """
    held = alliance["gatherings"]
    if held.empty:
        return {}, [Finding("health.missing_gatherings", weight=0.21)]
    made = pd.DataFrame([{"round": int(number), **_talked(rows)} for number, rows in held.groupby("round")])
    now = held[held["round"] == alliance.round]
    if now.empty:
        return {"talk": made}, [Finding("health.no_gatherings", facts={"round": alliance.round}, weight=0.21)]
    return {"talk": made}, _outcomes(now, made[made["round"] == alliance.round].iloc[0])


def _talked(rows: pd.DataFrame) -> dict:
    kept = rows[rows[OUTCOMES].notna().any(axis=1)]
    minutes = kept["minutes"].sum()
    without = kept.loc[_nothing(kept), "minutes"].sum()
    counts = {name.removesuffix("_count"): kept[name].sum(min_count=1) for name in OUTCOMES}
    return {"gatherings": len(rows), "minutes": minutes, "without_minutes": without,
            "share_without": without / minutes if minutes > 0 else float("nan"), **counts, "not_kept": len(rows) - len(kept)}


def _nothing(rows: pd.DataFrame) -> pd.Series:
    return rows[OUTCOMES].fillna(0).sum(axis=1) == 0


def _outcomes(rows: pd.DataFrame, talked: pd.Series) -> list[Finding]:
    kept = rows[rows[OUTCOMES].notna().any(axis=1)]
    if kept.empty:
        return [Finding("health.outcomes_not_kept", facts={"n": len(rows)}, weight=0.31)]
    told = kept[["decisions_count", "actions_count"]]
    open_end = int(((told.fillna(0).sum(axis=1) == 0) & told.notna().all(axis=1)).sum())
    counts = {name: int(talked[name]) if talked[name] == talked[name] else 0 for name in ("decisions", "actions", "delivered")}
    found = [Finding("health.talk_outcomes", facts={"n": len(kept), **counts}, weight=0.31)]
    if talked["share_without"] > 0:
        found.append(Finding("health.talk_without", facts={"share": float(talked["share_without"])}, weight=0.37))
    if open_end:
        found.append(Finding("health.no_close", facts={"n": open_end, "total": len(kept)}, weight=0.46))
    return found
