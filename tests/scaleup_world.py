"""A small alliance with property to release, for the tests of the forecast."""

import pandas as pd

from alliance_lib.alliance import Alliance, from_frames
from alliance_lib.assumptions import Assumptions, load
from alliance_lib.scaleup import case, plan, track

DAY = pd.Timestamp(2026, 3, 1)
FEW = load("scaleup").with_values(scenarios=200, what_if_scenarios=100, sensitivity_points=16, frontier_points=4)


def complexes(count: int = 6, **columns) -> pd.DataFrame:
    """So many complexes of 20 homes, a promise every two months from June 2026, three in each phase; columns replace."""
    promised = [pd.Timestamp(2026, 6, 1) + pd.DateOffset(months=2 * n) for n in range(count)]
    rows = {"complex_id": [f"X{n}" for n in range(count)], "name": [f"Straat {n}" for n in range(count)],
            "owner_party_id": ["C1", "C2"] * (count // 2) + ["C1"] * (count % 2), "builder_party_id": "B1", "homes_count": 20,
            "phase_number": [1 + n // 3 for n in range(count)], "promise_date": pd.Timestamp(2025, 12, 1), "promised_date": promised,
            "promised_condition_1to6": 3, "planned_start_date": [day + pd.DateOffset(months=2) for day in promised], "planned_months": 4}
    return pd.DataFrame(rows | columns, index=range(count))


def releases(owner: str = "C1", ratio: float = 1.5, count: int = 8, worse: int = 0) -> pd.DataFrame:
    """So many past promises of one corporation, a year ahead, each this many times as long."""
    made = [pd.Timestamp(2020, 1, 1) + pd.DateOffset(months=3 * n) for n in range(count)]
    return pd.DataFrame({"release_id": [f"{owner}-{n}" for n in range(count)], "owner_party_id": owner, "promise_date": made,
                         "promised_date": [day + pd.Timedelta(days=365) for day in made],
                         "released_date": [day + pd.Timedelta(days=round(365 * ratio)) for day in made],
                         "promised_condition_1to6": 2, "actual_condition_1to6": 2 + worse})


def world(**frames) -> Alliance:
    """Two corporations, a builder, six complexes in two phases, a gate between them; frames replace or add."""
    base = {
        "parties": pd.DataFrame({"party_id": ["C1", "C2", "B1"], "name": ["De Vliet", "De Lisdodde", "Anker"],
                                 "type_code": ["corporation", "corporation", "builder"]}),
        "rounds": pd.DataFrame({"round": [1], "reference_date": [DAY], "closed_date": None}),
        "complexes": complexes(),
        "phases": pd.DataFrame({"phase_number": [1, 2], "name": ["klein", "groot"], "aim": "leren", "gate_homes": [40, None],
                                "gate_kept_share": [0.0, None]}),
        "allocation": pd.DataFrame({"builder_party_id": ["B1"], "promised_homes": [120], "status_code": ["entitlement"]}),
    }
    return from_frames(base | frames, 1)


def assume(**values) -> Assumptions:
    """The room's assumptions with few scenarios, and these values."""
    return FEW.with_values(**values)


def built(assumed: Assumptions | None = None, **frames):
    """The plan and the case of such an alliance."""
    alliance, numbers = world(**frames), assumed or assume()
    found = plan.read(alliance, numbers)
    return found, case.build(found, track.read(alliance, numbers), alliance["builders"], numbers, 1)


def under_way(kept=(True, True, True), done=(False, False, False)) -> pd.DataFrame:
    """Three complexes of the first phase released before today: on time or three months late, some of them done."""
    rows = complexes(6)
    promised = DAY - pd.DateOffset(months=5)
    for i in range(3):
        rows.loc[i, ["promised_date", "planned_start_date"]] = promised
        rows.loc[i, "released_date"] = promised if kept[i] else promised + pd.DateOffset(months=3)
        rows.loc[i, "done_date"] = DAY - pd.Timedelta(days=10) if done[i] else pd.NaT
    return rows.assign(done_date=pd.to_datetime(rows["done_date"]), released_date=pd.to_datetime(rows["released_date"]))


def gate(homes: float | None, kept: float | None) -> pd.DataFrame:
    """Two phases, and what the gate between them asks."""
    return pd.DataFrame({"phase_number": [1, 2], "name": ["klein", "groot"], "gate_homes": [homes, None], "gate_kept_share": [kept, None]})
