"""How hard does the adversary try, and what did it find? One line of totals at the end of a run."""

import pytest

TOTAL = "adversary"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--adversary", choices=("quick", "full"), default="quick", help="how hard tests/adversary tries")


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Is this the full suite, with the numbers that must hold, or the quick one of every test run?"""
    return request.config.getoption("--adversary") == "full"


@pytest.fixture
def total(record_property):
    """Says one figure of this test in the line of totals, also when the test then fails."""
    return lambda text: record_property(TOTAL, text)


def pytest_terminal_summary(terminalreporter) -> None:
    reports = [one for outcome in ("passed", "failed") for one in terminalreporter.getreports(outcome)]
    told = [text for one in reports for name, text in one.user_properties if name == TOTAL]
    if told:
        terminalreporter.write_line(f"adversary: {'; '.join(told)}")
