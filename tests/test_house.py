"""The house rules, checked by a machine that speaks in sentences."""

import ast
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from alliance_lib import assumptions, schema, words
from alliance_lib.result import shapes
from alliance_lib.rooms import NAMES, NOTEBOOKS, VERBS

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "alliance_lib"
SOURCES = sorted(LIBRARY.rglob("*.py"))
TOP = {"notebooks", "alliance_lib", "data", "reports", "tests", "environment.yml", "README.md", "pyproject.toml",
       "Makefile", "tasks.py", "requirements.lock", "LICENSE", ".ci", ".gitignore"}
EMPTY_NAMES = {"utils", "helpers", "common", "core", "misc", "manager"}
FLOOR_OF = {"errors": 0, "rooms": 1, "schema": 1, "alliance": 1, "result": 1, "assumptions": 1, "words": 1, "perturb": 1,
            "style": 3, "page": 3, "live": 3, "answers": 4, "closing": 4, "view": 4, "briefing": 4, "projector": 4, "cli": 5, "__main__": 5, "__init__": 5}
LONG_PARAMETERS = {"simulate", "summarize"}


def module(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(LIBRARY).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts


# A door that was split is a package; its files stand on the door's floor.
def floor(parts: tuple[str, ...]) -> int:
    if parts[0] in NAMES:
        return 3 if parts[-1] in ("charts", "panel") else 2
    return FLOOR_OF.get(parts[0], 2)


def imports(path: Path) -> set[tuple[str, ...]]:
    """Every module of the library that a file imports, also inside functions and behind TYPE_CHECKING."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "alliance_lib":
            base = tuple(node.module.split(".")[1:])
            for name in node.names:
                deeper = LIBRARY.joinpath(*base, name.name)
                is_module = deeper.with_suffix(".py").is_file() or deeper.is_dir()
                found.add((*base, name.name) if is_module else base or ("__init__",))
        elif isinstance(node, ast.Import):
            found |= {tuple(n.name.split(".")[1:]) or ("__init__",) for n in node.names if n.name.split(".")[0] == "alliance_lib"}
    return found


def outside(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {(n.module or "").split(".")[0] if isinstance(n, ast.ImportFrom) else a.name.split(".")[0]
            for n in tree if isinstance(n, (ast.Import, ast.ImportFrom)) for a in n.names}


def names(paths) -> list[str]:
    return ["/".join(module(p)) for p in paths]


def test_the_top_level_holds_only_what_the_drawing_names():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    extra = {line.split("/")[0] for line in listed if line} - TOP
    assert not extra, f"not in the drawing of the house: {sorted(extra)}"


@pytest.mark.parametrize("path", SOURCES, ids=names(SOURCES))
def test_imports_go_down_only_and_rooms_never_import_rooms(path):
    here = module(path)
    for other in imports(path):
        if other == here or (here[0] in NAMES and other[0] == here[0]):
            continue
        assert not (here[0] in NAMES and other[0] in NAMES), f"{here} is a room and imports the room {other}"
        if other == ("__init__",):
            continue  # the version of the library, known on every floor
        assert floor(other) <= floor(here), f"{here} (floor {floor(here)}) imports {other} (floor {floor(other)})"


@pytest.mark.parametrize("path", SOURCES, ids=names(SOURCES))
def test_a_file_and_its_functions_are_small(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400, f"{path.name} has {text.count(chr(10))} lines; split it by question"
    assert path.stem not in EMPTY_NAMES, f"the name {path.name} says nothing"
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
        body = node.end_lineno - first.lineno + 1
        assert body <= 40, f"{path.name}: {node.name} has a body of {body} lines"
        count = len(node.args.posonlyargs + node.args.args + node.args.kwonlyargs) - (node.args.args[:1] != [] and
                                                                                    node.args.args[0].arg == "self")
        marks = " ".join(ast.unparse(d) for d in node.decorator_list)
        most = 6 if "njit" in marks else 5  # compiled steps are handed their arrays one by one
        assert count <= most or node.name in LONG_PARAMETERS or "command" in marks, f"{path.name}: {node.name} takes {count} parameters"


@pytest.mark.parametrize("path", SOURCES, ids=names(SOURCES))
def test_every_file_and_public_function_says_which_question_it_answers(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path.name} does not say what it is for"
    silent = [n.name for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))
              and not n.name.startswith("_") and not ast.get_docstring(n)]
    assert not silent, f"{path.name}: no docstring on {silent}"


def test_plotly_and_widgets_live_on_the_third_floor_only():
    allowed = {"briefing"}
    for path in SOURCES:
        if {"plotly", "ipywidgets", "anywidget"} & outside(path):
            here = module(path)
            assert floor(here) == 3 or here[0] in allowed, f"{here} imports a drawing library"


def test_kernels_import_only_numpy_and_numba():
    for path in (LIBRARY / "scaleup").glob("*.py"):
        if "numba" in outside(path):
            extra = outside(path) - {"numpy", "numba", "alliance_lib", "collections", "math", "typing"}
            assert not extra, f"{path.name} is a kernel and imports {extra}"


def test_rooms_never_touch_disk_clock_environment_or_words():
    for path in SOURCES:
        here = module(path)
        if here[0] in NAMES and floor(here) == 2:
            # The kernel may ask how many processors there are; its answers do not depend on it.
            forbidden = outside(path) - ({"os"} if here == ("scaleup", "kernel") else set())
            forbidden &= {"os", "pathlib", "time", "sqlite3", "io", "tempfile", "random", "requests"}
            assert not forbidden, f"{here} imports {forbidden}"
            assert ("words",) not in imports(path), f"{here} speaks sentences; a room emits codes and facts"


def test_tests_mirror_the_library():
    for path in SOURCES:
        here = module(path)
        if here[-1] in ("__init__", "__main__", "rooms", "style", "errors") or here == (here[0],) and here[0] in NAMES:
            continue
        folder = here if path.name == "__init__.py" else here[:-1]
        mirror = ROOT / "tests" / Path(*folder) / f"test_{here[-1]}.py"
        assert mirror.is_file(), f"{'/'.join(here)}.py has no {mirror.relative_to(ROOT)}"


def emitted_findings() -> set[str]:
    """Every finding code written in a room, by the pattern Finding("room.name"."""
    found = set()
    for path in SOURCES:
        if module(path)[0] in NAMES:
            found |= set(re.findall(r'["\']((?:' + "|".join(NAMES) + r')\.[a-z0-9_]+)["\']', path.read_text(encoding="utf-8")))
    return found


def test_every_finding_has_words():
    for code in emitted_findings():
        room, name = code.split(".")
        assert f"{room}.finding.{name}" in words.sentences(), f"{code} has no sentence in {room}/words.toml"


def placeholders(text: str) -> set[str]:
    return {re.split("[:!.[]", name)[0] for name in re.findall(r"{([^{}]+)}", text)} - {"term", "the_term"}


def test_every_sentence_exists_in_both_languages_with_equal_placeholders():
    for key, said in words.sentences().items():
        assert {"nl", "en"} <= set(said), f"{key} lacks a language"
        assert bool(said["nl"]) and bool(said["en"]), f"{key} is empty in a language"
        if key != "cli.misused":
            assert placeholders(said["nl"]) == placeholders(said["en"]), f"{key}: other facts in nl than in en"


def test_every_chart_answers_a_question_and_has_a_test():
    for room in NAMES:
        tree = ast.parse((LIBRARY / room / "charts.py").read_text(encoding="utf-8"))
        tested = (ROOT / "tests" / room / "test_charts.py").read_text(encoding="utf-8")
        charts = [n.name for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
        assert len(charts) >= 2, f"{room} has fewer than two charts"
        for name in charts:
            assert name in tested, f"{room}.charts.{name} has no test"


def test_every_room_has_its_verb_its_shapes_its_assumptions_and_its_notebook():
    for room in NAMES:
        assert (LIBRARY / room / f"{VERBS[room]}.py").is_file(), f"{room} has no verb {VERBS[room]}"
        assert shapes(room), f"{room} declares no result table"
        assert assumptions.load(room).entries is not None
        assert (ROOT / "notebooks" / f"{NOTEBOOKS[room]}.ipynb").is_file(), f"{room} has no notebook"


def test_declared_columns_carry_their_unit_or_range_and_identifiers_end_in_id():
    for name, table in schema.tables().items():
        for column in table.columns.values():
            assert column.type in schema.TYPES and column.see in schema.SEE, f"{name}.{column.name}"
            if column.type in ("int", "number", "answer"):
                assert column.unit, f"{name}.{column.name} is a number without a unit"
            if column.type in ("id", "ref"):
                assert column.name.endswith("_id"), f"{name}.{column.name} identifies something but does not end in _id"
            if column.ref:
                assert column.ref in schema.tables(), f"{name}.{column.name} refers to nothing"
            if column.codes:
                assert column.codes in schema.codes(), f"{name}.{column.name} has no code list"
            if column.type == "answer":
                assert column.figure in ("class", "band"), f"{name}.{column.name} does not say which figure is published"
        assert set(table.key) <= set(table.columns), f"{name} has an unknown key"


def test_every_route_fits_on_a_start_sheet_and_eight_others():
    for route in schema.codes()["route"]:
        chosen = [t for t in schema.stored().values() if route in t.routes and not t.single]
        assert 0 < len(chosen) <= 8, f"{route} needs {len(chosen)} sheets"


def test_environment_yml_and_pyproject_name_the_same_packages():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    conda = {"playwright": "playwright-python"}
    translated = {re.sub(r"^[A-Za-z0-9_-]+", lambda m: conda.get(m[0], m[0]), line) for line in wanted}
    listed = set(re.findall(r"^ +- (\S+>=\S+)$", (ROOT / "environment.yml").read_text(), re.MULTILINE)) - {"python>=3.11"}
    assert listed == translated, f"differs: {sorted(listed ^ translated)}"


def test_every_dependency_is_bounded_above_and_below_and_the_lock_names_no_address():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lock = (ROOT / "requirements.lock").read_text()
    for line in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        assert ">=" in line and ",<" in line, f"{line} is not bounded on both sides"
        assert f"\n{re.match('[A-Za-z0-9_-]+', line)[0]}==" in f"\n{lock}", f"{line} is not in the lock"
    assert "://" not in lock and "--hash=sha256:" in lock


def test_no_file_holds_a_path_of_somebodys_machine():
    for line in subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split():
        path = ROOT / line
        if path.is_file() and path.suffix in (".py", ".toml", ".md", ".ipynb", ".csv", ".html", ".css", ".js", ".yml"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(?<![\w.])/(?:work|root|home)/", text), f"{line} holds a path of a machine"


def test_a_notebook_is_a_conversation():
    for name in NOTEBOOKS.values():
        cells = [c for c in json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text())["cells"]]
        code = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
        lines = [[line for line in one.splitlines() if line.strip()] for one in code]
        assert len(cells) <= 13 and sum(map(len, lines)) <= 60 and max(map(len, lines)) <= 12, f"{name} is too long"
        for node in ast.walk(ast.parse("\n".join(code))):
            assert not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.For, ast.While)), f"{name} holds logic"
