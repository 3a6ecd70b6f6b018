"""The stripped agreement in its own words, and the page with who does what when, and if it fails."""

import pandas as pd
from demo_frames import demo
from goal_worlds import WHOLE, clauses, made

from alliance_lib.goals.articles import FIELDS, article_rows, content_rows, say_work, standing_text, work_rows
from alliance_lib.goals.decided import read_decided
from alliance_lib.goals.register import read_register

REGISTER = clauses(
    {"clause_id": "1", "type_code": "release", "goal_id": "a", "content_code": "process", **WHOLE},
    {"clause_id": "2", "type_code": "quality", "goal_id": "a", "content_code": "content"},
    {"clause_id": "3", "type_code": "governance", "goal_id": "a", "content_code": "governance", **WHOLE},
    {"clause_id": "4", "type_code": "price"},
)
CHOICES = pd.DataFrame([
    {"round": 1, "clause_id": "1", "choice_code": "keep"}, {"round": 1, "clause_id": "2", "choice_code": "simplify", "new_text": "Kort."},
    {"round": 1, "clause_id": "3", "choice_code": "move", "reason": "gaat over werken"}, {"round": 1, "clause_id": "4", "choice_code": "move"}])
WORK = pd.DataFrame([{"agreement_id": "A1", "theme_code": "supply", "content_code": "practice", "what_text": "Elke week bellen.",
                      "owner_party_id": "N", "when_text": "maandag", "if_it_fails": "de stuurgroep belt"}])
NAMES = {"N": "Noord", "Z": "Zuid", "O": "Oost"}


def held(**frames):
    alliance = made({"N": {"a": (3, 0)}}, **({"clauses": REGISTER, "clause_choices": CHOICES} | frames))
    return read_register(alliance, set()), alliance


def test_each_clause_goes_to_the_agreement_the_page_the_annexes_or_out():
    rows = article_rows(held()[0], NAMES)
    assert [row["place_code"] for row in rows] == ["agreement", "agreement", "how_we_work", "annex"]
    struck = CHOICES.assign(choice_code="strike")
    assert {row["place_code"] for row in article_rows(held(clause_choices=struck)[0], NAMES)} == {"struck"}


def test_a_simpler_text_replaces_the_old_one_and_its_words_count_a45():
    register, _ = held()
    row = article_rows(register, NAMES)[1]
    assert row["text"] == "Kort." and not row["to_simplify"]
    assert standing_text(register)["text"].tolist() == ["een twee drie", "Kort."]


def test_what_is_still_to_be_simplified_is_said():
    register, _ = held(clause_choices=CHOICES.drop(columns="new_text"))
    articles = article_rows(register, NAMES)
    assert articles[1]["to_simplify"] and articles[1]["text"] == "een twee drie"
    assert [one.facts["clauses"] for one in say_work([], [], articles)] == [["2"]]


def test_each_working_agreement_has_who_what_when_and_if_it_fails_a44():
    _, alliance = held(working_agreements=WORK)
    row = work_rows(alliance, [], NAMES)[0]
    assert [row[field] for field in ("what_text", *FIELDS)] == ["Elke week bellen.", "Noord", "maandag", "de stuurgroep belt"]
    assert [one.code for one in say_work([row], [], [])] == ["goals.work_complete"]


def test_a_working_agreement_without_one_of_the_four_is_named_a44():
    for field in ("when_text", "if_it_fails", "owner_party_id"):
        _, alliance = held(working_agreements=WORK.assign(**{field: " " if field != "owner_party_id" else None}))
        said = say_work(work_rows(alliance, [], NAMES), [], [])
        assert [one.code for one in said] == ["goals.work_incomplete"] and said[0].facts["agreements"] == ["Elke week bellen"]


def test_a_moved_clause_stands_on_the_page_until_a_working_agreement_takes_it_over_a48():
    register, alliance = held()
    assert [row["clause_id"] for row in work_rows(alliance, article_rows(register, NAMES), NAMES)] == ["3"]
    taken = held(working_agreements=WORK.assign(clause_id="3"))[1]
    assert [row["agreement_id"] for row in work_rows(taken, article_rows(register, NAMES), NAMES)] == ["A1"]


def test_every_agreement_is_one_of_five_kinds_and_the_untyped_are_counted_b15():
    register, alliance = held(working_agreements=WORK)
    articles = article_rows(register, NAMES)
    content = content_rows(articles, work_rows(alliance, [], NAMES))
    assert [row["content_code"] for row in content] == ["content", "policy", "process", "practice", "governance", None]
    assert {row["content_code"]: (row["in_agreement"], row["in_work"]) for row in content if row["in_agreement"] + row["in_work"]} == {
        "content": (1, 0), "process": (1, 0), "practice": (0, 1), None: (1, 0)}
    assert say_work([], content, [])[0].facts == {"n": 1}


def test_each_agreement_of_the_demo_is_typed_and_each_working_agreement_complete_a44_b15():
    alliance = demo(3)
    articles = article_rows(read_register(alliance, read_decided(alliance).struck), alliance.party_names)
    work = work_rows(alliance, articles, alliance.party_names)
    assert {one.code for one in say_work(work, content_rows(articles, work), articles)} == {"goals.work_complete"}


def test_no_agreement_at_all_is_no_error():
    register, alliance = held(clauses=REGISTER.iloc[:0], clause_choices=CHOICES.iloc[:0])
    assert article_rows(register, NAMES) == [] and work_rows(alliance, [], NAMES) == [] and content_rows([], []) == []
