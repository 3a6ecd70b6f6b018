"""Do the people at the table agree as much as the group says, and what would chance show?

The coefficients are in their own file and can be imported from here; this file adds whose
answers they are: one vote per party, the band of random answers, claimed against private.
"""

from dataclasses import dataclass

import numpy as np

from alliance_lib.intake.coefficients import (
    agreement_of_rows,
    hypergeometric_bounds,
    krippendorff_alpha,
    leik_consensus,
    polarization,
    tastle_wierman,
    van_der_eijk,
)
from alliance_lib.perturb import one_step

__all__ = [
    "AnotherDay",
    "ApparentAgreement",
    "agreement_of_rows",
    "apparent_agreement",
    "hypergeometric_bounds",
    "krippendorff_alpha",
    "leik_consensus",
    "noise_band",
    "noise_band_by_party",
    "pluralistic_ignorance",
    "polarization",
    "tastle_wierman",
    "van_der_eijk",
    "weighted_counts",
]

TIE = 1e-9  # two agreements closer than this are the same number


@dataclass(frozen=True)
class AnotherDay:
    """How is it drawn what the same people could have answered on another day?

    Reads: probability 0..1 that an answer moves one step, number of draws, seed, points of the
        scale (1..points).
    """

    probability: float
    draws: int
    seed: int
    points: int = 5

    def __post_init__(self):
        if self.draws < 1 or self.points < 2:
            raise ValueError(f"need draws >= 1 and points >= 2, got {self.draws} and {self.points}")

    def again(self, answers) -> np.ndarray:
        """What could these people have answered? Gives (draws, *answers.shape); NaN stays NaN."""
        return one_step(answers, self.probability, self.draws, seed=self.seed, scale=(1, self.points))


@dataclass(frozen=True)
class ApparentAgreement:
    """How much more does the group claim to agree than its people do in private, on one topic?

    agreement_claimed, agreement_private: A with one vote per party. gap: claimed minus private;
    gap_band: where the gap of random answers lies. gap_share: share of draws with a gap above 0,
    P(G>0). mean_difference: mean |claimed - private| over the people who answered both.
    said_in_group: share of people who brought it up in the group. kept_private: share who said it
    privately and never in the group; kept_private_bounds: how many of all people that can be.
    """

    agreement_claimed: float
    agreement_private: float
    gap: float
    gap_band: tuple[float, float]
    gap_share: float
    mean_difference: float
    said_in_group: float
    kept_private: float
    kept_private_bounds: tuple[int, int]


def weighted_counts(answers, party, points: int = 5) -> np.ndarray:
    """How often is each category chosen when every party has one vote?

    Reads: answers, array (..., people), whole numbers 1..points, NaN for no answer; party, one
        label per person.
    Gives: array (..., points); a person weighs 1 / (people of that party who answered), so the
        sum is the number of parties that answered.
    Refuses: ValueError for answers off the scale or not whole, or a party too many or too few.
    Source: one vote per party, so that the party with more interviews does not dominate.
    Leaves out: the size or power of a party, and parties of which nobody answered.

    >>> weighted_counts([1, 1, 5], ["a", "a", "b"]).tolist()
    [1.0, 0.0, 0.0, 0.0, 1.0]
    """
    given = _on_scale(answers, points)
    member = _members(party, given.shape[-1])
    answered = (~np.isnan(given)).astype(float)
    colleagues = (answered @ member) @ member.T
    weight = answered / np.maximum(colleagues, 1.0)
    chosen = given[..., None] == np.arange(1, points + 1)
    return (chosen * weight[..., None]).sum(axis=-2)


def noise_band(n: int, points: int = 5, *, seed: int, draws: int, level: float = 0.95) -> tuple[float, float]:
    """Which agreement A would n people show who answer at random?

    Reads: n people, points of the scale, seed, number of draws, level between 0 and 1.
    Gives: (low, high), the central `level` of A over the draws; (NaN, NaN) for nobody.
    Refuses: ValueError for a negative n, fewer than two points, no draws, a level outside 0..1.
    Source: simulation of uniform answers; small groups are biased upward and the band shows it.
    Leaves out: party weights; see noise_band_by_party.

    >>> low, high = noise_band(5, seed=1, draws=20_000)
    >>> round(low, 1), round(high, 1)
    (-0.6, 0.8)
    """
    if n < 0 or points < 2 or draws < 1:
        raise ValueError(f"need n >= 0, points >= 2 and draws >= 1, got {n}, {points}, {draws}")
    random = np.random.default_rng(seed).multinomial(n, np.full(points, 1 / points), size=draws)
    return _central(agreement_of_rows(random), level)


def noise_band_by_party(
    party, points: int = 5, *, seed: int, draws: int, level: float = 0.95
) -> tuple[float, float]:
    """Which agreement A, with one vote per party, would these people show who answer at random?

    Reads: party, one label per person who answered; further as noise_band.
    Gives: (low, high); with one person per party the band of noise_band, up to the draws.
    Refuses: ValueError, as noise_band.
    Source: as noise_band, on weighted_counts.
    Leaves out: nothing beyond noise_band.
    """
    if points < 2 or draws < 1:
        raise ValueError(f"need points >= 2 and draws >= 1, got {points}, {draws}")
    everyone = np.ones(len(party))
    return _central(_at_random(everyone, party, draws, points, np.random.default_rng(seed)), level)


def apparent_agreement(claimed, private, party, day: AnotherDay, said=None) -> ApparentAgreement:
    """How much more does the group claim to agree than its people do in private?

    Reads: claimed and private, one answer per person 1..points, NaN for no answer; party, one
        label per person; day, how answers could have differed; said, optional pair of flags per
        person (brought up privately, brought up in the group), NaN for not known.
    Gives: ApparentAgreement of one topic; NaN where nobody answered or no flags are given.
    Refuses: ValueError for unequal lengths or answers off the scale.
    Source: G = A(claimed) - A(private), each over everybody who answered that question.
        The band is the central 95 % of the gap between two rounds of random answers by the same
        people, so unequal numbers of answers are allowed for.
    Leaves out: why something is not said, and whether those not yet interviewed are different.
    """
    answers = np.stack([_on_scale(claimed, day.points), _on_scale(private, day.points)])
    agreed = agreement_of_rows(weighted_counts(answers, party, day.points))
    drawn = agreement_of_rows(weighted_counts(day.again(answers), party, day.points))
    gap = float(agreed[0] - agreed[1])
    above = (drawn[:, 0] - drawn[:, 1] > TIE).mean()
    in_group, kept, bounds = _kept_private(said, answers.shape[-1])
    return ApparentAgreement(
        agreement_claimed=float(agreed[0]),
        agreement_private=float(agreed[1]),
        gap=gap,
        gap_band=_gap_band(answers, party, day),
        gap_share=float("nan") if np.isnan(gap) else float(above),
        mean_difference=_mean(np.abs(answers[0] - answers[1])),
        said_in_group=in_group,
        kept_private=kept,
        kept_private_bounds=bounds,
    )


def pluralistic_ignorance(expected, answers) -> np.ndarray:
    """How far is what each person expects of the others from what the others answered?

    Reads: expected and answers, arrays (..., people), NaN for no answer; or two such rows.
    Gives: per person, expected minus the mean answer of everybody else; above 0 = the others are
        thought higher than they are; NaN without an expectation or without others. The mean over
        people is the group's.
    Refuses: ValueError for unequal shapes or infinite numbers.
    Source: Prentice & Miller 1993, Pluralistic ignorance and alcohol use on campus.
    Leaves out: which of the others a person had in mind.

    >>> pluralistic_ignorance([4, 4, 4], [2, 2, 5]).tolist()
    [0.5, 0.5, 2.0]
    """
    guess, given = np.asarray(expected, dtype=float), np.asarray(answers, dtype=float)
    if guess.shape != given.shape or given.ndim < 1:
        raise ValueError("expected and answers must be two arrays of equal shape, people last")
    if np.isinf(guess).any() or np.isinf(given).any():
        raise ValueError("expected and answers must be finite or NaN")
    answered = ~np.isnan(given)
    own = np.where(answered, given, 0.0)
    others = answered.sum(axis=-1, keepdims=True) - answered
    mean = (own.sum(axis=-1, keepdims=True) - own) / np.maximum(others, 1)
    return np.where(others > 0, guess - mean, np.nan)


def _gap_band(answers: np.ndarray, party, day: AnotherDay) -> tuple[float, float]:
    rng = np.random.default_rng([day.seed, day.draws])
    claimed, private = (_at_random(row, party, day.draws, day.points, rng) for row in answers)
    return _central(claimed - private, 0.95)


def _at_random(answers, party, draws: int, points: int, rng) -> np.ndarray:
    """A of random answers by the people who answered, one vote per party."""
    random = rng.integers(1, points + 1, size=(draws, len(answers))).astype(float)
    random[:, np.isnan(answers)] = np.nan
    return agreement_of_rows(weighted_counts(random, party, points))


def _kept_private(said, people: int) -> tuple[float, float, tuple[int, int]]:
    if said is None:
        return float("nan"), float("nan"), (0, people)
    privately, in_group = (np.asarray(flags, dtype=float) for flags in said)
    if privately.shape != (people,) or in_group.shape != (people,):
        raise ValueError("said must hold two flags per person")
    known = ~np.isnan(privately) & ~np.isnan(in_group)
    kept = (privately[known] > 0) & (in_group[known] == 0)
    bounds = hypergeometric_bounds(int(kept.sum()), int(known.sum()), people)
    return _mean(np.where(np.isnan(in_group), np.nan, in_group > 0)), _mean(kept), bounds


def _central(values: np.ndarray, level: float) -> tuple[float, float]:
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, got {level}")
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _mean(values) -> float:
    known = np.asarray(values, dtype=float)
    known = known[~np.isnan(known)]
    return float(known.mean()) if known.size else float("nan")


def _members(party, people: int) -> np.ndarray:
    """Who belongs to which party: people x parties, 1 or 0."""
    labels, index = np.unique(np.asarray(party), return_inverse=True)
    if index.shape != (people,):
        raise ValueError("party must hold one label per person")
    return np.eye(len(labels))[index]


def _on_scale(answers, points: int) -> np.ndarray:
    given = np.asarray(answers, dtype=float)
    known = given[~np.isnan(given)]
    if ((known < 1) | (known > points) | (known != np.floor(known))).any():
        raise ValueError(f"answers must be whole numbers 1..{points} or NaN")
    return given
