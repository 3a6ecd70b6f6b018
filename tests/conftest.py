"""How hard does the adversary try, and what did it find? One line of totals at the end of a run."""

import pytest

TOTAL = "adversary"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--adversary", choices=("quick", "full"), default="quick", help="how hard tests/adversary tries")


# Whole doors: real files, real kernels, real workbooks. Without them (-m "not slow") a minute is enough.
SLOW = ("adversary", "briefing", "browser", "cli", "workbook", "test_view.py", "test_notebooks.py", "test_lock.py",
        "test_passphrase.py", "test_panel.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if set(SLOW) & set(item.path.parts):
            item.add_marker("slow")


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Is this the full suite, with the numbers that must hold, or the quick one of every test run?"""
    return request.config.getoption("--adversary") == "full"


@pytest.fixture
def total(record_property):
    """Adds one figure to the line of totals, also when the test then fails: total(3, "leaks")."""
    return lambda count, what: record_property(TOTAL, (count, what))


def pytest_terminal_summary(terminalreporter) -> None:
    reports = [one for outcome in ("passed", "failed") for one in terminalreporter.getreports(outcome)]
    counted: dict[str, int] = {}
    for count, what in (held for one in reports for name, held in one.user_properties if name == TOTAL):
        counted[what] = counted.get(what, 0) + count
    if counted:
        terminalreporter.write_line(f"adversary: {'; '.join(f'{count:,} {what}' for what, count in counted.items())}")
