"""Does a large panel fall into groups of like opinion, or does it only look so?"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from alliance_lib.interests.respondents import LEAST_VOTES, checked

GROUPS = (2, 3, 4, 5)
# Where more people voted, silhouettes and first centres come from a sample of this size.
SAMPLE = 1_000
STARTS = 5
STABLE_FROM = 0.8
AXES = ["x", "y"]


@dataclass(frozen=True, eq=False)
class OpinionGroups:
    """A map of the panel and its groups; `group` is empty (NaN) unless they beat chance and are stable.

    centre: series by statement; components: 2 x statements; coords: people x 2; group and found:
    series by person, 0 the largest, NaN for who is left out; silhouette and null_silhouette (the 95 % point of panels
    without groups); stability: mean adjusted Rand index of the bootstraps; stable: whether it is
    at least .8.
    """

    centre: pd.Series
    components: pd.DataFrame
    coords: pd.DataFrame
    group: pd.Series
    found: pd.Series
    silhouette: float
    null_silhouette: float
    stability: float
    stable: bool


@dataclass(frozen=True)
class _Panel:
    """Votes as the calculation needs them, in an order set by the votes themselves."""

    votes: np.ndarray  # 0 where not seen
    seen: np.ndarray
    scale: np.ndarray  # per person, sqrt(statements / seen)
    active: np.ndarray  # the people who voted often enough to be grouped
    sample: np.ndarray  # those of them whose silhouettes are measured


def opinion_groups(votes, *, permutations: int = 39, bootstraps: int = 20, seed: int = 0) -> OpinionGroups:
    """Are there groups of people who vote alike, more than chance would show?

    Reads: votes, people x statements, 1 agree, -1 disagree, 0 pass, NaN not seen; moderated
        statements already dropped.
    Gives: OpinionGroups. Everybody counts in the map; people with fewer than 7 votes (or fewer
        than all the statements, if those are fewer) are left out of the groups. Who saw nothing has
        no place (NaN), a statement nobody saw has centre NaN and components 0.
    Refuses: ValueError for other votes, or people or statements that occur twice.
    Source: Polis (Small et al. 2021): two principal components of mean-imputed votes, projection
        times sqrt(statements/seen), k-means, k of 2 to 5 by silhouette (Rousseeuw 1987). Chance:
        votes permuted within each statement among those who saw it. Stability: bootstrap of
        people, adjusted Rand index (Hubert & Arabie 1985).
    Leaves out: weights of people, and what the groups stand for. Never for executives: ten people
        who vote at random show a silhouette of .59 one time in twenty.

    >>> outspoken = opinion_groups([[1, 1, 1, -1]] * 20 + [[-1, -1, -1, 1]] * 20)
    >>> outspoken.group.value_counts().tolist()
    [20, 20]
    """
    given = checked(votes)
    table = _settled(given)
    rng = np.random.default_rng(seed)
    panel = _panel(table, rng)
    with _one_thread():
        centre, components, coords = _project(panel, np.ones(len(table)))
        silhouette, centres = _best_groups(coords[panel.sample], rng)
        labels, null, stability = np.full(len(panel.active), np.nan), float("nan"), float("nan")
        if centres is not None:
            labels = _labels(coords[panel.active], np.ones(len(panel.active)), centres)
            null = _chance(panel, permutations, rng)
            stability = _stability(panel, labels, len(centres), bootstraps, rng)
    stable = bool(stability >= STABLE_FROM)
    found = pd.Series(labels, table.index[panel.active], name="group").reindex(given.index)
    return OpinionGroups(
        centre=pd.Series(centre, table.columns).reindex(given.columns),
        components=pd.DataFrame(components, AXES, table.columns).reindex(columns=given.columns, fill_value=0.0),
        coords=pd.DataFrame(coords, table.index, AXES).reindex(given.index),
        group=found if stable and silhouette > null else found * np.nan,
        found=found,
        silhouette=silhouette,
        null_silhouette=null,
        stability=stability,
        stable=stable,
    )


def _one_thread():
    """Many small fits: on a busy machine, threads that wait for each other take ten times as long."""
    import sklearn.cluster  # noqa: F401  only the threads of what is already loaded can be held
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1)


def _settled(given: pd.DataFrame) -> pd.DataFrame:
    """Who voted and what was voted on, in an order set by the votes: no draw hangs on names or rows."""
    table = given.loc[given.notna().any(axis=1), given.notna().any()]
    codes = table.fillna(2).to_numpy().astype(np.int64) + 1
    # A statement is known by its votes, each with how its voter voted elsewhere; then by its name.
    voters = (codes[:, :, None] == np.arange(4)).sum(axis=1) @ (codes.shape[1] + 1) ** np.arange(4)[::-1]
    known = [np.sort(voters * 4 + column).tolist() for column in codes.T]
    statements = sorted(range(len(known)), key=lambda j: (known[j], str(table.columns[j])))
    codes = codes[:, statements]
    people = np.lexsort(codes.T[::-1]) if codes.size else []
    return table.iloc[people, statements]


def _panel(table: pd.DataFrame, rng: np.random.Generator) -> _Panel:
    values = table.to_numpy()
    seen = ~np.isnan(values)
    counts, statements = seen.sum(axis=1), seen.shape[1]
    active = np.flatnonzero(counts >= min(LEAST_VOTES, statements))
    sample = rng.permutation(active)[:SAMPLE]
    return _Panel(np.where(seen, values, 0.0), seen, np.sqrt(statements / counts), active, sample)


def _project(panel: _Panel, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Statement means, two principal components and everybody's place, people counted by weight."""
    heard = weight @ panel.seen
    centre = np.divide(weight @ panel.votes, heard, out=np.zeros_like(heard), where=heard > 0)
    # The mean stands in for a vote not cast, so it deviates by nothing.
    deviation = (panel.votes - centre) * panel.seen
    components = _components(deviation, weight)
    return centre, components, deviation @ components.T * panel.scale[:, None]


def _components(deviation: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The two directions of largest spread; the largest entry of each is positive."""
    spread, directions = np.linalg.eigh((deviation * weight[:, None]).T @ deviation)
    components = np.zeros((2, deviation.shape[1]))
    for row in range(min(2, len(spread))):
        if spread[-1 - row] > 1e-9 * max(spread[-1], 1):
            axis = directions[:, -1 - row]
            components[row] = axis * np.sign(axis[np.abs(axis).argmax()])
    return components


def _best_groups(points: np.ndarray, rng: np.random.Generator) -> tuple[float, np.ndarray | None]:
    """The largest silhouette over the numbers of groups, and its centres; (NaN, None) if there can be none."""
    from sklearn.cluster import KMeans  # seconds to import
    from sklearn.metrics import silhouette_score

    best, centres = float("nan"), None
    distinct = len(np.unique(points.round(9), axis=0))
    for k in GROUPS:
        start = int(rng.integers(2**31))
        if k > min(distinct, len(points) - 1):
            continue
        fitted = KMeans(k, n_init=STARTS, random_state=start).fit(points)
        silhouette = float(silhouette_score(points, fitted.labels_))
        if centres is None or silhouette > best:
            best, centres = silhouette, fitted.cluster_centers_
    return best, centres


def _labels(coords: np.ndarray, weight: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """The group of each, the centres settled on all of them; 0 is the largest."""
    from sklearn.cluster import KMeans

    labels = KMeans(len(centres), init=centres, n_init=1).fit(coords, sample_weight=weight).labels_
    sizes = np.bincount(labels, minlength=len(centres))
    return np.argsort(np.argsort(-sizes, kind="stable"))[labels].astype(float)


def _chance(panel: _Panel, permutations: int, rng: np.random.Generator) -> float:
    """The silhouette that panels without groups stay under in 95 % of cases."""
    seen, votes = panel.seen.T, panel.votes.T
    silhouettes = []
    for _ in range(permutations):
        shuffled = np.zeros_like(votes)
        for row, mask, cast in zip(shuffled, seen, votes):
            row[mask] = rng.permutation(cast[mask])
        _, _, coords = _project(replace(panel, votes=shuffled.T), np.ones(len(panel.votes)))
        silhouettes.append(_best_groups(coords[panel.sample], rng)[0])
    return float(np.quantile(silhouettes, 0.95, method="higher"))


def _stability(panel: _Panel, labels: np.ndarray, groups: int, bootstraps: int, rng: np.random.Generator) -> float:
    """How well do the same groups come back when other people of the same kind had answered?"""
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score

    people, agreements = len(panel.votes), []
    for _ in range(bootstraps):
        drawn = np.bincount(rng.integers(people, size=people), minlength=people).astype(float)
        _, _, coords = _project(panel, drawn)
        start = int(rng.integers(2**31))
        if (drawn[panel.sample] > 0).sum() < groups:
            agreements.append(0.0)  # too few came back to form the groups
            continue
        model = KMeans(groups, n_init=STARTS, random_state=start)
        first = model.fit(coords[panel.sample], sample_weight=drawn[panel.sample])
        again = _labels(coords[panel.active], drawn[panel.active], first.cluster_centers_)
        agreements.append(adjusted_rand_score(labels, again))
    return float(np.mean(agreements))
