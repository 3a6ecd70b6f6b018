"""Which goals survive and why, and what can the agreement do without? The whole room, on whole alliances."""

import pandas as pd
import pytest
from demo_frames import demo
from goal_worlds import ASSUME, WHOLE, chosen, clauses, made

from alliance_lib import assumptions
from alliance_lib.alliance import from_frames
from alliance_lib.goals import prune
from alliance_lib.publication import permitted
from alliance_lib.result import from_plain, shapes, to_plain
from alliance_lib.words import Words

THREE = {"D06", "D07", "D08"}
VALUES = {"N": {"a": (4, 0), "b": (2, 0), "c": (1, 0), "d": (3, 2)}, "Z": {"a": (3, 1), "b": (0, 0), "c": (4, 0), "d": (0, 2)}}


def asked(alliance, **changed):
    return prune(alliance, assume=ASSUME.with_values(**changed), seed=1)


def codes(result) -> set:
    return {found.code for found in result.findings}


@pytest.fixture(scope="module")
def story():
    return prune(demo(3), assume=assumptions.load("goals"), seed=1)


def test_the_demo_ends_with_three_goals_as_decided_and_as_proposed(story):
    goals = story["goals"].set_index("goal_id")
    assert set(goals.index[goals["choice_code"] == "keep"]) == THREE == set(goals.index[goals["selected"].astype(bool)])
    assert "goals.same_as_proposed" in codes(story) and "goals.sure" in codes(story)


def test_the_demo_agreement_shrinks_by_more_than_half_and_no_interest_of_a_surviving_goal_is_left_unprotected(story):
    before, after = story["agreement"]["clauses_before"].sum(), story["agreement"]["clauses_decided"].sum()
    assert after < before / 2
    assert not {"goals.unprotected", "goals.uncovered", "goals.no_release", "goals.release_inadequate"} & codes(story)


def test_every_struck_goal_of_the_demo_has_a_reason(story):
    struck = story["struck"]
    assert set(struck["goal_id"]) == set(story["goals"]["goal_id"]) - THREE and struck["reason_code"].notna().all()


def test_nobody_in_the_demo_ends_with_nothing(story):
    assert (story["shares"]["share_decided"] > 0).all() and len(story["shares"]) == 5


def test_before_the_second_round_of_the_demo_there_is_a_proposal_and_no_decision():
    first = asked(demo(1))
    assert {"goals.missing_choices", "goals.missing_clause_choices", "goals.strip_proposed", "goals.ask_er_time"} <= codes(first)


def test_nothing_at_all_ends_in_sentences_not_in_an_error():
    empty = asked(from_frames({}, 1))
    assert codes(empty) == {"goals.missing_goals", "goals.missing_parties", "goals.missing_clauses"}
    assert all(len(empty[name]) == 0 for name in shapes("goals"))


@pytest.mark.parametrize("table", ["parties", "goals", "goal_values", "goal_choices", "clauses", "clause_choices", "interests", "alliance", "people"])
def test_every_table_may_be_missing(table):
    full = demo(3)
    left = asked(from_frames({name: rows for name, rows in full.frames.items() if name != table}, 3), draws=50)
    assert len(left.findings) and all(Words(lang).finding(found) for found in left.findings for lang in ("nl", "en"))


@pytest.mark.parametrize("table", ["goals", "goal_values", "clauses", "goal_choices", "interests"])
def test_every_table_may_be_the_only_one(table):
    alone = asked(from_frames({table: demo(3)[table]}, 3), draws=50)
    assert len(alone.findings)


def test_two_parties_get_a_proposal_and_their_shares():
    result = asked(made(VALUES), goal_budget=2)
    assert set(result["shares"]["party"]) == {"Noord", "Zuid"} and result["goals"]["selected"].sum() == 2


def test_without_values_goals_and_clauses_are_still_read():
    result = asked(from_frames({"goals": made(VALUES)["goals"], "clauses": clauses({"clause_id": "1", "type_code": "release", **WHOLE})}, 1))
    assert {"goals.missing_values", "goals.ask_number", "goals.release_complete"} <= codes(result)
    assert result["goals"]["survival"].isna().all() and result["goals"]["selected"].isna().all()


def test_a_shared_page_counts_only_approved_positions_and_says_how_many_parties_those_are():
    alliance = from_frames({name: rows for name, rows in demo(3).frames.items() if name != "approvals"}, 3)
    session = asked(permitted(alliance, "session"))
    assert "goals.missing_values" in codes(session) and len(session["interests"]) == 0
    own = asked(permitted(alliance, "party:B1"))
    told = {found.code: found.facts for found in own.findings}
    assert told["goals.parties_valued"]["n"] == 1 and told["goals.parties_valued"]["of"] == 5
    assert own["shares"]["party_id"].tolist() == ["B1"]


def test_a_shared_page_proposes_the_same_for_the_clauses_as_the_facilitator_sees(story):
    session = asked(permitted(demo(3), "session"))
    pd.testing.assert_frame_equal(session["clauses"], story["clauses"])


def test_a_struck_goal_takes_its_clauses_along_and_a_decision_outweighs_the_proposal():
    register = clauses({"clause_id": "1", "type_code": "quality", "goal_id": "a"}, {"clause_id": "2", "type_code": "quality", "goal_id": "d"})
    proposed = asked(made(VALUES, clauses=register), goal_budget=2)["clauses"].set_index("clause_id")["proposal_code"]
    decided = asked(made(VALUES, clauses=register, goal_choices=chosen(a="no", d="keep")), goal_budget=2)["clauses"]
    assert proposed.to_dict() == {"1": "keep", "2": "strike"}
    assert decided.set_index("clause_id")["proposal_code"].to_dict() == {"1": "strike", "2": "keep"}


def test_nothing_is_changed_and_the_same_seed_gives_the_same_answer():
    alliance = made(VALUES)
    before = alliance.fingerprint
    first, second = asked(alliance), asked(alliance)
    assert alliance.fingerprint == before and first.findings == second.findings
    pd.testing.assert_frame_equal(first["goals"], second["goals"])


def test_the_order_of_the_parties_changes_no_choice():
    alliance = made(VALUES)
    turned = from_frames({name: rows.iloc[::-1] if name in ("parties", "goal_values") else rows for name, rows in alliance.frames.items()}, 1)
    one, other = (asked(each, goal_budget=2)["goals"].set_index("goal_id") for each in (alliance, turned))
    assert one["selected"].to_dict() == other["selected"].to_dict()


def test_more_attention_never_leaves_the_worst_off_party_worse_off():
    worst = [asked(made(VALUES), goal_budget=budget)["shares"]["share_proposed"].min() for budget in (1, 4)]
    assert worst[1] == pytest.approx(1) and worst[0] <= worst[1]


def test_every_sentence_and_step_can_be_said_in_both_languages(story):
    results = (story, asked(demo(1)), asked(made(VALUES)))
    for lang in ("nl", "en"):
        words = Words(lang)
        assert all(words.finding(found) for result in results for found in result.findings)
        assert all(words.say(f"goals.step.{row.rule_code}", subject=row.subject, before=row.before, after=row.after)
                   for result in results for row in result.steps.itertuples())


def test_the_answer_survives_being_published(story):
    again = from_plain(to_plain(story))
    assert again.findings[0].code == story.findings[0].code and len(again["struck"]) == len(story["struck"])
