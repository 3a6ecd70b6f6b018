"""The briefing in Word: the same findings, parts, charts and answers as the page, to edit and to quote from."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from alliance_lib import __version__, page
from alliance_lib.briefing import render
from alliance_lib.briefing.parts import Part, Table
from alliance_lib.briefing.word import Paper
from alliance_lib.words import Words
from alliance_lib.workbook.template import repack


def write(shown: tuple[Mapping, Sequence[render.Section], render.Beside], words: Words, path: Path,
          pictures: Callable[[], Mapping[str, bytes]] = dict) -> Path:
    """Write the briefing as a Word file.

    Reads: shown: about as publication.about gives it, the rooms' sections, and what stands beside them; pictures,
        asked last because others draw them meanwhile: PNG by name of the chart.
    Gives: the file. Properties name nobody, and the same briefing gives the same bytes.
    Leaves out: a chart without a picture; its question and answer are here.
    """
    about, sections, beside = shown
    paper = Paper(words, None)
    _cover(paper, about, words)
    _findings(paper, sections, beside.faults, words)
    for one in beside.parts[:1]:
        _part(paper, one)
    for one in sections:
        _room(paper, one, words)
    for one in beside.parts[1:]:
        _part(paper, one)
    _how_we_work(paper, beside, words)
    _closing(paper, about, words)
    private = words.say("page.private") if about["audience"] == "facilitator" else ""
    paper.foot(" · ".join(one for one in (private, str(about["name"]), page.moment(about, words)) if one))
    day = about["reference_date"]
    name = about["name"] or words.say("brief.nameless")
    paper.fill(pictures())
    paper.save(path, words.say("brief.title", name=name, round=about["round"]), None if day is None else datetime.date.fromisoformat(day))
    repack(BytesIO(path.read_bytes()), path)
    return path


def _cover(paper: Paper, about: Mapping, words: Words) -> None:
    if about["audience"] == "facilitator":
        paper.warning(words.say("page.private"))
    paper.note(words.say("brief.briefing"))
    paper.heading(about["name"] or words.say("brief.nameless"), 0)
    if about["help_request"]:
        paper.text(words.say("brief.help_request"), bold=True, keep=True)
        paper.text(about["help_request"])
        if about["help_request_by"]:
            paper.note(words.say("brief.asked_by", who=about["help_request_by"]))
    facts = {"for_whom": page.audience(about, words), "round": str(about["round"]), "reference_date": page.date(about, words),
             "parties": " · ".join(about["party_names"].values()), "success": about["success_criterion"]}
    for key, said in facts.items():
        if said:
            paper.text(f"{words.say(f'brief.{key}')}: {said}")


def _findings(paper: Paper, sections: Sequence[render.Section], faults: Sequence[str], words: Words) -> None:
    paper.break_page()
    paper.heading(words.say("brief.findings"))
    for number, (_, sentence) in enumerate(render.heaviest(sections), 1):
        paper.text(f"{number}. {sentence.striptags()}")
    for fault in faults:
        paper.warning(words.say("brief.absent", fault=fault))


def _room(paper: Paper, one: render.Section, words: Words) -> None:
    paper.heading(words.say(f"{one.room}.title"))
    paper.note(words.say(f"{one.room}.question"), keep=True)
    for answer in one.answers:
        paper.heading(answer.question, 2)
        for name, alt in answer.charts:
            paper.picture(name, alt)
        paper.text(answer.conclusion)


def _part(paper: Paper, one: Part) -> None:
    paper.heading(one.title)
    for sentence in one.said:
        paper.text(sentence)
    for heading, sentences in one.lists:
        paper.heading(heading, 2)
        for sentence in sentences:
            paper.text(f"– {sentence}")
    for made in one.tables:
        _table(paper, made)


def _table(paper: Paper, made: Table) -> None:
    paper.text(made.caption, bold=True, keep=True)
    paper.table(made.heads, made.rows, made.shares)


def _how_we_work(paper: Paper, beside: render.Beside, words: Words) -> None:
    if beside.how is not None:
        paper.heading(words.say("word.how_we_work.title"))
        for sentence in beside.how.said:
            paper.text(sentence)
        paper.table(beside.how.table.heads, beside.how.table.rows, beside.how.table.shares)


def _closing(paper: Paper, about: Mapping, words: Words) -> None:
    paper.heading(words.say("brief.who"))
    paper.text(words.say(f"brief.may_read.{about['audience'].partition(':')[0]}"))
    if about["audience"] != "facilitator":
        paper.text(words.say("brief.safe"))
        if 0 < len(about["party_names"]) <= 2:
            paper.text(words.say("brief.two_parties"), bold=True)
    paper.heading(words.say("brief.provenance"))
    for key, said in (("round", about["round"]), ("fingerprint", about["fingerprint"]), ("version", __version__)):
        paper.text(f"{words.say(f'brief.{key}')}: {said}")
