"""What a line typed over from a paper form means, and which rows of the dossier it becomes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from alliance_lib.alliance import Alliance
from alliance_lib.cli.options import BY
from alliance_lib.schema import DECLINED, codes, tables
from alliance_lib.words import Words

AUTHOR = f"{BY} (invoer)"  # an author of its own, so that undo takes back an entry and nothing else
OWNER = {"pulse": "people", "claimed": "people", "interview": "people", "interests": "parties", "stances": "parties"}
ANONYMOUS = "question"  # the form on which nobody writes who they are
FORMS = (*OWNER, ANONYMOUS)
KINDS = {"interview": "note_kind", "interests": "interest_kind"}  # the forms that hold sentences, and of which kinds
SAID = {"interview": "raw_text", "interests": "text"}


class Unread(ValueError):
    """Which place on a line of answers could not be read? place 0: the line has another number of answers."""

    def __init__(self, place: int, given: str) -> None:
        super().__init__(f"place {place}: {given!r}")
        self.place, self.given = place, given


@dataclass(frozen=True)
class Slot:
    """What may be typed for one answer: a number from low to high, or one of these letters?"""

    column: str
    low: int = 1
    high: int = 0
    letters: Mapping[str, str] = field(default_factory=dict)
    declines: bool = True

    def value(self, typed: str) -> int | str | None:
        """What does this mean? None for "-"; ValueError where it means nothing."""
        if typed in ("-", ""):
            return None
        if typed == "x" and self.declines:
            return DECLINED
        if typed in self.letters:
            return self.letters[typed]
        if not re.fullmatch(r"[+-]?[0-9]", typed) or not self.low <= int(typed) <= self.high:
            raise ValueError(typed)
        return int(typed)


@dataclass(frozen=True)
class Row:
    """What is asked on one row of a form, and in which row of the dossier does the answer stand?"""

    label: str
    slots: tuple[Slot, ...]
    table: str
    key: Mapping[str, object]


def fields(line: str, rows: int, size: int) -> list[str]:
    """What was typed for each slot? `size` answers for each of these rows.

    Reads: 34x2 or 3 4 x 2 or 3,4,,2; with more answers to a row, a group for each row: 42a 31o -.
    Refuses: Unread at place 0 for another number of answers, or at the row whose group is not whole.
    """
    line = line.strip().casefold()
    split = [part.strip() for part in re.split("[,;]", line)] if re.search("[,;]", line) else line.split()
    if size > 1:
        for place, group in enumerate(split, 1):
            if group not in ("", "-") and len(group) != size:
                raise Unread((place - 1) * size + 1, group)
        split = [letter for group in split for letter in (group if len(group) == size else "-" * size)]
    elif len(split) == 1 and rows > 1:
        split = list(line)
    if len(split) != rows * size:
        raise Unread(0, str(len(split) // size))
    return split


def read(line: str, rows: Sequence[Row]) -> list[list[int | str | None]]:
    """Which answers stand on this line? A list per row; None where it was not asked.

    Refuses: Unread with the place of what means nothing there.
    """
    size = len(rows[0].slots)
    slots, found = [slot for row in rows for slot in row.slots], []
    for place, (typed, slot) in enumerate(zip(fields(line, len(rows), size), slots, strict=True), 1):
        try:
            found.append(slot.value(typed))
        except ValueError:
            raise Unread(place, typed) from None
    return [found[start:start + size] for start in range(0, len(found), size)]


def letters(code_list: str, words: Words) -> dict[str, str]:
    """By which letter is a code typed? The first of its label, as on the printed form."""
    return {words.label(code_list, code)[0].casefold(): code for code in codes()[code_list]}


def rows_of(form: str, alliance: Alliance, round: int, owner: str, words: Words) -> list[Row]:
    """What does this form ask, in the order of the paper? Nothing for a form of sentences."""
    if form == "interests":
        return []
    if form == "pulse":
        answers = [c for c in tables()["pulse"].columns.values() if c.type == "answer"]
        key = {"round": round, "person_id": owner}
        return [Row(c.heading(words.lang), (Slot(c.name, high=c.points),), "pulse", key) for c in answers]
    if form == "stances":
        slots = (Slot("stance_minus4to4", -4, 4, declines=False),)
        return [Row(goal["name"], slots, "stances", {"round": round, "party_id": owner, "goal_id": goal["goal_id"]})
                for goal in alliance["goals"].to_dict("records")]
    slots = (Slot("claimed_1to5", high=5),) if form == "claimed" else (
        Slot("private_1to5", high=5), Slot("expected_1to5", high=5),
        Slot("mention_code", letters=letters("mention", words), declines=False))
    return [Row(topic["name"], slots, "opinions", {"round": round, "person_id": owner, "topic_id": topic["topic_id"]})
            for topic in alliance["topics"].to_dict("records")]


def changes(rows: Sequence[Row], answers: Sequence[Sequence], alliance: Alliance, why: str) -> list:
    """Which rows of the dossier change? A row without any answer is not made, but an old one is emptied."""
    from alliance_lib.dossier import Change

    made: dict[tuple, dict] = {}
    for row, given in zip(rows, answers, strict=True):
        made.setdefault((row.table, tuple(row.key.items())), {}).update(zip((s.column for s in row.slots), given, strict=True))
    return [Change(table, dict(key), values, AUTHOR, why) for (table, key), values in made.items()
            if any(value is not None for value in values.values()) or held(alliance, table, dict(key), values)]


def held(alliance: Alliance, table: str, key: Mapping, columns: Iterable[str]) -> bool:
    """Does one of these answers stand in the dossier already?"""
    rows = alliance[table]
    for name, value in key.items():
        rows = rows[rows[name] == value]
    return bool(rows[list(columns)].notna().to_numpy().any())


def sentence(line: str, form: str, topics: Sequence[str], words: Words) -> dict[str, str]:
    """What does one typed sentence say: kind, for an interview the topic or -, and the text?

    Refuses: Unread at place 1 (kind), 2 (topic) or 0 (no text).
    """
    kinds = letters(KINDS[form], words)
    kind, _, text = line.strip().partition(" ")
    if kind.casefold() not in kinds:
        raise Unread(1, kind)
    found = {"kind_code": kinds[kind.casefold()]}
    if form == "interview":
        topic, _, text = text.strip().partition(" ")
        if topic.upper() not in (*topics, "-"):
            raise Unread(2, topic)
        found |= {} if topic == "-" else {"topic_id": topic.upper()}
    if not text.strip():
        raise Unread(0, "")
    return found | {SAID[form]: text.strip()}


def next_code(taken: Sequence[str], letter: str) -> int:
    """Which number comes after the highest of N01, N02 ...?"""
    return 1 + max((int(code[1:]) for code in taken if re.fullmatch(f"{letter}[0-9]+", code)), default=0)


def sentences_as_changes(said: Sequence[Mapping], form: str, owner: Mapping, alliance: Alliance) -> list:
    """The rows that these notes or interests become."""
    from alliance_lib.dossier import Change

    table, letter = ("notes", "N") if form == "interview" else ("interests", "I")
    first = next_code(alliance[table][tables()[table].key[0]].tolist(), letter)
    return [Change(table, (f"{letter}{first + place:02d}",), {**owner, **one}, AUTHOR, form) for place, one in enumerate(said)]


def questions_as_changes(said: Sequence[str], round: int, alliance: Alliance) -> list:
    """The rows that these questions become, in the alphabet's order; they wait until the facilitator moderates them."""
    from alliance_lib.dossier import Change

    first = next_code(alliance["questions"]["question_id"].tolist(), "V")
    return [Change("questions", (f"V{first + place:02d}",), {"round": round, "raw_text": text, "status_code": "waiting"}, AUTHOR, ANONYMOUS)
            for place, text in enumerate(sorted(said))]


def spoken(owner: Mapping):
    """Whoever's interview is entered has been spoken, as a change of the dossier."""
    from alliance_lib.dossier import Change

    return Change("interviews", owner, {"status_code": "done"}, AUTHOR, "interview")
