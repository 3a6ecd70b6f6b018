"""What was published before, so that no answer ever stands in two figures.

The history is five small tables of the dossier and travels with every export, backup and copy. Each
publication carries a hash of itself and of the one before: who edits or drops a row stops publishing.
People stand in it by a random number; forgetting a person deletes the link and leaves the chain whole.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from alliance_lib import schema
from alliance_lib.alliance import Alliance
from alliance_lib.errors import AllianceError

TABLES = ("publications", "published_cells", "person_numbers")
CELL = ["asked_round", "question_code", "topic_text", "cell_code", "figure_text", "members_text"]
NO_TOPIC = "-"


@dataclass(frozen=True)
class Fresh:
    """A figure that is about to be published, and whose answers it holds."""

    asked_round: int
    question_code: str
    topic_text: str
    cell_code: str
    figure_text: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """Which figures left the room, when, and from whose answers?

    known is False for a dossier that may have a past elsewhere (made from a workbook without its
    history): then no figure about people is published until the facilitator states that nothing was.
    """

    publications: pd.DataFrame
    cells: pd.DataFrame
    numbers: Mapping[str, str]
    known: bool

    def verify(self) -> None:
        """Is the chain whole? Refuses to go on where a row is missing or was edited."""
        chain, orphans = "", set(self.cells["publication_number"]) - set(self.publications["publication_number"])
        for expected, row in enumerate(self.publications.sort_values("publication_number").to_dict("records"), 1):
            own = self.cells[self.cells["publication_number"] == row["publication_number"]]
            chain = _link(chain, row, own)
            if row["publication_number"] != expected or row["chain_hash"] != chain:
                raise AllianceError(f"the history of publications is damaged at number {expected}.", "",
                                    "Nothing is published. Restore the dossier from a backup.")
        if orphans:
            raise AllianceError("the history of publications misses its last rows.", "",
                                "Nothing is published. Restore the dossier from a backup.")

    def figures(self, asked_round: int, question: str, topic: str) -> dict[str, str]:
        """Which figures of this question are frozen? Cell -> figure; empty if it was never published."""
        held = self.cells
        own = held[(held["asked_round"] == asked_round) & (held["question_code"] == question)
                   & (held["topic_text"] == topic)]
        return dict(zip(own["cell_code"], own["figure_text"], strict=True))

    def asked(self, asked_round: int, question: str) -> bool:
        """Was any figure of this question and round published? Then no other one follows."""
        return bool(((self.cells["asked_round"] == asked_round) & (self.cells["question_code"] == question)).any())

    def extended(self, fresh: Sequence[Fresh], **facts) -> "History":
        """The history after one more publication.

        Reads: the fresh figures; facts audience_text, round_number, made_text, version_text, content_hash.
        Gives: a new History; everybody in a fresh figure has a random number.
        """
        numbers = dict(self.numbers)
        for person in sorted({p for one in fresh for p in one.people} - set(numbers)):
            numbers[person] = secrets.token_hex(8)
        number = len(self.publications) + 1
        made = [{"publication_number": number, **vars(one), "members_text": _members(one.people, numbers)} for one in fresh]
        own = pd.DataFrame(made, columns=["publication_number", *CELL])
        row = {"publication_number": number, **facts}
        last = "" if self.publications.empty else self.publications["chain_hash"].iloc[-1]
        row["chain_hash"] = _link(last, row, own)
        publications = pd.concat([self.publications, pd.DataFrame([row])], ignore_index=True)
        return History(publications, pd.concat([self.cells, own], ignore_index=True), numbers, self.known)

    def frames(self) -> dict[str, pd.DataFrame]:
        """The history as tables of the dossier."""
        numbers = pd.DataFrame(sorted(self.numbers.items()), columns=["person_id", "number_text"])
        return {"publications": self.publications, "published_cells": self.cells, "person_numbers": numbers}


def of(alliance: Alliance, fresh_dossier: bool = False) -> History:
    """What does this dossier know of its past?

    Reads: the facilitator's snapshot; fresh_dossier, True if the dossier was made here from nothing.
    """
    cells, publications = alliance["published_cells"], alliance["publications"].sort_values("publication_number")
    numbers = alliance["person_numbers"]
    stated = (alliance["statements"]["kind_code"] == "nothing_published").any()
    known = bool(fresh_dossier or stated or len(publications))
    return History(publications, cells, dict(zip(numbers["person_id"], numbers["number_text"], strict=True)), known)


def empty() -> History:
    """The history of a dossier from which nothing was ever published."""
    blank = {name: pd.DataFrame(columns=list(schema.tables()[name].columns)) for name in TABLES}
    return History(blank["publications"], blank["published_cells"], {}, True)


def _members(people: Sequence[str], numbers: Mapping[str, str]) -> str:
    return " ".join(sorted(numbers[p] for p in people))


def _link(previous: str, row: Mapping, cells: pd.DataFrame) -> str:
    facts = {k: str(v) for k, v in row.items() if k != "chain_hash"}
    held = sorted([str(v) for v in one] for one in cells[CELL].fillna("").itertuples(index=False, name=None))
    return hashlib.sha256(json.dumps([previous, facts, held], sort_keys=True).encode()).hexdigest()
