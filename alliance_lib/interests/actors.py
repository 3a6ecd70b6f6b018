"""Who influences whom, and who stands with or against whom once power is counted (MACTOR)?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from alliance_lib.perturb import one_step

INFLUENCE_SCALE = (0, 4)
STANCE_SCALE = (-4, 4)
ORDERS = (1, 2, 3)
# Two sums of the same intensities in another order differ by rounding only: that is a tie.
ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class MactorResult:
    """What MACTOR says of these actors: frames actor x actor or actor x goal, series by actor or goal.

    Numbers 1, 2, 3 are the orders: signs only, intensities, intensities weighted by power.
    """

    mdii: pd.DataFrame
    influence: pd.Series
    dependence: pd.Series
    competitiveness: pd.Series
    net_influence: pd.DataFrame
    mao1: pd.DataFrame
    mao2: pd.DataFrame
    mao3: pd.DataFrame
    caa1: pd.DataFrame
    caa2: pd.DataFrame
    caa3: pd.DataFrame
    daa1: pd.DataFrame
    daa2: pd.DataFrame
    daa3: pd.DataFrame
    ambivalence1: pd.Series
    ambivalence2: pd.Series
    ambivalence3: pd.Series
    mobilisation1: pd.Series
    mobilisation2: pd.Series
    mobilisation3: pd.Series


@dataclass(frozen=True, eq=False)
class ConvergenceOdds:
    """How firm MACTOR's picture is: shares of draws (actor x actor, per order) and rank intervals.

    `ranks` has columns best and worst: the central 95 % of each actor's rank by competitiveness.
    """

    converges1: pd.DataFrame
    converges2: pd.DataFrame
    converges3: pd.DataFrame
    diverges1: pd.DataFrame
    diverges2: pd.DataFrame
    diverges3: pd.DataFrame
    ranks: pd.DataFrame


def mactor(influence, stances, *, diagonal: bool = True) -> MactorResult:
    """Who has a say over whom, and which actors meet or clash on the goals?

    Reads: influence, actors x actors, direct influence of row on column (MDI, usually 0..4; its
        diagonal counts as 0); stances, actors x goals, signed intensity (2MAO, usually -4..4;
        0 for no stance). Frames are matched by label. diagonal: whether the sums in the
        competitiveness include an actor's feedback on itself (Godet's form) or not.
    Gives: MactorResult; intensities in the units given, competitiveness 1 on average (1 for
        everybody where nobody has influence), ambivalence 0..1 (0 without any relation).
    Refuses: ValueError for missing, infinite or negative influence, missing or infinite stances,
        a table that is not square, actors that differ or occur twice.
    Source: Godet, From Anticipation to Action (UNESCO 1994), MACTOR.
    Leaves out: influence through more than one go-between; how sure the picture is
        (`convergence_odds`).

    >>> picture = mactor([[0, 3], [1, 0]], [[2, -1], [3, 2]])
    >>> picture.influence.tolist(), picture.caa2.loc[0, 1].item(), picture.daa2.loc[0, 1].item()
    ([3.0, 1.0], 2.5, 1.5)
    """
    direct, taken = _matched(influence, stances)
    if not np.isfinite(taken.to_numpy()).all():
        raise ValueError("stances must be finite numbers: 0 for no stance")
    actors = direct.index
    mdii = _with_go_between(direct.to_numpy())
    own = np.diagonal(mdii)
    power = _competitiveness(mdii, diagonal)
    found = {
        "mdii": pd.DataFrame(mdii, actors, actors),
        "influence": pd.Series(mdii.sum(axis=1) - own, actors),
        "dependence": pd.Series(mdii.sum(axis=0) - own, actors),
        "competitiveness": pd.Series(power, actors),
        "net_influence": pd.DataFrame(mdii - mdii.T, actors, actors),
    }
    for order, positions in zip(ORDERS, _orders(taken.to_numpy(), power)):
        found |= _order_tables(order, pd.DataFrame(positions, actors, taken.columns))
    return MactorResult(**found)


def convergence_odds(influence, stances, *, seed: int, draws: int = 2_000, move: float = 0.2) -> ConvergenceOdds:
    """Would a pair still stand together, and an actor still rank there, had they answered on another day?

    Reads: influence, actors x actors, 0..4; stances, actors x goals, -4..4, NaN for not asked (a
        stance not asked counts in no relation and does not move, unlike a neutral 0); move: the
        chance that a cell moves one step of its scale.
    Gives: ConvergenceOdds: per order and pair the share of draws in which convergence exceeds
        divergence and the reverse (the rest are ties), and the 95 % rank interval by
        competitiveness, 1 for the strongest, ties taking every rank they share.
    Refuses: ValueError as `mactor`, for values off their scales and for fewer than one draw.
    Source: METHODS, perturbation of ordinal answers, on Godet's MACTOR.
    Leaves out: goals on which nobody takes a stance (they stay empty in every draw).

    >>> firm = convergence_odds([[0, 2], [2, 0]], [[4, 3], [4, 3]], seed=1, draws=50)
    >>> firm.converges3.loc[0, 1].item()
    1.0
    """
    if draws < 1:
        raise ValueError(f"at least one draw is needed, got {draws}")
    given = _matched(influence, stances)
    direct, taken = _settled(*given)
    actors, names = direct.index, given[0].index
    power_seed, stance_seed = np.random.SeedSequence(seed).generate_state(2).tolist()
    moved = one_step(direct, move, draws, seed=power_seed, scale=INFLUENCE_SCALE)
    positions = one_step(taken, move, draws, seed=stance_seed, scale=STANCE_SCALE)
    moved[:, range(len(actors)), range(len(actors))] = 0
    power = _competitiveness(_with_go_between(moved), diagonal=True)
    found = {"ranks": _rank_interval(power, actors).loc[names]}
    for order, weighed in zip(ORDERS, _orders(np.nan_to_num(positions), power)):
        together, against = _relations(weighed)
        margin = together - against
        for word, held in (("converges", margin > ROUNDING), ("diverges", margin < -ROUNDING)):
            found[f"{word}{order}"] = pd.DataFrame(held.mean(axis=0), actors, actors).loc[names, names]
    return ConvergenceOdds(**found)


def _matched(influence, stances) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables as float frames over the same actors in the same order, checked."""
    direct, taken = pd.DataFrame(influence, dtype=float), pd.DataFrame(stances, dtype=float)
    if direct.shape[0] != direct.shape[1] or len(direct) != len(taken):
        raise ValueError(f"influence {direct.shape} must be actors x actors and stances {taken.shape} actors x goals")
    if not isinstance(influence, pd.DataFrame):
        direct = direct.set_axis(taken.index, axis=0).set_axis(taken.index, axis=1)
    if not isinstance(stances, pd.DataFrame):
        taken = taken.set_axis(direct.index, axis=0)
    for labels in (direct.columns, taken.index):
        if not direct.index.is_unique or set(labels) != set(direct.index):
            raise ValueError("influence and stances must name the same actors, each once")
    if not taken.columns.is_unique:
        raise ValueError("each goal must occur once")
    values = direct[direct.index].to_numpy(copy=True)
    np.fill_diagonal(values, 0)
    if not np.isfinite(values).all() or (values < 0).any():
        raise ValueError("influence must be finite and not negative")
    return pd.DataFrame(values, direct.index, direct.index), taken.loc[direct.index]


def _with_go_between(direct: np.ndarray) -> np.ndarray:
    """MDII: direct influence plus, per go-between, the weaker of the two links."""
    total = direct.copy()
    for k in range(direct.shape[-1]):
        total += np.minimum(direct[..., :, k, None], direct[..., k, None, :])
    return total


def _competitiveness(mdii: np.ndarray, diagonal: bool) -> np.ndarray:
    """R per actor; leading axes are draws. The sum of all MDII in Godet's r cancels in R."""
    own = np.diagonal(mdii, axis1=-2, axis2=-1)
    row, column = mdii.sum(axis=-1), mdii.sum(axis=-2)
    net = row - own
    if not diagonal:
        row, column = net, column - own
    both = row + column
    raw = np.divide(net * row, both, out=np.zeros_like(both), where=both > 0)
    total = raw.sum(axis=-1, keepdims=True)
    return np.divide(raw * raw.shape[-1], total, out=np.ones_like(raw), where=total > 0)


def _orders(stances: np.ndarray, power: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.sign(stances), stances, stances * power[..., None]


def _relations(positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Convergence and divergence of every pair: the mean of both intensities, summed over goals."""
    favour, against = np.maximum(positions, 0), np.maximum(-positions, 0)
    is_for, is_against = (favour > 0).astype(float), (against > 0).astype(float)
    half_same = (favour @ is_for.mT + against @ is_against.mT) / 2
    half_opposite = (favour @ is_against.mT + against @ is_for.mT) / 2
    together, apart = half_same + half_same.mT, half_opposite + half_opposite.mT
    actors = range(positions.shape[-2])
    together[..., actors, actors] = 0
    return together, apart


def _order_tables(order: int, positions: pd.DataFrame) -> dict:
    together, apart = (pd.DataFrame(t, positions.index, positions.index) for t in _relations(positions.to_numpy()))
    met, clashed = together.sum(axis=1), apart.sum(axis=1)
    relations = met + clashed
    return {
        f"mao{order}": positions,
        f"caa{order}": together,
        f"daa{order}": apart,
        f"ambivalence{order}": (1 - (met - clashed).abs() / relations).where(relations > 0, 0.0),
        f"mobilisation{order}": positions.abs().sum(),
    }


def _settled(direct: pd.DataFrame, taken: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Actors and goals in an order set by the answers, so that no draw hangs on names or rows."""
    taken = taken.loc[:, (taken.fillna(0) != 0).any()]
    answers = taken.fillna(STANCE_SCALE[1] + 1)  # not asked: any value beyond the scale, to sort by
    keys = {
        actor: (sorted(direct.loc[actor]), sorted(direct[actor]), sorted(answers.loc[actor]), str(actor))
        for actor in direct.index
    }
    actors = sorted(direct.index, key=keys.__getitem__)
    columns = answers.loc[actors].to_numpy().T.tolist()
    goals = sorted(range(len(columns)), key=columns.__getitem__)
    return direct.loc[actors, actors], taken.loc[actors].iloc[:, goals]


def _rank_interval(power: np.ndarray, actors: pd.Index) -> pd.DataFrame:
    margin = power[:, :, None] - power[:, None, :]
    best = 1 + (margin < -ROUNDING).sum(axis=2)
    worst = len(actors) - (margin > ROUNDING).sum(axis=2)
    ends = {
        "best": np.quantile(best, 0.025, axis=0, method="inverted_cdf"),
        "worst": np.quantile(worst, 0.975, axis=0, method="inverted_cdf"),
    }
    return pd.DataFrame(ends, actors)
