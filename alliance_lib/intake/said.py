"""Who is on the roster, and what did they answer about each topic this round?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance

PRIVATELY = {"private": 1.0, "group": 1.0, "none": 0.0}
IN_GROUP = {"private": 0.0, "group": 1.0, "none": 0.0}


@dataclass(frozen=True)
class Said:
    """What did the people on the roster answer, person by topic?

    people, party, level: one per person, in the order of their codes, also who has not answered.
    topics: frame topic_id, topic (its name), stake_1to5. claimed, private, expected: people x topics,
    NaN for not asked or declined. privately, in_group: 1 brought up there, 0 not, NaN not known.
    """

    people: tuple[str, ...]
    party: np.ndarray
    level: np.ndarray
    topics: pd.DataFrame
    claimed: np.ndarray
    private: np.ndarray
    expected: np.ndarray
    privately: np.ndarray
    in_group: np.ndarray


def what_was_said(alliance: Alliance) -> Said:
    """Who is on the roster, and what did they answer about each topic this round?

    Reads: people, topics, opinions. For a shared audience people have no code and nobody answered.
    Gives: Said; people who join in a later round are not on the roster yet.
    Leaves out: answers of earlier rounds, and of people who are not on the roster.
    """
    people = roster(alliance)
    topics = _topics(alliance)
    opinions = alliance["opinions"]
    opinions = opinions[opinions["round"] == alliance.round]
    codes = {name: opinions.assign(answer=opinions["mention_code"].map(flags).astype(float))
             for name, flags in (("privately", PRIVATELY), ("in_group", IN_GROUP))}
    columns = {name: f"{name}_1to5" for name in ("claimed", "private", "expected")}
    answers = {name: alliance.answers("opinions", column) if len(people) else opinions.assign(answer=np.nan)
               for name, column in columns.items()}
    grids = {name: _grid(long, people["person_id"], topics["topic_id"]) for name, long in (answers | codes).items()}
    return Said(people=tuple(people["person_id"]), party=people["party_id"].to_numpy(dtype=object),
                level=people["level_code"].to_numpy(dtype=object), topics=topics, **grids)


def roster(alliance: Alliance) -> pd.DataFrame:
    """Who takes part in this round? The people with a code, in its order; none for a shared audience."""
    people = alliance["people"]
    takes_part = people["person_id"].notna() & (people["joined_round"] <= alliance.round)
    return people[takes_part].sort_values("person_id", ignore_index=True)


def _topics(alliance: Alliance) -> pd.DataFrame:
    """The topics of the sheet, and those only answers speak of, called by their code."""
    listed = alliance["topics"].rename(columns={"name": "topic"})[["topic_id", "topic", "stake_1to5"]]
    used = alliance["opinions"]["topic_id"]
    unlisted = sorted(set(used.dropna()) - set(listed["topic_id"]))
    more = pd.DataFrame({"topic_id": unlisted, "topic": unlisted, "stake_1to5": np.nan})
    return pd.concat([listed, more], ignore_index=True) if unlisted else listed


def _grid(long: pd.DataFrame, people: pd.Series, topics: pd.Series) -> np.ndarray:
    wide = long.pivot(index="person_id", columns="topic_id", values="answer")
    grid = wide.reindex(index=people, columns=topics).to_numpy(dtype=float)
    grid.setflags(write=False)
    return grid
