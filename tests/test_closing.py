"""A round that is closed keeps what it forecast, so that the next one can be held against it."""

import datetime

from demo_frames import demo
from dossiers import small_frames

from alliance_lib import dossier
from alliance_lib.closing import close
from alliance_lib.schema import stored

DAY = datetime.date(2026, 3, 1)


def opened(tmp_path):
    frames = {name: rows for name, rows in demo(3).frames.items() if name in stored() and name != "forecasts" and len(rows)}
    frames["people"] = frames["people"].drop(columns="name")
    frames["rounds"] = frames["rounds"].assign(closed_date=frames["rounds"]["closed_date"].where(frames["rounds"]["round"] < 3))
    dossier.create(tmp_path / "d.alliance", frames)
    return dossier.open(tmp_path / "d.alliance")


def test_the_forecast_of_a_round_is_kept_when_the_round_is_closed(tmp_path):
    with opened(tmp_path) as held:
        close(held, 3, DAY, "Anna")
        kept = held.frames()["forecasts"]
        assert set(kept["round"]) == {3} and {"homes", "release"} <= set(kept["kind_code"])
        assert held.frames()["rounds"].set_index("round").loc[3, "closed_date"].date() == DAY


def test_a_round_without_property_closes_too(tmp_path):
    dossier.create(tmp_path / "s.alliance", small_frames(closed=1))
    with dossier.open(tmp_path / "s.alliance") as held:
        close(held, 2, DAY, "Anna")
        assert held.frames()["forecasts"].empty and held.frames()["rounds"]["closed_date"].notna().all()
