"""What could it become, how sure are we, and what holds the next phase?"""

import math

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding, Result, frame, result
from alliance_lib.scaleup import (
    allocation, case, conditions, frontier, futures, gates, labels, market, outlook, payback, phasing, plan, progress, ramp, reliability,
    sensitivity, staffing, stored, track,
)  # fmt: skip
from alliance_lib.scaleup.likelihood import chance


def forecast(alliance: Alliance, *, assume: Assumptions, seed: int) -> Result:
    """What could it become, how sure are we, and what holds the next phase?

    Reads: complexes, release_conditions, phases, gate_decisions, allocation, releases, builders, goals, goal_choices,
        lessons, commitments, forecasts, parties, the reference date; any may be empty. assume as in assumptions.toml
        of this room; seed of the draws.
    Gives: Result with the tables of results.toml. Done and released property is certain, an overdue promise comes
        today at the earliest, the rest is played out.
    Refuses: nothing; what is not there becomes a finding.
    Source: Wright 1936 (learning), Flyvbjerg 2006 (overrun ratio), Efron & Morris 1973 (few promises).
    Leaves out: how far work under way has come; complexes without a builder or a promised date.

    >>> from alliance_lib import assumptions
    >>> from alliance_lib.alliance import from_frames
    >>> empty = forecast(from_frames({}, round=1), assume=assumptions.load("scaleup"), seed=1)
    >>> empty.findings[0].code
    'scaleup.missing_complexes'
    """
    found, record, given = plan.read(alliance, assume), track.read(alliance, assume), allocation.table(alliance)
    owners = {owner: name for owner, name in alliance.party_names.items()
              if owner in set(found.owners) | set(record.releases["owner_id"])}
    tables, said = _looked_back(alliance, found, assume)
    tracked = track.table(record, owners)
    tables |= {"allocation": given, "promises": record.releases, "track": tracked, "survival": track.survival(record)}
    said += [*plan.say(found), *allocation.say(given), *track.say(tracked), *phasing.ambitions(alliance, assume)]
    if found.rows.empty:
        said.append(Finding("scaleup.missing_complexes" if alliance["complexes"].empty else "scaleup.nothing_dated", "complexes", weight=0.97))
        return _made(tables, said, [])
    more, told, steps = _played(alliance, found, case.build(found, record, alliance["builders"], assume, seed), assume, seed)
    return _made(tables | more, said + told, steps)


def _made(tables: dict, said: list[Finding], steps: list[tuple]) -> Result:
    return result("scaleup", {name: frame("scaleup", name, rows) for name, rows in tables.items()}, said, steps)


def _looked_back(alliance: Alliance, found: plan.Plan, assume: Assumptions) -> tuple[dict, list[Finding]]:
    """Tables and findings on what happened, without any future: conditions, labels, ramp, and how earlier forecasts did."""
    tables = {"checklist": conditions.table(alliance), "labels": labels.table(found), "ramp": ramp.table(found, math.floor(assume["tolerance_months"])),
              "scores": stored.table(alliance, conditions.complexes(alliance))}
    return tables, [*conditions.say(alliance, tables["checklist"]), *labels.say(tables["labels"], len(found.rows)), *ramp.say(tables["ramp"]),
                    *stored.say(tables["scores"])]


def _played(alliance: Alliance, found: plan.Plan, built: case.Case, assume: Assumptions, seed: int) -> tuple[dict, list[Finding], list[tuple]]:
    """Tables, findings and steps that rest on the futures."""
    tolerance = math.floor(assume["tolerance_months"])
    ahead = futures.play(found, built, seed)
    done = progress.completed(found, ahead)
    own = _own(alliance)
    phases = phasing.table(found, tolerance, built, ahead)
    dates = outlook.calendar(found, built, ahead, tolerance)
    builders = outlook.builders(found, built, ahead, alliance.party_names, own)
    page = gates.page(alliance, found, phases)
    tables = {"progress": progress.table(found, done), "homes": outlook.homes(found, ahead), "phases": phases, "page": page,
              "calendar": dates, "builders": builders}
    told = gates.say(alliance, found, page)
    if built.done.all():
        return tables, [*told, Finding("scaleup.all_done", facts={"homes": int(built.base_homes)}, weight=0.9)], phasing.steps(phases)
    said = [*told, *progress.say(found), *outlook.say_homes(found, done, assume), *outlook.say_calendar(dates),
            *outlook.say_builders(builders), *phasing.say(phases, built, ahead, assume), *_better(found, built, ahead, assume, seed)]
    more, answers = _asked(alliance, found, built, assume, seed)
    return tables | more, said + answers, phasing.steps(phases)


def _own(alliance: Alliance) -> set[str]:
    return set(alliance["builders"].dropna(subset="capacity_homes_per_month")["party_id"])


def _asked(alliance: Alliance, found: plan.Plan, whole: case.Case, assume: Assumptions, seed: int) -> tuple[dict, list[Finding]]:
    """What if: money, over-planning, more reliable release, what drives it, and how to phase. Each with the same luck."""
    built, own = futures.fewer(whole, assume["what_if_scenarios"]), _own(alliance)
    ahead = futures.play(found, built, seed)
    paid = payback.table(found, built, alliance["builders"], allocation.table(alliance), seed)
    staffed = staffing.table(found, built, assume, seed)
    worth = reliability.table(found, built, ahead, (alliance.party_names, own), seed)
    drivers = sensitivity.table(found, built, assume, seed)
    front = frontier.table(found, built, assume, seed)
    tables = {"cost": market.table(ahead), "payback": paid, "staffing": staffed, "worth": worth, "drivers": drivers, "frontier": front}
    bare = not set(alliance["builders"].dropna(subset="first_home_keur")["party_id"]) >= set(found.builders)
    return tables, [*market.say(ahead, bare, assume), *payback.say(paid, assume), *staffing.say(found, staffed, assume),
                    staffing.pulled_forward(found, built, assume, seed), *reliability.say(found, worth), *sensitivity.say(drivers),
                    *frontier.say(front, assume)]


def _better(found: plan.Plan, built: case.Case, ahead: futures.Futures, assume: Assumptions, seed: int) -> list[Finding]:
    """What if property is released faster than expected here: the same luck, a shorter delay?"""
    if found.rows["released"].notna().all():
        return []
    faster = futures.play(found, built, seed, {"mu_shift": -assume["reliability_gain"]})
    facts = {"cut": 1 - math.exp(-assume["reliability_gain"])}
    gate = len(found.phases) - 2
    if gate >= built.open_gates:
        before, after = (chance(float((one.gate_month[:, gate] < found.months).mean())) for one in (ahead, faster))
        return [Finding("scaleup.better_gate", facts=facts | {"phase": found.phases["name"].iloc[-1], "before": before, "after": after}, weight=0.81)]
    last = min(max(progress.last_quarter(found), 0), found.months // 3 - 1)
    before, after = (round(float(futures.quantiles(progress.completed(found, one)[:, last])[1])) for one in (ahead, faster))
    facts |= {"day": found.month_start(3 * (last + 1)), "before": before, "after": after}
    return [Finding("scaleup.better_homes", facts=facts, weight=0.81)]
