"""The `academy` command: finds its subcommands, and turns every error into one line and an exit code."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Sequence

import click

from toolkit.errors import AcademyError, unknown

COMMANDS = {
    "start": "Open JupyterLab on a course with a fresh case.",
    "practice": "Show your attempts at the exercises of a practice course.",
    "generate": "Make a new case, its sealed truth and its answer keys.",
    "secret": "Make the secret behind the seeds of assessed cases.",
    "scenarios": "List the scenarios that a case can be made from.",
    "gates": "Check a generated case: realism and integrity.",
    "build": "Build the course notebooks from the text lessons.",
    "release": "Give out one day of a course.",
    "collect": "Collect what trainees submitted for one day.",
    "grade": "Mark the submissions of one day.",
    "formgrader": "Open formgrader on a workspace, to mark written work.",
    "moderate": "Mark written work twice, and bring the two markers together.",
    "feedback": "Write and return the feedback of one day.",
    "report": "Show how the class does, who passes and why not.",
    "appeal": "Decide an appeal, with its trail.",
    "resit": "Take the marks of a second sitting into a course.",
    "attendance": "Record the class list and who was there.",
    "syndicates": "Declare who hands in together.",
    "certificates": "Make signed certificates, and verify them.",
    "audit": "Check the audit log.",
    "reporting": "File, check, search and share returns of states.",
    "pack": "Write all that stands around the notebooks of a course.",
    "slides": "Write the slides of a course as HTML and PDF.",
    "print": "Print the documents of a case as one PDF.",
    "messages": "Translate the interface, the documents and the lessons.",
    "demo": "Run the whole loop with a simulated class of five.",
}
WRONG, INTERRUPTED = 2, 130
_ROOM = "make room and run the same again: what was finished is kept"
_RIGHT = "nothing can be written there; name another place, or ask for the right to write"
# What a disk or its owner refuses, and the way out. Any other fault of the system is a fault of ours.
OUTSIDE = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EROFS: _RIGHT,
    errno.EACCES: _RIGHT.replace("written", "read or written"),
    errno.EPERM: _RIGHT,
}


class Academy(click.Group):
    """Subcommands, each imported from `classroom.commands` when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all subcommands, in the order in which a course uses them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Import one subcommand; UsageError for an unknown name."""
        if cmd_name not in COMMANDS:
            raise click.UsageError(unknown("command", cmd_name, COMMANDS), ctx=ctx)
        return importlib.import_module(f"classroom.commands.{cmd_name}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=Academy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example:  academy generate --scenario gms-thailand --level practitioner --out case --sealed sealed",
)
@click.version_option(package_name="analysis-academy", prog_name="academy")
def academy() -> None:
    """Analysis Academy: courses in operational and strategic analysis, run on cases nobody has seen before."""


def run(arguments: Sequence[str]) -> int:
    """Run one `academy` command and return its exit code: 0, 1 (a check found something), 2 (wrong input), 130."""
    try:
        code = academy.main(args=list(arguments), prog_name="academy", standalone_mode=False)
    except AcademyError as error:
        for line in str(error).splitlines() or [type(error).__name__]:
            click.echo(f"academy: {line}", err=True)
        return WRONG
    except click.ClickException as error:
        click.echo(f"academy: {error.format_message()}", err=True)
        context = getattr(error, "ctx", None)
        if context is not None:
            click.echo(f"Help: {context.command_path} --help", err=True)
        return WRONG
    except (KeyboardInterrupt, click.Abort):
        click.echo("academy: stopped; what was finished is kept", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno not in OUTSIDE:
            raise
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"academy: {where}{error.strerror}; {OUTSIDE[error.errno]}", err=True)
        return WRONG
    except Exception as error:
        if not type(error).__module__.startswith(("sqlalchemy", "psycopg")):
            raise
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()
        click.echo(f"academy: the gradebook cannot be used: {reason[0] if reason else type(error).__name__}", err=True)
        return WRONG
    return code if isinstance(code, int) else 0


def main() -> None:
    """Entry point of the `academy` command."""
    sys.exit(run(sys.argv[1:]))
