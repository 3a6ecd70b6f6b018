"""A forecast over all property, typed: on this machine, and why it cannot be split."""

import sys

from dossiers import demo, small_frames  # noqa: F401 (fixture)
from typed import typed

from alliance_lib import dossier


def test_the_demo_is_counted_and_said_in_sentences(demo):  # noqa: F811
    done = typed("forecast", demo, "--scenarios", "50")
    assert "woningen gereed" in done.out and "Geteld over 50 toekomsten." in done.out
    assert typed("forecast", demo, "--scenarios", "50").out == done.out


def test_without_dask_it_says_how_to_get_it(demo, monkeypatch):  # noqa: F811
    monkeypatch.setitem(sys.modules, "distributed", None)
    told = typed("forecast", demo, "--engine", "dask")
    assert told.code == 1 and "Dask is not installed" in told.err and "Traceback" not in told.err


def test_a_dossier_without_property_is_a_sentence(tmp_path):
    dossier.create(tmp_path / "w.alliance", small_frames(closed=1))
    assert "niets te rekenen" in typed("forecast", tmp_path / "w.alliance").out


def test_no_futures_at_all_is_refused_in_a_sentence(demo):  # noqa: F811
    told = typed("forecast", demo, "--scenarios", "0")
    assert told.code == 1 and "--scenarios" in told.err and "Traceback" not in told.err
