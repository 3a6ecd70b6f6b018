"""From an executed notebook to a page: only what was shown, nothing that runs, nothing from outside."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from alliance_lib.briefing import render
from alliance_lib.words import Words

NL = Words("nl")
CANARY = "canarywoord"
HOSTILE = '</script><script>alert(1)</script><!-- "; } body { display: none } </style>'
ABOUT = {"name": "Waterrijk", "route_code": "stuck", "help_request": "Hoe nu verder?", "help_request_by": "stuurgroep",
         "success_criterion": "", "term_code": "alliantie", "audience": "steering_group", "round": 3,
         "reference_date": "2027-03-01", "fingerprint": "f" * 64, "party_names": {"C1": "Een", "C2": "Twee", "B1": "Drie"},
         "rows": {}}


class Page(HTMLParser):
    """The elements of a page, its scripts and its attributes, as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names, self.attributes, self.scripts, self._script = [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += attrs
        self._script = dict(attrs) if tag == "script" else None

    def handle_data(self, data):
        if self._script is not None:
            self.scripts.append((self._script, data))
            self._script = None


def shown(html: str):
    return new_output("display_data", data={"text/html": html, "text/plain": CANARY})


def figure(text: str = "", alt: str = "Wat? Dit."):
    data = {"data": [{"type": "bar", "x": [1], "y": [text]}], "layout": {"height": 300, "meta": {"alt": alt}}}
    return new_output("display_data", data={render.PLOTLY: data})


def code(*outputs, tags=(), source=""):
    return new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags)})


def section(*cells, room="goals"):
    return render.section(new_notebook(cells=list(cells), metadata={"path": CANARY}), room, NL)


def test_only_what_a_cell_showed_is_on_the_page():
    found = section(new_markdown_cell(CANARY), code(shown("<p>wel</p>"), new_output("stream", text=CANARY), source=CANARY),
                    code(shown(CANARY), tags=["parameters"]), code(shown(CANARY), tags=["injected-parameters"]),
                    code(shown(CANARY), tags=["digest"]))
    assert "<p>wel</p>" in found.html and CANARY not in render.document(ABOUT, [found], NL, 1)


def test_a_chart_has_a_fixed_name_and_a_text_alternative():
    found = section(code(figure(), figure()), room="intake")
    assert found.charts == 2
    attributes = Page(found.html).attributes
    assert ("id", "intake-plot-1") in attributes and ("id", "intake-plot-2") in attributes
    assert attributes.count(("role", "img")) == 2 and ("aria-label", "Wat? Dit.") in attributes


def test_the_text_in_a_chart_cannot_leave_its_data():
    found = section(code(figure(HOSTILE, HOSTILE)))
    seen = Page(found.html)
    assert [kind.get("type") for kind, _ in seen.scripts] == ["application/json"]
    assert json.loads(seen.scripts[0][1])["data"][0]["y"] == [HOSTILE]
    assert ("aria-label", HOSTILE) in seen.attributes


@pytest.mark.parametrize("beside", [render.Beside(), None], ids=["whole", "room"])
def test_every_script_that_runs_is_in_the_policy_and_nothing_else_is(beside):
    text = render.document(ABOUT, [section(code(figure(HOSTILE)))], NL, 1, beside=beside)
    seen = Page(text)
    policy = next(v for k, v in seen.attributes if k == "content" and "default-src" in v)
    running = [body for kind, body in seen.scripts if kind.get("type") != "application/json"]
    hashes = {base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in running}
    assert len(running) == 2 and set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
    assert "default-src 'none'" in policy and "unsafe-eval" not in policy and "http" not in policy
    assert not any(k.startswith("on") for k, _ in seen.attributes)
    assert not any(k in ("src", "srcset") or (k == "href" and not v.startswith("#")) for k, v in seen.attributes)


def test_a_page_without_charts_runs_nothing():
    text = render.document(ABOUT, [section(code(shown("<p>tekst</p>")))], NL, 1)
    assert "script-src 'none'" in text and "script" not in Page(text).names


def test_text_on_the_cover_and_in_the_footer_stays_text():
    about = ABOUT | {name: HOSTILE for name in ("name", "help_request", "help_request_by", "success_criterion")}
    text = render.document(about | {"party_names": {"C1": HOSTILE}}, [section()], NL, 1, beside=render.Beside())
    seen = Page(text)
    assert "script" not in seen.names and seen.names.count("style") == 1
    assert "display: none }" not in text.split("</style>")[0].split("@bottom-left { content:")[-1]


def test_the_heaviest_findings_come_first_and_weights_are_not_shown():
    def room(name, *weights):
        items = "".join(f'<li data-weight="{w}">{name} {w}</li>' for w in weights)
        return section(code(shown(f"<ol>{items}</ol>")), room=name)

    sections = [room("intake", 0.9, 0.2), room("goals", 0.9, 0.5)]
    assert [str(s) for _, s in render.heaviest(sections, 3)] == ["intake 0.9", "goals 0.9", "goals 0.5"]
    assert "data-weight" not in render.document(ABOUT, sections, NL, 1, beside=render.Beside())


def test_the_briefing_says_the_help_request_in_its_own_words_who_may_read_it_and_where_it_comes_from():
    text = render.document(ABOUT, [section()], NL, 7, beside=render.Beside())
    for said in ("Hoe nu verder?", "Gevraagd door: stuurgroep", "1 maart 2027", "f" * 64, "<dd>7</dd>",
                 NL.say("brief.may_read.steering_group"), NL.say("brief.safe")):
        assert said in text


def test_two_parties_read_that_anonymity_is_impossible():
    said = NL.say("brief.two_parties")
    assert said in render.document(ABOUT | {"party_names": {"C1": "Een", "C2": "Twee"}}, [section()], NL, 1)
    assert said not in render.document(ABOUT, [section()], NL, 1)


def test_the_facilitators_pages_are_framed_on_screen_and_on_paper():
    text = render.document(ABOUT | {"audience": "facilitator"}, [section()], NL, 1)
    assert '<body class="private">' in text and "@top-center { content:" in text and NL.say("page.private") in text
    assert '<body class="shared">' in render.document(ABOUT, [section()], NL, 1)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_page_says_its_language_and_a_rerun_is_the_same(lang):
    words = Words(lang)
    pages = [render.document(ABOUT, [section(code(figure()))], words, 1, beside=render.Beside()) for _ in range(2)]
    assert f'<html lang="{lang}">' in pages[0] and pages[0] == pages[1]


def test_headings_are_plain_text_in_order():
    assert render.headings("<h1>A &amp; B</h1><h2 id=x>C <em>d</em></h2><h4>nee</h4>") == ["A & B", "C d"]


def test_a_policy_without_scripts_allows_none():
    assert "script-src 'none'" in render.policy([])
