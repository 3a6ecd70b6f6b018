"""Random histories of requests: any round, any audience, any order, while the file is edited in between.

Every world is the root of a tree: a state of the file and its history, from which random edits and
requests lead on. Each path from the root to a leaf is one history of as many requests as the tree is deep.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd
from adversary.published import AUDIENCES, COLUMNS, twice
from worlds import PARTIES, opinions, rounds, world

from alliance_lib.alliance import Alliance, typed
from alliance_lib.publication import figures, history
from alliance_lib.publication.history import History
from alliance_lib.publication.safe_set import safe
from alliance_lib.schema import tables

EDITED = ("people", "opinions", "pulse", "notes", "complaints")
LAST_ROUND = 3


@dataclass(frozen=True)
class State:
    """What stands in the file now, and what was published from it; base: a whole snapshot per round."""

    tables: Mapping[str, pd.DataFrame]
    history: History
    base: Mapping[int, Alliance]

    def snapshot(self, round: int, closed: int) -> Alliance:
        """The facilitator's snapshot of a round, as the dossier would give it."""
        held = {name: rows[rows["round"] <= round] if "round" in rows else rows for name, rows in self.tables.items()}
        held["rounds"] = typed(tables()["rounds"].columns, rounds(closed, round))
        base = self.base[round]
        return replace(base, frames=MappingProxyType({**base.frames, **held}))


def root(seed: int) -> State:
    """A small random alliance before anything was published; the last two people are not there yet."""
    draw = random.Random(seed)
    size, parties = draw.randint(6, 16), draw.randint(3, 5)
    people = pd.DataFrame([(f"P{n:02d}", PARTIES[n % parties], draw.choice(["steering", "project"])) for n in range(size)],
                          columns=["person_id", "party_id", "level_code"])
    here = people.iloc[:-2]
    said = pd.concat([opinions(here, r, seed=seed, topics=1) for r in range(1, LAST_ROUND + 1)])
    pulse = said[["round", "person_id"]].assign(trust_1to4=[str(draw.randint(1, 4)) for _ in range(len(said))])
    notes = said[["round", "person_id"]].assign(topic_id=[draw.choice(["T0", "T1"]) for _ in range(len(said))], raw_text="x",
                                                note_id=[f"N{n}" for n in range(len(said))])
    felt = notes.rename(columns={"note_id": "complaint_id", "raw_text": "text"}).drop(columns="topic_id").assign(
        symptom_level_code="project", cause_level_code=[draw.choice(["steering", "project"]) for _ in range(len(notes))])
    said = said[["round", "person_id", "topic_id", "private_1to5"]]
    given = {"people": people, "opinions": said, "pulse": pulse, "notes": notes, "complaints": felt}
    base = {n: world(closed=n, upto=n, **given) for n in range(1, LAST_ROUND + 1)}
    return State({name: base[LAST_ROUND][name] for name in EDITED}, history.empty(), base)


def explore(seed: int, branches: tuple[int, ...] = (2, 5, 20)) -> tuple[int, list[str]]:
    """All histories of one tree: how many, and what went wrong in them.

    Reads: branches, how many requests follow the start, each first request, and so on.
    """
    draw = random.Random(seed)
    paths, faults = 0, []
    states = [(root(seed), ())]
    while states:
        state, path = states.pop()
        if len(path) == len(branches):
            paths += 1
            continue
        for _ in range(branches[len(path)]):
            edit = draw.choice(EDITS)
            after, told = request(edit(draw, state), draw)
            faults += [f"seed {seed}, {(*path, edit.__name__)}: {fault}" for fault in told]
            states.append((after, (*path, edit.__name__)))
    return paths, faults


def request(state: State, draw: random.Random) -> tuple[State, list[str]]:
    """Publish one random round for one random audience; the state afterwards, and every rule that was broken."""
    asked = draw.randint(1, LAST_ROUND)
    alliance = state.snapshot(asked, draw.choice([asked, asked, asked - 1]))
    state.history.verify()
    shown, fresh = figures.due(alliance, state.history)
    after = state.history.extended(fresh, audience_text=draw.choice(AUDIENCES), round_number=asked, content_hash="",
                                   made_text="", version_text="")
    return replace(state, history=after), [*broken(state.history, after), *unsafe(alliance, fresh), *unlike(shown, after)]


def broken(before: History, after: History) -> list[str]:
    """Is an answer in two cells, or did a figure change that was published?"""
    kept = after.cells.iloc[:len(before.cells)].astype(str).equals(before.cells.astype(str))
    return [f"in two cells: {answer}" for answer in twice(after)] + ([] if kept else ["a frozen figure changed"])


def unsafe(alliance: Alliance, fresh) -> list[str]:
    """Which new figures are about people who are no safe set?"""
    party = alliance["people"].set_index("person_id")["party_id"].to_dict()
    return [f"unsafe: {one}" for one in fresh if one.question_code in COLUMNS
            and not safe({p: party[p] for p in one.people}, COLUMNS[one.question_code][1].points)]


def unlike(shown: pd.DataFrame, held: History) -> list[str]:
    """Which figures on the page are not the ones that the history froze?"""
    told = shown.dropna(subset="figure_code")
    topic = told["topic_id"].fillna(history.NO_TOPIC)
    keys = zip(told["round"], told["question_code"], topic, told["cell_code"], told["figure_code"], strict=True)
    columns = ["asked_round", "question_code", "topic_text", "cell_code", "figure_text"]
    frozen = set(held.cells[columns].itertuples(index=False, name=None))
    return [f"not in the history: {key}" for key in keys if key not in frozen]


def reprinted(draw: random.Random, state: State) -> State:
    """Nothing changed: an old page is asked for again."""
    return state


def copied(draw: random.Random, state: State) -> State:
    """Exported and imported, or restored from a copy: the history went through its tables."""
    frames = {name: typed(tables()[name].columns, rows) for name, rows in state.history.frames().items()}
    alliance = replace(state.base[1], frames=MappingProxyType({**state.base[1].frames, **frames}))
    return replace(state, history=history.of(alliance, fresh_dossier=True))


def corrected(draw: random.Random, state: State) -> State:
    """Somebody's answers in some round are others now, whether it is closed or not."""
    said = state.tables["opinions"].copy()
    at = draw.randrange(len(said))
    said.loc[said.index[at], "private_1to5"] = draw.choice(["1", "5", "declined"])
    return _with(state, opinions=said)


def joined(draw: random.Random, state: State) -> State:
    """Somebody who was not there is written into a round."""
    people, said = state.tables["people"], state.tables["opinions"]
    new = pd.DataFrame([{"round": draw.randint(1, LAST_ROUND), "person_id": people["person_id"].iloc[draw.choice([-1, -2])],
                         "topic_id": "T0", "private_1to5": "1"}])
    rows = pd.concat([said, new], ignore_index=True).drop_duplicates(["round", "person_id", "topic_id"])
    return _with(state, opinions=typed(tables()["opinions"].columns, rows))


def withdrawn(draw: random.Random, state: State) -> State:
    """Somebody's answers in one round are taken out."""
    said = state.tables["opinions"]
    gone = said.iloc[draw.randrange(len(said))]
    return _with(state, opinions=said[(said["round"] != gone["round"]) | (said["person_id"] != gone["person_id"])])


def moved(draw: random.Random, state: State) -> State:
    """Somebody changes level."""
    people = state.tables["people"].copy()
    people.loc[people.index[draw.randrange(len(people))], "level_code"] = draw.choice(["steering", "project", "execution"])
    return _with(state, people=people)


def explained(draw: random.Random, state: State) -> State:
    """A complaint gets another cause, and a note another topic."""
    felt, notes = state.tables["complaints"].copy(), state.tables["notes"].copy()
    felt.loc[felt.index[draw.randrange(len(felt))], "cause_level_code"] = draw.choice(["execution", "board"])
    notes.loc[notes.index[draw.randrange(len(notes))], "topic_id"] = draw.choice(["T0", "T1"])
    return _with(state, complaints=felt, notes=notes)


def forgotten(draw: random.Random, state: State) -> State:
    """Somebody is erased; what is left in the history is a number that nothing links."""
    person = draw.choice(list(state.tables["people"]["person_id"].iloc[:-2]))
    held = {name: rows[rows["person_id"] != person] for name, rows in state.tables.items()}
    numbers = {p: number for p, number in state.history.numbers.items() if p != person}
    return replace(state, tables=held, history=replace(state.history, numbers=numbers))


EDITS = (reprinted, copied, corrected, joined, withdrawn, moved, explained, forgotten)


def _with(state: State, **changed: pd.DataFrame) -> State:
    return replace(state, tables={**state.tables, **changed})
