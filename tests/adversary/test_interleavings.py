"""Two windows take turns in any order: nothing is overwritten that was not seen, and who changed it is said."""

from adversary import interleavings


def test_no_interleaving_of_two_windows_overwrites_silently(full, total, tmp_path):
    runs = 10_000 if full else 200
    found = interleavings.explore(tmp_path, 1, runs)
    total(runs, "interleavings of two windows")
    total(len(found), "silent overwrites or wrong refusals")
    assert found == []
