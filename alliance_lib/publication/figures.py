"""From answers of people to the few coarse figures that may be published.

Each answer stands in at most one figure, ever. What was published is frozen and reprinted; a question
gets a figure once its round is closed and the people who answered form a safe set. Whether there is a
figure depends on who answered, never on what.
"""

from collections.abc import Sequence

import pandas as pd

from alliance_lib import schema
from alliance_lib.alliance import Alliance
from alliance_lib.publication.history import NO_TOPIC, Fresh, History
from alliance_lib.publication.safe_set import agreement_class, band, partition, refusal, safe
from alliance_lib.schema import Column

THEMES, COMPLAINTS = "notes.theme", "complaints.pair"
THEME_PEOPLE, THEME_PARTIES, THEME_OTHERS = 4, 3, 2


def due(alliance: Alliance, history: History) -> tuple[pd.DataFrame, tuple[Fresh, ...]]:
    """Which figures does a shared page of this round show, and which of them are new?

    Reads: the facilitator's snapshot and the history.
    Gives: rows of the table "published" (a figure, or the reason why there is none) for every question,
        topic and round up to this one; and the figures that are published now for the first time.
    """
    closed = closed_rounds(alliance)
    rows, fresh = [], []
    for key, column, answers in _questions(alliance):
        frozen, new, reason = history.figures(*key), (), None
        if not frozen:
            new, reason = _figures(key, column, answers, closed, history.known)
        shown = frozen or {one.cell_code: one.figure_text for one in new}
        rows += [_row(alliance, key, cell, figure) for cell, figure in shown.items()]
        rows += [] if shown else [_row(alliance, key, "all", None, reason)]
        rows += [_row(alliance, key, level, None, why) for level, why in _refused(column, answers) if set(shown) == {"all"}]
        fresh += new
    fresh += _raised(alliance, history, closed)
    rows += _raised_rows(alliance, history, fresh)
    return pd.DataFrame(rows, columns=list(schema.tables()["published"].columns)), tuple(fresh)


def closed_rounds(alliance: Alliance) -> set[int]:
    """Which measurements are finished? Only these are published."""
    rounds = alliance["rounds"]
    return set(rounds.loc[rounds["closed_date"].notna() & (rounds["round"] <= alliance.round), "round"])


def _questions(alliance: Alliance):
    """Every question that was put to somebody: (round, question, topic), its column, who answered what."""
    for table, column in schema.answer_columns():
        if alliance.frames[table.name][column.name].isna().all():
            continue
        answers = alliance.answers(table.name, column.name, rounds="all")
        for (asked, topic), given in answers.groupby(["round", "topic_id"], sort=True):
            key = (int(asked), f"{table.name}.{column.name}", topic or NO_TOPIC)
            yield key, column, given[given["state_code"] == "answered"]


def _figures(key: tuple[int, str, str], column: Column, answers: pd.DataFrame, closed: set[int],
             known: bool) -> tuple[tuple[Fresh, ...], str | None]:
    """The disjoint figures of one question, or why there are none."""
    if key[0] not in closed or not known:
        return (), "round_open" if key[0] not in closed else "history_unknown"
    party = dict(zip(answers["person_id"], answers["party_id"], strict=True))
    level = dict(zip(answers["person_id"], answers["level_code"], strict=True))
    given = dict(zip(answers["person_id"], answers["answer"].astype(int), strict=True))
    if not party:
        return (), "not_asked"
    cells = partition(party, level, column.points)
    return tuple(Fresh(*key, cell.name, _figure(column, [given[p] for p in cell.people]), cell.people)
                 for cell in cells.cells), cells.refusal


def _refused(column: Column, answers: pd.DataFrame) -> list[tuple[str, str]]:
    """Which levels have no figure of their own beside the one of all together, and why?"""
    levels = [(level, dict(zip(given["person_id"], given["party_id"], strict=True)))
              for level, given in answers.groupby("level_code")]
    return [(level, refusal(party, column.points)) for level, party in levels if refusal(party, column.points)]


def _figure(column: Column, answers: Sequence[int]) -> str:
    if column.figure == "band":
        return band(answers, column.points)
    return agreement_class([answers.count(point) for point in range(1, column.points + 1)])


def _raised(alliance: Alliance, history: History, closed: set[int]) -> list[Fresh]:
    """Themes that enough people of enough parties raised, and complaints counted per pair of levels: the new ones."""
    if not history.known:
        return []
    people = alliance["people"].set_index("person_id")["party_id"]
    found = []
    for (asked, topic), notes in alliance["notes"].dropna(subset="topic_id").groupby(["round", "topic_id"]):
        party = people.reindex(sorted(set(notes["person_id"]))).dropna()
        if asked in closed and not history.begun(asked) and is_theme(party.to_dict()):
            found.append(Fresh(int(asked), THEMES, topic, "all", "raised", tuple(party.index)))
    for asked, felt in alliance["complaints"].groupby("round"):
        party = people.reindex(sorted(set(felt["person_id"].dropna()))).dropna()
        new = asked in closed and not history.begun(asked)
        if new and felt["person_id"].notna().all() and safe(party.to_dict()):
            found += _pairs(int(asked), felt, tuple(party.index))
    return found


def _pairs(asked: int, complaints: pd.DataFrame, people: tuple[str, ...]) -> list[Fresh]:
    counted = complaints.fillna({"cause_level_code": ""}).groupby(["symptom_level_code", "cause_level_code"]).size()
    return [Fresh(asked, COMPLAINTS, f"{symptom}>{cause}", "all", str(count), people)
            for (symptom, cause), count in counted.items()]


def is_theme(party_of: dict) -> bool:
    """Did at least four people of at least three parties raise it, two of them left without any one party?"""
    parties = list(party_of.values())
    left = [len(parties) - parties.count(party) for party in set(parties)]
    return len(parties) >= THEME_PEOPLE and len(set(parties)) >= THEME_PARTIES and min(left) >= THEME_OTHERS


def complaints(alliance: Alliance, history: History, fresh: Sequence[Fresh]) -> pd.DataFrame:
    """The complaints that may be counted: one row each with its two levels and nothing else."""
    held = history.cells[history.cells["question_code"] == COMPLAINTS]
    counts = [*held[["asked_round", "topic_text", "figure_text"]].itertuples(index=False, name=None)]
    counts += [(f.asked_round, f.topic_text, f.figure_text) for f in fresh if f.question_code == COMPLAINTS]
    rows = []
    for asked, pair, count in sorted(counts):
        symptom, _, cause = pair.partition(">")
        rows += [{"round": asked, "symptom_level_code": symptom, "cause_level_code": cause or None}] * int(count)
    return pd.DataFrame([{"complaint_id": f"{n}", **row} for n, row in enumerate(rows, 1) if row["round"] <= alliance.round])


def _raised_rows(alliance: Alliance, history: History, fresh: Sequence[Fresh]) -> list[dict]:
    held = history.cells[history.cells["question_code"] == THEMES]
    themes = [*held[["asked_round", "topic_text"]].itertuples(index=False, name=None)]
    themes += [(f.asked_round, f.topic_text) for f in fresh if f.question_code == THEMES]
    return [_row(alliance, (asked, THEMES, topic), "all", "raised") for asked, topic in sorted(themes)
            if asked <= alliance.round]


def _row(alliance: Alliance, key: tuple[int, str, str], cell: str, figure: str | None, reason: str | None = None) -> dict:
    asked, question, topic = key
    rounds = alliance["rounds"].set_index("round")["reference_date"]
    return {"round": asked, "question_code": question, "topic_id": None if topic == NO_TOPIC else topic, "cell_code": cell,
            "figure_code": figure, "reason_code": reason, "published_date": rounds.get(asked) if figure else None}
