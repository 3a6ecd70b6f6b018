"""The made-up case and the independent SimPy model, shared with the benchmarks."""

import importlib.util
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def _load(name):
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def synthetic():
    return _load("synthetic_case")


@pytest.fixture(scope="session")
def simpy_model():
    return _load("simpy_model")


@pytest.fixture
def case(synthetic):
    return synthetic.synthetic_case()
