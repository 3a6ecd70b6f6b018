"""Notebooks run in kernels of their own; one that stops is named and does not stop the others."""

from pathlib import Path

import nbformat
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
    stopped, ran = kernels.run(shelf, {"n": 41}, tmp_path, NL, lambda: ticks.append(1))
    assert isinstance(stopped, AllianceError) and "cel 2 (1 / 0)" in str(stopped) and "ZeroDivisionError" in str(stopped)
    assert ran["cells"][-1]["outputs"][0]["text"] == "42\n" and len(ticks) == 2


@pytest.mark.parametrize("given", [{"m": 1}, {"n": "1"}, {"n": True}])
def test_a_parameter_that_is_unknown_or_of_another_type_is_refused_before_anything_runs(tmp_path, given):
    with pytest.raises(AllianceError):
        kernels.run([notebook(tmp_path / "a.ipynb")], given, tmp_path, NL)
