"""Whatever is asked, in whatever order, and whatever is edited in between: one answer stands in one figure."""

from adversary import histories
from adversary.workers import spread

TREES = 50  # of 200 histories each


def test_no_answer_ever_stands_in_two_published_cells_and_no_published_figure_changes(full, total):
    found = spread(histories.explore, range(TREES)) if full else [histories.explore(1, branches=(2, 3, 8))]
    paths, faults = sum(paths for paths, _ in found), [fault for _, told in found for fault in told]
    total(paths, "histories")
    total(sum("two cells" in fault for fault in faults), "answers in two cells")
    total(sum("two cells" not in fault for fault in faults), "figures changed, unsafe or not from the history")
    assert not faults, faults[:3]
    assert paths == (TREES * 200 if full else 48)
