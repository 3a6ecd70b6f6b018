"""Which steps help the collaboration on? At most three, each following from a finding."""

from collections.abc import Sequence

from alliance_lib.result import Finding

# In this order: first the people, then what they say, then the work. (proposal, the findings that lead to it)
RULES = (
    ("introduce", ("health.content_before_meeting", "health.pairs_missing")),
    ("record_introductions", ("health.missing_introductions",)),
    ("form_team", ("health.team_step_overdue",)),
    ("fill_disciplines", ("health.discipline_missing",)),
    ("compare_views", ("health.split",)),
    ("ask_what_changed", ("health.down",)),
    ("discuss_low", ("health.low",)),
    ("bring_levels_together", ("health.levels_differ",)),
    ("clear_late_actions", ("health.late_actions",)),
    ("close_with_actions", ("health.no_close",)),
    ("ask_pulse", ("health.missing_pulse",)),
    ("agree_actions", ("health.missing_actions",)),
    ("date_actions", ("health.undated_actions",)),
    ("pass_on_lessons", ("health.nothing_adopted",)),
    ("bound_experiments", ("health.experiments_unbound", "health.experiments_overdue")),
    ("leave_room", ("health.agenda_all_fixed", "health.phases_all_fixed")),
    ("promise_years", ("health.years_of_nobody", "health.uncommitted")),
    ("ask_examples", ("health.as_chance",)),
)
HEAVIEST = 0.8


def interventions(found: Sequence[Finding], most: int) -> tuple[list[dict], list[Finding], list[tuple]]:
    """Which next steps do the rules propose?

    Reads: the findings so far; most, how many proposals are made.
    Gives: rows of "interventions" (rank, intervention_code, because_code), a Finding
        "health.try_<proposal>" each with the facts of the finding that led to it, and a step for every
        rule that applied, also for those beyond `most`. A rule applies once, to its first finding.
    Leaves out: whether a step suits these people; it is a proposal to change or drop.
    """
    applied = []
    for proposal, reasons in RULES:
        because = next((f for reason in reasons for f in found if f.code == reason), None)
        if because is not None:
            applied.append((proposal, because))
    steps = [(f"try_{proposal}", rank, most, because.code) for rank, (proposal, because) in enumerate(applied, 1)]
    rows, said = [], []
    for rank, (proposal, because) in enumerate(applied[:most], 1):
        rows.append({"rank": rank, "intervention_code": proposal, "because_code": because.code})
        said.append(Finding(f"health.try_{proposal}", because.subject, {**because.facts, "rank": rank},
                            HEAVIEST - rank / 100))
    return rows, said, steps
