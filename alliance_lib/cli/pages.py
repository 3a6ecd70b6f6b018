"""alliance rehearse, print, leaflet, demo: from dossier to pages."""

from pathlib import Path

import click

from alliance_lib.cli.options import AUDIENCE, DOSSIER, FILE, LANG, OUT, ROUND, refusal, unlocking
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words

HERE = Path(__file__).resolve().parents[2]


def tell(made) -> None:
    """Print where a briefing is, and what went wrong in making it."""
    for path in (made.html, made.pdf, made.word, *made.lists):
        if path:
            click.echo(str(path))
    for problem in made.problems:
        click.echo(f"! {problem}", err=True)


@click.command()
@click.option("--only-dossier", is_flag=True, help="Alleen het dossier, geen briefings. / The dossier only.")
def demo(only_dossier: bool) -> None:
    """Het voorbeeld: een verzonnen alliantie, van begin tot eind. / The demo: a fictional alliance."""
    from alliance_lib import briefing, workbook

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
    for sentence in made[0].findings:
        click.echo(f"- {sentence}")
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


@click.command("print")
@click.argument("dossier", type=FILE, callback=unlocking, required=False)
@click.option("--form", "names", multiple=True, metavar="NAAM", help="Welk formulier; mag vaker. / Which form; may be repeated.")
@click.option("--all", "all_forms", is_flag=True, help="Alle formulieren. / All forms.")
@ROUND
@LANG
@OUT
def print_(dossier: Path | None, names: tuple[str, ...], all_forms: bool, round: int | None, lang: str, out: Path) -> None:
    """Formulieren en gidsen op papier. / Forms and guides on paper.

    Zonder --form: de lijst. Zonder DOSSIER: lege formulieren. / Without --form: the list. Without DOSSIER: blank forms.
    """
    from alliance_lib.briefing import forms

    unknown = [name for name in names if name not in forms.FORMS]
    if unknown:
        raise refusal("input.unknown_code.what", unknown[0], list(forms.FORMS))
    if not names and not all_forms:
        click.echo(listed(forms.FORMS.values(), Words(lang)))
        return
    alliance, base = known(dossier, round, out)
    words = Words(lang, alliance.facts["term_code"] or "alliantie")
    made = [forms.make(forms.FORMS[name], alliance, words, base) for name in (forms.FORMS if all_forms else names)]
    click.echo("\n".join(str(path) for one in made for path in one.files))
    for problem in dict.fromkeys(one.problem for one in made if one.problem):
        click.echo(f"! {problem}", err=True)


def listed(forms, words: Words) -> str:
    """Which forms are there, each by its name and title?"""
    mark = {True: f" · {words.say('page.private')}", False: ""}
    rows = [f"  {form.name:<14} {words.say(f'form.{form.name}.title')}{mark[form.private]}" for form in forms]
    return "\n".join([words.say("print.which"), *rows])


def known(dossier: Path | None, round: int | None, out: Path):
    """What can stand on a form, and in which folder? Nothing without a dossier."""
    from alliance_lib import dossier as store
    from alliance_lib.alliance import from_frames

    if dossier is None:
        return from_frames({}, 1), out / "blank"
    with store.open(dossier) as held:
        alliance = held.snapshot(round, names=True)
    return alliance, out / dossier.stem / f"round-{alliance.round}"
