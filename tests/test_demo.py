"""The demo dossier tells the story of a stuck alliance, from the first interviews to a small start."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from alliance_lib import schema
from alliance_lib.alliance import from_frames
from alliance_lib.goals import equal_shares, leximin
from alliance_lib.intake.agreement import AnotherDay, apparent_agreement, van_der_eijk
from alliance_lib.publication.safe_set import partition, refusal
from alliance_lib.schema import DECLINED

DATA = Path(__file__).parents[1] / "data"
LOW = {"T01", "T02", "T03", "T04"}  # continuity, condition, mandate, prices
UNSPOKEN = "T05"  # everybody finds there are too many goals and thinks to be the only one
NEW_CLAUSE = "4.1a"  # the release clause as it came out of round 3; 4.1 is the one that was signed
KEPT_GOALS = {"D06", "D07", "D08"}


def read(folder: str) -> dict[str, pd.DataFrame]:
    return {path.stem: pd.read_csv(path, dtype=str) for path in sorted((DATA / folder).glob("*.csv"))}


DEMO, TINY = read("demo"), read("tiny")


@pytest.fixture(scope="module")
def rounds():
    return {number: from_frames(DEMO, number) for number in (1, 2, 3)}


def answered(alliance, column: str, topic: str) -> pd.DataFrame:
    rows = alliance.answers("opinions", column)
    return rows[(rows["topic_id"] == topic) & (rows["state_code"] == "answered")]


def apparent(alliance, topic: str):
    claimed, private = (answered(alliance, c, topic).set_index("person_id") for c in ("claimed_1to5", "private_1to5"))
    party = alliance["people"].set_index("person_id")["party_id"].reindex(claimed.index.union(private.index))
    answers = [rows["answer"].reindex(party.index).to_numpy() for rows in (claimed, private)]
    return apparent_agreement(*answers, party.to_numpy(), AnotherDay(probability=0.2, draws=2_000, seed=1))


def fits(column: schema.Column, value: str, frames: dict) -> bool:
    """May this text stand in this column?"""
    if column.type == "code":
        return value in schema.codes()[column.codes]
    if column.type == "ref":
        return value in set(frames[column.ref].iloc[:, 0])
    if column.type == "answer":
        return value == DECLINED or value in map(str, range(1, column.points + 1))
    if column.type == "date":
        return str(pd.Timestamp(value).date()) == value
    if column.type in ("int", "number"):
        number = float(value)
        whole = column.type == "number" or number == int(number)
        low, high = (edge if edge is not None else number for edge in (column.min, column.max))
        return whole and low <= number <= high
    return value == value.strip() != ""


@pytest.mark.parametrize("frames", [DEMO, TINY], ids=["demo", "tiny"])
def test_every_value_in_the_folder_is_one_that_its_column_allows(frames):
    wrong = [
        (name, line + 2, column.name, value)
        for name, rows in frames.items()
        for column in schema.stored()[name].columns.values()
        for line, value in rows[column.name].items()
        if (column.required if pd.isna(value) else not fits(column, value, frames))
    ]
    assert wrong == []


@pytest.mark.parametrize("frames", [DEMO, TINY], ids=["demo", "tiny"])
def test_no_row_of_the_folder_is_there_twice(frames):
    assert [name for name, rows in frames.items() if rows.duplicated(list(schema.stored()[name].key)).any()] == []


def test_two_corporations_and_three_builders_sit_at_two_tables():
    people = DEMO["people"].merge(DEMO["parties"], on="party_id")
    assert DEMO["parties"]["type_code"].value_counts().to_dict() == {"corporation": 2, "builder": 3}
    assert people["level_code"].value_counts().to_dict() == {"steering": 5, "project": 8}
    seats = people.groupby("level_code")["party_id"].value_counts()
    assert (seats["steering"] == 1).all() and seats["project"].max() == 2


def test_the_help_request_is_there_in_the_words_of_the_steering_group_A23():
    facts = DEMO["alliance"].iloc[0]
    assert facts["help_request"].startswith("Het loopt niet lekker: we komen in de uitvoering niet tot besluitvorming")
    assert facts["help_request"].endswith("Hoe komen we door deze fase heen?")
    assert facts["help_request_by"] == "stuurgroep"


def test_eleven_people_were_spoken_in_the_first_round_and_all_thirteen_after_that_A27(rounds):
    for number, expected in {1: 11, 2: 13, 3: 13}.items():
        spoken = rounds[number]["interviews"].query("round == @number and status_code == 'done'")["person_id"]
        assert len(spoken) == expected
        assert set(answered(rounds[number], "claimed_1to5", "T01")["person_id"]) == set(spoken)


def test_in_the_first_round_the_project_team_is_too_small_to_show_apart_and_later_it_is_not(rounds):
    cells = {}
    for number, alliance in rounds.items():
        rows = answered(alliance, "private_1to5", "T01").set_index("person_id")
        cells[number] = [c.name for c in partition(rows["party_id"].to_dict(), rows["level_code"].to_dict()).cells]
    first = answered(rounds[1], "private_1to5", "T01").set_index("person_id").query("level_code == 'project'")
    assert refusal(first["party_id"].to_dict()) == "one_party_heavy"
    assert cells == {1: ["all"], 2: ["project", "steering"], 3: ["project", "steering"]}


def test_in_every_round_every_question_was_answered_by_enough_people_to_show_something(rounds):
    for alliance in rounds.values():
        for column in ("claimed_1to5", "private_1to5"):
            for topic in DEMO["topics"]["topic_id"]:
                assert refusal(answered(alliance, column, topic).set_index("person_id")["party_id"].to_dict()) is None


def test_the_group_claims_to_agree_and_is_divided_in_private_on_exactly_four_topics(rounds):
    found = {topic: apparent(rounds[1], topic) for topic in DEMO["topics"]["topic_id"]}
    assert sum(topic.agreement_claimed > 0.75 for topic in found.values()) >= 9
    assert {name for name, topic in found.items() if topic.agreement_private < 0} == LOW
    assert {name for name, topic in found.items() if topic.gap > topic.gap_band[1]} == LOW


def test_private_agreement_grows_on_the_four_topics_in_each_round(rounds):
    for topic in LOW:
        grown = [apparent(alliance, topic).agreement_private for alliance in rounds.values()]
        assert grown[0] < grown[1] < grown[2]


def test_what_is_said_in_private_about_the_four_topics_reaches_the_group_later():
    told = DEMO["opinions"][DEMO["opinions"]["topic_id"].isin(LOW)].groupby("round")["mention_code"]
    share = told.apply(lambda codes: (codes == "private").mean())
    assert share["1"] > 0.5 > 0.2 > share["2"] > share["3"]


def test_everybody_finds_there_are_too_many_goals_and_nobody_expects_it_of_the_others(rounds):
    private, expected = (answered(rounds[1], column, UNSPOKEN)["answer"] for column in ("private_1to5", "expected_1to5"))
    assert private.min() >= 4 and expected.max() <= 3


def test_on_one_topic_the_steering_group_itself_is_divided_and_on_one_the_levels_differ(rounds):
    mean = answered(rounds[1], "private_1to5", "T03").groupby("level_code")["answer"].mean()
    assert mean["steering"] - mean["project"] > 2.5
    directors = answered(rounds[2], "private_1to5", "T04").query("level_code == 'steering'")["answer"]
    assert van_der_eijk(np.bincount(directors.astype(int), minlength=6)[1:]) < 0


def test_declined_and_not_asked_are_two_things_and_both_occur():
    answers = DEMO["opinions"][["claimed_1to5", "private_1to5", "expected_1to5"]]
    assert 1 <= (answers == DECLINED).sum().sum() <= 6
    assert answers["expected_1to5"].isna().any() and answers["private_1to5"].isna().sum() == 1


def test_all_complaints_are_felt_in_execution_and_most_causes_lie_higher_A05_A06():
    complaints, order = DEMO["complaints"], list(schema.codes()["level"])
    first = complaints[complaints["round"] == "1"]
    higher = first["cause_level_code"].dropna().map(order.index) > order.index("execution")
    owed = first.loc[higher.index[higher], "decision_id"]
    assert set(complaints["symptom_level_code"]) == {"execution"}
    assert len(first) >= 12 and higher.sum() >= 9 and owed.notna().sum() >= 9
    assert (complaints["round"] == "2").any()


def test_the_decisions_that_complaints_wait_for_are_open_in_that_round(rounds):
    for number, alliance in rounds.items():
        waiting = alliance["complaints"].query("round == @number")["decision_id"].dropna()
        decisions = alliance["decisions"].set_index("decision_id").loc[waiting]
        assert decisions["decided_date"].isna().all()
        assert (decisions["asked_date"] <= alliance.reference_date).all()


def test_open_decisions_become_fewer_and_some_stay_open(rounds):
    still = []
    for alliance in rounds.values():
        asked = alliance["decisions"].query("asked_date <= @alliance.reference_date")
        still.append(int(asked["decided_date"].isna().sum()))
    assert still[0] > still[1] > still[2] > 0


def test_two_to_four_interests_per_party_and_builders_want_a_steady_stream():
    interests = DEMO["interests"]
    assert interests.groupby("party_id").size().between(2, 4).all()
    assert set(interests["party_id"]) == set(DEMO["parties"]["party_id"])
    assert interests.set_index("interest_id").loc["I09", "text"].startswith("Een vaste stroom woningen")


def test_five_ambitions_have_no_indicator_and_nine_proposals_have_everything():
    goals = DEMO["goals"].set_index("kind_code")
    measured = ["indicator", "indicator_unit", "baseline_number", "target_number", "due_date", "owner_party_id"]
    assert goals.index.value_counts().to_dict() == {"ambition": 5, "proposal": 9}
    assert goals.loc["ambition", measured].isna().all(axis=None)
    assert goals.loc["proposal", measured].notna().all(axis=None)


def test_with_attention_for_three_goals_the_same_three_survive_either_way_and_nobody_is_left_with_nothing():
    values = DEMO["goal_values"].astype({"interest_served_0to4": int, "risk_0to4": int})
    values["worth"] = (values["interest_served_0to4"] - values["risk_0to4"]).clip(lower=0)
    utilities = values.pivot(index="party_id", columns="goal_id", values="worth")
    costs = DEMO["goals"].set_index("goal_id")["attention_points"].astype(int)
    chosen = leximin(utilities, costs, 3)
    assert [set(outcome) for outcome in equal_shares(utilities, costs, 3).outcomes] == [KEPT_GOALS]
    assert set(chosen.selected) == KEPT_GOALS and chosen.empty_handed == () and chosen.loss.max() > 0


def test_in_the_second_round_the_group_keeps_three_goals_and_gives_a_reason_for_all_others():
    choices = DEMO["goal_choices"]
    assert set(choices["round"]) == {"2"} and set(choices["goal_id"]) == set(DEMO["goals"]["goal_id"])
    assert set(choices.query("choice_code == 'keep'")["goal_id"]) == KEPT_GOALS
    assert choices[["reason", "agreed_by"]].notna().all(axis=None)


def test_the_agreement_shrinks_by_more_than_half_and_no_protected_interest_is_lost():
    clauses = DEMO["clauses"].drop(columns="round").merge(DEMO["clause_choices"], on="clause_id", validate="one_to_one")
    signed = clauses[clauses["clause_id"] != NEW_CLAUSE]
    after = clauses[clauses["choice_code"].isin(["keep", "simplify"])]
    assert len(signed) == 45 and len(after) < len(signed) / 2
    assert set(signed["interest_id"].dropna()) <= set(after["interest_id"].dropna())


def test_the_signed_release_clause_has_no_owner_date_or_consequence_and_the_new_one_has_all_three():
    clauses = DEMO["clauses"].set_index("clause_id")
    fields = ["owner_party_id", "deadline_text", "consequence_text"]
    signed = clauses.query("type_code == 'release'").drop(NEW_CLAUSE)
    assert len(signed) and signed[fields].isna().all(axis=None)
    assert clauses.loc[NEW_CLAUSE, fields].notna().all()


def test_the_property_is_three_thousand_homes_and_the_first_phase_is_small():
    homes = DEMO["complexes"].astype({"homes_count": int, "phase_number": int})
    phases = homes.groupby("phase_number")["homes_count"].sum()
    assert len(homes) == 60 and homes["homes_count"].sum() == 3000
    assert phases[1] == 120 and phases.is_monotonic_increasing
    assert set(homes["owner_party_id"]) == {"C1", "C2"} and set(homes["builder_party_id"]) == {"B1", "B2", "B3"}
    assert homes["label_before_code"].isin(["E", "F", "G"]).mean() > 0.75


def test_the_goal_on_poor_labels_starts_from_the_homes_that_have_them():
    homes = DEMO["complexes"].astype({"homes_count": int})
    poor = homes[homes["label_before_code"].isin(["E", "F", "G"])]["homes_count"].sum()
    assert DEMO["goals"].set_index("goal_id")["baseline_number"].astype(float)["D14"] == poor


def test_in_the_third_round_the_first_phase_is_under_way_and_before_that_nothing_is_done(rounds):
    done = {number: alliance["complexes"].query("phase_number == 1")["done_date"].notna().sum() for number, alliance in rounds.items()}
    assert done[1] == done[2] == 0 < done[3] < 5
    assert rounds[3]["complexes"].query("phase_number > 1")["released_date"].isna().all()


def test_the_agreement_promises_three_thousand_homes_to_the_builders():
    allocation = DEMO["allocation"]
    assert allocation["promised_homes"].astype(int).sum() == 3000
    assert set(allocation["status_code"]) == {"entitlement", "expectation"}


def test_thirty_promises_slipped_and_some_are_still_open(rounds):
    for number, still_open in {1: 8, 3: 2}.items():
        releases = rounds[number]["releases"]
        assert len(releases) == 30 and releases["released_date"].isna().sum() == still_open
    known = rounds[3]["releases"].dropna(subset="released_date")
    ratio = (known["released_date"] - known["promise_date"]) / (known["promised_date"] - known["promise_date"])
    by_owner = ratio.groupby(known["owner_party_id"])
    assert by_owner.median()["C1"] == pytest.approx(1.45, abs=0.15)
    assert by_owner.std()["C2"] > 2 * by_owner.std()["C1"]
    assert (known["actual_condition_1to6"] >= known["promised_condition_1to6"]).all()
    assert (known["actual_condition_1to6"] > known["promised_condition_1to6"]).mean() > 0.5


def test_all_ten_pairs_of_directors_have_met_by_the_second_round_and_not_before(rounds):
    met = [int(alliance["introductions"]["met_date"].notna().sum()) for alliance in rounds.values()]
    assert met[0] < 10 and met[1:] == [10, 10]


def test_some_actions_are_done_and_some_are_open(rounds):
    actions = rounds[3]["actions"]
    assert set(actions["round"]) == {1, 2, 3} and 0 < actions["done_date"].isna().sum() < len(actions) / 2


def test_seventeen_of_twenty_practices_are_the_same_as_in_the_market_and_say_what_they_cost_A21():
    practices = DEMO["practices"]
    assert practices["market_code"].value_counts().to_dict() == {"same": 17, "different": 3}
    assert practices["overhead_hours"].notna().all()
    assert (practices["difference"].notna() == (practices["market_code"] == "different")).all()


def test_the_path_of_each_decision_is_the_one_in_the_register_A20():
    decisions = DEMO["decisions"].set_index("decision_id")
    for decision, steps in DEMO["decision_steps"].groupby("decision_id"):
        held, outcome = decisions.loc[decision], steps["outcome_code"]
        assert steps["step_date"].is_monotonic_increasing and steps["step_date"].iloc[0] == held["asked_date"]
        assert outcome.iloc[0] == "asked" and (outcome == "postponed").sum() == int(held["postponed_count"])
        assert steps.loc[outcome == "decided", "step_date"].tolist() == [day for day in [held["decided_date"]] if not pd.isna(day)]
    assert set(DEMO["decision_steps"]["decision_id"]) == set(decisions.index)
    level = DEMO["bodies"].set_index("body_id")["level_code"]
    assert (DEMO["decision_steps"]["body_id"].map(level) == DEMO["decision_steps"]["level_code"]).all()


def test_no_decision_waits_for_itself_and_what_it_needs_is_taken_first():
    taken = DEMO["decisions"].set_index("decision_id")["decided_date"].fillna("9999")
    for link in DEMO["decision_needs"].itertuples():
        assert link.decision_id != link.needs_decision_id and taken[link.needs_decision_id] <= taken[link.decision_id]


def test_some_kinds_of_decisions_have_no_meeting_and_complaints_are_about_those_A15():
    homeless = DEMO["decision_types"].loc[DEMO["decision_types"]["body_id"].isna(), "name"]
    assert len(homeless) == 3 and "Meerwerk onder 5.000 euro" in set(homeless)


def test_messages_upward_take_months_and_two_never_arrive_A07(rounds):
    messages, order = rounds[3]["messages"], list(schema.codes()["level"])
    assert messages["arrived_date"].isna().sum() == 2 and (messages["arrived_date"].dropna() >= messages["sent_date"][messages["arrived_date"].notna()]).all()
    up = messages["to_level_code"].map(order.index) > messages["from_level_code"].map(order.index)
    days = (messages["arrived_date"] - messages["sent_date"]).dt.days
    assert days[up].median() > 100 > days[~up].median()


def test_the_confirmed_agendas_fill_the_session_and_steps_are_at_most_three_A30_A22():
    minutes = DEMO["agenda_items"].astype({"minutes": int}).groupby("round")["minutes"].sum()
    assert minutes.to_dict() == {"1": 90, "2": 90}
    assert DEMO["next_steps"].groupby("round").size().between(1, 3).all() and "3" not in set(DEMO["next_steps"]["round"])


def test_every_party_ranks_every_value_once_B24():
    ranks = DEMO["party_values"].astype({"rank_number": int}).pivot(index="party_id", columns="value_code", values="rank_number")
    assert set(ranks.index) == set(DEMO["parties"]["party_id"]) and set(ranks.columns) == set(schema.codes()["value"])
    assert all(sorted(row) == list(range(1, ranks.shape[1] + 1)) for row in ranks.to_numpy())


def test_years_of_getting_acquainted_have_successes_and_disappointments_and_most_work_is_done_alone_A09_A10():
    years = DEMO["events"].assign(year=DEMO["events"]["event_date"].str[:4])
    assert set(years["kind_code"]) == {"success", "disappointment", "milestone"} and years["year"].min() < "2020"
    assert years.set_index("event_id").loc["E04", "event_date"] == DEMO["alliance"]["start_date"].iloc[0]
    assert (DEMO["activities"]["mode_code"] == "alone").mean() > 0.5


def test_tenants_are_heard_and_others_are_not_at_the_table_B19():
    seats = DEMO["stakeholders"].set_index("kind_code")["at_table_code"]
    assert seats["tenants"] == "heard" and (seats == "no").sum() >= 3 and "yes" not in set(seats)


def six_in_a_row(texts) -> set[tuple[str, ...]]:
    spoken = [re.findall(r"\w+", text.casefold()) for text in texts]
    return {tuple(said[i:i + 6]) for said in spoken for i in range(len(said) - 5)}


def test_what_was_said_one_on_one_does_not_come_back_in_what_everybody_may_see_A24():
    private = six_in_a_row([*DEMO["notes"]["raw_text"].dropna(), *DEMO["complaints"]["text"].dropna()])
    shared = [value for name, table in schema.tables().items() if name in DEMO and table.see == "all" for one in table.columns.values()
              if one.name in DEMO[name] and one.see == "all" for value in DEMO[name][one.name].dropna()]
    assert len(private) > 100 and len(six_in_a_row(shared)) > 1_000
    assert private & six_in_a_row(shared) == set()


def test_the_tiny_dossier_is_two_corporations_at_the_start_with_one_open_round():
    assert TINY["parties"]["type_code"].tolist() == ["corporation", "corporation"]
    assert TINY["alliance"]["route_code"].tolist() == ["start"] and len(TINY["people"]) == 4
    assert TINY["rounds"]["closed_date"].isna().all() and len(TINY) < len(schema.stored()) / 2
    assert from_frames(TINY, 1)["opinions"].empty
