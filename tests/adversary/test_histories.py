"""Whatever is asked, in whatever order, and whatever is edited in between: one answer stands in one figure."""

from adversary import histories
from adversary.workers import spread

QUICK, FULL = 2, 50  # trees of 200 histories


def test_no_answer_ever_stands_in_two_published_cells_and_no_published_figure_changes(full, total):
    found = spread(histories.explore, range(FULL if full else QUICK))
    paths, faults = sum(paths for paths, _ in found), [fault for _, told in found for fault in told]
    total(f"{paths:,} histories, {sum('two cells' in f for f in faults)} answers in two cells, "
          f"{sum('frozen' in f or 'not in the history' in f for f in faults)} frozen figures changed")
    assert not faults, faults[:3]
    assert paths == (FULL if full else QUICK) * 200
