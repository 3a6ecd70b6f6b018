"""A forecast is kept with its round and scored in the next, beside two simple rivals."""

import pandas as pd
import pytest

from alliance_lib.alliance import from_frames
from alliance_lib.scaleup import conditions, forecast, stored
from alliance_lib.schema import stored as tables
from demo_frames import demo
from scaleup_world import DAY, assume, complexes, releases, world

LATER = DAY + pd.DateOffset(months=6)
ROUNDS = pd.DataFrame({"round": [1, 2], "reference_date": [DAY, LATER]})


def kept(**frames):
    return pd.DataFrame(stored.rows(forecast(world(**frames), assume=assume(), seed=1), 1))


def next_round(rows, given):
    alliance = world().frames | {"complexes": given, "rounds": ROUNDS, "forecasts": rows}
    later = from_frames({name: held for name, held in alliance.items() if len(held)}, 2)
    return stored.table(later, conditions.complexes(later))


def one(kind="release", low=1.0, middle=3.0, high=6.0, usual=2.0, complex_id="X0", day="2026-06-01"):
    return pd.DataFrame([{"forecast_id": "R1", "round": 1, "kind_code": kind, "complex_id": complex_id, "for_date": pd.Timestamp(day), "low_number": low,
                          "middle_number": middle, "high_number": high, "promised_number": 0.0, "usual_number": usual}])


def test_what_is_kept_fits_the_table_and_holds_every_promise_of_the_calendar():
    rows = kept(releases=releases("C1", 1.5))
    assert set(rows.columns) == set(tables()["forecasts"].columns) and rows["forecast_id"].is_unique
    part = rows[rows["kind_code"] == "release"]
    assert (part["low_number"] <= part["middle_number"]).all() and (part["middle_number"] <= part["high_number"]).all() and (part["low_number"] >= 0).all()
    usual = part.set_index("complex_id")["usual_number"]
    assert usual["X0"] == pytest.approx(6.0, abs=0.1)


def test_the_score_is_twice_the_mean_pinball_loss_and_a_rivals_its_distance():
    """Promised for June, released in August: two months late; 1, 3 and 6 were forecast."""
    given = complexes(6)
    given.loc[0, "released_date"] = pd.Timestamp(2026, 8, 10)
    scores = {row["forecaster_code"]: row for row in next_round(one(), given)}
    assert scores["promised"]["distance"] == pytest.approx(2.0) and scores["usual"]["distance"] == pytest.approx(0.0)
    assert scores["forecast"]["distance"] == pytest.approx(2 * (0.1 * 1 + 0.5 * 1 + 0.1 * 4) / 3) and scores["forecast"]["inside_share"] == 1


def test_property_that_is_still_not_released_counts_as_coming_today():
    scores = {row["forecaster_code"]: row["distance"] for row in next_round(one(), complexes(6))}
    assert scores["promised"] == pytest.approx(3.0)


def test_homes_are_counted_on_the_day_they_were_forecast_for():
    given = complexes(6)
    given.loc[0, ["released_date", "done_date"]] = pd.Timestamp(2026, 6, 1)
    scores = {row["forecaster_code"]: row["distance"] for row in next_round(one("homes", 10, 20, 30, usual=5.0, day="2026-07-01"), given)}
    assert scores["promised"] == 20 and scores["usual"] == 15 and scores["forecast"] == pytest.approx(2 * (0.1 * 10 + 0.1 * 10) / 3)


def test_what_is_not_due_yet_is_not_scored_and_without_forecasts_there_is_nothing():
    assert next_round(one(day="2027-01-01"), complexes(6)) == [] and next_round(one().iloc[:0], complexes(6)) == [] and stored.say([]) == []


def test_the_demo_scores_what_round_two_expected():
    alliance = demo(3)
    rows = pd.DataFrame(stored.table(alliance, conditions.complexes(alliance)))
    assert set(rows["kind_code"]) == {"homes", "release"} and (rows["round"] == 2).all() and len(stored.say(rows.to_dict("records"))) == 2
    assert stored.rows(forecast(from_frames({}, 1), assume=assume(), seed=1), 1) == []
