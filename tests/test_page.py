"""What notebooks and briefings show: escaped, complete, in the reader's language."""

from html.parser import HTMLParser

import pandas as pd
import pytest

from alliance_lib import page, publication
from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import Assumption, Assumptions
from alliance_lib.result import Finding, Result
from alliance_lib.rooms import NAMES
from alliance_lib.schema import tables
from alliance_lib.words import Words, sentences

NL, EN = Words("nl"), Words("en")
HOSTILE = '</td></script><script>alert(1)</script><img src=x onerror="alert(2)">'
PARTIES = pd.DataFrame({"party_id": ["C1", "B1"], "name": ["Woonwaard", "Van Dam"], "type_code": ["corporation", "builder"]})
SHAPE = {"nl": "Per onderwerp", "en": "Per topic", "columns": {
    "topic_id": {"nl": "code", "en": "code", "show": "id"},
    "topic": {"nl": "onderwerp", "en": "topic"},
    "theme_code": {"nl": "thema", "en": "theme", "show": "theme"},
    "homes": {"nl": "woningen", "en": "homes", "show": "int"},
    "share": {"nl": "aandeel", "en": "share", "show": "pct"},
    "on": {"nl": "datum", "en": "date", "show": "date"}}}
ROWS = pd.DataFrame({"topic_id": ["T1", "T2"], "topic": ["Tempo", "Prijs"], "theme_code": ["supply", None],
                     "homes": [1234.0, float("nan")], "share": [0.25, 0.0], "on": pd.to_datetime(["2027-03-01", None])})


class Elements(HTMLParser):
    """Which elements, attributes and texts does a browser see?"""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names, self.attributes, self.texts = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        if data.strip():
            self.texts.append(data.strip())


def about(audience: str = "steering_group", day: str | None = "2027-03-01", **frames) -> dict:
    rounds = pd.DataFrame({"round": [3], "reference_date": pd.to_datetime([day])}) if day else pd.DataFrame()
    given = {"parties": PARTIES, "rounds": rounds} | frames
    return publication.about(publication.permitted(from_frames(given, 3), audience), audience)


@pytest.mark.parametrize("room", NAMES)
@pytest.mark.parametrize("words", [NL, EN], ids=["nl", "en"])
def test_the_opening_says_the_question_the_reader_the_round_and_the_day(room, words):
    texts = " ".join(Elements(page.opening(room, about(), words)).texts)
    assert words.say(f"{room}.question") in texts and words.say(f"{room}.title") in texts
    assert {"nl": "Voor: stuurgroep. Ronde 3, stand op 1 maart 2027.",
            "en": "For: steering group. Round 3, as on 1 March 2027."}[words.lang] in texts


def test_a_round_without_a_day_is_only_a_round():
    assert "Voor: stuurgroep. Ronde 3." in Elements(page.opening("goals", about(day=None), NL)).texts


def test_a_party_is_called_by_its_name():
    assert page.audience(about("party:B1"), NL) == "één partij: Van Dam"


def test_only_the_facilitators_page_says_that_it_must_not_be_shared():
    assert "NIET DELEN" in page.opening("health", about("facilitator"), NL)
    assert "NIET DELEN" not in page.opening("health", about(), NL)


def test_what_came_in_is_counted_and_what_is_empty_is_named():
    texts = Elements(page.arrived("goals", about(topics=pd.DataFrame({"topic_id": ["T1"], "name": ["Tempo"]})), NL)).texts
    assert texts[texts.index("Partijen") - 1] == "2" and texts[texts.index("Onderwerpen") - 1] == "1"
    assert "Mensen." in texts and tables()["goals"].about_nl in texts


def test_tables_that_an_audience_may_not_count_are_not_counted_but_said_to_exist():
    shared, own = page.arrived("intake", about(), NL), page.arrived("intake", about("facilitator"), NL)
    assert NL.say("page.withheld") in shared and tables()["opinions"].nl + "." not in Elements(shared).texts
    assert NL.say("page.withheld") not in own and tables()["opinions"].nl + "." in Elements(own).texts


def test_findings_keep_their_order_and_carry_their_weight_for_the_briefing():
    found = next(key for key, said in sentences().items() if ".finding." in key and "{" not in said["nl"])
    code = found.replace(".finding", "")
    shown = page.findings([Finding(code, weight=0.9), Finding(code, weight=0.25)], NL)
    assert [v for k, v in Elements(shown).attributes if k == "data-weight"] == ["0.9000", "0.2500"]
    assert Elements(shown).texts.count(NL.say(found)) == 2


def test_no_findings_is_a_sentence():
    assert NL.say("page.no_findings") in page.findings([], NL)


def test_a_table_says_codes_numbers_shares_and_dates_in_the_language():
    texts = Elements(page.table(ROWS, SHAPE, NL)).texts
    assert texts == ["Per onderwerp", "Onderwerp", "Thema", "Woningen", "Aandeel", "Datum",
                     "Tempo", "aanbod en vrijgave", "1.234", "25\N{NO-BREAK SPACE}%", "1\N{NO-BREAK SPACE}maart 2027", "Prijs", "–", "–", "0\N{NO-BREAK SPACE}%", "–"]
    assert {"1,234", "25%", "1\N{NO-BREAK SPACE}March 2027", "supply and release"} <= set(Elements(page.table(ROWS, SHAPE, EN)).texts)


def test_of_a_text_in_both_languages_a_reader_sees_one():
    shape = SHAPE | {"columns": {"topic": SHAPE["columns"]["topic"], "ask_nl": {"nl": "vraag", "en": "question"}, "ask_en": {"nl": "vraag", "en": "question"}}}
    texts = Elements(page.table(ROWS.assign(ask_nl="Waarom?", ask_en="Why?"), shape, NL)).texts
    assert "Waarom?" in texts and "Why?" not in texts


@pytest.mark.parametrize(("more", "seen"), [(8, False), (7, True)])
def test_a_table_wider_than_a_page_leaves_out_the_columns_in_which_nothing_stands(more, seen):
    full = {f"c{n}": {"nl": f"k{n}", "en": f"c{n}"} for n in range(more - 1)}
    shape = SHAPE | {"columns": {"topic": SHAPE["columns"]["topic"], **full, "void": {"nl": "leeg", "en": "void"}}}
    texts = Elements(page.table(ROWS.assign(**dict.fromkeys(full, "a"), void=None), shape, NL)).texts
    assert ("Leeg" in texts) is seen and {"Tempo", "K0"} <= set(texts)


@pytest.mark.parametrize(("text", "nl", "en"), [
    ("maanden / months", "maanden", "months"), ("(0–1)", "(0–1)", "(0–1)"), ("", "", ""),
    ("log(werkelijk / beloofd) / log(actual / promised)", "log(werkelijk / beloofd)", "log(actual / promised)")])
def test_a_text_in_both_languages_is_said_in_the_readers(text, nl, en):
    assert (page.own(text, NL), page.own(text, EN)) == (nl, en)


def test_a_table_has_a_caption_scopes_and_no_identifiers():
    seen = Elements(page.table(ROWS, SHAPE, NL))
    assert seen.names.count("caption") == 1 and not {"T1", "T2"} & set(seen.texts)
    scopes = [v for k, v in seen.attributes if k == "scope"]
    assert scopes.count("col") == 5 and scopes.count("row") == 2


def test_an_empty_table_is_a_sentence():
    seen = Elements(page.table(ROWS.iloc[:0], SHAPE, NL))
    assert "table" not in seen.names and NL.say("page.no_rows") in seen.texts


@pytest.mark.parametrize(("value", "show", "said"), [
    (0, "int", "0"), (0.0, "1", "0,0"), (2.346, "2", "2,35"), (-0.5, "1", "-0,5"), (True, "", "Ja"), (["a", "b"], "", "a, b"),
    ([], "", "–"), ("", "", "–"), (None, "pct", "–"), ("steering", "level", "stuurgroep"), ("onbekend", "level", "onbekend")])
def test_a_value_is_written_as_readers_write_it_and_zero_is_an_answer(value, show, said):
    assert page.cell(value, show, NL) == said


def test_text_of_participants_is_text_wherever_it_stands():
    hostile = about(parties=PARTIES.assign(name=HOSTILE), audience="party:C1")
    assume = Assumptions("goals", {"x": Assumption("x", 1, HOSTILE, HOSTILE, "2026-11-01", "expert", *[HOSTILE] * 4)})
    shape = SHAPE | {"nl": HOSTILE}
    for shown in (page.opening("goals", hostile, NL), page.table(ROWS.assign(topic=HOSTILE), shape, NL),
                  page.table(ROWS.iloc[:0], shape, NL), page.question(HOSTILE, "a.b"), page.conclusion(HOSTILE),
                  page.assumptions(assume, NL)):
        seen = Elements(shown)
        assert not {"script", "img"} & set(seen.names) and not any(k.startswith("on") for k, _ in seen.attributes)
        assert any("alert(1)" in text for text in seen.texts)


def test_a_question_has_a_fixed_anchor():
    assert ("id", "goals-chart-kept") in Elements(page.question("Wat blijft?", "goals.chart.kept")).attributes


def plain_step() -> tuple[str, str]:
    """A room and a rule whose sentence takes its facts as they are."""
    key = next(k for k, said in sentences().items() if ".step." in k and ":" not in said["nl"])
    return key.split(".")[0], key.split(".step.")[1]


def result_with(count: int) -> Result:
    room, rule = plain_step()
    steps = [(rule, f"onderwerp {n}", "voor", "na") for n in range(count)]
    return Result(room, {}, pd.DataFrame(steps, columns=["rule_code", "subject", "before", "after"]), ())


def test_the_first_steps_are_said_and_the_rest_is_counted():
    seen = Elements(page.steps(result_with(5), NL, most=3))
    assert seen.names.count("li") == 3 and "En nog 2 stappen." in seen.texts
    assert "En nog één stap." in Elements(page.steps(result_with(4), NL, most=3)).texts


def test_a_step_with_nothing_before_it_can_be_said():
    room, rule = plain_step()
    steps = pd.DataFrame([(rule, "x", None, True)], columns=["rule_code", "subject", "before", "after"])
    assert page.steps(Result(room, {}, steps, ()), NL).count("<li>") == 1


def test_no_steps_is_a_sentence():
    assert NL.say("page.no_steps") in page.steps(result_with(0), NL)


def test_an_assumption_says_its_value_source_date_and_how_sure_it_is():
    one = Assumption("cost", 84500, "euro", "benchmark", "2026-11-01", "published", "Kosten", "Cost", "Fase 2.", "Phase 2.")
    texts = Elements(page.assumptions(Assumptions("goals", {"cost": one}), NL)).texts
    assert texts[-5:] == ["Kosten", "Fase 2.", "84.500 euro", "benchmark (1 november 2026)", "Gepubliceerd"]


def test_no_assumptions_is_a_sentence():
    assert NL.say("page.no_assumptions") in page.assumptions(Assumptions("goals", {}), NL)
