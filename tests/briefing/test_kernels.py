"""Notebooks run in kernels of their own; one that stops is named and does not stop the others."""

from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from alliance_lib.briefing import kernels
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words

NL = Words("nl")


def notebook(path: Path, *cells: str) -> Path:
    made = [new_code_cell("n = 1  # a number", metadata={"tags": ["parameters"]}), *map(new_code_cell, cells)]
    nbformat.write(new_notebook(cells=made, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}), path)
    return path


def test_a_notebook_that_stops_names_its_cell_and_the_others_go_on(tmp_path):
    shelf = [notebook(tmp_path / "a.ipynb", "1 / 0"), notebook(tmp_path / "b.ipynb", "print(n + 1)")]
    ticks = []
    with kernels.Started(2) as started:
        stopped, ran = kernels.run(shelf, {"n": 41}, started, NL, lambda: ticks.append(1))
    assert isinstance(stopped, AllianceError) and "cel 2 (1 / 0)" in str(stopped) and "ZeroDivisionError" in str(stopped)
    assert ran["cells"][-1]["outputs"][0]["text"] == "42\n" and len(ticks) == 2


@pytest.mark.parametrize("given", [{"m": 1}, {"n": "1"}, {"n": True}])
def test_a_parameter_that_is_unknown_or_of_another_type_is_refused_before_anything_runs(tmp_path, given):
    with kernels.Started(0) as started, pytest.raises(AllianceError):
        kernels.run([notebook(tmp_path / "a.ipynb")], given, started, NL)


def test_a_kernel_that_dies_gets_another_and_none_is_left_when_it_is_over(tmp_path):
    once = tmp_path / "died"
    dies = f"import os, pathlib; died = pathlib.Path({str(once)!r})\nif not died.exists(): died.touch(); os._exit(1)"
    with kernels.Started(3) as started:
        ran = kernels.run([notebook(tmp_path / "a.ipynb", dies, "print(n)")], {"n": 7}, started, NL)[0]
        left = started.folder
    assert ran["cells"][-1]["outputs"][0]["text"] == "7\n"
    assert not left.exists() and not [one for one in psutil.Process().children(recursive=True) if "ipykernel_launcher" in " ".join(one.cmdline())]


def test_a_notebook_finds_nothing_of_the_one_that_ran_before_it(tmp_path, monkeypatch):
    monkeypatch.setattr(kernels, "AT_ONCE", 1)
    tells = "import os, builtins; print(os.getpid()); print('left' in dir(), 'math' in dir(), round is builtins.round)"
    shelf = [notebook(tmp_path / f"{name}.ipynb", tells, "import math; left = 1; round = 3") for name in "ab"]
    with kernels.Started(1) as started:
        told = [ran["cells"][2]["outputs"][0]["text"].splitlines() for ran in kernels.run(shelf, {"n": 1}, started, NL)]
    assert told[0] == told[1] and told[0][1] == "False False True"


def test_a_kernel_that_stopped_a_notebook_is_not_used_again(tmp_path, monkeypatch):
    monkeypatch.setattr(kernels, "AT_ONCE", 1)
    tells = f"import os, pathlib; print(os.getpid(), file=open({str(tmp_path / 'pids')!r}, 'a'))"
    shelf = [notebook(tmp_path / "a.ipynb", tells, "1 / 0"), notebook(tmp_path / "b.ipynb", tells)]
    with kernels.Started(1) as started:
        kernels.run(shelf, {"n": 1}, started, NL)
    first, second = (tmp_path / "pids").read_text().split()
    assert first != second
