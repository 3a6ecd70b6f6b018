"""What do the people of each level say on the eight items, and do they say the same?"""

import numpy as np
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.health.change import change
from alliance_lib.health.reliability import rwg, rwg_of_chance
from alliance_lib.perturb import one_step
from alliance_lib.schema import codes, tables

DRAWS = 2_000
EVERYONE = "all"
ROUNDING = 1e-9
FEWEST = 2  # the mean of one answer is the answer of a person
NO_CHANGE = {"previous_round": np.nan, "pairs": np.nan, "change_steps": np.nan, "change_low": np.nan,
             "change_high": np.nan, "previous_figure_code": None, "change_code": None}
NO_NUMBERS = dict.fromkeys(["people", "answered", "declined", "rwg", "chance_low", "chance_high", "mean", "mean_low",
                            "mean_high"], np.nan) | {"agreement_code": None}
NO_FIGURE = {"figure_code": None, "reason_code": None, "published_date": pd.NaT}
COLUMNS = ["round", "condition_code", "item_code", "cell_code", *NO_NUMBERS, *NO_FIGURE]


def readings(alliance: Alliance, assume: Assumptions, seed: int) -> pd.DataFrame:
    """What did each level say on each item, in every round so far?

    Reads: the answers of people or, where there are none, the published figures; assume conditions
        (condition code followed by its items) and step_probability.
    Gives: a row per round, item and level (cell "all" if somebody's level is unknown), with people,
        answered, declined, rwg and what chance gives, agreement_code ("agreed" above chance, "split"
        below 0, else "chance"), mean with the band of another day; or figure_code, reason_code and
        published_date. No mean of fewer than two answers, nor where the group is split.
    Leaves out: one figure per condition; the items of a condition can differ.
    """
    rows = []
    for condition, *items in assume["conditions"]:
        for item in items:
            answers = _answers(alliance, item) if len(alliance["pulse"]) else ()
            found = _of_people(alliance, answers, item, assume, seed) if len(answers) else _of_published(alliance, item)
            rows += [{"condition_code": condition, "item_code": item, **row} for row in found]
    return pd.DataFrame(rows, columns=COLUMNS)


def with_change(alliance: Alliance, read: pd.DataFrame, assume: Assumptions, seed: int) -> pd.DataFrame:
    """How does this round compare with the last round in which the same was asked?

    Reads: read, as `readings` gives it; assume step_probability.
    Gives: the rows of this round with previous_round, pairs (people in both), change_steps with low and
        high, previous_figure_code and change_code: "up", "down", "not_demonstrable" or "too_few_pairs"
        from answers of the same people; "band_up", "band_down" or "band_same" from two published
        bands; None without an earlier round.
    """
    now = read[read["round"] == alliance.round]
    rows = [{**row, **_change(alliance, read, row, assume, seed)} for row in now.to_dict("records")]
    return pd.DataFrame(rows, columns=[*COLUMNS, *NO_CHANGE])


def _points(item: str) -> int:
    return tables()["pulse"].columns[item].points


def _answers(alliance: Alliance, item: str) -> pd.DataFrame:
    """The answers to one item in every round, in the order of people so that no order of rows matters."""
    found = alliance.answers("pulse", item, rounds="all").sort_values(["round", "person_id"], ignore_index=True)
    cell = EVERYONE if found["level_code"].isna().any() else found["level_code"]
    return found.assign(cell_code=cell)


def _of_people(alliance: Alliance, answers: pd.DataFrame, item: str, assume: Assumptions, seed: int) -> list[dict]:
    order = list(codes()["level"])[::-1]  # from the steering group down
    found = []
    for (asked, cell), given in answers.groupby(["round", "cell_code"]):
        numbers = _numbers(given["answer"].to_numpy(), _points(item), assume["step_probability"], seed)
        people = max(_people(alliance, asked, cell), len(given))
        found.append({"round": asked, "cell_code": cell, "people": people, **numbers, **NO_FIGURE})
    return sorted(found, key=lambda row: (row["round"], order.index(row["cell_code"]) if row["cell_code"] in order else -1))


def _people(alliance: Alliance, asked: int, cell: str) -> int:
    """How many people does this level have in this round?"""
    people = alliance["people"]
    there = ~(people["joined_round"] > asked) & ((people["level_code"] == cell) | (cell == EVERYONE))
    return int(there.sum())


def _numbers(given: np.ndarray, points: int, probability: float, seed: int) -> dict:
    answered = given[~np.isnan(given)]
    within, (low, high) = rwg(given, points), rwg_of_chance(answered.size, points)
    agreement = _agreement(within, high)
    found = {"answered": answered.size, "declined": given.size - answered.size, "rwg": within, "chance_low": low,
             "chance_high": high, "agreement_code": agreement, "mean": np.nan, "mean_low": np.nan, "mean_high": np.nan}
    if answered.size < FEWEST or agreement == "split":
        return found
    drawn = one_step(answered, probability, DRAWS, seed=seed, scale=(1, points)).mean(axis=1)
    mean_low, mean_high = np.quantile(drawn, [0.025, 0.975])
    return found | {"mean": float(answered.mean()), "mean_low": float(mean_low), "mean_high": float(mean_high)}


def _agreement(within: float, high: float) -> str | None:
    """A value on the edge of the band is one that chance gives too, whatever the rounding."""
    if within != within:
        return None
    return "split" if within < 0 else "agreed" if within > high + ROUNDING else "chance"


def _of_published(alliance: Alliance, item: str) -> list[dict]:
    rows = alliance["published"]
    rows = rows[rows["question_code"] == f"pulse.{item}"].sort_values(["round", "cell_code"], ascending=[True, False])
    return [{**NO_NUMBERS, **row} for row in rows[["round", "cell_code", *NO_FIGURE]].to_dict("records")]


def _change(alliance: Alliance, read: pd.DataFrame, row: dict, assume: Assumptions, seed: int) -> dict:
    same = (read["item_code"] == row["item_code"]) & (read["cell_code"] == row["cell_code"]) & (read["round"] < row["round"])
    earlier = read[same & ((read["answered"] > 0) | read["figure_code"].notna())]
    if earlier.empty:
        return NO_CHANGE
    before = earlier.loc[earlier["round"].idxmax()]
    since = NO_CHANGE | {"previous_round": int(before["round"])}
    if pd.notna(before["figure_code"]) or pd.notna(row["figure_code"]):
        return since | _change_of_bands(before["figure_code"], row["figure_code"])
    return since | _change_of_people(_answers(alliance, row["item_code"]), row, since["previous_round"], assume, seed)


def _change_of_bands(before, after) -> dict:
    if pd.isna(before) or pd.isna(after):
        return {}
    order = list(codes()["figure"])
    moved = order.index(after) - order.index(before)
    code = "band_up" if moved > 0 else "band_down" if moved < 0 else "band_same"
    return {"previous_figure_code": before, "change_code": code}


def _change_of_people(answers: pd.DataFrame, row: dict, previous: int, assume: Assumptions, seed: int) -> dict:
    of_cell = answers[answers["cell_code"] == row["cell_code"]]
    wide = of_cell[of_cell["round"].isin([previous, row["round"]])].pivot(index="person_id", columns="round", values="answer")
    found = change(wide[previous], wide[row["round"]], scale=(1, _points(row["item_code"])),
                   probability=assume["step_probability"], seed=seed)
    if found.pairs < FEWEST:
        return {"pairs": found.pairs, "change_code": "too_few_pairs"}
    return {"pairs": found.pairs, "change_steps": found.steps, "change_low": found.low, "change_high": found.high,
            "change_code": found.direction}
