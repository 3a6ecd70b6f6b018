"""Thousands of possible futures: the model as written, whatever engine, split or number of threads."""

import numpy as np
import pytest

from alliance_lib.scaleup import kernel


def agree(ours, theirs):
    """The accuracy that is promised against an independent model."""
    assert np.array_equal(ours["gate_month"], theirs["gate_month"])
    assert (ours["done_month"] == theirs["done_month"]).mean() >= 0.999
    for key in ("cost", "npv", "market_cost_per_home"):
        assert np.allclose(ours[key], theirs[key], rtol=1e-6, atol=1e-6), key
    for key in ("homes", "quarter_homes"):
        assert np.allclose(ours[key], theirs[key], rtol=0, atol=1e-4), key
    assert np.allclose(ours["continuity"], theirs["continuity"], atol=1e-12)


SETTINGS = {
    "as it is": {},
    "promises pulled forward, no tolerance": {"buffer": 0.2, "tol": 0},
    "hiring on the backlog only": {"trust": 0.0, "H": 4.0},
    "hiring for less than promised": {"staff_for": 0.6, "g": 0.02, "d": 0.3},
    "investing has no effect": {"u": 1.0, "v": 1.0, "F": np.zeros(3)},
    "all gates open at once": {"gate_homes": np.zeros(2), "gate_theta": np.zeros(2), "gate_cost": np.full(2, np.inf)},
    "no gate ever opens": {"gate_theta": np.full(2, 2.0)},
    "consent is hard to get": {"m_cons": np.array([0.6, 0.62, 0.64]), "kappa": 8.0},
    "delays are shared by all": {"rho_g": 0.7, "rho_o": 0.3},
    "a year and a month": {"T": 13},
}


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("compiled", [True, False], ids=["numba", "numpy"])
def test_an_independent_simpy_model_of_the_text_agrees(case, synthetic, simpy_model, setting, compiled):
    case |= SETTINGS[setting]
    case["plan"] = case["plan"][:, :, : case["T"]]
    u = np.random.default_rng(20).random((15, synthetic.draws_needed(case)))
    agree(kernel.simulate(case, 15, 0, uniforms=u, compiled=compiled), simpy_model.simulate(case, u))


@pytest.mark.parametrize(
    "sizes",
    [(25, 400, 3, 5, 1, 60), (40, 200, 4, 2, 4, 100), (1, 30, 1, 1, 2, 50), (8, 90, 2, 3, 5, 7)],
    ids=["one phase", "complexes below ten homes", "one complex", "horizon before the first work"],
)
def test_other_sizes_agree_with_simpy_too(synthetic, simpy_model, sizes):
    case = synthetic.synthetic_case(*sizes)
    u = np.random.default_rng(3).random((12, synthetic.draws_needed(case)))
    agree(kernel.simulate(case, 12, 0, uniforms=u), simpy_model.simulate(case, u))
    agree(kernel.simulate(case, 12, 0, uniforms=u, compiled=False), simpy_model.simulate(case, u))


@pytest.mark.parametrize("edge", [0.0, 1.0], ids=["all luck 0", "all luck 1"])
def test_uniforms_of_0_and_1_are_taken_as_just_inside(case, synthetic, edge):
    u = np.full((1, synthetic.draws_needed(case)), edge)
    result = kernel.simulate(case, 1, 0, uniforms=u)
    assert all(np.isfinite(value).all() for value in result.values())


def same(a, b):
    return all(np.array_equal(a[key], b[key]) for key in a)


def test_threads_and_splits_do_not_change_a_bit(case):
    whole = kernel.simulate(case, 101, 9, threads=1)
    assert same(whole, kernel.simulate(case, 101, 9, threads=3))
    parts = [kernel.simulate(case, n, 9, threads=2, first=f) for f, n in ((0, 40), (40, 1), (41, 60))]
    assert same(whole, {key: np.concatenate([part[key] for part in parts]) for key in whole})


def test_the_fallback_draws_the_same_luck_and_gives_the_same_answers(case):
    a, b = (kernel.simulate(case, 600, 4, compiled=compiled) for compiled in (True, False))
    for key in ("gate_month", "done_month", "release_month", "continuity"):
        assert np.array_equal(a[key], b[key]), key
    for key in ("cost", "homes", "npv", "quarter_homes", "idle_months", "work_months", "builder_homes"):
        assert np.allclose(a[key], b[key], rtol=1e-9, atol=1e-7), key


def test_more_delay_with_the_same_luck_never_brings_a_release_forward(case):
    now = kernel.simulate(case, 50, 1)["release_month"]
    later = kernel.simulate(case | {"mu": case["mu"] + 0.2}, 50, 1)["release_month"]
    assert (later >= now).all() and (later > now).any()


def test_homes_are_neither_lost_nor_made(case):
    result = kernel.simulate(case, 80, 2)
    done = (result["done_month"] >= 0) @ case["h"]
    assert (result["homes"] >= done - 1e-6).all() and (result["homes"] <= case["h"].sum() + 1e-6).all()
    assert np.allclose(result["quarter_homes"].sum(1), result["homes"])
    assert np.allclose(result["builder_homes"].sum(1), result["homes"])


def test_without_complexes_only_idle_hands_cost_money(synthetic):
    case = synthetic.synthetic_case(complexes=0, homes=0)
    for compiled in (True, False):
        result = kernel.simulate(case, 3, 1, compiled=compiled)
        assert (result["homes"] == 0).all() and (result["market_cost_per_home"] == 0).all()
        assert np.allclose(result["cost"], (case["c_min"] * case["idle"]).sum() * case["T"])


def test_if_nobody_consents_nothing_is_built_and_the_market_has_no_price(case):
    result = kernel.simulate(case | {"m_cons": np.zeros(3)}, 20, 1)
    small = case["h"] < 10
    assert (result["done_month"][:, ~small] == -1).all()
    assert (result["release_month"] < case["T"]).any()


def test_a_builder_without_work_has_no_continuity(case):
    case["builder"] = np.where(case["builder"] == 2, 0, case["builder"])
    result = kernel.simulate(case, 20, 1)
    assert (result["continuity"][:, 2] == 0).all() and (result["builder_homes"][:, 2] == 0).all()


def test_a_horizon_shorter_than_the_first_promise_ends_with_nothing(case):
    case |= {"T": 2, "plan": case["plan"][:, :, :2], "tp": case["tp"] + 5}
    result = kernel.simulate(case, 4, 1)
    assert result["quarter_homes"].shape == (4, 0) and (result["homes"] == 0).all()


def test_varied_parameters_equal_a_case_with_those_parameters(case):
    trust, beta = np.repeat([0.2, 0.9], 10), np.repeat([0.1, 0.3], 10)
    varied = kernel.vary(case, {"trust": trust, "beta": beta}, np.tile(np.arange(10), 2), 5)
    for k in range(2):
        alone = kernel.simulate(case | {"trust": trust[10 * k], "beta": beta[10 * k]}, 10, 5)
        for key in ("cost", "homes", "done_month", "npv"):
            assert np.array_equal(varied[key][10 * k : 10 * k + 10], alone[key]), key


@pytest.mark.parametrize("compiled", [True, False])
def test_plausible_mu_and_sig_take_turns_by_scenario_number(case, compiled):
    posterior = np.random.default_rng(1).uniform(0.1, 0.4, (3, 2, 2))
    mixed = kernel.simulate(case | {"posterior": posterior}, 5, 8, first=10, compiled=compiled)
    for s in range(5):
        mu, sig = posterior[(10 + s) % 3].T
        alone = kernel.simulate(case | {"mu": mu, "sig": sig}, 1, 8, first=10 + s, compiled=compiled)
        assert all(np.array_equal(mixed[key][s], alone[key][0]) for key in mixed)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"uniforms": np.full((4, 9), 0.5)}, "shape"), ({"seed": -1}, "seed"), ({"threads": 0}, "threads"),
        ({"first": -1}, "first"), ({"uniforms": np.full((4, 363), 1.5)}, "0..1"),
        ({"uniforms": np.full((4, 363), np.nan)}, "0..1"),
    ],
)  # fmt: skip
def test_a_call_that_makes_no_sense_is_refused(case, arguments, message):
    with pytest.raises(ValueError, match=message):
        kernel.simulate(case, 4, **{"seed": 1, **arguments})


def test_an_unknown_factor_is_refused(case):
    with pytest.raises(ValueError, match="unknown factor"):
        kernel.vary(case, {"luckiness": [1.0]}, [0], 1)


def test_the_summary_is_the_same_however_it_is_split(case):
    whole = kernel.summarize(case, 90, 6, threads=1)
    pieces = [kernel.summarize(case, n, 6, threads=2, first=f) for f, n in ((50, 40), (0, 50))]
    both = pieces[0].merge(pieces[1])
    assert both.scenarios == whole.scenarios == 90
    assert all(np.array_equal(a, b) for a, b in zip(whole.counts, both.counts, strict=True))
