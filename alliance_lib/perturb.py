"""How much would an answer given on another day change the picture?

The rooms share one model of coding error: each ordinal answer moves one step of its scale,
up or down with equal chance, with a stated probability.
"""

import numpy as np


def one_step(values, probability: float, draws: int, *, seed: int, scale: tuple[int, int]) -> np.ndarray:
    """What could the same people have answered on another day?

    Reads: values, any shape, numbers on the scale, NaN for no answer; probability 0..1 that an
        answer moves; scale (lowest, highest). A move that would leave the scale stays on its end.
    Gives: array (draws, *values.shape), float; NaN stays NaN.
    Refuses: ValueError for a probability outside 0..1, infinite values or values off the scale.
    Source: METHODS, perturbation of ordinal answers; replaces the bootstrap, which has zero
        width when everybody agrees.
    Leaves out: moves of more than one step, and answers that move together.

    >>> one_step([1, 5], 0.0, 2, seed=1, scale=(1, 5)).tolist()
    [[1.0, 5.0], [1.0, 5.0]]
    """
    given = np.asarray(values, dtype=float)
    low, high = scale
    if not 0 <= probability <= 1:
        raise ValueError(f"probability must lie in 0..1, got {probability}")
    if np.isinf(given).any() or ((given < low) | (given > high)).any():
        raise ValueError(f"values must lie on the scale {low}..{high} or be NaN")
    uniform = np.random.default_rng(seed).random((draws, *given.shape))
    step = np.where(uniform < probability / 2, -1.0, np.where(uniform < probability, 1.0, 0.0))
    return np.clip(given + step, low, high)
