"""Each clause is traced to what it serves; the proposal and the decision stand side by side."""

import pandas as pd
from demo_frames import demo
from goal_worlds import WHOLE, clauses, made

from alliance_lib.goals.decided import read_decided
from alliance_lib.goals.register import (
    agreement_rows,
    clause_rows,
    duty_rows,
    flags_now,
    interest_rows,
    lost_interests,
    read_register,
    trace_rows,
)

REGISTER = clauses(
    {"clause_id": "1", "type_code": "release", "goal_id": "a", **WHOLE},
    {"clause_id": "2", "type_code": "quality", "goal_id": "b", "interest_id": "I2"},
    {"clause_id": "3", "type_code": "price", "interest_id": "I1"},
    {"clause_id": "4", "type_code": "legal"},
)
INTERESTS = pd.DataFrame([{"interest_id": code, "party_id": "N", "kind_code": "interest", "text": f"belang {code}."} for code in ("I1", "I2", "I3")])


def held(struck=frozenset(), **frames):
    base = {"clauses": REGISTER, "interests": INTERESTS}
    alliance = made({"N": {"a": (3, 0), "b": (1, 0)}}, round=2, **(base | frames))
    return read_register(alliance, set(struck)), alliance


def choices(**codes) -> pd.DataFrame:
    return pd.DataFrame([{"round": 2, "clause_id": code[1:], "choice_code": choice, "reason": "omdat"} for code, choice in codes.items()])


def test_a_clause_goes_when_it_serves_nothing_and_the_protection_of_an_interest_stays():
    proposed = held(struck={"b"})[0].proposed
    assert proposed.to_dict() == {"1": "keep", "2": "simplify", "3": "keep", "4": "strike"}


def test_the_protection_of_an_interest_stays_when_its_party_did_not_share_the_text():
    shared, _ = held(struck={"b"}, interests=INTERESTS.iloc[:0])
    assert shared.proposed["3"] == "keep"


def test_without_a_decision_the_proposal_holds_and_with_one_the_undecided_stay():
    register, _ = held()
    assert not register.is_decided and register.remaining(register.now) == ["1", "2", "3"]
    decided, _ = held(clause_choices=choices(c1="strike", c2="move"))
    assert decided.remaining(decided.now) == ["3", "4"]


def test_a_clause_added_in_a_later_round_is_no_part_of_what_was_signed():
    later = REGISTER.assign(round=[1, 1, 1, 2])
    rows = {row["type_code"]: row for row in agreement_rows(held(clauses=later, clause_choices=choices(c1="keep"))[0])}
    assert rows["legal"]["clauses_before"] == 0 and rows["legal"]["clauses_decided"] == 1


def test_before_and_after_count_clauses_and_words_per_type():
    rows = {row["type_code"]: row for row in agreement_rows(held(clause_choices=choices(c4="strike"))[0])}
    assert rows["legal"] | {"type_code": ""} == {"type_code": "", "clauses_before": 1, "words_before": 3, "clauses_proposed": 0,
                                                  "words_proposed": 0, "clauses_decided": 0, "words_decided": 0}
    assert rows["release"]["words_decided"] == 3


def test_without_a_decision_nothing_is_counted_as_decided():
    assert all(pd.isna(row["clauses_decided"]) for row in agreement_rows(held()[0]))


def test_an_interest_without_any_clause_left_is_lost_and_apart_if_a_goal_that_stays_serves_it():
    register, _ = held(clause_choices=choices(c2="strike", c3="strike"))
    assert lost_interests(register) == (("I2",), ("I1",))


def test_a_clause_that_moved_still_protects():
    register, alliance = held(clause_choices=choices(c2="move", c3="move"))
    assert lost_interests(register) == ((), ())
    assert [row["clauses_now"] for row in interest_rows(register, alliance)] == [1, 1, 0]


def test_duties_name_what_each_remaining_clause_lacks_and_a_complete_clause_is_not_named():
    rows = {row["clause_id"]: row for row in duty_rows(held()[0])}
    assert set(rows) == {"2", "3"} and not any(rows["2"][f"has_{duty}"] for duty in ("owner", "date", "consequence"))


def test_striking_the_release_clause_is_a_hard_flag():
    flags = flags_now(held(clause_choices=choices(c1="strike"))[0])
    assert flags.loc[flags["severity"] == "hard", "flag"].tolist() == ["no_release_clause"]


def test_the_table_says_which_goal_a_clause_serves_by_name():
    register, _ = held()
    rows = clause_rows(register, {"a": "doel a", "b": "doel b"}, {"N": "Noord"})
    assert rows[0]["goal"] == "doel a" and rows[0]["owner"] == "Noord" and rows[0]["remains"]


def test_no_clauses_is_an_empty_register():
    register, alliance = held(clauses=REGISTER.iloc[:0])
    assert agreement_rows(register) == [] and duty_rows(register) == [] and lost_interests(register) == ((), ())


def test_each_clause_is_traced_to_goal_interest_risk_and_decision_and_an_orphan_to_nothing_a13():
    linked = REGISTER.assign(risk_id=["I3", None, None, None], decision_id=["B1", None, None, None])
    decisions = pd.DataFrame([{"decision_id": "B1", "subject": "mandaat", "level_code": "steering", "asked_date": "2025-01-01"}])
    register, alliance = held(struck={"b"}, clauses=linked, decisions=decisions)
    rows = [(row["clause_id"], row["kind_code"], row["target"], row["is_live"]) for row in trace_rows(register, alliance, {"a": "A", "b": "B"})]
    assert rows == [("1", "goal", "A", True), ("1", "risk", "belang I3.", True), ("1", "decision", "mandaat", True),
                    ("2", "goal", "B", False), ("2", "interest", "belang I2.", True), ("3", "interest", "belang I1.", True),
                    ("4", None, None, None)]


def test_a_clause_that_limits_a_risk_or_follows_from_a_decision_stays_a13():
    linked = REGISTER.assign(risk_id=[None, None, None, "I3"])
    assert held(clauses=linked)[0].proposed["4"] == "keep"
    assert lost_interests(held(clauses=linked, clause_choices=choices(c4="strike"))[0]) == ((), ("I3",))
    assert held(clauses=REGISTER.assign(decision_id=[None, None, None, "B9"]))[0].proposed["4"] == "keep"


def test_a_proposal_is_overruled_with_a_reason_that_is_kept_a45():
    register, _ = held(clause_choices=choices(c4="keep"))
    row = clause_rows(register, {}, {})[3]
    assert (row["proposal_code"], row["choice_code"], row["reason"], row["remains"]) == ("strike", "keep", "omdat", True)


def test_the_demo_goes_from_45_clauses_to_fewer_than_half_with_every_interest_covered_a45():
    alliance = demo(3)
    register = read_register(alliance, read_decided(alliance).struck)
    assert len(register.signed) == 45 and len(register.remaining(register.now)) < 45 / 2
    assert lost_interests(register) == ((), ())
    traced = {row["clause_id"] for row in trace_rows(register, alliance, {}) if row["kind_code"]}
    assert 0 < len(traced) < len(register.clauses)  # the demo has linked clauses and orphans
