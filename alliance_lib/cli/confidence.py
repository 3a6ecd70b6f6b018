"""alliance approve, forget: who agreed to what, and who must be forgotten."""

import datetime
from pathlib import Path

import click
import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.cli.options import BY, DOSSIER, LANG, Choice, Day, refusal
from alliance_lib.errors import AllianceError
from alliance_lib.schema import tables
from alliance_lib.words import Words


@click.command()
@DOSSIER
@LANG
@click.option("--row", "rows", multiple=True, metavar="TABEL/CODE",
              help="Instemming met één regel, bijvoorbeeld notes/N01 of people/P03. / Consent to one row.")
@click.option("--party", metavar="PARTIJ", help="Instemming van een partij met al haar posities. / A party's consent to all its positions.")
@click.option("--audience", default="shared", show_default=True,
              type=Choice(["shared", "session", "steering_group", "project_team"]), help="Voor wie. / For whom.")
@click.option("--on", type=Day(), help="Datum van de instemming; standaard vandaag. / Date of consent; today by default.")
@click.option("--withdraw", metavar="CODE", help="Trek een instemming in, bijvoorbeeld I0003. / Withdraw a consent.")
@click.option("--nothing-published", metavar="TEKST",
              help="Verklaar dat er nog niets is gepubliceerd. / State that nothing was published before.")
def approve(dossier: Path, lang: str, rows: tuple[str, ...], party: str | None, audience: str, on, withdraw: str | None,
            nothing_published: str | None) -> None:
    """Wat instemming nodig heeft, en instemming vastleggen. / What needs consent, and recording it.

    Zonder opties: de lijst. Een wijziging van de tekst maakt een instemming ongeldig. / Without options: the list.
    """
    from alliance_lib import dossier as store
    from alliance_lib.publication import consent

    words = Words(lang)
    facts = {"audience_code": audience, "given_date": on or datetime.date.today()}
    with store.open(dossier) as held:
        alliance = held.snapshot(names=True)
        number = consent.next_number(held.frames()["approvals"])
        changes = [*consents(alliance, rows, party, facts, number), *statement(alliance, nothing_published)]
        if withdraw:
            changes.append(store.Change("approvals", (withdraw,), None, BY))
        if changes:
            held.record_all(changes)
            click.echo(words.say("cli.recorded", n=len(changes)))
        else:
            click.echo(needs(alliance, words))


def consents(alliance: Alliance, rows: tuple[str, ...], party: str | None, facts: dict, number: int) -> list:
    """The consents to record, as changes of the dossier; number is that of the first."""
    from alliance_lib.dossier import Change
    from alliance_lib.publication import consent

    asked = [tuple(row.partition("/")[::2]) for row in rows]
    if party is not None:
        asked += [(name, consent.row_text(table, row)) for name, table in tables().items() if table.see == "position"
                  for row in alliance[name].to_dict("records") if row[table.owner] == party]
        asked += [(name, consent.row_text(table, row)) for name, table in tables().items() if table.see == "joint"
                  for row in alliance[name].to_dict("records")]
        facts = facts | {"party_id": party}
    if (party or rows) and not asked:
        raise AllianceError(f"'{party}' has no positions to agree to.", "", "Look in the sheets of interests and stances.")
    made = []
    for table, key in asked:
        try:
            row = consent.approval(alliance, table, key, facts) | {"approval_id": f"I{number + len(made):04d}"}
        except KeyError:
            raise unknown_row(alliance, table, key) from None
        given = {name: value for name, value in row.items() if not pd.isna(value)}
        made.append(Change("approvals", (row["approval_id"],), given, BY))
    return made


def unknown_row(alliance: Alliance, table: str, key: str) -> AllianceError:
    """Which row was probably meant? The nearest one that can be agreed to."""
    from alliance_lib.publication import consent

    shareable = consent.shareable()
    if table not in shareable:
        return refusal("input.unknown_code.what", table, list(shareable))
    known = [f"{table}/{consent.row_text(shareable[table], row)}" for row in alliance[table].to_dict("records")]
    return refusal("input.unknown_code.what", f"{table}/{key}", known)


def statement(alliance: Alliance, text: str | None) -> list:
    """The facilitator's statement that nothing was published, as a change of the dossier."""
    from alliance_lib.dossier import Change

    if not text:
        return []
    number = f"V{len(alliance['statements']) + 1:03d}"
    row = {"kind_code": "nothing_published", "text": text, "stated_date": datetime.date.today()}
    return [Change("statements", (number,), row, BY)]


def needs(alliance: Alliance, words: Words) -> str:
    """The list "needs consent", each paraphrase with what the checker saw."""
    from alliance_lib.publication import checker, consent

    lines, said = [], {}
    for table, key, shown, raw in (("notes", "note_id", "paraphrase", "raw_text"), ("complaints", "complaint_id", "paraphrase", "text"),
                                   ("questions", "question_id", "wording", "raw_text")):
        said |= {(table, row[key]): (row[shown], row[raw]) for row in alliance[table].fillna("").to_dict("records")}
    for row in consent.missing(alliance).to_dict("records"):
        texts = said.get((row["table_code"], row["row_text"]))
        seen = checker.flags(*texts, alliance) if texts else ()
        owner = f"  ({row['owner_id']})" if row["owner_id"] else ""
        line = f"{row['table_code']}/{row['row_text']}{owner}  {row['content']}"
        line += f"  [{words.say('cli.voided')}]" if row["voided"] else ""
        lines += [line, *(f"    ! {words.say(f'checker.{flag.kind}', found=flag.found)}" for flag in seen)]
    return "\n".join(lines) or words.say("cli.nothing_needed")


@click.command()
@DOSSIER
@click.argument("person", metavar="PERSOON")
@LANG
@click.option("--yes", is_flag=True, help="Niet nog eens vragen. / Do not ask again.")
def forget(dossier: Path, person: str, lang: str, yes: bool) -> None:
    """Wis een persoon uit dossier, journaal en back-ups. / Erase a person from dossier, journal and backups.

    Dit kan niet ongedaan worden gemaakt. / This cannot be undone.
    """
    from alliance_lib import dossier as store
    from alliance_lib.dossier import forget as forgetting

    words = Words(lang)
    with store.open(dossier) as held:
        if not yes:
            sure(words.say("cli.forget_sure", person=person), words)
        gone = forgetting.forget(held, person, BY)
    click.echo(words.say("cli.forgotten", person=person, n=sum(gone.rows.values())))
    briefings = [f"{round} {audience}" for round, audience in gone.briefings]
    for key, found in (("cli.counted_in", [str(n) for n in gone.publications]), ("cli.shown_in", briefings),
                       ("cli.still_named", list(gone.mentions))):
        if found:
            click.echo(words.say(key, found=found))


def sure(question: str, words: Words) -> None:
    """Ask yes or no in the language of the user; anything but yes stops."""
    yes, no = words.say("page.yes"), words.say("page.no")
    typed = click.prompt(f"{question} [{yes}/{no}]", default=no, show_default=False)
    if typed.strip().casefold() not in (yes.casefold(), yes[0].casefold()):
        raise click.Abort
