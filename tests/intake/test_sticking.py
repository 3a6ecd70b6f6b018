"""At which level it sticks: planted worlds are found, worlds without a pattern are not named."""

from itertools import combinations
from statistics import mean, median

import numpy as np
import pytest

from alliance_lib.intake.agreement import AnotherDay
from alliance_lib.intake.sticking import PLACES, PROJECT, STEERING, UNCLEAR, level_distances, sticking

NAN = float("nan")
# Five in the steering group, one per party; eight in the project team, at most two per party.
PARTY = np.array(list("abcde") + list("abcdeabc"))
LEVEL = np.array([STEERING] * 5 + [PROJECT] * 8)
CAMPS = [1, 1, 3, 5, 5]
DAY = AnotherDay(probability=0.3, draws=500, seed=2)


def planted(pattern, seed, topics=10):
    """Thirteen people on some topics, everybody at 3 except for what the pattern says.

    The camps 1,1,3,5,5 are dealt anew over the parties for each topic, a person says what the own
    party says; "between" is 1 against 4; "own" is a project team that says the mirror image (6 - x)
    of its own director; "none" is 2..4 per person and topic. Every answer then moves one step with
    probability .3, by random numbers of the world's own.
    """
    rng = np.random.default_rng([seed, 7])
    steering = (LEVEL == STEERING)[:, None]
    camps = np.array([rng.permutation(CAMPS) for _ in range(topics)]).T[np.searchsorted(list("abcde"), PARTY)]
    calm = np.full(camps.shape, 3)
    answers = {
        "steering": np.where(steering, camps, calm),
        "project": np.where(steering, calm, camps),
        "between": np.where(steering, calm - 2, calm + 1),
        "own": np.where(steering, camps, 6 - camps),
        "none": rng.integers(2, 5, camps.shape),
    }[pattern]
    step = rng.choice([-1, 0, 1], size=camps.shape, p=[0.15, 0.7, 0.15])
    return np.clip(answers + step, 1, 5).astype(float)


def named(pattern, seeds):
    days = [AnotherDay(probability=0.3, draws=500, seed=seed) for seed in range(seeds)]
    return [sticking(planted(pattern, day.seed), PARTY, LEVEL, day).overall_place for day in days]


SEEDS = [40, pytest.param(200, marks=pytest.mark.slow)]


@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize("place", PLACES)
def test_a_planted_disagreement_is_found_at_its_level(place, seeds):
    assert named(place, seeds).count(place) >= 0.95 * seeds


@pytest.mark.parametrize("seeds", SEEDS)
def test_without_a_pattern_the_answer_is_cannot_tell(seeds):
    assert named("none", seeds).count(UNCLEAR) >= 0.90 * seeds


def test_without_a_pattern_hardly_any_single_topic_is_named():
    places = [place for seed in range(20) for place in sticking(planted("none", seed), PARTY, LEVEL, DAY).place]
    assert places.count(UNCLEAR) >= 0.95 * len(places)


def by_hand(answers, party, level):
    """The four distances by their definition, one pair at a time."""
    people = [person for person in range(len(party)) if answers[person] == answers[person]]
    pairs = [(i, j) for i, j in combinations(people, 2) if party[i] != party[j]]

    def apart(*levels):
        return mean(abs(answers[i] - answers[j]) for i, j in pairs if sorted((level[i], level[j])) == sorted(levels))

    group, project = apart(STEERING, STEERING), apart(PROJECT, PROJECT)
    own = []
    for name in sorted(set(party)):
        sides = [[answers[i] for i in people if (party[i], level[i]) == (name, side)] for side in (STEERING, PROJECT)]
        if all(sides):
            own.append(abs(median(sides[0]) - median(sides[1])))
    return [group, project, 2 * apart(STEERING, PROJECT) - group - project, mean(own)]


def test_the_distances_equal_the_definition_taken_pair_by_pair():
    rng = np.random.default_rng(9)
    answers = rng.integers(1, 6, (13, 6)).astype(float)
    answers[rng.random(answers.shape) < 0.15] = NAN
    expected = [by_hand(answers[:, topic].tolist(), PARTY.tolist(), LEVEL.tolist()) for topic in range(6)]
    assert level_distances(answers, PARTY, LEVEL) == pytest.approx(np.array(expected))


def test_the_planted_distances_are_those_of_a_sum_on_paper():
    """Camps within the steering group: ten pairs at 0, 2, 2, 2, 2, 4, 4, 4, 4, 0; the rest at 3."""
    answers = np.where(LEVEL == STEERING, [*CAMPS, *CAMPS, *CAMPS[:3]], 3)[:, None]
    group, project, _, own = level_distances(answers, PARTY, LEVEL)[0]
    assert (group, project, own) == pytest.approx((24 / 10, 0, 8 / 5))
    shifted = np.where(LEVEL == STEERING, 1, 4)[:, None]
    assert level_distances(shifted, PARTY, LEVEL)[0].tolist() == [0, 0, 6, 3]


def test_distances_of_draws_equal_those_of_each_draw_alone():
    answers = np.random.default_rng(1).integers(1, 6, (4, 13, 3)).astype(float)
    each = np.array([level_distances(draw, PARTY, LEVEL) for draw in answers])
    assert level_distances(answers, PARTY, LEVEL) == pytest.approx(each)


def test_a_difference_within_one_party_is_not_a_difference_between_parties():
    found = level_distances([[1], [5], [3]], ["a", "a", "b"], [STEERING] * 3)
    assert found[0, 0] == 2


def test_other_levels_do_not_count():
    answers = planted("steering", 1)
    extra = np.vstack([answers, np.full((2, 10), 5.0)])
    found = sticking(extra, [*PARTY, "a", "b"], [*LEVEL, "execution", "board"], DAY)
    assert found.distance == pytest.approx(sticking(answers, PARTY, LEVEL, DAY).distance)


def test_everybody_the_same_is_cannot_tell():
    found = sticking(np.full((13, 10), 3.0), PARTY, LEVEL, DAY)
    assert found.distance.tolist() == [[0, 0, 0, 0]] * 10
    assert found.overall_place == UNCLEAR and set(found.place) == {UNCLEAR}


def test_a_tie_names_nobody():
    """Without coding error all distances are zero: none is the largest."""
    found = sticking(np.full((13, 2), 3.0), PARTY, LEVEL, AnotherDay(0.0, 50, 1))
    assert found.share.tolist() == [[0, 0, 0, 0]] * 2 and found.place == (UNCLEAR, UNCLEAR)


def test_all_opposed_between_the_levels_is_between():
    found = sticking(np.where(LEVEL == STEERING, 1.0, 5.0)[:, None], PARTY, LEVEL, DAY)
    assert found.distance.tolist() == [[0, 0, 8, 4]] and found.place == ("between",)


def test_nobody_answered_gives_no_figures_and_no_level():
    found = sticking(np.full((13, 2), NAN), PARTY, LEVEL, DAY)
    assert np.isnan(found.distance).all() and np.isnan(found.share).all() and np.isnan(found.overall_share).all()
    assert found.place == (UNCLEAR, UNCLEAR) and found.overall_place == UNCLEAR


def test_no_topics_or_no_people_at_all_is_cannot_tell():
    found = sticking(np.empty((13, 0)), PARTY, LEVEL, DAY)
    assert found.place == () and found.overall_place == UNCLEAR
    found = sticking(np.empty((0, 2)), [], [], DAY)
    assert found.place == (UNCLEAR, UNCLEAR) and found.overall_place == UNCLEAR


def test_a_topic_that_the_project_team_did_not_answer_is_not_named_and_does_not_count():
    answers = planted("steering", 3)
    answers[LEVEL == PROJECT, 0] = NAN
    found = sticking(answers, PARTY, LEVEL, DAY)
    assert found.place[0] == UNCLEAR and np.isnan(found.distance[0, 1:]).all() and found.distance[0, 0] > 0
    assert found.overall_distance == pytest.approx(found.distance[1:].mean(axis=0))
    assert found.overall_place == "steering"


def test_one_party_alone_has_nothing_to_compare_with():
    found = sticking([[1.0], [5.0], [5.0]], list("aaa"), [STEERING, PROJECT, PROJECT], DAY)
    assert found.distance[0, 3] == 4 and np.isnan(found.distance[0, :3]).all()
    assert found.overall_place == UNCLEAR


def test_two_parties_can_be_compared():
    answers = np.array([[1.0] * 6, [5.0] * 6, [3.0] * 6, [3.0] * 6])
    found = sticking(answers, list("abab"), [STEERING] * 2 + [PROJECT] * 2, DAY)
    assert found.distance[0].tolist() == [4, 0, 0, 2] and found.overall_place == "steering"


def test_with_one_person_per_party_the_own_organisation_is_out_of_the_question():
    answers = np.tile([[1.0], [5.0], [3.0], [3.0], [3.0]], 8)
    found = sticking(answers, list("abcde"), [STEERING] * 2 + [PROJECT] * 3, DAY)
    assert np.isnan(found.overall_distance[3]) and np.isnan(found.overall_share[3])
    assert found.overall_place == "steering"


def test_the_order_of_people_and_topics_does_not_matter():
    answers, rng = planted("own", 4), np.random.default_rng(4)
    people, topics = rng.permutation(13), rng.permutation(10)
    found = sticking(answers, PARTY, LEVEL, DAY)
    moved = sticking(answers[people][:, topics], PARTY[people], LEVEL[people], DAY)
    assert moved.distance == pytest.approx(found.distance[topics])
    assert moved.overall_place == found.overall_place == "own"


def test_the_shares_are_those_of_the_draws_and_the_seed_repeats_them():
    answers = planted("none", 5)
    found = sticking(answers, PARTY, LEVEL, DAY)
    drawn = level_distances(DAY.again(answers), PARTY, LEVEL).mean(axis=1)
    largest = np.array([[row[place] > np.delete(row, place).max() + 1e-9 for place in range(4)] for row in drawn])
    assert found.overall_share == pytest.approx(largest.mean(axis=0))
    assert found.share.tolist() == sticking(answers, PARTY, LEVEL, DAY).share.tolist()


def test_a_level_is_named_from_ninety_nine_of_a_hundred_on():
    answers = planted("none", 5)
    share = sticking(answers, PARTY, LEVEL, DAY).overall_share
    largest = PLACES[int(share.argmax())]
    assert 0.5 < share.max() < 0.99
    assert sticking(answers, PARTY, LEVEL, DAY, named_from=float(share.max())).overall_place == largest
    assert sticking(answers, PARTY, LEVEL, DAY).overall_place == UNCLEAR


@pytest.mark.parametrize("answers", [[1.0, 2.0], [[1.0], [6.0]], [[1.0], [np.inf]], [[1.0]]])
def test_answers_that_do_not_fit_are_refused(answers):
    with pytest.raises(ValueError):
        sticking(answers, ["a", "b"], [STEERING, PROJECT], DAY)


def test_a_threshold_that_could_name_two_levels_is_refused():
    with pytest.raises(ValueError):
        sticking([[1.0], [2.0]], ["a", "b"], [STEERING, PROJECT], DAY, named_from=0.4)


def test_the_result_cannot_be_changed_and_the_answers_are_not():
    answers = planted("none", 6)
    before = answers.copy()
    found = sticking(answers, PARTY, LEVEL, DAY)
    with pytest.raises(ValueError):
        found.distance[0, 0] = 9
    assert np.array_equal(answers, before)
