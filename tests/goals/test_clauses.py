"""A small agreement, stripped: what may go, what must stay, what is missing."""

import pandas as pd
import pytest

from alliance_lib.goals.clauses import propose, red_flags, stripped, unprotected

COLUMNS = ["clause_id", "type_code", "owner_party_id", "deadline_text", "consequence_text", "text"]
FULL = ("north", "1 April 2027", "others get the homes")
NONE = (None, "", None)
CLAUSES = pd.DataFrame(
    [
        ("1", "release", *FULL, "Homes come free on the agreed day."),
        ("2", "intention", *NONE, "Parties trust each other and work as one."),
        ("3", "quality", *FULL, "Each roof is inspected."),
        ("4", "quality", *NONE, "Roofs are good."),
        ("5", "governance", *FULL, "The steering group meets every month."),
        ("6", "governance", *FULL, "The steering group decides within ten days."),
        ("7", "price", *FULL, "Prices are open."),
        ("8", "price", *FULL, "The price of the struck goal."),
        ("9", "tenants", *FULL, "Tenants hear six weeks before."),
        ("10", "intention", *NONE, "Parties care for tenants and for the street."),
    ],
    columns=COLUMNS,
)
LINKS = pd.DataFrame(
    [
        ("3", "goal", "G1"), ("4", "goal", "G1"), ("5", "goal", "G1"), ("6", "decision", "D1"),
        ("8", "goal", "G9"), ("9", "interest", "I2"), ("9", "goal", "G9"), ("10", "interest", "I3"),
    ],
    columns=["clause_id", "kind", "target_id"],
)  # fmt: skip
LIVE = pd.DataFrame(
    [("goal", "G1"), ("interest", "I1"), ("interest", "I2"), ("interest", "I3"), ("decision", "D1")],
    columns=["kind", "target_id"],
)


@pytest.fixture
def proposals() -> pd.DataFrame:
    return propose(CLAUSES, LINKS, LIVE).set_index("clause_id")


@pytest.mark.parametrize(
    ("clause", "proposal", "reason"),
    [
        ("1", "keep", "guarded"),
        ("2", "strike", "orphan"),
        ("3", "keep", "serves_live"),
        ("4", "strike", "covered_elsewhere"),
        ("5", "move", "working_practice"),
        ("6", "keep", "serves_live"),
        ("7", "strike", "orphan"),
        ("8", "strike", "serves_only_struck"),
        ("9", "simplify", "partly_struck"),
        ("10", "simplify", "intention_only"),
    ],
)
def test_each_clause_gets_a_proposal_with_its_reason(proposals, clause, proposal, reason):
    assert tuple(proposals.loc[clause, ["proposal", "reason"]]) == (proposal, reason)


def test_of_two_clauses_for_the_same_the_one_with_duties_stays(proposals):
    assert proposals.loc["4", "covered_by"] == "3"
    assert proposals.loc["3", "serves"] == ("goal G1",)


def test_an_intention_goes_when_another_clause_traces_to_the_same():
    links = pd.concat([LINKS, pd.DataFrame([("9", "interest", "I3")], columns=LINKS.columns)])
    told = propose(CLAUSES, links, LIVE).set_index("clause_id")
    assert tuple(told.loc["10", ["proposal", "reason"]]) == ("strike", "intention_only")


def test_whatever_is_live_and_traced_stays_traced_after_the_strikes(proposals):
    def reached(clauses) -> set:
        kept = LINKS[LINKS["clause_id"].isin(clauses)]
        return set(zip(kept["kind"], kept["target_id"])) & set(zip(LIVE["kind"], LIVE["target_id"]))

    assert reached(proposals.index[proposals["proposal"] != "strike"]) == reached(CLAUSES["clause_id"])


def test_an_interest_without_a_clause_is_named_and_a_clause_for_its_goal_protects_it():
    serves = pd.DataFrame([("G1", "I1"), ("G2", "I2"), ("G9", "I9")], columns=["goal_id", "interest_id"])
    assert unprotected(LINKS, serves, ["G1", "G2"], ["3", "9"]) == ()
    assert unprotected(LINKS, serves, ["G1", "G2"], ["3"]) == ("I2",)
    assert unprotected(LINKS, serves, ["G1", "G2"], []) == ("I1", "I2")


def flags(clauses: pd.DataFrame, severity: str) -> set:
    table = red_flags(clauses)
    return set(table.loc[table["severity"] == severity, "flag"])


def test_without_a_release_clause_the_flag_is_hard_a42():
    assert flags(CLAUSES, "hard") == set()
    assert flags(CLAUSES[CLAUSES["type_code"] != "release"], "hard") == {"no_release_clause"}


@pytest.mark.parametrize(("column", "flag"), [("owner_party_id", "owner"), ("deadline_text", "date"), ("consequence_text", "consequence")])
def test_a_release_clause_without_owner_date_or_consequence_is_a_hard_flag_a42(column, flag):
    blank = CLAUSES.assign(**{column: CLAUSES[column].where(CLAUSES["type_code"] != "release", " ")})
    assert flags(blank, "hard") == {f"release_without_{flag}"}


def test_exit_and_review_are_advice_and_intentions_need_no_owner():
    assert flags(CLAUSES, "advice") == {"no_exit_clause", "review_procurement"}
    table = red_flags(CLAUSES)
    assert set(table.loc[table["severity"] == "notice", "clause_id"]) == {"4"}


def test_the_share_stripped_counts_clauses_and_words():
    result = stripped(CLAUSES, ["1", "3", "6", "9", "10"])
    assert (result.clauses_before, result.clauses_after, result.share_clauses) == (10, 5, 0.5)
    assert result.words_before == 57
    assert result.share_words == pytest.approx(1 - result.words_after / 57)


def test_an_empty_agreement_has_nothing_to_strip_and_lacks_a_release_clause():
    empty = CLAUSES.iloc[:0]
    assert stripped(empty, []).share_clauses != stripped(empty, []).share_clauses  # NaN
    assert flags(empty, "hard") == {"no_release_clause"}
    assert propose(empty, LINKS.iloc[:0], LIVE).empty


def test_links_to_clauses_that_do_not_exist_are_refused():
    with pytest.raises(ValueError, match="unknown"):
        propose(CLAUSES.iloc[:2], LINKS, LIVE)
    with pytest.raises(ValueError, match="missing"):
        red_flags(CLAUSES.drop(columns="type_code"))
