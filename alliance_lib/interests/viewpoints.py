"""Which points of view lie behind the way people sorted the statements?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.interests.sorting import LEAST_SORTS, how_many, q_method
from alliance_lib.result import Finding

TOLD = 3  # statements told of a point of view, first and last


def viewpoints(alliance: Alliance, seed: int) -> tuple[dict, list[Finding]]:
    """Which points of view are there, how many people hold each, and what do they put first and last?

    Reads: q_sorts, panel_statements; seed of the draws.
    Gives: table views, a row per point of view that is more than chance, and findings. Nothing below eight
        whole sorts; a sort that misses a statement, or puts all in one place, is left out and counted.
    Source: `sorting.q_method`, `sorting.how_many`.
    Leaves out: who holds which view: for the facilitator too, a view is not a person.
    """
    rows = alliance["q_sorts"]
    if rows.empty:
        return {"views": []}, []
    table = rows.pivot(index="statement_id", columns="sorter", values="place_minus6to6").astype(float)
    whole = table.loc[:, table.notna().all() & (table.nunique() > 1)]
    found = []
    if whole.shape[1] < table.shape[1]:
        found.append(Finding("interests.sorts_left_out", facts={"n": table.shape[1] - whole.shape[1], "of": table.shape[1]}, weight=0.4))
    if whole.shape[1] < LEAST_SORTS or whole.shape[0] < 2:
        facts = {"n": whole.shape[1], "least": LEAST_SORTS}
        return {"views": []}, [*found, Finding("interests.sorts_too_few", "q_sorts", facts, 0.45)]
    views = _views(whole, alliance["panel_statements"].set_index("statement_id")["text"], how_many(whole, seed=seed))
    code = "interests.views" if views else "interests.no_views"
    return {"views": views}, [*found, Finding(code, "q_sorts", {"n": len(views), "of": whole.shape[1]}, 0.6)]


def _views(sorts: pd.DataFrame, texts: pd.Series, factors: int) -> list[dict]:
    if not factors:
        return []
    found, rows = q_method(sorts, factors), []
    for view in found.scores.dropna(axis="columns"):
        order = found.scores[view].sort_values(ascending=False, kind="stable").index
        told = texts.reindex(order).fillna(pd.Series(order, order)).tolist()
        rows.append({"view": view, "sorters_count": int(found.flags[view].sum()),
                     "puts_first": told[:TOLD], "puts_last": told[-TOLD:][::-1]})
    return rows
