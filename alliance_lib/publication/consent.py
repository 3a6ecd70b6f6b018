"""Who agreed to what being shared: per note, per party position and per named person.

A consent belongs to the exact text: changing a letter changes the hash, and the consent is void.
"""

import hashlib
import json
from collections.abc import Mapping

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.schema import Table, tables

# Which columns of a row a consent is about; the rest of the row stays with the facilitator.
SHOWN = {"notes": ("topic_id", "kind_code", "paraphrase"), "complaints": ("topic_id", "paraphrase"), "people": ("name",),
         "questions": ("wording",), "wordings": ("round_number", "chart_key", "lang_code", "text")}
ANONYMOUS = ("questions", "wordings")  # nobody's own: the facilitator approves the exact wording
BY_PERSON = tuple(name for name in SHOWN if name not in ANONYMOUS)


def content_hash(table: str, row: Mapping) -> str:
    """Which exact content is agreed to? A hash that any edit changes."""
    shown = SHOWN.get(table, tuple(tables()[table].columns))
    held = [[name, None if pd.isna(row[name]) else str(row[name])] for name in shown]
    return hashlib.sha256(json.dumps([table, held], ensure_ascii=False).encode()).hexdigest()


def row_text(table: Table, row: Mapping) -> str:
    """How is a row of this table called in a consent?"""
    return "|".join(str(row[name]) for name in table.key)


def agreed(alliance: Alliance, table: str, audience: str) -> pd.Series:
    """Which rows of this table may this audience see by consent of their owner?

    Gives: a boolean per row of alliance[table]. For a table about all parties at once (see "joint")
        every row counts only if every party agreed to every row.
    """
    declared, rows, given = tables()[table], alliance[table], alliance["approvals"]
    given = given[(given["table_code"] == table) & given["audience_code"].isin(["shared", audience])]
    if declared.see == "joint":
        whole = all(_joint(declared, row, given) == set(alliance.party_names) for row in rows.to_dict("records"))
        return pd.Series(whole, index=rows.index, dtype=bool)
    if table in ANONYMOUS:
        known = set(zip(given["row_text"], given["content_hash"], strict=True))
        return pd.Series([(row_text(declared, r), content_hash(table, r)) in known for r in rows.to_dict("records")], index=rows.index, dtype=bool)
    owner, who = ("person_id", "person_id") if table in BY_PERSON else (declared.owner, "party_id")
    held = set(zip(given["row_text"], given["content_hash"], given[who], strict=True))
    seen = [(row_text(declared, r), content_hash(table, r), r[owner]) in held for r in rows.to_dict("records")]
    return pd.Series(seen, index=rows.index, dtype=bool)


def _joint(declared: Table, row: Mapping, given: pd.DataFrame) -> set:
    same = (given["row_text"] == row_text(declared, row)) & (given["content_hash"] == content_hash(declared.name, row))
    return set(given.loc[same, "party_id"].dropna())


def shareable() -> dict[str, Table]:
    """Which tables have rows that somebody can agree to sharing?"""
    return {name: table for name, table in tables().items() if name in SHOWN or table.see in ("position", "joint")}


def missing(alliance: Alliance, audience: str = "shared") -> pd.DataFrame:
    """What still needs a consent before it may be shared? For the facilitator.

    Gives: rows table_code, row_text, owner_id, content (what would be shown), voided (True where an earlier
        consent was voided by an edit).
    """
    found = []
    for name, table in shareable().items():
        rows = alliance[name]
        open_rows = rows[~agreed(alliance, name, audience)] if len(rows) else rows
        earlier = set(alliance["approvals"].loc[alliance["approvals"]["table_code"] == name, "row_text"])
        for row in open_rows.to_dict("records"):
            content = [str(row[c]) for c in SHOWN.get(name, table.columns) if not pd.isna(row[c])]
            if name in SHOWN and pd.isna(row[SHOWN[name][-1]]):
                continue  # nothing to show yet
            owner = row["person_id"] if name in BY_PERSON else row.get(table.owner, "")
            key = row_text(table, row)
            found.append([name, key, owner, " · ".join(content), key in earlier])
    return pd.DataFrame(found, columns=["table_code", "row_text", "owner_id", "content", "voided"])


def approval(alliance: Alliance, table: str, key: str, facts: Mapping) -> dict:
    """The consent to record for one row, as a row of the consents table.

    Reads: facts audience_code and given_date; party_id too for a table that needs every party.
    Refuses: KeyError for a row that does not exist, or that nobody can agree to.
    """
    declared = shareable()[table]
    row = {row_text(declared, r): r for r in alliance[table].to_dict("records")}[key]
    who = {} if table in ANONYMOUS else {"person_id": row["person_id"]} if table in BY_PERSON else {"party_id": row.get(declared.owner)}
    return {"approval_id": f"I{next_number(alliance['approvals']):04d}", "table_code": table, "row_text": key,
            "content_hash": content_hash(table, row)} | who | dict(facts)


def next_number(approvals: pd.DataFrame) -> int:
    """Which number gets the next consent? Reads: all consents of the dossier, also those given after this round's day."""
    numbers = approvals["approval_id"].str.extract(r"(\d+)$")[0].astype(float)
    return 1 if numbers.dropna().empty else int(numbers.max()) + 1
