"""Very many futures of very much property, counted as things stand: what is kept and what is counted agree."""

import numpy as np
import pytest
from demo_frames import demo

from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.scaleup import case, futures, national, plan, track

FEW = load("scaleup").with_values(scenarios=200)


@pytest.fixture(scope="module")
def work():
    seen = []

    def counted(programme):
        seen.append(programme)
        return programme.count(0, 10)

    national.forecast(demo(3), FEW, 1, counted)
    return seen[0]


def same(a, b):
    return a.scenarios == b.scenarios and all(np.array_equal(x, y) for x, y in zip(a.counts, b.counts, strict=True))


def test_counting_in_any_split_and_any_threads_gives_the_same_bits(work):
    whole = work.count(0, 57)
    assert same(whole, work.count(0, 57, threads=3))
    assert same(whole, work.count(20, 57).merge(work.count(0, 3)).merge(work.count(3, 20)))


def test_counted_is_what_the_forecast_keeps_with_the_same_luck_b54():
    alliance = demo(3)
    rows, gates = national.forecast(alliance, FEW, 1, lambda one: one.count(0, 200))
    found = plan.read(alliance, FEW)
    built = case.build(found, track.read(alliance, FEW), alliance["builders"], FEW, 1)
    kept = futures.play(found, built, 1)
    fan = built.base_homes + np.quantile(kept.quarter_homes.cumsum(1), [0.1, 0.5, 0.9], axis=0, method="inverted_cdf")
    ends = [found.month_start(3 * (q + 1)) for q in range(fan.shape[1])]
    for row in rows:
        at = ends.index(row["day_date"])
        assert np.allclose([row["low_homes"], row["middle_homes"], row["high_homes"]], fan[:, at], atol=found.rows["homes_count"].sum() / 3000)
    opened = (kept.gate_month < found.months).mean(0)[built.open_gates:]
    assert np.allclose([gate["open_share"] for gate in gates], np.clip(opened, 0.01, 0.99))


def test_only_numbers_and_codes_travel(work):
    for one in [*work.tables, *vars(work.case).values()]:
        assert isinstance(one, (np.ndarray, float, int, dict))
    for name, value in work.case.fields.items():
        numbers = np.asarray([list(item.values())[:2] for item in value] if name == "conditions" else value)
        assert numbers.dtype.kind in "biuf" or name in ("small_rule", "gate_window", "remedy"), name


def test_nothing_to_count_without_complexes():
    assert national.forecast(from_frames({}, 1), FEW, 1, lambda one: pytest.fail("nothing to count")) == ([], [])
