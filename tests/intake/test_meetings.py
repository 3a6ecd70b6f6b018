"""What meetings cost, and which decisions have no meeting."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib.intake.meetings import hours_per_year, meetings
from worlds import world

BODIES = pd.DataFrame({"body_id": ["O1", "O2", "O3"], "name": ["stuur", "project", "nieuw"], "level_code": ["steering", "project", "project"],
                       "members_count": [5, 8, None], "meetings_per_year": [4, 20, 10], "meeting_hours": [3, 2.5, 2]})


def looked_at(**frames):
    tables, said = meetings(world(**frames))
    return tables, {f.code: f.facts for f in said}


def test_a_meeting_costs_its_members_times_its_hours_times_a_year_A15():
    tables, said = looked_at(bodies=BODIES)
    assert tables["bodies"].set_index("body_id")["hours"].to_dict() == pytest.approx({"O2": 400, "O1": 60, "O3": np.nan}, nan_ok=True)
    assert tables["bodies"]["body_id"].tolist() == ["O2", "O1", "O3"], "the costliest first, unknown last"
    assert said["intake.meetings_cost"] == {"n": 2, "hours": 460} and said["intake.meetings_unknown"] == {"n": 1, "of": 3}


def test_a_kind_of_decision_without_a_meeting_is_named_first_A15():
    kinds = pd.DataFrame({"decision_type_id": ["S1", "S2"], "name": ["volgorde", "meerwerk"], "body_id": ["O1", None]})
    tables, said = looked_at(bodies=BODIES, decision_types=kinds)
    assert tables["decision_types"]["name"].tolist() == ["meerwerk", "volgorde"] and tables["decision_types"]["decides"].iloc[1] == "stuur"
    assert said["intake.no_body"] == {"n": 1, "of": 2, "kinds": ["meerwerk"]}
    assert "intake.all_have_body" in looked_at(bodies=BODIES, decision_types=kinds.iloc[:1])[1]


def test_no_meetings_cost_nothing_to_say():
    tables, said = looked_at()
    assert said == {} and all(rows.empty for rows in tables.values())


def test_a_meeting_that_takes_no_time_costs_nought_hours():
    assert hours_per_year([5], [0], [3]).tolist() == [0]


@pytest.mark.parametrize("given", [([1], [1, 2], [1]), ([-1], [1], [1]), ([np.inf], [1], [1])])
def test_meetings_that_cannot_be_are_refused(given):
    with pytest.raises(ValueError):
        hours_per_year(*given)
