"""What somebody who keeps every page knows of one alliance: all published figures, and whose answers are in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from adversary.bounds import Cell, band_cell, class_cell

from alliance_lib import figures, history, publication, schema
from alliance_lib.alliance import Alliance
from alliance_lib.history import History
from alliance_lib.result import Result, result

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


def told(seen: list[pd.DataFrame]):
    """A room that answers nothing and keeps what it was shown of people's answers."""
    def ask(alliance: Alliance) -> Result:
        seen.append(alliance["published"])
        return result("intake", {}, [])
    return ask


def publish_all(snapshots: Sequence[Alliance]) -> tuple[list[History], list[pd.DataFrame]]:
    """Publish each snapshot for another audience, every time with the history of the one before."""
    held, seen = [history.empty()], []
    for n, alliance in enumerate(snapshots):
        made = publication.publish(alliance, {"intake": told(seen)}, AUDIENCES[n % len(AUDIENCES)], held[-1])
        held.append(made.history)
    return held, seen


def questions(snapshots: Sequence[Alliance], held: Sequence[History]) -> list[Question]:
    """Every question with the figures that stand in the history, and the answers as they were when published."""
    cells: dict = {}
    for number, row, people in members(held[-1]):
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
