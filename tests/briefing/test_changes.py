"""What changed since the last round: new, gone, different, decided and done; from two things shown to the same readers."""

import pandas as pd

from alliance_lib.briefing.changes import MOST, changes
from alliance_lib.publication import Publication
from alliance_lib.result import Finding, result

NO_ROWS = {"decisions": [], "actions": []}


def shown(*findings: Finding, round: int = 1, **about) -> Publication:
    return Publication({"round": round} | NO_ROWS | about, {"goals": result("goals", {}, findings)})


def say(name: str, subject: str = "", weight: float = 0.5, **facts) -> Finding:
    return Finding(f"goals.{name}", subject, facts, weight)


def test_the_same_twice_is_no_change():
    found = changes(shown(say("a", n=1), round=2), shown(say("a", n=1)))
    assert (found.since, found.fresh, found.gone, found.moved, found.left) == (1, (), (), (), 0)


def test_what_is_new_what_is_gone_and_what_reads_differently_are_told_apart():
    found = changes(shown(say("a", n=2), say("b")), shown(say("a", n=1), say("c")))
    assert [one.code for one in found.fresh] == ["goals.b"] and [one.code for one in found.gone] == ["goals.c"]
    assert [(was.facts["n"], is_now.facts["n"]) for was, is_now in found.moved] == [(1, 2)]


def test_another_thing_said_of_the_same_subject_is_a_difference_and_not_a_coming_and_a_going():
    found = changes(shown(say("likely", "G1")), shown(say("unlikely", "G1")))
    assert (found.fresh, found.gone) == ((), ()) and [is_now.code for _, is_now in found.moved] == ["goals.likely"]


def test_what_is_missing_is_no_news_and_the_heaviest_come_first():
    many = [say(f"f{n}", weight=n / 10) for n in range(MOST + 2)]
    found = changes(shown(say("missing_goals"), *many), shown())
    assert [one.weight for one in found.fresh] == sorted((one.weight for one in many), reverse=True)[:MOST] and found.left == 2


def test_what_was_decided_or_done_meanwhile_is_named():
    row = {"subject": "Start fase 1", "decided_date": None}
    found = changes(shown(decisions=[row | {"decided_date": "2025-03-01"}]), shown(decisions=[row]))
    assert found.decided == ("Start fase 1",) and found.done == ()


def test_a_fact_that_is_a_date_can_be_compared():
    day = pd.Timestamp(2025, 1, 1)
    assert changes(shown(say("a", day=day)), shown(say("a", day=day))).moved == ()
