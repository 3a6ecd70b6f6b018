"""When is promised property really los: the date is there and every promised condition is true?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding


def complexes(alliance: Alliance) -> pd.DataFrame:
    """Which complexes are los, and since when?

    Reads: complexes, release_conditions (complex_id, condition_code, met_date; no date: still open).
    Gives: complexes; released_date is the latest of that date and all conditions, missing while one is open.
    Leaves out: conditions of a complex that is done; then it was released, whatever the list says.
    """
    rows, listed = alliance["complexes"], alliance["release_conditions"]
    last = listed.groupby("complex_id")["met_date"].max().reindex(rows["complex_id"]).set_axis(rows.index)
    still = rows["complex_id"].isin(listed.loc[listed["met_date"].isna(), "complex_id"]) & rows["done_date"].isna()
    given = rows["released_date"]
    return rows.assign(released_date=given.where(~(last > given), last).where(~still))


def table(alliance: Alliance) -> list[dict]:
    """Which condition is open or true for which complex? Rows of the table checklist, the order of the complexes."""
    rows, listed = alliance["complexes"], alliance["release_conditions"]
    if rows.empty:
        return []
    los = complexes(alliance).set_index("complex_id")["released_date"]
    held = rows.merge(listed, on="complex_id")
    return [{"complex_id": row.complex_id, "complex": row.name if isinstance(row.name, str) else row.complex_id,
             "promised_date": row.promised_date, "given_date": row.released_date, "condition_code": row.condition_code,
             "met_date": row.met_date, "is_los": bool(pd.notna(los[row.complex_id]))} for row in held.itertuples()]


def say(alliance: Alliance, rows: list[dict]) -> list[Finding]:
    """Which complexes have a date but are not los, and what is open? And where was the list not filled in?"""
    said, given = [], alliance["complexes"]
    dated = given[given["released_date"].notna() & given["done_date"].isna()]
    open_ = [row for row in rows if pd.isna(row["met_date"]) and row["complex_id"] in set(dated["complex_id"])]
    if open_:
        names = list(dict.fromkeys(row["complex"] for row in open_))
        said.append(Finding("scaleup.date_not_los", facts={"n": len(names), "complexes": names,
                                                           "open": list(dict.fromkeys(row["condition_code"] for row in open_))}, weight=0.84))
    bare = dated[~dated["complex_id"].isin(alliance["release_conditions"]["complex_id"])]
    if len(bare):
        said.append(Finding("scaleup.no_checklist", facts={"n": len(bare), "complexes": bare["name"].fillna(bare["complex_id"]).tolist()},
                            weight=0.46))
    return said
