"""Counted by one machine or by several: the same bits."""

import sys

import numpy as np
import pytest

from alliance_lib.errors import AllianceError
from alliance_lib.scaleup import kernel, spread, tables

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def some(synthetic):
    return synthetic.synthetic_case(complexes=12, homes=240, months=48)


def within(count):
    """Workers inside this process: quick, and the same way of splitting."""
    return distributed.Client(processes=False, n_workers=count, threads_per_worker=1, dashboard_address="127.0.0.1:0")


def same(a, b):
    return a.scenarios == b.scenarios and all(np.array_equal(x, y) for x, y in zip(a.counts, b.counts, strict=True))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_one_two_and_three_workers_give_identical_bits(some, count):
    with within(count) as client:
        assert same(spread.summarize(some, 101, 6, client, first=7), kernel.summarize(some, 101, 6, threads=2, first=7))


@pytest.mark.parametrize("scenarios", [0, 1])
def test_fewer_scenarios_than_workers_are_counted_too(some, scenarios):
    with within(2) as client:
        assert same(spread.summarize(some, scenarios, 6, client), kernel.summarize(some, scenarios, 6))


@pytest.mark.slow
def test_processes_on_this_machine_count_along_and_a_scheduler_is_found_by_its_address(some):
    with spread.workers(None, 2) as client:
        assert same(spread.summarize(some, 50, 6, client), kernel.summarize(some, 50, 6))
        with spread.workers(client.scheduler.address, 0) as guest:
            assert same(spread.summarize(some, 50, 6, guest), kernel.summarize(some, 50, 6))


def test_only_numbers_travel(some):
    assert all(isinstance(one, np.ndarray) and one.dtype.kind in "if" for one in tables.prepare(some))


def test_without_dask_a_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(AllianceError, match="Dask is not installed"), spread.workers(None, 1):
        pass


def test_nobody_at_the_address_is_said_in_a_sentence(monkeypatch):
    with pytest.raises(AllianceError, match="no Dask scheduler answers"), spread.workers("nowhere", 1):
        pass


def test_a_scheduler_without_workers_is_refused(some):
    with within(0) as client, pytest.raises(AllianceError, match="no workers"):
        spread.summarize(some, 5, 1, client)


def test_a_negative_number_of_scenarios_is_refused(some):
    with within(1) as client, pytest.raises(ValueError, match="at least 0"):
        spread.summarize(some, -1, 1, client)
