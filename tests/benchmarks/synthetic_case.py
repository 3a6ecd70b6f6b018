"""A made-up alliance to forecast: every field of a case, from a handful of sizes and a seed."""

import numpy as np


def _plan(case, months_each=8):
    """Promised homes per month of phases <= p: each complex spread over its months after consent."""
    plan = np.zeros((case["P"], case["B"], case["T"]))
    for h, b, p, tp in zip(case["h"], case["builder"], case["phase"], case["tp"], strict=True):
        start = int(tp) + 2
        for t in range(start, min(start + months_each, case["T"])):
            plan[p:, b, t] += h / months_each
    return plan


def _parties(rng, owners, builders, phases, per_builder):
    """What differs per corporation and per builder."""
    mean_flow = per_builder / 60
    return {
        "mu": rng.normal(0.12, 0.08, owners),
        "sig": rng.uniform(0.25, 0.5, owners),
        "cond": np.tile([0.6, 0.82, 0.95, 1.0], (owners, 1)),
        "cap": np.linspace(0.8, 2.2, phases)[None, :] * np.full((builders, 1), mean_flow),
        "c_min": np.full(builders, 0.15 * mean_flow),
        "c1": rng.uniform(60, 75, builders),
        "n0": rng.uniform(80, 150, builders),
        "idle": rng.uniform(8, 14, builders),
        "F": np.full(builders, 400.0),
    }


SCALARS = {
    "rho_g": 0.2, "rho_o": 0.3, "beta": 0.15, "lab": 0.6, "u": 0.94, "v": 1.12, "Linv": 6,
    "trust": 0.6, "H": 9.0, "g": 0.08, "d": 0.1, "staff_for": 1.0, "lmin": 0.8, "rate": 0.003,
    "buffer": 0.0, "tol": 1, "kappa": 25.0, "c_round": 2, "c_retry": 3, "rep_c": 2.5, "rep_s": 0.4,
    "margin": 0.08, "n0m": 40.0,
}


def synthetic_case(complexes=60, homes=3000, owners=2, builders=3, phases=3, months=120, seed=7):
    """Which alliance do we try the forecast on? Sizes in, a full case out."""
    rng = np.random.default_rng(seed)
    share = rng.uniform(0.3, 1.7, complexes)
    h = np.maximum(4, np.round(share * homes / max(share.sum(), 1))).astype(int)
    tp = np.sort(rng.integers(2, max(3, int(0.6 * months)), complexes))
    phase = np.minimum(phases - 1, (np.arange(complexes) * (phases + 1) / max(complexes, 1)).astype(int))
    phase = np.where(phase > 0, phase, 0)
    case = {
        "h": h, "owner": rng.integers(0, owners, complexes), "builder": rng.integers(0, builders, complexes),
        "phase": phase, "tp": tp, "lead": rng.integers(6, 25, complexes).astype(float),
        "score": rng.integers(2, 6, complexes),
        "T": months, "B": builders, "P": phases, "O": owners,
        "m_cons": np.array([0.78, 0.8, 0.82]), "rep_m": np.array([0, 1, 3, 6]),
        **_parties(rng, owners, builders, phases, homes / builders), **SCALARS,
    }
    total = float(h.sum())
    case["gate_homes"] = np.array([0.04, 0.2, 0.4, 0.5])[: phases - 1] * total
    case["gate_theta"] = np.full(phases - 1, 0.35)
    case["gate_cost"] = np.array([74.0, 70.0, 69.0, 68.0])[: phases - 1]
    case["plan"] = _plan(case)
    return case


def draws_needed(case):
    """How many uniforms does one scenario of this case take?"""
    return 1 + case["O"] + 4 * len(case["h"]) + case["T"]
