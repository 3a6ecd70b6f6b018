"""Which answers of each person stay possible for somebody who knows the published figures and some answers?

A figure depends only on how many people gave each answer, and people whose answers stand in exactly the
same figures (an "atom") cannot be told apart. So the unknowns are counts per atom and answer. Bands and
means bound a sum and are solved as integer programs (HiGHS) over all figures of a question at once; any
other figure by trying all counts. What cannot be solved raises Unsolved and counts as a failure.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import prod

import numpy as np
from adversary.enumeration import all_counts, published
from scipy.optimize import Bounds, LinearConstraint, milp

from alliance_lib.publication.safe_set import agreement_class, band

MOST_WAYS = 20_000_000
OPTIMAL, INFEASIBLE = 0, 2
Score = tuple  # (person, round): one answer of one person


class Unsolved(Exception):
    """A program that was not decided: a failure, never a pass."""


@dataclass(frozen=True)
class Between:
    """The answers in the cell add up to low..high."""

    low: int
    high: int


@dataclass(frozen=True)
class Equals:
    """A function of the counts in the cell has this value."""

    figure: Callable
    value: object


@dataclass(frozen=True)
class Cell:
    """One published figure: over whose answers, and what it says."""

    scores: frozenset
    says: Between | Equals


def band_cell(scores: Iterable[Score], points: int, code: str) -> Cell:
    """What a published band says about the sum."""
    scores = frozenset(scores)
    n = len(scores)
    sums = [s for s in range(n, points * n + 1) if band(_spread(s, n), points) == code]
    return Cell(scores, Between(sums[0], sums[-1]))


def class_cell(scores: Iterable[Score], code: str) -> Cell:
    """What a published agreement class says."""
    return Cell(frozenset(scores), Equals(agreement_class, code))


def _spread(total: int, n: int) -> list[int]:
    return [total // n + (i < total % n) for i in range(n)]


def attackers(party_of: Mapping) -> Iterator[tuple[str, frozenset]]:
    """An outsider, every insider, and every party that pools its people's answers: name, whose answers it knows."""
    yield "outsider", frozenset()
    for person in party_of:
        yield f"insider {person}", frozenset([person])
    for party in sorted(set(party_of.values())):
        yield f"party {party}", frozenset(p for p, held in party_of.items() if held == party)


def possible(cells: list[Cell], truth: Mapping[Score, int], points: int, known: frozenset) -> dict[Score, frozenset]:
    """Which answers stay possible, per score that is published and not known?

    Reads: the published cells; truth, every published score's answer, of which the attacker knows those of
        the people in known.
    """
    atoms = _atoms(cells)
    own = {atom: [truth[s] for s in scores if s[0] in known] for atom, scores in atoms.items()}
    counts = tuple((atom, len(atoms[atom]), tuple(own[atom].count(v) for v in range(1, points + 1))) for atom in atoms)
    says = tuple(cell.says for cell in cells)
    found = {atom: _of_atom(says, counts, atom, points) for atom, size, held in counts if size > sum(held)}
    return {s: found[atom] for atom, scores in atoms.items() for s in scores if s[0] not in known}


def _atoms(cells: list[Cell]) -> dict[tuple[int, ...], list[Score]]:
    """People's answers by the figures they stand in."""
    atoms: dict = {}
    for score in sorted(set().union(*(cell.scores for cell in cells))):
        atoms.setdefault(tuple(i for i, cell in enumerate(cells) if score in cell.scores), []).append(score)
    return dict(sorted(atoms.items()))


@cache
def _of_atom(says: tuple, counts: tuple, target: tuple, points: int) -> frozenset:
    """The possible answers of one unknown person in this atom."""
    if all(isinstance(one, Between) for one in says):
        return _by_program(says, counts, target, points)
    reached = {target}
    while True:  # all atoms that share a figure with the target, directly or through others
        wider = {a for a, _, _ in counts if any(set(a) & set(b) for b in reached)}
        if wider == reached:
            break
        reached = wider
    return _by_trying(says, tuple(one for one in counts if one[0] in reached), target, points)


def _by_program(says: tuple, counts: tuple, target: tuple, points: int) -> frozenset:
    """Lowest and highest answer by two integer programs, and each answer between them by its own."""
    scale, width = np.arange(1, points + 1), points * (len(counts) + 1)
    rows, low, high = [], [], []
    for at, (atom, size, held) in enumerate([*counts, (target, 1, (0,) * points)]):
        row = np.zeros(width)
        row[at * points:(at + 1) * points] = 1
        free = size - sum(held) - (atom == target and at < len(counts))  # the one that we ask about stands apart, last
        rows, low, high = [*rows, row], [*low, free], [*high, free]
    for i, one in enumerate(says):
        row = np.concatenate([scale * (i in atom) for atom in [*(a for a, _, _ in counts), target]])
        told = sum(int(scale @ held) for atom, _, held in counts if i in atom)
        rows, low, high = [*rows, row], [*low, one.low - told], [*high, one.high - told]
    constraint = LinearConstraint(np.array(rows), low, high)
    aim = np.concatenate([np.zeros(width - points), scale])
    ends = [_solve(sign * aim, constraint, width, None) for sign in (1, -1)]
    if None in ends:
        raise Unsolved("the figures contradict what is known")
    least, most = round(ends[0]), round(-ends[1])
    inside = [v for v in range(least + 1, most) if _solve(aim, constraint, width, width - points + v - 1) is not None]
    return frozenset([least, *inside, most])


def _solve(aim: np.ndarray, constraint: LinearConstraint, width: int, chosen: int | None) -> float | None:
    """The lowest value of the aim, None if there is no solution; chosen: a variable that must be 1."""
    least = np.zeros(width)
    if chosen is not None:
        least[chosen] = 1
    found = milp(aim, constraints=constraint, integrality=np.ones(width), bounds=Bounds(least, np.inf))
    if found.status not in (OPTIMAL, INFEASIBLE):
        raise Unsolved(found.message)
    return None if found.status == INFEASIBLE else found.fun


def _by_trying(says: tuple, counts: tuple, target: tuple, points: int) -> frozenset:
    """Each answer by all counts of everybody who shares a figure with the one that we ask about."""
    return frozenset(v for v in range(1, points + 1) if _fits(says, counts, (target, v), points))


def _fits(says: tuple, counts: tuple, asked: tuple, points: int) -> bool:
    ways = []
    for at, (atom, size, held) in enumerate(counts):
        mine = np.eye(points, dtype=int)[asked[1] - 1] if atom == asked[0] else np.zeros(points, dtype=int)
        tried = all_counts(size - sum(held) - int(mine.sum()), points) + np.array(held) + mine
        shape = [1] * len(counts) + [points]
        shape[at] = len(tried)
        ways.append(tried.reshape(shape))
    if prod(way.size // points for way in ways) > MOST_WAYS:
        raise Unsolved("too many counts to try")
    fits = np.ones([1] * len(counts), dtype=bool)
    for i in sorted({i for atom, _, _ in counts for i in atom}):
        whole = sum(way for way, (atom, _, _) in zip(ways, counts, strict=True) if i in atom)
        fits = fits & _says(says[i], whole, points)
    return bool(fits.any())


def _says(one: Between | Equals, counts: np.ndarray, points: int) -> np.ndarray:
    """Which of these counts give the published figure?"""
    if isinstance(one, Between):
        total = counts @ np.arange(1, points + 1)
        return (one.low <= total) & (total <= one.high)
    people = int(counts.reshape(-1, points)[0].sum())
    return _table(one, people, points)[tuple(np.moveaxis(counts[..., :-1], -1, 0))]


@cache
def _table(one: Equals, people: int, points: int) -> np.ndarray:
    """For every counts (the last answer is the rest): does it give this figure?"""
    table = np.zeros([people + 1] * (points - 1), dtype=bool)
    table[tuple(all_counts(people, points)[:, :-1].T)] = published(people, points, one.figure) == one.value
    return table
