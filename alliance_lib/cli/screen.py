"""alliance lab, live: the notebooks to work in, and one room on the projector."""

import tempfile
import webbrowser
from pathlib import Path

import click

from alliance_lib.cli.options import AUDIENCE, DOSSIER, LANG, OUT, ROUND, Choice
from alliance_lib.errors import AllianceError
from alliance_lib.rooms import NAMES, NOTEBOOKS, ordered
from alliance_lib.words import Words

WARM = 60  # seconds that a kernel may take to warm up before the address is given
OPEN = click.option("--browser/--no-browser", "show", default=True, help="Open meteen een venster. / Open a window at once.")


@click.command()
@DOSSIER
@ROUND
@LANG
@OUT
@OPEN
def lab(dossier: Path, round: int | None, lang: str, out: Path, show: bool) -> None:
    """Werk in de notebooks, met het dossier open: voor de begeleider. / Work in the notebooks; for the facilitator."""
    from alliance_lib import dossier as store
    from alliance_lib import projector

    with store.open(dossier) as held:
        seen = held.snapshot(round)
    first = NOTEBOOKS[ordered(seen.facts["route_code"] or "stuck")[0]]
    folder = (out / dossier.stem / "_NIET-DELEN" / "lab").resolve()
    projector.working_copies(folder, {"source": str(dossier.resolve()), "round": seen.round, "audience": "facilitator", "lang": lang})
    with tempfile.TemporaryDirectory() as keys:
        server = projector.lab(folder, f"{first}.ipynb", Path(keys), Path(keys) / "lab.log")
        _stay(server, "screen.lab", lang, show)


@click.command()
@DOSSIER
@click.option("--room", type=Choice(NAMES), default=NAMES[0], show_default=True, help="Welke kamer. / Which room.")
@ROUND
@AUDIENCE
@LANG
@OPEN
def live(dossier: Path, room: str, round: int | None, audience: str, lang: str, show: bool) -> None:
    """Zet één kamer op het scherm, zonder code. / Put one room on the screen, without code.

    Het scherm krijgt alleen wat dit publiek mag zien. / The screen gets only what this audience may see.
    """
    from alliance_lib import dossier as store
    from alliance_lib import projector
    from alliance_lib.live.distant import ADDRESS, KEY, SOURCE
    from alliance_lib.projector.keeper import Keeper, Line

    with store.open(dossier) as held:
        asked = held.snapshot(round).round
    keeper = Keeper(dossier.resolve(), audience, lang)
    line = Line(keeper)
    with tempfile.TemporaryDirectory() as work:
        given = {"source": SOURCE, "round": asked, "audience": audience, "lang": lang}
        notebook = projector.live_notebook(Path(work) / f"{room}.ipynb", room, given)
        server = projector.voila(notebook, {ADDRESS: line.address, KEY: line.key.hex()}, Path(work) / "live.log")
        try:
            if audience != "facilitator":
                _look(dossier, asked, keeper, Words(lang))
            if not keeper.ready.wait(WARM):
                click.echo(Words(lang).say("screen.slow"))
            _stay(server, "screen.live", lang, show)
        finally:
            server.stop()
            line.close()


def _look(dossier: Path, round: int, keeper, words: Words) -> None:
    """Say what the screen would get; refuse if something in it may not be shared."""
    from alliance_lib.projector import preflight

    found = preflight.look(dossier, round, keeper)
    if found.fresh:
        click.echo(words.say("screen.fresh", n=found.fresh))
    for key, facts, fine in found.checks:
        click.echo(f"{'+' if fine else '!'} {words.say(key if fine else f'{key}_not', **facts)}")
    for kind, what in found.doubts:
        click.echo(f"! {words.say('screen.doubt', found=words.say(f'rehearse.leak.{kind}', found=what))}")
    for kind, what in found.leaks:
        click.echo(f"! {words.say(f'rehearse.leak.{kind}', found=what)}", err=True)
    if found.leaks:
        raise AllianceError(words.say("screen.unsafe"))
    click.echo(f"+ {words.say('screen.looked')}")


def _stay(server, key: str, lang: str, show: bool) -> None:
    """Say where the screen is, and stay until it is closed with Ctrl-C."""
    try:
        click.echo(Words(lang).say(key, address=server.address))
        if show:
            webbrowser.open(server.address)
        server.wait()
    except KeyboardInterrupt:
        click.echo(Words(lang).say("screen.closed"))
    finally:
        server.stop()
