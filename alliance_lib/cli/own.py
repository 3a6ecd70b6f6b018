"""alliance reflect: a sheet of one's own, that no dossier holds and no command reads."""

import os
from pathlib import Path

import click

from alliance_lib.cli.options import LANG
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words, sentences

NAME = {"nl": "mijn-eigen-blad.md", "en": "my-own-sheet.md"}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="EIGEN_MAP")
@LANG
def reflect(folder: Path, lang: str) -> None:
    """Een eigen blad om te bezinnen, in uw eigen map. / A sheet of your own, in your own folder.

    Het dossier weet alleen of het is gedaan. / The dossier knows only whether it was done.
    """
    words = Words(lang)
    if any(folder.glob("*.alliance")):
        raise AllianceError(words.say("reflect.dossier"), folder.name, words.say("reflect.elsewhere"))
    made = folder / NAME[lang]
    if made.exists():
        raise AllianceError(words.say("reflect.there"), made.name, words.say("reflect.keep"))
    folder.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as held:
        held.write(text(words))
    click.echo(str(made))


def text(words: Words) -> str:
    """What is asked on the sheet? The same as on paper, with room to write."""
    asked = [words.say(key) for key in sentences() if key.startswith("form.reflection.ask_")]
    space = f"{words.say('form.reflection.space')} ({words.say('form.reflection.space_low')}; {words.say('form.reflection.space_high')})"
    parts = "\n\n".join(f"## {one}\n\n\n" for one in (*asked, space))
    return f"# {words.say('form.reflection.title')}\n\n{words.say('form.reflection.about')}\n\n{parts}\n{words.say('form.reflection.after')}\n"
