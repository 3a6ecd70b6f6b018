"""An overview for the colleague who takes a dossier over: the assignment, where it stands, and what is promised.

It holds no score of anybody, and of the notes only what the interviewees agreed to share.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from alliance_lib import page, publication
from alliance_lib.alliance import Alliance
from alliance_lib.briefing import parts, pdf, render
from alliance_lib.briefing.parts import Part, Table
from alliance_lib.publication import consent
from alliance_lib.schema import tables
from alliance_lib.words import Words


def handover(alliance: Alliance, words: Words, folder: Path) -> list[Path]:
    """Write the overview as HTML and, where a browser is found, as PDF.

    Reads: the facilitator's snapshot with names; the folder, made if it is not there.
    Gives: the files that were made.
    Leaves out: answers and scores of people, raw notes, names without consent, prices.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{words.say('handover.file').lower()}.html"
    text = document(alliance, words)
    made.write_text(text, encoding="utf-8", newline="\n")
    printed = made.with_suffix(".pdf")
    return [made] if pdf.make(made, printed, render.headings(text), 0) else [made, printed]


def document(alliance: Alliance, words: Words) -> str:
    """The overview as HTML."""
    about = publication.about(publication.permitted(alliance, "session"), "session")
    return page.templates().get_template("handover.html").render(
        words=words, about=about, parts=overview(alliance, words), style=Markup(render.stylesheet()), policy=Markup(render.policy([])),
        moment=page.moment(about, words))


def overview(alliance: Alliance, words: Words) -> tuple[Part, ...]:
    """What does a colleague have to know?"""
    seen = publication.permitted(alliance, "session")
    about = publication.about(seen, "session")
    agreed = tuple(one for one in (parts.decisions(about, words), parts.actions(about, words)) if one.rows)
    return (_assignment(alliance, words), _people(seen, words), _rounds(alliance, words), _part("agreed", words, tables=agreed),
            _goals(seen, words), _consents(alliance, words), _text(seen, words), _part("absent", words, [words.say("handover.absent_is")]))


def _part(name: str, words: Words, said: Sequence[str] = (), **more) -> Part:
    empty = not said and not any(more.values())
    return Part(name, words.say(f"handover.{name}"), (words.say("handover.nothing"),) if empty else tuple(said), **more)


def _assignment(alliance: Alliance, words: Words) -> Part:
    facts = alliance.facts
    told = {"brief.help_request": facts["help_request"], "brief.success": facts["success_criterion"],
            "handover.route": facts["route_code"] and words.label("route", facts["route_code"]),
            "handover.kept": facts["retention_date"] and words.date(facts["retention_date"])}
    return _part("assignment", words, [f"{words.say(key)}: {said}" for key, said in told.items() if said])


def _people(seen: Alliance, words: Words) -> Part:
    people, names = seen["people"], seen.party_names
    rows = [(names.get(row["party_id"], page.MISSING), words.label("level", row["level_code"]),
             page.MISSING if pd.isna(row["role_code"]) else words.label("project_role", row["role_code"]),
             page.MISSING if pd.isna(row["name"]) else row["name"]) for row in people.to_dict("records")]
    return _part("people", words, tables=_table("people", ("party", "level", "role", "name"), sorted(rows), words))


def _rounds(alliance: Alliance, words: Words) -> Part:
    spoken = alliance["interviews"]
    done = spoken[spoken["status_code"] == "done"].groupby("round").size()
    rounds = [(str(row["round"]), words.date(row["reference_date"]), _day(row["closed_date"], words), words.number(int(done.get(row["round"], 0)), 0))
              for row in alliance["rounds"].to_dict("records")]
    given = [(str(row["publication_number"]), str(row["round_number"]), _audience(row["audience_text"], alliance, words), row["made_text"][:10])
             for row in alliance["publications"].to_dict("records")]
    return _part("rounds", words, tables=(*_table("rounds", ("round", "reference", "closed", "spoken"), rounds, words),
                                          *_table("published", ("number", "round", "audience", "made"), given, words)))


def _audience(given: str, alliance: Alliance, words: Words) -> str:
    return page.audience({"audience": given, "party_names": alliance.party_names}, words)


def _goals(seen: Alliance, words: Words) -> Part:
    last = seen["goal_choices"].sort_values("round").drop_duplicates("goal_id", keep="last")
    held = seen["goals"].merge(last, on="goal_id", how="left")
    rows = [(row["name"], page.MISSING if pd.isna(row["choice_code"]) else words.label("goal_choice", row["choice_code"]),
             page.MISSING if pd.isna(row["reason"]) else row["reason"]) for row in held.to_dict("records")]
    return _part("goals", words, tables=_table("goals", ("goal", "choice", "reason"), rows, words))


def _consents(alliance: Alliance, words: Words) -> Part:
    waiting, given = consent.missing(alliance)["table_code"].value_counts(), alliance["approvals"]["table_code"].value_counts()
    rows = [(table.title(words.lang), words.number(int(given.get(name, 0)), 0), words.number(int(waiting.get(name, 0)), 0))
            for name, table in tables().items() if name in given or name in waiting]
    return _part("consents", words, tables=_table("consents", ("table", "given", "waiting"), rows, words))


def _text(seen: Alliance, words: Words) -> Part:
    said = tuple(seen["notes"]["paraphrase"].dropna())
    return _part("text", words, lists=((words.say("handover.text_is"), said),) if said else ())


def _table(name: str, heads: Sequence[str], rows: Sequence[tuple], words: Words) -> tuple[Table, ...]:
    made = Table(name, words.say(f"handover.{name}_caption"), tuple(words.say(f"handover.head.{head}") for head in heads), tuple(rows), ())
    return (made,) if rows else ()


def _day(day, words: Words) -> str:
    return page.MISSING if pd.isna(day) else words.date(day)
