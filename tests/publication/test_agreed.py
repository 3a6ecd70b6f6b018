"""What was agreed stands on every page by organisation and date; a conclusion in own words only after approval."""

import pandas as pd
import pytest
from worlds import world

from alliance_lib import publication
from alliance_lib.publication import agreed, consent

WORDED = pd.DataFrame([{"round_number": 1, "chart_key": "intake.agreement", "lang_code": "nl", "text": "Wij zijn het eens.",
                        "author": "Kanarie Geelvink", "written_date": pd.Timestamp(2025, 2, 1)},
                       {"round_number": 2, "chart_key": "intake.agreement", "lang_code": "nl", "text": "Later."}])
FOR_ALL = {"audience_code": "shared", "given_date": pd.Timestamp(2025, 1, 1)}


def approved(text: str = "Wij zijn het eens."):
    """A world in which the wording as it was is approved, and the wording as it is now may differ."""
    held = world(wordings=WORDED)
    given = pd.DataFrame([consent.approval(held, "wordings", "1|intake.agreement|nl", FOR_ALL)])
    return world(wordings=WORDED.assign(text=[text, "Later."]), approvals=given)


def test_actions_and_decisions_name_organisations_and_dates_and_no_person_or_code():
    actions = pd.DataFrame([{"action_id": "A1", "round": 1, "text": "Lijst maken", "owner_party_id": "A", "due_date": pd.Timestamp(2025, 3, 1)}])
    held = world(actions=actions)
    (row,) = agreed.actions(held)
    assert row == {"text": "Lijst maken", "owner": held.party_names["A"], "due_date": "2025-03-01", "done_date": None}
    assert agreed.decisions(held) == []


def test_the_facilitator_sees_the_wordings_of_this_round_with_their_author_b03():
    (one,) = publication.about(world(wordings=WORDED), "facilitator")["wordings"]
    assert (one["text"], one["author"]) == ("Wij zijn het eens.", "Kanarie Geelvink")


@pytest.mark.parametrize(("held", "seen"), [(world(wordings=WORDED), []), (approved(), ["Wij zijn het eens."]),
                                            (approved("Wij zijn het heel eens."), [])], ids=["not yet", "approved", "edited since"])
def test_a_shared_page_gets_a_wording_only_after_approval_of_the_exact_text_and_never_its_author_b03(held, seen):
    about = publication.about(publication.permitted(held, "session"), "session")
    assert [one["text"] for one in about["wordings"]] == seen and "Geelvink" not in str(about)
