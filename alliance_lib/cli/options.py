"""What the commands share: the group that suggests the nearest name, and the usual options and arguments."""

import datetime
import difflib
import os
from collections.abc import Sequence
from pathlib import Path

import click

from alliance_lib.errors import AllianceError
from alliance_lib.words import LANGUAGES, Words

BY = "begeleider"


class Commands(click.Group):
    """A group of commands that keeps the order of the work and suggests the nearest name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]):
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise refusal("cli.unknown_command", args[0], list(self.commands))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its first sentence in both languages, never cut off."""
        said = [(name, " ".join(one.help.partition("\n\n")[0].split())) for name, one in self.commands.items()]
        with formatter.section("Opdrachten / Commands"):
            formatter.write_dl(said)


class Choice(click.Choice):
    """One word of a list; another one is refused with the nearest."""

    def convert(self, value, param, ctx):
        if value not in self.choices:
            raise refusal("input.unknown_code.what", value, list(self.choices))
        return value


class Number(click.ParamType):
    """A whole number, such as that of a round; the dossier knows which ones there are."""

    name = "N"

    def convert(self, value, param, ctx):
        try:
            return int(value)
        except ValueError:
            raise AllianceError(both("input.not_number.what", value=value)) from None


class Day(click.ParamType):
    """A date written 2027-01-15."""

    name = "2027-01-15"

    def convert(self, value, param, ctx):
        try:
            return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
        except ValueError:
            raise AllianceError(both("input.text_date.what", value=value), "", both("input.text_date.remedy")) from None


def both(key: str, **facts) -> str:
    """The sentence in Dutch and in English: for what goes wrong before the language is known."""
    return " / ".join(Words(lang).say(key, **facts) for lang in LANGUAGES)


def refusal(key: str, given: str, known: Sequence[str]) -> AllianceError:
    """What is wrong with a mistyped word, and what is the nearest right one? In Dutch and English."""
    near = difflib.get_close_matches(given, known, n=1)
    remedy = both("cli.nearest" if near else "cli.choose", near=near, known=list(known)) if known else ""
    return AllianceError(both(key, given=given, value=given), "", remedy)


def misuse(fault: click.ClickException) -> str:
    """What is wrong with this command line, and where is the help? In Dutch and English."""
    what = fault.format_message()
    if isinstance(fault, click.NoSuchOption):
        known = [name for option in fault.ctx.command.get_params(fault.ctx) for name in option.opts] if fault.ctx else []
        return str(refusal("cli.unknown_option", fault.option_name, known))
    if isinstance(fault, click.BadOptionUsage):
        what = both("input.missing.what", column=fault.option_name)
    elif isinstance(fault, click.MissingParameter) and fault.param is not None:
        option = isinstance(fault.param, click.Option)
        what = both("input.missing.what", column=fault.param.opts[0] if option else fault.param.human_readable_name)
    command = fault.ctx.command_path if getattr(fault, "ctx", None) else "alliance"
    return both("cli.misused", what=what, command=command)


def unlocking(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    """Ask for the passphrase if this dossier has one; until the command ends it stands in our own environment."""
    from alliance_lib.dossier.passphrase import VARIABLE, locked

    if path is not None and path.is_file() and locked(path) and not os.environ.get(VARIABLE):
        os.environ[VARIABLE] = click.prompt(both("cli.passphrase", path=path.name), hide_input=True, err=True)
        ctx.call_on_close(lambda: os.environ.pop(VARIABLE, None))
    warn_of_retention(path)
    return path


def warn_of_retention(path: Path | None) -> None:
    """Say it when a dossier is kept longer than was promised to the people in it."""
    from alliance_lib import dossier

    if path is None or not path.is_file():
        return
    try:
        with dossier.open(path) as held:
            until = held.retention_date
    except AllianceError:
        return  # what is wrong with the file is said by the command itself
    if until and until < datetime.date.today():
        click.echo(both("cli.retention", day=until), err=True)


FILE = click.Path(path_type=Path)
LANG = click.option("--lang", type=Choice(LANGUAGES), default="nl", show_default=True, help="Taal: nl of en. / Language.")
DOSSIER = click.argument("dossier", type=FILE, callback=unlocking)
ROUND = click.option("--round", type=Number(), help="Ronde; standaard de laatste. / Round; the latest by default.")
AUDIENCE = click.option("--audience", default="session", show_default=True, metavar="PUBLIEK",
                        help="Voor wie / for whom: facilitator, session, steering_group, project_team, party:<code>.")
OUT = click.option("--out", default="reports", show_default=True, type=FILE, metavar="MAP", help="Map. / Folder.")
ROUTE = click.option("--route", default="stuck", show_default=True, type=Choice(["start", "stuck"]),
                     help="Aan het begin (start) of vastgelopen (stuck). / Starting out or stuck.")
