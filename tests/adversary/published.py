"""What somebody who keeps every page knows of one alliance: all published figures, and whose answers are in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from adversary.bounds import Cell, band_cell, class_cell

from alliance_lib import publication, schema
from alliance_lib.alliance import Alliance
from alliance_lib.publication import figures, history
from alliance_lib.publication.history import History

COLUMNS = {f"{t.name}.{c.name}": (t.name, c) for t, c in schema.answer_columns()}
AUDIENCES = ("session", "steering_group", "project_team")


@dataclass(frozen=True)
class Question:
    """One question about one topic over all rounds: its published cells and the answers that went into them."""

    name: str
    topic: str
    points: int
    cells: tuple[Cell, ...]
    truth: Mapping[tuple, int]


def publish_all(snapshots: Sequence[Alliance]) -> History:
    """Publish each snapshot for another audience, every time with the history of the one before."""
    held = history.empty()
    for n, alliance in enumerate(snapshots):
        held = publication.publish(alliance, {}, AUDIENCES[n % len(AUDIENCES)], held).history
    return held


def questions(snapshots: Sequence[Alliance], held: History) -> list[Question]:
    """Every question with the figures that stand in the history, and the answers as they were when published."""
    cells: dict = {}
    for number, row, people in members(held):
        table, column = COLUMNS[row["question_code"]]
        given = snapshots[number - 1].answers(table, column.name, rounds="all")
        given = given[(given["round"] == row["asked_round"]) & given["person_id"].isin(people)]
        if row["topic_text"] != history.NO_TOPIC:
            given = given[given["topic_id"] == row["topic_text"]]
        scores = {(p, row["asked_round"]): int(a) for p, a in zip(given["person_id"], given["answer"], strict=True)}
        make = class_cell if column.figure == "class" else lambda s, code, points=column.points: band_cell(s, points, code)
        cells.setdefault((row["question_code"], row["topic_text"], column.points), []).append(
            (make(scores, row["figure_text"]), scores))
    return [Question(*key, tuple(cell for cell, _ in found), {s: a for _, own in found for s, a in own.items()})
            for key, found in cells.items()]


def carried(question: Question) -> Question:
    """The same for an attacker who is told which answers did not change since the round before."""
    first: dict = {}
    for person, round in sorted(question.truth):
        before = (person, round - 1)
        same = question.truth.get(before) == question.truth[person, round]
        first[person, round] = first[before] if same else (person, round)
    cells = tuple(replace(cell, scores=frozenset(first[s] for s in cell.scores)) for cell in question.cells)
    return replace(question, cells=cells, truth={first[s]: answer for s, answer in question.truth.items()})


def members(held: History) -> Iterator[tuple[int, dict, list[str]]]:
    """Every published cell about answers: number of its publication, its row, and who is in it."""
    people = {number: person for person, number in held.numbers.items()}
    for row in held.cells.to_dict("records"):
        if row["question_code"] in COLUMNS:
            yield row["publication_number"], row, [people[n] for n in row["members_text"].split()]


def twice(held: History) -> list[tuple]:
    """Which answers stand in two published cells? (person number, question, asked round, topic)

    The complaints of a round are counted once: all pairs of levels in one publication are one cell.
    """
    places: dict = {}
    for at, row in enumerate(held.cells.to_dict("records")):
        counted = row["question_code"] == figures.COMPLAINTS
        topic, place = ("", row["publication_number"]) if counted else (row["topic_text"], at)
        for number in (row["members_text"] or "").split():
            places.setdefault((number, row["question_code"], row["asked_round"], topic), set()).add(place)
    return [answer for answer, found in places.items() if len(found) > 1]
