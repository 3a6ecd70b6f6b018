"""At which level does it stick: in the steering group, the project team, between, or at home?"""

import math
from dataclasses import dataclass

import numpy as np

from alliance_lib.intake.agreement import AnotherDay

STEERING, PROJECT = "steering", "project"
PLACES = ("steering", "project", "between", "own")
UNCLEAR = "unclear"
NAMED_FROM = 0.99  # without any pattern the largest share's 95 % point is .96
TIE = 1e-9  # two distances closer than this are the same number


@dataclass(frozen=True)
class Sticking:
    """Where does it stick, per topic and over all topics?

    Columns follow PLACES. distance (topics, 4): as answered, in steps of the scale, NaN where it
    cannot be known. share (topics, 4): of the draws in which each is the largest, NaN where nothing
    can be compared; what is missing to 1 are draws without one largest. place: one of PLACES per topic, or "unclear".
    overall_*: the same on the mean over the topics of which everything is known.
    """

    distance: np.ndarray
    share: np.ndarray
    place: tuple[str, ...]
    overall_distance: np.ndarray
    overall_share: np.ndarray
    overall_place: str


def sticking(private, party, level, day: AnotherDay, *, named_from: float = NAMED_FROM) -> Sticking:
    """At which level does it stick, and how sure is that?

    Reads: private, array people x topics, answers on the scale, NaN for not asked or declined;
        party and level, one label per person (levels "steering" and "project"); day,
        how answers could have differed; named_from, the share of draws that names a level.
    Gives: Sticking. Compared are the places that the roster allows (without a party at both levels
        there is no "own"; fewer than two places: "unclear"). A topic of which one of those is not
        known stays "unclear": what is not known might be the largest.
    Refuses: ValueError for shapes that do not fit, answers off the scale, named_from not above .5.
    Source: the distance between levels is the energy distance, Szekely & Rizzo 2013, Energy statistics.
    Leaves out: people at other levels, the size of the disagreement (see distance), its cause.
    """
    answers = np.asarray(private, dtype=float)
    if answers.ndim != 2 or not 0.5 < named_from <= 1:
        raise ValueError("private must be people x topics and named_from above .5")
    distance = level_distances(answers, party, level)
    drawn = level_distances(day.again(answers), party, level)
    possible = ~np.isnan(level_distances(np.zeros((len(answers), 1)), party, level)[0])
    known = ~np.isnan(distance[:, possible]).any(axis=1)
    share = _share_largest(drawn, possible)
    overall = _share_largest(_mean_over(drawn, known), possible)
    return Sticking(
        distance=_frozen(distance),
        share=_frozen(share),
        place=tuple(_named(row, named_from) for row in share),
        overall_distance=_frozen(_mean_over(distance, known)),
        overall_share=_frozen(overall),
        overall_place=_named(overall, named_from),
    )


def level_distances(answers, party, level) -> np.ndarray:
    """How far apart are people of different parties within and between the levels?

    Reads: answers, array (..., people, topics), NaN for no answer, the same people missing in
        every draw; party and level, one label per person.
    Gives: array (..., topics, 4): steering = D_SS, project = D_PP, between = 2 D_SP - D_SS - D_PP
        and own = mean over parties of |median of its steering group - median of its project
        team|, in steps of the scale. D is the mean |x - x'| over pairs of people of different
        parties. NaN where there is no such pair or party.
    Refuses: ValueError for infinite answers, or labels that are not one per person.
    Source: Szekely & Rizzo 2013, Energy statistics.
    Leaves out: people at other levels, and pairs within a party.

    >>> level_distances([[1], [5], [1], [5]], list("abab"), [STEERING] * 2 + [PROJECT] * 2).tolist()
    [[4.0, 4.0, 0.0, 0.0]]
    """
    given = np.asarray(answers, dtype=float)
    party, level = np.asarray(party), np.asarray(level)
    if given.ndim < 2 or party.shape != level.shape or party.shape != given.shape[-2:-1]:
        raise ValueError("answers must be people x topics with one party and one level per person")
    if np.isinf(given).any():
        raise ValueError("answers must be finite or NaN")
    draws = given.reshape(math.prod(given.shape[:-2]), *given.shape[-2:])
    counts = np.isin(level, (STEERING, PROJECT))
    result = np.empty((len(draws), given.shape[-1], len(PLACES)))
    for topic in range(given.shape[-1]):
        who = counts & ~np.isnan(draws[:, :, topic]).any(axis=0)
        result[:, topic] = _distances(draws[:, who, topic].T, party[who], level[who] == STEERING)
    return result.reshape(*given.shape[:-2], given.shape[-1], len(PLACES))


def _distances(answers: np.ndarray, party: np.ndarray, steering: np.ndarray) -> np.ndarray:
    """Distances on one topic of people x draws: draws x PLACES."""
    one, other = np.triu_indices(len(party), 1)
    different = party[one] != party[other]
    one, other = one[different], other[different]
    apart = np.abs(answers[one] - answers[other])
    in_steering = steering[one].astype(int) + steering[other]  # 2 both, 1 one of the two, 0 none
    project, across, group = (_mean(apart[in_steering == number]) for number in (0, 1, 2))
    own = [
        np.abs(np.median(answers[at_home & steering], axis=0) - np.median(answers[at_home & ~steering], axis=0))
        for at_home in (party == name for name in np.unique(party))
        if (at_home & steering).any() and (at_home & ~steering).any()
    ]
    inside = _mean(np.asarray(own).reshape(len(own), answers.shape[1]))
    return np.stack([group, project, 2 * across - group - project, inside], axis=1)


def _mean(rows: np.ndarray) -> np.ndarray:
    return rows.mean(axis=0) if len(rows) else np.full(rows.shape[1], np.nan)


def _mean_over(distance: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Mean over the topics that are known, NaN if none is."""
    if not known.any():
        return np.full((*distance.shape[:-2], len(PLACES)), np.nan)
    return distance[..., known, :].mean(axis=-2)


def _share_largest(drawn: np.ndarray, possible: np.ndarray) -> np.ndarray:
    """Share of draws (first axis) in which each possible place is the one largest; a tie names none."""
    share = np.full(drawn.shape[1:], np.nan)
    if possible.sum() < 2:
        return share
    compared = drawn[..., possible]
    ranked = np.sort(compared, axis=-1)
    alone = ranked[..., -1] > ranked[..., -2] + TIE
    largest = (compared == ranked[..., -1:]) & alone[..., None]
    unknown = np.isnan(compared).any(axis=(0, -1))
    share[..., possible] = np.where(unknown[..., None], np.nan, largest.mean(axis=0))
    return share


def _named(share: np.ndarray, named_from: float) -> str:
    if np.isnan(share).all() or np.nanmax(share) < named_from:
        return UNCLEAR
    return PLACES[int(np.nanargmax(share))]


def _frozen(values: np.ndarray) -> np.ndarray:
    values.setflags(write=False)
    return values
