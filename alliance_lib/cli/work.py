"""alliance new, template, import, export, close: from workbook to dossier and back, and closing a round."""

import datetime
from pathlib import Path

import click

from alliance_lib.cli.options import BY, DOSSIER, FILE, LANG, ROUTE, Choice, Day
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words


@click.command()
@DOSSIER
@LANG
@ROUTE
@click.option("--name", required=True, metavar="NAAM", help="Naam van de samenwerking. / Name of the partnership.")
@click.option("--term", default="alliantie", show_default=True, type=Choice(["alliantie", "collectief", "verband"]),
              help="Hoe noemt u zich? / What do you call yourselves?")
def new(dossier: Path, lang: str, route: str, name: str, term: str) -> None:
    """Maak een leeg dossier. / Make an empty dossier."""
    import pandas as pd

    from alliance_lib import dossier as store

    row = {"alliance_id": dossier.stem.upper(), "name": name, "term_code": term, "route_code": route}
    # Made here from nothing, so it has no past elsewhere; said in writing, because a workbook may fill it later.
    stated = {"statement_id": "V001", "kind_code": "nothing_published", "stated_date": datetime.date.today(),
              "text": Words(lang).say("cli.new_dossier")}
    store.create(dossier, {"alliance": pd.DataFrame([row]), "statements": pd.DataFrame([stated])})
    click.echo(Words(lang).say("cli.made", path=str(dossier)))


@click.command()
@click.argument("file", type=FILE, metavar="WERKBOEK")
@LANG
@ROUTE
@click.option("--all", "all_tables", is_flag=True, help="Alle bladen. / All sheets.")
def template(file: Path, lang: str, route: str, all_tables: bool) -> None:
    """Maak een werkboek (.xlsx) om in te vullen. / Make a workbook to fill in."""
    from alliance_lib import workbook

    workbook.template(file, lang=lang, route=route, all_tables=all_tables)
    click.echo(Words(lang).say("cli.made", path=str(file)))


@click.command("import")
@DOSSIER
@click.argument("book", type=FILE, metavar="WERKBOEK")
@LANG
@click.option("--dry-run", is_flag=True, help="Alleen nakijken, niets opslaan. / Check only, store nothing.")
def import_(dossier: Path, book: Path, lang: str, dry_run: bool) -> None:
    """Lees een werkboek, map met CSV of overeenkomst (.docx) in. / Read a workbook, CSV or agreement.

    Alles of niets: bij één fout wordt niets opgeslagen. / All or nothing.
    """
    from alliance_lib import workbook
    from alliance_lib.workbook import clauses

    words = Words(lang)
    read = clauses.import_agreement if book.suffix.lower() in (".docx", ".doc", ".docm") else workbook.import_book
    imported = read(dossier, book, dry_run=dry_run, lang=lang)
    for remark in (*imported.problems, *imported.remarks):
        click.echo(f"- {remark}", err=True)
    if imported.problems:
        raise AllianceError(words.say("cli.not_imported", n=len(imported.problems)))
    rows = [f"{table}: {words.number(count, 0)}" for table, count in imported.rows.items() if count]
    click.echo(words.say("cli.would_import" if dry_run else "cli.imported", path=str(dossier), rows=rows))


@click.command()
@DOSSIER
@click.argument("target", type=FILE, metavar="DOEL")
@LANG
def export(dossier: Path, target: Path, lang: str) -> None:
    """Schrijf het hele dossier naar .xlsx of een map met CSV. / Write the whole dossier to .xlsx or CSV."""
    from alliance_lib import workbook

    workbook.export(dossier, target, lang=lang)
    click.echo(Words(lang).say("cli.made_facilitator", path=str(target)))


@click.command()
@DOSSIER
@LANG
@click.option("--round", type=int, required=True, metavar="RONDE", help="Welke ronde. / Which round.")
@click.option("--on", type=Day(), metavar="DATUM", help="Datum; standaard vandaag. / Date; today by default.")
def close(dossier: Path, lang: str, round: int, on: datetime.date | None) -> None:
    """Sluit een ronde af: cijfers over antwoorden verschijnen pas dan. / Close a round.

    De antwoorden van die ronde veranderen daarna niet meer; de verwachting van die ronde wordt bewaard, om in de
    volgende na te rekenen. / Its answers do not change any more; its forecast is kept, to be scored in the next.
    """
    from alliance_lib import closing
    from alliance_lib import dossier as store

    day = on or datetime.date.today()
    with store.open(dossier) as held:
        closing.close(held, round, day, BY)
    click.echo(Words(lang).say("cli.closed", round=round, day=day))
