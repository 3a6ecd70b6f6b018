"""What a chart concludes: chosen among the findings, or two of them in one sentence."""

import pandas as pd

from alliance_lib.result import Finding, result
from alliance_lib.scaleup import conclusions
from alliance_lib.words import Words

DAY, END = pd.Timestamp(2026, 3, 1), pd.Timestamp(2031, 7, 1)
HOMES = Finding("scaleup.homes_by", facts={"day": END, "planned": 3000, "low": 448, "middle": 910, "high": 1494}, weight=0.95)
ON_PLAN = Finding("scaleup.on_plan", facts={"day": DAY, "done": 46, "planned": 46, "gap": 0}, weight=0.7)
BIG = Finding("scaleup.big_small", facts={"homes": 3000, "phase": "klein", "first": 120, "done": 46, "share": 0.015}, weight=0.78)


def of(*findings):
    return result("scaleup", {}, findings, [])


def test_how_far_we_are_is_said_with_how_far_it_is_expected_to_come():
    said = Words("nl").finding(conclusions.now_and_later(of(HOMES, ON_PLAN)))
    assert said == ("Op 1 maart 2026 zijn er 46 woningen gereed, zoals gepland. "
                    "Op 1 juli 2031 zijn het er naar verwachting 910; het plan zegt 3.000.")


def test_without_a_forecast_only_how_far_we_are_is_said():
    assert conclusions.now_and_later(of(ON_PLAN)) == ON_PLAN and conclusions.now_and_later(of(HOMES)) is None


def test_the_one_page_counts_the_goals_without_a_first_step_where_that_is_known_a49():
    steps = Finding("scaleup.no_first_step", facts={"n": 2, "of": 3, "days": 90, "goals": ["a", "b"]}, weight=0.6)
    assert Words("en").finding(conclusions.one_page(of(BIG, steps))).endswith("Without a first step within 90 days: 2 of the 3 goals that stay.")
    assert conclusions.one_page(of(BIG)) == BIG and conclusions.one_page(of()).code == "scaleup.nothing_page"


def test_the_release_that_gives_most_homes_is_the_conclusion():
    few, many = (Finding("scaleup.worth", gain, {"gain": gain, "day": END, "homes": homes}, 0.61) for gain, homes in (("month", 33), ("step", 72)))
    assert conclusions.most_worth(of(few, many)) == many and conclusions.most_worth(of()).code == "scaleup.nothing_asked"


def test_the_first_and_the_last_of_a_kind_are_different_parties():
    vliet, lisdodde = (Finding("scaleup.track_late", owner, {"owner": owner}, 0.85) for owner in ("De Vliet", "De Lisdodde"))
    told = of(vliet, lisdodde)
    assert conclusions.said(told, "scaleup.track_late") == vliet and conclusions.last(told, "scaleup.track_late") == lisdodde
    assert conclusions.first(told, "track") == vliet and conclusions.said(told, "scaleup.ramp") is None


def test_the_gate_that_is_least_likely_to_open_is_the_one_to_speak_of():
    gates = pd.DataFrame({"phase_number": [1, 2], "open_share": [0.9, 0.2]})
    told = [Finding(f"scaleup.gate_{word}", number, {"p": p}, 0.88) for word, number, p in (("very_likely", "1", 0.9), ("unlikely", "2", 0.2))]
    assert conclusions.first_gate(of(*told), gates) == told[1]
