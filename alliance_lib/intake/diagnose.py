"""What is left unsaid, at which level does it stick, and what cannot be said yet?"""

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.intake import agenda, gaps, owed, place, unsaid
from alliance_lib.intake.agreement import AnotherDay
from alliance_lib.intake.ladder import ladder, rungs
from alliance_lib.intake.ladder import say as say_ladder
from alliance_lib.intake.said import what_was_said
from alliance_lib.result import Finding, Result, frame, result
from alliance_lib.schema import codes


def diagnose(alliance: Alliance, *, assume: Assumptions, seed: int) -> Result:
    """What is left unsaid, at which level does it stick, and what cannot be said yet?

    Reads: people, topics, opinions or published, interviews, complaints, decisions; any may be empty.
        assume as in assumptions.toml of this room; seed of the draws.
    Gives: Result with agreement (figures, facilitator), classes (published), agenda, ladder, owed,
        waiting, place and coverage; findings name what was found and every gap.
    Refuses: nothing; what is not there becomes a finding.
    Source: van der Eijk 2001 (agreement), Szekely & Rizzo 2013 (levels), Kaplan & Meier 1958 (waiting).
    Leaves out: who said what; for a shared audience everything that rests on answers of people and was
        not published.

    >>> from alliance_lib import assumptions
    >>> from alliance_lib.alliance import from_frames
    >>> empty = diagnose(from_frames({}, round=1), assume=assumptions.load("intake"), seed=1)
    >>> empty.findings[0].code
    'intake.missing_parties'
    """
    said = what_was_said(alliance)
    day = AnotherDay(assume["step_probability"], assume["draws"], seed)
    agreement = unsaid.agreement_by_topic(said, assume, day)
    classes = unsaid.published_classes(alliance)
    places, say_place = place.place_by_topic(said, assume, day)
    items, say_agenda, steps = agenda.propose(agreement, {row["topic_id"]: row["place_code"] for row in places}, assume)
    rungs_found, say_rungs = _complaints(alliance)
    decisions = owed.asked_by_now(alliance)
    owing = owed.open_decisions(decisions)
    covered = gaps.coverage(alliance, said)
    tables = {"agreement": agreement, "classes": classes, "agenda": items, "place": places, "ladder": rungs_found,
              "owed": owing, "waiting": owed.waiting_by_level(decisions), "coverage": covered}
    findings = [*unsaid.say_numbers(agreement), *unsaid.say_classes(classes), *say_place, *say_agenda, *say_rungs,
                *owed.say(decisions, owing), *gaps.say_gaps(alliance, said, covered)]
    return result("intake", {name: frame("intake", name, rows) for name, rows in tables.items()}, findings, steps)


def _complaints(alliance: Alliance) -> tuple[list[dict], list[Finding]]:
    felt = alliance["complaints"]
    found = ladder(felt["symptom_level_code"], felt["cause_level_code"], list(codes()["level"]))
    return rungs(found), say_ladder(found)
