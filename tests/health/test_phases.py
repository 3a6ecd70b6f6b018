"""The team's phase is how the answers spread, never one label."""

import pytest

from alliance_lib.health.phases import NEXT_STEP, PHASES, team_phases

NAN = float("nan")


def shares(found, level):
    return found.shares[found.shares["level"] == level].set_index("phase")


def steps(answers, **kwargs):
    return team_phases(answers, ["project"] * len(answers), **kwargs).levels["next_steps"][0]


def test_every_level_has_its_own_distribution():
    found = team_phases([1, 1, 2, 4], ["steering", "steering", "steering", "project"])
    assert shares(found, "steering")["people"].tolist() == [2, 1, 0, 0, 0]
    assert shares(found, "project")["share"].tolist() == [0, 0, 0, 1, 0]


def test_the_shares_of_a_level_add_up_to_one_among_those_who_answered():
    found = team_phases([1, 2, 2, NAN, 5], ["project"] * 5)
    assert shares(found, "project")["share"].sum() == pytest.approx(1)
    assert found.levels[["asked", "answered"]].iloc[0].tolist() == [5, 4]


def test_missing_answers_widen_what_the_share_can_be():
    norming = shares(team_phases([3, 3, NAN, NAN], ["project"] * 4), "project").loc["norming"]
    assert (norming["share"], norming["share_low"], norming["share_high"]) == (1, 0.5, 1)


def test_without_missing_answers_the_share_is_known():
    found = team_phases([1, 2, 2], ["project"] * 3).shares
    assert (found["share_low"] == found["share"]).all() and (found["share_high"] == found["share"]).all()


def test_nobody_answered_gives_no_share_but_the_step_to_ask():
    found = team_phases([NAN, NAN], ["project"] * 2)
    assert found.shares["share"].isna().all() and found.levels["answered"][0] == 0
    assert found.levels["next_steps"][0] == ("ask_first",)


def test_nobody_asked_gives_empty_tables_of_the_same_shape():
    found = team_phases([], [])
    assert found.shares.empty and list(found.shares.columns) == list(team_phases([1], ["project"]).shares.columns)
    assert found.levels.empty


def test_there_is_no_column_with_one_phase_per_level():
    found = team_phases([1, 1, 1], ["project"] * 3)
    assert not {"phase", "team_phase", "label"} & set(found.levels.columns)
    assert len(shares(found, "project")) == len(PHASES)


@pytest.mark.parametrize("phase", range(1, 6))
def test_each_phase_has_its_own_next_step(phase):
    assert steps([phase] * 4) == (NEXT_STEP[PHASES[phase - 1]],)


def test_a_tie_is_handed_back_as_two_steps():
    assert steps([2, 2, 3, 3]) == (NEXT_STEP["storming"], NEXT_STEP["norming"])


def test_people_two_phases_apart_first_compare_their_views():
    assert steps([1, 3, 3]) == ("compare_views", NEXT_STEP["norming"])
    assert steps([2, 3, 3]) == (NEXT_STEP["norming"],)


def test_a_question_that_offered_four_phases_has_four_rows():
    found = team_phases([4, 1], ["project"] * 2, phases=PHASES[:4])
    assert found.shares["phase"].tolist() == list(PHASES[:4])


def test_the_order_of_people_makes_no_difference():
    one, other = team_phases([1, 4, NAN], ["project"] * 3), team_phases([NAN, 4, 1], ["project"] * 3)
    assert one.shares.equals(other.shares) and one.levels.equals(other.levels)


@pytest.mark.parametrize(
    ("answers", "levels", "phases"),
    [
        ([0], ["project"], PHASES),
        ([6], ["project"], PHASES),
        ([5], ["project"], PHASES[:4]),
        ([1.5], ["project"], PHASES),
        ([float("inf")], ["project"], PHASES),
        ([1, 2], ["project"], PHASES),
        ([1], [None], PHASES),
        ([1], ["project"], ("honeymoon",)),
    ],
)
def test_answers_off_the_list_and_people_without_level_are_refused(answers, levels, phases):
    with pytest.raises(ValueError):
        team_phases(answers, levels, phases)
