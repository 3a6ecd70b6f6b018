"""alliance enter: a form on paper becomes rows of the dossier, typed as one line of answers."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from alliance_lib.alliance import Alliance
from alliance_lib.cli import paper
from alliance_lib.cli.options import DOSSIER, LANG, Choice, Number
from alliance_lib.cli.paper import AUTHOR, FORMS, KINDS, OWNER, SAID, Row, Slot, Unread, letters
from alliance_lib.errors import AllianceError
from alliance_lib.schema import DECLINED, tables
from alliance_lib.words import Words


def round_of(alliance: Alliance, asked: int | None, words: Words) -> int:
    """In which round are answers entered now? The one that is open, or the next. Refuses a closed or unlikely one."""
    rounds = alliance["rounds"]
    closed = set(rounds.loc[rounds["closed_date"].notna(), "round"])
    now = alliance.round + 1 if alliance.round in closed else alliance.round
    open_ones = sorted({*range(1, alliance.round + 1), now} - closed)
    if asked is not None and asked not in open_ones:
        raise AllianceError(words.say("enter.round_closed" if asked in closed else "enter.round_unknown", round=asked), "",
                            words.say("enter.rounds_open", known=open_ones))
    return now if asked is None else asked


@click.command()
@DOSSIER
@click.argument("form", required=False, type=Choice(FORMS), metavar="FORMULIER")
@click.option("--round", type=Number(), help="Ronde; standaard de open ronde. / Round; the open one by default.")
@LANG
@click.option("--undo", is_flag=True, help="Neem de laatste invoer terug. / Take the last entry back.")
def enter(dossier: Path, form: str | None, round: int | None, lang: str, undo: bool) -> None:
    """Typ een papieren formulier over, één regel per formulier. / Enter a paper form, one line for each.

    Formulieren / forms: pulse, claimed, interview, interests, stances, question.
    """
    from alliance_lib import dossier as store

    words = Words(lang)
    if form is None and not undo:
        raise AllianceError(words.say("enter.which"), "", words.say("cli.choose", known=list(FORMS)))
    with store.open(dossier) as opened:
        if undo:
            click.echo(undone(opened.undo(AUTHOR), words))
            return
        alliance = opened.snapshot(names=True)
        number = round_of(alliance, round, words)
        if form == paper.ANONYMOUS:
            questions(opened, number, words)
            return
        people = owners(form, alliance, words)
        if form != "interests" and not paper.rows_of(form, alliance, number, "", words):
            raise AllianceError(words.say(f"enter.nothing_{form}"), "", words.say("enter.import_first"))
        heading = "enter.heading_timeless" if form == "interests" else "enter.heading"
        click.echo(words.say(heading, form=words.say(f"enter.form.{form}"), round=number))
        click.echo("\n".join(f"  {code}  {name}" for code, name in people.items()))
        while owner := ask_owner(people, OWNER[form], words):
            one(opened, form, number, (owner, people[owner]), words)


def owners(form: str, alliance: Alliance, words: Words) -> dict[str, str]:
    """Whose form can this be? Code -> what to show."""
    if OWNER[form] == "parties":
        found = alliance.party_names
    else:
        people = alliance["people"]
        found = {code: f"{alliance.names.get(code, '')} ({alliance.party_names[party]})".strip()
                 for code, party in zip(people["person_id"], people["party_id"], strict=True)}
    if not found:
        raise AllianceError(words.say("enter.nobody"), "", words.say("enter.import_first"))
    return found


def nearest(typed: str, known: Mapping[str, str]) -> str | None:
    """Which code was probably meant, by code or by name?"""
    inside = [code for code, name in known.items() if typed.casefold() in name.casefold()]
    if len(inside) == 1:
        return inside[0]
    close = difflib.get_close_matches(typed.casefold(), [code.casefold() for code in known], n=1)
    return next((code for code in known if close == [code.casefold()]), None)


def ask_owner(known: Mapping[str, str], kind: str, words: Words) -> str | None:
    """Whose form is this? Asked until the code is known; nothing typed ends it."""
    near = None
    while True:
        shown = f"{words.say(f'enter.who_{kind}')}{f' [{near}]' if near else ''}"
        typed = ask(shown) or near
        if not typed:
            return None
        found = next((code for code in known if code.casefold() == typed.casefold()), None)
        if found:
            return found
        near = nearest(typed, known)
        remedy = words.say("cli.nearest", near=f"{near} {known[near]}") if near else words.say("cli.choose", known=list(known))
        click.echo(f"! {words.say('input.unknown_code.what', value=typed)} {remedy}")


def ask(text: str) -> str:
    """One typed line; nothing for Enter alone."""
    return click.prompt(text, default="", show_default=False, prompt_suffix=": ").strip()


def one(opened, form: str, round: int, whose: tuple[str, str], words: Words) -> None:
    """One form: asked, read back, confirmed, and only then stored and said to be stored."""
    seen = opened.revision
    alliance = opened.snapshot(names=True)
    code, name = whose
    rows = paper.rows_of(form, alliance, round, code, words)
    owner = {"party_id": code} if form == "interests" else {"round": round, "person_id": code}
    if any(paper.held(alliance, row.table, row.key, [slot.column for slot in row.slots]) for row in rows):
        click.echo(f"! {words.say('enter.already', name=name)}")
    made = asked_answers(form, rows, alliance, words) if rows else []
    if form in KINDS:
        made += paper.sentences_as_changes(asked_sentences(form, alliance, words), form, owner, alliance)
    if form == "interview" and made:
        made.append(paper.spoken(owner))
    if not made:
        click.echo(words.say("enter.nothing"))
        return
    opened.record_all(made, seen)
    click.echo(words.say("enter.stored", form=small("form", form, words), name=name, n=len(made)))


def questions(opened, round: int, words: Words) -> None:
    """Questions that are not asked, one a line and without anybody's code; stored as waiting for the facilitator."""
    seen, alliance = opened.revision, opened.snapshot()
    click.echo(words.say("enter.how_question", round=round))
    said, again = [], True
    while again:
        said = []
        while text := ask(words.say("enter.question")):
            said.append(text)
        again = bool(said) and bool(ask(words.say("enter.confirm")))
    if said:
        opened.record_all(paper.questions_as_changes(said, round, alliance), seen)
    click.echo(words.say("enter.stored_question" if said else "enter.nothing", n=len(said)))


def asked_answers(form: str, rows: Sequence[Row], alliance: Alliance, words: Words) -> list:
    """The line of answers, asked until it can be read and is right. Nothing typed changes nothing."""
    click.echo(words.say(f"enter.how_{form}", n=len(rows)))
    while True:
        answers = _until_read(words.say("enter.answers"), lambda line: paper.read(line, rows),
                              lambda fault: complaint(fault, rows, words))
        if answers is None:
            return []
        for number, (row, given) in enumerate(zip(rows, answers, strict=True), 1):
            click.echo(f"  {number:>2} {row.label}: {told(row, given, words)}")
        if not ask(words.say("enter.confirm")):
            return paper.changes(rows, answers, alliance, form)


def asked_sentences(form: str, alliance: Alliance, words: Words) -> list[dict[str, str]]:
    """Notes or interests, one a line, until nothing is typed; asked again until they are right."""
    topics = alliance["topics"]["topic_id"].tolist()
    kinds = letters(KINDS[form], words)
    said_kinds = [f"{letter} {words.label(KINDS[form], code)}" for letter, code in kinds.items()]
    click.echo(words.say(f"enter.how_sentence_{form}", kinds=said_kinds))

    def fault(found: Unread) -> str:
        return words.say(f"enter.sentence_{found.place}", given=found.given, kinds=list(kinds), topics=topics)

    while True:
        said = []
        while found := _until_read(words.say("enter.sentence"), lambda line: paper.sentence(line, form, topics, words), fault):
            said.append(found)
            kind, topic, text = words.label(KINDS[form], found["kind_code"]), found.get("topic_id", ""), found[SAID[form]]
            click.echo("  " + " ".join(part for part in (kind, topic, text) if part))
        if not said or not ask(words.say("enter.confirm")):
            return said


def _until_read(question: str, reading: Callable, complain: Callable[[Unread], str]):
    while line := ask(question):
        try:
            return reading(line)
        except Unread as fault:
            click.echo(f"! {complain(fault)}")
    return None


def complaint(fault: Unread, rows: Sequence[Row], words: Words) -> str:
    """What is wrong with a line of answers, and where?"""
    if not fault.place:
        return words.say("enter.count", n=int(fault.given), wanted=len(rows))
    slots = [(row, slot) for row in rows for slot in row.slots]
    row, slot = slots[fault.place - 1]
    may = [*slot.letters] or [words.say("input.range", low=slot.low, high=slot.high)]
    may += ["x", "-"] if slot.declines else ["-"]
    return words.say("enter.unread", place=rows.index(row) + 1, label=row.label, given=fault.given, may=may)


def told(row: Row, given: Sequence, words: Words) -> str:
    """The answers on one row as they were understood."""
    if all(value is None for value in given):
        return small("", "not_asked", words)
    said = [in_words(value, slot, words) for value, slot in zip(given, row.slots, strict=True)]
    if len(said) == 1:
        return said[0]
    asked = [tables()[row.table].columns[slot.column].heading(words.lang) for slot in row.slots]
    return "; ".join(f"{question} {answer}" for question, answer in zip(asked, said, strict=True))


def small(part: str, key: str, words: Words) -> str:
    """Some words of ours in the middle of a sentence."""
    said = words.say(f"enter.{part}.{key}" if part else f"enter.{key}")
    return said[:1].lower() + said[1:]


def in_words(value: int | str | None, slot: Slot, words: Words) -> str:
    """An answer as it was understood."""
    if value is None:
        return small("", "not_asked", words)
    if value == DECLINED:
        return small("", "declined", words)
    if slot.letters:
        return words.label("mention", value)
    if slot.low < 0:
        ends = {slot.low: "opposes", slot.high: "condition", 0: "indifferent"}
        return f"{value} {small('stance', ends.get(value, 'favour' if value > 0 else 'against'), words)}"
    return f"{value} {small(f'of_{slot.high}', str(value), words)}"


def undone(reversal, words: Words) -> str:
    """What was taken back, in a sentence?"""
    facts = {**(reversal.values or {}), **reversal.key}
    if reversal.why == paper.ANONYMOUS:
        return words.say("enter.undone_question", n=reversal.count)
    owner = facts.get("person_id") or facts["party_id"]
    return words.say("enter.undone", form=small("form", reversal.why, words), name=owner, n=reversal.count)
