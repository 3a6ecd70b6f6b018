"""Did the group's answers really change between two rounds?"""

from dataclasses import dataclass

import numpy as np

from alliance_lib.perturb import one_step

DRAWS = 2_000
SHOWN_FROM = 0.975  # at .9 one in ten worlds without change was called change


@dataclass(frozen=True)
class Change:
    """How much did the same people's answers move, and is that more than coding and the day?

    pairs: people with an answer in both rounds; steps: mean movement in steps of the scale, with
    low and high (95 % of the perturbed draws); p_up, p_down: share of draws above and below zero;
    direction: "up", "down" or "not_demonstrable".
    """

    pairs: int
    steps: float
    low: float
    high: float
    p_up: float
    p_down: float
    direction: str

    @property
    def shown(self) -> bool:
        """May it be called a change?"""
        return self.direction != "not_demonstrable"


def change(before, after, *, scale: tuple[int, int], probability: float, seed: int) -> Change:
    """Is the change between two rounds more than the same people answering on another day?

    Reads: before and after, answers of the same people in the same order, one per person or
        people x items, NaN for no answer; scale (lowest, highest); probability 0..1 that an answer
        moves one step. An item counts for a person who answered it in both rounds; everybody
        counts once.
    Gives: a Change; shown only if P(up) or P(down) is at least .975. With fewer than two people
        in both rounds nothing is said of the group: figures NaN, "not_demonstrable".
    Refuses: ValueError for unequal shapes, infinite or off-scale answers, a probability outside 0..1.
    Source: the coding error of `perturb.one_step`, applied to both rounds. Measured with five people
        and a probability of .2: called shown in under 2 % of worlds without change, in over 99 %
        where all move two steps.
    Leaves out: joiners and leavers, and people who answer at random: it takes answers as meant.

    >>> change([1, 2, 2, 1, 2], [3, 4, 4, 3, 4], scale=(1, 5), probability=0.2, seed=1).direction
    'up'
    """
    rounds = np.array([np.asarray(before, dtype=float), np.asarray(after, dtype=float)])
    drawn = one_step(rounds, probability, DRAWS, seed=seed, scale=scale)
    answered = _answered_twice(rounds)
    people = answered.any(axis=1)
    pairs = int(people.sum())
    if pairs < 2:
        return Change(pairs, *[float("nan")] * 5, direction="not_demonstrable")
    moved = _mean_movement(drawn.reshape(DRAWS, 2, *answered.shape), answered)
    up, down = float((moved > 0).mean()), float((moved < 0).mean())
    low, high = np.quantile(moved, [0.025, 0.975])
    steps = _mean_movement(rounds.reshape(1, 2, *answered.shape), answered)[0]
    direction = "up" if up >= SHOWN_FROM else "down" if down >= SHOWN_FROM else "not_demonstrable"
    return Change(pairs, float(steps), float(low), float(high), up, down, direction)


def _answered_twice(rounds: np.ndarray) -> np.ndarray:
    """Which answers (people x items) stand in both rounds?"""
    if rounds.ndim not in (2, 3):
        raise ValueError("answers must be one per person, or people x items")
    both = ~np.isnan(rounds).any(axis=0)
    return both if both.ndim == 2 else both[:, None]


def _mean_movement(drawn: np.ndarray, answered: np.ndarray) -> np.ndarray:
    """Mean over people of their mean movement over items, per draw; drawn is draws x 2 x people x items."""
    moved = np.where(answered, drawn[:, 1] - drawn[:, 0], 0.0)
    people = answered.any(axis=1)
    of_person = moved.sum(axis=2)[:, people] / answered.sum(axis=1)[people]
    return of_person.mean(axis=1).round(9)  # thirds that cancel must give 0, not a rounding error
