"""The typed commands. Whatever goes wrong is said in a sentence, never as a traceback."""

import sys

import click

from alliance_lib import __version__
from alliance_lib.cli import confidence, pages, work
from alliance_lib.cli.options import Commands, refusal
from alliance_lib.errors import AllianceError
from alliance_lib.words import LANGUAGES, Words


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="alliance")
def alliance() -> None:
    """Voor wie een alliantie begeleidt: van werkboek naar briefing.

    For the facilitator of an alliance: from workbook to briefing.

    Begin met / start with: alliance template werkboek.xlsx
    """


for command in (work.template, work.import_, work.new, pages.brief, confidence.approve, pages.leaflet, pages.rehearse,
                work.export, confidence.forget, pages.demo):
    alliance.add_command(command)


def main() -> None:
    """Run a command; whatever goes wrong is said in a sentence, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        alliance.main(standalone_mode=False)
    except AllianceError as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    except click.NoSuchOption as fault:
        known = [name for p in fault.ctx.command.params for name in p.opts] if fault.ctx else []
        click.echo(str(AllianceError(**refusal("option", fault.option_name, known))), err=True)
        sys.exit(2)
    except click.ClickException as fault:
        command = fault.ctx.command_path if getattr(fault, "ctx", None) else "alliance"
        click.echo(" / ".join(Words(lang).say("cli.misused", what=fault.format_message(), command=command)
                              for lang in LANGUAGES), err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(Words("nl").say("cli.stopped"), err=True)
        sys.exit(130)
