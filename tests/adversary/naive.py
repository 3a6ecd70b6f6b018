"""Publications that look careful and are not: each gives somebody away, and the suite must see it."""

from collections.abc import Mapping

import numpy as np
from adversary.bounds import Between, Cell, Equals, band_cell

from alliance_lib.publication.safe_set import band

POINTS = 5
Answers = Mapping[tuple, int]  # (person, round) -> answer


def per_party_means(answers: Answers, party_of: Mapping, level_of: Mapping) -> list[Cell]:
    return [_sum(own, answers) for own in _groups(answers, party_of)]


def mean_with_one_decimal(answers: Answers, party_of: Mapping, level_of: Mapping) -> list[Cell]:
    n, shown = len(answers), round(sum(answers.values()) / len(answers), 1)
    sums = [s for s in range(n, POINTS * n + 1) if round(s / n, 1) == shown]
    return [Cell(frozenset(answers), Between(sums[0], sums[-1]))]


def lowest_and_highest(answers: Answers, party_of: Mapping, level_of: Mapping) -> list[Cell]:
    return [_cell(answers, lambda counts: str(np.flatnonzero(counts)[[0, -1]]))]


def counts_per_answer(answers: Answers, party_of: Mapping, level_of: Mapping) -> list[Cell]:
    return [_cell(answers, str)]


def levels_and_their_total(answers: Answers, party_of: Mapping, level_of: Mapping) -> list[Cell]:
    return [_band(own, answers) for own in [*_groups(answers, level_of), list(answers)]]


def again_with_a_joiner(answers: Answers, party_of: Mapping, level_of: Mapping) -> list[Cell]:
    return [_band(list(answers)[:-1], answers), _band(list(answers), answers)]


def small_groups(answers: Answers, party_of: Mapping, level_of: Mapping) -> list[Cell]:
    scores = list(answers)
    return [_band(scores[n:n + 2], answers) for n in range(0, len(scores) - 1, 2)]


SCHEMES = (per_party_means, mean_with_one_decimal, lowest_and_highest, counts_per_answer, levels_and_their_total,
           again_with_a_joiner, small_groups)


def _groups(answers: Answers, group_of: Mapping) -> list[list[tuple]]:
    return [[s for s in answers if group_of[s[0]] == group] for group in sorted({group_of[p] for p, _ in answers})]


def _sum(scores: list[tuple], answers: Answers) -> Cell:
    total = sum(answers[s] for s in scores)
    return Cell(frozenset(scores), Between(total, total))


def _band(scores: list[tuple], answers: Answers) -> Cell:
    return band_cell(scores, POINTS, band([answers[s] for s in scores], POINTS))


def _cell(answers: Answers, figure) -> Cell:
    held = list(answers.values())
    return Cell(frozenset(answers), Equals(figure, figure([held.count(v) for v in range(1, POINTS + 1)])))
