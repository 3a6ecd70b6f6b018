"""alliance brief, conclude, handover: the briefings, a conclusion in one's own words, and the dossier to a colleague."""

import datetime
from pathlib import Path

import click

from alliance_lib.cli.options import AUDIENCE, BY, DOSSIER, LANG, OUT, ROUND, refusal
from alliance_lib.cli.pages import tell
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words


@click.command()
@DOSSIER
@ROUND
@AUDIENCE
@LANG
@click.option("--all", "everything", is_flag=True, help="Alle publieken, in beide talen. / All audiences, in both languages.")
@click.option("--jobs", type=click.IntRange(1, 8), default=1, show_default=True, metavar="N",
              help="Hoeveel dossiers tegelijk, bij een map. / How many dossiers at once, for a folder.")
@click.option("--pdf/--no-pdf", default=True, help="Ook als PDF. / Also as PDF.")
@OUT
def brief(dossier: Path, round: int | None, audience: str, lang: str, everything: bool, jobs: int, pdf: bool, out: Path) -> None:
    """Maak een briefing voor een publiek, of met --all voor alle. / Make a briefing for an audience, or for all.

    DOSSIER mag met --all een map met dossiers zijn. / With --all it may be a folder of dossiers.
    """
    from alliance_lib import briefing

    asked = {"round": round, "pdf": pdf, "out": out}
    if not everything:
        tell(briefing.brief(dossier, audience=audience, lang=lang, **asked))
        return
    from alliance_lib.briefing import batch

    words = Words(lang)
    done = batch.all_of(briefing.Order(dossier, **asked), jobs, words.say("brief.batch"))
    for one in done:
        if one.made is not None:
            click.echo(str(one.made.folder))
        for problem in one.problems:
            click.echo(f"! {one.order.dossier.stem}, {one.order.audience}, {one.order.lang}: {problem}", err=True)
    failed = sum(bool(one.problems) for one in done)
    if failed:
        raise AllianceError(words.say("brief.some_failed", n=failed, total=len(done)))


@click.command()
@DOSSIER
@click.argument("chart", metavar="GRAFIEK", required=False)
@click.argument("text", metavar="TEKST", required=False)
@ROUND
@LANG
@click.option("--author", metavar="WIE", help="Wie dit schreef; blijft bij de begeleider. / Who wrote it; stays with the facilitator.")
def conclude(dossier: Path, chart: str | None, text: str | None, round: int | None, lang: str, author: str | None) -> None:
    """Zeg de conclusie van een grafiek in eigen woorden. / Word a chart's conclusion yourself.

    Zonder GRAFIEK: de lijst. Zonder TEKST: weer de berekende zin. / Without GRAFIEK: the list. Without TEKST: as computed.
    """
    from alliance_lib import dossier as store
    from alliance_lib.briefing import circulation, wordings

    with store.open(dossier) as held:
        now = circulation.own(held, round)
        words, number = Words(lang, now.about["term_code"]), now.about["round"]
        known = list(wordings.conclusions(now.results, now.about, words))
        if chart is None:
            click.echo("\n".join(f"{one.key}  {one.question}\n    {one.own or one.computed}{' *' if one.own else ''}" for one in known))
            return
        if chart not in {one.key for one in known}:
            raise refusal("input.unknown_code.what", chart, [one.key for one in known])
        facts = {"text": text, "author": author or BY, "written_date": datetime.date.today()} if text else None
        held.record(store.Change(wordings.TABLE, (number, chart, lang), facts, BY))
    row = f"{wordings.TABLE}/{number}|{chart}|{lang}"
    click.echo(words.say("conclude.kept", row=row) if text else words.say("conclude.removed"))


@click.command()
@DOSSIER
@ROUND
@LANG
@OUT
def handover(dossier: Path, round: int | None, lang: str, out: Path) -> None:
    """Het overzicht voor een collega die het dossier overneemt. / The overview for a colleague who takes over.

    Zonder notities en scores, behalve tekst waarmee is ingestemd. / Without notes and scores, but for approved text.
    """
    from alliance_lib import dossier as store
    from alliance_lib.briefing import handover as pages

    with store.open(dossier) as held:
        alliance = held.snapshot(round, names=True)
    words = Words(lang, alliance.facts["term_code"] or "alliantie")
    for path in pages.handover(alliance, words, out / dossier.stem / f"round-{alliance.round}" / "_NIET-DELEN"):
        click.echo(str(path))
