"""The five notebooks: thin, every parameter read, the same in both languages, digests from the demo dossier."""

import ast
import json
import re
from pathlib import Path

import pytest

from alliance_lib import briefing, publication
from alliance_lib.rooms import NAMES, NOTEBOOKS
from alliance_lib.words import Words
from demo_frames import demo

SHELF = Path(__file__).resolve().parents[1] / "notebooks"
PARAMETERS = {"source": str, "round": int, "audience": str, "lang": str, "seed": int}


def notebook(room: str) -> dict:
    return json.loads((SHELF / f"{NOTEBOOKS[room]}.ipynb").read_text(encoding="utf-8"))


def code(room: str) -> list[dict]:
    return [cell for cell in notebook(room)["cells"] if cell["cell_type"] == "code"]


def tagged(room: str, tag: str) -> list[dict]:
    return [cell for cell in code(room) if tag in cell["metadata"].get("tags", [])]


def source(cell: dict) -> str:
    return "".join(cell["source"])


@pytest.mark.parametrize("room", NAMES)
def test_the_parameters_are_plain_assignments_with_a_comment_and_the_right_type(room):
    (cell,) = tagged(room, "parameters")
    given = {line.targets[0].id: ast.literal_eval(line.value) for line in ast.parse(source(cell)).body}
    assert {name: type(value) for name, value in given.items()} == PARAMETERS
    assert all("#" in line for line in source(cell).splitlines() if line.strip())


@pytest.mark.parametrize("room", NAMES)
def test_every_parameter_is_read_and_none_is_ignored(room):
    rest = "\n".join(source(cell) for cell in code(room) if "parameters" not in cell["metadata"].get("tags", []))
    read = {node.id for node in ast.walk(ast.parse(rest)) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    assert set(PARAMETERS) <= read, f"not read: {sorted(set(PARAMETERS) - read)}"


@pytest.mark.parametrize("room", NAMES)
def test_sentences_for_participants_come_from_words_and_stand_in_no_cell(room):
    for cell in code(room):
        texts = [n.value for n in ast.walk(ast.parse(source(cell))) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        assert not [text for text in texts if len(text.split()) > 2], source(cell)


@pytest.mark.parametrize("room", NAMES)
def test_only_the_digest_keeps_its_output_and_it_names_the_findings_of_the_demo(room):
    (digest,) = tagged(room, "digest")
    assert {"nbval-check-output", "keep_output"} <= set(digest["metadata"]["tags"])
    kept = "".join("".join(out.get("text", "")) for out in digest["outputs"])
    assert f"{room}." in kept, "run the notebook on the demo and keep the digest"
    assert demo(3).fingerprint[:12] in kept, "the digest is not from this demo dossier; run the notebook again"
    assert all(not cell["outputs"] for cell in code(room) if cell is not digest and "digest" not in cell["metadata"].get("tags", []))


@pytest.mark.parametrize("room", NAMES)
def test_a_mistyped_parameter_is_refused_with_the_nearest_name(room):
    from alliance_lib.errors import AllianceError
    with pytest.raises(AllianceError, match="audience"):
        briefing.check(SHELF / f"{NOTEBOOKS[room]}.ipynb", {"audiense": "session"}, Words("nl"))
    with pytest.raises(AllianceError, match="round"):
        briefing.check(SHELF / f"{NOTEBOOKS[room]}.ipynb", {"round": "3"}, Words("nl"))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("audience", ["facilitator", "session"])
def test_every_sentence_a_room_says_of_the_demo_can_be_said(lang, audience):
    from alliance_lib import answers
    words = Words(lang)
    for round in (1, 2, 3):
        seen = publication.permitted(demo(round), audience)
        for room in NAMES:
            for finding in answers.compute(room, seen).findings:
                said = words.finding(finding)
                assert not re.search(r"[{}]|\bnan\b|\bNone\b", said), said
