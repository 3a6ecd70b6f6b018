"""Closing a round: what it forecast is kept first, so that the next round can be held against it."""

import datetime

from alliance_lib.answers import compute
from alliance_lib.dossier import Change, Dossier
from alliance_lib.scaleup import stored


def close(held: Dossier, round: int, on: datetime.date, by: str) -> None:
    """Close a round on a day; its forecast is kept, unless it was before.

    Refuses: AllianceError as the dossier does, for a round without a reference date or closed already.
    """
    snapshot = held.snapshot(round)
    if not (snapshot["forecasts"]["round"] == round).any():
        rows = stored.rows(compute("scaleup", snapshot), round)
        held.record_all(Change("forecasts", (row["forecast_id"],), row, by) for row in rows)
    held.close_round(round, on, by)
