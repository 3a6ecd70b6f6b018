"""Synthetic alliances over three rounds, with everything that gives people away: joiners, a leaver,
corrections of what was published, and, in half of them, nearly everybody at one end of the scale."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from worlds import world

from alliance_lib.alliance import Alliance

ROUNDS = 3
OPINIONS = ("claimed_1to5", "private_1to5", "expected_1to5")
PULSE = ("trust_1to4", "mandate_1to4")
KEPT, DECLINES = 0.8, 0.03  # chance that an answer stays the same in the next round; that it is declined


@dataclass(frozen=True)
class Story:
    """An alliance as its file stood at each of four publications.

    stages: (round, opinions, pulse). The first closes round 1; each of the other three brings somebody
    new and a correction in a round that was published already. The last publishes round 3 once more,
    after somebody was written into it who was not there.
    """

    people: pd.DataFrame
    topics: tuple[str, ...]
    saturated: bool
    stages: tuple[tuple[int, pd.DataFrame, pd.DataFrame], ...]

    def snapshots(self) -> list[Alliance]:
        """What the facilitator sees at each publication."""
        return [self.snapshot(stage) for stage in range(len(self.stages))]

    def snapshot(self, stage: int) -> Alliance:
        parties = sorted(set(self.people["party_id"]))
        facts = {
            "parties": pd.DataFrame({"party_id": parties, "name": [f"Partij {p}" for p in parties], "type_code": "builder"}),
            "topics": pd.DataFrame({"topic_id": self.topics, "name": self.topics}),
        }
        round, opinions, pulse = self.stages[stage]
        return world(closed=round, upto=round, people=self.people, opinions=opinions, pulse=pulse, **facts)

    def party_of(self) -> dict[str, str]:
        return dict(zip(self.people["person_id"], self.people["party_id"], strict=True))


def story(seed: int) -> Story:
    """A random alliance of three to seven parties and six to twenty people; every second one is saturated."""
    draw = random.Random(seed)
    parties, saturated = draw.randint(3, 7), seed % 2 == 1
    people = _people(draw, parties, draw.randint(max(6, parties), 20))
    topics = tuple(f"T{n}" for n in range(draw.randint(1, 3)))
    end = draw.choice([1, 5]) if saturated else None
    answer = _answering(draw, end)
    opinions = _answers(draw, people, [{"topic_id": t} for t in topics], (OPINIONS, 5), answer)
    pulse = _answers(draw, people, [{}], (PULSE, 4), answer)
    return Story(people, topics, saturated, tuple(_stages(draw, people, (opinions, pulse), answer)))


def _people(draw: random.Random, parties: int, size: int) -> pd.DataFrame:
    """Nearly even over the parties, two levels or sometimes three; the last three people join later."""
    levels = ("steering", "project") if draw.random() < 0.8 else ("steering", "project", "execution")
    held = [chr(65 + (n if draw.random() < 0.8 else draw.randrange(parties)) % parties) for n in range(size)]
    joined = [1] * (size - 3) + [2, 3, 9]  # round 9: written in after everything was published
    return pd.DataFrame({"person_id": [f"P{n:02d}" for n in range(size)], "party_id": held,
                         "level_code": [levels[n // parties % len(levels)] for n in range(size)], "joined_round": joined})


def _answering(draw: random.Random, end: int | None) -> Callable[[int], str]:
    """One new answer on a scale: anywhere, or close to one end."""
    def answer(points: int) -> str:
        if draw.random() < DECLINES:
            return "declined"
        if end is None:
            return str(draw.randint(1, points))
        step = 0 if draw.random() < 0.8 else 1
        return str(1 + step if end == 1 else points - step)
    return answer


def _answers(draw: random.Random, people: pd.DataFrame, keys: list[dict], asked: tuple, answer) -> pd.DataFrame:
    """Everybody's answers in every round they are there; the second person leaves before the last round."""
    columns, points = asked
    rows = []
    for n, person in enumerate(people.to_dict("records")):
        for key in keys:
            held: dict = {}
            for round in range(1, ROUNDS + 1):
                held = {c: held[c] if c in held and draw.random() < KEPT else answer(points) for c in columns}
                if round >= min(person["joined_round"], ROUNDS) and not (n == 1 and round == ROUNDS):
                    rows.append({"round": round, "person_id": person["person_id"], **key, **held})
    return pd.DataFrame(rows)


def _stages(draw: random.Random, people: pd.DataFrame, held: tuple, answer):
    late = people.loc[people["joined_round"] > ROUNDS, "person_id"]
    for stage in range(ROUNDS + 1):
        round = min(stage + 1, ROUNDS)
        if stage:
            held = tuple(_corrected(draw, rows, stage, answer) for rows in held)
        seen = [rows[rows["round"] <= round] for rows in held]
        yield round, *(rows if stage == ROUNDS else rows[~rows["person_id"].isin(late)] for rows in seen)


def _corrected(draw: random.Random, rows: pd.DataFrame, before: int, answer) -> pd.DataFrame:
    """One person's answers of a round that was published already, changed as if the file was edited."""
    rows = rows.copy()
    at = draw.choice(list(rows.index[rows["round"] <= before]))
    for column in [c for c in rows if "_1to" in c]:
        rows.loc[at, column] = answer(int(column[-1]))
    return rows
