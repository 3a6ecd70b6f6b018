"""The conclusion under a chart: one sentence, computed, or in the facilitator's own words."""

import pytest
from demo_frames import demo

from alliance_lib import publication
from alliance_lib.answers import compute
from alliance_lib.briefing import wordings
from alliance_lib.rooms import NAMES
from alliance_lib.words import LANGUAGES, Words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_of_the_demo_has_a_question_and_one_conclusion_in_a_sentence_b03(lang):
    alliance = demo(3)
    results = {room: compute(room, alliance) for room in NAMES}
    found = list(wordings.conclusions(results, publication.about(alliance, "facilitator"), Words(lang)))
    assert len(found) >= 2 * len(NAMES) and len({one.key for one in found}) == len(found)
    for one in found:
        assert one.question.endswith("?") and one.computed.rstrip()[-1] in ".!?:" and one.own == "", one.key


def test_own_words_are_found_by_chart_and_language_b03():
    results = {"goals": compute("goals", demo(3))}
    key = f"goals.{next(iter(wordings.charts('goals')))}"
    about = {"wordings": [{"chart_key": key, "lang_code": "en", "text": "We agree."}]}
    assert [one.own for one in wordings.conclusions(results, about, Words("en")) if one.key == key] == ["We agree."]
    assert not any(one.own for one in wordings.conclusions(results, about, Words("nl")))
