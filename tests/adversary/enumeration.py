"""How many answers of a stranger stay possible for whoever knows the figure and some answers?

Exact enumeration on counts: a figure depends only on how many people gave each answer, so an
attacker's knowledge is the counts of the answers it knows and the published figure. A stranger's
answer stays possible if some counts of the whole cell contain the known answers and that one,
and give the published figure. Run as a script for the totals up to 13 people.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np

from alliance_lib.publication import safe_set

MOST_PEOPLE = 13
FEWEST_POSSIBLE = 3
SCALES = (5, 4)


def band_of(counts) -> str:
    """The published band of a cell, from its counts."""
    return safe_set.band(np.repeat(np.arange(1, len(counts) + 1), counts).tolist(), len(counts))


FIGURES = {"band": band_of, "agreement class": safe_set.agreement_class}


@cache
def all_counts(people: int, points: int) -> np.ndarray:
    """Every way in which so many people can spread over the answers: (ways, points)."""
    if points == 1:
        return np.array([[people]])
    parts = [(first, all_counts(people - first, points - 1)) for first in range(people + 1)]
    return np.concatenate([np.insert(rest, 0, first, axis=1) for first, rest in parts])


@cache
def published(people: int, points: int, figure) -> np.ndarray:
    """The figure of every way of `all_counts`, as the library publishes it."""
    return np.array([figure(row) for row in all_counts(people, points).tolist()])


@cache
def possible(people: int, known: int, points: int, figure) -> np.ndarray:
    """How many answers of a stranger stay possible: (figures, known counts); 0 where the two exclude each other."""
    whole, values = all_counts(people, points), published(people, points, figure)
    seen = all_counts(known, points)[:, None, :] + np.eye(points, dtype=int)
    contains = (whole >= seen[:, :, None, :]).all(axis=-1)  # known counts x stranger's answer x whole
    return np.array([(contains & (values == value)).any(axis=-1).sum(axis=-1) for value in np.unique(values)])


def fewest_possible(people: int, known: int, points: int, figure) -> int:
    """The fewest answers that stay possible, over everything that can be answered."""
    counts = possible(people, known, points, figure)
    return int(counts[counts > 0].min())


def rosters(people: int, largest: int | None = None) -> Iterator[tuple[int, ...]]:
    """Every division of the people over parties, largest party first."""
    if people == 0:
        yield ()
    for size in range(min(people, largest or people), 0, -1):
        yield from ((size, *rest) for rest in rosters(people - size, size))


def party_of(roster: tuple[int, ...]) -> dict[str, str]:
    """A roster of people by name from the sizes of the parties."""
    return {f"p{party}.{person}": f"party{party}" for party, size in enumerate(roster) for person in range(size)}


def safe_rosters(most_people: int, points: int) -> list[tuple[int, ...]]:
    """Every roster that the rule accepts."""
    sizes = range(1, most_people + 1)
    return [roster for people in sizes for roster in rosters(people) if safe_set.safe(party_of(roster), points)]


def weakest(most_people: int, points: int, figure) -> tuple[int, int, int]:
    """(accepted rosters, situations tried, fewest possible answers) over outsider, insiders and parties."""
    accepted, tried, fewest = safe_rosters(most_people, points), 0, points
    for roster in accepted:
        for known in sorted({0, 1, *roster}):
            tried += int((possible(sum(roster), known, points, figure) > 0).sum())
            fewest = min(fewest, fewest_possible(sum(roster), known, points, figure))
    return len(accepted), tried, fewest


def smallest_cell(own: int, points: int, figure, most_people: int) -> int:
    """From how many people in all is a party of `own` people always left with three possible answers?"""
    sizes = range(own + 2, most_people + 1)
    failing = [n for n in sizes if fewest_possible(n, own, points, figure) < FEWEST_POSSIBLE]
    return max(failing, default=own + 1) + 1


def smallest_by_rule(own: int, points: int) -> int:
    """The smallest cell that the rule accepts with a party of `own` people; the others come alone."""
    return next(n for n in range(own + 2, 99) if safe_set.safe(party_of((own, *[1] * (n - own))), points))


def main() -> None:
    """Print the totals for every roster up to 13 people."""
    for points in SCALES:
        for name, figure in FIGURES.items():
            accepted, tried, fewest = weakest(MOST_PEOPLE, points, figure)
            own = range(1, 5)
            rule = [smallest_by_rule(k, points) for k in own]
            needed = [smallest_cell(k, points, figure, 16) for k in own]
            print(f"{points}-point {name}: {accepted} safe rosters, {tried} situations, at least {fewest} possible")
            print(f"  party of 1..4 people: the rule asks {rule} people in all, {needed} would do")


if __name__ == "__main__":
    main()
