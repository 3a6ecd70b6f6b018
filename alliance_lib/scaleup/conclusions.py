"""What does a chart of the forecast conclude? Chosen among the result's findings, or two of them in one sentence."""

import pandas as pd

from alliance_lib.result import Finding, Result


def said(result: Result, *wanted: str) -> Finding | None:
    """Which finding answers? The first of these codes that was found, the heaviest of it; None if none was."""
    held = {found.code: found for found in reversed(result.findings)}
    return next((held[code] for code in wanted if code in held), None)


def first(result: Result, start: str) -> Finding:
    """Which is the heaviest finding whose name begins so? If none does, that there is nothing to play with."""
    return next((found for found in result.findings if found.code.startswith(f"scaleup.{start}")), Finding("scaleup.nothing_asked"))


def last(result: Result, *wanted: str) -> Finding | None:
    """Which is the last finding with one of these codes? Another party than the first one, where there are more."""
    return next((found for found in reversed(result.findings) if found.code in wanted), None)


def first_gate(result: Result, gate: pd.DataFrame) -> Finding | None:
    """What is said of the chance of the gate that is least likely to open?

    Reads: gate, rows of the table phases with an open_share.
    """
    number = str(gate.loc[gate["open_share"].idxmin(), "phase_number"])
    return next((found for found in result.findings if found.subject == number and ".gate_" in found.code and "p" in found.facts), None)


def now_and_later(result: Result) -> Finding | None:
    """How far are we beside the plan, and how far is it expected to come? One sentence; None if the first is not known."""
    now, later = said(result, "scaleup.behind", "scaleup.ahead", "scaleup.on_plan"), said(result, "scaleup.homes_by")
    if now is None or later is None:
        return now
    facts = {"end": later.facts["day"], "middle": later.facts["middle"], "total": later.facts["planned"]}
    return Finding(f"scaleup.progress_{now.code.removeprefix('scaleup.')}", facts={**now.facts, **facts})


def one_page(result: Result) -> Finding:
    """How big do we think, how small do we begin, and how many goals lack a first step? The last where it is known."""
    big, steps = said(result, "scaleup.big_small"), said(result, "scaleup.no_first_step")
    if big is None or steps is None:
        return big or Finding("scaleup.nothing_page")
    return Finding("scaleup.one_page", facts={**big.facts, "of": steps.facts["of"], "days": steps.facts["days"], "goals_open": steps.facts["n"]})


def most_worth(result: Result) -> Finding:
    """Which better release gives most homes?"""
    told = [found for found in result.findings if found.code == "scaleup.worth"]
    return max(told, key=lambda found: found.facts["homes"], default=Finding("scaleup.nothing_asked"))
