"""What the commands share: the group that suggests the nearest name, and the usual arguments."""

import difflib
from pathlib import Path

import click

from alliance_lib.errors import AllianceError
from alliance_lib.words import LANGUAGES, Words

LANG = click.option("--lang", type=click.Choice(LANGUAGES), default="nl", show_default=True,
                    help="Taal: nl of en. / Language.")
DOSSIER = click.argument("dossier", type=click.Path(path_type=Path))
ROUND = click.option("--round", type=click.IntRange(min=1),
                     help="Ronde; standaard de laatste. / Round; the latest by default.")
AUDIENCE = click.option("--audience", default="session", show_default=True,
                        help="facilitator, session, steering_group, project_team, party:<code>.")
OUT = click.option("--out", default="reports", show_default=True, type=click.Path(path_type=Path), help="Map. / Folder.")
BY = "begeleider"


class Commands(click.Group):
    """A group of commands that keeps the order of the work and suggests the nearest name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]):
        if args and args[0] not in self.commands:
            raise AllianceError(**refusal("command", args[0], list(self.commands)))
        return super().resolve_command(ctx, args)


def refusal(kind: str, given: str, known: list[str]) -> dict[str, str]:
    """What is wrong with a mistyped word, and what is the nearest right one? In Dutch and English."""
    near = difflib.get_close_matches(given, known, n=1, cutoff=0.5)
    remedy = [Words(lang).say("cli.nearest" if near else "cli.choose", near=near, known=known) for lang in LANGUAGES]
    what = [Words(lang).say(f"cli.unknown_{kind}", given=given) for lang in LANGUAGES]
    return {"what": " / ".join(what), "remedy": " / ".join(remedy)}
