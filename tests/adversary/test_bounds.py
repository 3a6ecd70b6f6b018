"""Nobody's answer is known, and three answers of everybody stay possible, to whoever keeps every page."""

from adversary import bounds
from adversary.alliances import Story, story
from adversary.published import Question, publish_all, questions

from adversary.enumeration import FEWEST_POSSIBLE

QUICK, FULL = 4, 60  # alliances


def attack(told: Story) -> tuple[list[Question], int, list[tuple]]:
    """Publish four times, then let everybody try: the questions, how many attempts, and what came out too well."""
    snapshots = told.snapshots()
    held, _ = publish_all(snapshots)
    found, tried = [], 0
    asked = questions(snapshots, held)
    for question in asked:
        for name, known in bounds.attackers(told.party_of()):
            possible = bounds.possible(list(question.cells), question.truth, question.points, known)
            tried += len(possible)
            assert all(question.truth[s] in left for s, left in possible.items()), "the truth must stay possible"
            found += [(len(left), name, question.name, s) for s, left in possible.items() if len(left) < FEWEST_POSSIBLE]
    return asked, tried, found


def test_no_outsider_insider_or_party_comes_close_to_anybodys_answer_over_four_publications(full, total):
    stories = [story(seed) for seed in range(FULL if full else QUICK)]
    attacks = [attack(one) for one in stories]
    scores = sum(len(question.truth) for asked, _, _ in attacks for question in asked)
    found = [one for _, _, found in attacks for one in found]
    total(f"{scores:,} person-scores in {len(stories)} alliances ({sum(s.saturated for s in stories)} saturated), "
          f"{sum(tried for _, tried, _ in attacks):,} attempts, {sum(left == 1 for left, *_ in found)} determined, "
          f"{len(found)} with fewer than three possible answers")
    assert not found
    assert scores >= (1_000 if full else 100)
