"""alliance brief, rehearse, leaflet, demo: from dossier to pages."""

from pathlib import Path

import click

from alliance_lib.cli.options import AUDIENCE, DOSSIER, FILE, LANG, OUT, ROUND, unlocking
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words

HERE = Path(__file__).resolve().parents[2]


@click.command()
@DOSSIER
@ROUND
@AUDIENCE
@LANG
@click.option("--pdf/--no-pdf", default=True, help="Ook als PDF. / Also as PDF.")
@OUT
def brief(dossier: Path, round: int | None, audience: str, lang: str, pdf: bool, out: Path) -> None:
    """Maak een briefing voor een publiek. / Make a briefing for an audience."""
    from alliance_lib import briefing

    tell(briefing.brief(dossier, round=round, audience=audience, lang=lang, pdf=pdf, out=out))


def tell(made) -> None:
    """Print where a briefing is, and what went wrong in making it."""
    for path in (made.html, made.pdf):
        if path:
            click.echo(str(path))
    for problem in made.problems:
        click.echo(f"! {problem}", err=True)


@click.command()
@click.option("--only-dossier", is_flag=True, help="Alleen het dossier, geen briefings. / The dossier only.")
def demo(only_dossier: bool) -> None:
    """Het voorbeeld: een verzonnen alliantie, van begin tot eind. / The demo: a fictional alliance."""
    from alliance_lib import briefing, view, workbook

    words = Words("nl")
    for name in ("demo", "tiny"):
        path = HERE / "data" / f"{name}.alliance"
        path.unlink(missing_ok=True)
        problems = workbook.import_book(path, HERE / "data" / name).problems
        if problems:
            raise AllianceError("\n".join(map(str, problems)))
    if only_dossier:
        return
    path = HERE / "data" / "demo.alliance"
    made = [briefing.brief(path, audience=audience, out=HERE / "reports") for audience in ("facilitator", "steering_group")]
    seen = view.open(path, audience="facilitator")
    for finding in view.heaviest(seen):
        click.echo(f"- {words.finding(finding)}")
    for one in made:
        tell(one)


@click.command()
@click.argument("file", type=FILE, metavar="BESTAND")
@LANG
@click.option("--dossier", type=FILE, callback=unlocking, metavar="DOSSIER", help="Neem de bewaartermijn over. / Take the retention date over.")
def leaflet(file: Path, lang: str, dossier: Path | None) -> None:
    """De pagina voor elk gesprek: wat gebeurt er met wat u zegt? / The page to hand over before an interview."""
    from alliance_lib import dossier as store
    from alliance_lib.briefing import leaflet as pages

    until = None
    if dossier is not None:
        with store.open(dossier) as held:
            until = held.snapshot().facts["retention_date"]
    for path in pages.leaflet(file, Words(lang), until):
        click.echo(str(path))


@click.command()
@DOSSIER
@ROUND
@AUDIENCE
@LANG
@OUT
def rehearse(dossier: Path, round: int | None, audience: str, lang: str, out: Path) -> None:
    """Precies wat de zaal zal zien, met een zoektocht naar lekken. / Exactly what the room will see.

    Er wordt niets gepubliceerd. / Nothing is published.
    """
    from alliance_lib.briefing import rehearsal

    words = Words(lang)
    done = rehearsal.rehearse(dossier, round=round, audience=audience, lang=lang, out=out)
    tell(done.briefing)
    click.echo(words.say("rehearse.fresh", n=done.fresh))
    for key, facts, fine in done.checks:
        click.echo(f"{'+' if fine else '!'} {words.say(key if fine else f'{key}_not', **facts)}")
    for leak in done.leaks:
        click.echo(f"! {leak.file}: {words.say(f'rehearse.leak.{leak.kind}', found=leak.found)}", err=True)
    if not done.safe:
        raise AllianceError(words.say("rehearse.unsafe"))
    click.echo(words.say("rehearse.safe"))
