"""What is left unsaid, at which level does it stick, and what cannot be said yet?"""

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.intake import (
    agenda,
    bouncing,
    cadence,
    dependency,
    expected,
    gaps,
    market,
    meetings,
    messages,
    next_steps,
    owed,
    place,
    questions,
    reveal,
    risks,
    together,
    unsaid,
    values,
)
from alliance_lib.intake.agreement import AnotherDay
from alliance_lib.intake.ladder import ladder, rungs
from alliance_lib.intake.ladder import say as say_ladder
from alliance_lib.intake.said import Said, what_was_said
from alliance_lib.result import Finding, Result, frame, result
from alliance_lib.schema import codes


def diagnose(alliance: Alliance, *, assume: Assumptions, seed: int) -> Result:
    """What is left unsaid, at which level does it stick, and what cannot be said yet?

    Reads: the tables of the start and of the intake; any may be empty. assume as in assumptions.toml
        of this room; seed of the draws.
    Gives: Result with the tables of results.toml: what is unsaid and expected, where it sticks, the
        agenda and next steps (as confirmed, or proposed to the facilitator), the ladder, decisions,
        meetings, messages, the market mirror, and who the parties are to each other; findings name
        what was found and every gap.
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
    tables, findings, steps = _answers(alliance, said, assume, AnotherDay(assume["step_probability"], assume["draws"], seed))
    rungs_found, say_rungs, unknown = _complaints(alliance)
    covered = gaps.coverage(alliance, said)
    mirrored, say_market, mirror = market.market(alliance, assume)
    tables |= {"ladder": rungs_found, "coverage": covered} | mirrored
    findings += [*say_rungs, *say_market, *gaps.say_gaps(alliance, said, covered)]
    for more, sentences in (_decisions(alliance), meetings.meetings(alliance), _parties(alliance), _sessions(alliance, tables["agenda"], assume)):
        tables, findings = tables | more, findings + sentences
    tender = market.better_on_the_market(mirror, assume["market_same_from"])
    tables["next_steps"], say_steps, why = next_steps.steps(alliance, next_steps.signs(tables, unknown, tender, next_steps.aimless(alliance)))
    say_steps += next_steps.say_route(alliance)
    shaped = {name: frame("intake", name, rows) for name, rows in tables.items()}
    return result("intake", shaped, [*findings, *say_steps], [*steps, *why])


def _answers(alliance: Alliance, said: Said, assume: Assumptions, day: AnotherDay) -> tuple[dict, list[Finding], list[tuple]]:
    """What follows from what people answered, or from what was published of it."""
    agreement, classes = unsaid.agreement_by_topic(said, assume, day), unsaid.published_classes(alliance)
    others, (places, say_place) = expected.by_topic(said, assume, day), place.place_by_topic(said, assume, day)
    items, say_agenda, steps = agenda.agenda(alliance, agreement, {row["topic_id"]: row["place_code"] for row in places}, assume)
    tables = {"agreement": agreement, "classes": classes, "expected": others, "expected_bands": expected.published_bands(alliance),
              "place": places, "agenda": items}
    return tables, [*unsaid.say_numbers(agreement), *unsaid.say_classes(classes), *expected.say(others, len(said.people)),
                    *say_place, *say_agenda], steps


def _complaints(alliance: Alliance) -> tuple[list[dict], list[Finding], int]:
    felt = alliance["complaints"]
    found = ladder(felt["symptom_level_code"], felt["cause_level_code"], list(codes()["level"]))
    return rungs(found), say_ladder(found), int(found.unknown.sum())


def _decisions(alliance: Alliance) -> tuple[dict, list[Finding]]:
    """What is decided, what waits, what goes back and forth, and what hangs on it."""
    asked = owed.asked_by_now(alliance)
    owing = owed.open_decisions(asked)
    bounces, say_bounces = bouncing.travelled(alliance)
    hanging, say_hanging = dependency.dependency(alliance, asked)
    pairs, say_messages = messages.between_levels(alliance)
    tables = {"links": dependency.links(alliance, asked), "owed": owing, "waiting": owed.waiting_by_level(asked), "waiting_curve": owed.waiting_curve(asked),
              "bounces": bounces, "dependency": hanging, "messages": pairs}
    return tables, [*owed.say(asked, owing), *say_bounces, *say_hanging, *say_messages]


def _sessions(alliance: Alliance, items: list[dict], assume: Assumptions) -> tuple[dict, list[Finding]]:
    """When are sessions, in which steps do topics come on the table, which questions and risks lie under them?"""
    found = {"questions": questions.questions(alliance), "sessions": cadence.cadence(alliance, assume),
             "reveal": reveal.reveal(alliance, items, assume), "risks": risks.risks(alliance, assume)}
    tables = {name: rows for name, (rows, _) in found.items()} | {"released": questions.released(alliance)}
    return tables, [finding for _, said in found.values() for finding in said]


def _parties(alliance: Alliance) -> tuple[dict, list[Finding]]:
    """What the parties do jointly, went through, who is not there, and what weighs most for each."""
    found = {"activities": together.activities(alliance), "events": together.events(alliance),
             "stakeholders": together.stakeholders(alliance), "values": values.values(alliance)}
    return {name: rows for name, (rows, _) in found.items()}, [finding for _, said in found.values() for finding in said]
