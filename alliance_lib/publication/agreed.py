"""What was agreed and worded, as plain rows for a page: decisions, actions, and conclusions in the facilitator's words.

Reads a snapshot that holds only what the audience may see; organisations stand in it by name, people never.
"""

import pandas as pd

from alliance_lib.alliance import Alliance

DECISION = ("subject", "level_code", "owner", "asked_date", "needed_date", "decided_date")
ACTION = ("text", "owner", "due_date", "done_date")


def decisions(alliance: Alliance) -> list[dict]:
    """Which decisions are asked for or taken, by when, and who prepares them?"""
    return _rows(alliance, "decisions", DECISION, "needed_date")


def actions(alliance: Alliance) -> list[dict]:
    """Who does what by when, and what is done?"""
    return _rows(alliance, "actions", ACTION, "due_date")


def wordings(alliance: Alliance) -> list[dict]:
    """Which conclusions of this round did the facilitator put in own words, and who wrote them?"""
    held = alliance["wordings"]
    held = held[held["round_number"] == alliance.round].sort_values(["chart_key", "lang_code"])
    return [_plain(row) for row in held.drop(columns="round_number").to_dict("records")]


def _rows(alliance: Alliance, table: str, columns: tuple[str, ...], first: str) -> list[dict]:
    held = alliance[table]
    rows = held.assign(owner=held["owner_party_id"].map(alliance.party_names)).sort_values([first, columns[0]])
    return [_plain(row) for row in rows[list(columns)].to_dict("records")]


def _plain(row: dict) -> dict:
    """Dates as text, whole numbers as such, what is missing as None: fit for a file."""
    return {name: None if pd.isna(value) else value.date().isoformat() if isinstance(value, pd.Timestamp) else value
            for name, value in row.items()}
