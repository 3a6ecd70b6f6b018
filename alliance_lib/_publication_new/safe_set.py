"""Which group of answers may be published together, and as which figure?

Pure arithmetic on the roster of who answered and, for the figure only, on whole-number answers.
Everything is exact: a band that depends on rounding could tell two neighbours apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

FEWEST_PARTIES = 3
FEWEST_PEOPLE = 5

# others * a >= own * b + c, per scale; c makes the five-point 3m > 5k + 4 a whole-number "at least"
_DEMAND = {5: (3, 5, 5), 4: (1, 2, 3)}


@dataclass(frozen=True)
class Cell:
    """Whose answers make one published figure? People are in the order of their ids."""

    name: str
    people: tuple


@dataclass(frozen=True)
class Partition:
    """Into which disjoint cells does a question fall; without cells, why (`refusal`, else None)."""

    cells: tuple[Cell, ...]
    refusal: str | None


def refusal(party_of: Mapping, points: int = 5) -> str | None:
    """Why may the answers of these people not be published together, if so?

    Reads: party_of, person -> party, of the people who answered; points of the scale, 4 or 5.
    Gives: None for a safe set, else "two_parties" (fewer than three), "few_people" (fewer than
        five) or "one_party_heavy" (too few others beside the largest party). It depends on the roster
        only, never on an answer, so it may be told to everybody.
    Refuses: ValueError for another scale (not measured) or a person without a party.
    Source: with all k own answers at one end of the scale and the published band at the other,
        the others' bounds leave three values free from 3m > 5k + 4 (five-point, low below 2.5,
        high from 3.5) or m >= 2k + 3 (four-point, thirds) on; m is the number of others.
    Leaves out: two parties that compare notes, and anything they know from elsewhere.
    """
    if points not in _DEMAND:
        raise ValueError(f"safe sets are measured for scales of 4 and 5 points, not {points}")
    parties = list(party_of.values())
    if any(party is None or party != party for party in parties):
        raise ValueError("every person needs a party")
    if len(set(parties)) < FEWEST_PARTIES:
        return "two_parties"
    if len(parties) < FEWEST_PEOPLE:
        return "few_people"
    own = max(parties.count(party) for party in set(parties))
    others, times, more = _DEMAND[points]
    return None if others * (len(parties) - own) >= times * own + more else "one_party_heavy"


def safe(party_of: Mapping, points: int = 5) -> bool:
    """May one figure about these people be published, whatever they answered?

    Reads, Refuses, Source, Leaves out: see `refusal`.
    Gives: True if at least three answers of everybody stay possible, for an outsider, for every
        insider and for every party that pools its people's answers.

    >>> safe({"p1": "A", "p2": "B", "p3": "C", "p4": "D", "p5": "E"})
    True
    >>> safe({"p1": "A", "p2": "A", "p3": "B", "p4": "C", "p5": "D"})
    False
    """
    return refusal(party_of, points) is None


def partition(party_of: Mapping, level_of: Mapping, points: int = 5) -> Partition:
    """In which disjoint cells is one question published: its two levels, all together, or not at all?

    Reads: party_of as `safe`; level_of, person -> level; people who did not answer are ignored.
    Gives: a cell per level if there are exactly two and both are safe, otherwise one cell "all"
        if that is safe, otherwise no cell and the reason why all together is refused. A person
        without a level makes it "all": nobody is left out for want of a level.
    Refuses: as `refusal`.
    Source: one answer stands in one figure; levels and their total together would subtract.

    >>> partition(dict(zip("abcde", "VWXYZ")), dict.fromkeys("abcde", "project")).cells[0].name
    'all'
    """
    levels: dict = {}
    for person in sorted(party_of):
        level = level_of.get(person)
        levels.setdefault(level if level == level else None, []).append(person)  # NaN is no level
    by_level = [{person: party_of[person] for person in people} for people in levels.values()]
    if len(levels) == 2 and None not in levels and all(safe(people, points) for people in by_level):
        return Partition(tuple(Cell(name, tuple(levels[name])) for name in sorted(levels)), None)
    reason = refusal(party_of, points)
    whole = (Cell("all", tuple(sorted(party_of))),) if reason is None else ()
    return Partition(whole, reason)


def band(answers: Iterable, points: int = 5) -> str:
    """Is the mean of these answers low, middle or high?

    Reads: answers, whole numbers 1..points, nobody missing.
    Gives: five-point: "low" below 2.5, "high" from 3.5 on; any other scale: the thirds of
        1..points, so four-point "low" below 2 and "high" from 3 on; else "middle". Exact.
    Refuses: ValueError for no answers, an answer off the scale, or a scale of one point.

    >>> band([3, 4, 3, 4, 3, 4]), band([1, 2, 3], points=4)
    ('high', 'middle')
    """
    given, scale = list(answers), range(1, points + 1)
    if points < 2 or not given or any(answer not in scale for answer in given):
        raise ValueError(f"a band needs answers that are whole numbers in 1..{points}, got {given}")
    mean = Fraction(sum(int(answer) for answer in given), len(given))
    third = Fraction(points - 1, 3)
    low, high = (Fraction(5, 2), Fraction(7, 2)) if points == 5 else (1 + third, points - third)
    return "low" if mean < low else "high" if mean >= high else "middle"


def agreement(counts: Iterable) -> Fraction:
    """How much do people agree, from -1 (two ends) over 0 (evenly spread) to 1 (one answer), exactly?

    Reads: counts, whole numbers of people per category in the order of the scale, three or more.
    Gives: van der Eijk's A as a rational.
    Refuses: ValueError for fewer than three categories, nobody, or counts below 0 or not whole.
    Source: van der Eijk, Measuring agreement in ordered rating scales, Quality & Quantity 35 (2001).
    Leaves out: weights; a published figure counts every person once.
    """
    left = list(counts)
    if len(left) < 3 or any(count < 0 or count != int(count) for count in left) or not sum(left):
        raise ValueError(f"agreement needs whole numbers of people in three categories or more, got {left}")
    left, total = [int(count) for count in left], Fraction(0)
    people = sum(left)
    while any(left):
        layer = [int(count > 0) for count in left]
        height = min(count for count in left if count)
        total += Fraction(height * sum(layer), people) * _layer_agreement(layer)
        left = [count - height * used for count, used in zip(left, layer, strict=True)]
    return total


def agreement_class(counts: Iterable) -> str:
    """Do these people agree more than they are divided?

    Reads, Refuses, Source: see `agreement`.
    Gives: "agreed" for A >= 0, else "divided".

    >>> agreement_class([0, 0, 3, 2, 0]), agreement_class([3, 0, 0, 0, 2])
    ('agreed', 'divided')
    """
    return "agreed" if agreement(counts) >= 0 else "divided"


def _layer_agreement(layer: list[int]) -> Fraction:
    """How peaked is one layer of zeros and ones?"""
    categories, used = len(layer), sum(layer)
    if used == categories:
        return Fraction(0)
    triples = list(combinations(layer, 3))
    peaked = triples.count((1, 1, 0)) + triples.count((0, 1, 1))
    hollow = triples.count((1, 0, 1))
    if not peaked + hollow:  # one category: no triple holds two ones
        return Fraction(1)
    unimodal = Fraction((categories - 2) * peaked - (categories - 1) * hollow, (categories - 2) * (peaked + hollow))
    return unimodal * (1 - Fraction(used - 1, categories - 1))
