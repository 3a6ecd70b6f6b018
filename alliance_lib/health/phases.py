"""In which phases do people see their team, and what would help it on? Ask, do not diagnose."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

PHASES = ("forming", "storming", "norming", "performing", "adjourning")
NEXT_STEP = {
    "forming": "meet_and_divide_roles",
    "storming": "name_differences",
    "norming": "fix_working_agreements",
    "performing": "keep_learning",
    "adjourning": "harvest_and_close",
}


@dataclass(frozen=True)
class TeamPhases:
    """How are the answers spread over the phases, per level?

    shares: level, phase, people, share of those who answered, and share_low and share_high, between
    which the share lies whatever the missing people would say. levels: level, asked, answered and
    next_steps (a tuple of codes). There is no column with one phase for a level.
    """

    shares: pd.DataFrame
    levels: pd.DataFrame


def team_phases(answers: Sequence, levels: Sequence, phases: Sequence[str] = PHASES) -> TeamPhases:
    """Over which phases are the people of each level spread?

    Reads: answers, one per person, 1 for the first of `phases` and so on, NaN for no answer; levels,
        the level of each person; phases, those that the question offered, in order.
    Gives: TeamPhases, levels and phases in the order of appearance; shares are NaN where nobody
        answered. Next steps: "compare_views" first if two people stand two or more phases apart, then
        the step that belongs to each most named phase (ties all stay), "ask_first" if nobody answered.
    Refuses: ValueError for unequal lengths, a person without a level, answers that are not whole
        numbers within the phases, an unknown phase.
    Source: Tuckman 1965; Tuckman & Jensen 1977. The steps are our own suggestions.
    Leaves out: a verdict; teams go back and forth, and the order of the phases is disputed.

    >>> team_phases([1, 1, 3], ["project"] * 3).levels["next_steps"][0]
    ('compare_views', 'meet_and_divide_roles')
    """
    given, level_of = _checked(answers, levels, phases)
    shares, summary = [], []
    for level in dict.fromkeys(level_of):
        of_level = given[[other == level for other in level_of]]
        named = of_level[~np.isnan(of_level)].astype(int)
        people = np.bincount(named - 1, minlength=len(phases))
        shares += _shares(level, people, asked=of_level.size, phases=phases)
        steps = _next_steps(people, phases)
        summary.append({"level": level, "asked": of_level.size, "answered": named.size, "next_steps": steps})
    columns = ["level", "phase", "people", "share", "share_low", "share_high"]
    about = ["level", "asked", "answered", "next_steps"]
    return TeamPhases(pd.DataFrame(shares, columns=columns), pd.DataFrame(summary, columns=about))


def _checked(answers: Sequence, levels: Sequence, phases: Sequence[str]) -> tuple[np.ndarray, list]:
    given, level_of = np.asarray(answers, dtype=float), list(levels)
    if given.shape != (len(level_of),):
        raise ValueError("every person needs one answer (or NaN) and one level")
    if any(level is None or level != level for level in level_of):
        raise ValueError("every person needs a level")
    if not set(phases) <= set(PHASES):
        raise ValueError(f"phases must be among {PHASES}, got {tuple(phases)}")
    told = given[~np.isnan(given)]
    if not np.isin(told, np.arange(1, len(phases) + 1)).all():
        raise ValueError(f"answers must be whole numbers 1..{len(phases)} or NaN")
    return given, level_of


def _shares(level: str, people: np.ndarray, *, asked: int, phases: Sequence[str]) -> list[dict]:
    answered = int(people.sum())
    return [
        {
            "level": level,
            "phase": phase,
            "people": int(count),
            "share": count / answered if answered else float("nan"),
            "share_low": count / asked,
            "share_high": (count + asked - answered) / asked,
        }
        for phase, count in zip(phases, people, strict=True)
    ]


def _next_steps(people: np.ndarray, phases: Sequence[str]) -> tuple[str, ...]:
    named = np.flatnonzero(people)
    if named.size == 0:
        return ("ask_first",)
    apart = ("compare_views",) if named[-1] - named[0] >= 2 else ()
    return (*apart, *(NEXT_STEP[phases[i]] for i in np.flatnonzero(people == people.max())))
