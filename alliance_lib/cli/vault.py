"""alliance lock, unlock: a passphrase on the dossier itself."""

from pathlib import Path

import click

from alliance_lib.cli.options import DOSSIER, LANG
from alliance_lib.words import Words


@click.command()
@DOSSIER
@LANG
def lock(dossier: Path, lang: str) -> None:
    """Geef het dossier een wachtwoord, of een ander. / Give the dossier a passphrase, or another one.

    Zonder het wachtwoord kan niemand het dossier lezen. / Without it nobody can read the dossier.
    """
    from alliance_lib.dossier import lock as locking

    words = Words(lang)
    new = click.prompt(words.say("cli.passphrase_new"), hide_input=True,
                       confirmation_prompt=words.say("cli.passphrase_again"), err=True)
    made = locking.lock(dossier, new)
    click.echo(words.say("cli.locked", path=str(dossier), backup=str(made)))


@click.command()
@DOSSIER
@LANG
def unlock(dossier: Path, lang: str) -> None:
    """Haal het wachtwoord van het dossier. / Take the passphrase off the dossier."""
    from alliance_lib.dossier import lock as locking

    made = locking.lock(dossier, None)
    click.echo(Words(lang).say("cli.unlocked", path=str(dossier), backup=str(made)))
