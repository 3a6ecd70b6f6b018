"""The typed commands. Whatever goes wrong is said in a sentence, never as a traceback."""

import signal
import sys
from pathlib import Path

import click

from alliance_lib import __version__
from alliance_lib.cli import agreement, briefs, confidence, entry, own, pages, programme, screen, start, vault, work
from alliance_lib.cli.options import Commands, misuse
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words


@click.group(cls=Commands, invoke_without_command=True,
             context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="alliance")
@click.pass_context
def alliance(ctx: click.Context) -> None:
    """Voor wie een alliantie begeleidt: van werkboek naar briefing.

    For the facilitator of an alliance: from workbook to briefing.

    Begin met / start with: alliance
    """
    if ctx.invoked_subcommand is None:
        click.echo(start.begin(Path.cwd()))


for command in (work.template, work.import_, work.new, pages.print_, entry.enter, screen.lab, screen.live, work.close, briefs.brief, briefs.conclude, confidence.approve,
                agreement.adopt, agreement.word, pages.leaflet, own.reflect, pages.rehearse, work.export, briefs.handover, programme.forecast, confidence.forget, vault.lock,
                vault.unlock, pages.demo):
    alliance.add_command(command)


def main() -> None:
    """Run a command; whatever goes wrong is said in a sentence, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    _end_like_ctrl_c()
    try:
        alliance.main(prog_name="alliance", standalone_mode=False)
    except AllianceError as fault:
        _stop(str(fault), 1)
    except click.ClickException as fault:
        _stop(misuse(fault), 2)
    except (click.Abort, KeyboardInterrupt):
        _stop(Words("nl").say("cli.stopped"), 130)
    except OSError as fault:  # a full disk, a folder one may not write in, a file that another program holds
        said = AllianceError("this file cannot be read or written.", str(fault.filename or ""), "Check the name and the folder.")
        _stop(str(said), 1)


def _end_like_ctrl_c() -> None:
    """A window that is closed and a computer that shuts down end a command as Ctrl-C does: its servers, kernels and files with it."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup goes on
            signal.signal(number, signal.default_int_handler)


def _stop(said: str, code: int) -> None:
    click.echo(said, err=True)
    sys.exit(code)
