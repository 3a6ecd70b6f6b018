"""The typed command for a forecast over very much property, on this machine or split over several."""

from pathlib import Path

import click

from alliance_lib.cli.options import DOSSIER, LANG, ROUND, Choice, Number, both
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words


def positive(ctx: click.Context, param: click.Parameter, value: int) -> int:
    """At least one."""
    if value < 1:
        raise AllianceError(both("cli.at_least_one", name=param.opts[0], value=value))
    return value


@click.command()
@DOSSIER
@LANG
@ROUND
@click.option("--scenarios", type=Number(), callback=positive, default=10_000, show_default=True, help="Hoeveel toekomsten. / How many futures.")
@click.option("--engine", type=Choice(["threads", "dask"]), default="threads", show_default=True,
              help="Op deze machine (threads) of verdeeld (dask). / On this machine or split.")
@click.option("--workers", type=Number(), callback=positive, default=2, show_default=True, help="Processen voor dask. / Processes for dask.")
@click.option("--scheduler", metavar="ADRES", help="Adres van een Dask-scheduler. / Address of a Dask scheduler.")
@click.option("--seed", type=Number(), default=1, show_default=True, help="Startgetal van de trekkingen. / Seed of the draws.")
def forecast(dossier: Path, lang: str, round: int | None, scenarios: int, engine: str, workers: int, scheduler: str | None, seed: int) -> None:
    """Reken heel veel bezit door: woningen per jaar. / Forecast very much property: homes per year.

    Alleen getallen gaan naar andere machines. / Only numbers travel to other machines.
    """
    from alliance_lib import dossier as store
    from alliance_lib.assumptions import load
    from alliance_lib.scaleup import national, spread

    def counted(work):
        if engine == "threads":
            return work.count(0, scenarios, threads=None)
        with spread.workers(scheduler, workers) as client:
            return spread.count(work, scenarios, client)

    with store.open(dossier) as held:
        alliance = held.snapshot(round)
    rows, gates = national.forecast(alliance, load("scaleup"), seed, counted)
    words = Words(lang)
    for row in rows:
        whole = {name.removesuffix("_homes"): int(value + 0.5) for name, value in row.items() if name != "day_date"}
        click.echo(words.say("cli.forecast_year", day=row["day_date"], **whole))
    for gate in gates:
        click.echo(words.say("cli.forecast_gate", phase=gate["phase"], p=gate["open_share"]))
    click.echo(words.say("cli.forecast_counted" if rows else "cli.forecast_nothing", n=scenarios))
