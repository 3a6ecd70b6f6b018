"""Nobody's answer is known, and three answers of everybody stay possible, to whoever keeps every page."""

from collections import Counter
from dataclasses import dataclass

from adversary import bounds
from adversary.alliances import story
from adversary.enumeration import FEWEST_POSSIBLE
from adversary.published import Question, carried, publish_all, questions
from adversary.workers import spread

QUICK, FULL = 2, 52  # alliances
TOLD = 10  # in so many of them the attacker is also told which answers did not change since the last round


@dataclass(frozen=True)
class Attack:
    """How many answers were published, of how many people, and for every attempt how many stayed possible."""

    scores: int
    left: Counter
    told: Counter


def attack(seed: int) -> Attack:
    """Publish an alliance four times, then let the outsider, every insider and every party try."""
    held = story(seed)
    snapshots = held.snapshots()
    asked = questions(snapshots, publish_all(snapshots))
    bands = [carried(q) for q in asked if q.name == "opinions.expected_1to5"] if seed < TOLD else []
    left, told = (sum((tried(q, held.party_of()) for q in some), Counter()) for some in (asked, bands))
    return Attack(sum(len(q.truth) for q in asked), left, told)


def tried(question: Question, party_of) -> Counter:
    """How often did so many answers stay possible, over all attackers and answers that they do not know?"""
    counted: Counter = Counter()
    for _, known in bounds.attackers(party_of):
        possible = bounds.possible(list(question.cells), question.truth, question.points, known)
        assert all(question.truth[s] in left for s, left in possible.items()), "the truth must stay possible"
        counted.update(len(left) for left in possible.values())
    return counted


def few(counted: Counter) -> int:
    return sum(times for left, times in counted.items() if left < FEWEST_POSSIBLE)


def test_no_outsider_insider_or_party_comes_close_to_anybodys_answer_over_four_publications(full, total):
    seeds = range(FULL if full else QUICK)
    attacks = spread(attack, seeds)
    scores = sum(one.scores for one in attacks)
    left, told = (sum((getattr(one, name) for one in attacks), Counter()) for name in ("left", "told"))
    total(scores, "person-scores")
    total(len(seeds), "alliances")
    total(sum(story(seed).saturated for seed in seeds), "of them saturated")
    total(left.total(), "attempts")
    total(left[1], "determined")
    total(few(left), "with fewer than three possible answers")
    total(few(told), f"so (for information) of {told.total():,} attempts when told which answers did not change")
    assert not few(left)
    assert scores >= (1_000 if full else 100)
