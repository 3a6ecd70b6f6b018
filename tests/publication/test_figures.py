"""From answers to coarse figures: each answer once, only in closed rounds, whatever was answered."""

import pandas as pd
from worlds import opinions, roster, world

from alliance_lib import publication
from alliance_lib.publication import figures, history


def due(alliance, past=None):
    return figures.due(alliance, past or history.empty())


def test_in_the_first_closed_round_every_question_answered_by_a_safe_set_shows_a_figure():
    shown, _ = due(world())
    assert shown["figure_code"].notna().all() and len(shown) == 3 * 2 * 2  # questions, topics, levels


def test_an_open_round_shows_no_figure_and_says_so():
    shown, fresh = due(world(closed=0))
    assert set(shown["reason_code"]) == {"round_open"} and not fresh


def test_eleven_of_thirteen_interviewed_refuses_a_level_with_its_reason_and_shows_all_together_A08():
    people = roster()
    spoken = people[~people["person_id"].isin(["J3", "J4"])]  # six of eight, two parties with two
    shown, _ = due(world(people=people, opinions=opinions(spoken, 1)))
    level = shown[shown["cell_code"] == "project"]
    assert shown.loc[shown["cell_code"] == "all", "figure_code"].notna().all()
    assert level["figure_code"].isna().all() and set(level["reason_code"]) == {"one_party_heavy"}


def test_the_two_levels_and_their_total_never_stand_together():
    for people in (roster(), roster(project=3), roster(project=5)):
        shown, _ = due(world(people=people))
        for _, cells in shown.dropna(subset="figure_code").groupby(["round", "question_code", "topic_id"])["cell_code"]:
            assert not ({"all"} < set(cells)), "a level beside the total gives the other level away"


def test_a_refusal_depends_on_who_answered_and_never_on_what():
    people = roster(project=4)
    low = opinions(people, 1, choice=lambda: "1")
    high = opinions(people, 1, choice=lambda: "5")
    reasons = [due(world(people=people, opinions=rows))[0]["cell_code"].tolist() for rows in (low, high)]
    assert reasons[0] == reasons[1]


def test_a_later_round_reprints_the_frozen_figure_with_its_date_and_adds_its_own():
    first = publication.publish(world(), {}, "session", history.empty())
    shown, fresh = due(world(closed=2, upto=2), first.history)
    old = shown[shown["round"] == 1]
    assert set(old["published_date"]) == {pd.Timestamp(2025, 1, 1)} and {f.asked_round for f in fresh} == {2}


def test_a_correction_after_publication_changes_nothing():
    first = publication.publish(world(), {}, "session", history.empty())
    corrected = world(opinions=world()["opinions"].assign(private_1to5="1", claimed_1to5="5"))
    assert due(corrected, first.history)[0].equals(due(world(), first.history)[0])


def test_a_dossier_with_an_unknown_past_publishes_no_figure_about_people():
    unknown = history.History(history.empty().publications, history.empty().cells, {}, False)
    shown, fresh = due(world(), unknown)
    assert set(shown["reason_code"]) == {"history_unknown"} and not fresh


def test_nobody_asked_gives_no_row_and_declined_is_not_an_answer():
    none = world(opinions=world()["opinions"].assign(claimed_1to5=None, private_1to5="declined", expected_1to5=None))
    shown, _ = due(none)
    assert set(shown["question_code"]) == {"opinions.private_1to5"} and set(shown["reason_code"]) == {"not_asked"}


def raised(people) -> pd.DataFrame:
    return pd.DataFrame([{"note_id": f"N{n}", "round": 1, "person_id": p, "topic_id": "T0", "raw_text": "x"}
                         for n, p in enumerate(people)])


def test_a_theme_appears_from_four_people_of_three_parties_two_left_without_any_one():
    assert figures.is_theme({"1": "A", "2": "A", "3": "B", "4": "C"})
    assert not figures.is_theme({"1": "A", "2": "A", "3": "A", "4": "B"})
    assert not figures.is_theme({"1": "A", "2": "B", "3": "C"})
    shown, _ = due(world(notes=raised(["S0", "S1", "S2", "S3"])))
    assert (shown["question_code"] == figures.THEMES).sum() == 1


def test_complaints_are_counted_per_pair_of_levels_only_for_a_safe_set():
    def felt(people):
        return pd.DataFrame([{"complaint_id": f"K{n}", "round": 1, "person_id": p, "text": "geheim", "cause_level_code": "steering",
                              "symptom_level_code": "execution"} for n, p in enumerate(people)])
    counted = figures.complaints(world(complaints=felt(["S0", "S1", "S2", "S3", "S4"])), history.empty(),
                                 due(world(complaints=felt(["S0", "S1", "S2", "S3", "S4"])))[1])
    assert len(counted) == 5 and set(counted.columns) == {"complaint_id", "round", "symptom_level_code", "cause_level_code"}
    few = world(complaints=felt(["S0", "S1"]))
    assert figures.complaints(few, history.empty(), due(few)[1]).empty


def test_a_complaint_added_after_publication_changes_no_count():
    def felt(people, cause):
        return [{"complaint_id": f"{cause}{p}", "round": 1, "person_id": p, "text": "geheim", "cause_level_code": cause,
                 "symptom_level_code": "execution"} for p in people]
    five = felt(["S0", "S1", "S2", "S3", "S4"], "steering")
    first = publication.publish(world(complaints=pd.DataFrame(five)), {}, "session", history.empty())
    more = world(complaints=pd.DataFrame(five + felt(["S0"], "board")))
    assert len(figures.complaints(more, first.history, due(more, first.history)[1])) == 5
