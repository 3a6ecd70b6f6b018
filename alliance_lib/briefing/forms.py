"""Pages to print: forms for people without a device, guides for the facilitator, and what the intake led to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from markupsafe import Markup
from pypdf import PdfReader

from alliance_lib import page, publication
from alliance_lib.alliance import Alliance
from alliance_lib.briefing import cards, pdf, render
from alliance_lib.schema import codes, tables
from alliance_lib.words import Words, sentences

BLANK_TOPICS, BLANK_GOALS, BLANK_PARTIES = 8, 10, 4
SMALLER = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)  # tried in turn until a form fits its pages
# The intake with the steering group: step, minutes, lines to write on, what the dossier knows of it already.
STEPS = (("welcome", 5, 0, ""), ("request", 10, 3, "help_request"), ("why", 10, 2, ""), ("success", 10, 2, "success_criterion"),
         ("stuck", 10, 3, ""), ("whom", 10, 3, ""), ("back", 5, 1, ""))


@dataclass(frozen=True)
class Form:
    """Which page can be printed? private, the facilitator's own; pages, as many as it fits on whatever it holds."""

    name: str
    private: bool = False
    pages: int | None = None


@dataclass(frozen=True)
class Printed:
    """What was made of a form, and if there is no PDF, why not, in the reader's language?"""

    files: tuple[Path, ...]
    problem: str = ""


FORMS = {form.name: form for form in (
    Form("steering", pages=1), Form("intake", private=True, pages=1), Form("intake-shared", pages=1),
    Form("planner", private=True), Form("claimed"), Form("interview"), Form("pulse", pages=1), Form("question", pages=1),
    Form("position"), Form("team", pages=1), Form("cards"), Form("reflection", pages=1), Form("chemistry", pages=1),
    Form("route", pages=1))}


def make(form: Form, alliance: Alliance, words: Words, base: Path) -> Printed:
    """Write a form as HTML and, where a browser is found, as PDF.

    Reads: the facilitator's snapshot with names; base, the folder of this dossier and round.
    Gives: Printed; the facilitator's own pages stand in a folder that says not to share them.
    """
    folder = (base / "_NIET-DELEN" if form.private else base) / f"forms-{words.lang}"
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{form.name}.html"
    paper = made.with_suffix(".pdf")
    paper.unlink(missing_ok=True)
    for zoom in SMALLER if form.pages else SMALLER[:1]:
        text = document(form, alliance, words, zoom)
        made.write_text(text, encoding="utf-8", newline="\n")
        fault = pdf.make(made, paper, render.headings(text), 0)
        if fault is not None:
            return Printed((made,), words.say(fault[0], **fault[1]))
        if form.pages is None or len(PdfReader(paper).pages) <= form.pages:
            break
    return Printed((made, paper))


def document(form: Form, alliance: Alliance, words: Words, zoom: float = 1.0) -> str:
    """A form as HTML.

    Reads: the facilitator's snapshot; an empty one gives a blank form. zoom, smaller than 1 for long texts.
    Leaves out: for everybody but the facilitator, whatever a session may not see.
    """
    if form.name == "cards":
        return cards.document(alliance, words)
    seen = alliance if form.private else publication.permitted(alliance, "session")
    title = words.say(f"form.{form.name}.title")
    return page.templates().get_template("forms.html").render(
        words=words, name=form.name, private=form.private, title=title, facts=_facts(form, seen, words), zoom=zoom,
        policy=Markup(render.policy([])), style=Markup(render.stylesheet()), alliance=seen.facts["name"] or "")


def planner(alliance: Alliance) -> pd.DataFrame:
    """Who takes part in this round, and who has been spoken?

    Reads: the roster, the interviews of the round; who answered in private was spoken to.
    Gives: a row per person: name (the code where there is none), party, level_code, role_code, status_code
        ("done", "planned", "declined", or "open" if nothing was arranged) and planned_date.
    """
    people, held = alliance["people"], alliance["interviews"]
    held = held.loc[held["round"] == alliance.round, ["person_id", "status_code", "planned_date"]]
    people = people[people["joined_round"] <= alliance.round].merge(held, on="person_id", how="left")
    spoken = people["person_id"].isin(alliance.answers("opinions", "private_1to5")["person_id"])
    return people.assign(
        name=[alliance.names.get(code) or code for code in people["person_id"]],
        party=[alliance.party_names[code] for code in people["party_id"]],
        status_code=people["status_code"].fillna("open").mask(spoken, "done"),
    )[["name", "party", "level_code", "role_code", "status_code", "planned_date"]]


def count(people: pd.DataFrame, words: Words) -> str:
    """How many have been spoken, and who not yet? A sentence with names, for the facilitator; empty where there is nobody."""
    if people.empty:
        return ""
    spoken, declined = people["status_code"] == "done", people["status_code"] == "declined"
    waiting = people.loc[~spoken & ~declined, "name"].tolist()
    key = "form.planner.count" if waiting else "form.planner.complete"
    said = words.say(key, n=int(spoken.sum()), of=len(people), names=waiting)
    off = people.loc[declined, "name"].tolist()
    return f"{said} {words.say('form.planner.declined', names=off)}" if off else said


def _facts(form: Form, seen: Alliance, words: Words) -> dict:
    """What stands on this form?"""
    if form.name in ("intake", "planner"):
        return _spoken(planner(seen), words) | {"start": _start(seen, words)}
    if form.name == "intake-shared":
        return {"start": _start(seen, words), "parties": _roles(seen, words)}
    if form.name == "steering":
        return {"steps": _steps(seen), "routes": _labels("route", words)}
    pulse = [c.heading(words.lang) for c in tables()["pulse"].columns.values() if c.type == "answer"]
    return {"pulse": [{"name": "", "statement": _capital(one)} for one in pulse],
            "topics": _rows(seen, "topics", ["topic_id", "name", "statement"], BLANK_TOPICS),
            "goals": _rows(seen, "goals", ["name", "text"], BLANK_GOALS),
            "mentions": _labels("mention", words), "note_kinds": _labels("note_kind", words),
            "interest_kinds": _labels("interest_kind", words), "audiences": _labels("consent_audience", words),
            "others": list(seen.party_names.values()) or [""] * BLANK_PARTIES, "places": _labels("team_phase", words),
            "asked": _keys(f"form.{form.name}.ask_"), "route": _rows(seen, "phases", ["name", "aim"], BLANK_PARTIES),
            "vision": seen.facts["vision"] or "", "success": seen.facts["success_criterion"] or "",
            "opening": _keys("form.interview.opening_"), "closing": _keys("form.interview.closing_")}


def _rows(seen: Alliance, table: str, columns: Sequence[str], blank: int) -> list[dict]:
    rows = seen[table][list(columns)].fillna("").to_dict("records")
    return rows or [dict.fromkeys(columns, "")] * blank


def _labels(code_list: str, words: Words) -> list[str]:
    return [words.label(code_list, code) for code in codes()[code_list]]


def _keys(start: str) -> list[str]:
    return [key for key in sentences() if key.startswith(start)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _day(given, words: Words) -> str:
    return "" if given is None or pd.isna(given) else words.date(given)


def _start(seen: Alliance, words: Words) -> dict[str, str]:
    """The literal request, who asked and when, when it is a success, and the route."""
    facts = seen.facts
    told = {name: facts[name] or "" for name in ("help_request", "help_request_by", "success_criterion")}
    route = _capital(words.label("route", facts["route_code"])) if facts["route_code"] else ""
    return told | {"help_request_date": _day(facts["help_request_date"], words), "route": route}


def _steps(seen: Alliance) -> list[dict]:
    made, start = [], 0
    for name, minutes, rules, known in STEPS:
        text = (seen.facts[known] or "") if known else ""
        made.append({"name": name, "start": start, "end": start + minutes, "known": text, "rules": 0 if text else rules})
        start += minutes
    return made


def _spoken(people: pd.DataFrame, words: Words) -> dict:
    """The facilitator's list: per person for the planner, per level for the page of the intake."""
    told = [{"name": one["name"], "party": one["party"], "level": words.label("level", one["level_code"]),
             "day": _day(one["planned_date"], words), "status": _status(one["status_code"], words)}
            for one in people.to_dict("records")]
    levels = [{"label": _capital(words.label("level", level)),
               "people": [f"{one['name']} ({one['party']})" for one in told if one["level"] == words.label("level", level)]}
              for level in reversed(codes()["level"]) if (people["level_code"] == level).any()]
    return {"count": count(people, words), "people": told, "levels": levels}


def _status(code: str, words: Words) -> str:
    return words.say("form.planner.open") if code == "open" else _capital(words.label("interview_status", code))


def _roles(seen: Alliance, words: Words) -> list[dict]:
    """Organisation and roles, without a name or a number: whom the facilitator will speak."""
    people = seen["people"]
    made = []
    for party, name in seen.party_names.items():
        own = people[people["party_id"] == party]
        pairs = own[["level_code", "role_code"]].drop_duplicates().fillna("").itertuples(index=False)
        made.append({"name": name, "roles": sorted(_role(level, role, words) for level, role in pairs)})
    return made


def _role(level: str, role: str, words: Words) -> str:
    said = words.label("level", level)
    return f"{said} ({words.label('project_role', role)})" if role else said

