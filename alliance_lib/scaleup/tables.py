"""What is fixed before the first scenario: promises due, consent, workable months, the market.

Nothing here depends on luck; no table grows with homes times builders.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import scipy

# columns of Tables.par: what may differ per scenario (and so be a factor of a sensitivity run)
PARAMETERS = (
    "rho_g", "rho_o", "beta", "lab", "u", "v", "Linv", "trust", "H", "g", "d", "staff_for", "lmin", "rate",
    "c_round", "c_retry", "rep_c", "rep_s", "margin", "lesson_lag", "q0", "gamma", "rework", "leave",
    "inflation", "court_p", "court_months", "remedy_after", "remedy_gain", "remedy_cost",
    "mu_shift", "sig_scale", "cond_shift", "consent_shift",
)  # fmt: skip
(
    RHO_G, RHO_O, BETA, LAB, UNIT, SPEED, LINV, TRUST, HIRE, GROW, SHRINK, STAFF, LMIN, RATE,
    C_ROUND, C_RETRY, REP_C, REP_S, MARGIN, LAG, Q0, GAMMA, REWORK, LEAVE,
    INFLATION, COURT_P, COURT_MONTHS, AFTER, GAIN, MEND_COST,
    MU_SHIFT, SIG_SCALE, COND_SHIFT, CONSENT_SHIFT,
) = range(len(PARAMETERS))  # fmt: skip
NEUTRAL = {
    "lesson_lag": 0.0, "q0": 0.0, "gamma": 0.0, "rework": 0.0, "leave": 0.0, "inflation": 0.0, "court_p": 0.0,
    "court_months": 0.0, "remedy_after": 0.0, "remedy_gain": 0.0, "remedy_cost": 0.0, "mu_shift": 0.0,
    "sig_scale": 1.0, "cond_shift": 0.0, "consent_shift": 0.0,
}  # fmt: skip
SHAPES = {
    "h": "N", "owner": "N", "builder": "N", "phase": "N", "tp": "N", "lead": "N", "score": "N",
    "mu": "O", "sig": "O", "cond": "O4", "plan": "PBT", "cap": "BP", "c_min": "B", "c1": "B", "n0": "B",
    "idle": "B", "F": "B", "gate_homes": "G", "gate_theta": "G", "gate_cost": "G", "m_cons": "3", "rep_m": "4",
}  # fmt: skip
SMALL = 10


class Tables(NamedTuple):
    """The case as the kernels read it; columns as named in the comments."""

    whole: np.ndarray  # [N, 7] h, owner, builder, phase, tpb, month from which the promise is due, worst shortfall
    real: np.ndarray  # [N, 4] lead, cumulative consent of attempts 0..2
    ratio: np.ndarray  # [K, O, 2] plausible mu and sig; scenario s takes row s mod K
    owner: np.ndarray  # [O, 6] mu, sig, cond 0..3
    builder: np.ndarray  # [B, 8] c_min, c1, n0, idle, F, lastq, first planned month, last of lastq
    plan: np.ndarray  # [P, B, T]
    cap: np.ndarray  # [B, P]
    gate: np.ndarray  # [P-1, 3] homes, theta, cost
    due: np.ndarray  # [P, T] promises due of phases <= p, within the gate's window
    workable: np.ndarray  # [12, 64]
    market: np.ndarray  # [max h + 1] cost of j homes tendered alone, in first-home costs
    repair_months: np.ndarray  # [4]
    small: np.ndarray  # [10, 10] cumulative chance of k yes among h < 10 homes; empty: rule "pass"
    condition: np.ndarray  # [K, 4] chance open, months, window's first month, window's length
    span: np.ndarray  # T, tolerance, gate window, columns drawn
    par: np.ndarray  # PARAMETERS


def _sizes(case):
    sizes = {"N": len(np.atleast_1d(case["h"]))}
    for key in "OBPT":
        sizes[key] = int(case[key])
        if sizes[key] < 1:
            raise ValueError(f"{key} must be at least 1, got {case[key]}")
    return sizes | {"G": sizes["P"] - 1}


def _field(case, key, sizes):
    shape = tuple(sizes.get(letter, 0) or (int(letter) if letter.isdigit() else 0) for letter in SHAPES[key])
    value = np.array(case[key], dtype=float, order="C")  # one layout, so that the kernel is compiled once
    if value.shape != shape:
        raise ValueError(f"{key} must have shape {shape}, got {value.shape}")
    if not (np.isfinite(value) | (np.isposinf(value) & (key == "gate_cost"))).all():
        raise ValueError(f"{key} must be finite")
    return value


def _scalars(case):
    mend = case.get("remedy") or {}
    given = {**NEUTRAL, **{key: case[key] for key in PARAMETERS if key in case}}
    given |= {f"remedy_{key}": mend[key] for key in ("after", "gain", "cost") if key in mend}
    missing = [key for key in PARAMETERS if key not in given]
    if missing:
        raise ValueError(f"the case misses {', '.join(missing)}")
    par = np.array([float(given[key]) for key in PARAMETERS])
    if not np.isfinite(par).all():
        raise ValueError("every scalar of a case must be finite")
    return par


def _check(f, sizes, par):
    for key, top in (("owner", "O"), ("builder", "B"), ("phase", "P")):
        if f[key].size and (f[key].min() < 0 or f[key].max() >= sizes[top]):
            raise ValueError(f"{key} must lie in 0..{sizes[top] - 1}")
    if f["h"].size and (f["h"].min() < 1 or (f["h"] % 1).any()):
        raise ValueError("h must be whole numbers of homes, at least 1")
    if f["score"].size and not ((f["score"] >= 1) & (f["score"] <= 6)).all():
        raise ValueError("score must lie in 1..6")
    if par[RHO_G] < 0 or par[RHO_O] < 0 or par[RHO_G] + par[RHO_O] > 1:
        raise ValueError("rho_g and rho_o must be at least 0 and together at most 1")
    if (np.diff(f["cond"], axis=1) < 0).any():
        raise ValueError("cond must be cumulative: not falling from shortfall 0 to 3")
    if (f["lead"] < 0).any():
        raise ValueError("lead must be at least 0 months")
    if (f["n0"] <= 0).any() or (f["sig"] < 0).any() or par[HIRE] <= 0:
        raise ValueError("n0 and H must be positive and sig at least 0")


def _down(x):
    return np.floor(np.asarray(x) + 1e-9)


def _up(x):
    return np.ceil(np.asarray(x) - 1e-9)


@cache
def workable_time() -> np.ndarray:
    """Which share of a month can be worked, per calendar month and equal chance class?

    Gives: read-only array (12, 64), quantiles (k + .5)/64 of Beta(25 mean, 25 (1 - mean)).
    """
    mean = (0.86 - 0.08 * np.cos(2 * np.pi * np.arange(12) / 12))[:, None]
    table = scipy.special.betaincinv(25 * mean, 25 * (1 - mean), (np.arange(64) + 0.5) / 64)
    table.setflags(write=False)
    return table


def beta_binomial(homes, mean: float, kappa: float) -> np.ndarray:
    """How likely is each number of yes votes, 0..max, in complexes of these sizes?

    Reads: homes [n]; mean consent 0..1; concentration kappa > 0.
    Gives: array (n, max homes + 1) of probabilities, 0 beyond a complex's own size.
    """
    h = np.asarray(homes, dtype=float)[:, None]
    k = np.arange(int(h.max(initial=0)) + 1)[None, :]
    if mean <= 0 or mean >= 1:
        return (k == (h if mean >= 1 else 0)).astype(float)
    a, b = mean * kappa, (1 - mean) * kappa
    rest = np.maximum(h - k, 0)
    lgamma, lbeta = scipy.special.gammaln, scipy.special.betaln
    log = lgamma(h + 1) - lgamma(k + 1) - lgamma(rest + 1) + lbeta(k + a, rest + b) - lbeta(a, b)
    return np.where(k <= h, np.exp(log), 0.0)


def consent(homes, means, kappa: float) -> np.ndarray:
    """How likely is 70 % consent within one, two and three rounds?

    Reads: homes [n], mean consent per round [3], concentration. Gives: array (n, 3), rising.
    Source: P(yes >= ceil(0.7 h)) of the beta-binomial; fewer than 10 homes: 1.
    """
    sizes, place = np.unique(np.asarray(homes, dtype=int), return_inverse=True)
    enough = np.arange(int(sizes.max(initial=0)) + 1)[None, :] >= _up(0.7 * sizes)[:, None]
    missed = np.ones(len(sizes))
    rounds = []
    for mean in means:
        chance = (beta_binomial(sizes, float(mean), kappa) * enough).sum(1)
        missed = missed * (1 - np.where(sizes < SMALL, 1.0, np.minimum(chance, 1.0)))
        rounds.append(1 - missed)
    return np.stack(rounds, axis=1)[place].reshape(len(place), len(rounds))


def promises_due(phase, month, phases: int, window: tuple[int, int]) -> np.ndarray:
    """How many promises of phases <= p are due in each month?

    Reads: phase [N], month from which each is due [N], phases, (months T, months judged).
    Gives: array (phases, T): those due by then, within the last so many months.
    """
    months, judged = window
    due = np.zeros((phases, months + 1))
    np.add.at(due, (phase.astype(int), np.clip(month, 0, months).astype(int)), 1)
    total = due[:, :months].cumsum(1).cumsum(0)
    past = np.zeros_like(total)
    past[:, judged:] = total[:, : max(months - judged, 0)]
    return total - past


def _conditions(case):
    rows = []
    for item in case.get("conditions") or ():
        first, length = item.get("window") or (0, 12)
        if not 1 <= length <= 12 or not 0 <= first <= 11 or not 0 <= item["p"] <= 1:
            raise ValueError("a condition needs p in 0..1 and a window (month 0..11, length 1..12)")
        rows.append((item["p"], _up(item["months"]), first, length))
    return np.array(rows, dtype=float).reshape(-1, 4)


def _small(case, kappa, means):
    rule = case.get("small_rule", "pass")
    if rule not in ("pass", "per_tenant"):
        raise ValueError(f'small_rule must be "pass" or "per_tenant", got {rule!r}')
    if rule == "pass":
        return np.zeros((0, SMALL))
    return beta_binomial(np.arange(SMALL), float(means[0]), kappa).cumsum(1)


def _ratio(case, f):
    known = case.get("posterior")
    known = np.stack([f["mu"], f["sig"]], axis=1)[None] if known is None else np.array(known, dtype=float, order="C")
    if known.ndim != 3 or known.shape[1:] != (len(f["mu"]), 2) or not len(known):
        raise ValueError(f"posterior must have shape (K, {len(f['mu'])}, 2), got {known.shape}")
    if not np.isfinite(known).all() or (known[..., 1] < 0).any():
        raise ValueError("posterior must be finite, sig at least 0")
    return known


def _columns(case, sizes, par, conditions):
    """Draws per scenario: the fixed layout, then court [N], leaving [O+B], conditions [K N]."""
    n, parties = sizes["N"], sizes["O"] + sizes["B"]
    base = 1 + sizes["O"] + 4 * n + sizes["T"]
    if conditions:
        return base + n + parties + conditions * n
    if par[LEAVE] > 0:
        return base + n + parties
    return base + n if par[COURT_P] > 0 else base


def _builders(f, sizes):
    planned = f["plan"][-1] > 0
    some = planned.any(1)
    last = sizes["T"] - 1 - planned[:, ::-1].argmax(1)
    lastq = np.where(some, last // 3, -1)
    first = np.where(some, planned.argmax(1), sizes["T"])
    return np.column_stack([f["c_min"], f["c1"], f["n0"], f["idle"], f["F"], lastq, first, 3 * lastq + 2])


def _market(case, par, largest):
    j = np.arange(largest)
    learned = (1 - par[LAB]) + par[LAB] * (1 + j / float(case["n0m"])) ** -par[BETA]
    return np.concatenate([[0.0], np.cumsum(learned)])


def prepare(case: dict) -> Tables:
    """What of this case is the same in every scenario?

    Reads: a plain dict with the fields of a case (see `simulate`). Gives: `Tables`.
    Refuses: ValueError for a missing field, a wrong shape, a value that is not finite, an owner,
        builder or phase that does not exist, fewer than one home, a score outside 1..6.

    Extensions, each without effect when left out; draws are appended behind the fixed layout as
    court (N), leaving (O + B), conditions (K N, condition by condition):
    - posterior (K, O, 2): plausible (mu, sig) per owner; scenario s takes row s mod K instead of mu, sig.
    - small_rule "per_tenant": of h < 10 homes, k take part, the first k with u < F(k), F the
      beta-binomial(h, m_1 kappa, (1 - m_1) kappa) of the first round; the rest is left out.
    - court_p, court_months: ready + court_months if the court draw < court_p.
    - conditions, a list of {"p", "months", "window": (first month 0..11, length) or None}: if the
      draw < p it is still open at the promised month; settling starts in the first month from then
      on within the window; release = the latest of date, condition and all settled.
    - lesson_lag: L = (1 + n(t - lag)/n0)^-beta, n before the work of month t - lag, 0 before the start.
    - q0, gamma, rework: cost + w q0 (1 + n(t - lag)/n0)^-gamma rework; not in the unit cost.
    - gate_window W: promises due and kept are counted if due from one of the months t-W+1..t.
    - remedy {"after", "gain", "cost"}: in the after-th month a gate is closed on promises, promises
      neither due nor released get mu - gain (the same luck, the same promised month, release not
      before the next month) at this cost; once per gate, gains add up.
    - leave: a party leaves in month floor(log u / log(1 - leave)); a corporation's complexes no
      longer enter a queue, a builder's capacity is 0.
    - inflation: every amount of month t times (1 + inflation)^t, the gate's unit cost included.
    """
    missing = [key for key in (*SHAPES, *"OBPT", "kappa", "n0m", "buffer", "tol") if key not in case]
    if missing:
        raise ValueError(f"the case misses {', '.join(missing)}")
    sizes, par = _sizes(case), _scalars(case)
    f = {key: _field(case, key, sizes) for key in SHAPES}
    _check(f, sizes, par)
    tpb = _down(f["tp"] / (1 + float(case["buffer"])))
    due_from = np.clip(tpb + _up(case["tol"]), 0, sizes["T"])
    window = case.get("gate_window")
    judged = sizes["T"] if window is None else min(int(window), sizes["T"])
    if judged < 1:
        raise ValueError("gate_window must be at least one month")
    conditions = _conditions(case)
    whole = np.column_stack([f["h"], f["owner"], f["builder"], f["phase"], tpb, due_from, 6 - f["score"]])
    return Tables(
        whole=whole.astype(np.int32),
        real=np.column_stack([f["lead"], consent(f["h"], f["m_cons"], float(case["kappa"]))]),
        ratio=_ratio(case, f), owner=np.column_stack([f["mu"], f["sig"], f["cond"]]),
        builder=_builders(f, sizes), plan=f["plan"], cap=f["cap"],
        gate=np.column_stack([f["gate_homes"], f["gate_theta"], f["gate_cost"]]),
        due=promises_due(f["phase"], due_from, sizes["P"], (sizes["T"], judged)),
        workable=workable_time(), market=_market(case, par, int(f["h"].max(initial=0))),
        repair_months=_up(f["rep_m"]).astype(np.int64),
        small=_small(case, float(case["kappa"]), f["m_cons"]), condition=conditions,
        span=np.array([sizes["T"], int(_down(case["tol"])), judged, _columns(case, sizes, par, len(conditions))]),
        par=par,
    )  # fmt: skip
